#pragma once

#include "core/queue/claims.h"
#include "core/queue/eventlog.h"
#include "core/queue/queuedrows.h"
#include "core/queue/rowcounts.h"
#include "core/queue/rowlist.h"
#include "core/queue/waitingrows.h"

#include <QObject>

namespace queue {

/// The rows of the queue, and the only place where they change: keeps what is counted and looked up by
/// (RowCounts, QueuedRows, WaitingRows, Claims) in step, and says what changed. Who changes an item found
/// here calls one of the functions below `Changes` before anybody else looks. Lives on the queue's thread;
/// signals come after the fact, row numbers are positions in the order.
class Rows : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    int count() const { return m_list.count(); }
    const Item &at(int row) const { return m_list.at(row); }
    Item *find(ItemId id) const { return m_list.find(id); }
    int rowOf(ItemId id) const { return m_list.rowOf(id); } ///< -1 when gone

    const RowCounts &counts() const { return m_counts; }
    const QueuedRows &queued() const { return m_queued; }
    const WaitingRows &waiting() const { return m_waiting; }
    const EventLog &log() const { return m_log; }
    Claims &claims() { return m_claims; }

    void append(RowList::Items items);
    void prepend(RowList::Items stored);
    /// `leaving` is called with each row before it goes.
    void remove(const QList<ItemId> &ids, const std::function<void(const Item &)> &leaving);
    void move(const QList<ItemId> &ids, int row);

    // Changes.
    /// The only way to another state, against the table in transfer/routing/state.h.
    void moveTo(Item &item, transfer::State state);
    /// Anything but the state and the source.
    void changed(const Item &item);
    void sourceChanged(const Item &item);
    /// Figures that are shown, but not worth remembering by themselves.
    void progressed(const QList<ItemId> &ids);
    /// The same without telling anybody.
    void counted(const Item &item) { index(item); }
    void note(const Item &item, transfer::Event event);

Q_SIGNALS:
    void itemsAboutToBeInserted(int first, int last);
    void itemsInserted(int first, int last);
    void itemsAboutToBeRemoved(int first, int last);
    void itemsRemoved(int first, int last);
    void itemsAboutToBeReordered();
    void itemsReordered();
    void itemChanged(int row);
    void itemsProgressed(const QList<int> &rows);
    void happened(queue::ItemId id, const transfer::Event &event);
    void worthKeeping(queue::ItemId id); ///< new, changed, or at another position
    void gone(queue::ItemId id);

private:
    void index(const Item &item);
    void unindex(ItemId id);
    void drop(ItemId id);
    void repositioned(const std::vector<Item *> &items);

    RowList m_list;
    RowCounts m_counts;
    QueuedRows m_queued;
    WaitingRows m_waiting;
    Claims m_claims;
    EventLog m_log;
};

} // namespace queue
