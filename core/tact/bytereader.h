#pragma once

#include "core/blte/digest.h"
#include "core/blte/endian.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace tact {

/// Of the keys in every manifest, in bytes.
inline constexpr std::size_t kKeySize = sizeof(blte::Digest);

/// Views the bytes that the caller keeps.
inline std::string_view textOf(blte::Bytes bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

/// Walks over bytes that somebody else keeps. Never reads past their end: what would lie behind it is zero or
/// empty, and isShort() is true from then on, so that it is enough to ask once after several reads.
class ByteReader
{
public:
    explicit ByteReader(blte::Bytes bytes)
        : m_bytes(bytes)
    {
    }

    /// The next `size` bytes; empty when there are not that many.
    blte::Bytes take(std::size_t size)
    {
        m_isShort = m_isShort || size > remaining();
        if (m_isShort)
            return {};
        m_at += size;
        return m_bytes.subspan(m_at - size, size);
    }

    /// Unsigned numbers of 0 to 8 bytes.
    std::uint64_t bigEndian(std::size_t size) { return blte::readBigEndian(take(size)); }
    std::uint8_t u8() { return static_cast<std::uint8_t>(bigEndian(1)); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(bigEndian(2)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(bigEndian(4)); }
    std::uint64_t u40() { return bigEndian(5); }
    std::uint32_t u32LittleEndian()
    {
        const blte::Bytes bytes = take(4);
        return bytes.empty() ? 0 : static_cast<std::uint32_t>(blte::readLittleEndian<4>(bytes.data()));
    }

    /// A key or a hash of up to 16 bytes; shorter ones are filled up with zeros.
    blte::Digest digest(std::size_t size = sizeof(blte::Digest))
    {
        blte::Digest digest{};
        const blte::Bytes bytes = take(size);
        std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()), digest.begin());
        return digest;
    }

    /// Up to a zero byte, which is taken too and not part of it. With the zero byte `most` bytes: where
    /// strings are found by offsets, many hostile ones could share one that is as long as the file.
    std::string_view cString(std::size_t most = std::numeric_limits<std::size_t>::max())
    {
        const blte::Bytes rest = m_bytes.subspan(m_at, std::min(most, remaining()));
        const auto end = std::find(rest.begin(), rest.end(), std::uint8_t{0});
        m_isShort = m_isShort || end == rest.end();
        if (m_isShort)
            return {};
        const auto size = static_cast<std::size_t>(end - rest.begin());
        m_at += size + 1;
        return {reinterpret_cast<const char *>(rest.data()), size};
    }

    bool isShort() const { return m_isShort; }
    std::size_t at() const { return m_at; }
    std::size_t remaining() const { return m_bytes.size() - m_at; }

private:
    blte::Bytes m_bytes;
    std::size_t m_at = 0;
    bool m_isShort = false;
};

} // namespace tact
