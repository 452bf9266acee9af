#include "core/catalog/mirrortables.h"

#include "core/bytes.h"
#include "core/catalog/mirrorobject.h"
#include "core/catalog/objectloader.h"
#include "core/hex.h"
#include "core/tact/cdnconfig.h"
#include "core/tact/indexwriter.h"
#include "core/transfer/objectfile.h"

#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>
#include <QSet>
#include <QtEndian>
#include <algorithm>
#include <limits>
#include <map>

namespace catalog {

namespace {

QByteArray numberLine(quint64 sequenceNumber)
{
    return "## seqn = " + QByteArray::number(sequenceNumber) + '\n';
}

QByteArray hexOr(const std::optional<blte::Digest> &digest)
{
    return digest ? core::hexBytes(*digest) : QByteArray();
}

QByteArray lineOf(const tact::VersionRow &row)
{
    const QByteArrayList cells{QByteArray::fromStdString(row.region),
                               core::hexBytes(row.buildConfig),
                               core::hexBytes(row.cdnConfig),
                               hexOr(row.keyRing),
                               row.buildId ? QByteArray::number(*row.buildId) : QByteArray(),
                               QByteArray::fromStdString(row.versionName),
                               hexOr(row.productConfig)};
    return cells.join('|') + '\n';
}

tact::VersionTable parsed(const QByteArray &versions)
{
    return tact::parseVersions(core::textOf(versions)).value_or(tact::VersionTable());
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

QByteArray withBuild(const QByteArray &versions, const tact::VersionRow &build,
                     std::optional<quint64> sequenceNumber)
{
    const tact::VersionTable before = parsed(versions);
    QByteArray text = "Region!STRING:0|BuildConfig!HEX:16|CDNConfig!HEX:16|KeyRing!HEX:16|BuildId!DEC:4|"
                      "VersionsName!String:0|ProductConfig!HEX:16\n";
    text += numberLine(std::max<quint64>(before.sequenceNumber.value_or(1), sequenceNumber.value_or(1)));
    text += lineOf(build);
    for (const tact::VersionRow &row : before.rows) {
        if (row.region != build.region || row.buildConfig != build.buildConfig)
            text += lineOf(row);
    }
    return text;
}

QByteArray cdnsText(const QByteArray &versions, const QString &folder, const QString &configFolder)
{
    const tact::VersionTable table = parsed(versions);
    QByteArray text = "Name!STRING:0|Path!STRING:0|Hosts!STRING:0|Servers!STRING:0|ConfigPath!STRING:0\n";
    text += numberLine(table.sequenceNumber.value_or(1));
    QSet<QByteArray> seen;
    for (const tact::VersionRow &row : table.rows) {
        const auto region = QByteArray::fromStdString(row.region);
        if (!seen.contains(region))
            text += region + '|' + folder.toUtf8() + "|||" + configFolder.toUtf8() + '\n';
        seen.insert(region);
    }
    return text;
}

QByteArray withProduct(const QByteArray &summary, const QString &product, quint64 sequenceNumber)
{
    const auto before = tact::parseSummary(core::textOf(summary)).value_or(tact::SummaryTable());
    const QByteArray code = product.toUtf8();
    QByteArray lines;
    const auto add = [&](const QByteArray &name, quint64 number, const QByteArray &flags) {
        lines += name + '|' + QByteArray::number(number) + '|' + flags + '\n';
    };
    quint64 largest = sequenceNumber;
    for (const tact::SummaryRow &row : before.rows) {
        largest = std::max<quint64>(largest, row.sequenceNumber);
        if (row.product == product.toStdString() || row.kind == tact::SummaryRow::Kind::Other)
            continue;
        using Kind = tact::SummaryRow::Kind;
        add(QByteArray::fromStdString(row.product), row.sequenceNumber,
            row.kind == Kind::Cdns                 ? "cdn"
            : row.kind == Kind::BackgroundDownload ? "bgdl"
                                                   : "");
    }
    add(code, sequenceNumber, {});
    add(code, sequenceNumber, "cdn");
    return "Product!STRING:0|Seqn!DEC:4|Flags!STRING:0\n" + numberLine(largest) + lines;
}

core::Result<void> replaceFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) ||
        file.write(bytes) != bytes.size() || !file.commit())
        return core::failure(core::ErrorKind::WriteFailed, path + QStringLiteral(": ") + file.errorString());
    return {};
}

