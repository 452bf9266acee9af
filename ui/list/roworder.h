#pragma once

#include "ui/list/queuemodel.h"
#include "ui/list/rowsort.h"

#include <QObject>
#include <memory>

namespace ui {

/// In which order the rows of the queue are, shown or not. Names sort naturally; equal rows keep the queue's
/// order, and column -1 is the queue's order. Values that move by themselves (progress, speed, time left,
/// bytes received) are compared as they were when the user last sorted, or when the item's state last
/// changed: no row moves under the pointer.
///
/// Very many rows are sorted on another thread. Meanwhile they keep the order they had, and nothing is
/// compared: rows that come stand at the end. Then sorted() is told; what came or changed meanwhile has its
/// place, too.
class RowOrder : public QObject
{
    Q_OBJECT
public:
    /// More rows than these are sorted on another thread.
    static constexpr int kSortedAtOnce = 2'000;

    explicit RowOrder(const QueueModel &model, QObject *parent = nullptr);

    void setSortedAtOnce(int rows) { m_sortedAtOnce = rows; }

    int column() const { return m_column; } ///< that is asked for
    Qt::SortOrder direction() const { return m_direction; }
    bool isOfQueue() const { return m_column < 0; }
    bool isSorting() const { return m_sort != nullptr; }
    /// Values that moved are taken anew.
    void set(int column, Qt::SortOrder direction);

    /// The rows of the queue that are wanted, in order.
    QList<int> ordered(const QList<bool> &wanted) const;

    // What happens to the queue.
    void onInserted(int first, int last);
    void onLeaving(int first, int last); ///< the model has them still
    void onRemoved(int first, int last);
    /// Whether rows have other places now.
    bool onChanged(int first, int last);
    void onReordering();
    void onReordered();

Q_SIGNALS:
    void sorted(); ///< on another thread
    void isSortingChanged();

private:
    void sort();
    void sortElsewhere(std::shared_ptr<RowSort> sort);
    void finish(RowSort &sort);
    void drop();
    void insertSorted(const QList<int> &rows);
    bool isBefore(int left, int right) const;

    const QueueModel &m_model;
    const QCollator m_collator = naturalCollator();
    int m_sortedAtOnce = kSortedAtOnce;
    int m_column = -1;
    Qt::SortOrder m_direction = Qt::AscendingOrder;
    QList<int> m_rows; ///< in order; empty while that is the queue's
    RowKeys m_keys;    ///< of the column; while it sorts, the sort has them
    /// That is under way; of it only what does not change is read here.
    std::shared_ptr<const RowSort> m_sort;
    std::optional<RowsSince> m_since; ///< its begin
    QList<queue::ItemId> m_goneSince;
    QList<queue::ItemId> m_reordering; ///< m_rows, while the queue reorders
};

} // namespace ui
