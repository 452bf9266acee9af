#pragma once

#include <QToolButton>

namespace ui {

/// A tool button that opens its menu. Its text says so; it has no arrow in its corner.
class MenuButton : public QToolButton
{
    Q_OBJECT
public:
    explicit MenuButton(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace ui
