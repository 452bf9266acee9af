#include "core/blte/lz4block.h"

#include <algorithm>

namespace blte {

namespace {

// A block is a row of sequences:
//   u8 token: high nibble literal length, low nibble match length − 4; 15 goes on in bytes until one is not
//   255 [literal length bytes] literals · u16 LE offset · [match length bytes]
// The last sequence ends after its literals.
constexpr std::uint8_t kMoreLength = 15;
constexpr std::uint8_t kMoreByte = 255;
constexpr std::uint64_t kShortestMatch = 4;
constexpr std::size_t kReach = 65536;

} // namespace

void Lz4Block::begin(std::uint64_t decodedSize)
{
    m_step = Step::Token;
    m_left = decodedSize;
    m_window = m_buffer.room(2 * kReach);
    m_filled = 0;
    m_flushed = 0;
}

Outcome Lz4Block::push(Bytes bytes, Output &output, std::size_t largestPiece)
{
    while (!bytes.empty()) {
        if (auto ok = step(bytes, output, largestPiece); !ok)
            return ok;
    }
    return flush(output, largestPiece);
}

/// Takes a byte or some literals off the front of `bytes`.
Outcome Lz4Block::step(Bytes &bytes, Output &output, std::size_t largestPiece)
{
    if (m_step == Step::Literals)
        return copyLiterals(bytes, output, largestPiece);
    const std::uint8_t byte = bytes.front();
    bytes = bytes.subspan(1);
    switch (m_step) {
    case Step::Token:
        return lengthsRead(byte);
    case Step::LiteralLength:
        m_literals += byte;
        if (byte != kMoreByte)
            m_step = Step::Literals;
        return checkLength(m_literals);
    case Step::OffsetLow:
        m_offset = byte;
        m_step = Step::OffsetHigh;
        return {};
    case Step::OffsetHigh:
        m_offset |= static_cast<std::size_t>(byte) << 8;
        if (m_offset == 0 || m_offset > m_filled)
            return failure(FaultKind::StreamCorrupt);
        if (m_match == kMoreLength + kShortestMatch) {
            m_step = Step::MatchLength;
            return {};
        }
        return copyMatch(output, largestPiece);
    case Step::MatchLength:
        m_match += byte;
        if (auto ok = checkLength(m_match); !ok || byte == kMoreByte)
            return ok;
        return copyMatch(output, largestPiece);
    case Step::Literals:
        break;
    }
    return {};
}

Outcome Lz4Block::lengthsRead(std::uint8_t token)
{
    m_literals = token >> 4;
    m_match = (token & 15) + kShortestMatch;
    if (m_literals == kMoreLength)
        m_step = Step::LiteralLength;
    else
        m_step = m_literals == 0 ? Step::OffsetLow : Step::Literals;
    return checkLength(m_literals);
}

/// Keeps lengths from growing beyond what the block may still give; a length of endless 255s ends here.
Outcome Lz4Block::checkLength(std::uint64_t length) const
{
    return length <= m_left ? Outcome() : failure(FaultKind::StreamCorrupt, m_left, length);
}

Outcome Lz4Block::copyLiterals(Bytes &bytes, Output &output, std::size_t largestPiece)
{
    if (auto ok = makeRoom(output, largestPiece); !ok)
        return ok;
    const auto count = static_cast<std::size_t>(
        std::min<std::uint64_t>(m_literals, std::min(bytes.size(), m_window.size() - m_filled)));
    std::copy_n(bytes.begin(), count, m_window.begin() + static_cast<std::ptrdiff_t>(m_filled));
    bytes = bytes.subspan(count);
    m_filled += count;
    m_left -= count;
    m_literals -= count;
    if (m_literals == 0)
        m_step = Step::OffsetLow;
    return {};
}

Outcome Lz4Block::copyMatch(Output &output, std::size_t largestPiece)
{
    if (auto ok = checkLength(m_match); !ok)
        return ok;
    m_left -= m_match;
    while (m_match > 0) {
        if (auto ok = makeRoom(output, largestPiece); !ok)
            return ok;
        const auto count =
            static_cast<std::size_t>(std::min<std::uint64_t>(m_match, m_window.size() - m_filled));
        for (std::size_t i = 0; i < count; ++i, ++m_filled) // byte by byte: source and target may overlap
            m_window[m_filled] = m_window[m_filled - m_offset];
        m_match -= count;
    }
    m_step = Step::Token;
    return {};
}

/// Room for at least one byte: gives away what was decoded, and keeps as much as a match can reach.
Outcome Lz4Block::makeRoom(Output &output, std::size_t largestPiece)
{
    if (m_filled < m_window.size())
        return {};
    if (auto ok = flush(output, largestPiece); !ok)
        return ok;
    std::copy(m_window.end() - static_cast<std::ptrdiff_t>(kReach), m_window.end(), m_window.begin());
    m_filled = m_flushed = kReach;
    return {};
}

Outcome Lz4Block::flush(Output &output, std::size_t largestPiece)
{
    const auto fresh = m_window.subspan(m_flushed, m_filled - m_flushed);
    m_flushed = m_filled;
    return output.write(fresh, largestPiece);
}

Outcome Lz4Block::finish() const
{
    if (m_step != Step::OffsetLow || m_left != 0)
        return failure(FaultKind::StreamCorrupt, 0, m_left);
    return {};
}

} // namespace blte
