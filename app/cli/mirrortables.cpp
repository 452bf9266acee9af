#include "app/cli/mirrortables.h"

#include "core/bytes.h"
#include "core/catalog/objectloader.h"
#include "core/hex.h"
#include "core/tact/cdnconfig.h"
#include "core/tact/indexwriter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSaveFile>
#include <QSet>
#include <algorithm>
#include <limits>
#include <map>

namespace app {

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

tact::VersionRow rowOf(const catalog::Build &build)
{
    tact::VersionRow row = build.row;
    if (row.region.empty())
        row.region = "us";
    if (row.versionName.empty())
        row.versionName = build.config.name;
    return row;
}

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

core::Result<void> writeTables(const MirrorTree &tree, const catalog::OpenBuild &build,
                               const tact::VersionRow &row)
{
    const QString &name = build.build->product;
    const QString product = tablesOf(tree.folder, name);
    const QString summaryPath = tree.folder + QStringLiteral("/v2/summary");
    const QByteArray versions =
        withBuild(contentOf(product + QStringLiteral("versions")), row, build.sequenceNumber);
    const QByteArray cdns = cdnsText(versions, tree.hosts.folder, tree.hosts.configFolder);
    const QByteArray summary =
        withProduct(contentOf(summaryPath), name, parsed(versions).sequenceNumber.value_or(1));
    return replaceFile(product + QStringLiteral("cdns"), cdns)
        .and_then([&] { return replaceFile(product + QStringLiteral("versions"), versions); })
        .and_then([&] { return replaceFile(summaryPath, summary); });
}

// Objects of the mirror, clear.

QByteArray read(const MirrorTree &tree, const catalog::CdnObject &object)
{
    return applied(cipherOf(tree.hosts, object, tree.keys.get()),
                   contentOf(catalog::filePathOf(tree.hosts, tree.folder, object)));
}

core::Result<void> write(const MirrorTree &tree, const catalog::CdnObject &object, const QByteArray &bytes)
{
    return replaceFile(catalog::filePathOf(tree.hosts, tree.folder, object),
                       applied(cipherOf(tree.hosts, object, tree.keys.get()), bytes));
}

/// The CDN config that the mirror's tables name for the build; empty when there is none that can be read.
std::optional<tact::CdnConfig> cdnConfigThere(const MirrorTree &tree, const catalog::Build &build)
{
    const tact::VersionRow wanted = rowOf(build);
    const QByteArray versions = contentOf(tablesOf(tree.folder, build.product) + QStringLiteral("versions"));
    for (const tact::VersionRow &row : parsed(versions).rows) {
        if (row.region != wanted.region || row.buildConfig != wanted.buildConfig)
            continue;
        const QByteArray text = read(tree, catalog::configObject(row.cdnConfig, {}));
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

void addThese(LooseObjects &all, const std::vector<tact::IndexEntry> &objects, const MirrorTree &tree)
{
    for (const tact::IndexEntry &object : objects) {
        const auto path = [&] {
            return catalog::filePathOf(tree.hosts, tree.folder, catalog::looseObject({object.key}, {}, {}));
        };
        const qint64 size = object.encodedSize > 0 ? object.encodedSize : QFileInfo(path()).size();
        if (size > 0 && size <= std::numeric_limits<std::uint32_t>::max())
            all[object.key] = static_cast<std::uint32_t>(size);
    }
}

/// Its name and size.
core::Result<tact::ArchiveRef> writeLooseIndex(const MirrorTree &tree, const LooseObjects &objects)
{
    QByteArray bytes;
    tact::IndexWriter writer(tact::IndexWriter::Loose(), [&bytes](blte::Bytes part) {
        bytes += core::toByteArray(part);
        return true;
    });
    for (const auto &[key, size] : objects)
        std::ignore = writer.add({key, size}); // there is always room in memory
    const blte::Digest name = *writer.finish();
    return write(tree, catalog::indexObject(name), bytes).map([&] {
        return tact::ArchiveRef{name, static_cast<std::uint64_t>(bytes.size())};
    });
}

core::Result<void> writeSelection(const MirrorTree &tree, const catalog::OpenBuild &build,
                                  const LooseObjects &objects)
{
    const auto index = writeLooseIndex(tree, objects);
    if (!index)
        return core::failure(index.error());
    const blte::Digest whole = build.build->cdn.selectionOf.value_or(build.build->cdnName);
    const auto config = QByteArray::fromStdString(tact::selectionConfig(*index, whole));
    tact::VersionRow row = rowOf(*build.build);
    row.cdnConfig = blte::md5(core::bytesOf(config));
    return write(tree, catalog::configObject(row.cdnConfig, {}), config).and_then([&] {
        return writeTables(tree, build, row);
    });
}

} // namespace

core::Result<void> addToTables(const MirrorTree &tree, const catalog::OpenBuild &build)
{
    return locked(tree.folder, [&] { return writeTables(tree, build, rowOf(*build.build)); });
}

bool hasWhole(const MirrorTree &tree, const catalog::Build &build)
{
    const auto there = cdnConfigThere(tree, build);
    return there && !there->selectionOf;
}

core::Result<void> addSelectionToTables(const MirrorTree &tree, const catalog::OpenBuild &build,
                                        const std::vector<tact::IndexEntry> &objects)
{
    return locked(tree.folder, [&]() -> core::Result<void> {
        LooseObjects all;
        const auto there = cdnConfigThere(tree, *build.build);
        if (there && !there->selectionOf)
            return {};
        if (there && there->data.looseIndex) {
            const blte::Digest &name = there->data.looseIndex->name;
            addListed(all, read(tree, catalog::indexObject(name)), name);
        }
        addThese(all, objects, tree);
        return writeSelection(tree, build, all);
    });
}

} // namespace app
