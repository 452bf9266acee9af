#include "tests/support/bltebuilder.h"

#include <cstdio>
#include <fstream>

// make_seeds FOLDER: small objects in every mode and table format, to begin fuzzing from.

namespace {

using support::Encoding;

void write(const std::filesystem::path &path, const support::ByteVector &bytes)
{
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 2) {
        std::fputs("usage: make_seeds FOLDER\n", stderr);
        return 2;
    }
    const std::filesystem::path folder(arguments[1]);
    support::Encryption encryption;
    encryption.keyName = blte::KeyName{0x0102030405060708}; // the key that fuzz_decoder has
    encryption.key = {1, 2, 3};
    const std::pair<const char *, support::ChunkStyle> styles[] = {
        {"n", {Encoding::Raw, 0, {}}},
        {"z", {Encoding::Zlib, 6, {}}},
        {"4a", {Encoding::Lz4SubBlocks, 0, {}}},
        {"4b", {Encoding::Lz4LittleEndian64, 0, {}}},
        {"f", {Encoding::Nested, 0, {}}},
        {"e_n", {Encoding::Raw, 0, encryption}},
        {"e_z", {Encoding::Zlib, 6, encryption}},
    };
    const auto payload = support::payload(support::repetitive(1), 300);
    for (const auto &[name, style] : styles) {
        const std::string stem(name);
        write(folder / (stem + "_0f"), support::buildObject(payload, 150, style).bytes);
        write(folder / (stem + "_10"),
              support::buildObject(payload, 150, style, support::TableFormat::WithDecodedMd5).bytes);
        write(folder / (stem + "_headerless"),
              support::buildObject(payload, 300, style, support::TableFormat::Headerless).bytes);
    }
    return 0;
}
