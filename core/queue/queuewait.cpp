#include "core/queue/diskspacewatch.h"
#include "core/queue/queue.h"
#include "core/queue/running.h"

#include <algorithm>
#include <cstdlib>

/// The part of Queue in which items wait for better times.
namespace queue {

using transfer::Event;
using transfer::State;

namespace {

// Milliseconds: so often the waits are looked at, and a clock that was set by more than that is noticed.
constexpr qint64 kLongestSleep = 60'000;
constexpr qint64 kWorthTelling = 2'000;

} // namespace

/// A cause that time can heal: the item gives its place away and comes back by itself.
void Queue::wait(Item &item, const transfer::Failure &failure)
{
    const auto now = Standstill::Clock::now();
    const auto delay = waitFor(item.standstill, m_settings, now, failure.wait);
    item.standstill.wait(now + delay);
    item.error = failure.error;
    moveTo(item, State::Waiting);
    item.waitingUntil = QDateTime::currentDateTime().addMSecs(delay.count());
    Event event;
    event.kind = Event::Kind::Waiting;
    event.error = failure.error;
    event.delayMs = delay.count();
    note(item, event);
    changed(item);
    if (!m_wake.isActive() || m_wake.remainingTime() > delay.count())
        m_wake.start(std::min(delay, std::chrono::milliseconds(kLongestSleep)));
}

/// Its turn has come, but there is an obstacle. The rows behind it stay Queued: they wait for their turn.
void Queue::park(Item &item)
{
    item.error = *m_obstacle;
    item.waitingUntil = {};
    moveTo(item, State::Waiting);
    Event event;
    event.kind = Event::Kind::Waiting;
    event.error = item.error;
    note(item, event);
}

int Queue::parkedCount() const
{
    if (!m_obstacle)
        return 0;
    return static_cast<int>(std::count_if(m_items.begin(), m_items.end(), [](const auto &item) {
        return item->state == State::Waiting && !item->waitingUntil.isValid();
    }));
}

void Queue::wakeWaiting()
{
    const auto now = Standstill::Clock::now();
    qint64 next = -1;
    for (const auto &item : m_items) {
        if (item->state != State::Waiting || !item->waitingUntil.isValid())
            continue;
        const qint64 left =
            std::chrono::ceil<std::chrono::milliseconds>(item->standstill.due() - now).count();
        if (left <= 0) {
            if (item->volume)
                m_fullVolumes->forget(*item->volume); // perhaps it is full no more: this is how to find out
            moveTo(*item, State::Queued);
        } else {
            next = next < 0 ? left : std::min(next, left);
            showWait(*item, left);
        }
    }
    if (next >= 0)
        m_wake.start(static_cast<int>(std::min(next, kLongestSleep)));
    m_scheduleSoon();
}

/// What is shown follows a clock that was set.
void Queue::showWait(Item &item, qint64 left)
{
    const QDateTime until = QDateTime::currentDateTime().addMSecs(left);
    if (std::abs(item.waitingUntil.msecsTo(until)) < kWorthTelling)
        return;
    item.waitingUntil = until;
    changed(item);
}

} // namespace queue
