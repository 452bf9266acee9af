#include "core/transfer/chunkproof.h"

#include "core/storage/crc32.h"

#include <algorithm>
#include <array>
#include <vector>

namespace transfer {

namespace {

constexpr std::size_t kSlice = 256u << 10;

struct Sums
{
    blte::Digest md5{};
    std::uint32_t crc = 0;
};

/// Of the chunk's decoded bytes, behind the mode byte where `isStored`; empty when they are not there.
std::optional<Sums> sumsOf(const storage::PartialDownload &partial, const blte::Chunk &chunk, bool isStored)
{
    blte::Md5 md5;
    Sums sums;
    if (isStored)
        md5.update(std::array{storage::Spool::kStored});
    std::vector<std::uint8_t> slice(std::min<std::uint64_t>(kSlice, chunk.decodedSize));
    for (std::uint64_t done = 0; done < chunk.decodedSize;) {
        const auto part =
            std::span(slice).first(std::min<std::uint64_t>(slice.size(), chunk.decodedSize - done));
        const auto got = partial.part().read(chunk.decodedOffset + done, part);
        if (!got || static_cast<std::size_t>(*got) != part.size())
            return std::nullopt;
        md5.update(part);
        sums.crc = storage::crc32(part, sums.crc);
        done += part.size();
    }
    sums.md5 = md5.finish();
    return sums;
}

/// Empty when nothing in the table can prove its decoded bytes.
std::optional<blte::Digest> digestOf(const blte::ChunkTable &table, std::size_t index, bool isStored)
{
    const blte::Chunk &chunk = table[index];
    if (const blte::Digest *decoded = table.decodedMd5(index); decoded && !isStored)
        return *decoded;
    const bool isItself = isStored || chunk.encodedSize == chunk.decodedSize;
    return chunk.hasMd5 && isItself ? std::optional(chunk.md5) : std::nullopt;
}

} // namespace

core::Result<QBitArray> proveChunks(storage::PartialDownload &partial, const blte::ChunkTable &table,
                                    const QBitArray &doubtful, Evidence evidence)
{
    QBitArray proven(doubtful.size());
    const std::size_t chunks = std::min(table.size(), static_cast<std::size_t>(doubtful.size()));
    for (std::size_t i = 0; i < chunks; ++i) {
        const blte::Chunk &chunk = table[i];
        if (!doubtful.testBit(static_cast<qsizetype>(i)) || chunk.decodedSize == blte::kUnknownSize)
            continue;
        const bool isStored =
            table.kind() == blte::TableKind::Blte && chunk.encodedSize == chunk.decodedSize + 1;
        const auto digest = digestOf(table, i, isStored);
        if (!digest && evidence == Evidence::ChunkDigests)
            continue;
        const auto sums = sumsOf(partial, chunk, isStored);
        if (!sums || (digest && sums->md5 != *digest))
            continue;
        const storage::ChunkNote note{static_cast<quint32>(i), sums->crc, chunk.decodedOffset,
                                      chunk.decodedSize, false};
        if (auto ok = partial.journal().chunkFinished(note); !ok)
            return tl::unexpected(ok.error());
        proven.setBit(static_cast<qsizetype>(i));
    }
    return proven;
}

} // namespace transfer
