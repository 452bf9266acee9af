#include "ui/list/rowsort.h"

#include "ui/list/queuecells.h"

#include <algorithm>
#include <numeric>

namespace ui {

using Column = QueueModel::Column;

bool isSortedByText(int column)
{
    const auto which = static_cast<Column>(column);
    return which == Column::Name || which == Column::Host || which == Column::Folder;
}

bool movesByItself(int column)
{
    const auto which = static_cast<Column>(column);
    return which == Column::Progress || which == Column::Speed || which == Column::TimeLeft ||
           which == Column::Received;
}

SortValue sortValueOf(const queue::Item &item, int column)
{
    switch (const auto which = static_cast<Column>(column)) {
    case Column::Name:
        return {item.state, 0, item.displayName()};
    case Column::Host:
        return {item.state, 0, item.host()};
    case Column::Folder:
        return {item.state, 0, item.folder};
    default:
        return {item.state, sortValueOf(item, which), {}};
    }
}

bool mayMove(int column, const SortValue &before, const SortValue &now)
{
    if (isSortedByText(column))
        return before.text != now.text;
    return before.number != now.number && (before.state != now.state || !movesByItself(column));
}

QCollator naturalCollator()
{
    QCollator collator;
    if (QLocale().language() == QLocale::C)
        collator.setLocale(QLocale(QLocale::English)); // C knows no natural order
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    return collator;
}

bool take(RowKeys &keys, int column, queue::ItemId id, const SortValue &now, const QCollator &collator)
{
    const auto [known, isNew] = keys.try_emplace(id);
    RowKey &key = known->second;
    if (!isNew && !mayMove(column, key.value, now)) {
        if (key.value.number == now.number)
            key.value.state = now.state;
        return false;
    }
    key.value = now;
    if (isSortedByText(column))
        key.rank = collator.sortKey(now.text);
    return true;
}

int compare(const RowKey &left, const RowKey &right)
{
    if (left.rank && right.rank)
        return left.rank->compare(*right.rank);
    const double a = left.value.number;
    const double b = right.value.number;
    return a < b ? -1 : (b < a ? 1 : 0);
}

void RowSort::run(const QCollator &collator)
{
    struct Keyed
    {
        const RowKey *key;
        int place;
    };
    std::vector<Keyed> keyed;
    keyed.reserve(rows.size());
    keys.reserve(rows.size());
    for (const Row &row : rows) {
        take(keys, column, row.id, row.value, collator);
        keyed.push_back({&keys.find(row.id)->second, static_cast<int>(keyed.size())}); // it stays there
    }
    const bool isAscending = direction == Qt::AscendingOrder;
    std::stable_sort(keyed.begin(), keyed.end(), [&](const Keyed &a, const Keyed &b) {
        return isAscending ? compare(*a.key, *b.key) < 0 : compare(*b.key, *a.key) < 0;
    });
    order.resize(static_cast<qsizetype>(keyed.size()));
    std::transform(keyed.begin(), keyed.end(), order.begin(), [](const Keyed &row) { return row.place; });
}

RowsSince::RowsSince(int count)
    : m_count(count)
    , m_then(count)
{
    std::iota(m_then.begin(), m_then.end(), 0);
}

void RowsSince::insert(int first, int last)
{
    m_then.insert(first, last - first + 1, -1);
}

void RowsSince::remove(int first, int last)
{
    m_then.remove(first, last - first + 1);
}

QList<int> RowsSince::now(const QList<int> &rows) const
{
    QList<int> numbers(m_count, -1);
    for (int row = 0; row < m_then.size(); ++row) {
        if (m_then[row] >= 0)
            numbers[m_then[row]] = row;
    }
    QList<int> found;
    found.reserve(m_then.size());
    for (const int row : rows) {
        if (numbers[row] >= 0)
            found.append(numbers[row]);
    }
    return found;
}

QList<int> RowsSince::others() const
{
    QList<int> found;
    for (int row = 0; row < m_then.size(); ++row) {
        if (m_then[row] < 0)
            found.append(row);
    }
    return found;
}

} // namespace ui
