#include "core/blte/digest.h"

#include "core/blte/hex.h"

#include <algorithm>

namespace blte {

namespace {

/// The low bytes of a number, the lowest first.
template <std::size_t Size>
void put(std::uint64_t number, std::uint8_t *out)
{
    for (std::size_t i = 0; i < Size; ++i)
        out[i] = static_cast<std::uint8_t>(number >> 8 * i);
}

} // namespace

/// Counts the bytes, and takes those that complete a block which was begun. What remains starts at a block,
/// or is empty.
Bytes Md5::begin(Bytes bytes)
{
    const auto begun = static_cast<std::size_t>(m_size % kMd5Block);
    m_size += bytes.size();
    if (begun == 0)
        return bytes;
    const Bytes part = bytes.first(std::min(bytes.size(), kMd5Block - begun));
    std::copy(part.begin(), part.end(), m_block.begin() + static_cast<std::ptrdiff_t>(begun));
    if (begun + part.size() == kMd5Block)
        hashMd5Blocks(m_state, m_block.data(), 1);
    return bytes.subspan(part.size());
}

void Md5::end(Bytes bytes)
{
    const std::size_t blocks = bytes.size() / kMd5Block;
    hashMd5Blocks(m_state, bytes.data(), blocks);
    const Bytes rest = bytes.subspan(blocks * kMd5Block);
    std::copy(rest.begin(), rest.end(), m_block.begin());
}

void Md5::update(Bytes bytes)
{
    end(begin(bytes));
}

void updateBoth(Md5 &first, Bytes bytes, Md5 &second, Bytes others)
{
    bytes = first.begin(bytes);
    others = second.begin(others);
    const std::size_t blocks = std::min(bytes.size(), others.size()) / kMd5Block;
    hashMd5Blocks(first.m_state, bytes.data(), second.m_state, others.data(), blocks);
    first.end(bytes.subspan(blocks * kMd5Block));
    second.end(others.subspan(blocks * kMd5Block));
}

/// RFC 1321, 3.1 and 3.2: one bit, zeros until 8 bytes of a block are left, and the message's length in bits.
Digest Md5::finish()
{
    std::array<std::uint8_t, kMd5Block + 8> padding{0x80};
    const auto zeros = static_cast<std::size_t>((2 * kMd5Block - 9 - m_size % kMd5Block) % kMd5Block);
    put<8>(m_size * 8, &padding[1 + zeros]);
    update(Bytes(padding).first(1 + zeros + 8));
    Digest digest;
    for (std::size_t i = 0; i < m_state.size(); ++i)
        put<4>(m_state[i], &digest[4 * i]);
    *this = Md5();
    return digest;
}

Digest md5(Bytes bytes)
{
    Md5 md5;
    md5.update(bytes);
    return md5.finish();
}

std::string toHex(const Digest &digest)
{
    return hexEncoded(digest, HexCase::Lower);
}

std::optional<Digest> digestFromHex(std::string_view hex)
{
    Digest digest;
    if (!hexDecode(hex, digest))
        return std::nullopt;
    return digest;
}

} // namespace blte
