#include "ui/list/tally.h"

namespace ui {

Tally::Tally(queue::Queue &queue, const PendingRemovals &removals, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_removals(removals)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(100);
    connect(&m_timer, &QTimer::timeout, this, &Tally::recount);
    connect(&queue, &queue::Queue::itemsInserted, this, &Tally::countSoon);
    connect(&queue, &queue::Queue::itemsRemoved, this, &Tally::countSoon);
    connect(&queue, &queue::Queue::itemChanged, this, &Tally::countSoon);
    connect(&removals, &PendingRemovals::changed, this, &Tally::recount);
    recount();
}

void Tally::countSoon()
{
    if (!m_timer.isActive())
        m_timer.start();
}

void Tally::recount()
{
    m_timer.stop();
    std::array<int, kFilterCount> counts{};
    QSet<quint64> keys;
    for (int row = 0; row < m_queue.count(); ++row) {
        const queue::Item &item = m_queue.at(row);
        if (m_removals.contains(item.id))
            continue;
        for (int filter = 0; filter < kFilterCount; ++filter)
            counts[static_cast<std::size_t>(filter)] += matches(static_cast<Filter>(filter), item) ? 1 : 0;
        for (const blte::KeyName key : item.missingKeys)
            keys.insert(static_cast<quint64>(key));
    }
    m_counts = counts;
    m_missingKeys = std::move(keys);
    Q_EMIT changed();
}

} // namespace ui
