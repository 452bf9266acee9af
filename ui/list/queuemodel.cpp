#include "ui/list/queuemodel.h"

#include "ui/list/queuecells.h"
#include "ui/list/rowbatch.h"

#include <array>

namespace ui {

QueueModel::QueueModel(queue::Queue &queue, QObject *parent)
    : QAbstractTableModel(parent)
    , m_queue(queue)
{
    m_flush.setSingleShot(true);
    m_flush.setInterval(0);
    connect(&m_flush, &QTimer::timeout, this, &QueueModel::flushChanged);
    connectQueue();
}

void QueueModel::connectQueue()
{
    using queue::Queue;
    connect(&m_queue, &Queue::itemsAboutToBeInserted, this, [this](int first, int last) {
        flushChanged();
        beginInsertRows({}, first, last);
    });
    connect(&m_queue, &Queue::itemsInserted, this, [this] { endInsertRows(); });
    connect(&m_queue, &Queue::itemsAboutToBeRemoved, this, [this](int first, int last) {
        flushChanged();
        beginRemoveRows({}, first, last);
    });
    connect(&m_queue, &Queue::itemsRemoved, this, [this] { endRemoveRows(); });
    connect(&m_queue, &Queue::itemsAboutToBeReordered, this, &QueueModel::beginReorder);
    connect(&m_queue, &Queue::itemsReordered, this, &QueueModel::endReorder);
    connect(&m_queue, &Queue::itemChanged, this, &QueueModel::markChanged);
    connect(&m_queue, &Queue::itemsProgressed, this, &QueueModel::showProgress);
}

int QueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_queue.count();
}

int QueueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const queue::Item &row = item(index.row());
    if (role == IdRole)
        return static_cast<qint64>(row.id);
    return cellOf(row, static_cast<Column>(index.column()), role);
}

Qt::ItemFlags QueueModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags;
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumnCount)
        return {};
    const auto column = static_cast<Column>(section);
    const bool isNumber = column >= Column::Size && column <= Column::Received;
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole && column == Column::Action)
        return tr("Action");
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, kColumnCount> names{
        tr("Name"),     tr("Progress"), tr("Size"), tr("Speed"),  tr("Time left"), tr("Added"),
        tr("Finished"), tr("Received"), tr("Host"), tr("Folder"), QString()};
    return names[static_cast<std::size_t>(section)];
}

void QueueModel::markChanged(int row)
{
    m_changed.append(row);
    if (!m_flush.isActive())
        m_flush.start();
}

void QueueModel::flushChanged()
{
    m_flush.stop();
    for (const auto &[first, last] : contiguousRanges(std::exchange(m_changed, {})))
        Q_EMIT dataChanged(index(first, 0), index(last, kColumnCount - 1));
}

void QueueModel::showProgress(const QList<int> &rows)
{
    for (const auto &[first, last] : contiguousRanges(rows)) {
        Q_EMIT dataChanged(index(first, static_cast<int>(Column::Progress)),
                           index(last, static_cast<int>(Column::TimeLeft)));
    }
}

void QueueModel::refreshWaiting()
{
    showProgress(m_queue.waitingRows());
}

void QueueModel::beginReorder()
{
    flushChanged();
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    for (const QModelIndex &index : persistentIndexList())
        m_moving.append({index, item(index.row()).id});
}

void QueueModel::endReorder()
{
    for (const auto &[from, id] : std::exchange(m_moving, {})) {
        const int row = m_queue.rowOf(id);
        changePersistentIndex(from, row < 0 ? QModelIndex() : index(row, from.column()));
    }
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

} // namespace ui
