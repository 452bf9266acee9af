#include "tests/support/payload.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace support {

namespace {

/// SplitMix64 as a function of position, so that any part of the file can be made on its own.
std::uint64_t scrambled(std::uint64_t seed, std::uint64_t position)
{
    std::uint64_t z = seed + (position + 1) * 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

using Word = std::array<std::uint8_t, 8>;

Word wordAt(std::uint64_t seed, std::uint64_t position)
{
    std::uint64_t value = scrambled(seed, position);
    Word word{};
    for (std::uint8_t &byte : word) {
        byte = static_cast<std::uint8_t>(value);
        value >>= 8;
    }
    return word;
}

/// `wordsPerValue` 8-byte words in a row share a value.
void fill(std::uint64_t seed, std::uint64_t wordsPerValue, std::uint64_t offset, std::span<std::uint8_t> out)
{
    while (!out.empty()) {
        const Word word = wordAt(seed, offset / 8 / wordsPerValue);
        const auto skipped = static_cast<std::size_t>(offset % 8);
        const std::size_t count = std::min(word.size() - skipped, out.size());
        std::memcpy(out.data(), word.data() + skipped, count);
        offset += count;
        out = out.subspan(count);
    }
}

} // namespace

PayloadSource noise(std::uint64_t seed)
{
    return [seed](std::uint64_t offset, std::span<std::uint8_t> out) { fill(seed, 1, offset, out); };
}

PayloadSource repetitive(std::uint64_t seed)
{
    return [seed](std::uint64_t offset, std::span<std::uint8_t> out) { fill(seed, 8, offset, out); };
}

std::vector<std::uint8_t> payload(const PayloadSource &source, std::size_t size)
{
    std::vector<std::uint8_t> bytes(size);
    source(0, bytes);
    return bytes;
}

} // namespace support
