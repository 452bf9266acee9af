#include "tests/bench/blteobject.h"

#include <nettle/md5.h>
#include <zlib.h>

#include <cstdio>

/// What the field's tools do after a download: read the object, and frame by frame MD5, inflate with zlib,
/// write; one thread. bench-wholeframe IN OUT.
namespace {

bool isIntact(const bench::Chunk &chunk, const std::uint8_t *encoded)
{
    md5_ctx md5;
    std::array<std::uint8_t, MD5_DIGEST_SIZE> digest{};
    md5_init(&md5);
    md5_update(&md5, chunk.encodedSize, encoded);
    md5_digest(&md5, digest.size(), digest.data());
    return digest == chunk.md5;
}

bool writeDecoded(const bench::Chunk &chunk, const std::uint8_t *encoded, std::vector<std::uint8_t> &room,
                  std::FILE *out)
{
    if (encoded[0] == 'N')
        return std::fwrite(encoded + 1, 1, chunk.decodedSize, out) == chunk.decodedSize;
    room.resize(chunk.decodedSize);
    uLongf size = chunk.decodedSize;
    return uncompress(room.data(), &size, encoded + 1, chunk.encodedSize - 1) == Z_OK &&
           size == chunk.decodedSize && std::fwrite(room.data(), 1, size, out) == size;
}

} // namespace

int main(int argc, char **argv)
{
    std::FILE *in = argc == 3 ? std::fopen(argv[1], "rb") : nullptr;
    std::FILE *out = in ? std::fopen(argv[2], "wb") : nullptr;
    if (!out)
        return 2;
    const auto chunks = bench::readTable([in](std::span<std::uint8_t> bytes) {
        return std::fread(bytes.data(), 1, bytes.size(), in) == bytes.size();
    });
    std::vector<std::uint8_t> encoded;
    std::vector<std::uint8_t> decoded;
    for (const bench::Chunk &chunk : chunks) {
        encoded.resize(chunk.encodedSize);
        if (std::fread(encoded.data(), 1, encoded.size(), in) != encoded.size() ||
            !isIntact(chunk, encoded.data()) || !writeDecoded(chunk, encoded.data(), decoded, out))
            return 3;
    }
    return chunks.empty() || std::fclose(out) != 0 ? 3 : 0;
}
