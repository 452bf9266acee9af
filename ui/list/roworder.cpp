#include "ui/list/roworder.h"

#include "ui/list/queuecells.h"

#include <algorithm>

namespace ui {

namespace {

using Column = QueueModel::Column;

bool movesByItself(int column)
{
    const auto which = static_cast<Column>(column);
    return which == Column::Progress || which == Column::Speed || which == Column::TimeLeft ||
           which == Column::Received;
}

} // namespace

RowOrder::RowOrder()
{
    if (QLocale().language() == QLocale::C)
        m_collator.setLocale(QLocale(QLocale::English)); // C knows no natural order
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
}

void RowOrder::set(int column, Qt::SortOrder direction)
{
    if (column != m_column || movesByItself(column))
        m_keys.clear();
    m_column = column;
    m_direction = direction;
}

bool RowOrder::isText() const
{
    const auto column = static_cast<Column>(m_column);
    return column == Column::Name || column == Column::Host || column == Column::Folder;
}

QString RowOrder::textOf(const queue::Item &item) const
{
    switch (static_cast<Column>(m_column)) {
    case Column::Host:
        return item.host();
    case Column::Folder:
        return item.folder;
    default:
        return item.displayName();
    }
}

bool RowOrder::update(const queue::Item &item)
{
    if (isOfQueue())
        return false;
    const auto [known, isNew] = m_keys.try_emplace(item.id);
    Key &key = known->second;
    if (isText()) {
        const QString text = textOf(item);
        if (!isNew && text == key.text)
            return false;
        key.text = text;
        key.rank = m_collator.sortKey(text);
        return true;
    }
    if (!isNew && movesByItself(m_column) && key.state == item.state)
        return false;
    key.state = item.state;
    const double before = std::exchange(key.number, sortValueOf(item, static_cast<Column>(m_column)));
    return isNew || before != key.number;
}

int RowOrder::compare(const Key &left, const Key &right) const
{
    if (left.rank && right.rank)
        return left.rank->compare(*right.rank);
    return left.number < right.number ? -1 : (right.number < left.number ? 1 : 0);
}

bool RowOrder::isBefore(const QueueModel &model, int left, int right) const
{
    if (!isOfQueue()) {
        const int order = compare(m_keys.at(model.item(left).id), m_keys.at(model.item(right).id));
        if (order != 0)
            return (order < 0) == (m_direction == Qt::AscendingOrder);
    }
    return left < right;
}

void RowOrder::sort(const QueueModel &model, QList<int> &rows)
{
    std::sort(rows.begin(), rows.end());
    if (isOfQueue())
        return;
    struct Row
    {
        const Key *key;
        int row;
    };
    std::vector<Row> keyed;
    keyed.reserve(static_cast<std::size_t>(rows.size()));
    m_keys.reserve(m_keys.size() + static_cast<std::size_t>(rows.size()));
    for (const int row : std::as_const(rows)) {
        const queue::Item &item = model.item(row);
        auto known = m_keys.find(item.id);
        if (known == m_keys.end()) {
            update(item);
            known = m_keys.find(item.id);
        }
        keyed.push_back({&known->second, row}); // its address never changes
    }
    const bool isAscending = m_direction == Qt::AscendingOrder;
    std::stable_sort(keyed.begin(), keyed.end(), [&](const Row &a, const Row &b) {
        return isAscending ? compare(*a.key, *b.key) < 0 : compare(*b.key, *a.key) < 0;
    });
    std::transform(keyed.begin(), keyed.end(), rows.begin(), [](const Row &row) { return row.row; });
}

} // namespace ui
