#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

/// The least that a program must know of BLTE, so that what Sluice is measured against shares nothing with
/// it. Only for our own objects: trusts what it reads.
namespace bench {

struct Chunk
{
    std::uint64_t encodedOffset = 0; ///< in the object
    std::uint64_t decodedOffset = 0;
    std::uint32_t encodedSize = 0;
    std::uint32_t decodedSize = 0;
    std::array<std::uint8_t, 16> md5{};
};

/// Fills the span with the next bytes of the object; false when there are no more.
using Read = std::function<bool(std::span<std::uint8_t>)>;

/// Empty when there is no table.
std::vector<Chunk> readTable(const Read &read);

} // namespace bench
