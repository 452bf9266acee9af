#include "ui/list/tally.h"

#include <algorithm>

namespace ui {

namespace {

/// Hidden rows that are counted in one turn of the event loop.
constexpr qsizetype kHiddenSlice = 4'000;

QHash<QString, int> less(QHash<QString, int> rows, const QHash<QString, int> &hidden)
{
    for (auto one = hidden.cbegin(); one != hidden.cend(); ++one)
        rows[one.key()] -= one.value();
    rows.removeIf([](const auto &one) { return one.value() <= 0; });
    return rows;
}

} // namespace

Tally::Tally(queue::Queue &queue, const PendingRemovals &removals, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_removals(removals)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(100);
    connect(&m_timer, &QTimer::timeout, this, &Tally::recount);
    m_sliceSoon.setSingleShot(true);
    m_sliceSoon.setInterval(0);
    connect(&m_sliceSoon, &QTimer::timeout, this, &Tally::countSlice);
    connect(&queue, &queue::Queue::itemsInserted, this, &Tally::countSoon);
    connect(&queue, &queue::Queue::itemsRemoved, this, &Tally::countSoon);
    connect(&queue, &queue::Queue::itemChanged, this, &Tally::onItemChanged);
    connect(&queue, &queue::Queue::itemsAboutToBeRemoved, this, &Tally::onLeaving);
    connect(&removals, &PendingRemovals::changed, this, &Tally::countHidden);
    countHidden();
}

void Tally::countSoon()
{
    if (!m_timer.isActive())
        m_timer.start();
}

/// Other rows are hidden than before. What is told stays as it is until the last of them is counted.
void Tally::countHidden()
{
    m_hidden = {};
    m_uncounted = m_removals.hidden().values();
    countSlice();
}

void Tally::countSlice()
{
    const qsizetype rest = std::max<qsizetype>(0, m_uncounted.size() - kHiddenSlice);
    for (const queue::ItemId id : m_uncounted.sliced(rest)) {
        if (const queue::Item *item = m_queue.find(id))
            m_hidden.update(*item);
    }
    m_uncounted.resize(rest);
    if (rest > 0)
        m_sliceSoon.start();
    else
        recount();
}

void Tally::onItemChanged(int row)
{
    if (const queue::Item &item = m_queue.at(row); m_removals.contains(item.id))
        m_hidden.update(item);
    countSoon();
}

void Tally::onLeaving(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_hidden.forget(m_queue.at(row).id);
}

int Tally::wrongKeys() const
{
    const auto known = m_queue.keys();
    return static_cast<int>(std::ranges::count_if(m_missingKeys, [&known](quint64 name) {
        return known && known->find(blte::KeyName{name}).has_value();
    }));
}

void Tally::recount()
{
    m_timer.stop();
    if (!m_uncounted.isEmpty())
        return; // countSlice() comes back here
    const queue::RowCounts &all = m_queue.counts();
    for (int i = 0; i < kFilterCount; ++i) {
        const auto filter = static_cast<Filter>(i);
        m_counts[static_cast<std::size_t>(i)] = countOf(all, filter) - countOf(m_hidden, filter);
    }
    m_missingKeys.clear();
    for (auto key = all.missingKeys().cbegin(); key != all.missingKeys().cend(); ++key) {
        if (*key > m_hidden.missingKeys().value(key.key()))
            m_missingKeys.insert(key.key());
    }
    m_categories = less(all.categories(), m_hidden.categories());
    m_tags = less(all.tags(), m_hidden.tags());
    Q_EMIT changed();
}

} // namespace ui
