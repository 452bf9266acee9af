#include "core/queue/eventlog.h"

namespace queue {

using transfer::Event;

const Event &EventLog::add(ItemId id, Event event)
{
    if (!event.time.isValid())
        event.time = QDateTime::currentDateTimeUtc();
    QList<Event> &events = m_events[id];
    append(events, event);
    return events.constLast();
}

void EventLog::append(QList<Event> &events, const Event &event)
{
    if (events.size() >= kLength)
        events.removeFirst();
    events.append(event);
    if (event.kind == Event::Kind::Done) // usually the last: thousands of finished files need no spare room
        events.squeeze();
}

QList<Event> EventLog::earlier(QList<Event> stored, const QList<Event> &known)
{
    if (!known.isEmpty())
        stored.removeIf([&](const Event &event) { return event.time >= known.first().time; });
    return stored;
}

} // namespace queue
