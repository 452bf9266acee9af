#pragma once

#include "core/blte/buffer.h"
#include "core/blte/output.h"

namespace blte {

/// Decodes one LZ4 block (lz4_Block_format.md) that comes in any split, in bounded memory: matches reach back
/// at most 65,535 bytes, so a window of twice that is all a block of any size needs. (The library decodes
/// whole blocks only.)
class Lz4Block
{
public:
    /// A block begins that must decode to exactly `decodedSize` bytes.
    void begin(std::uint64_t decodedSize);
    Outcome push(Bytes bytes, Output &output, std::size_t largestPiece);
    /// StreamCorrupt when this is not a block's end.
    Outcome finish() const;

private:
    Outcome step(Bytes &bytes, Output &output, std::size_t largestPiece);
    Outcome lengthsRead(std::uint8_t token);
    Outcome copyLiterals(Bytes &bytes, Output &output, std::size_t largestPiece);
    Outcome copyMatch(Output &output, std::size_t largestPiece);
    Outcome checkLength(std::uint64_t length) const;
    Outcome makeRoom(Output &output, std::size_t largestPiece);
    Outcome flush(Output &output, std::size_t largestPiece);

    enum class Step : std::uint8_t { Token, LiteralLength, Literals, OffsetLow, OffsetHigh, MatchLength };

    Step m_step = Step::Token;
    std::uint64_t m_literals = 0; ///< literals of this sequence still to come
    std::uint64_t m_match = 0;    ///< length of this sequence's match
    std::size_t m_offset = 0;
    std::uint64_t m_left = 0; ///< decoded bytes that the block still owes
    Buffer m_buffer;
    std::span<std::uint8_t> m_window; ///< what was decoded last
    std::size_t m_filled = 0;         ///< bytes in it
    std::size_t m_flushed = 0;        ///< of these, how many the output has
};

} // namespace blte
