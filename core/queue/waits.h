#pragma once

#include "core/queue/diskspacewatch.h"
#include "core/queue/rows.h"
#include "core/queue/settings.h"
#include "core/transfer/failure.h"

#include <QTimer>

namespace queue {

/// Lets items wait for better times, and makes them Queued again when these have come: a time, room on a
/// volume, or the end of a pause. Lives on the queue's thread.
class Waits : public QObject
{
    Q_OBJECT
public:
    Waits(Rows &rows, DiskSpaceWatch &volumes, QObject *parent = nullptr);

    /// A cause that time can heal: the item gives its place away and comes back by itself.
    void wait(Item &item, const transfer::Failure &failure, const Settings &settings);
    /// Its turn has come, but downloading is paused: it waits until unpark().
    void park(Item &item, const core::Error &why);
    void unpark();
    /// No time wakes anybody any more: the program ends.
    void stop() { m_wake.stop(); }

Q_SIGNALS:
    void woke(); ///< items may have their turn again

private:
    void wake();
    void sleep();
    void followClock();
    void onRoomMade(quint64 volume);

    Rows &m_rows;
    DiskSpaceWatch &m_volumes;
    QTimer m_wake;
    /// By how much the clock on the wall is before the monotonic one, when the waits were last shown.
    std::chrono::milliseconds m_clock;
};

} // namespace queue
