#pragma once

#include "core/blte/chunktable.h"
#include "tests/support/payload.h"

#include <filesystem>
#include <optional>

namespace support {

using ByteVector = std::vector<std::uint8_t>;

/// Wraps a chunk in mode E (Salsa20). The IV has 4 or 8 bytes.
struct Encryption
{
    blte::KeyName keyName{};
    blte::Key key{};
    ByteVector iv{1, 2, 3, 4};
};

/// How a chunk is written. The lz4 layouts are readings A and B of core/blte/README.md, "Mode 4".
enum class Encoding : std::uint8_t { Raw, Zlib, Lz4SubBlocks, Lz4LittleEndian64, Nested };

struct ChunkStyle
{
    Encoding encoding = Encoding::Raw;
    int zlibLevel = 6;
    std::optional<Encryption> encryption = {};
};

enum class TableFormat : std::uint8_t {
    Normal,         ///< 0x0F
    WithDecodedMd5, ///< 0x10
    Headerless,     ///< exactly one chunk
};

/// A chunk of an object that is built in memory.
struct ChunkSpec
{
    ByteVector payload; ///< decoded
    ChunkStyle style;
    std::optional<ByteVector> encoded = {};        ///< stands for the whole encoded chunk, mode byte included
    std::optional<std::uint32_t> decodedSize = {}; ///< what the table says, when that shall be a lie
};

struct BuiltObject
{
    ByteVector bytes;
    ByteVector payload; ///< what it decodes to
    blte::EncodingKey encodingKey;
    blte::ContentKey contentKey;
    blte::ChunkTable table;
};

BuiltObject buildObject(const std::vector<ChunkSpec> &chunks, TableFormat format = TableFormat::Normal);
/// One chunk per `chunkSize` bytes of `payload`, all in one style.
BuiltObject buildObject(std::span<const std::uint8_t> payload, std::size_t chunkSize, const ChunkStyle &style,
                        TableFormat format = TableFormat::Normal);
/// The encoded bytes of one chunk, mode byte included; `index` is part of the E nonce. Mode F wraps an object
/// of two chunks, N and Z.
ByteVector encodeChunk(const ByteVector &payload, const ChunkStyle &style, std::size_t index);

/// A chunk of an object that is written to a file.
struct ChunkPlan
{
    std::uint32_t decodedSize = 0;
    ChunkStyle style;
};

struct WrittenObject
{
    blte::EncodingKey encodingKey;
    blte::ContentKey contentKey;
    blte::ChunkTable table;
};

/// `size` bytes in chunks of `chunkSize`, the last may be shorter.
std::vector<ChunkPlan> evenChunks(std::uint64_t size, std::uint32_t chunkSize, const ChunkStyle &style);

/// Writes an object with a table piece by piece: memory depends neither on file nor on chunk size (lz4 and
/// nested chunks excepted). Empty when the file cannot be written.
std::optional<WrittenObject> writeObject(const std::filesystem::path &path,
                                         const std::vector<ChunkPlan> &chunks, const PayloadSource &source,
                                         TableFormat format = TableFormat::Normal);

} // namespace support
