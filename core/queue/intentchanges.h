#pragma once

#include "core/queue/diskspacewatch.h"
#include "core/queue/intentbacklog.h"
#include "core/queue/queuepersistence.h"
#include "core/queue/relocator.h"
#include "core/queue/runningitems.h"

#include <QTimer>

namespace queue {

/// Runs and holds rows: writes what the user wants into them and makes their states follow. The first slice
/// of them follows at once, the others one by one from the event loop (IntentBacklog). Lives on the queue's
/// thread.
class IntentChanges : public QObject
{
    Q_OBJECT
public:
    IntentChanges(Rows &rows, RunningItems &running, Relocator &relocator, DiskSpaceWatch &volumes,
                  QueuePersistence &persistence);

    void change(transfer::Intent intent, const QList<ItemId> &ids);
    const IntentBacklog &backlog() const { return m_backlog; }
    bool isSettled() const { return m_backlog.isEmpty(); }

Q_SIGNALS:
    void followed(); ///< the first slice, or the last: rows may have their turn now
    void settled();  ///< all that had a backlog

private:
    QList<ItemId> record(transfer::Intent intent, const QList<ItemId> &ids);
    void follow(const IntentBacklog::Slice &slice);
    void followSlice();
    void letRun(Item &item);
    void letHold(Item &item);

    Rows &m_rows;
    RunningItems &m_running;
    Relocator &m_relocator;
    DiskSpaceWatch &m_volumes;
    QueuePersistence &m_persistence;
    IntentBacklog m_backlog;
    QTimer m_followSoon;
};

} // namespace queue
