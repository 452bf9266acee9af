#include "app/cli/catalogoptions.h"

#include "app/advice.h"
#include "app/catalogplaces.h"
#include "app/console.h"
#include "app/text.h"
#include "core/address.h"
#include "core/cache/objectcache.h"
#include "core/catalog/buildhistory.h"
#include "core/tact/wowlocale.h"

#include <QDir>
#include <QFileInfo>
#include <utility>

namespace app {

using namespace Qt::StringLiterals;

namespace {

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
    const bool isUsersOwn = !options.isSet("cache");
    read.cacheFolder = isUsersOwn ? objectCacheFolder() : QDir(options.value("cache")).absolutePath();
    if (!options.isSet("cache-size")) {
        read.cacheSize = isUsersOwn ? objectCacheLimit() : cache::kUsualLimit;
    } else {
        const auto size = readSize(u"cache-size"_s, options.value("cache-size"));
        if (!size)
            return badUsage(size.error());
        read.cacheSize = *size;
    }
    read.isJson = options.isSet("json");
    return read;
}

namespace {

Usage<catalog::HostWishes> readHosts(const Options &options)
{
    catalog::HostWishes hosts;
    for (const auto &[option, bases] :
         {std::pair("mirror", &hosts.own), std::pair("community-mirror", &hosts.community)}) {
        for (const QString &base : options.values(option)) {
            const auto address = core::addressFromText(base);
            if (!address)
                return badUsage(
                    u"--%1=%2: %3"_s.arg(QLatin1StringView(option), printable(base), tell(address.error())));
            *bases << address->url;
        }
    }
    if (!options.isSet("only-mirrors"))
        return hosts;
    hosts.official = catalog::HostWishes::Official::LeftOut;
    if (hosts.own.isEmpty())
        return badUsage(u"--only-mirrors needs a mirror: name it with -m BASE"_s);
    return hosts;
}

Usage<QString> readListfile(const Options &options)
{
    if (!options.isSet("listfile")) {
        if (options.isSet("remember"))
            return badUsage(u"--remember is about a listfile: name it with --listfile FILE"_s);
        const auto remembered = rememberedListfile();
        if (!remembered)
            complain(remembered.error());
        return remembered.value_or(QString());
    }
    const QString path = QFileInfo(options.value("listfile")).absoluteFilePath();
    if (!QFileInfo(path).isReadable())
        return badUsage(u"--listfile: %1 cannot be read"_s.arg(printable(path)));
    if (options.isSet("remember")) {
        if (const auto done = rememberListfile(path); !done)
            return badUsage(u"--remember: "_s + done.error());
    }
    return path;
}

Usage<catalog::TreeWishes> readTree(const Options &options)
{
    using catalog::NamingManifest;
    catalog::TreeWishes tree;
    if (options.isSet("manifest")) {
        const auto kind = readChoice(u"manifest"_s, options.value("manifest"),
                                     {u"root"_s, u"tvfs"_s, u"install"_s, u"download"_s});
        if (!kind)
            return badUsage(kind.error());
        tree.manifest = static_cast<NamingManifest>(*kind);
    }
    if (options.isSet("locale"))
        tree.locale = options.value("locale");
    if (tact::localeBit(tree.locale.toStdString()) == 0)
        return badUsage(u"--locale wants a name like enUS or deDE, not \"%1\""_s.arg(printable(tree.locale)));
    if (options.isSet("tags"))
        tree.tags = tact::parseTagQuery(options.value("tags").toStdString());
    const auto listfile = readListfile(options);
    if (!listfile)
        return badUsage(listfile.error());
    tree.listfile = *listfile;
    return tree;
}

} // namespace

Usage<BuildOptions> readBuildOptions(const Options &options, Builds builds)
{
    const auto read = readCatalogOptions(options);
    const auto hosts = readHosts(options);
    const auto tree = readTree(options);
    BuildOptions build;
    if (options.isSet("cdn-config")) {
        build.cdnConfig = blte::digestFromHex(options.value("cdn-config").toStdString());
        if (!build.cdnConfig)
            return badUsage(u"--cdn-config wants the 32 hex digits of a CDN config"_s);
    }
    if (!read || !hosts || !tree)
        return badUsage(!read ? read.error() : !hosts ? hosts.error() : tree.error());
    build.catalog = *read;
    build.hosts = *hosts;
    build.tree = *tree;
    build.build = options.value("build");
    if (builds == Builds::One && options.values("build").size() > 1)
        return badUsage(u"--build names one build here; only \"sluice mirror\" takes several"_s);
    return build;
}

catalog::BuildWish wishFor(const links::ProductSource &source, const BuildOptions &options)
{
    catalog::BuildWish wish;
    wish.product = source.product;
    wish.build = source.build.isEmpty() ? options.build : source.build;
    wish.region = options.catalog.region;
    wish.cdnConfig = source.options.cdnConfig ? source.options.cdnConfig : options.cdnConfig;
    wish.naming = namingWish(source.options);
    return wish;
}

catalog::BuildOpening::Means meansFor(const BuildOptions &options, transfer::TransferServices &services)
{
    return {services,
            std::make_shared<cache::ObjectCache>(options.catalog.cacheFolder, options.catalog.cacheSize),
            buildHistoryPath(), options.catalog.service, options.hosts};
}

QString textOf(const catalog::LoadWarning &warning)
{
    const QString from = warning.host.isEmpty() ? QString() : u" from "_s + warning.host;
    return warning.object % from % u": "_s % warning.detail;
}

QString listfileHint(const links::ProductSource &source, const BuildOptions &options,
                     const core::Error &error)
{
    if (!options.tree.listfile.isEmpty() || !mayLackListfile(source, error))
        return {};
    return u"The roots of World of Warcraft have numbers instead of names; give a listfile with --listfile "
           "FILE."_s;
}

QList<catalog::BuildRecord> knownBuilds()
{
    return catalog::newestFirst(
        catalog::BuildHistory(buildHistoryPath()).builds().value_or(QList<catalog::BuildRecord>()));
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
