#include "core/queue/scheduler.h"

#include <algorithm>

namespace queue {

Scheduler::Turn Scheduler::turnOf(const Situation &situation)
{
    if (!situation.hasPlace)
        return Turn::Stop;
    if (situation.isVolumeFull)
        return Turn::AwaitRoom;
    return situation.isPaused ? Turn::Park : Turn::Start;
}

int Scheduler::places(const Load &load, const DescriptorBudget &budget)
{
    return std::min(load.jobs, budget.files) - load.parked - std::max(0, load.committing - budget.committing);
}

const Item *Scheduler::next(const QueuedRows &rows, qint64 position, const IsSilent &isSilent)
{
    if (!isSilent)
        return rows.next(position);
    return rows.next(position, [&](const QStringList &hosts) {
        return std::all_of(hosts.begin(), hosts.end(), isSilent);
    });
}

} // namespace queue
