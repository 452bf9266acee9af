#include "tests/support/ngdp/network.h"

#include <algorithm>
#include <stdexcept>

namespace ngdp {

namespace {

std::string padded(std::size_t number, std::size_t digits)
{
    const std::string text = std::to_string(number);
    return std::string(digits - std::min(digits, text.size()), '0') + text;
}

FileShape sampleFile(std::size_t i)
{
    FileShape file;
    file.path = (i % 16 == 15 ? std::string("Interface/Zone") : "World/Zone") + padded(i % 211, 3) +
                "/tile_" + padded(i, 5) + ".adt";
    file.fileDataId = static_cast<std::uint32_t>(1000 + i);
    const bool isPacked = i % 10 == 9;
    file.content = support::payload(isPacked ? support::repetitive(i) : support::noise(i), 60 + i * 37 % 500);
    if (isPacked)
        file.layout = ObjectLayout::one(kZlib);
    if (i < 8) // a few are in the install manifest
        file.tags = {i % 2 == 0 ? "Windows" : "OSX", "x86_64", i % 4 < 2 ? "enUS" : "deDE", "US"};
    if (i % 100 == 99)
        file.place = Place::LooseListed;
    return file;
}

void putText(const Put &put, const std::string &path, const std::string &text)
{
    put(path, ByteVector(text.begin(), text.end()));
}

} // namespace

VersionsRow versionsRow(const std::string &region, const MadeBuild &build, const blte::Digest &cdnConfig)
{
    VersionsRow row;
    row.region = region;
    row.buildConfig = blte::toHex(build.config);
    row.cdnConfig = blte::toHex(cdnConfig);
    row.keyRing = build.keyRing ? blte::toHex(*build.keyRing) : std::string();
    row.buildId = 12345;
    row.versionName = "1.15.8.12345";
    return row;
}

void putTables(const Put &put, const std::vector<Product> &products, const std::vector<std::string> &servers,
               ServiceLayout layout)
{
    const bool isV2 = layout == ServiceLayout::V2;
    std::vector<SummaryProduct> summary;
    for (const Product &product : products) {
        std::vector<CdnsRow> cdns;
        for (const VersionsRow &build : product.builds)
            cdns.push_back({build.region, product.path, servers, product.configPath});
        const std::string folder = (isV2 ? "v2/products/" : "") + product.code;
        putText(put, folder + "/versions", versionsText(product.builds, product.sequenceNumber));
        putText(put, folder + "/cdns", cdnsText(cdns, product.sequenceNumber));
        summary.push_back({product.code, product.sequenceNumber});
    }
    if (isV2)
        putText(put, "v2/summary", summaryText(summary, 1));
}

void putProductConfig(const Put &put, Product &product, const ProductConfigShape &shape)
{
    const std::string text = productConfigText(shape);
    const ByteVector bytes(text.begin(), text.end());
    const std::string name = blte::toHex(blte::md5(bytes));
    put(product.configPath + '/' + name.substr(0, 2) + '/' + name.substr(2, 2) + '/' + name, bytes);
    for (VersionsRow &row : product.builds)
        row.productConfig = name;
}

FileSource sampleFiles(std::size_t count)
{
    return {count, sampleFile};
}

SampleNetwork::SampleNetwork(const BuildShape &shape, const CdnShape &cdnShape)
    : cdn(cdnShape, store.putter())
    , build(addBuild(cdn, shape))
    , cdnConfig(cdn.seal())
{
    product.code = shape.uid;
    product.path = cdnShape.folder;
    product.builds = {versionsRow("us", build, cdnConfig), versionsRow("eu", build, cdnConfig)};
}

const MadeFile &SampleNetwork::file(const std::string &path) const
{
    const auto found = std::find_if(build.files.begin(), build.files.end(),
                                    [&](const MadeFile &file) { return file.path == path; });
    if (found == build.files.end())
        throw std::out_of_range(path);
    return *found;
}

std::string SampleNetwork::pathOf(const blte::Digest &encodingKey) const
{
    const auto placed = cdn.find(encodingKey);
    const bool isInArchive = placed && placed->place == Place::Archive;
    return cdn.pathOf("data", isInArchive ? placed->archive : encodingKey);
}

std::string SampleNetwork::pathOfManifest(const std::string &name) const
{
    return pathOf(build.manifests.at(name).encodingKey);
}

} // namespace ngdp
