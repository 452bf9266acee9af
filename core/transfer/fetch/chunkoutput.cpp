#include "core/transfer/fetch/chunkoutput.h"

#include "core/storage/crc32.h"

namespace transfer {

void ChunkOutput::begin(quint64 offset)
{
    m_bytes = Bytes::Wanted;
    m_offset = offset;
    m_written = 0;
    m_crc = 0;
}

bool ChunkOutput::write(blte::Bytes bytes)
{
    if (m_bytes == Bytes::Wanted) {
        if (const auto ok = m_sink->write(m_offset + m_written, bytes); !ok) {
            m_error = ok.error();
            return false;
        }
    }
    m_crc = storage::crc32(bytes, m_crc);
    m_written += bytes.size();
    return true;
}

core::Result<void> ChunkOutput::zero(quint64 size)
{
    m_crc = 0;
    m_written = size;
    return m_sink->zero(m_offset, size);
}

} // namespace transfer
