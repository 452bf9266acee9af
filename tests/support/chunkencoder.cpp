#include "tests/support/chunkencoder.h"

#include "core/blte/endian.h"

#include <algorithm>
#include <array>
#include <lz4hc.h>

namespace support {

namespace {

constexpr int kBlockShift = 12; // small sub-blocks, so that small payloads have several

void appendLittleEndian(ByteVector &to, std::uint64_t value, int size)
{
    for (int i = 0; i < size; ++i)
        to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

ByteVector lz4Block(std::span<const std::uint8_t> bytes)
{
    const int size = static_cast<int>(bytes.size());
    std::vector<char> room(static_cast<std::size_t>(LZ4_compressBound(size)));
    static constexpr std::uint8_t kNothing = 0;
    const auto *in = reinterpret_cast<const char *>(bytes.empty() ? &kNothing : bytes.data());
    const int used =
        LZ4_compress_HC(in, room.data(), size, static_cast<int>(room.size()), LZ4HC_CLEVEL_DEFAULT);
    return {room.begin(), room.begin() + used};
}

/// Reading A: u8 version, u64 BE decoded size, u8 block shift, {u32 BE encoded size, block} …
ByteVector lz4SubBlocks(const ByteVector &payload)
{
    ByteVector data{1};
    blte::appendBigEndian<8>(data, payload.size());
    data.push_back(kBlockShift);
    for (std::size_t at = 0; at < payload.size(); at += 1u << kBlockShift) {
        const auto size = std::min<std::size_t>(1u << kBlockShift, payload.size() - at);
        const ByteVector block = lz4Block(std::span(payload).subspan(at, size));
        blte::appendBigEndian<4>(data, block.size());
        data.insert(data.end(), block.begin(), block.end());
    }
    return data;
}

/// Reading B: u64 LE decoded size, one block.
ByteVector lz4LittleEndian64(const ByteVector &payload)
{
    ByteVector data;
    appendLittleEndian(data, payload.size(), 8);
    const ByteVector block = lz4Block(payload);
    data.insert(data.end(), block.begin(), block.end());
    return data;
}

ByteVector nestedObject(const ByteVector &payload)
{
    const auto middle = payload.begin() + static_cast<std::ptrdiff_t>(payload.size() / 2);
    return buildObject({ChunkSpec{{payload.begin(), middle}, {}, {}, {}},
                        ChunkSpec{{middle, payload.end()}, {Encoding::Zlib, 6, {}}, {}, {}}})
        .bytes;
}

std::uint8_t modeByte(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Raw:
        return 'N';
    case Encoding::Zlib:
        return 'Z';
    case Encoding::Lz4SubBlocks:
    case Encoding::Lz4LittleEndian64:
        return '4';
    case Encoding::Nested:
        return 'F';
    }
    return 0;
}

} // namespace

ChunkEncoder::ChunkEncoder(const ChunkStyle &style, std::size_t index, Emit emit)
    : m_style(style)
    , m_emit(std::move(emit))
{
    if (style.encryption)
        beginEncryption(*style.encryption, index);
    if (style.encoding == Encoding::Zlib)
        deflateInit(&m_zlib, style.zlibLevel);
    const std::uint8_t mode = modeByte(style.encoding);
    out({&mode, 1});
}

ChunkEncoder::~ChunkEncoder()
{
    if (m_style.encoding == Encoding::Zlib)
        deflateEnd(&m_zlib);
}

void ChunkEncoder::beginEncryption(const Encryption &encryption, std::size_t index)
{
    ByteVector header{'E', 8};
    appendLittleEndian(header, static_cast<std::uint64_t>(encryption.keyName), 8);
    header.push_back(static_cast<std::uint8_t>(encryption.iv.size()));
    header.insert(header.end(), encryption.iv.begin(), encryption.iv.end());
    header.push_back('S');
    m_emit(header);

    std::array<std::uint8_t, SALSA20_NONCE_SIZE> nonce{};
    std::copy(encryption.iv.begin(), encryption.iv.end(), nonce.begin());
    for (std::size_t i = 0; i < 4; ++i)
        nonce[i] ^= static_cast<std::uint8_t>(index >> (8 * i));
    salsa20_128_set_key(&m_cipher, encryption.key.data());
    salsa20_set_nonce(&m_cipher, nonce.data());
}

void ChunkEncoder::out(std::span<const std::uint8_t> bytes)
{
    if (!m_style.encryption)
        return m_emit(bytes);
    m_plain.insert(m_plain.end(), bytes.begin(), bytes.end());
    outPlain(false);
}

void ChunkEncoder::outPlain(bool isLast)
{
    const std::size_t whole = isLast ? m_plain.size() : m_plain.size() - m_plain.size() % SALSA20_BLOCK_SIZE;
    if (whole == 0)
        return;
    salsa20_crypt(&m_cipher, whole, m_plain.data(), m_plain.data());
    m_emit(std::span(m_plain).first(whole));
    m_plain.erase(m_plain.begin(), m_plain.begin() + static_cast<std::ptrdiff_t>(whole));
}

void ChunkEncoder::push(std::span<const std::uint8_t> bytes)
{
    if (m_style.encoding == Encoding::Raw)
        out(bytes);
    else if (m_style.encoding == Encoding::Zlib)
        deflatePiece(bytes, Z_NO_FLUSH);
    else
        m_gathered.insert(m_gathered.end(), bytes.begin(), bytes.end());
}

void ChunkEncoder::deflatePiece(std::span<const std::uint8_t> bytes, int flush)
{
    std::array<std::uint8_t, 16384> room;
    m_zlib.next_in = const_cast<Bytef *>(bytes.data()); // zlib reads only
    m_zlib.avail_in = static_cast<uInt>(bytes.size());
    do {
        m_zlib.next_out = room.data();
        m_zlib.avail_out = static_cast<uInt>(room.size());
        deflate(&m_zlib, flush);
        out(std::span(room).first(room.size() - m_zlib.avail_out));
    } while (m_zlib.avail_out == 0);
}

void ChunkEncoder::finish()
{
    if (m_style.encoding == Encoding::Zlib)
        deflatePiece({}, Z_FINISH);
    else if (m_style.encoding == Encoding::Lz4SubBlocks)
        out(lz4SubBlocks(m_gathered));
    else if (m_style.encoding == Encoding::Lz4LittleEndian64)
        out(lz4LittleEndian64(m_gathered));
    else if (m_style.encoding == Encoding::Nested)
        out(nestedObject(m_gathered));
    outPlain(true);
}

} // namespace support
