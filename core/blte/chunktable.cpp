#include "core/blte/chunktable.h"

#include <algorithm>

namespace blte {

namespace {

constexpr std::uint64_t kHeaderlessSize = 8; // 'BLTE' and a headerSize of 0
// A match of 258 bytes takes two bits at least.
constexpr std::uint64_t kDensest = 1032;

} // namespace

std::uint64_t mostDecoded(std::uint64_t encodedSize)
{
    return encodedSize > kUnknownSize / kDensest ? kUnknownSize : encodedSize * kDensest;
}

ChunkTable ChunkTable::fromHeader(std::uint64_t headerSize, std::uint8_t format, const Digest &headerMd5,
                                  std::vector<Chunk> chunks, std::vector<Digest> decodedMd5s)
{
    ChunkTable table;
    table.m_kind = TableKind::Blte;
    table.m_format = format;
    table.m_headerSize = headerSize;
    table.m_headerMd5 = headerMd5;
    // Sizes are u32 and at most 2^24 of them: the 64-bit sums cannot overflow.
    std::uint64_t encoded = headerSize;
    std::uint64_t decoded = 0;
    for (Chunk &chunk : chunks) {
        chunk.encodedOffset = encoded;
        chunk.decodedOffset = decoded;
        encoded += chunk.encodedSize;
        decoded += chunk.decodedSize;
    }
    table.m_encodedSize = encoded;
    table.m_decodedSize = decoded;
    table.m_chunks = std::move(chunks);
    table.m_decodedMd5s = std::move(decodedMd5s);
    return table;
}

ChunkTable ChunkTable::headerless(std::uint64_t encodedSize, const EncodingKey *key)
{
    ChunkTable table;
    table.m_kind = TableKind::Headerless;
    table.m_headerSize = kHeaderlessSize;
    table.m_encodedSize = encodedSize;
    table.m_decodedSize = kUnknownSize;
    Chunk chunk;
    chunk.encodedOffset = kHeaderlessSize;
    chunk.encodedSize =
        encodedSize == kUnknownSize ? kUnknownSize : encodedSize - std::min(encodedSize, kHeaderlessSize);
    chunk.decodedSize = kUnknownSize;
    if (key) {
        chunk.md5 = key->digest;
        chunk.hasMd5 = true;
    }
    table.m_chunks.push_back(chunk);
    return table;
}

ChunkTable ChunkTable::plain(std::uint64_t size, std::uint64_t pieceSize)
{
    ChunkTable table;
    table.m_kind = TableKind::Plain;
    table.m_encodedSize = size;
    table.m_decodedSize = size;
    if (size == kUnknownSize || pieceSize == 0)
        pieceSize = size;
    for (std::uint64_t offset = 0; offset < size; offset += pieceSize) {
        Chunk piece;
        piece.encodedOffset = piece.decodedOffset = offset;
        piece.encodedSize = piece.decodedSize = std::min(pieceSize, size - offset);
        table.m_chunks.push_back(piece);
        if (pieceSize >= size - offset)
            break; // the last; offset + pieceSize might overflow
    }
    return table;
}

ChunkTable ChunkTable::encoded(const ChunkTable &of, const EncodingKey &key)
{
    ChunkTable table;
    table.m_kind = TableKind::Encoded;
    table.m_encodedSize = table.m_decodedSize = of.m_encodedSize;
    table.m_headerMd5 = key.digest;
    const bool hasHeader = of.m_kind == TableKind::Blte;
    Chunk first;
    first.encodedSize = first.decodedSize = hasHeader ? of.m_headerSize : of.m_encodedSize;
    first.md5 = key.digest;
    first.hasMd5 = true;
    table.m_chunks.reserve(hasHeader ? of.size() + 1 : 1);
    table.m_chunks.push_back(first);
    for (std::size_t i = 0; hasHeader && i < of.size(); ++i) {
        Chunk piece = of[i];
        piece.decodedOffset = piece.encodedOffset;
        piece.decodedSize = piece.encodedSize;
        table.m_chunks.push_back(piece);
    }
    return table;
}

const Digest *ChunkTable::decodedMd5(std::size_t index) const
{
    return index < m_decodedMd5s.size() ? &m_decodedMd5s[index] : nullptr;
}

} // namespace blte