namespace {

/// Another program that writes the tables of the same mirror needs some milliseconds.
constexpr int kLockWait = 10'000;

QString tablesOf(const QString &folder, const QString &product)
{
    return folder % QStringLiteral("/v2/products/") % product % u'/';
}

/// Several programs may fill one mirror at once.
template <typename Write>
core::Result<void> locked(const QString &folder, Write write)
{
    const QString tables = folder + QStringLiteral("/v2");
    if (!QDir().mkpath(tables))
        return core::failure(core::ErrorKind::WriteFailed,
                             tables + QStringLiteral(": the folder cannot be made"));
    QLockFile lock(tables + QStringLiteral("/.lock"));
    if (!lock.tryLock(kLockWait))
        return core::failure(core::ErrorKind::WriteFailed,
                             tables + QStringLiteral(": another program has its tables locked"));
    return write();
}

core::Result<void> writeTables(const QString &mirror, const MirroredBuild &build, const tact::VersionRow &row)
{
    const QString product = tablesOf(mirror, build.product);
    const QString summaryPath = mirror + QStringLiteral("/v2/summary");
    const QByteArray versions =
        withBuild(contentOf(product + QStringLiteral("versions")), row, build.sequenceNumber);
    const QByteArray cdns = cdnsText(versions, build.place.folder, build.place.configFolder);
    const QByteArray summary =
        withProduct(contentOf(summaryPath), build.product, parsed(versions).sequenceNumber.value_or(1));
    return replaceFile(product + QStringLiteral("cdns"), cdns)
        .and_then([&] { return replaceFile(product + QStringLiteral("versions"), versions); })
        .and_then([&] { return replaceFile(summaryPath, summary); });
}

/// Where the objects of a build lie in a mirror, and what they are encrypted with.
struct Tree
{
    const QString &mirror;
    const CdnHosts &place;
    const blte::KeyStore *keys;
};

// Objects of the mirror, clear.

QByteArray read(const Tree &tree, const CdnObject &object)
{
    return transfer::applied(cipherOf(tree.place, object, tree.keys),
                             contentOf(filePathOf(tree.place, tree.mirror, object)));
}

core::Result<void> write(const Tree &tree, const CdnObject &object, const QByteArray &bytes)
{
    return replaceFile(filePathOf(tree.place, tree.mirror, object),
                       transfer::applied(cipherOf(tree.place, object, tree.keys), bytes));
}

/// The CDN config that the mirror's tables name for the build; empty when there is none that can be read.
std::optional<tact::CdnConfig> cdnConfigThere(const Tree &tree, const MirroredBuild &build)
{
    const QByteArray versions = contentOf(tablesOf(tree.mirror, build.product) + QStringLiteral("versions"));
    for (const tact::VersionRow &row : parsed(versions).rows) {
        if (row.region != build.row.region || row.buildConfig != build.row.buildConfig)
            continue;
        const QByteArray text = read(tree, configObject(row.cdnConfig, {}));
        const auto config = tact::parseCdnConfig(core::textOf(text));
        if (config && blte::md5(core::bytesOf(text)) == row.cdnConfig)
            return *config;
    }
    return std::nullopt;
}

/// Sizes by encoding key.
using LooseObjects = std::map<blte::Digest, std::uint32_t>;

void addListed(LooseObjects &objects, const QByteArray &index, const blte::Digest &name)
{
    const auto there = tact::readArchiveIndex(core::bytesOf(index));
    if (!there || there->footer.name != name)
        return; // what it listed is added when it is mirrored again
    for (const tact::IndexEntry &entry : there->entries)
        objects.emplace(entry.key, entry.encodedSize);
}

void addThese(LooseObjects &all, const std::vector<tact::IndexEntry> &objects, const Tree &tree)
{
    for (const tact::IndexEntry &object : objects) {
        const auto path = [&] {
            return filePathOf(tree.place, tree.mirror, looseObject({object.key}, {}, {}));
        };
        const qint64 size = object.encodedSize > 0 ? object.encodedSize : QFileInfo(path()).size();
        if (size > 0 && size <= std::numeric_limits<std::uint32_t>::max())
            all[object.key] = static_cast<std::uint32_t>(size);
    }
}

/// Its name and size.
core::Result<tact::ArchiveRef> writeLooseIndex(const Tree &tree, const LooseObjects &objects)
{
    QByteArray bytes;
    tact::IndexWriter writer(tact::IndexWriter::Loose(), [&bytes](blte::Bytes part) {
        bytes += core::toByteArray(part);
        return true;
    });
    for (const auto &[key, size] : objects)
        std::ignore = writer.add({key, size}); // there is always room in memory
    const blte::Digest name = *writer.finish();
    return write(tree, indexObject(name), bytes).map([&] {
        return tact::ArchiveRef{name, static_cast<std::uint64_t>(bytes.size())};
    });
}

core::Result<void> writeSelection(const Tree &tree, const MirroredBuild &build, const LooseObjects &objects)
{
    const auto index = writeLooseIndex(tree, objects);
    if (!index)
        return core::failure(index.error());
    const auto config = QByteArray::fromStdString(tact::selectionConfig(*index, build.selection->cdnConfig));
    tact::VersionRow row = build.row;
    row.cdnConfig = blte::md5(core::bytesOf(config));
    return write(tree, configObject(row.cdnConfig, {}), config).and_then([&] {
        return writeTables(tree.mirror, build, row);
    });
}

core::Result<void> addSelection(const Tree &tree, const MirroredBuild &build)
{
    LooseObjects all;
    const auto there = cdnConfigThere(tree, build);
    if (there && !there->selectionOf)
        return {};
    if (there && there->data.looseIndex) {
        const blte::Digest &name = there->data.looseIndex->name;
        addListed(all, read(tree, indexObject(name)), name);
    }
    addThese(all, build.selection->objects, tree);
    return writeSelection(tree, build, all);
}

void setUp(QDataStream &stream)
{
    stream.setVersion(QDataStream::Qt_6_4);
}

constexpr std::size_t kKeySize = sizeof(blte::Digest);
/// An object in toBytes(): its key and its size, little-endian.
constexpr std::size_t kObjectSize = kKeySize + 4;

QByteArray bytesOf(const std::vector<tact::IndexEntry> &objects)
{
    QByteArray bytes(static_cast<qsizetype>(objects.size() * kObjectSize), Qt::Uninitialized);
    char *to = bytes.data();
    for (const tact::IndexEntry &object : objects) {
        to = std::copy(object.key.begin(), object.key.end(), to);
        qToLittleEndian<quint32>(object.encodedSize, to);
        to += 4;
    }
    return bytes;
}

std::vector<tact::IndexEntry> objectsFrom(const QByteArray &bytes)
{
    std::vector<tact::IndexEntry> objects(static_cast<std::size_t>(bytes.size()) / kObjectSize);
    const char *from = bytes.data();
    for (tact::IndexEntry &object : objects) {
        std::copy_n(from, kKeySize, object.key.begin());
        object.encodedSize = qFromLittleEndian<quint32>(from + kKeySize);
        from += kObjectSize;
    }
    return objects;
}

} // namespace

