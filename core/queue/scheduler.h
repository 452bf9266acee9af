#pragma once

#include "core/queue/descriptorbudget.h"
#include "core/queue/queuedrows.h"

namespace queue {

/// Whose turn it is, and what becomes of whose turn it is. Decides only; no I/O.
class Scheduler
{
public:
    /// What is done with the row whose turn it is.
    enum class Turn {
        Stop,      ///< nothing: it has no place, and nobody overtakes it
        AwaitRoom, ///< its volume is full: it waits, and the next one is looked at
        Park,      ///< downloading is paused: it says why, and takes a place
        Start,
    };
    struct Situation
    {
        bool hasPlace = true;
        bool isVolumeFull = false;
        bool isPaused = false;
    };
    static Turn turnOf(const Situation &situation);

    /// How many places there are for files that are fetched.
    struct Load
    {
        int jobs = 0;       ///< the user's wish
        int parked = 0;     ///< rows that were parked: they count as fetched
        int committing = 0; ///< files that are whole, on their way to their place
    };
    /// Files that are committed make room for the next, but not without bound, lest the network runs ahead of
    /// the disk.
    static int places(const Load &load, const DescriptorBudget &budget);

    /// The next row behind that position. Rows are passed over whose hosts all are silent: others already
    /// wait for the first byte from there. `isSilent` empty: no host is.
    using IsSilent = std::function<bool(const QString &host)>;
    static const Item *next(const QueuedRows &rows, qint64 position, const IsSilent &isSilent);
};

} // namespace queue
