#pragma once

#include "core/transfer/fetch/counters.h"
#include "core/transfer/target.h"

#include <QObject>
#include <QTimer>

namespace transfer {

class TransferServices;

/// Makes what is written of one file survive a power cut: once a second while it is fetched, and when the
/// attempt is over. On the transfer's thread; what blocks is done on the disk's.
class Checkpointer : public QObject
{
    Q_OBJECT
public:
    /// Both outlive this.
    Checkpointer(TransferServices &services, const Counters &counters);

    /// To be kept beside the file with the next checkpoint, or with the commit.
    void setTable(std::shared_ptr<const blte::ChunkTable> table) { m_table = std::move(table); }
    std::shared_ptr<const blte::ChunkTable> takeTable() { return std::exchange(m_table, nullptr); }

    void start(std::shared_ptr<storage::PartialDownload> partial);
    void stop();

    enum class Leave { Everything, Nothing }; ///< on the disk, for a later attempt
    /// The last checkpoint, and the part file's lock given back; then `then` is called. `provenance`: see
    /// chunkprovenance.h.
    void close(std::shared_ptr<storage::PartialDownload> partial, const QByteArray &provenance, Leave leave,
               std::function<void()> then);

Q_SIGNALS:
    void failed(const core::Error &error);

private:
    void tick();
    quint64 takeSpent();

    TransferServices &m_services;
    const Counters &m_counters;
    std::shared_ptr<storage::PartialDownload> m_partial; ///< while it is fetched
    std::shared_ptr<const blte::ChunkTable> m_table;     ///< until it was kept for later
    QTimer m_ticks;
    qint64 m_noted = 0; ///< network bytes that the record knows already
    bool m_isBusy = false;
};

} // namespace transfer
