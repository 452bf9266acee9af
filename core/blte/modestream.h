#pragma once

#include "core/blte/output.h"
#include "core/blte/workspace.h"

namespace blte {

/// One encoding mode as a stream: a chunk's data (mode byte excluded) in at any split, decoded bytes out at
/// the Output. One object serves chunk after chunk; after a fault only open() is allowed.
class ModeStream
{
public:
    virtual ~ModeStream() = default;

    /// A chunk begins. `dataSize` bytes will come, or kUnknownSize.
    virtual Outcome open(std::uint64_t dataSize) = 0;
    virtual Outcome push(Bytes bytes) = 0;
    /// The chunk's last byte was pushed.
    virtual Outcome finish() = 0;
};

} // namespace blte
