#include "core/queue/rows.h"

#include <algorithm>

namespace queue {

using transfer::State;

void Rows::index(const Item &item)
{
    m_counts.update(item);
    m_queued.update(item);
    m_waiting.update(item);
    m_claims.update(item);
}

void Rows::unindex(ItemId id)
{
    m_counts.forget(id);
    m_queued.forget(id);
    m_waiting.forget(id);
    m_claims.forget(id);
}

void Rows::append(RowList::Items items)
{
    if (items.empty())
        return;
    std::vector<Item *> added;
    for (const auto &item : items)
        added.push_back(item.get());
    const int first = count();
    Q_EMIT itemsAboutToBeInserted(first, first + static_cast<int>(items.size()) - 1);
    m_list.append(std::move(items));
    for (const Item *item : added)
        index(*item);
    Q_EMIT itemsInserted(first, count() - 1);
    for (const Item *item : added)
        Q_EMIT worthKeeping(item->id);
}

void Rows::prepend(RowList::Items stored)
{
    if (stored.empty())
        return;
    const int last = static_cast<int>(stored.size()) - 1;
    Q_EMIT itemsAboutToBeInserted(0, last);
    const auto changed = m_list.prepend(std::move(stored));
    repositioned(changed);
    for (int row = 0; row <= last; ++row)
        index(at(row));
    Q_EMIT itemsInserted(0, last);
}

/// Two rows may have swapped positions, so all old ones are forgotten before any new one is known.
void Rows::repositioned(const std::vector<Item *> &items)
{
    for (const Item *item : items) {
        m_queued.forget(item->id);
        m_waiting.forget(item->id);
    }
    for (const Item *item : items) {
        m_queued.update(*item);
        m_waiting.update(*item);
        Q_EMIT worthKeeping(item->id);
    }
}

/// From the bottom up, whole runs at once, so that views hear of each run once.
void Rows::remove(const QList<ItemId> &ids, const std::function<void(const Item &)> &leaving)
{
    QList<int> rows;
    for (const ItemId id : ids) {
        if (const int row = rowOf(id); row >= 0)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end(), std::greater<>());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (qsizetype i = 0; i < rows.size();) {
        qsizetype end = i + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] - 1)
            ++end;
        const int first = rows[end - 1];
        const int last = rows[i];
        Q_EMIT itemsAboutToBeRemoved(first, last);
        for (int row = last; row >= first; --row)
            leaving(at(row));
        for (int row = last; row >= first; --row)
            drop(at(row).id);
        Q_EMIT itemsRemoved(first, last);
        i = end;
    }
}

void Rows::drop(ItemId id)
{
    unindex(id);
    m_log.forget(id);
    m_list.take(id);
    Q_EMIT gone(id);
}

void Rows::move(const QList<ItemId> &ids, int row)
{
    Q_EMIT itemsAboutToBeReordered();
    repositioned(m_list.move(ids, row));
    Q_EMIT itemsReordered();
}

void Rows::moveTo(Item &item, State state)
{
    Q_ASSERT_X(transfer::canMove(item.state, state), "Rows::moveTo",
               "not in the table of transfer/routing/state.cpp");
    item.state = state;
    item.isSilent = false;
    if (state != State::Waiting)
        item.waitingUntil = {};
    if (!transfer::isActive(state))
        item.progress.bytesPerSecond = 0;
    changed(item);
}

void Rows::changed(const Item &item)
{
    index(item);
    Q_EMIT worthKeeping(item.id);
    if (const int row = rowOf(item.id); row >= 0)
        Q_EMIT itemChanged(row);
}

/// Who makes which file is decided by the source, too.
void Rows::sourceChanged(const Item &item)
{
    m_claims.forget(item.id);
    changed(item);
}

void Rows::progressed(const QList<ItemId> &ids)
{
    QList<int> rows;
    for (const ItemId id : ids) {
        if (const Item *item = find(id)) {
            m_counts.update(*item);
            rows.append(rowOf(id));
        }
    }
    std::sort(rows.begin(), rows.end());
    if (!rows.isEmpty())
        Q_EMIT itemsProgressed(rows);
}

void Rows::note(const Item &item, transfer::Event event)
{
    const ItemId id = item.id;
    const transfer::Event noted = m_log.add(id, std::move(event));
    Q_EMIT happened(id, noted);
}

} // namespace queue