MirroredBuild mirrored(const OpenBuild &build)
{
    MirroredBuild mirrored{
        build.build->product, build.build->row, build.sequenceNumber, build.loader->hosts(), {}};
    if (mirrored.row.region.empty())
        mirrored.row.region = "us";
    if (mirrored.row.versionName.empty())
        mirrored.row.versionName = build.build->config.name;
    mirrored.place.hosts.clear();
    mirrored.place.diskFolders.clear();
    return mirrored;
}

QByteArray toBytes(const QList<MirroredBuild> &builds)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    setUp(out);
    out << static_cast<quint32>(builds.size());
    for (const MirroredBuild &build : builds) {
        out << build.product << withBuild({}, build.row, build.sequenceNumber) << build.place.folder
            << build.place.configFolder << build.place.armadillo << build.selection.has_value();
        if (build.selection)
            out << core::toByteArray(build.selection->cdnConfig) << bytesOf(build.selection->objects);
    }
    return bytes;
}

core::Result<QList<MirroredBuild>> mirroredBuildsFrom(const QByteArray &bytes)
{
    QDataStream in(bytes);
    setUp(in);
    quint32 count = 0;
    in >> count;
    QList<MirroredBuild> builds;
    bool isSound = true;
    while (isSound && in.status() == QDataStream::Ok && builds.size() < static_cast<qsizetype>(count)) {
        MirroredBuild build;
        QByteArray versions;
        bool isSelection = false;
        in >> build.product >> versions >> build.place.folder >> build.place.configFolder >>
            build.place.armadillo >> isSelection;
        const tact::VersionTable table = parsed(versions);
        isSound = table.rows.size() == 1;
        if (!isSound)
            break;
        build.row = table.rows.front();
        build.sequenceNumber = table.sequenceNumber;
        if (isSelection) {
            QByteArray cdnConfig;
            QByteArray objects;
            in >> cdnConfig >> objects;
            isSound = cdnConfig.size() == static_cast<qsizetype>(kKeySize);
            if (!isSound)
                break;
            build.selection.emplace();
            std::copy_n(cdnConfig.begin(), kKeySize, build.selection->cdnConfig.begin());
            build.selection->objects = objectsFrom(objects);
        }
        builds << build;
    }
    if (!isSound || in.status() != QDataStream::Ok || !in.atEnd())
        return core::failure(core::ErrorKind::RecordUnreadable, QStringLiteral("the builds of a mirror"));
    return builds;
}

core::Result<void> addToTables(const QString &mirror, const MirroredBuild &build, const blte::KeyStore *keys)
{
    return locked(mirror, [&] {
        return build.selection ? addSelection({mirror, build.place, keys}, build)
                               : writeTables(mirror, build, build.row);
    });
}

bool hasWhole(const QString &mirror, const MirroredBuild &build, const blte::KeyStore *keys)
{
    const auto there = cdnConfigThere({mirror, build.place, keys}, build);
    return there && !there->selectionOf;
}

core::Result<void> closeMirror(const QString &mirror, const QByteArray &closing, const blte::KeyStore *keys)
{
    const auto builds = mirroredBuildsFrom(closing);
    if (!builds)
        return core::failure(builds.error());
    core::Result<void> closed;
    // From the last to the first: each is put before those that are there.
    for (auto build = builds->crbegin(); build != builds->crend(); ++build) {
        if (const auto added = addToTables(mirror, *build, keys); !added)
            closed = added;
    }
    return closed;
}

} // namespace catalog
