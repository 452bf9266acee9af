#include "ui/intake/dropreader.h"

#include "core/bytes.h"
#include "core/catalog/listfile.h"
#include "core/links/dropped.h"
#include "core/links/listtext.h"
#include "core/tact/listfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>
#include <algorithm>

namespace ui {

namespace {

using core::ErrorKind;

/// By which a text is recognised, in bytes or characters.
constexpr qsizetype kBeginning = 64 << 10;

DropProblem fileProblem(const QString &path, ErrorKind kind, const QString &detail)
{
    return {path, 0, {}, {kind, detail}};
}

void takeKeys(Dropped &dropped, const blte::KeyList &list, const QString &origin)
{
    dropped.keys.armadillo.insert(dropped.keys.armadillo.end(), list.armadillo.begin(), list.armadillo.end());
    dropped.keys.entries.insert(dropped.keys.entries.end(), list.entries.begin(), list.entries.end());
    if (!origin.isEmpty())
        blte::setOrigin(dropped.keys, QFileInfo(origin).fileName().toStdString());
    for (const blte::KeyListProblem &problem : list.problems) {
        const QString reason = QString::fromStdString(problem.reason);
        dropped.problems.append(
            {origin, static_cast<int>(problem.line), {}, {ErrorKind::ListNotUnderstood, reason}});
    }
}

void takeSources(Dropped &dropped, const QString &text, const QString &origin)
{
    const links::SourceList list = links::sourcesInText(text);
    dropped.sources += list.entries;
    dropped.products += list.products;
    for (const links::ListProblem &problem : list.problems) {
        const auto key = blte::digestFromHex(problem.text.trimmed().toStdString());
        if (key && !links::isShortenedKey(*key))
            dropped.fileKeys << *key;
        else
            dropped.problems.append({origin, problem.line, problem.text, problem.error});
    }
}

void takeFault(Dropped &dropped, const QString &origin, std::uint64_t line, const std::string &what)
{
    dropped.problems.append(
        {origin, static_cast<int>(line), {}, {ErrorKind::ListNotUnderstood, QString::fromStdString(what)}});
}

void takeWarnings(Dropped &dropped, const tact::Warnings &warnings, const QString &origin)
{
    for (const tact::Warning &warning : warnings.first())
        takeFault(dropped, origin, warning.row, warning.text);
    if (warnings.count() > warnings.first().size())
        takeFault(dropped, origin, 0,
                  std::to_string(warnings.count() - warnings.first().size()) + " more lines like these");
}

void takeBuildInfo(Dropped &dropped, const QString &text, const QString &origin)
{
    const auto info = tact::parseBuildInfo(text.toStdString());
    if (!info)
        return takeFault(dropped, origin, info.error().where, info.error().text);
    dropped.installed.insert(dropped.installed.end(), info->rows.begin(), info->rows.end());
    takeWarnings(dropped, info->warnings, origin);
    if (info->rows.empty() && info->warnings.count() == 0)
        takeFault(dropped, origin, 0, "a .build.info without builds");
}

/// A word that is to be one of a list of keys.
std::optional<QString> troubleWith(const std::optional<blte::Digest> &key)
{
    if (!key)
        return QStringLiteral("no key of 32 hex digits");
    if (links::isShortenedKey(*key))
        return QStringLiteral("a shortened key; a whole one has 32 hex digits");
    return std::nullopt;
}

/// Takes the next word off the text; empty at its end. One by one: a line may be 100 MB long.
QStringView takeWord(QStringView &rest)
{
    const auto isBetween = [](QChar c) { return c.isSpace() || c == u',' || c == u';'; };
    const auto begin = std::find_if_not(rest.begin(), rest.end(), isBetween);
    const auto end = std::find_if(begin, rest.end(), isBetween);
    const QStringView word(begin, end);
    rest = QStringView(end, rest.end());
    return word;
}

/// Keys of files, or hashes of build configs, one a line or with blanks or commas between them. False: it is
/// none of that, and nothing was taken.
bool takeFileKeys(Dropped &dropped, const QString &text, const QString &origin)
{
    constexpr qsizetype kMostKeys = 1000; // each is looked for in several builds
    constexpr qsizetype kLongestWord = 200;
    Dropped found;
    int number = 0;
    bool hasShortened = false;
    for (const QStringView line : QStringView(text).tokenize(u'\n')) {
        ++number;
        if (line.trimmed().isEmpty() || line.startsWith(u'#'))
            continue;
        for (QStringView rest = line, word = takeWord(rest); !word.isEmpty(); word = takeWord(rest)) {
            const auto key = blte::digestFromHex(word.left(kLongestWord).toUtf8().toStdString());
            auto trouble = troubleWith(key);
            hasShortened = hasShortened || (key && trouble);
            if (!trouble && found.fileKeys.size() == kMostKeys)
                trouble = QStringLiteral("more than %1 keys at once").arg(kMostKeys);
            if (trouble)
                found.problems.append({origin,
                                       number,
                                       word.left(kLongestWord).toString(),
                                       {ErrorKind::SourceNotUnderstood, *trouble}});
            else
                found.fileKeys << *key;
            if (found.problems.size() > kMostKeys)
                break;
        }
        if (found.problems.size() > kMostKeys)
            break; // prose, or nobody reads so much of it
    }
    const bool isAny = found.fileKeys.size() > found.problems.size() || found.fileKeys.size() == kMostKeys ||
                       (hasShortened && found.problems.size() == 1);
    if (isAny) {
        dropped.fileKeys += found.fileKeys;
        dropped.problems += found.problems;
    }
    return isAny;
}

bool isListfile(const QByteArray &beginning)
{
    return tact::looksLikeListfile(core::textOf(beginning));
}

void takeText(Dropped &dropped, const QString &text, const QString &origin)
{
    if (tact::looksLikeBuildInfo(text.left(kBeginning).toStdString()))
        return takeBuildInfo(dropped, text, origin);
    switch (links::classify(text)) {
    case links::TextKind::Keys:
        return takeKeys(dropped, blte::parseKeyList(text.toStdString()), origin);
    case links::TextKind::Sources:
        return takeSources(dropped, text, origin);
    case links::TextKind::Nothing:
        break;
    }
    if (text.trimmed().isEmpty() || takeFileKeys(dropped, text, origin))
        return;
    if (isListfile(text.left(kBeginning).toUtf8())) {
        dropped.remarks << QCoreApplication::translate(
            "ui::DropReader", "These lines give names to file data ids. Save them as a file and drop that: "
                              "Sluice reads it wherever it stays.");
        return;
    }
    dropped.problems.append({origin,
                             0,
                             origin.isEmpty() ? text.trimmed().left(200) : QString(),
                             {ErrorKind::ListNotUnderstood, QStringLiteral("neither links nor keys")}});
}

void takeListfile(Dropped &dropped, const QString &path)
{
    const auto list = catalog::Listfile::open(path);
    if (!list) {
        dropped.problems.append({path, 0, {}, list.error()});
        return;
    }
    Dropped::Listfile found{QFileInfo(path).absoluteFilePath()};
    tact::Warnings warnings;
    list->visitFromEnd([&found](std::uint32_t, std::string_view) { ++found.names; }, warnings);
    takeWarnings(dropped, warnings, path);
    if (found.names > 0)
        dropped.listfiles << found;
}

void takeFile(Dropped &dropped, const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir()) {
        const QString installed = QDir(path).filePath(QStringLiteral(".build.info"));
        if (QFileInfo(installed).isFile())
            return takeFile(dropped, installed);
        dropped.problems.append(fileProblem(path, ErrorKind::ListNotUnderstood, QStringLiteral("a folder")));
        return;
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        dropped.problems.append(fileProblem(path, ErrorKind::ReadFailed, file.errorString()));
        return;
    }
    if (file.peek(4) == "BLTE") {
        dropped.localBlte.append(path);
        return;
    }
    if (isListfile(file.peek(kBeginning)))
        return takeListfile(dropped, path);
    if (info.size() > kLongestList) {
        dropped.problems.append(
            fileProblem(path, ErrorKind::ListNotUnderstood, QStringLiteral("too large for a list")));
        return;
    }
    const QByteArray bytes = file.read(kLongestList);
    const std::string name = info.fileName().toStdString();
    if (const auto armadillo = blte::armadilloNameOf(name); !armadillo.empty())
        return takeKeys(dropped, blte::keyListOfArmadillo(armadillo, core::bytesOf(bytes)), path);
    takeText(dropped, links::textFromBytes(bytes), path);
}

} // namespace

DropInput dropInputFrom(const QMimeData &mime)
{
    DropInput input;
    QStringList links;
    // Not mime.urls() for what is no file: QUrl would change addresses that count bytes.
    const QList<QByteArray> lines = mime.data(QStringLiteral("text/uri-list")).split('\n');
    for (const QByteArray &line : lines) {
        const QByteArray bare = line.trimmed();
        if (bare.isEmpty() || bare.startsWith('#'))
            continue;
        if (const QUrl url = QUrl::fromEncoded(bare); url.isLocalFile())
            input.files.append(url.toLocalFile());
        else
            links.append(QString::fromUtf8(bare));
    }
    // A browser hands over the link both as URL and as text; a file manager the path. One of them is enough.
    input.text = mime.hasUrls() ? links.join(QLatin1Char('\n')) : mime.text();
    return input;
}

bool mayHoldSources(const QMimeData &mime)
{
    return mime.hasUrls() || mime.hasText();
}

Dropped readDropped(const DropInput &input)
{
    Dropped dropped;
    takeText(dropped, input.text, {});
    for (const QString &path : input.files)
        takeFile(dropped, path);
    return dropped;
}

} // namespace ui
