#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace blte {

/// Reads an unsigned number of 0 to 8 bytes, most significant first.
constexpr std::uint64_t readBigEndian(std::span<const std::uint8_t> bytes)
{
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes)
        value = value << 8 | byte;
    return value;
}

/// Reads an unsigned number of `Count` bytes, most significant first (the container's order).
template <std::size_t Count>
constexpr std::uint64_t readBigEndian(const std::uint8_t *bytes)
{
    static_assert(Count >= 1 && Count <= 8);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < Count; ++i)
        value = value << 8 | bytes[i];
    return value;
}

/// Appends one, the same way.
template <std::size_t Count>
void appendBigEndian(std::vector<std::uint8_t> &bytes, std::uint64_t value)
{
    static_assert(Count >= 1 && Count <= 8);
    for (std::size_t i = Count; i > 0; --i)
        bytes.push_back(static_cast<std::uint8_t>(value >> (8 * (i - 1))));
}

/// Reads one, least significant first (key names, some lz4 readings).
template <std::size_t Count>
constexpr std::uint64_t readLittleEndian(const std::uint8_t *bytes)
{
    static_assert(Count >= 1 && Count <= 8);
    std::uint64_t value = 0;
    for (std::size_t i = Count; i > 0; --i)
        value = value << 8 | bytes[i - 1];
    return value;
}

} // namespace blte
