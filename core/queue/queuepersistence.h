#pragma once

#include "core/queue/item.h"
#include "core/queue/queuestore.h"
#include "core/queue/savestate.h"

#include <QSet>
#include <QTimer>

namespace queue {

/// What is remembered of the queue between runs: reads the rows once, then writes what it is told has
/// changed, in one transaction at a time, and tries again for as long as the database is busy or cannot be
/// written. Lives on the queue's thread and never blocks it.
class QueuePersistence : public QObject
{
    Q_OBJECT
public:
    /// The row as it is now; empty when it is gone.
    using Snapshot = std::function<std::optional<storage::StoredItem>(ItemId)>;

    /// `path` empty: nothing is remembered.
    QueuePersistence(QString path, Snapshot snapshot, QObject *parent = nullptr);
    ~QueuePersistence() override;

    bool isOn() const { return m_store != nullptr; }
    /// The number of the first row that is added in this run; the others follow.
    qint64 firstId() const { return isOn() ? StoredIds::kFirstOfRun : 1; }

    /// loaded() follows, or loadFailed() and another attempt until close(). Only when it is on.
    void load();
    void noteChanged(ItemId id);
    void noteRemoved(ItemId id);
    /// Rows that will change, each by itself, to this intent, and to this state after a start: stored at
    /// once, with the next transaction.
    void noteIntent(const QList<ItemId> &ids, transfer::Intent intent, transfer::State state);
    void noteEvent(ItemId id, const transfer::Event &event);
    /// The program ends: what could not be written is tried once more, and nothing is read any more.
    /// settled() follows unless it is settled already.
    void close();
    /// Nothing is under way, and nothing is left but what the last attempt could not write.
    bool isSettled() const;
    /// Nothing is left at all.
    bool isClean() const { return m_state == SaveState::Idle && !hasUnsaved(); }

    /// Not waited for: what was learned about hosts may be learned again.
    void keepHostFacts(const QByteArray &json);
    /// What is stored of a row's log, oldest first, on this thread unless `receiver` is gone.
    void readLog(ItemId id, QObject *receiver,
                 std::function<void(const QList<transfer::Event> &)> done) const;

Q_SIGNALS:
    void loaded(const queue::QueueStore::Loaded &stored);
    void loadFailed(const core::Error &error); ///< it is tried again
    /// For the user, once until it succeeds: the database cannot be read or written.
    void failed(const core::Error &error);
    void settled(); ///< see isSettled()

private:
    void step(SaveEvent event);
    void saveSoon();
    void save();
    QueueStore::Changes takeChanges();
    void onFailed(const QueueStore::Changes &changes, const core::Error &error);
    void onLoadFailed(const core::Error &error);
    bool hasUnsaved() const;

    std::unique_ptr<QueueStore> m_store; ///< null: nothing is remembered
    const Snapshot m_snapshot;
    SaveState m_state = SaveState::Idle;
    QTimer m_loadAgain;
    QTimer m_saveAgain; ///< runs in SaveState::Backoff
    QSet<ItemId> m_changed;
    QList<qint64> m_removed;
    QList<storage::StoredIntent> m_intents;
    QHash<qint64, QList<transfer::Event>> m_events;
    bool m_isClosing = false;
};

} // namespace queue
