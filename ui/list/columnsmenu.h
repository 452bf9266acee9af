#pragma once

#include <QMenu>

namespace ui {

class QueueView;

/// Which columns the list shows and in which order its rows stand: what the header does for the pointer, for
/// the keyboard and a screen reader, too. Filled anew whenever it opens.
class ColumnsMenu : public QMenu
{
    Q_OBJECT
public:
    explicit ColumnsMenu(QueueView &view, QWidget *parent = nullptr);

private:
    void offer();
    void offerColumns();
    void offerOrders();

    QueueView &m_view;
    QActionGroup *m_orders = nullptr;
};

} // namespace ui
