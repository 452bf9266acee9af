#pragma once

#include "core/queue/item.h"

#include <QHash>
#include <QStringList>
#include <functional>
#include <limits>
#include <map>

namespace queue {

/// The rows whose state is Queued, in their order, together and by the hosts that their mirrors are on. Kept
/// up to date row by row: update() after every change of a row's state, position or source. Holds pointers to
/// items, which must be forgotten before they are destroyed.
class QueuedRows
{
public:
    void update(const Item &item);
    void forget(ItemId id);
    int count() const { return static_cast<int>(m_rows.size()); }

    static constexpr qint64 kBeforeAll = std::numeric_limits<qint64>::min();
    /// The first row behind that position; null: none.
    const Item *next(qint64 position) const;
    /// The same without those that are only on hosts for which `isPassedOver` says yes. Asks for each set of
    /// hosts once, so it takes time that grows with the number of such sets, not of rows.
    using IsPassedOver = std::function<bool(const QStringList &hosts)>;
    const Item *next(qint64 position, const IsPassedOver &isPassedOver) const;

private:
    using ByPosition = std::map<qint64, const Item *>;
    struct Known
    {
        qint64 position;
        QStringList hosts;
    };

    QHash<ItemId, Known> m_known;
    ByPosition m_rows;
    std::map<QStringList, ByPosition> m_byHosts;
};

} // namespace queue
