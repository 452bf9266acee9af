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
    std::vector<std::string> servers;  ///< none: the place that the tables come from is the host, too
};

bool readNumber(std::string_view text, std::size_t &number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

bool readOption(std::string_view name, std::string_view value, Options &options)
{
    if (name == "--files")
        return readNumber(value, options.files);
    if (name == "--strangers")
        return readNumber(value, options.strangers);
    if (name == "--archive-size")
        return readNumber(value, options.archiveSize) && options.archiveSize > 0;
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

void make(const Options &options)
{
    const ngdp::Put put = ngdp::folderPut(options.folder);
    ngdp::CdnShape cdnShape;
    cdnShape.archiveSize = options.archiveSize;
    ngdp::Cdn cdn(cdnShape, put);
    ngdp::BuildShape shape;
    shape.files = ngdp::sampleFiles(options.files);
    shape.strangers = options.strangers;
    const ngdp::MadeBuild build = ngdp::addBuild(cdn, shape);
    const blte::Digest cdnConfig = cdn.seal();
    ngdp::Product product;
    product.builds = {ngdp::versionsRow("us", build, cdnConfig), ngdp::versionsRow("eu", build, cdnConfig)};
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
            "usage: sluice-makengdp DIR [--files N] [--strangers N] [--archive-size BYTES] [--server "
            "URL]…\n"
            "  --strangers  entries of the encoding manifest for files that are nowhere, 64 bytes each\n"
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
