#pragma once

#include "core/blte/digest.h"

namespace blte {

/// Where decoded bytes go. Not owned by the decoder that writes to it.
class ByteSink
{
public:
    virtual ~ByteSink() = default;

    /// The next decoded bytes of the current chunk (of the file, for StreamDecoder), in order. Valid during the
    /// call only. False stops the decoder with FaultKind::SinkRefused.
    virtual bool write(Bytes bytes) = 0;
};

} // namespace blte
