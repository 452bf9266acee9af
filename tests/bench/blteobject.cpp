#include "tests/bench/blteobject.h"

#include <algorithm>

namespace bench {

namespace {

constexpr std::size_t kPreamble = 12;
constexpr std::size_t kEntry = 24;

std::uint32_t bigEndian(std::span<const std::uint8_t> bytes)
{
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes)
        value = value << 8 | byte;
    return value;
}

} // namespace

std::vector<Chunk> readTable(const Read &read)
{
    std::array<std::uint8_t, kPreamble> preamble{};
    if (!read(preamble) || bigEndian(std::span(preamble).first(4)) != 0x424c5445)
        return {};
    std::vector<Chunk> chunks(bigEndian(std::span(preamble).subspan(9, 3)));
    std::vector<std::uint8_t> entries(chunks.size() * kEntry);
    if (!read(entries))
        return {};
    std::uint64_t encoded = kPreamble + entries.size();
    std::uint64_t decoded = 0;
    auto entry = std::span<const std::uint8_t>(entries);
    for (Chunk &chunk : chunks) {
        chunk = {encoded, decoded, bigEndian(entry.first(4)), bigEndian(entry.subspan(4, 4)), {}};
        std::copy_n(entry.begin() + 8, chunk.md5.size(), chunk.md5.begin());
        encoded += chunk.encodedSize;
        decoded += chunk.decodedSize;
        entry = entry.subspan(kEntry);
    }
    return chunks;
}

} // namespace bench
