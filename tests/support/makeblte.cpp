#include "tests/support/bltebuilder.h"

#include <charconv>
#include <cstdio>
#include <cstring>
#include <string_view>

/// Writes a BLTE file of any size for trying things out: sluice-makeblte OUT SIZE CHUNK n|z [noise|text] [SEED].
/// Prints encoding key and content key.
int main(int argc, char **argv)
{
    if (argc < 5) {
        std::fputs("usage: sluice-makeblte OUT SIZE CHUNK n|z [noise|text] [SEED]\n", stderr);
        return 2;
    }
    const auto number = [](std::string_view text) {
        std::uint64_t value = 0;
        std::from_chars(text.data(), text.data() + text.size(), value);
        return value;
    };
    const std::uint64_t seed = argc > 6 ? number(argv[6]) : 1;
    const bool isText = argc > 5 && std::strcmp(argv[5], "text") == 0;
    support::ChunkStyle style;
    style.encoding = *argv[4] == 'z' ? support::Encoding::Zlib : support::Encoding::Raw;
    const auto chunks = support::evenChunks(number(argv[2]), static_cast<std::uint32_t>(number(argv[3])), style);
    const auto written =
        support::writeObject(argv[1], chunks, isText ? support::repetitive(seed) : support::noise(seed));
    if (!written) {
        std::fprintf(stderr, "sluice-makeblte: cannot write %s\n", argv[1]);
        return 1;
    }
    std::printf("%s %s\n", blte::toHex(written->encodingKey.digest).c_str(),
                blte::toHex(written->contentKey.digest).c_str());
    return 0;
}
