#pragma once

#include <cstdint>
#include <span>

namespace storage {

/// CRC-32 (IEEE, as in zlib and gzip). `crc32(b, crc32(a))` is that of a followed by b.
std::uint32_t crc32(std::span<const std::uint8_t> bytes, std::uint32_t before = 0);

/// Of a followed by b, from `first` = crc32(a) and `second` = crc32(b), of which the size is known.
std::uint32_t crc32Joined(std::uint32_t first, std::uint32_t second, std::uint64_t secondSize);

} // namespace storage
