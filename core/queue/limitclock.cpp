#include "core/queue/limitclock.h"

#include <algorithm>

namespace queue {

namespace {

/// Milliseconds. A timer counts the time that passes, not the clock's: after so long the clock is read again.
constexpr qint64 kLongestTimer = 3'600'000;

} // namespace

LimitClock::LimitClock(SetRate setRate, Now now)
    : m_setRate(std::move(setRate))
    , m_now(std::move(now))
{
    m_timer.setSingleShot(true);
    QObject::connect(&m_timer, &QTimer::timeout, [this] { apply(); });
}

void LimitClock::set(qint64 usual, const Schedule &schedule)
{
    m_usual = usual;
    m_schedule = schedule;
    apply();
}

void LimitClock::apply()
{
    m_applied = m_now();
    m_setRate(m_schedule.limitAt(m_applied).value_or(m_usual));
    m_due = m_schedule.nextChange(m_applied);
    if (m_due.isValid())
        m_timer.start(static_cast<int>(std::clamp<qint64>(m_applied.msecsTo(m_due), 1, kLongestTimer)));
    else
        m_timer.stop();
}

void LimitClock::look()
{
    if (!m_due.isValid())
        return;
    const QDateTime now = m_now();
    if (now >= m_due || now < m_applied)
        apply();
}

} // namespace queue
