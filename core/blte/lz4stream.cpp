#include "core/blte/lz4stream.h"

#include "core/blte/endian.h"

#include <algorithm>
#include <lz4.h>

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
    expect(static_cast<std::size_t>(std::min<std::uint64_t>(dataSize, Lz4Layout::kHead)));
    if (dataSize == 0 || dataSize == kUnknownSize || m_context.decodedSize == kUnknownSize)
        return failure(FaultKind::Lz4Ambiguous);
    return {};
}

void Lz4Stream::expect(std::size_t size)
{
    m_wanted = size;
    m_have = 0;
}

Outcome Lz4Stream::push(Bytes bytes)
{
    while (!bytes.empty()) {
        const auto room = m_buffer.room(m_wanted);
        const std::size_t count = std::min(bytes.size(), m_wanted - m_have);
        std::copy_n(bytes.begin(), count, room.begin() + static_cast<std::ptrdiff_t>(m_have));
        m_have += count;
        bytes = bytes.subspan(count);
        if (m_have == m_wanted) {
            if (auto ok = readPart(); !ok)
                return ok;
        }
    }
    return {};
}

Outcome Lz4Stream::readPart()
{
    switch (m_part) {
    case Part::Head:
        return readHead();
    case Part::BlockSize:
        return readBlockSize();
    case Part::Block:
        return decodeBlock();
    }
    return {};
}

Outcome Lz4Stream::readHead()
{
    const auto layout = lz4Layout(m_buffer.room(m_wanted), m_dataSize, m_context.decodedSize);
    if (!layout)
        return tl::unexpected(layout.error());
    if (layout->reading != Lz4Reading::SubBlocks)
        return failure(FaultKind::ChunkTooLarge, m_context.limits.wholeDecoded, m_context.decodedSize);
    m_layout = *layout;
    m_part = Part::BlockSize;
    expect(4);
    return {};
}

Outcome Lz4Stream::readBlockSize()
{
    if (m_output.given() == m_context.decodedSize)
        return failure(FaultKind::StreamCorrupt); // bytes beyond the last block
    const std::uint64_t size = readBigEndian<4>(m_buffer.room(4).data());
    const auto largest = static_cast<std::uint64_t>(LZ4_COMPRESSBOUND(m_layout.subBlock));
    if (size == 0 || size > largest)
        return failure(FaultKind::StreamCorrupt, largest, size);
    m_part = Part::Block;
    expect(static_cast<std::size_t>(size));
    return {};
}

Outcome Lz4Stream::decodeBlock()
{
    const std::uint64_t left = m_context.decodedSize - m_output.given();
    const auto out =
        m_context.workspace.decoded.room(static_cast<std::size_t>(std::min(left, m_layout.subBlock)));
    if (auto ok = decodeLz4Block(m_buffer.room(m_wanted), out); !ok)
        return ok;
    m_part = Part::BlockSize;
    expect(4);
    return m_output.write(out, m_context.limits.streamBuffer);
}

Outcome Lz4Stream::finish()
{
    if (m_part != Part::BlockSize || m_have != 0)
        return failure(FaultKind::StreamCorrupt);
    return {};
}

} // namespace blte
