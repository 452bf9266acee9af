#pragma once

#include "ui/list/queueproxy.h"
#include "ui/list/rowdelegates.h"

#include <QHeaderView>
#include <QTreeView>

namespace ui {

/// The list of downloads. Knows how rows look and what was done to them; what then happens is decided
/// elsewhere.
class QueueView : public QTreeView
{
    Q_OBJECT
public:
    explicit QueueView(QueueProxy &proxy, QWidget *parent = nullptr);

    void setDensity(Density density);
    QList<queue::ItemId> selectedIds() const; ///< in the order shown
    QList<int> selectedQueueRows() const;     ///< ascending
    bool isSelected(int queueRow) const;
    /// The row the details are about, if any.
    std::optional<queue::ItemId> currentId() const;
    void selectIds(const QList<queue::ItemId> &ids);
    /// Sorted by nothing else.
    void showQueueOrder();

    /// Columns and sort order, to be kept.
    QByteArray layoutState();
    bool restoreLayout(const QByteArray &state);
    void resetLayout();

Q_SIGNALS:
    void selectionMoved();
    void rowActionTriggered(queue::ItemId id, ui::RowAction action);
    void opened(queue::ItemId id); ///< double click, or Return where no action takes it
    void menuRequested(const QPoint &globalPos);
    void reordered(const QList<queue::ItemId> &ids, int queueRow); ///< dragged there

protected:
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    /// Rows are dragged within the list (while it is in the queue's order), finished files also out of it.
    /// What comes from elsewhere is left to the window.
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QList<int> selectedRows() const;
    void setUpHeader();
    void setUpDelegates();
    void applyDefaultColumns();
    void fitColumns();
    void showAllColumns();
    void onSectionResized(int section, int oldSize, int newSize);
    void showSorting();
    void speakState(const QModelIndex &first, const QModelIndex &last);
    bool takesRows(const QDropEvent &event) const;
    int dropRowAt(const QPoint &pos) const;
    void showDropRow(std::optional<int> row);

    QueueProxy &m_proxy;
    NameDelegate *m_name;
    ProgressDelegate *m_progress;
    ActionDelegate *m_action;
    RowDelegate *m_plain;
    QPersistentModelIndex m_hot;  ///< the button under the pointer
    std::optional<int> m_dropRow; ///< of those shown: what is dragged would come before it
    QSet<int> m_givenWay;         ///< columns that are hidden for want of room only
    int m_progressWanted = 0;     ///< width of the progress column as the user left it
    bool m_isFitting = false;
    std::optional<std::pair<queue::ItemId, transfer::State>> m_spoken; ///< of the current row
};

} // namespace ui
