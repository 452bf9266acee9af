#pragma once

#include <QPointer>
#include <QWidget>

namespace ui {

/// Shows which part of the windows has the keyboard, where the style does so hardly or not at all: lists,
/// tabs, flat buttons, pictures. Only for a focus that came by key. One serves all windows of the program.
class FocusRing : public QObject
{
    Q_OBJECT
public:
    explicit FocusRing(QObject *parent);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void moveTo(QWidget *target);

    QPointer<QWidget> m_ring; ///< a child of what has the focus, and on top of it
};

} // namespace ui
