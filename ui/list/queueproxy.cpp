#include "ui/list/queueproxy.h"

#include "ui/list/rowbatch.h"

#include <algorithm>

namespace ui {

namespace {

/// So many runs of rows come or go one by one; more are told as one change of everything.
constexpr qsizetype kFewRuns = 16;

bool containsText(const queue::Item &item, const QString &text)
{
    const auto has = [&](const QString &where) { return where.contains(text, Qt::CaseInsensitive); };
    return text.isEmpty() || has(item.displayName()) || has(item.host()) || has(item.folder) ||
           has(item.category) || !item.tags.filter(text, Qt::CaseInsensitive).isEmpty();
}

using Runs = QList<std::pair<int, int>>;

/// The places in `rows` of those that are not among `others`, in runs.
Runs runsMissingIn(const QList<bool> &others, const QList<int> &rows)
{
    Runs runs;
    for (int place = 0; place < rows.size(); ++place) {
        if (others[rows[place]])
            continue;
        if (!runs.isEmpty() && runs.last().second == place - 1)
            runs.last().second = place;
        else
            runs.append({place, place});
    }
    return runs;
}

QList<bool> marked(const QList<int> &rows, int count)
{
    QList<bool> marks(count, false);
    for (const int row : rows)
        marks[row] = true;
    return marks;
}

QList<int> those(const QList<int> &rows, const QList<bool> &marks, bool areMarked)
{
    QList<int> found;
    std::copy_if(rows.cbegin(), rows.cend(), std::back_inserter(found),
                 [&](int row) { return marks[row] == areMarked; });
    return found;
}

/// Makes room for the run of `rows` where it stands there, and copies it.
void insertRun(QList<int> &list, const QList<int> &rows, int first, int last)
{
    list.insert(first, last - first + 1, 0);
    std::copy(rows.cbegin() + first, rows.cbegin() + last + 1, list.begin() + first);
}

} // namespace

QueueProxy::QueueProxy(QueueModel &model, const PendingRemovals &removals, QObject *parent)
    : QAbstractProxyModel(parent)
    , m_model(model)
    , m_removals(removals)
    , m_order(model)
{
    setSourceModel(&model);
    connectModel();
    connect(&removals, &PendingRemovals::changed, this, &QueueProxy::refilter);
    connect(&m_order, &RowOrder::sorted, this, [this] { permute(m_order.ordered(shown())); });
    m_shown = m_order.ordered(accepted());
    count();
}

void QueueProxy::connectModel()
{
    using Model = QAbstractItemModel;
    connect(&m_model, &Model::dataChanged, this, &QueueProxy::onDataChanged);
    connect(&m_model, &Model::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { onInserted(first, last); });
    connect(&m_model, &Model::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { onLeaving(first, last); });
    connect(&m_model, &Model::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { onRemoved(first, last); });
    connect(&m_model, &Model::layoutAboutToBeChanged, this, &QueueProxy::onReordering);
    connect(&m_model, &Model::layoutChanged, this, &QueueProxy::onReordered);
}

void QueueProxy::setFilter(Filter filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    refilter();
}

void QueueProxy::setText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed == m_text)
        return;
    const bool isNarrower = trimmed.contains(m_text, Qt::CaseInsensitive);
    m_text = trimmed;
    if (!isNarrower)
        return refilter();
    // As it is typed: of what is not shown, nothing can match.
    QList<bool> wanted = shown();
    for (int row = 0; row < wanted.size(); ++row)
        wanted[row] = wanted[row] && accepts(row);
    show(m_order.ordered(wanted));
}

void QueueProxy::setLabel(const Label &label)
{
    if (label == m_label)
        return;
    m_label = label;
    refilter();
}

QModelIndex QueueProxy::indexOf(int queueRow) const
{
    return queueRow < 0 || m_place.value(queueRow, -1) < 0 ? QModelIndex()
                                                           : createIndex(m_place[queueRow], 0);
}

void QueueProxy::sort(int column, Qt::SortOrder order)
{
    m_order.set(column, order);
    permute(m_order.ordered(shown()));
}

bool QueueProxy::accepts(int queueRow) const
{
    const queue::Item &item = m_model.item(queueRow);
    return matches(m_filter, item) && matches(m_label, item) && !m_removals.contains(item.id) &&
           containsText(item, m_text);
}

QList<bool> QueueProxy::accepted() const
{
    QList<bool> rows(m_model.rowCount());
    for (int row = 0; row < rows.size(); ++row)
        rows[row] = accepts(row);
    return rows;
}

QList<bool> QueueProxy::shown() const
{
    return marked(m_shown, m_model.rowCount());
}

void QueueProxy::refilter()
{
    show(m_order.ordered(accepted()));
}

void QueueProxy::onDataChanged(const QModelIndex &first, const QModelIndex &last)
{
    // Figures that move by themselves change neither what is shown nor where.
    if (first.column() == static_cast<int>(QueueModel::Column::Name))
        reconsider(first.row(), last.row());
    QList<int> places;
    for (int row = first.row(); row <= last.row(); ++row) {
        if (m_place[row] >= 0)
            places.append(m_place[row]);
    }
    for (const auto &[from, to] : contiguousRanges(places))
        Q_EMIT dataChanged(index(from, first.column()), index(to, last.column()));
}

