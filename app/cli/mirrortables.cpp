#include "app/cli/mirrortables.h"

#include "core/bytes.h"
#include "core/catalog/objectloader.h"
#include "core/hex.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSet>
#include <algorithm>

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

core::Result<void> addToTables(const QString &folder, const catalog::OpenBuild &build)
{
    tact::VersionRow row = build.build->row;
    if (row.region.empty())
        row.region = "us";
    if (row.versionName.empty())
        row.versionName = build.build->config.name;
    const QString summaryPath = folder + QStringLiteral("/v2/summary");
    const QString product = folder % QStringLiteral("/v2/products/") % build.build->product % u'/';
    const QByteArray versions =
        withBuild(contentOf(product + QStringLiteral("versions")), row, build.sequenceNumber);
    const catalog::CdnHosts &hosts = build.loader->hosts();
    const QByteArray summary = withProduct(contentOf(summaryPath), build.build->product,
                                           parsed(versions).sequenceNumber.value_or(1));
    return replaceFile(product + QStringLiteral("cdns"), cdnsText(versions, hosts.folder, hosts.configFolder))
        .and_then([&] { return replaceFile(product + QStringLiteral("versions"), versions); })
        .and_then([&] { return replaceFile(summaryPath, summary); });
}

} // namespace app
