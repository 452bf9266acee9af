#pragma once

#include "app/cli/options.h"
#include "core/catalog/buildrecord.h"
#include "core/catalog/openproducts.h"
#include "core/links/productsource.h"

namespace app {

struct CatalogOptions
{
    QString region; ///< empty: the usual one, "us"
    catalog::VersionService::Settings service;
    QString cacheFolder;
    qint64 cacheSize = 0; ///< bytes
    bool isJson = false;
};

Usage<CatalogOptions> readCatalogOptions(const Options &options);

struct BuildOptions
{
    CatalogOptions catalog;
    QString build; ///< of products that name none
    std::optional<blte::Digest> cdnConfig;
    catalog::HostWishes hosts;
    catalog::TreeWishes tree;
};

/// How many builds a command takes.
enum class Builds { One, Several };
Usage<BuildOptions> readBuildOptions(const Options &options, Builds builds = Builds::One);
catalog::BuildWish wishFor(const links::ProductSource &source, const BuildOptions &options);
catalog::BuildOpening::Means meansFor(const BuildOptions &options, transfer::TransferServices &services);

/// "index 00b79cc0… from level3.blizzard.com: is damaged …".
QString textOf(const catalog::LoadWarning &warning);

/// What to do about a path that the build does not have where nothing names its files; may be empty.
QString listfileHint(const links::ProductSource &source, const BuildOptions &options,
                     const core::Error &error);

/// The builds that were ever seen, each once, the newest first. Blocks.
QList<catalog::BuildRecord> knownBuilds();

/// The code that a user named a product by, or what is wrong with it.
Usage<QString> readProduct(const QString &text);

} // namespace app
