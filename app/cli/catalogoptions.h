#pragma once

#include "app/cli/options.h"
#include "core/catalog/buildrecord.h"
#include "core/catalog/openproducts.h"
#include "core/links/productsource.h"

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

/// What commands that read a build know besides.
inline constexpr std::array kBuildOptions{
    OptionSpec{0, "build", "BUILD", true},           OptionSpec{0, "cdn-config", "HEX"},
    OptionSpec{'m', "mirror", "BASE", true},         OptionSpec{0, "only-mirrors"},
    OptionSpec{0, "community-mirror", "BASE", true},
};

/// What commands that read the names of its files know besides.
inline constexpr std::array kTreeOptions{
    OptionSpec{0, "locale", "LOCALE"}, OptionSpec{0, "tags", "TAGS"}, OptionSpec{0, "manifest", "KIND"},
    OptionSpec{0, "listfile", "FILE"}, OptionSpec{0, "remember"},
};

std::vector<OptionSpec> joined(std::initializer_list<std::span<const OptionSpec>> parts);
/// All of these behind a command's own.
std::vector<OptionSpec> withBuildOptions(std::span<const OptionSpec> own);

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
