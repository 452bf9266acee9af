#include "app/cli/builds.h"

#include "app/advice.h"
#include "app/catalogplaces.h"
#include "app/cli/catalogoptions.h"
#include "app/cli/command.h"
#include "app/console.h"
#include "app/text.h"
#include "core/cache/objectcache.h"
#include "core/catalog/buildhistory.h"
#include "core/hex.h"
#include "core/transfer/transferservices.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace app {

using namespace Qt::StringLiterals;

namespace {

using catalog::BuildRecord;
using catalog::VersionService;

QString hex(const std::optional<blte::Digest> &digest)
{
    return digest ? core::hex(*digest) : QString();
}

core::Result<VersionService::Reply> askVersions(const CatalogOptions &options, const QString &product)
{
    transfer::TransferServices services;
    VersionService service(services,
                           std::make_shared<cache::ObjectCache>(options.cacheFolder, options.cacheSize),
                           options.service);
    core::Result<VersionService::Reply> answered = core::failure(core::ErrorKind::Internal, {});
    service.ask(catalog::ServiceTable::Versions, product, [&answered](const auto &reply) {
        answered = reply;
        QCoreApplication::exit();
    });
    QCoreApplication::exec();
    return answered;
}

/// All builds of the product that are known: what the service says now, and what any said before.
core::Result<QList<BuildRecord>> collect(const QString &product,
                                         const core::Result<VersionService::Reply> &reply)
{
    catalog::BuildHistory history(buildHistoryPath());
    if (!reply || reply->from.isEmpty()) // nobody named them today: what the cache holds was remembered then
        return history.builds();
    const auto table = tact::parseVersions(
        {reply->answer.text.constData(), static_cast<std::size_t>(reply->answer.text.size())});
    for (const tact::Warning &warning : table->warnings.first())
        complain(u"%1 versions, line %2: %3"_s.arg(product)
                     .arg(warning.row)
                     .arg(printable(QString::fromStdString(warning.text))));
    auto all = history.remember(product, *table);
    if (all)
        return all;
    // It can be read all the same.
    complain(u"the builds cannot be remembered: "_s + tell(all.error()));
    return catalog::merged({}, product, *table, QDateTime::currentDateTimeUtc());
}

QJsonObject toJson(const BuildRecord &build)
{
    const auto textOrNull = [](const QString &text) {
        return text.isEmpty() ? QJsonValue() : QJsonValue(text);
    };
    return {{u"product"_s, build.product},
            {u"region"_s, QString::fromStdString(build.row.region)},
            {u"version"_s, textOrNull(QString::fromStdString(build.row.versionName))},
            {u"buildId"_s,
             build.row.buildId ? QJsonValue(static_cast<qint64>(*build.row.buildId)) : QJsonValue()},
            {u"buildConfig"_s, hex(build.row.buildConfig)},
            {u"cdnConfig"_s, hex(build.row.cdnConfig)},
            {u"keyRing"_s, textOrNull(hex(build.row.keyRing))},
            {u"current"_s, build.isCurrent},
            {u"firstSeen"_s, build.firstSeen.toString(Qt::ISODate)},
            {u"lastSeen"_s, build.lastSeen.toString(Qt::ISODate)}};
}

void print(const QList<BuildRecord> &builds)
{
    const auto line = [](const QString &region, const QString &version, const QString &id,
                         const QString &seen, const QString &configs) {
        printLine(Stream::Out, fitted(printable(region), 8).leftJustified(9) %
                                   fitted(printable(version), 22).leftJustified(23) % id.leftJustified(9) %
                                   seen.leftJustified(12) % configs);
    };
    line(u"region"_s, u"version"_s, u"build"_s, u"last seen"_s, u"build config, CDN config"_s);
    for (const BuildRecord &build : builds) {
        line(QString::fromStdString(build.row.region), QString::fromStdString(build.row.versionName),
             build.row.buildId ? QString::number(*build.row.buildId) : QString(),
             build.isCurrent ? u"current"_s : build.lastSeen.toString(u"yyyy-MM-dd"_s),
             hex(build.row.buildConfig) % u' ' % hex(build.row.cdnConfig));
    }
}

Usage<ExitCode> run(const Options &options)
{
    const auto read = readCatalogOptions(options);
    if (!read)
        return badUsage(read.error());
    if (options.arguments().size() != 1)
        return badUsage(u"one product is needed: sluice builds PRODUCT"_s);
    const auto product = readProduct(options.arguments().first());
    if (!product)
        return badUsage(product.error());
    const auto reply = askVersions(*read, *product);
    if (reply) {
        for (const QString &warning : reply->warnings)
            complain(printable(warning));
    } else {
        complain(u"no version service answered. "_s % printable(reply.error().detail) %
                 ". Check the product's code and the connection."_L1);
    }
    const auto all = collect(*product, reply);
    if (!all) {
        complain(tell(all.error()));
        return ExitCode::Failed;
    }
    QList<BuildRecord> builds;
    for (const BuildRecord &build : *all) {
        const bool isOfRegion =
            read->region.isEmpty() || QString::fromStdString(build.row.region) == read->region;
        if (build.product == *product && isOfRegion)
            builds << build;
    }
    const bool isOfToday = reply && !reply->from.isEmpty();
    if (!isOfToday && !read->service.isOffline && !builds.isEmpty())
        complain(u"these builds were seen before"_s);
    if (reply && builds.isEmpty() && !read->region.isEmpty())
        complain(u"%1 has no build for the region %2"_s.arg(*product, read->region));
    if (read->isJson) {
        for (const BuildRecord &build : builds)
            printLine(Stream::Out, jsonLine(toJson(build)));
    } else if (!builds.isEmpty()) {
        print(builds);
    }
    return reply && !builds.isEmpty() ? ExitCode::Done : ExitCode::Failed;
}

} // namespace

ExitCode runBuilds(const QStringList &arguments)
{
    return runCommand("builds", arguments, run);
}

} // namespace app
