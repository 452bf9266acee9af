#include "core/blte/armadillokey.h"
#include "tests/support/ngdp/network.h"

#include <charconv>
#include <cstdio>
#include <exception>

namespace {

struct Options
{
    std::string folder;
    std::size_t files = 1000;
    std::size_t strangers = 0;
    std::size_t archiveSize = 1 << 20; // bytes
    std::size_t size = 0;              // bytes of each file; 0: some hundreds
    std::size_t large = 0;             // bytes of one more file, World/large.bin; 0: there is none
    std::string armadillo;             ///< file for the key of all objects, NAME.ak; empty: they are clear
    std::vector<std::string> servers;  ///< none: the place that the tables come from is the host, too
};

bool readNumber(std::string_view text, std::size_t &number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

std::string_view fileNameOf(std::string_view path)
{
    return path.substr(path.find_last_of('/') + 1);
}

bool readOption(std::string_view name, std::string_view value, Options &options)
{
    if (name == "--files")
        return readNumber(value, options.files);
    if (name == "--strangers")
        return readNumber(value, options.strangers);
    if (name == "--archive-size")
        return readNumber(value, options.archiveSize) && options.archiveSize > 0;
    if (name == "--size")
        return readNumber(value, options.size);
    if (name == "--large")
        return readNumber(value, options.large);
    if (name == "--armadillo") {
        options.armadillo = value;
        return !blte::armadilloNameOf(fileNameOf(options.armadillo)).empty();
    }
    if (name == "--server") {
        options.servers.emplace_back(value);
        return true;
    }
    return false;
}

void printListfile(const ngdp::MadeBuild &build)
{
    for (const ngdp::MadeFile &file : build.files)
        std::printf("%u;%s\n", file.fileDataId, file.path.c_str());
}

/// The small files, and a large one behind them.
ngdp::FileSource filesFor(const Options &options)
{
    ngdp::FileSource small = ngdp::sampleFiles(options.files);
    if (options.size > 0) {
        small.at = [sample = small.at, size = options.size](std::size_t i) {
            ngdp::FileShape file = sample(i);
            file.content = support::payload(support::noise(i), size);
            file.layout = ngdp::ObjectLayout::one(ngdp::kRaw);
            return file;
        };
    }
    if (options.large == 0)
        return small;
    return {small.count + 1, [small, size = options.large](std::size_t i) {
                if (i < small.count)
                    return small.at(i);
                ngdp::FileShape file;
                file.path = "World/large.bin";
                file.fileDataId = 1;
                file.content = support::payload(support::noise(1), size);
                file.layout = ngdp::ObjectLayout::even(256 << 10, ngdp::kRaw);
                return file;
            }};
}

/// Made of its name, and written as its owners have it.
blte::Key writeKey(const std::string &path)
{
    const std::string_view name = fileNameOf(path);
    const blte::Key key = blte::md5({reinterpret_cast<const std::uint8_t *>(name.data()), name.size()});
    const blte::Digest check = blte::md5(key);
    ngdp::ByteVector bytes(key.begin(), key.end());
    bytes.insert(bytes.end(), check.begin(), check.begin() + 4);
    ngdp::folderPut({})(path, bytes);
    return key;
}

void make(const Options &options)
{
    const ngdp::Put put = ngdp::folderPut(options.folder);
    ngdp::CdnShape cdnShape;
    cdnShape.archiveSize = options.archiveSize;
    if (!options.armadillo.empty())
        cdnShape.armadillo = writeKey(options.armadillo);
    ngdp::Cdn cdn(cdnShape, put);
    ngdp::BuildShape shape;
    shape.files = filesFor(options);
    shape.strangers = options.strangers;
    const ngdp::MadeBuild build = ngdp::addBuild(cdn, shape);
    const blte::Digest cdnConfig = cdn.seal();
    ngdp::Product product;
    product.builds = {ngdp::versionsRow("us", build, cdnConfig), ngdp::versionsRow("eu", build, cdnConfig)};
    ngdp::ProductConfigShape config;
    config.decryptionKeyName = blte::armadilloNameOf(fileNameOf(options.armadillo));
    ngdp::putProductConfig(put, product, config);
    ngdp::putTables(put, {product}, options.servers);
    printListfile(build);
    const auto &encoding = build.manifests.at("encoding");
    std::fprintf(stderr,
                 "build %s, CDN config %s: %zu files, %zu archives, encoding manifest of %llu bytes\n",
                 blte::toHex(build.config).c_str(), blte::toHex(cdnConfig).c_str(), build.files.size(),
                 cdn.archives().size(), static_cast<unsigned long long>(encoding.encodedSize));
}

} // namespace

/// Writes a network of one product, wow_classic_era, as a folder in CDN layout, and its listfile to standard
/// output. The folder is a `--service`, and any web server can serve it.
int main(int argc, char **argv)
{
    Options options;
    bool isGood = argc >= 2 && argc % 2 == 0;
    for (int i = 2; isGood && i + 1 < argc; i += 2)
        isGood = readOption(argv[i], argv[i + 1], options);
    if (!isGood) {
        std::fputs(
            "usage: sluice-makengdp DIR [--files N] [--size BYTES] [--strangers N] [--archive-size BYTES] "
            "[--large BYTES] [--armadillo NAME.ak] [--server URL]…\n"
            "  --size       of each file\n"
            "  --strangers  entries of the encoding manifest for files that are nowhere, 64 bytes each\n"
            "  --large      one more file, World/large.bin\n"
            "  --armadillo  encrypt every object, and write the key there\n"
            "  --server     what `cdns` names; none: whoever serves the tables\n",
            stderr);
        return 2;
    }
    options.folder = argv[1];
    try {
        make(options);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "sluice-makengdp: %s\n", error.what());
        return 1;
    }
    return 0;
}
