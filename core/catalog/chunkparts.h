#pragma once

#include "core/blte/chunktable.h"
#include "core/error.h"
#include "core/source.h"

#include <vector>

namespace catalog {

/// Bytes of the file that an object decodes to.
struct DecodedRange
{
    std::uint64_t first = 0;
    std::uint64_t size = 0;
};

/// What of a chunk belongs to such a range. Bytes count from the chunk's first decoded one.
struct ChunkPart
{
    std::size_t chunk = 0;
    std::uint64_t first = 0;
    std::uint64_t size = 0;
    bool operator==(const ChunkPart &) const = default;
};

/// The parts that make up the range, in order. HeaderCorrupt when the file ends before, or of an object
/// without a table of chunks.
core::Result<std::vector<ChunkPart>> partsOf(const blte::ChunkTable &table, DecodedRange range);

/// Where the part lies in the object as it is, so that a server can be asked for nothing else: in a chunk of
/// mode N, behind its mode byte. The table tells no modes: a chunk of one byte more than it decodes to is
/// taken for one of mode N, and whoever reads the part has to prove it. Empty for what must be decoded.
std::optional<core::ByteRange> rawRange(const blte::ChunkTable &table, const ChunkPart &part);

/// Where the whole chunk lies; of a chunk that has no bytes, an empty range.
core::ByteRange encodedRange(const blte::Chunk &chunk);

/// Whether a chunk may be read into memory and decoded there: ObjectTooLarge, or HeaderCorrupt when so many
/// bytes cannot decode to what the table says.
core::Result<void> checkSizes(const blte::ChunkTable &table, std::size_t chunk);

} // namespace catalog
