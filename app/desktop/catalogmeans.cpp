#include "app/desktop/catalogmeans.h"

#include "app/catalogplaces.h"
#include "app/desktop/usualregion.h"
#include "core/cache/objectcache.h"
#include "core/catalog/serviceendpoint.h"
#include "core/links/cdnsource.h"
#include "ui/preferences.h"

#include <QLocale>

namespace app {

namespace {

QList<catalog::ServiceEndpoint> endpointsFrom(const QStringList &bases, const QString &region)
{
    QList<catalog::ServiceEndpoint> endpoints;
    for (const QString &base : bases) {
        if (const auto endpoint = catalog::endpointFromText(base))
            endpoints << *endpoint;
    }
    return endpoints.isEmpty() ? catalog::officialEndpoints(region) : endpoints;
}

QList<QUrl> basesFrom(const QStringList &mirrors)
{
    QList<QUrl> bases;
    for (const QString &mirror : mirrors) {
        if (const auto base = links::mirrorBase(mirror))
            bases << *base;
    }
    return bases;
}

catalog::HostWishes hostsFrom(const queue::Settings &settings)
{
    catalog::HostWishes hosts;
    hosts.own = basesFrom(settings.mirrors);
    hosts.community = basesFrom(settings.communityMirrors);
    return hosts;
}

} // namespace

std::function<CatalogMeans()> meansReader(const ui::Preferences &preferences)
{
    return [folder = preferences.cacheFolder(), limit = preferences.cacheLimit()] {
        return CatalogMeans{std::make_shared<cache::ObjectCache>(folder, limit), rememberedListfile()};
    };
}

ui::CatalogAccess accessBy(const CatalogMeans &means, transfer::TransferServices &services,
                           const ui::Preferences &preferences)
{
    const QString region = usualRegion(QLocale::system().territory());
    catalog::VersionService::Settings service;
    service.endpoints = endpointsFrom(preferences.versionServices(), region);
    catalog::TreeWishes wishes;
    wishes.listfile = means.listfile.value_or(QString());
    return {{services, means.cache, buildHistoryPath(), service, hostsFrom(preferences.queueSettings())},
            wishes,
            region};
}

} // namespace app
