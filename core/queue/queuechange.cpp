#include "core/queue/queue.h"
#include "core/queue/running.h"

#include <algorithm>

/// The part of Queue that changes how items are fetched: settings and limits.
namespace queue {

namespace {

/// A timer counts the seconds that pass, not those of the clock: after so many it looks at the clock again.
constexpr qint64 kLongestSleep = 3'600'000;

} // namespace

void Queue::setSettings(const Settings &settings)
{
    m_settings = settings;
    applySettings();
    for (const auto &[id, running] : m_running)
        running->transfer->plan();
    scheduleSoon();
}

void Queue::applySettings()
{
    environment().tuning = tuningFor(m_settings, &environment().limiter);
    environment().hosts.setLimit(m_settings.connectionsPerHost);
    applyLimit();
}

void Queue::applyLimit()
{
    m_limitApplied = QDateTime::currentDateTime();
    const Schedule &schedule = m_settings.schedule;
    environment().limiter.setRate(schedule.limitAt(m_limitApplied).value_or(m_settings.bytesPerSecond));
    m_limitDue = schedule.nextChange(m_limitApplied);
    if (m_limitDue.isValid())
        m_limitChange.start(
            static_cast<int>(std::clamp<qint64>(m_limitApplied.msecsTo(m_limitDue), 1, kLongestSleep)));
    else
        m_limitChange.stop();
}

/// The timer knows nothing of a clock that was set, or of a machine that slept.
void Queue::applyLimitIfDue()
{
    if (!m_limitDue.isValid())
        return;
    const QDateTime now = QDateTime::currentDateTime();
    if (now >= m_limitDue || now < m_limitApplied)
        applyLimit();
}

void Queue::setLimit(const QList<ItemId> &ids, qint64 bytesPerSecond)
{
    for (ItemId id : ids) {
        Item *item = editable(id);
        if (!item)
            continue;
        item->bytesPerSecond = std::max<qint64>(0, bytesPerSecond);
        if (const auto running = m_running.find(id); running != m_running.end())
            running->second->limiter->setRate(item->bytesPerSecond);
        changed(*item);
    }
}

} // namespace queue