/// Rows that changed may come, go, or have another place.
void QueueProxy::reconsider(int first, int last)
{
    bool isOther = m_order.onChanged(first, last);
    for (int row = first; row <= last && !isOther; ++row)
        isOther = accepts(row) != (m_place[row] >= 0);
    if (!isOther)
        return;
    QList<bool> wanted = shown();
    for (int row = first; row <= last; ++row)
        wanted[row] = accepts(row);
    show(m_order.ordered(wanted));
}

void QueueProxy::onInserted(int first, int last)
{
    const int many = last - first + 1;
    for (int &row : m_shown)
        row += row >= first ? many : 0;
    m_place.insert(first, many, -1);
    m_order.onInserted(first, last);
    QList<bool> wanted = shown();
    for (int row = first; row <= last; ++row)
        wanted[row] = accepts(row);
    show(m_order.ordered(wanted));
}

void QueueProxy::onLeaving(int first, int last)
{
    QList<int> go;
    for (int row = first; row <= last; ++row) {
        if (m_place[row] >= 0)
            go.append(row);
    }
    m_order.onLeaving(first, last);
    if (!go.isEmpty())
        show(those(m_shown, marked(go, m_model.rowCount()), false));
}

void QueueProxy::onRemoved(int first, int last)
{
    const int many = last - first + 1;
    for (int &row : m_shown)
        row -= row > last ? many : 0;
    m_place.remove(first, many);
    m_order.onRemoved(first, last);
}

void QueueProxy::onReordering()
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    for (const QModelIndex &index : persistentIndexList())
        m_moving.append({index, mapToSource(index)});
    m_order.onReordering();
}

void QueueProxy::onReordered()
{
    m_order.onReordered();
    m_shown = m_order.ordered(accepted());
    count();
    for (const auto &[from, source] : std::exchange(m_moving, {}))
        changePersistentIndex(from, mapFromSource(source));
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void QueueProxy::show(const QList<int> &rows)
{
    if (rows == m_shown)
        return;
    const int all = m_model.rowCount();
    const QList<bool> before = marked(m_shown, all);
    const QList<bool> after = marked(rows, all);
    const Runs gone = runsMissingIn(after, m_shown);
    const Runs come = runsMissingIn(before, rows);
    const QList<int> stay = those(rows, before, true);
    const bool isFew = gone.size() + come.size() <= kFewRuns && stay == those(m_shown, after, true);
    // Many would each be a signal of their own: they are gathered at the end, where they are one run.
    if (!isFew && !gone.isEmpty())
        permute(stay + those(m_shown, after, false));
    const Runs leaving = runsMissingIn(after, m_shown);
    for (auto run = leaving.crbegin(); run != leaving.crend(); ++run)
        removeRun(run->first, run->second);
    if (isFew) {
        for (const auto &[first, last] : come)
            addRun(rows, first, last);
        return;
    }
    if (!come.isEmpty()) {
        const QList<int> gathered = m_shown + those(rows, before, false);
        addRun(gathered, static_cast<int>(m_shown.size()), static_cast<int>(gathered.size()) - 1);
    }
    permute(rows);
}

void QueueProxy::removeRun(int first, int last)
{
    beginRemoveRows({}, first, last);
    m_shown.remove(first, last - first + 1);
    count();
    endRemoveRows();
}

void QueueProxy::addRun(const QList<int> &rows, int first, int last)
{
    beginInsertRows({}, first, last);
    insertRun(m_shown, rows, first, last);
    count();
    endInsertRows();
}

/// The same rows in another order.
void QueueProxy::permute(const QList<int> &rows)
{
    if (rows == m_shown)
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QList<int> queueRows;
    for (const QModelIndex &index : before)
        queueRows.append(m_shown[index.row()]);
    m_shown = rows;
    count();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i)
        after.append(createIndex(m_place[queueRows[i]], before[i].column()));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void QueueProxy::count()
{
    m_place.fill(-1, m_model.rowCount());
    for (int place = 0; place < m_shown.size(); ++place)
        m_place[m_shown[place]] = place;
}

QModelIndex QueueProxy::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex QueueProxy::parent(const QModelIndex &) const
{
    return {};
}

int QueueProxy::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int QueueProxy::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : QueueModel::kColumnCount;
}

/// The base class asks by way of a cell, which an empty list does not have.
QVariant QueueProxy::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_model.headerData(section, orientation, role);
}

QModelIndex QueueProxy::mapToSource(const QModelIndex &proxyIndex) const
{
    return proxyIndex.isValid() ? m_model.index(m_shown[proxyIndex.row()], proxyIndex.column())
                                : QModelIndex();
}

QModelIndex QueueProxy::mapFromSource(const QModelIndex &sourceIndex) const
{
    const int place = sourceIndex.isValid() ? m_place[sourceIndex.row()] : -1;
    return place < 0 ? QModelIndex() : createIndex(place, sourceIndex.column());
}

} // namespace ui
