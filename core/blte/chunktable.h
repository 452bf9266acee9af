#pragma once

#include "core/blte/keys.h"

#include <limits>
#include <vector>

namespace blte {

inline constexpr std::uint64_t kUnknownSize = std::numeric_limits<std::uint64_t>::max();

/// One row of the map of a file. Offsets are absolute: encoded from the first byte of the object (header
/// included), decoded from the first byte of the file.
struct Chunk
{
    std::uint64_t encodedOffset = 0;
    std::uint64_t decodedOffset = 0;
    std::uint64_t encodedSize =
        0; ///< mode byte included; kUnknownSize only for a headerless object of unknown length
    std::uint64_t decodedSize = 0; ///< kUnknownSize for a headerless object
    Digest md5{};                  ///< of the encoded bytes, mode byte included; see hasMd5
    bool hasMd5 = false;
};

/// The most that so many encoded bytes decode to, in whatever mode: deflate, the densest, makes 1,032 bytes
/// of one. kUnknownSize of an unknown size.
std::uint64_t mostDecoded(std::uint64_t encodedSize);

enum class TableKind : std::uint8_t {
    Blte,       ///< a real chunk table, format 0x0F or 0x10
    Headerless, ///< BLTE with headerSize 0: one chunk from byte 8 to the end
    Plain,      ///< not BLTE: equal pieces, encoded = decoded, no checksum
    Encoded, ///< a BLTE object that is kept as it is: header and chunks are pieces of the file, each with its
             ///< MD5
};

/// The map of a whole file. Immutable once built; share it between threads by shared_ptr<const ChunkTable>.
class ChunkTable
{
public:
    /// From a parsed header. `decodedMd5s` is empty or one per chunk (table format 0x10, optional evidence).
    static ChunkTable fromHeader(std::uint64_t headerSize, std::uint8_t format, const Digest &headerMd5,
                                 std::vector<Chunk> chunks, std::vector<Digest> decodedMd5s);
    /// `encodedSize` is that of the whole object, 8 header bytes included, or kUnknownSize. With a key, the
    /// one chunk has an md5 that covers the 8 header bytes too (README.md, "Hashes"), which ChunkDecoder
    /// knows from kind() and reproduces.
    static ChunkTable headerless(std::uint64_t encodedSize, const EncodingKey *key);
    /// A plain file of `size` bytes in pieces of `pieceSize`; the last may be shorter. size 0 gives no
    /// pieces.
    static ChunkTable plain(std::uint64_t size, std::uint64_t pieceSize);

    /// The table of the object itself, encoded = decoded: the header, if `of` has one, and each of its chunks
    /// are pieces of the file. Of a headerless object `key` proves the only piece.
    static ChunkTable encoded(const ChunkTable &of, const EncodingKey &key);

    TableKind kind() const { return m_kind; }
    std::uint8_t format() const { return m_format; } ///< 0x0F or 0x10 for Blte, otherwise 0
    std::uint64_t headerSize() const
    {
        return m_headerSize;
    } ///< bytes before the first chunk: 12+24n, 12+40n, 8 or 0
    const Digest &headerMd5() const
    {
        return m_headerMd5;
    } ///< the encoding key, for Blte and Encoded; zero otherwise
    std::size_t size() const { return m_chunks.size(); }
    const Chunk &operator[](std::size_t index) const { return m_chunks[index]; }
    const std::vector<Chunk> &chunks() const { return m_chunks; }
    const Digest *decodedMd5(std::size_t index) const; ///< null unless format 0x10
    std::uint64_t encodedSize() const
    {
        return m_encodedSize;
    } ///< whole object, header included; may be kUnknownSize
    std::uint64_t decodedSize() const { return m_decodedSize; } ///< whole file; may be kUnknownSize

private:
    TableKind m_kind = TableKind::Plain;
    std::uint8_t m_format = 0;
    std::uint64_t m_headerSize = 0;
    std::uint64_t m_encodedSize = 0;
    std::uint64_t m_decodedSize = 0;
    Digest m_headerMd5{};
    std::vector<Chunk> m_chunks;
    std::vector<Digest> m_decodedMd5s;
};

} // namespace blte
