#include "ui/window/menubutton.h"

#include <QStyleOptionToolButton>
#include <QStylePainter>

namespace ui {

MenuButton::MenuButton(QWidget *parent)
    : QToolButton(parent)
{
    setPopupMode(InstantPopup);
}

void MenuButton::paintEvent(QPaintEvent *)
{
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.features &= ~QStyleOptionToolButton::ToolButtonFeatures(QStyleOptionToolButton::HasMenu);
    QStylePainter painter(this);
    painter.drawComplexControl(QStyle::CC_ToolButton, option);
}

} // namespace ui
