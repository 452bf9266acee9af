#include "ui/list/queuemodel.h"

#include "ui/format.h"
#include "ui/list/itemstatus.h"
#include "ui/list/rowbatch.h"

#include <QCoreApplication>
#include <QDir>

namespace ui {

namespace {

using queue::Item;
using Column = QueueModel::Column;

struct NameCell
{
    Q_DECLARE_TR_FUNCTIONS(ui::NameCell)
};

constexpr int kRight = static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);

QString secondLine(const Item &item)
{
    const QString folder = QDir::toNativeSeparators(item.folder);
    QStringList parts{item.host(), folder};
    if (item.bytesPerSecond > 0)
        parts << NameCell::tr("at most %1").arg(formatSpeed(item.bytesPerSecond));
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

/// The size of the file as it will be; while that is unknown, what the network sends.
qint64 sizeOf(const Item &item)
{
    const auto &progress = item.progress;
    const bool decoded = item.options.form == queue::Form::Decoded && progress.decodedSize >= 0;
    return decoded ? progress.decodedSize : progress.encodedSize;
}

qint64 speedOf(const Item &item)
{
    return transfer::isActive(item.state) ? item.progress.bytesPerSecond : 0;
}

qint64 secondsLeftOf(const Item &item)
{
    return item.state == transfer::State::Downloading ? item.progress.secondsLeft() : -1;
}

QVariant nameCell(const Item &item, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return item.displayName();
    case Qt::AccessibleTextRole:
        return spokenStatus(item, QDateTime::currentDateTimeUtc());
    case Qt::AccessibleDescriptionRole:
        return longStatus(item, QDateTime::currentDateTimeUtc());
    case QueueModel::SecondLineRole:
        return secondLine(item);
    case QueueModel::IconNameRole:
        return stateIcon(item);
    case QueueModel::ToneRole:
        return static_cast<int>(stateTone(item));
    case Qt::ToolTipRole:
        return item.name.isEmpty() ? item.displayName() : QDir::toNativeSeparators(item.target());
    default:
        return {};
    }
}

QVariant progressCell(const Item &item, int role)
{
    if (role == QueueModel::FractionRole)
        return item.checked >= 0 ? item.checked : item.progress.fraction();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (role == Qt::ToolTipRole)
        return longStatus(item, now);
    const ItemStatus status = statusOf(item, now);
    switch (role) {
    case Qt::DisplayRole:
        return status.text;
    case QueueModel::ToneRole:
        return static_cast<int>(status.tone);
    case QueueModel::IconNameRole:
        return status.icon;
    case QueueModel::HasBarRole:
        return status.hasBar;
    default:
        return {};
    }
}

QVariant numberCell(const QString &text, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case Qt::TextAlignmentRole:
        return kRight;
    default:
        return {};
    }
}

QVariant sizeCell(const Item &item, int role)
{
    const qint64 size = sizeOf(item);
    return numberCell(size < 0 ? QString() : formatSize(size), role);
}

QVariant speedCell(const Item &item, int role)
{
    return numberCell(formatSpeed(speedOf(item)), role);
}

QVariant timeLeftCell(const Item &item, int role)
{
    return numberCell(formatDuration(secondsLeftOf(item)), role);
}

QVariant addedCell(const Item &item, int role)
{
    return numberCell(formatMoment(item.added), role);
}

QVariant actionCell(const Item &item, int role)
{
    const RowAction action = rowActionFor(item);
    switch (role) {
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return rowActionText(action);
    case QueueModel::IconNameRole:
        return rowActionIcon(action);
    case QueueModel::RowActionRole:
        return static_cast<int>(action);
    default:
        return {};
    }
}

} // namespace

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
    const Item &row = item(index.row());
    if (role == IdRole)
        return static_cast<qint64>(row.id);
    return cell(static_cast<Column>(index.column()), row, role);
}

QVariant QueueModel::cell(Column column, const Item &item, int role) const
{
    switch (column) {
    case Column::Name:
        return nameCell(item, role);
    case Column::Progress:
        return progressCell(item, role);
    case Column::Size:
        return sizeCell(item, role);
    case Column::Speed:
        return speedCell(item, role);
    case Column::TimeLeft:
        return timeLeftCell(item, role);
    case Column::Added:
        return addedCell(item, role);
    case Column::Action:
        return actionCell(item, role);
    }
    return {};
}

Qt::ItemFlags QueueModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags;
}

double QueueModel::sortValue(int row, Column column) const
{
    const Item &item = this->item(row);
    switch (column) {
    case Column::Progress:
        return item.state == transfer::State::Done ? 2.0 : item.progress.fraction();
    case Column::Size:
        return static_cast<double>(sizeOf(item));
    case Column::Speed:
        return static_cast<double>(speedOf(item));
    case Column::TimeLeft:
        return static_cast<double>(secondsLeftOf(item));
    case Column::Added:
        return static_cast<double>(item.added.toMSecsSinceEpoch());
    case Column::Action:
        return static_cast<double>(rowActionFor(item));
    case Column::Name:
        break;
    }
    return 0;
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumnCount)
        return {};
    const auto column = static_cast<Column>(section);
    const bool isNumber = column >= Column::Size && column <= Column::Added;
    if (role == Qt::TextAlignmentRole)
        return isNumber ? kRight : static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role == Qt::AccessibleTextRole && column == Column::Action)
        return tr("Action");
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, kColumnCount> names{tr("Name"),      tr("Progress"), tr("Size"), tr("Speed"),
                                                  tr("Time left"), tr("Added"),    QString()};
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
    QList<int> waiting;
    for (int row = 0; row < m_queue.count(); ++row) {
        if (m_queue.at(row).state == transfer::State::Waiting)
            waiting.append(row);
    }
    showProgress(waiting);
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
