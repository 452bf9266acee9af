#pragma once

#include "core/queue/item.h"

#include <QCollator>
#include <QList>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ui {

/// What a row is sorted by, copied from its item: a text, or a number.
struct SortValue
{
    transfer::State state = transfer::State::Queued;
    double number = 0;
    QString text;
};

/// By columns of the QueueModel.
bool isSortedByText(int column);
/// Its values change without anybody's doing.
bool movesByItself(int column);
SortValue sortValueOf(const queue::Item &item, int column);
/// A row of which this has become of `before` may have another place.
bool mayMove(int column, const SortValue &before, const SortValue &now);

/// Names sort naturally: file 2 before file 10.
QCollator naturalCollator();

struct RowKey
{
    SortValue value;
    std::optional<QCollatorSortKey> rank; ///< of the text
};

struct ItemIdHash
{
    std::size_t operator()(queue::ItemId id) const { return qHash(id); }
};

/// What is compared of rows, worked out once and kept.
using RowKeys = std::unordered_map<queue::ItemId, RowKey, ItemIdHash>;

/// Whether the row may have another place now.
bool take(RowKeys &keys, int column, queue::ItemId id, const SortValue &now, const QCollator &collator);
/// −1, 0 or 1.
int compare(const RowKey &left, const RowKey &right);

/// Rows of the queue that are to be sorted. Knows no queue: runs on any thread.
struct RowSort
{
    struct Row
    {
        queue::ItemId id;
        SortValue value;
    };

    /// Puts `rows` in order; equal ones stay as they are. Nothing but keys and order is changed.
    void run(const QCollator &collator);

    int column = -1;
    Qt::SortOrder direction = Qt::AscendingOrder;
    std::vector<Row> rows;
    RowKeys keys;     ///< those that are known; afterwards all
    QList<int> order; ///< afterwards: places in `rows`
};

/// How the rows of a list are numbered now that were there at some time before, while others come and go.
class RowsSince
{
public:
    explicit RowsSince(int count);

    void insert(int first, int last);
    void remove(int first, int last);
    /// It is another one from now on.
    void replace(int row) { m_then[row] = -1; }

    /// Its number then; −1: it is another one.
    int then(int row) const { return m_then[row]; }
    /// Rows by their numbers then, by those of now; less those that are gone.
    QList<int> now(const QList<int> &rows) const;
    /// Those that were not there, ascending.
    QList<int> others() const;

private:
    int m_count; ///< then
    QList<int> m_then;
};

} // namespace ui
