#pragma once

#include "core/queue/item.h"

#include <QHash>
#include <QMap>
#include <QSet>
#include <map>

namespace queue {

/// The rows whose state is Waiting: by the time at which each goes on, or, of those that wait for the end of
/// a pause, together; and those that wait for room on a volume, by volume. Kept up to date row by row:
/// update() after every change of a row.
class WaitingRows
{
public:
    WaitingRows() = default;
    Q_DISABLE_COPY_MOVE(WaitingRows)

    using Time = Standstill::Clock::time_point;

    void update(const Item &item);
    void forget(ItemId id);

    int count() const { return static_cast<int>(m_known.size()); }
    QList<ItemId> all() const { return m_known.keys(); }
    /// Of those that wait for a time the next to go on, and its time; empty: none.
    std::optional<std::pair<Time, ItemId>> next() const;
    /// Those that wait until a cause is gone, in the order of the rows.
    QList<ItemId> parked() const { return m_parked.values(); }
    int parkedCount() const { return static_cast<int>(m_parked.size()); }
    /// Those that wait for room there.
    QList<ItemId> forRoomOn(quint64 volume) const { return m_byVolume.value(volume).values(); }

private:
    struct Known
    {
        std::multimap<Time, ItemId>::iterator timed; ///< end: it is parked
        qint64 position = 0;
        std::optional<quint64> volume; ///< where it waits for room
    };

    QHash<ItemId, Known> m_known;
    std::multimap<Time, ItemId> m_timed;
    QMap<qint64, ItemId> m_parked; ///< by position
    QHash<quint64, QSet<ItemId>> m_byVolume;
};

} // namespace queue
