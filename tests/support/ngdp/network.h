#pragma once

#include "tests/support/ngdp/build.h"

namespace ngdp {

/// What a version service says of a product.
struct Product
{
    std::string code = "wow_classic_era";
    std::string path = "tpr/wow"; ///< in its `cdns`; a Cdn's folder, perhaps with slashes around it
    std::string configPath = "tpr/configs/data";
    std::uint64_t sequenceNumber = 1;
    std::vector<VersionsRow> builds; ///< by region
};

VersionsRow versionsRow(const std::string &region, const MadeBuild &build, const blte::Digest &cdnConfig);

enum class ServiceLayout {
    V2,       ///< v2/products/PRODUCT/versions, v2/summary
    Port1119, ///< PRODUCT/versions
};

/// The tables of a version service. `servers` are addresses with their options, the same in every region.
void putTables(const Put &put, const std::vector<Product> &products, const std::vector<std::string> &servers,
               ServiceLayout layout = ServiceLayout::V2);

/// Puts a product config into its store on the CDN, and its name into the column ProductConfig of all builds.
void putProductConfig(const Put &put, Product &product, const ProductConfigShape &shape);

/// `count` small files in some hundred folders (below World or, every sixteenth, Interface),
/// "World/Zone007/tile_00042.adt", with ascending ids from 1000: every tenth packed with zlib, every
/// hundredth listed as loose, the first eight in the install manifest. The same for the same number.
FileSource sampleFiles(std::size_t count);

/// A product with one build for us and eu, on one CDN: what most tests need.
struct SampleNetwork
{
    explicit SampleNetwork(const BuildShape &shape, const CdnShape &cdnShape = {});
    SampleNetwork(const SampleNetwork &) = delete;
    SampleNetwork &operator=(const SampleNetwork &) = delete;

    Store store; ///< without the version service's tables
    Cdn cdn;
    MadeBuild build;
    blte::Digest cdnConfig{};
    Product product;

    /// By its path; throws std::out_of_range.
    const MadeFile &file(const std::string &path) const;
    /// Where an object of `data/` can be asked for: its own path, or that of its archive.
    std::string pathOf(const blte::Digest &encodingKey) const;
    std::string pathOfManifest(const std::string &name) const;
};

} // namespace ngdp
