#include "app/sources.h"

#include "app/advice.h"
#include "app/console.h"
#include "app/text.h"
#include "core/links/cdnsource.h"
#include "core/links/listtext.h"
#include "core/links/metalink.h"

#include <QFile>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostComplaints = 10; ///< per list; the rest is counted

bool isMetalink(const QString &path, const QString &text)
{
    return path.endsWith(".meta4"_L1, Qt::CaseInsensitive) ||
           path.endsWith(".metalink"_L1, Qt::CaseInsensitive) || links::looksLikeMetalink(text);
}

void complainAbout(const links::SourceList &list, const QString &name)
{
    for (const links::ListProblem &problem :
         list.problems.first(std::min(kMostComplaints, list.problems.size())))
        complain(u"%1, line %2: %3"_s.arg(name)
                     .arg(problem.line)
                     .arg(problem.loss == links::Loss::Option ? printable(problem.error.detail)
                                                              : tell(problem.error)));
    const auto more = list.problems.size() + list.moreProblems - kMostComplaints;
    if (more > 0)
        complain(u"%1: %2 more not understood"_s.arg(name, counted(static_cast<quint64>(more), "line")));
}

Usage<Sources> readList(const QString &path)
{
    const auto bytes = readFile(path);
    if (!bytes)
        return badUsage(bytes.error());
    const QString name = path == u"-" ? u"standard input"_s : printable(path);
    const QString text = links::textFromBytes(*bytes);
    const links::SourceList list =
        isMetalink(path, text) ? links::parseMetalink(text) : links::parseSourceList(text);
    complainAbout(list, name);
    if (list.entries.isEmpty() && list.products.isEmpty())
        return badUsage(u"%1 names no source that can be fetched; write one address a line"_s.arg(name));
    return Sources{list.entries, list.products, {}, static_cast<int>(list.lostSources)};
}

Usage<Sources> readKey(const QString &text, const blte::Digest &key)
{
    if (links::isShortenedKey(key)) {
        return badUsage(u"%1 looks like a shortened key, and nothing can be asked for by it; give all of its "
                        "32 digits"_s.arg(text));
    }
    return Sources{{}, {}, {key}, 0};
}

Usage<Sources> readArgument(const QString &argument)
{
    const auto product = readProductSource(argument);
    if (!product)
        return badUsage(product.error());
    if (*product)
        return Sources{{}, {links::ProductEntry{**product, {}, 0}}, {}, 0};
    if (const auto key = blte::digestFromHex(argument.toStdString()); key && !QFile::exists(argument))
        return readKey(argument, *key);
    if (!isUrl(argument))
        return readList(argument);
    const auto source = links::sourceFromText(argument);
    if (!source)
        return badUsage(u"%1: %2"_s.arg(printable(argument.left(200)), tell(source.error())));
    return Sources{{links::ListEntry{*source, {}, 0}}, {}, {}, 0};
}

} // namespace

Usage<std::optional<links::ProductSource>> readProductSource(const QString &argument)
{
    if (!links::looksLikeProductSource(argument) || QFile::exists(argument))
        return std::nullopt;
    const auto source = links::productSourceFromText(argument);
    if (!source)
        return badUsage(u"%1: %2"_s.arg(printable(argument.left(200)), tell(source.error())));
    return *source;
}

bool isUrl(const QString &argument)
{
    return argument.contains("://"_L1);
}

Usage<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    const bool isOpen = path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    const QByteArray bytes = isOpen ? file.readAll() : QByteArray();
    if (!isOpen || file.error() != QFileDevice::NoError) {
        return badUsage(
            u"cannot read %1 (%2); give an http(s) address, a file that can be read, or - for standard "
            "input"_s.arg(printable(path), file.errorString()));
    }
    return bytes;
}

Usage<Sources> readSources(const QStringList &arguments)
{
    Sources all;
    for (const QString &argument : arguments) {
        const auto some = readArgument(argument);
        if (!some)
            return some;
        all.entries += some->entries;
        all.products += some->products;
        all.keys += some->keys;
        all.lost += some->lost;
    }
    return all;
}

} // namespace app
