#include "app/cli/inspect.h"

#include "app/advice.h"
#include "app/cli/command.h"
#include "app/cli/objecttable.h"
#include "app/cli/productlookup.h"
#include "app/console.h"
#include "app/keyfile.h"
#include "app/sources.h"
#include "app/text.h"
#include "core/address.h"
#include "core/hex.h"
#include "core/links/cdnsource.h"
#include "core/transfer/transferservices.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonObject>
#include <array>
#include <utility>

namespace app {

using namespace Qt::StringLiterals;

namespace {

using Keys = std::shared_ptr<const blte::KeyStore>;

QString sizeOf(std::uint64_t size)
{
    return size == blte::kUnknownSize ? u"?"_s : QString::number(size);
}

/// Printable modes as their letter, others as their number: "Z", "0x07"; empty when unknown.
QString modeText(std::uint8_t mode)
{
    if (mode > 0x20 && mode < 0x7F)
        return QString(QLatin1Char(static_cast<char>(mode)));
    return mode == 0 ? QString() : u"0x%1"_s.arg(mode, 2, 16, QLatin1Char('0'));
}

QJsonValue toJson(std::uint64_t size)
{
    return size == blte::kUnknownSize ? QJsonValue() : QJsonValue(static_cast<qint64>(size));
}

QJsonObject chunkToJson(const ObjectTable &object, std::size_t i)
{
    const blte::Chunk &chunk = object.table[i];
    QJsonObject row{{u"index"_s, static_cast<qint64>(i)},
                    {u"encodedOffset"_s, toJson(chunk.encodedOffset)},
                    {u"encodedSize"_s, toJson(chunk.encodedSize)},
                    {u"decodedOffset"_s, toJson(chunk.decodedOffset)},
                    {u"decodedSize"_s, toJson(chunk.decodedSize)},
                    {u"md5"_s, chunk.hasMd5 ? QJsonValue(core::hex(chunk.md5)) : QJsonValue()}};
    if (const QString mode = modeText(object.modes[i]); !mode.isEmpty())
        row.insert(u"mode"_s, mode);
    return row;
}

/// One object, written chunk by chunk: a tree of a million of them would take a gigabyte.
void printJson(const ObjectTable &object)
{
    constexpr qsizetype kAtOnce = 64 * 1024;
    const blte::ChunkTable &table = object.table;
    const bool hasTable = table.kind() == blte::TableKind::Blte;
    const QJsonObject rest{{u"ekey"_s, hasTable ? QJsonValue(core::hex(table.headerMd5())) : QJsonValue()},
                           {u"headerSize"_s, toJson(table.headerSize())},
                           {u"format"_s, table.format()},
                           {u"encodedSize"_s, toJson(table.encodedSize())},
                           {u"decodedSize"_s, toJson(table.decodedSize())},
                           {u"networkBytes"_s, object.networkBytes}};
    QString text = u"{\"chunks\":["_s;
    for (std::size_t i = 0; i < table.size(); ++i) {
        text += (i > 0 ? u","_s : QString()) + jsonLine(chunkToJson(object, i));
        if (text.size() > kAtOnce)
            print(Stream::Out, std::exchange(text, {}));
    }
    printLine(Stream::Out, text + "],"_L1 + jsonLine(rest).mid(1));
}

QString summary(const ObjectTable &object)
{
    const blte::ChunkTable &table = object.table;
    if (table.kind() != blte::TableKind::Blte)
        return u"BLTE without chunk table, %1 bytes encoded"_s.arg(sizeOf(table.encodedSize()));
    return u"encoding key %1%2\nformat 0x%3, header %4 bytes, %5, %6 bytes encoded, %7 decoded"_s.arg(
        core::hex(table.headerMd5()),
        object.isProven ? u" (proven)"_s : u" (of this header; none was named)"_s,
        QString::number(table.format(), 16).toUpper().rightJustified(2, u'0'), sizeOf(table.headerSize()),
        counted(table.size(), "chunk"), sizeOf(table.encodedSize()), sizeOf(table.decodedSize()));
}

void printTable(const ObjectTable &object)
{
    const auto line = [](const QString &index, const QString &mode, const QString &encodedOffset,
                         const QString &encodedSize, const QString &decodedOffset, const QString &decodedSize,
                         const QString &md5) -> QString {
        return index.rightJustified(8) % "  "_L1 % mode.leftJustified(4) % encodedOffset.rightJustified(14) %
               encodedSize.rightJustified(12) % decodedOffset.rightJustified(14) %
               decodedSize.rightJustified(12) % "  "_L1 % md5;
    };
    printLine(Stream::Out, summary(object));
    printLine(Stream::Out, line(u"chunk"_s, u"mode"_s, u"encoded at"_s, u"bytes"_s, u"decoded at"_s,
                                u"bytes"_s, u"md5"_s));
    for (std::size_t i = 0; i < object.table.size(); ++i) {
        const blte::Chunk &chunk = object.table[i];
        printLine(Stream::Out,
                  line(QString::number(i), modeText(object.modes[i]), sizeOf(chunk.encodedOffset),
                       sizeOf(chunk.encodedSize), sizeOf(chunk.decodedOffset), sizeOf(chunk.decodedSize),
                       chunk.hasMd5 ? core::hex(chunk.md5) : u"-"_s));
    }
    if (object.networkBytes > 0)
        printLine(Stream::Out, u"%1 bytes from the network"_s.arg(object.networkBytes));
}

/// What the object's real length says about its table.
void warn(const QString &name, const ObjectTable &object)
{
    if (!object.warning.isEmpty())
        complain(name % ": "_L1 % printable(object.warning));
    const std::uint64_t wanted = object.table.encodedSize();
    if (!object.objectSize || wanted == blte::kUnknownSize ||
        static_cast<std::uint64_t>(*object.objectSize) == wanted)
        return;
    complain(u"%1: it is %2 bytes long, its table says %3"_s.arg(name).arg(*object.objectSize).arg(wanted));
}

core::Result<ObjectTable> fetchTable(transfer::TransferServices &services, const core::Source &source,
                                     Modes modes)
{
    TableFetch fetch(services, source, modes);
    core::Result<ObjectTable> fetched = core::failure(core::ErrorKind::Internal, {});
    fetch.start([&fetched](const core::Result<ObjectTable> &table) {
        fetched = table;
        QCoreApplication::exit();
    });
    QCoreApplication::exec();
    return fetched;
}

/// Of an address.
Usage<core::Result<ObjectTable>> fetchTable(const QString &address, const BuildOptions &options,
                                            const Keys &keys, Modes modes)
{
    auto source = links::sourceFromText(address);
    if (!source)
        return badUsage(u"%1: %2"_s.arg(printable(address.left(200)), tell(source.error())));
    for (const QUrl &base : options.hosts.own)
        std::ignore = links::addMirror(*source, core::addressText(base));
    transfer::TransferServices services;
    services.keys = keys;
    return fetchTable(services, *source, modes);
}

/// Of a file of a product, from the first of its objects that can be had.
Usage<core::Result<ObjectTable>> fetchTable(const links::ProductSource &product, const BuildOptions &options,
                                            const Keys &keys, Modes modes)
{
    ProductLookup lookup(options, keys);
    const auto files = lookup.resolve(product);
    if (!files)
        return core::Result<ObjectTable>(core::failure(files.error()));
    if (const QString several = severalFilesText(*files); !several.isEmpty())
        return badUsage(links::toText(product) % ": "_L1 % several);
    if (files->files.isEmpty())
        return core::Result<ObjectTable>(core::failure(files->lost.first().error));
    const catalog::ResolvedFile &file = files->files.first();
    auto table = fetchTable(lookup.services(), file.source, modes);
    for (qsizetype i = 0; !table && i < file.others.size(); ++i)
        table = fetchTable(lookup.services(), file.others[i], modes);
    return table;
}

/// Of whatever the argument is.
Usage<core::Result<ObjectTable>> tableOf(const QString &argument, const Options &options)
{
    const Modes modes = options.isSet("modes") ? Modes::All : Modes::AtHand;
    const auto build = readBuildOptions(options);
    const auto product = readProductSource(argument);
    if (!build || !product)
        return badUsage(build ? product.error() : build.error());
    const auto keys = loadKeys(options.values("keys"));
    if (!keys)
        return badUsage(keys.error());
    if (*product)
        return fetchTable(**product, *build, *keys, modes);
    if (isUrl(argument))
        return fetchTable(argument, *build, *keys, modes);
    if (QFile::exists(argument))
        return readTable(argument, keys->get());
    if (argument.isEmpty())
        return badUsage(u"the name of the file is empty"_s);
    return badUsage(u"%1 is neither an http(s) address, nor a file that is there, nor PRODUCT:FILE"_s.arg(
        printable(argument)));
}

QString adviceFor(const core::Error &error, bool isProduct)
{
    if (error.kind == core::ErrorKind::NotBlte)
        return u"There is no chunk table to show. A file whose name is a hash is proven by 'sluice verify "
               "FILE'."_s;
    return isProduct ? advice(error.kind) : u"Check the address, or try again later."_s;
}

Usage<ExitCode> run(const Options &options)
{
    if (options.arguments().size() != 1)
        return badUsage(u"one address or file is needed"_s);
    const QString &argument = options.arguments().first();
    const auto read = tableOf(argument, options);
    if (!read)
        return badUsage(read.error());
    const core::Result<ObjectTable> &object = *read;
    const QString name = printable(argument);
    if (!object) {
        const bool isProduct = links::looksLikeProductSource(argument);
        complain(name % ": "_L1 % tell(object.error(), adviceFor(object.error(), isProduct)));
        return ExitCode::Failed;
    }
    warn(name, *object);
    options.isSet("json") ? printJson(*object) : printTable(*object);
    return ExitCode::Done;
}

} // namespace

ExitCode runInspect(const QStringList &arguments)
{
    return runCommand("inspect", arguments, run);
}

} // namespace app
