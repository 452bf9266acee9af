#pragma once

#include "core/blte/digest.h"

#include <algorithm>
#include <string_view>
#include <vector>

/// Bytes of the network's formats, made by hand. Apart from core/tact on purpose: what one writes must not be
/// read by the same code.
namespace support {

using ByteVector = std::vector<std::uint8_t>;

class ByteBuilder
{
public:
    ByteBuilder &big(std::uint64_t number, std::size_t size)
    {
        for (std::size_t i = size; i > 0; --i)
            m_bytes.push_back(static_cast<std::uint8_t>(number >> 8 * (i - 1)));
        return *this;
    }
    ByteBuilder &little(std::uint64_t number, std::size_t size)
    {
        for (std::size_t i = 0; i < size; ++i)
            m_bytes.push_back(static_cast<std::uint8_t>(number >> 8 * i));
        return *this;
    }
    ByteBuilder &text(std::string_view text)
    {
        return bytes({reinterpret_cast<const std::uint8_t *>(text.data()), text.size()});
    }
    ByteBuilder &bytes(blte::Bytes bytes)
    {
        // insert() makes g++ 12 warn of an overflow that is none
        const std::size_t before = m_bytes.size();
        m_bytes.resize(before + bytes.size());
        std::copy(bytes.begin(), bytes.end(), m_bytes.begin() + static_cast<std::ptrdiff_t>(before));
        return *this;
    }
    ByteBuilder &cString(std::string_view string) { return text(string).big(0, 1); }
    ByteBuilder &zeros(std::size_t count)
    {
        m_bytes.resize(m_bytes.size() + count);
        return *this;
    }
    /// Zeros up to a multiple of `size`.
    ByteBuilder &padTo(std::size_t size) { return zeros((size - m_bytes.size() % size) % size); }
    ByteBuilder &md5Of(blte::Bytes bytes, std::size_t size = 16)
    {
        return this->bytes(blte::Bytes(blte::md5(bytes)).first(size));
    }

    std::size_t size() const { return m_bytes.size(); }
    const ByteVector &done() const { return m_bytes; }

private:
    ByteVector m_bytes;
};

/// A key whose first bytes are `number`: ascending numbers are ascending keys.
inline blte::Digest keyOf(std::uint64_t number)
{
    blte::Digest key;
    key.fill(0xA5);
    for (std::size_t i = 0; i < 8; ++i)
        key[i] = static_cast<std::uint8_t>(number >> 8 * (7 - i));
    return key;
}

} // namespace support
