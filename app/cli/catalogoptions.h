#pragma once

#include "app/cli/options.h"
#include "core/catalog/versionservice.h"

#include <array>

namespace app {

/// What every command that takes a product knows.
inline constexpr std::array kCatalogOptions{
    OptionSpec{0, "region", "REGION"}, OptionSpec{0, "service", "BASE", true}, OptionSpec{0, "offline"},
    OptionSpec{0, "cache", "DIR"},     OptionSpec{0, "cache-size", "SIZE"},    OptionSpec{0, "json"},
};

struct CatalogOptions
{
    QString region; ///< empty: the usual one, "us"
    catalog::VersionService::Settings service;
    QString cacheFolder;
    qint64 cacheSize = 0; ///< bytes
    bool isJson = false;
};

Usage<CatalogOptions> readCatalogOptions(const Options &options);

/// The code that a user named a product by, or what is wrong with it.
Usage<QString> readProduct(const QString &text);

} // namespace app
