#pragma once

#include "core/blte/output.h"
#include "core/blte/workspace.h"

namespace blte {

/// The layouts that sources give for mode 4 (format reference 2.4). No real sample is public.
enum class Lz4Reading : std::uint8_t {
    SubBlocks,      ///< A: u8 version, u64 BE decoded size, u8 block shift, then {u32 BE size, block} …
    LittleEndian64, ///< B: u64 LE decoded size, one block
    SizePair,       ///< C: u32 LE decoded size, u32 LE encoded size, one block
    LittleEndian32, ///< E: u32 LE decoded size, one block
};

struct Lz4Layout
{
    /// As many bytes of the chunk's data (mode byte excluded) as any layout needs to be told.
    static constexpr std::size_t kHead = 10;

    Lz4Reading reading{};
    std::size_t headSize = 0;   ///< bytes before the first block
    std::uint64_t subBlock = 0; ///< decoded size of a full sub-block; SubBlocks only
};

/// Which layout the first bytes of `data` speak of, judged by the size field that must equal `decodedSize`.
/// `dataSize` is the size of all the data. Lz4Ambiguous when none does, or when the size is not known.
tl::expected<Lz4Layout, Fault> lz4Layout(Bytes head, std::uint64_t dataSize, std::uint64_t decodedSize);

/// Decodes one block to exactly `out.size()` bytes.
Outcome decodeLz4Block(Bytes block, std::span<std::uint8_t> out);

/// Decodes all of a chunk's data (mode byte excluded) to context.workspace.decoded.
tl::expected<Bytes, Fault> decodeLz4(Bytes data, ChunkContext &context);

} // namespace blte
