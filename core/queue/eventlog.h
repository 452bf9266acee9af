#pragma once

#include "core/queue/item.h"
#include "core/transfer/event.h"

#include <QHash>
#include <QList>

namespace queue {

/// The last events of each row in this run, oldest first. A value.
class EventLog
{
public:
    /// Of one row; older ones are only in the database (QueueStore::readLog).
    static constexpr qsizetype kLength = 200;

    /// Gives it the current time unless it has one; the event as it was kept.
    const transfer::Event &add(ItemId id, transfer::Event event);
    QList<transfer::Event> events(ItemId id) const { return m_events.value(id); }
    void forget(ItemId id) { m_events.remove(id); }

    /// Appends to the events of one row, of which the last kLength stay.
    static void append(QList<transfer::Event> &events, const transfer::Event &event);
    /// Of the `stored` events those that are older than all of `known`.
    static QList<transfer::Event> earlier(QList<transfer::Event> stored, const QList<transfer::Event> &known);

private:
    QHash<ItemId, QList<transfer::Event>> m_events;
};

} // namespace queue
