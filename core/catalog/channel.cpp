#include "core/catalog/channel.h"

#include "core/bytes.h"
#include "core/catalog/serviceendpoint.h"
#include "core/hex.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

namespace catalog {

namespace {

/// Where clients look for product configs; the objects do not say it, and no table says anything else.
constexpr auto kConfigFolder = "tpr/configs/data";

core::Result<QJsonObject> objectIn(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (document.isObject())
        return document.object();
    return core::failure(core::ErrorKind::WrongContent, QStringLiteral("is no JSON object"));
}

std::optional<blte::Digest> digestIn(const QJsonValue &text)
{
    return blte::digestFromHex(text.toString().toStdString());
}

/// What stands between bars in a table, and ends neither a cell nor a line.
QString cellOf(QString text)
{
    text.removeIf([](QChar c) { return c == u'|' || c.unicode() < 0x20; });
    return text;
}

QStringList textsIn(const QJsonValue &list)
{
    QStringList texts;
    for (const auto &value : list.toArray()) {
        if (const QString text = cellOf(value.toString()); !text.isEmpty())
            texts << text;
    }
    return texts;
}

/// `member` names the object.
QList<ChannelBranches> branchesIn(const QJsonValue &list, const QString &member)
{
    QList<ChannelBranches> branches;
    for (const auto &entry : list.toArray()) {
        const auto object = digestIn(entry[member]);
        const QStringList regions = textsIn(entry[QStringLiteral("branches")]);
        if (object && !regions.isEmpty())
            branches.append({regions, *object});
    }
    return branches;
}

QString hexOrNothing(const std::optional<blte::Digest> &digest)
{
    return digest ? core::hex(*digest) : QString();
}

QByteArray table(const QString &columns, const QStringList &rows)
{
    return (columns + u'\n' + (rows.isEmpty() ? QString() : rows.join(u'\n') + u'\n')).toUtf8();
}

} // namespace

core::Result<ChannelSummary> parseChannelSummary(const QByteArray &json)
{
    return objectIn(json).and_then([](const QJsonObject &object) -> core::Result<ChannelSummary> {
        const QByteArray path = object[QStringLiteral("path")].toString().toUtf8();
        const auto folder = tact::parseCdnFolder(core::textOf(path));
        const auto catalogue = digestIn(object[QStringLiteral("public")][QStringLiteral("channel")]);
        if (!folder || folder->empty() || !catalogue)
            return core::failure(core::ErrorKind::WrongContent, QStringLiteral("names no catalogue"));
        return ChannelSummary{core::fromUtf8(*folder), *catalogue};
    });
}

core::Result<QList<ChannelProduct>> parseChannelCatalogue(const QByteArray &json)
{
    return objectIn(json).and_then([](const QJsonObject &object) -> core::Result<QList<ChannelProduct>> {
        const QJsonValue list = object[QStringLiteral("products")];
        if (!list.isArray())
            return core::failure(core::ErrorKind::WrongContent, QStringLiteral("names no products"));
        QList<ChannelProduct> products;
        for (const auto &entry : list.toArray()) {
            ChannelProduct product;
            product.code = productCode(entry[QStringLiteral("variant")].toString());
            product.builds = branchesIn(entry[QStringLiteral("builds")], QStringLiteral("definition"));
            product.hosts = branchesIn(entry[QStringLiteral("regions")], QStringLiteral("cdns"));
            if (!product.code.isEmpty())
                products.append(product);
        }
        return products;
    });
}

core::Result<ChannelBuild> parseChannelBuild(const QByteArray &json)
{
    return objectIn(json).and_then([](const QJsonObject &object) -> core::Result<ChannelBuild> {
        const auto build = digestIn(object[QStringLiteral("buildKey")]);
        const auto cdn = digestIn(object[QStringLiteral("cdnKey")]);
        const QByteArray path = object[QStringLiteral("path")].toString().toUtf8();
        const auto folder = tact::parseCdnFolder(core::textOf(path));
        if (!build || !cdn || !folder || folder->empty())
            return core::failure(core::ErrorKind::WrongContent, QStringLiteral("defines no build"));
        ChannelBuild defined;
        defined.row.buildConfig = *build;
        defined.row.cdnConfig = *cdn;
        defined.row.keyRing = digestIn(object[QStringLiteral("keyRing")]);
        defined.row.productConfig = digestIn(object[QStringLiteral("productConfig")][QStringLiteral("hash")]);
        defined.row.versionName = object[QStringLiteral("versionString")].toString().toStdString();
        if (const qint64 number = object[QStringLiteral("versionNumber")].toInteger(); number > 0)
            defined.row.buildId = static_cast<std::uint64_t>(number);
        defined.folder = core::fromUtf8(*folder);
        return defined;
    });
}

core::Result<QStringList> parseChannelHosts(const QByteArray &json)
{
    return objectIn(json).map([](const QJsonObject &object) {
        QStringList hosts;
        for (const auto &entry : object[QStringLiteral("hosts")].toArray()) {
            const QString host = cellOf(entry[QStringLiteral("host")].toString());
            if (!host.isEmpty() && !host.contains(u' '))
                hosts << host;
        }
        return hosts;
    });
}

QByteArray channelSummaryTable(const QList<ChannelProduct> &products)
{
    QStringList rows;
    for (const ChannelProduct &product : products) {
        if (!product.builds.isEmpty())
            rows << product.code + QStringLiteral("|0|");
    }
    return table(QStringLiteral("Product!STRING:0|Seqn!DEC:4|Flags!STRING:0"), rows);
}

QByteArray channelVersionsTable(const ChannelProduct &product, const QMap<blte::Digest, ChannelBuild> &builds)
{
    QStringList rows;
    for (const ChannelBranches &branches : product.builds) {
        const auto build = builds.find(branches.object);
        if (build == builds.end())
            continue;
        const tact::VersionRow &row = build->row;
        const QString cells = QStringList{core::hex(row.buildConfig),
                                          core::hex(row.cdnConfig),
                                          hexOrNothing(row.keyRing),
                                          row.buildId ? QString::number(*row.buildId) : QString(),
                                          cellOf(core::fromUtf8(row.versionName)),
                                          hexOrNothing(row.productConfig)}
                                  .join(u'|');
        for (const QString &region : branches.regions)
            rows << region + u'|' + cells;
    }
    return table(
        QStringLiteral("Region!STRING:0|BuildConfig!HEX:16|CDNConfig!HEX:16|KeyRing!HEX:16|BuildId!DEC:4|"
                       "VersionsName!String:0|ProductConfig!HEX:16"),
        rows);
}

QByteArray channelCdnsTable(const ChannelProduct &product, const QMap<blte::Digest, ChannelBuild> &builds,
                            const QMap<blte::Digest, QStringList> &hosts)
{
    const auto folderOf = [&](const QString &region) {
        QString folder; // all builds of a product have the same, as far as anybody has seen
        for (const ChannelBranches &branches : product.builds) {
            const auto build = builds.find(branches.object);
            if (build != builds.end() && (folder.isEmpty() || branches.regions.contains(region)))
                folder = build->folder;
        }
        return folder;
    };
    QStringList rows;
    for (const ChannelBranches &branches : product.hosts) {
        const auto servers = hosts.find(branches.object);
        const bool isServed = servers != hosts.end() && !servers->isEmpty();
        for (const QString &region : isServed ? branches.regions : QStringList()) {
            if (const QString folder = folderOf(region); !folder.isEmpty()) {
                rows << QStringList{region,
                                    folder,
                                    {},
                                    servers->join(u' '),
                                    QString::fromLatin1(kConfigFolder)}
                            .join(u'|');
            }
        }
    }
    return table(
        QStringLiteral("Name!STRING:0|Path!STRING:0|Hosts!STRING:0|Servers!STRING:0|ConfigPath!STRING:0"),
        rows);
}

} // namespace catalog
