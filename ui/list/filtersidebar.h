#pragma once

#include "ui/list/tally.h"

#include <QAbstractListModel>
#include <QListView>
#include <QStyledItemDelegate>

namespace ui {

/// The sidebar's entries: one row per Filter, with its live count.
class FilterModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { CountRole = Qt::UserRole + 1, ToneRole, IconRole };

    explicit FilterModel(const Tally &tally, QObject *parent = nullptr);
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    const Tally &m_tally;
};

class FilterDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// Chooses what the list shows.
class FilterSidebar : public QListView
{
    Q_OBJECT
public:
    explicit FilterSidebar(const Tally &tally, QWidget *parent = nullptr);

    Filter filter() const { return static_cast<Filter>(currentIndex().row()); }
    void setFilter(Filter filter);
    QSize sizeHint() const override;

Q_SIGNALS:
    void filterChosen(ui::Filter filter);

protected:
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index,
                                                         const QEvent *event) const override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
};

} // namespace ui
