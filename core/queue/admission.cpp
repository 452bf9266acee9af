#include "core/queue/admission.h"

#include "core/queue/stored.h"

namespace queue {

using transfer::State;

Admission::Admission(Rows &rows, qint64 firstId)
    : m_rows(rows)
    , m_nextId(firstId)
{
}

Admission::Added Admission::add(const QList<Request> &requests)
{
    Added added;
    RowList::Items items;
    for (const Request &request : requests) {
        auto item = std::make_unique<Item>(makeItem(request, ItemId{m_nextId++}));
        const Claims::Ruling ruling = m_rows.claims().ask(*item, request.mayRename);
        if (ruling.answer == Claims::Answer::Same || ruling.answer == Claims::Answer::Taken) {
            added.ids.append(ruling.holder);
            // Null: it is one of this list.
            const Item *known = m_rows.find(ruling.holder);
            if (known && transfer::isFinished(known->state))
                added.again.append(known->id);
            continue;
        }
        if (ruling.answer == Claims::Answer::Renamed)
            item->name = ruling.name;
        m_rows.claims().update(*item);
        added.ids.append(item->id);
        items.push_back(std::move(item));
    }
    const int first = m_rows.count();
    m_rows.append(std::move(items));
    for (int row = first; row < m_rows.count(); ++row) {
        transfer::Event event;
        event.kind = transfer::Event::Kind::Added;
        m_rows.note(m_rows.at(row), event);
    }
    return added;
}

Admission::Merged Admission::merge(const QList<storage::StoredItem> &stored)
{
    QList<ItemId> early;
    for (int row = 0; row < m_rows.count(); ++row)
        early.append(m_rows.at(row).id);
    for (const ItemId id : std::as_const(early))
        m_rows.claims().forget(id);
    RowList::Items items;
    items.reserve(static_cast<std::size_t>(stored.size()));
    for (const storage::StoredItem &row : stored)
        items.push_back(std::make_unique<Item>(fromStored(row)));
    m_rows.prepend(std::move(items));
    return reconcile(early);
}

Admission::Merged Admission::reconcile(const QList<ItemId> &early)
{
    Merged merged;
    for (const ItemId id : early) {
        Item &item = *m_rows.find(id);
        const Claims::Ruling ruling = m_rows.claims().ask(item, true);
        if (ruling.answer == Claims::Answer::Same) {
            merged.repeated.append(id);
            if (m_rows.find(ruling.holder)->state == State::Failed)
                merged.again.append(ruling.holder);
            continue;
        }
        if (ruling.answer == Claims::Answer::Renamed && !transfer::isActive(item.state)) {
            item.name = ruling.name;
            m_rows.changed(item);
        }
        m_rows.claims().update(item);
    }
    return merged;
}

} // namespace queue
