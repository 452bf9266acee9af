#pragma once

#include "core/blte/output.h"

namespace blte {

/// How the blocks of a mode 4 chunk lie in its data. Sources give layouts that contradict each other, and no
/// real sample is public (README.md, "Mode 4").
struct Lz4Layout
{
    enum class Reading : std::uint8_t {
        SubBlocks,      ///< A: u8 version, u64 BE decoded size, u8 block shift, then {u32 BE size, block} …
        LittleEndian64, ///< B: u64 LE decoded size, one block
        SizePair,       ///< C: u32 LE decoded size, u32 LE encoded size, one block
        LittleEndian32, ///< E: u32 LE decoded size, one block
    };

    /// As many bytes of the data (mode byte excluded) as any layout needs to be told.
    static constexpr std::size_t kHead = 10;

    Reading reading{};
    std::size_t headSize = 0;   ///< bytes before the first block
    std::uint64_t subBlock = 0; ///< decoded size of a full sub-block; SubBlocks only
};

/// Which layout the first bytes speak of, judged by the size field that must equal `decodedSize`. `dataSize`
/// is that of all the data. Lz4Ambiguous when none does, or when a size is not known.
tl::expected<Lz4Layout, Fault> lz4Layout(Bytes head, std::uint64_t dataSize, std::uint64_t decodedSize);

} // namespace blte
