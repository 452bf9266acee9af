#include "ui/window/pulse.h"

#include "ui/list/tally.h"

namespace ui {

namespace {

constexpr std::chrono::milliseconds kQuarter{250};
constexpr std::chrono::milliseconds kSecond{1000};

} // namespace

Pulse::Pulse(queue::Queue &queue, const Tally &tally, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_tally(tally)
{
    connect(&m_timer, &QTimer::timeout, this, &Pulse::onBeat);
    connect(&queue, &queue::Queue::activeCountChanged, this, &Pulse::adjust);
    connect(&tally, &Tally::changed, this, &Pulse::adjust);
    adjust();
}

void Pulse::keepBeating(bool wanted)
{
    m_isWanted = wanted;
    adjust();
}

void Pulse::adjust()
{
    const bool isActive = m_queue.activeCount() > 0;
    if (!isActive && !m_isWanted && m_tally.count(Filter::Waiting) == 0)
        return m_timer.stop();
    const auto interval = isActive ? kQuarter : kSecond;
    if (!m_timer.isActive() || m_timer.intervalAsDuration() != interval)
        m_timer.start(interval);
}

void Pulse::onBeat()
{
    const bool isQuarter = m_timer.intervalAsDuration() == kQuarter;
    if (m_queue.activeCount() > 0)
        m_queue.poll();
    Q_EMIT beat();
    m_quarters = isQuarter ? (m_quarters + 1) % 4 : 0;
    if (m_quarters == 0)
        Q_EMIT secondBeat();
}

} // namespace ui
