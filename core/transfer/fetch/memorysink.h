#pragma once

#include "core/transfer/fetch/sink.h"

#include <QByteArray>
#include <QMutex>

namespace transfer {

/// Memory, for objects that are read and not kept: configs, pages, indices. Holds `most` decoded bytes at
/// most: an object that claims or turns out to have more is ObjectTooLarge, before memory is taken for it.
/// Of locked chunks it knows nothing: whoever writes to it refuses them (core::MissingKeys::Fail).
class MemorySink final : public Sink
{
public:
    explicit MemorySink(qint64 most)
        : m_most(most)
    {
    }

    core::Result<void> begin(const storage::ResumeRecord &record, Snapshot snapshot) override;
    core::Result<void> write(quint64 offset, std::span<const std::uint8_t> bytes) override;
    core::Result<void> zero(quint64 offset, quint64 size) override;
    core::Result<void> chunkFinished(const storage::ChunkNote &) override { return {}; }
    core::Result<void> setDecodedSize(quint64 size) override;

    /// What was written, once all of it was; the sink is empty then.
    QByteArray take();

private:
    core::Result<void> makeRoom(quint64 end);

    const qint64 m_most;
    QMutex m_mutex; ///< guards the bytes
    QByteArray m_bytes;
};

} // namespace transfer
