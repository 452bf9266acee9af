#include "app/desktop/handover.h"

#include "app/sources.h"
#include "app/text.h"
#include "core/links/listtext.h"

#include <QFileInfo>

namespace app {

using namespace Qt::StringLiterals;

namespace {

/// What is longer is read by the window itself: in a message it takes twice the room (UTF-16).
constexpr qint64 kLongestText = 16LL << 20;

/// As a line that holds no blanks, so that the window takes it for one address. What is none is for the
/// window to complain about.
QString addressOf(const QString &argument)
{
    const auto source = core::sourceFromLine(argument);
    return source ? core::toLine(*source) : argument;
}

Usage<void> addFile(Handover &handover, const QString &path)
{
    const QFileInfo info(path);
    if (path != u"-" && !info.exists()) {
        return badUsage(
            u"%1 is neither a command, an http(s) address, files of a product nor a file that is there"_s.arg(
                printable(path)));
    }
    if (info.isFile() && info.size() > kLongestText) {
        handover.files += info.absoluteFilePath();
        return {};
    }
    const auto bytes = readFile(path);
    if (!bytes)
        return badUsage(bytes.error());
    if (bytes->size() > kLongestText)
        return badUsage(u"%1 is too long for standard input; save it as a file and name that"_s.arg(
            counted(static_cast<quint64>(bytes->size()), "byte")));
    if (path != u"-" && bytes->startsWith("BLTE"))
        handover.files += info.absoluteFilePath();
    else
        handover.texts += links::textFromBytes(*bytes);
    return {};
}

} // namespace

Usage<Handover> readHandover(const QStringList &arguments)
{
    Handover handover;
    QStringList addresses;
    for (const QString &argument : arguments) {
        if (argument.size() > 1 && argument.startsWith(u'-'))
            return badUsage(u"unknown option "_s + argument.left(200));
        const auto product = readProductSource(argument);
        if (!product)
            return badUsage(product.error());
        if (*product)
            addresses += links::toText(**product);
        else if (isUrl(argument))
            addresses += addressOf(argument);
        else if (const auto added = addFile(handover, argument); !added)
            return badUsage(added.error());
    }
    if (!addresses.isEmpty())
        handover.texts += addresses.join(u'\n');
    return handover;
}

} // namespace app
