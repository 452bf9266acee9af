#pragma once

#include "core/storage/queuedatabase.h"
#include "core/transfer/event.h"

#include <QHash>
#include <QObject>
#include <QThread>

namespace queue {

/// The queue's database on a thread of its own; every call returns at once, answers come back queued. Only
/// the destructor waits, for what was asked before.
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

    void load(QObject *receiver, std::function<void(const core::Result<Loaded> &)> done);
    struct Changes
    {
        QList<storage::StoredItem> changed;
        QList<qint64> removed;
        QHash<qint64, QList<transfer::Event>> events; ///< to be added to the rows' logs
    };
    void apply(Changes changes, QObject *receiver, std::function<void(const core::Result<void> &)> done);

    /// What is stored of a row's log, oldest first; nothing when that cannot be read.
    void readLog(qint64 id, QObject *receiver, std::function<void(const QList<transfer::Event> &)> done);

    /// Not waited for: what was learned about hosts may be learned again.
    void keepHostFacts(const QByteArray &json);

private:
    core::Result<Loaded> openAndLoad();
    core::Result<void> write(const Changes &changes);
    QList<transfer::Event> storedLog(qint64 id) const;

    const QString m_path;
    QThread m_thread;
    QObject m_worker;
    std::unique_ptr<storage::QueueDatabase> m_database; ///< only on m_thread
};

} // namespace queue
