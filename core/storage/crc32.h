#pragma once

#include <cstdint>
#include <span>

namespace storage {

/// CRC-32 (IEEE, as in zlib and gzip). `crc32(b, crc32(a))` is that of a followed by b.
std::uint32_t crc32(std::span<const std::uint8_t> bytes, std::uint32_t before = 0);

} // namespace storage
