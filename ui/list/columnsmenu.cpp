#include "ui/list/columnsmenu.h"

#include "ui/list/queueview.h"

#include <QActionGroup>

namespace ui {

namespace {

constexpr int kFirst = static_cast<int>(QueueModel::Column::Progress);
constexpr int kAction = static_cast<int>(QueueModel::Column::Action);

} // namespace

ColumnsMenu::ColumnsMenu(QueueView &view, QWidget *parent)
    : QMenu(tr("&Columns and order"), parent)
    , m_view(view)
{
    connect(this, &QMenu::aboutToShow, this, &ColumnsMenu::offer);
    offer(); // a screen reader reads it closed
}

void ColumnsMenu::offer()
{
    clear();
    offerColumns();
    addSeparator();
    offerOrders();
    addSeparator();
    connect(addAction(tr("Reset columns")), &QAction::triggered, &m_view, &QueueView::resetLayout);
}

void ColumnsMenu::offerColumns()
{
    QHeaderView *header = m_view.header();
    for (int column = kFirst; column < kAction; ++column) {
        QAction *action = addAction(m_view.model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        connect(action, &QAction::toggled, header,
                [header, column](bool shown) { header->setSectionHidden(column, !shown); });
    }
}

/// By the same column once more: the other way round.
void ColumnsMenu::offerOrders()
{
    QHeaderView *header = m_view.header();
    delete m_orders; // and its actions
    m_orders = new QActionGroup(this);
    const auto offerOrder = [&](const QString &text, int column) {
        QAction *action = m_orders->addAction(text);
        action->setCheckable(true);
        action->setChecked(header->sortIndicatorSection() == column);
        connect(action, &QAction::triggered, header, [header, column] {
            const bool turns = header->sortIndicatorSection() == column &&
                               header->sortIndicatorOrder() == Qt::AscendingOrder;
            header->setSortIndicator(column, turns ? Qt::DescendingOrder : Qt::AscendingOrder);
        });
    };
    offerOrder(tr("Sort in queue order"), -1);
    for (int column = 0; column < kAction; ++column) {
        if (!header->isSectionHidden(column)) {
            const QString name = m_view.model()->headerData(column, Qt::Horizontal).toString();
            offerOrder(tr("Sort by: %1").arg(name), column);
        }
    }
    addActions(m_orders->actions());
}

} // namespace ui
