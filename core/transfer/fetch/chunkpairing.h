#pragma once

#include "core/blte/chunkdecoder.h"

#include <algorithm>

namespace transfer {

/// A chunk that waits is lost in a kill: two of this size cost no more than one on the fast path at most.
inline constexpr std::uint64_t kLargestPaired = 512u << 10;

/// Whether a chunk may be hashed together with its neighbour: it is small, decoded whole, and hashed at all.
constexpr bool isPairable(const blte::Chunk &chunk, const blte::Limits &limits)
{
    return chunk.hasMd5 && chunk.encodedSize > 0 &&
           chunk.encodedSize <= std::min<std::uint64_t>(kLargestPaired, limits.wholeEncoded) &&
           chunk.decodedSize <= limits.wholeDecoded;
}

} // namespace transfer
