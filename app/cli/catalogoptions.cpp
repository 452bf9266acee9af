#include "app/cli/catalogoptions.h"

#include "app/advice.h"
#include "app/text.h"

#include <QDir>
#include <QStandardPaths>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kUsualCacheSize = qint64{2} << 30;

Usage<QList<catalog::ServiceEndpoint>> readServices(const QStringList &bases, const QString &region)
{
    if (bases.isEmpty())
        return catalog::officialEndpoints(region.isEmpty() ? u"us"_s : region);
    QList<catalog::ServiceEndpoint> endpoints;
    for (const QString &base : bases) {
        const bool isFolder = QDir(base).exists() && !QDir::isAbsolutePath(base);
        const auto endpoint = catalog::endpointFromText(isFolder ? QDir(base).absolutePath() : base);
        if (!endpoint)
            return badUsage(u"--service: "_s + printable(endpoint.error().detail));
        endpoints << *endpoint;
    }
    return endpoints;
}

/// Part of a host's name, so no other characters.
Usage<QString> readRegion(const QString &text)
{
    const QString region = text.toLower();
    if (!text.isEmpty() && catalog::productCode(region).isEmpty())
        return badUsage(
            u"--region wants a region like us, eu, kr, tw or cn, not \"%1\""_s.arg(printable(text.left(40))));
    return region;
}

} // namespace

Usage<CatalogOptions> readCatalogOptions(const Options &options)
{
    CatalogOptions read;
    const auto region = readRegion(options.value("region"));
    if (!region)
        return badUsage(region.error());
    read.region = *region;
    const auto services = readServices(options.values("service"), read.region);
    if (!services)
        return badUsage(services.error());
    read.service.endpoints = *services;
    read.service.isOffline = options.isSet("offline");
    read.cacheFolder = options.isSet("cache")
                           ? QDir(options.value("cache")).absolutePath()
                           : QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + "/objects"_L1;
    read.cacheSize = kUsualCacheSize;
    if (options.isSet("cache-size")) {
        const auto size = readSize(u"cache-size"_s, options.value("cache-size"));
        if (!size)
            return badUsage(size.error());
        read.cacheSize = *size;
    }
    read.isJson = options.isSet("json");
    return read;
}

Usage<QString> readProduct(const QString &text)
{
    const QString product = catalog::productCode(text);
    if (product.isEmpty()) {
        return badUsage(
            u"\"%1\" is no product's code: it has 2 to 32 letters, digits and '_'; \"sluice products\" "
            "lists them"_s.arg(printable(text.left(60))));
    }
    return product;
}

} // namespace app
