#include "app/desktop/handover.h"

#include "app/cli/commandtable.h"
#include "app/cli/options.h"
#include "app/sources.h"
#include "app/text.h"
#include "core/blte/armadillokey.h"
#include "core/bytes.h"
#include "core/links/listtext.h"
#include "core/links/offer.h"
#include "core/tact/listfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

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

/// What a file is of which no text is left: a key by its name, names by where they are.
bool isKnownByItsPath(const QString &path)
{
    constexpr qint64 kBeginning = 64 << 10;
    if (!blte::armadilloNameOf(QFileInfo(path).fileName().toStdString()).empty())
        return true;
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && tact::looksLikeListfile(core::textOf(file.read(kBeginning)));
}

/// The folder of an installed game.
bool isGame(const QString &path)
{
    return QFileInfo(QDir(path).filePath(u".build.info"_s)).isFile();
}

Usage<void> addFile(Handover &handover, const QString &path)
{
    const QFileInfo info(path);
    if (path != u"-" && !info.exists()) {
        return badUsage(
            u"%1 is neither a command, an http(s) address, files of a product nor a file that is there"_s.arg(
                printable(path)));
    }
    if (isGame(path) || (info.isFile() && (info.size() > kLongestText || isKnownByItsPath(path)))) {
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

/// The path of a file: address of this computer; anything else as it is.
QString localPath(const QString &argument)
{
    if (!argument.startsWith("file:"_L1, Qt::CaseInsensitive) || QFileInfo::exists(argument))
        return argument;
    const QUrl url(argument);
    const QString path = url.host() == "localhost"_L1 ? url.path() : url.toLocalFile();
    return path.isEmpty() ? argument : path;
}

Usage<void> addArgument(Handover &handover, QStringList &addresses, const QString &argument)
{
    if (links::looksLikeOffer(argument) && !QFileInfo::exists(argument)) {
        handover.offers += argument;
        return {};
    }
    if (const QString path = localPath(argument); path != argument)
        return addFile(handover, path);
    const auto product = readProductSource(argument);
    if (!product)
        return badUsage(product.error());
    if (*product)
        addresses += links::toText(**product);
    else if (blte::digestFromHex(argument.toStdString()) && !QFileInfo::exists(argument))
        addresses += argument; // a key of a file
    else if (isUrl(argument))
        addresses += addressOf(argument);
    else
        return addFile(handover, argument);
    return {};
}

} // namespace

Usage<Start> readStart(const QStringList &arguments)
{
    const auto options = Options::parse(arguments, windowOptions());
    if (!options)
        return badUsage(options.error());
    if (options->isSet("help"))
        return badUsage(u"--help stands alone, or behind a command"_s);
    Start start;
    if (options->isSet("minimized"))
        start.opening = Opening::Tray;
    QStringList addresses;
    for (const QString &argument : options->arguments()) {
        if (const auto added = addArgument(start.handover, addresses, argument); !added)
            return badUsage(added.error());
    }
    if (!addresses.isEmpty())
        start.handover.texts += addresses.join(u'\n');
    return start;
}

} // namespace app
