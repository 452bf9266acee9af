#include "core/transfer/fetch/partfilesink.h"

namespace transfer {

core::Result<void> PartFileSink::begin(const storage::ResumeRecord &record, Snapshot snapshot)
{
    using Of = storage::PartialDownload::Snapshot;
    return m_partial->begin(record, snapshot == Snapshot::Now ? Of::Now : Of::AtCheckpoint);
}

core::Result<void> PartFileSink::write(quint64 offset, std::span<const std::uint8_t> bytes)
{
    return m_partial->part().write(offset, bytes);
}

core::Result<void> PartFileSink::zero(quint64 offset, quint64 size)
{
    return m_partial->part().zero(offset, size);
}

core::Result<void> PartFileSink::chunkFinished(const storage::ChunkNote &note)
{
    return m_partial->journal().chunkFinished(note);
}

core::Result<void> PartFileSink::setDecodedSize(quint64 size)
{
    return m_partial->setDecodedSize(size);
}

void PartFileSink::noteKeys(const std::vector<blte::UsedKey> &keys)
{
    m_partial->journal().noteKeys(keys);
}

bool PartFileSink::hasSpool(quint32 chunk) const
{
    return m_partial->spools().has(chunk);
}

core::Result<std::unique_ptr<storage::Spool>> PartFileSink::openSpool(quint32 chunk,
                                                                      std::optional<quint64> storedAt)
{
    return m_partial->openSpool(chunk, storedAt);
}

core::Result<void> PartFileSink::spoolGrown(quint32 chunk, const storage::Spool &spool)
{
    return m_partial->spoolGrown(chunk, spool);
}

core::Result<void> PartFileSink::dropSpool(quint32 chunk)
{
    return m_partial->spools().remove(chunk);
}

} // namespace transfer
