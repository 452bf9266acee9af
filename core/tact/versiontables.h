#pragma once

#include "core/tact/bpsvtable.h"
#include "core/tact/cdnserver.h"

namespace tact {

/// A row of `versions` or `bgdl`: what a region's clients are to have (bgdl: to fetch ahead).
struct VersionRow
{
    std::string region; ///< "us", "cn", "xx"; of some products a platform or another word
    blte::Digest buildConfig{};
    blte::Digest cdnConfig{};
    std::optional<blte::Digest> keyRing;
    std::optional<blte::Digest> productConfig;
    std::optional<std::uint64_t> buildId;
    std::string versionName; ///< for people only: not every product has dotted numbers
};

struct VersionTable
{
    std::vector<VersionRow> rows;
    std::optional<std::uint64_t> sequenceNumber;
    Warnings warnings; ///< rows without the hashes that it takes, by their line
};

/// Columns Region, BuildConfig, CDNConfig, KeyRing, BuildId, VersionsName, ProductConfig; the last four may
/// be missing. May come out without rows.
Expected<VersionTable> parseVersions(std::string_view text);

/// A row of `cdns`: where a region's clients fetch from.
struct CdnRow
{
    std::string region;       ///< column Name
    std::string folder;       ///< column Path: "tpr/wow", without slashes around it
    std::string configFolder; ///< column ConfigPath, of product configs: "tpr/configs/data"; may be empty
    /// Column Servers; of old tables column Hosts. In the order given; may be empty.
    std::vector<CdnServer> servers;
};

struct CdnTable
{
    std::vector<CdnRow> rows;
    std::optional<std::uint64_t> sequenceNumber;
    Warnings warnings;
};

/// Columns Name, Path, Hosts, Servers, ConfigPath; the last three may be missing.
Expected<CdnTable> parseCdns(std::string_view text);

/// A row of `summary`: one of the up to three tables of a product.
struct SummaryRow
{
    enum class Kind { Versions, Cdns, BackgroundDownload, Other };
    std::string product;
    std::uint64_t sequenceNumber = 0;
    Kind kind = Kind::Versions; ///< column Flags: "", "cdn", "bgdl"
};

struct SummaryTable
{
    std::vector<SummaryRow> rows;
    std::optional<std::uint64_t> sequenceNumber;
    Warnings warnings;
};

/// Columns Product, Seqn, Flags; the last one may be missing.
Expected<SummaryTable> parseSummary(std::string_view text);

/// Whether a region was asked for, or is only what is taken where nobody asked.
enum class RegionWish { Named, Default };

/// The index of the row for a region, or of the first one where the region is absent and nobody named it.
/// Empty when there is none to take.
template <typename Row>
std::optional<std::size_t> rowForRegion(const std::vector<Row> &rows, std::string_view region,
                                        RegionWish wish)
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].region == region)
            return i;
    }
    if (wish == RegionWish::Named || rows.empty())
        return std::nullopt;
    return 0;
}

} // namespace tact
