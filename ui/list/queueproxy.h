#pragma once

#include "ui/list/itemstatus.h"
#include "ui/list/label.h"
#include "ui/list/pendingremovals.h"
#include "ui/list/queuemodel.h"
#include "ui/list/roworder.h"

#include <QAbstractProxyModel>

namespace ui {

/// What of the queue is shown, and in which order (RowOrder, which may sort a while). Another filter or order
/// is one pass over the rows and one signal, however many rows come, go or move by it; few that come or go do
/// so one by one.
class QueueProxy : public QAbstractProxyModel
{
    Q_OBJECT
public:
    QueueProxy(QueueModel &model, const PendingRemovals &removals, QObject *parent = nullptr);

    Filter filter() const { return m_filter; }
    void setFilter(Filter filter);
    const QString &text() const { return m_text; }
    void setText(const QString &text);
    const Label &label() const { return m_label; }
    void setLabel(const Label &label);

    const queue::Item &item(const QModelIndex &index) const { return m_model.item(m_shown[index.row()]); }
    queue::ItemId id(const QModelIndex &index) const { return item(index).id; }
    QModelIndex indexOf(int queueRow) const;
    /// The row of the queue that is shown there.
    int queueRowAt(int row) const { return m_shown[row]; }
    queue::ItemId idAt(int row) const { return m_model.item(m_shown[row]).id; }

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    int sortColumn() const { return m_order.column(); } ///< that is asked for; -1: the queue's order
    Qt::SortOrder sortOrder() const { return m_order.direction(); }
    RowOrder &order() { return m_order; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QModelIndex mapToSource(const QModelIndex &proxyIndex) const override;
    QModelIndex mapFromSource(const QModelIndex &sourceIndex) const override;
    using QObject::parent;

private:
    void connectModel();
    bool accepts(int queueRow) const;
    QList<bool> accepted() const;
    QList<bool> shown() const;
    void refilter();
    void onDataChanged(const QModelIndex &first, const QModelIndex &last);
    void reconsider(int first, int last);
    void onInserted(int first, int last);
    void onLeaving(int first, int last);
    void onRemoved(int first, int last);
    void onReordering();
    void onReordered();
    void show(const QList<int> &rows);
    void removeRun(int first, int last);
    void addRun(const QList<int> &rows, int first, int last);
    void permute(const QList<int> &rows);
    void count();

    QueueModel &m_model;
    const PendingRemovals &m_removals;
    Filter m_filter = Filter::All;
    QString m_text;
    Label m_label;
    RowOrder m_order;
    QList<int> m_shown; ///< rows of the queue, as they are shown
    QList<int> m_place; ///< of each row of the queue where it is shown; -1: nowhere
    QList<std::pair<QModelIndex, QPersistentModelIndex>> m_moving; ///< while the queue reorders
};

} // namespace ui
