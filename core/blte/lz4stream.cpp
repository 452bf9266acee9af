#include "core/blte/lz4stream.h"

#include "core/blte/endian.h"

#include <algorithm>

namespace blte {

Lz4Stream::Lz4Stream(ChunkContext &context, Output &output)
    : m_context(context)
    , m_output(output)
{
}

Outcome Lz4Stream::open(std::uint64_t dataSize)
{
    m_dataSize = dataSize;
    m_layout = {};
    m_part = Part::Head;
    expectField(static_cast<std::size_t>(std::min<std::uint64_t>(dataSize, Lz4Layout::kHead)));
    // Without a size to hold it against, no layout may be guessed.
    if (dataSize == 0 || dataSize == kUnknownSize || m_context.decodedSize == kUnknownSize)
        return failure(FaultKind::Lz4Ambiguous);
    return {};
}

void Lz4Stream::expectField(std::size_t size)
{
    m_fieldWanted = size;
    m_fieldSize = 0;
}

Outcome Lz4Stream::push(Bytes bytes)
{
    while (!bytes.empty()) {
        if (auto ok = m_part == Part::Block ? pushBlock(bytes) : takeField(bytes); !ok)
            return ok;
    }
    return {};
}

Outcome Lz4Stream::takeField(Bytes &bytes)
{
    m_field[m_fieldSize++] = bytes.front();
    bytes = bytes.subspan(1);
    if (m_fieldSize < m_fieldWanted)
        return {};
    return m_part == Part::Head ? readHead() : beginSubBlock();
}

Outcome Lz4Stream::readHead()
{
    const Bytes head = Bytes(m_field).first(m_fieldSize);
    const auto layout = lz4Layout(head, m_dataSize, m_context.decodedSize);
    if (!layout)
        return tl::unexpected(layout.error());
    m_layout = *layout;
    if (m_layout.reading == Lz4Layout::Reading::SubBlocks) {
        m_part = Part::BlockSize;
        expectField(4);
        return {};
    }
    m_part = Part::Block;
    m_blockLeft = m_dataSize - m_layout.headSize;
    m_block.begin(m_context.decodedSize);
    Bytes begun = head.subspan(m_layout.headSize); // the other layouts have shorter heads
    return pushBlock(begun);
}

Outcome Lz4Stream::beginSubBlock()
{
    const std::uint64_t left = m_context.decodedSize - m_output.given();
    m_blockLeft = readBigEndian<4>(m_field.data());
    if (left == 0 || m_blockLeft == 0) // a block beyond the last, or one without even a token
        return failure(FaultKind::StreamCorrupt, left, m_blockLeft);
    m_block.begin(std::min(left, m_layout.subBlock));
    m_part = Part::Block;
    return {};
}

Outcome Lz4Stream::pushBlock(Bytes &bytes)
{
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), m_blockLeft));
    if (auto ok = m_block.push(bytes.first(count), m_output, m_context.limits.streamBuffer); !ok)
        return ok;
    bytes = bytes.subspan(count);
    m_blockLeft -= count;
    if (m_blockLeft != 0 || m_layout.reading != Lz4Layout::Reading::SubBlocks)
        return {};
    m_part = Part::BlockSize;
    expectField(4);
    return m_block.finish();
}

Outcome Lz4Stream::finish()
{
    if (m_part == Part::Block)
        return m_blockLeft == 0 ? m_block.finish() : failure(FaultKind::StreamCorrupt);
    if (m_part == Part::Head || m_fieldSize != 0)
        return failure(FaultKind::StreamCorrupt);
    return {};
}

} // namespace blte
