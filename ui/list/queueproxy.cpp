#include "ui/list/queueproxy.h"

#include "ui/list/queuecells.h"

namespace ui {

namespace {

bool movesByItself(QueueModel::Column column)
{
    using Column = QueueModel::Column;
    return column == Column::Progress || column == Column::Speed || column == Column::TimeLeft;
}

bool containsText(const queue::Item &item, const QString &text)
{
    const auto has = [&](const QString &where) { return where.contains(text, Qt::CaseInsensitive); };
    return text.isEmpty() || has(item.displayName()) || has(item.host()) || has(item.folder);
}

template <typename T>
int threeWay(const T &left, const T &right)
{
    return left < right ? -1 : (right < left ? 1 : 0);
}

} // namespace

QueueProxy::QueueProxy(QueueModel &model, const PendingRemovals &removals, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
    , m_removals(removals)
{
    if (QLocale().language() == QLocale::C)
        m_collator.setLocale(QLocale(QLocale::English)); // C knows no natural order
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    setSourceModel(&model);
    connect(&removals, &PendingRemovals::changed, this, [this] { invalidateRowsFilter(); });
}

void QueueProxy::setFilter(Filter filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    invalidateRowsFilter();
}

void QueueProxy::setText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed == m_text)
        return;
    m_text = trimmed;
    invalidateRowsFilter();
}

const queue::Item &QueueProxy::item(const QModelIndex &index) const
{
    return m_model.item(mapToSource(index).row());
}

QModelIndex QueueProxy::indexOf(int queueRow) const
{
    return queueRow < 0 ? QModelIndex() : mapFromSource(m_model.index(queueRow, 0));
}

void QueueProxy::sort(int column, Qt::SortOrder order)
{
    m_frozen.clear();
    if (column == sortColumn() && order == sortOrder())
        invalidate(); // the base class would think that nothing is to be done
    QSortFilterProxyModel::sort(column, order);
}

bool QueueProxy::filterAcceptsRow(int row, const QModelIndex &) const
{
    const queue::Item &item = m_model.item(row);
    return matches(m_filter, item) && !m_removals.contains(item.id) && containsText(item, m_text);
}

bool QueueProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const int order = compare(left.row(), right.row(), left.column());
    if (order != 0)
        return order < 0;
    // Descending order asks with the sides swapped; equal rows stay as the queue has them either way.
    return sortOrder() == Qt::AscendingOrder ? left.row() < right.row() : left.row() > right.row();
}

int QueueProxy::compare(int left, int right, int column) const
{
    const queue::Item &a = m_model.item(left);
    const queue::Item &b = m_model.item(right);
    switch (static_cast<QueueModel::Column>(column)) {
    case QueueModel::Column::Name:
        return m_collator.compare(a.displayName(), b.displayName());
    case QueueModel::Column::Host:
        return m_collator.compare(a.host(), b.host());
    case QueueModel::Column::Folder:
        return m_collator.compare(a.folder, b.folder);
    default:
        break;
    }
    return threeWay(frozenValue(left, column), frozenValue(right, column));
}

double QueueProxy::frozenValue(int row, int column) const
{
    const auto live = [&] { return sortValueOf(m_model.item(row), static_cast<QueueModel::Column>(column)); };
    if (!movesByItself(static_cast<QueueModel::Column>(column)) || column != sortColumn())
        return live();
    const queue::Item &item = m_model.item(row);
    const auto known = m_frozen.constFind(item.id);
    if (known != m_frozen.constEnd() && known->state == item.state)
        return known->value;
    return m_frozen.insert(item.id, {item.state, live()})->value;
}

} // namespace ui
