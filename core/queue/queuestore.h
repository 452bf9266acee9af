#pragma once

#include "core/queue/storedids.h"
#include "core/storage/queuedatabase.h"
#include "core/transfer/event.h"

#include <QHash>
#include <QObject>
#include <QThread>

namespace queue {

/// The queue's database on a thread of its own; every call returns at once,
/// answers come back queued. Only the destructor waits, for what was asked
/// before.
///
/// Rows are known by the numbers of StoredIds. While the database cannot be
/// opened, what is written goes into another one beside it (<path>.aside),
/// which joins it as soon as it can: nothing is lost, whenever the program
/// ends.
class QueueStore
{
public:
    explicit QueueStore(QString path);
    ~QueueStore();

    struct Loaded
    {
        QList<storage::StoredItem> items;
        QString notice;
        QByteArray hostFacts; ///< as keepHostFacts() was given it last
    };

    /// May be called again after it failed.
    void load(QObject *receiver, std::function<void(const core::Result<Loaded> &)> done);
    /// Counts the failures of load().
    int failures() const { return m_failures; }
    struct Changes
    {
        QList<storage::StoredItem> changed;
        QList<qint64> removed;
        QHash<qint64, QList<transfer::Event>> events; ///< to be added to the rows' logs
        QList<storage::StoredIntent> intents = {};    ///< older than what changed
    };
    void apply(Changes changes, QObject *receiver, std::function<void(const core::Result<void> &)> done);

    /// What is stored of a row's log, oldest first; nothing when that cannot be
    /// read.
    void readLog(qint64 id, QObject *receiver, std::function<void(const QList<transfer::Event> &)> done);

    /// Not waited for: what was learned about hosts may be learned again.
    void keepHostFacts(const QByteArray &json);

private:
    core::Result<Loaded> openAndLoad();
    core::Result<void> join();
    core::Result<storage::QueueDatabase *> writable();
    core::Result<void> write(const Changes &changes);
    QList<transfer::Event> storedLog(qint64 id) const;

    const QString m_path;
    QThread m_thread;
    QObject m_worker;
    int m_failures = 0;
    // Only on m_thread:
    std::unique_ptr<storage::QueueDatabase> m_database;
    std::unique_ptr<storage::QueueDatabase> m_aside; ///< while there is no m_database
    StoredIds m_ids;
};

} // namespace queue
