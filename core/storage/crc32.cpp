#include "core/storage/crc32.h"

#include <libdeflate.h>
#include <zlib.h>

namespace storage {

std::uint32_t crc32(std::span<const std::uint8_t> bytes, std::uint32_t before)
{
    // libdeflate takes a null pointer as the wish for the initial value, so empty input never reaches it.
    return bytes.empty() ? before : libdeflate_crc32(before, bytes.data(), bytes.size());
}

std::uint32_t crc32Joined(std::uint32_t first, std::uint32_t second, std::uint64_t secondSize)
{
    return static_cast<std::uint32_t>(::crc32_combine(first, second, static_cast<z_off_t>(secondSize)));
}

} // namespace storage
