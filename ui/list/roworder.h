#pragma once

#include "ui/list/queuemodel.h"

#include <QCollator>
#include <optional>
#include <unordered_map>

namespace ui {

/// In which order rows are shown. Names sort naturally; equal rows keep the queue's order, and column -1 is
/// the queue's order. Values that move by themselves (progress, speed, time left, bytes received) are
/// compared as they were when the user last sorted, or when the item's state last changed: no row moves under
/// the pointer. What is compared of a row is worked out once and kept.
class RowOrder
{
public:
    RowOrder();

    int column() const { return m_column; }
    Qt::SortOrder direction() const { return m_direction; }
    bool isOfQueue() const { return m_column < 0; }
    /// Values that moved are taken anew.
    void set(int column, Qt::SortOrder direction);

    /// Whether the row may have another place now.
    bool update(const queue::Item &item);
    void forget(queue::ItemId id) { m_keys.erase(id); }
    /// Rows of the queue, which `model` has; those that were not updated before are now.
    void sort(const QueueModel &model, QList<int> &rows);
    /// Two rows that are known.
    bool isBefore(const QueueModel &model, int left, int right) const;

private:
    struct Key
    {
        transfer::State state = transfer::State::Queued;
        double number = 0;
        QString text;
        std::optional<QCollatorSortKey> rank; ///< of the text
    };
    struct Hash
    {
        std::size_t operator()(queue::ItemId id) const { return qHash(id); }
    };

    bool isText() const;
    QString textOf(const queue::Item &item) const;
    int compare(const Key &left, const Key &right) const;

    QCollator m_collator;
    int m_column = -1;
    Qt::SortOrder m_direction = Qt::AscendingOrder;
    std::unordered_map<queue::ItemId, Key, Hash> m_keys; ///< of the column
};

} // namespace ui
