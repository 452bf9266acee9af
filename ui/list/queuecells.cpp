#include "ui/list/queuecells.h"

#include "ui/direction.h"
#include "ui/format.h"
#include "ui/list/itemstatus.h"

#include <QCoreApplication>
#include <QDir>

namespace ui {

namespace {

using queue::Item;

struct NameCell
{
    Q_DECLARE_TR_FUNCTIONS(ui::NameCell)
};

constexpr int kRight = static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);

QString secondLine(const Item &item)
{
    QStringList parts{isolatedPath(item.host()), isolatedPath(QDir::toNativeSeparators(item.folder))};
    if (item.bytesPerSecond > 0)
        parts << NameCell::tr("at most %1").arg(formatSpeed(item.bytesPerSecond));
    parts << item.category;
    for (const QString &tag : item.tags)
        parts << QLatin1Char('#') + tag;
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

/// The column has room for one of them.
QString sizeTip(const Item &item)
{
    QStringList parts;
    if (item.progress.decodedSize >= 0)
        parts << NameCell::tr("%1 decoded").arg(formatSize(item.progress.decodedSize));
    if (item.progress.encodedSize >= 0)
        parts
            << NameCell::tr("%1 encoded, as the network sends it").arg(formatSize(item.progress.encodedSize));
    return parts.join(QLatin1Char('\n'));
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
        return item.name.isEmpty() || !item.source.set.isEmpty() ? item.displayName()
                                                                 : QDir::toNativeSeparators(item.target());
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
    if (role == Qt::ToolTipRole)
        return sizeTip(item);
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

QVariant textCell(const QString &text, int role)
{
    return role == Qt::DisplayRole || role == Qt::ToolTipRole ? QVariant(text) : QVariant();
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

QVariant cellOf(const Item &item, QueueModel::Column column, int role)
{
    switch (column) {
    case QueueModel::Column::Name:
        return nameCell(item, role);
    case QueueModel::Column::Progress:
        return progressCell(item, role);
    case QueueModel::Column::Size:
        return sizeCell(item, role);
    case QueueModel::Column::Speed:
        return speedCell(item, role);
    case QueueModel::Column::TimeLeft:
        return timeLeftCell(item, role);
    case QueueModel::Column::Added:
        return addedCell(item, role);
    case QueueModel::Column::Finished:
        return numberCell(formatMoment(item.finished), role);
    case QueueModel::Column::Received:
        return numberCell(item.progress.networkBytes > 0 ? formatSize(item.progress.networkBytes) : QString(),
                          role);
    case QueueModel::Column::Host:
        return textCell(item.host(), role);
    case QueueModel::Column::Folder:
        return textCell(isolatedPath(QDir::toNativeSeparators(item.folder)), role);
    case QueueModel::Column::Action:
        return actionCell(item, role);
    }
    return {};
}

double sortValueOf(const Item &item, QueueModel::Column column)
{
    switch (column) {
    case QueueModel::Column::Progress:
        return item.state == transfer::State::Done ? 2.0 : item.progress.fraction();
    case QueueModel::Column::Size:
        return static_cast<double>(sizeOf(item));
    case QueueModel::Column::Speed:
        return static_cast<double>(speedOf(item));
    case QueueModel::Column::TimeLeft:
        return static_cast<double>(secondsLeftOf(item));
    case QueueModel::Column::Added:
        return static_cast<double>(item.added.toMSecsSinceEpoch());
    case QueueModel::Column::Finished:
        return static_cast<double>(item.finished.isValid() ? item.finished.toMSecsSinceEpoch() : 0);
    case QueueModel::Column::Received:
        return static_cast<double>(item.progress.networkBytes);
    case QueueModel::Column::Action:
        return static_cast<double>(rowActionFor(item));
    case QueueModel::Column::Host: // by their text
    case QueueModel::Column::Folder:
    case QueueModel::Column::Name:
        break;
    }
    return 0;
}

} // namespace ui
