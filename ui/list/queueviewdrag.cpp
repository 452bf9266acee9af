#include "ui/list/queueview.h"

#include "ui/icons.h"

#include <QDrag>
#include <QDragMoveEvent>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

/// The part of QueueView that drags rows.
namespace ui {

namespace {

const QString kDraggedRows = QStringLiteral("application/x-sluice-rows");

} // namespace

void QueueView::startDrag(Qt::DropActions)
{
    const QList<queue::ItemId> ids = selectedIds();
    if (ids.isEmpty())
        return;
    QList<QUrl> files;
    for (const int row : selectedQueueRows()) {
        const queue::Item &item = m_proxy.item(m_proxy.indexOf(row));
        if (item.state == transfer::State::Done)
            files << QUrl::fromLocalFile(item.source.set.isEmpty() ? item.target() : item.folder);
    }
    auto *mime = new QMimeData;
    mime->setData(kDraggedRows, {});
    if (!files.isEmpty())
        mime->setUrls(files);
    auto *drag = new QDrag(this);
    drag->setMimeData(mime);
    drag->setPixmap(themedIcon(files.isEmpty() ? QStringLiteral("list") : QStringLiteral("file"))
                        .pixmap(QSize(32, 32), devicePixelRatio()));
    drag->exec(files.isEmpty() ? Qt::MoveAction : Qt::MoveAction | Qt::CopyAction, Qt::CopyAction);
    showDropRow({});
}

bool QueueView::takesRows(const QDropEvent &event) const
{
    return event.source() == this && event.mimeData()->hasFormat(kDraggedRows) && m_proxy.sortColumn() < 0;
}

void QueueView::dragEnterEvent(QDragEnterEvent *event)
{
    if (!takesRows(*event))
        return event->ignore();
    setState(DraggingState);
    event->setDropAction(Qt::MoveAction);
    event->accept();
}

void QueueView::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeView::dragMoveEvent(event); // scrolls near the edges
    if (!takesRows(*event))
        return event->ignore();
    showDropRow(dropRowAt(event->position().toPoint()));
    event->setDropAction(Qt::MoveAction);
    event->accept();
}

void QueueView::dragLeaveEvent(QDragLeaveEvent *event)
{
    QTreeView::dragLeaveEvent(event);
    showDropRow({});
}

void QueueView::dropEvent(QDropEvent *event)
{
    const bool isOurs = takesRows(*event);
    const int row = dropRowAt(event->position().toPoint());
    QDragLeaveEvent over;
    dragLeaveEvent(&over); // ends the scrolling
    if (!isOurs)
        return event->ignore();
    event->setDropAction(Qt::MoveAction);
    event->accept();
    const int shown = m_proxy.rowCount();
    const int queueRow = row < shown ? m_proxy.mapToSource(m_proxy.index(row, 0)).row()
                                     : m_proxy.mapToSource(m_proxy.index(shown - 1, 0)).row() + 1;
    Q_EMIT reordered(selectedIds(), queueRow);
}

int QueueView::dropRowAt(const QPoint &pos) const
{
    const QModelIndex index = indexAt(pos);
    if (!index.isValid())
        return m_proxy.rowCount();
    return pos.y() < visualRect(index).center().y() ? index.row() : index.row() + 1;
}

void QueueView::showDropRow(std::optional<int> row)
{
    if (row != std::exchange(m_dropRow, row))
        viewport()->update();
}

void QueueView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (!m_dropRow || m_proxy.rowCount() == 0)
        return;
    const bool isBehind = *m_dropRow >= m_proxy.rowCount();
    const QRect rect = visualRect(m_proxy.index(isBehind ? m_proxy.rowCount() - 1 : *m_dropRow, 0));
    const int y = std::max(isBehind ? rect.bottom() : rect.top() - 1, 0);
    QPainter painter(viewport());
    painter.fillRect(QRect(0, y, viewport()->width(), 2), palette().color(QPalette::Highlight));
}

} // namespace ui
