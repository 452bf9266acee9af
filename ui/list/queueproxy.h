#pragma once

#include "ui/list/itemstatus.h"
#include "ui/list/pendingremovals.h"
#include "ui/list/queuemodel.h"

#include <QCollator>
#include <QSortFilterProxyModel>

namespace ui {

/// What of the queue is shown, and in which order. Names sort naturally; equal rows keep the queue's order,
/// and column -1 is the queue's order. Values that move by themselves (progress, speed, time left) are
/// compared as they were when the user last sorted, or when the item's state last changed: no row moves under
/// the pointer.
class QueueProxy : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    QueueProxy(QueueModel &model, const PendingRemovals &removals, QObject *parent = nullptr);

    Filter filter() const { return m_filter; }
    void setFilter(Filter filter);
    const QString &text() const { return m_text; }
    void setText(const QString &text);

    const queue::Item &item(const QModelIndex &index) const;
    queue::ItemId id(const QModelIndex &index) const { return item(index).id; }
    QModelIndex indexOf(int queueRow) const;

    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    struct Frozen
    {
        transfer::State state;
        double value;
    };
    double frozenValue(int row, int column) const;
    int compare(int left, int right, int column) const;

    QueueModel &m_model;
    const PendingRemovals &m_removals;
    Filter m_filter = Filter::All;
    QString m_text;
    QCollator m_collator;
    mutable QHash<queue::ItemId, Frozen> m_frozen; ///< for the column sorted by
};

} // namespace ui
