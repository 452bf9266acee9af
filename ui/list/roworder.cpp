#include "ui/list/roworder.h"

#include "ui/background.h"

#include <algorithm>
#include <numeric>

namespace ui {

namespace {

QList<bool> marksOf(const QList<int> &rows, int count)
{
    QList<bool> marks(count, false);
    for (const int row : rows)
        marks[row] = true;
    return marks;
}

/// Very many keys or texts take their time to go.
template <typename Rows>
void destroyElsewhere(Rows rows)
{
    if (rows.size() > std::size_t{RowOrder::kSortedAtOnce})
        backgroundPool().start([gone = std::make_shared<Rows>(std::move(rows))] {});
}

} // namespace

RowOrder::RowOrder(const QueueModel &model, QObject *parent)
    : QObject(parent)
    , m_model(model)
{
}

void RowOrder::set(int column, Qt::SortOrder direction)
{
    if (column == m_column && direction == m_direction && !movesByItself(column))
        return;
    if (column != m_column || movesByItself(column))
        destroyElsewhere(std::exchange(m_keys, {}));
    const bool wasOfQueue = isOfQueue();
    m_column = column;
    m_direction = direction;
    if (isOfQueue()) {
        m_rows.clear();
        return drop();
    }
    if (wasOfQueue) {
        m_rows.resize(m_model.rowCount());
        std::iota(m_rows.begin(), m_rows.end(), 0);
    }
    sort();
}

void RowOrder::sort()
{
    auto sort = std::make_shared<RowSort>();
    sort->column = m_column;
    sort->direction = m_direction;
    sort->keys = std::exchange(m_keys, {});
    const int count = m_model.rowCount();
    sort->rows.reserve(static_cast<std::size_t>(count));
    for (int row = 0; row < count; ++row) {
        const queue::Item &item = m_model.item(row);
        sort->rows.push_back({item.id, sortValueOf(item, m_column)});
    }
    if (count > m_sortedAtOnce)
        return sortElsewhere(std::move(sort));
    sort->run(m_collator);
    m_keys = std::move(sort->keys);
    m_rows = std::move(sort->order);
    drop();
}

void RowOrder::sortElsewhere(std::shared_ptr<RowSort> sort)
{
    const bool wasSorting = isSorting();
    m_sort = sort;
    m_since.emplace(static_cast<int>(sort->rows.size()));
    m_goneSince.clear();
    inBackground(
        [sort = std::move(sort)] {
            sort->run(naturalCollator());
            return sort;
        },
        this,
        [this](const std::shared_ptr<RowSort> &done) {
            if (done == m_sort)
                finish(*done);
        });
    if (!wasSorting)
        Q_EMIT isSortingChanged();
}

void RowOrder::finish(RowSort &sort)
{
    m_keys = std::move(sort.keys);
    for (const queue::ItemId id : std::as_const(m_goneSince))
        m_keys.erase(id);
    const QList<int> others = m_since->others();
    if (others.size() > m_sortedAtOnce)
        return this->sort();
    m_rows = m_since->now(sort.order);
    drop();
    destroyElsewhere(std::move(sort.rows));
    insertSorted(others);
    Q_EMIT sorted();
}

/// What is under way is of no use.
void RowOrder::drop()
{
    m_since.reset();
    m_goneSince.clear();
    if (std::exchange(m_sort, nullptr))
        Q_EMIT isSortingChanged();
}

QList<int> RowOrder::ordered(const QList<bool> &wanted) const
{
    QList<int> rows;
    rows.reserve(wanted.size());
    if (isOfQueue()) {
        for (int row = 0; row < wanted.size(); ++row) {
            if (wanted[row])
                rows.append(row);
        }
        return rows;
    }
    std::copy_if(m_rows.cbegin(), m_rows.cend(), std::back_inserter(rows),
                 [&](int row) { return wanted[row]; });
    return rows;
}

void RowOrder::onInserted(int first, int last)
{
    if (isOfQueue())
        return;
    const int many = last - first + 1;
    for (int &row : m_rows)
        row += row >= first ? many : 0;
    QList<int> rows(many);
    std::iota(rows.begin(), rows.end(), first);
    if (!isSorting() && many <= m_sortedAtOnce)
        return insertSorted(rows);
    m_rows += rows;
    if (isSorting())
        m_since->insert(first, last);
    else
        sort();
}

void RowOrder::onLeaving(int first, int last)
{
    if (isOfQueue())
        return;
    for (int row = first; row <= last; ++row) {
        const queue::ItemId id = m_model.item(row).id;
        if (isSorting())
            m_goneSince.append(id);
        else
            m_keys.erase(id);
    }
}

void RowOrder::onRemoved(int first, int last)
{
    if (isOfQueue())
        return;
    const int many = last - first + 1;
    auto to = m_rows.begin();
    for (const int row : std::as_const(m_rows)) {
        if (row < first || row > last)
            *to++ = row > last ? row - many : row;
    }
    m_rows.erase(to, m_rows.end());
    if (isSorting())
        m_since->remove(first, last);
}

bool RowOrder::onChanged(int first, int last)
{
    if (isOfQueue())
        return false;
    QList<int> moved;
    for (int row = first; row <= last; ++row) {
        const queue::Item &item = m_model.item(row);
        const SortValue now = sortValueOf(item, m_column);
        if (!isSorting()) {
            if (take(m_keys, m_column, item.id, now, m_collator))
                moved.append(row);
            continue;
        }
        const int then = m_since->then(row);
        if (then >= 0 && mayMove(m_column, m_sort->rows[static_cast<std::size_t>(then)].value, now))
            m_since->replace(row);
    }
    if (moved.isEmpty())
        return false;
    if (moved.size() > m_sortedAtOnce) {
        sort();
        return false;
    }
    const QList<bool> marks = marksOf(moved, m_model.rowCount());
    m_rows.removeIf([&](int row) { return marks[row]; });
    insertSorted(moved);
    return true;
}

void RowOrder::onReordering()
{
    for (const int row : std::as_const(m_rows))
        m_reordering.append(m_model.item(row).id);
}

/// Equal rows may have changed places.
void RowOrder::onReordered()
{
    if (isOfQueue())
        return;
    m_rows.clear();
    for (const queue::ItemId id : std::exchange(m_reordering, {}))
        m_rows.append(m_model.rowOf(id));
    sort();
}

/// Rows, ascending, that are not among m_rows.
void RowOrder::insertSorted(const QList<int> &rows)
{
    if (rows.isEmpty())
        return;
    QList<int> more = rows;
    for (const int row : rows) {
        const queue::Item &item = m_model.item(row);
        take(m_keys, m_column, item.id, sortValueOf(item, m_column), m_collator);
    }
    const auto isLess = [this](int left, int right) { return isBefore(left, right); };
    std::sort(more.begin(), more.end(), isLess);
    QList<int> all;
    all.reserve(m_rows.size() + more.size());
    auto from = m_rows.cbegin();
    for (const int row : std::as_const(more)) {
        const auto place = std::lower_bound(from, m_rows.cend(), row, isLess);
        std::copy(from, place, std::back_inserter(all));
        all.append(row);
        from = place;
    }
    std::copy(from, m_rows.cend(), std::back_inserter(all));
    m_rows = std::move(all);
}

bool RowOrder::isBefore(int left, int right) const
{
    const int order = compare(m_keys.at(m_model.item(left).id), m_keys.at(m_model.item(right).id));
    return order == 0 ? left < right : (order < 0) == (m_direction == Qt::AscendingOrder);
}

} // namespace ui
