#pragma once

#include "core/queue/rows.h"
#include "core/queue/running.h"
#include "core/queue/runtotals.h"

#include <QTimer>

namespace queue {

/// What is left of a transfer that is over.
struct Ended
{
    ItemId id{};
    qint64 encodedDone = 0;                     ///< bytes that its part file holds
    std::shared_ptr<const blte::KeyStore> keys; ///< those it began with
    std::optional<transfer::Failure> yields;    ///< why it was stopped without the user's wish
};

/// The transfers of the rows that are active, and of rows that were removed until these have stopped. Starts
/// and stops them, and reads their counters; what they report it hands on with the row's number
/// (TransferEvents makes something of it). Lives on the queue's thread.
class RunningItems : public QObject
{
    Q_OBJECT
public:
    RunningItems(Rows &rows, transfer::TransferServices &services, QObject *parent = nullptr);
    /// Of transfers that run nothing is checkpointed: stopAll() before, and wait until isQuiet().
    ~RunningItems() override;

    int count() const { return static_cast<int>(m_running.size()); }
    /// Nothing runs, and what was removed has stopped and is cleaned up.
    bool isQuiet() const { return m_running.empty() && m_leaving.empty() && m_cleaning == 0; }
    Running *find(ItemId id) const;
    const std::map<ItemId, std::unique_ptr<Running>> &all() const { return m_running; }
    JobSlots &places() { return m_places; }
    const JobSlots &places() const { return m_places; }

    /// Moves the item, which has its turn, to Connecting.
    void start(Item &item, transfer::TransferRequest order, int mostPlaces);
    /// Checkpoints; stopped() follows, unless it was about to end anyway.
    void stop(ItemId id);
    void stopAll();
    void stop(ItemId id, const transfer::Failure &yields);
    void stopForNewSource(ItemId id);
    void replan(); ///< the limits of hosts and connections are other ones now
    void setLimit(ItemId id, qint64 bytesPerSecond);
    /// Lets the transfer of a row that is about to go stop in peace, if there is one, and then has `cleanUp`
    /// done on the disk's thread; null: nothing is to be done.
    void leave(ItemId id, std::function<void()> cleanUp);

    /// Brings the figures of all rows up to date.
    void poll();
    qint64 bytesPerSecond() const; ///< of all, smoothed
    RunTotals totals() const;
    /// Null unless it runs. Valid until control returns to the event loop.
    const transfer::ChunkMap *chunkMap(ItemId id) const;
    QList<MirrorStatus> mirrors(ItemId id) const;
    /// Of a set that runs; null when it is as in `before` still, or does not run.
    std::shared_ptr<const transfer::SetView> setView(ItemId id, const transfer::SetView *before) const;

Q_SIGNALS:
    void countChanged(int count);
    void leftQuiet(); ///< a removed row's transfer has stopped
    void opened(queue::ItemId id, quint64 volume);
    void named(queue::ItemId id, const QString &name);
    void tableKnown(queue::ItemId id);
    void committing(queue::ItemId id);
    void placeFreed(); ///< by one that goes on without: committed, or silent
    void happened(queue::ItemId id, const transfer::Event &event);
    void filesEnded(queue::ItemId id, const QList<transfer::SetFileEnd> &files);
    void finished(const queue::Ended &ended, const transfer::Completion &completion);
    void failed(const queue::Ended &ended, const transfer::Failure &failure);
    void stopped(const queue::Ended &ended);

private:
    void listen(Running &running);
    void clean(const std::function<void()> &cleanUp);
    std::unique_ptr<Running> take(ItemId id);
    Ended end(ItemId id);
    void releaseMemory();

    Rows &m_rows;
    transfer::TransferServices &m_services;
    JobSlots m_places; ///< outlives who sits there
    std::map<ItemId, std::unique_ptr<Running>> m_running;
    std::vector<std::unique_ptr<Running>> m_leaving; ///< of removed rows
    int m_cleaning = 0;                              ///< calls of the disk
    QTimer m_rest;                                   ///< runs for a while when nothing is active any more
    transfer::RateEstimator m_rate;
    RunTotals m_ended; ///< of transfers that are over
};

} // namespace queue
