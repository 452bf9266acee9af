#include "ui/readablefusion.h"

#include "ui/theme.h"

#include <QPainter>
#include <QStyleOption>
#include <QTreeView>

namespace ui {

namespace {

constexpr int kCellMargin = 8;

void drawOutline(QPainter *painter, const QStyleOption &option, double round, double strength)
{
    const auto &palette = option.palette;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(blend(palette.color(QPalette::Text), palette.color(QPalette::Base), strength));
    painter->drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), round, round);
    painter->restore();
}

} // namespace

ReadableFusion::ReadableFusion()
    : QProxyStyle(QStringLiteral("fusion"))
{
}

int ReadableFusion::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    if (metric == PM_HeaderMargin)
        return kCellMargin;
    if (metric == PM_FocusFrameHMargin && qobject_cast<const QTreeView *>(widget))
        return kCellMargin - 1; // the text stands one pixel further in
    return QProxyStyle::pixelMetric(metric, option, widget);
}

QSize ReadableFusion::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                                       const QWidget *widget) const
{
    const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    return type == CT_HeaderSection ? size - QSize(0, kCellMargin) : size; // air at the sides only
}

void ReadableFusion::polish(QPalette &palette)
{
    QProxyStyle::polish(palette);
    makeReadable(palette);
}

/// The margin is meant for the sides: Fusion would leave no height for the arrow.
void ReadableFusion::drawHeader(const QStyleOptionHeader &header, QPainter *painter,
                                const QWidget *widget) const
{
    painter->save();
    painter->setClipRect(header.rect, Qt::IntersectClip);
    proxy()->drawControl(CE_HeaderSection, &header, painter, widget);
    const bool isSorted = header.sortIndicator != QStyleOptionHeader::None;
    const int mark = isSorted ? header.fontMetrics.height() / 2 + kCellMargin / 2 : 0;
    const QRect inner = header.rect.adjusted(kCellMargin, 0, -kCellMargin, 0);
    QStyleOptionHeader label = header;
    label.rect = visualRect(header.direction, header.rect, inner.adjusted(0, 0, -mark, 0));
    label.text = header.fontMetrics.elidedText(header.text, Qt::ElideRight, label.rect.width());
    proxy()->drawControl(CE_HeaderLabel, &label, painter, widget);
    if (isSorted) {
        QStyleOptionHeader arrow = header;
        const QRect place(inner.right() - mark + kCellMargin / 2, inner.top(), mark - kCellMargin / 2,
                          inner.height());
        arrow.rect = visualRect(header.direction, header.rect, place);
        proxy()->drawPrimitive(PE_IndicatorHeaderArrow, &arrow, painter, widget);
    }
    painter->restore();
}

void ReadableFusion::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                                 const QWidget *widget) const
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option);
    if (header && element == CE_Header && header->orientation == Qt::Horizontal)
        return drawHeader(*header, painter, widget);
    QProxyStyle::drawControl(element, option, painter, widget);
}

/// What is switched on looks like what is selected.
void ReadableFusion::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                        QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (!button || control != CC_ToolButton || !button->state.testFlag(State_On))
        return QProxyStyle::drawComplexControl(control, option, painter, widget);
    QStyleOptionToolButton lit = *button;
    lit.palette.setColor(QPalette::Button, lit.palette.color(QPalette::Highlight).darker(130));
    lit.palette.setColor(QPalette::ButtonText, lit.palette.color(QPalette::HighlightedText));
    QProxyStyle::drawComplexControl(control, &lit, painter, widget);
}

/// Buttons of Qt's dialogs like those of ours.
int ReadableFusion::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                              QStyleHintReturn *returned) const
{
    if (hint == SH_DialogButtonBox_ButtonsHaveIcons)
        return 0;
    return QProxyStyle::styleHint(hint, option, widget, returned);
}

void ReadableFusion::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                                   const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (!isDark(option->palette))
        return;
    if (element == PE_IndicatorCheckBox)
        drawOutline(painter, *option, 2, 0.45);
    else if (element == PE_IndicatorRadioButton)
        drawOutline(painter, *option, option->rect.width() / 2.0, 0.45);
    else if (element == PE_FrameMenu)
        drawOutline(painter, *option, 0, 0.25);
    else if (element == PE_FrameLineEdit && !option->state.testFlag(State_HasFocus))
        drawOutline(painter, *option, 2, 0.25);
}

} // namespace ui
