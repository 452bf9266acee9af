#include "core/queue/storedids.h"

#include <QList>
#include <algorithm>

namespace queue {

qint64 StoredIds::give(qint64 id)
{
    if (id < kFirstOfRun)
        return id;
    qint64 &stored = m_stored[id];
    if (stored == 0)
        stored = m_next++;
    return stored;
}

QHash<qint64, qint64> StoredIds::moveTo(qint64 next)
{
    m_next = next;
    QList<qint64> ids = m_stored.keys();
    std::sort(ids.begin(), ids.end()); // in the order in which they were added
    QHash<qint64, qint64> moved;
    for (const qint64 id : std::as_const(ids)) {
        moved.insert(m_stored.value(id), m_next);
        m_stored[id] = m_next++;
    }
    return moved;
}

} // namespace queue
