#pragma once

#include "core/queue/rows.h"

namespace storage {
struct StoredItem;
}

namespace queue {

/// Makes rows of what is asked for and of what was stored, and sees to it that no two of them make one file
/// (Claims). Used on the queue's thread.
class Admission
{
public:
    /// New rows are numbered from `firstId` on.
    Admission(Rows &rows, qint64 firstId);

    struct Added
    {
        QList<ItemId> ids;   ///< a row for each request: a new one, or the one that makes its file already
        QList<ItemId> again; ///< rows among those that are over without their file, or without part of it
    };
    /// Appends in one go.
    Added add(const QList<Request> &requests);

    struct Merged
    {
        QList<ItemId> repeated; ///< rows that were stored rows, too: to be removed
        QList<ItemId> again;    ///< stored rows for the same files that had failed
    };
    /// Puts the stored rows before those that were added already. These may want a name of a stored one: then
    /// they get another, unless they run.
    Merged merge(const QList<storage::StoredItem> &stored);

private:
    Merged reconcile(const QList<ItemId> &early);

    Rows &m_rows;
    qint64 m_nextId;
};

} // namespace queue
