#pragma once

#include "core/blte/chunkdecoder.h"
#include "core/transfer/fetch/sink.h"

namespace transfer {

/// The encoded bytes of a chunk that is not whole, one chunk after the other: those of one that streams are
/// kept as they come, so that a later start goes on in the middle of it; those of a locked one are kept for
/// its key. Without spools in the sink nothing is kept.
class ChunkSpool
{
public:
    /// `sink` outlives this; what it points to is set before begin().
    explicit ChunkSpool(const std::shared_ptr<Sink> &sink)
        : m_sink(sink)
    {
    }
    Q_DISABLE_COPY_MOVE(ChunkSpool)

    /// This chunk is the one that comes. Nothing of the one before is dropped by that.
    void begin(const blte::ChunkTable &table, std::size_t index);
    /// Lets go of what is kept; it stays where it is.
    void leave() { m_spool.reset(); }
    core::Result<void> drop();

    /// What an earlier start kept is read from now on, and nothing is added. Returns how much that is.
    core::Result<quint64> beginReplay();
    /// 0 at its end.
    core::Result<qint64> read(quint64 offset, std::span<std::uint8_t> buffer) const;
    void endReplay() { m_isReplaying = false; }
    /// Its bytes are in the decoded file, where they belong: replayed they need not be written.
    bool isInPlace() const { return m_spool && m_spool->storedAt(); }

    /// Whether bytes of the chunk are worth keeping, which is decoded as `decoder` says.
    bool wants(const blte::ChunkDecoder &decoder) const
    {
        return !m_isReplaying && (m_spool || (!decoder.isWhole() && m_sink->hasSpools()));
    }
    /// The first bytes of a chunk, or what follows them. The very first one says where they are kept.
    core::Result<void> append(std::span<const std::uint8_t> bytes);
    /// Tells the sink now and then how far it has come: not before the decoder had the bytes, as those of a
    /// stored chunk are in their place then.
    core::Result<void> note();
    /// The chunk is locked: these bytes are all of it, unless it streamed and they are here already.
    core::Result<void> keep(std::span<const std::uint8_t> gathered);

    enum class After { Drop, Keep };
    /// The chunk is finished.
    core::Result<void> end(After after);

private:
    core::Result<void> open(std::optional<quint64> storedAt);

    const std::shared_ptr<Sink> &m_sink;
    const blte::ChunkTable *m_table = nullptr;
    quint32 m_chunk = 0;
    std::unique_ptr<storage::Spool> m_spool;
    quint64 m_noted = 0; ///< length at the last note
    bool m_isReplaying = false;
};

} // namespace transfer
