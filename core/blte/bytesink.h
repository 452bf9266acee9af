#pragma once

#include "core/blte/digest.h"

namespace blte {

/// Where decoded bytes go. Not owned by the decoder that writes to it.
class ByteSink
{
public:
    virtual ~ByteSink() = default;

    /// The next decoded bytes of the current chunk (of the file, for StreamDecoder), in order. Valid during
    /// the call only. False stops the decoder with FaultKind::SinkRefused.
    virtual bool write(Bytes bytes) = 0;
    /// The next `size` bytes are zeros, in place of a locked chunk. A sink that can leave a hole does so.
    virtual bool writeZeros(std::uint64_t size);
    /// Forgets the last `size` bytes that were written, because their key turned out to be wrong. False: they
    /// are gone for good, as on a pipe.
    virtual bool takeBack(std::uint64_t size);
};

} // namespace blte
