#include "core/catalog/chunkparts.h"

#include <algorithm>

namespace catalog {

namespace {

/// The largest known one holds the content pages of an encoding manifest: 107 MB.
constexpr std::uint64_t kLargestChunk = 256 << 20;

std::uint64_t endOf(const blte::Chunk &chunk)
{
    return chunk.decodedOffset + chunk.decodedSize;
}

} // namespace

core::Result<std::vector<ChunkPart>> partsOf(const blte::ChunkTable &table, DecodedRange range)
{
    const std::uint64_t size = table.kind() == blte::TableKind::Blte ? table.decodedSize() : 0;
    if (range.first > size || range.size > size - range.first) {
        return core::failure(core::ErrorKind::HeaderCorrupt,
                             QStringLiteral("has %1 bytes, and %2 from byte %3 on are wanted")
                                 .arg(size)
                                 .arg(range.size)
                                 .arg(range.first));
    }
    std::vector<ChunkPart> parts;
    const auto &chunks = table.chunks();
    auto chunk =
        std::upper_bound(chunks.begin(), chunks.end(), range.first,
                         [](std::uint64_t at, const blte::Chunk &other) { return at < endOf(other); });
    for (; range.size > 0; ++chunk) {
        const std::uint64_t first = range.first - chunk->decodedOffset;
        const std::uint64_t taken = std::min(range.size, chunk->decodedSize - first);
        if (taken > 0) // some chunks hold nothing
            parts.push_back({static_cast<std::size_t>(chunk - chunks.begin()), first, taken});
        range.first += taken;
        range.size -= taken;
    }
    return parts;
}

std::optional<core::ByteRange> rawRange(const blte::ChunkTable &table, const ChunkPart &part)
{
    constexpr std::uint64_t kModeByte = 1;
    const blte::Chunk &chunk = table[part.chunk];
    if (chunk.encodedSize != chunk.decodedSize + kModeByte)
        return std::nullopt;
    const std::uint64_t at = chunk.encodedOffset + kModeByte + part.first;
    const auto first = static_cast<qint64>(at);
    return core::ByteRange{first, first + static_cast<qint64>(part.size) - 1};
}

core::ByteRange encodedRange(const blte::Chunk &chunk)
{
    const auto first = static_cast<qint64>(chunk.encodedOffset);
    return {first, first + static_cast<qint64>(chunk.encodedSize) - 1};
}

core::Result<void> checkSizes(const blte::ChunkTable &table, std::size_t chunk)
{
    const blte::Chunk &row = table[chunk];
    if (row.encodedSize > kLargestChunk || row.decodedSize > kLargestChunk) {
        return core::failure(core::ErrorKind::ObjectTooLarge,
                             QStringLiteral("chunk %1 has %2 bytes that decode to %3, more than %4")
                                 .arg(chunk)
                                 .arg(row.encodedSize)
                                 .arg(row.decodedSize)
                                 .arg(kLargestChunk));
    }
    if (row.decodedSize > blte::mostDecoded(row.encodedSize)) {
        return core::failure(core::ErrorKind::HeaderCorrupt,
                             QStringLiteral("chunk %1 has %2 bytes, which cannot decode to %3")
                                 .arg(chunk)
                                 .arg(row.encodedSize)
                                 .arg(row.decodedSize));
    }
    return {};
}

} // namespace catalog
