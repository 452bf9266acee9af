#include "core/queue/waits.h"

#include "core/queue/running.h"

#include <algorithm>

namespace queue {

using std::chrono::milliseconds;
using transfer::Event;
using transfer::State;

namespace {

/// So often the clock is looked at.
constexpr milliseconds kLongestSleep{60'000};
/// A clock that was set by less than that is not followed.
constexpr milliseconds kWorthTelling{2'000};

milliseconds clockAhead()
{
    const auto monotonic =
        std::chrono::duration_cast<milliseconds>(Standstill::Clock::now().time_since_epoch());
    return milliseconds(QDateTime::currentMSecsSinceEpoch()) - monotonic;
}

void tell(Rows &rows, const Item &item, qint64 delayMs = -1)
{
    Event event;
    event.kind = Event::Kind::Waiting;
    event.error = item.error;
    event.delayMs = delayMs;
    rows.note(item, event);
}

} // namespace

Waits::Waits(Rows &rows, DiskSpaceWatch &volumes, QObject *parent)
    : QObject(parent)
    , m_rows(rows)
    , m_volumes(volumes)
    , m_clock(clockAhead())
{
    m_wake.setSingleShot(true);
    connect(&m_wake, &QTimer::timeout, this, &Waits::wake);
    connect(&volumes, &DiskSpaceWatch::roomMade, this, &Waits::onRoomMade);
}

void Waits::wait(Item &item, const transfer::Failure &failure, const Settings &settings)
{
    const auto now = Standstill::Clock::now();
    const auto delay = waitFor(item.standstill, settings, now, failure.wait);
    item.standstill.wait(now + delay);
    item.error = failure.error;
    item.waitingUntil = QDateTime::currentDateTime().addMSecs(delay.count());
    m_rows.moveTo(item, State::Waiting);
    tell(m_rows, item, delay.count());
    sleep();
}

void Waits::park(Item &item, const core::Error &why)
{
    item.error = why;
    item.waitingUntil = {};
    m_rows.moveTo(item, State::Waiting);
    tell(m_rows, item);
}

void Waits::unpark()
{
    for (const ItemId id : m_rows.waiting().parked()) {
        if (Item *item = m_rows.find(id)) {
            item->error = {};
            m_rows.moveTo(*item, State::Queued);
        }
    }
}

void Waits::wake()
{
    const auto now = Standstill::Clock::now();
    bool hasWoken = false; // a timer may come a moment early
    for (auto next = m_rows.waiting().next(); next && next->first <= now; next = m_rows.waiting().next()) {
        Item &item = *m_rows.find(next->second);
        if (item.volume)
            m_volumes.forget(*item.volume); // perhaps it is full no more: this is how to find out
        m_rows.moveTo(item, State::Queued);
        hasWoken = true;
    }
    followClock();
    sleep();
    if (hasWoken)
        Q_EMIT woke();
}

void Waits::sleep()
{
    const auto next = m_rows.waiting().next();
    if (!next)
        return m_wake.stop();
    const auto left = std::chrono::ceil<milliseconds>(next->first - Standstill::Clock::now());
    m_wake.start(std::clamp(left, milliseconds(0), kLongestSleep));
}

/// What is shown follows a clock that was set.
void Waits::followClock()
{
    const milliseconds clock = clockAhead();
    if (std::chrono::abs(clock - m_clock) < kWorthTelling)
        return;
    m_clock = clock;
    for (const ItemId id : m_rows.waiting().all()) {
        Item &item = *m_rows.find(id);
        if (!item.waitingUntil.isValid())
            continue;
        const auto due = std::chrono::ceil<milliseconds>(item.standstill.due().time_since_epoch());
        item.waitingUntil = QDateTime::fromMSecsSinceEpoch((due + clock).count());
        m_rows.changed(item);
    }
}

void Waits::onRoomMade(quint64 volume)
{
    for (const ItemId id : m_rows.waiting().forRoomOn(volume))
        m_rows.moveTo(*m_rows.find(id), State::Queued);
    Q_EMIT woke();
}

} // namespace queue
