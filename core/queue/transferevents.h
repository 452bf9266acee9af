#pragma once

#include "core/queue/outcome.h"
#include "core/queue/runningitems.h"
#include "core/queue/waits.h"

namespace queue {

/// Writes into the rows what their transfers report, and what becomes of them when these end. Lives on the
/// queue's thread.
class TransferEvents : public QObject
{
    Q_OBJECT
public:
    /// `settings` are those of the queue, as they are at the time.
    TransferEvents(Rows &rows, RunningItems &running, Waits &waits, DiskSpaceWatch &volumes,
                   const Settings &settings, transfer::TransferServices &services);

    /// From now on nothing waits for a better time: the program ends.
    void close() { m_isClosing = true; }
    /// Whether the keys that are there now, and were not `before`, may unlock something of it.
    void tellCommunity(const Item &item, const QStringList &hosts);
    bool hasNewKeyFor(const Item &item, const blte::KeyStore *before) const;

Q_SIGNALS:
    void ended();                      ///< a transfer; another may have its turn
    void unlockable(queue::ItemId id); ///< a key that it lacks came while its last chunks were under way

private:
    void enter(ItemId id, transfer::State state);
    void onOpened(ItemId id, quint64 volume);
    void onNamed(ItemId id, const QString &name);
    void onHappened(ItemId id, transfer::Event event);
    void onFilesEnded(ItemId id, const QList<transfer::SetFileEnd> &files);
    void onRestarted(Item &item);
    void onFinished(const Ended &ended, const transfer::Completion &completion);
    void onFailed(const Ended &ended, const transfer::Failure &failure);
    void onStopped(const Ended &ended);
    void fail(Item &item, const core::Error &error);
    void onDiskTrouble(Item &item, const core::Error &error);
    void stopAllOn(quint64 volume, const transfer::Failure &why);

    Rows &m_rows;
    RunningItems &m_running;
    Waits &m_waits;
    DiskSpaceWatch &m_volumes;
    const Settings &m_settings;
    const transfer::TransferServices &m_services;
    bool m_isClosing = false;
};

} // namespace queue
