#include "tests/support/bltebuilder.h"

#include <charconv>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

namespace {

/// The bytes of a file, again from its start when it is too short.
support::PayloadSource contentOf(const std::string &path)
{
    const auto size = std::filesystem::file_size(path);
    const auto file = std::make_shared<std::ifstream>(path, std::ios::binary);
    return [file, size](std::uint64_t offset, std::span<std::uint8_t> out) {
        while (!out.empty()) {
            const auto at = offset % size;
            const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size - at));
            file->seekg(static_cast<std::streamoff>(at));
            file->read(reinterpret_cast<char *>(out.data()), static_cast<std::streamsize>(part));
            out = out.subspan(part);
            offset += part;
        }
    };
}

support::PayloadSource payloadCalled(const std::string &name, std::uint64_t seed)
{
    if (name == "noise")
        return support::noise(seed);
    return name == "text" ? support::repetitive(seed) : contentOf(name);
}

} // namespace

/// Writes a BLTE file of any size for trying things out:
/// sluice-makeblte OUT SIZE CHUNK n|z [noise|text|FILE] [SEED]. Prints encoding key and content key.
int main(int argc, char **argv)
{
    if (argc < 5) {
        std::fputs("usage: sluice-makeblte OUT SIZE CHUNK n|z [noise|text|FILE] [SEED]\n", stderr);
        return 2;
    }
    const auto number = [](std::string_view text) {
        std::uint64_t value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    };
    const std::uint64_t seed = argc > 6 ? number(argv[6]) : 1;
    const auto source = payloadCalled(argc > 5 ? argv[5] : "noise", seed);
    support::ChunkStyle style;
    style.encoding = *argv[4] == 'z' ? support::Encoding::Zlib : support::Encoding::Raw;
    const auto chunks =
        support::evenChunks(number(argv[2]), static_cast<std::uint32_t>(number(argv[3])), style);
    const auto written = support::writeObject(argv[1], chunks, source);
    if (!written) {
        std::fprintf(stderr, "sluice-makeblte: cannot write %s\n", argv[1]);
        return 1;
    }
    std::printf("%s %s\n", blte::toHex(written->encodingKey.digest).c_str(),
                blte::toHex(written->contentKey.digest).c_str());
    return 0;
}
