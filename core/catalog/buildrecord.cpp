#include "core/catalog/buildrecord.h"

#include "core/bytes.h"
#include "core/catalog/serviceendpoint.h"
#include "core/hex.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <algorithm>

namespace catalog {

namespace {

QString hexOf(const std::optional<blte::Digest> &digest)
{
    return digest ? core::hex(*digest) : QString();
}

std::optional<blte::Digest> digestOf(const QJsonValue &value)
{
    return blte::digestFromHex(value.toString().toStdString());
}

bool isSameBuild(const BuildRecord &a, const BuildRecord &b)
{
    return a.product == b.product && a.row.region == b.row.region && a.row.buildConfig == b.row.buildConfig &&
           a.row.cdnConfig == b.row.cdnConfig;
}

QJsonObject toJson(const BuildRecord &build)
{
    QJsonObject json{
        {QStringLiteral("product"), build.product},
        {QStringLiteral("region"), QString::fromStdString(build.row.region)},
        {QStringLiteral("version"), QString::fromStdString(build.row.versionName)},
        {QStringLiteral("buildConfig"), hexOf(build.row.buildConfig)},
        {QStringLiteral("cdnConfig"), hexOf(build.row.cdnConfig)},
        {QStringLiteral("firstSeen"), build.firstSeen.toString(Qt::ISODate)},
        {QStringLiteral("lastSeen"), build.lastSeen.toString(Qt::ISODate)},
        {QStringLiteral("current"), build.isCurrent},
    };
    if (build.row.keyRing)
        json[QStringLiteral("keyRing")] = hexOf(build.row.keyRing);
    if (build.row.productConfig)
        json[QStringLiteral("productConfig")] = hexOf(build.row.productConfig);
    if (build.row.buildId)
        json[QStringLiteral("buildId")] = QString::number(*build.row.buildId);
    return json;
}

std::optional<BuildRecord> fromJson(const QJsonObject &json)
{
    const auto text = [&](const char *name) { return json[QLatin1StringView(name)].toString(); };
    const auto buildConfig = digestOf(json[QStringLiteral("buildConfig")]);
    const auto cdnConfig = digestOf(json[QStringLiteral("cdnConfig")]);
    if (!buildConfig || !cdnConfig || text("product").isEmpty())
        return std::nullopt;
    BuildRecord build;
    build.product = text("product");
    build.row.region = text("region").toStdString();
    build.row.versionName = text("version").toStdString();
    build.row.buildConfig = *buildConfig;
    build.row.cdnConfig = *cdnConfig;
    build.row.keyRing = digestOf(json[QStringLiteral("keyRing")]);
    build.row.productConfig = digestOf(json[QStringLiteral("productConfig")]);
    bool isNumber = false;
    const quint64 id = text("buildId").toULongLong(&isNumber);
    if (isNumber)
        build.row.buildId = id;
    build.firstSeen = QDateTime::fromString(text("firstSeen"), Qt::ISODate);
    build.lastSeen = QDateTime::fromString(text("lastSeen"), Qt::ISODate);
    build.isCurrent = json[QStringLiteral("current")].toBool();
    return build;
}

} // namespace

QList<BuildRecord> merged(QList<BuildRecord> known, const QString &product, const tact::VersionTable &table,
                          const QDateTime &now)
{
    for (BuildRecord &build : known) {
        if (build.product == product)
            build.isCurrent = false;
    }
    for (const tact::VersionRow &row : table.rows) {
        const BuildRecord seen{product, row, now, now, true};
        const auto same = std::find_if(known.begin(), known.end(),
                                       [&](const BuildRecord &build) { return isSameBuild(build, seen); });
        if (same == known.end()) {
            known << seen;
            continue;
        }
        const QDateTime firstSeen = same->firstSeen;
        *same = seen;
        same->firstSeen = firstSeen;
    }
    return known;
}

QList<BuildRecord> withInstalled(QList<BuildRecord> known, const std::vector<tact::InstalledBuild> &installed,
                                 const QDateTime &now)
{
    for (const tact::InstalledBuild &build : installed) {
        const QString product = productCode(core::fromUtf8(build.product));
        const bool isKnown = std::any_of(known.begin(), known.end(), [&](const BuildRecord &other) {
            return other.product == product && other.row.buildConfig == build.buildConfig;
        });
        if (isKnown || product.isEmpty() || !build.cdnConfig)
            continue;
        BuildRecord record{product, {}, now, now, false};
        record.row.region = build.branch;
        record.row.buildConfig = build.buildConfig;
        record.row.cdnConfig = *build.cdnConfig;
        record.row.keyRing = build.keyRing;
        record.row.versionName = build.version;
        known << record;
    }
    return known;
}

QList<BuildRecord> newestFirst(QList<BuildRecord> builds)
{
    std::stable_sort(builds.begin(), builds.end(),
                     [](const BuildRecord &a, const BuildRecord &b) { return a.lastSeen > b.lastSeen; });
    QSet<std::pair<QString, QString>> seen;
    builds.removeIf([&](const BuildRecord &build) {
        const std::pair key(build.product, core::hex(build.row.buildConfig));
        const bool isThere = seen.contains(key);
        seen.insert(key);
        return isThere;
    });
    return builds;
}

QByteArray toText(const QList<BuildRecord> &builds)
{
    QByteArray text;
    for (const BuildRecord &build : builds)
        text += QJsonDocument(toJson(build)).toJson(QJsonDocument::Compact) + '\n';
    return text;
}

QList<BuildRecord> buildsFromText(const QByteArray &text)
{
    QList<BuildRecord> builds;
    for (const QByteArray &line : text.split('\n')) {
        if (const auto build = fromJson(QJsonDocument::fromJson(line).object()))
            builds << *build;
    }
    return builds;
}

QList<BuildRecord> matching(const QList<BuildRecord> &builds, const QString &wanted)
{
    const auto config = blte::digestFromHex(wanted.toStdString());
    bool isNumber = false;
    const quint64 id = wanted.toULongLong(&isNumber);
    const auto isWanted = [&](const BuildRecord &build) {
        if (config)
            return build.row.buildConfig == *config;
        if (isNumber && build.row.buildId == id)
            return true;
        if (QString::fromStdString(build.row.versionName).compare(wanted, Qt::CaseInsensitive) == 0)
            return true;
        return build.isCurrent &&
               QString::fromStdString(build.row.region).compare(wanted, Qt::CaseInsensitive) == 0;
    };
    QList<BuildRecord> found;
    std::copy_if(builds.begin(), builds.end(), std::back_inserter(found), isWanted);
    std::stable_sort(found.begin(), found.end(), [](const BuildRecord &a, const BuildRecord &b) {
        return a.isCurrent != b.isCurrent ? a.isCurrent : a.lastSeen > b.lastSeen;
    });
    return found;
}

} // namespace catalog
