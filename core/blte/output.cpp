#include "core/blte/output.h"

#include "core/blte/chunktable.h"

#include <algorithm>

namespace blte {

void Output::begin(ByteSink &sink, std::uint64_t decodedSize)
{
    m_sink = &sink;
    m_decodedSize = decodedSize;
    m_given = 0;
}

Outcome Output::write(Bytes bytes, std::size_t largestPiece)
{
    if (bytes.size() > m_decodedSize - m_given)
        return failure(FaultKind::DecodedSizeWrong, m_decodedSize, m_given + bytes.size());
    while (!bytes.empty()) {
        const Bytes piece = bytes.first(std::min(bytes.size(), largestPiece));
        if (!m_sink->write(piece))
            return failure(FaultKind::SinkRefused);
        m_given += piece.size();
        bytes = bytes.subspan(piece.size());
    }
    return {};
}

Outcome Output::finish()
{
    if (m_decodedSize != kUnknownSize && m_given != m_decodedSize)
        return failure(FaultKind::DecodedSizeWrong, m_decodedSize, m_given);
    return {};
}

} // namespace blte
