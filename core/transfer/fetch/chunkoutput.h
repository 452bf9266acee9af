#pragma once

#include "core/blte/bytesink.h"
#include "core/transfer/fetch/sink.h"

namespace transfer {

/// Where the decoded bytes of one chunk after the other go: each to its place in the sink, counted and summed
/// for what is noted of the chunk.
class ChunkOutput final : public blte::ByteSink
{
public:
    /// `sink` outlives this; what it points to is set before the first bytes come.
    explicit ChunkOutput(const std::shared_ptr<Sink> &sink)
        : m_sink(sink)
    {
    }
    Q_DISABLE_COPY_MOVE(ChunkOutput)

    /// A chunk begins, at this offset of the decoded file.
    void begin(quint64 offset);
    enum class Bytes {
        Wanted,  ///< they are written
        InPlace, ///< the sink has them there already; they are only counted
    };
    void setBytes(Bytes bytes) { m_bytes = bytes; }
    /// False when the sink refused; error() says why.
    bool write(blte::Bytes bytes) override;
    const core::Error &error() const { return m_error; }
    /// So many zeros are the chunk, whatever was written before.
    core::Result<void> zero(quint64 size);

    quint64 written() const { return m_written; } ///< decoded bytes of the chunk
    quint32 crc() const { return m_crc; }         ///< of these

private:
    const std::shared_ptr<Sink> &m_sink;
    Bytes m_bytes = Bytes::Wanted;
    quint64 m_offset = 0;
    quint64 m_written = 0;
    quint32 m_crc = 0;
    core::Error m_error;
};

} // namespace transfer
