#pragma once

#include "core/blte/bytesink.h"
#include "core/blte/fault.h"

#include <tl/expected.hpp>

namespace blte {

/// What the inner parts of the decoder return. They leave Fault::chunk alone; ChunkDecoder fills it in.
using Outcome = tl::expected<void, Fault>;

inline tl::unexpected<Fault> failure(FaultKind kind, std::uint64_t expected = 0, std::uint64_t found = 0)
{
    return tl::unexpected(Fault{kind, -1, expected, found});
}

/// The decoded side of one chunk. Holds every byte against the table's size before the sink sees it, which is
/// what stops decompression bombs.
class Output
{
public:
    /// `decodedSize` may be kUnknownSize.
    void begin(ByteSink &sink, std::uint64_t decodedSize);

    /// The next decoded bytes, handed on in pieces of at most `largestPiece`.
    Outcome write(Bytes bytes, std::size_t largestPiece);
    /// No more bytes will come: DecodedSizeWrong when some are missing.
    Outcome finish();

    std::uint64_t given() const { return m_given; }

private:
    ByteSink *m_sink = nullptr;
    std::uint64_t m_decodedSize = 0;
    std::uint64_t m_given = 0;
};

} // namespace blte
