#include "ui/list/rowdelegates.h"

#include "ui/direction.h"
#include "ui/icons.h"
#include "ui/list/queuemodel.h"
#include "ui/list/rowlayout.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

namespace ui {

namespace {

bool isSelected(const QStyleOptionViewItem &option)
{
    return option.state.testFlag(QStyle::State_Selected);
}

QPalette::ColorGroup groupOf(const QStyleOptionViewItem &option)
{
    return option.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
}

void drawLine(QPainter *painter, const QRect &rect, const QString &text, const QFont &font,
              const QColor &color, Qt::TextElideMode elide = Qt::ElideRight)
{
    painter->setFont(font);
    painter->setPen(color);
    const QString shown = QFontMetrics(font).elidedText(text, elide, rect.width());
    const Qt::Alignment alignment = QStyle::visualAlignment(painter->layoutDirection(), Qt::AlignLeft);
    painter->drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
                      isolated(shown));
}

/// Where it stands when everything is written from right to left.
QRect placed(const QRect &rect, const QStyleOptionViewItem &cell)
{
    return QStyle::visualRect(cell.direction, cell.rect, rect);
}

void drawBar(QPainter *painter, const QRect &rect, double fraction, const QColor &track, const QColor &fill)
{
    const bool isFromRight = painter->layoutDirection() == Qt::RightToLeft;
    const double radius = rect.height() / 2.0;
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(track);
    painter->drawRoundedRect(rect, radius, radius);
    if (fraction <= 0.0)
        return;
    QRectF done(rect);
    done.setWidth(std::max(rect.width() * std::min(fraction, 1.0), static_cast<double>(rect.height())));
    if (isFromRight)
        done.moveRight(rect.x() + rect.width());
    painter->setBrush(fill);
    painter->drawRoundedRect(done, radius, radius);
}

Tone toneOf(const QModelIndex &index)
{
    return static_cast<Tone>(index.data(QueueModel::ToneRole).toInt());
}

} // namespace

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(rowHeight(option.font, m_density));
    return size;
}

void RowDelegate::paintPanel(QPainter *painter, const QStyleOptionViewItem &option)
{
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
}

QColor RowDelegate::color(Tone tone, const QStyleOptionViewItem &option)
{
    if (!isSelected(option))
        return toneColor(tone, option.palette);
    const auto group = groupOf(option);
    const QColor text = option.palette.color(group, QPalette::HighlightedText);
    const QColor ground = option.palette.color(group, QPalette::Highlight);
    return tone == Tone::Muted ? readable(blend(text, ground, 0.78), ground) : text;
}

void NameDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    painter->save();
    painter->setLayoutDirection(cell.direction);
    paintPanel(painter, cell);
    const NameLayout layout = nameLayout(cell.rect, cell.font, density());
    paintIcon(painter, placed(layout.icon, cell), index.data(QueueModel::IconNameRole).toString(),
              color(toneOf(index), cell));
    drawLine(painter, placed(layout.name, cell), cell.text, cell.font, color(Tone::Neutral, cell),
             Qt::ElideMiddle);
    if (!layout.second.isEmpty()) {
        drawLine(painter, placed(layout.second, cell), index.data(QueueModel::SecondLineRole).toString(),
                 secondLineFont(cell.font), color(Tone::Muted, cell));
    }
    painter->restore();
}

void ProgressDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    painter->save();
    painter->setLayoutDirection(cell.direction);
    paintPanel(painter, cell);
    const QString icon = index.data(QueueModel::IconNameRole).toString();
    const bool hasBar = index.data(QueueModel::HasBarRole).toBool();
    const ProgressLayout layout = progressLayout(cell.rect, cell.font, !icon.isEmpty(), hasBar);
    const Tone tone = toneOf(index);
    const QColor strong = color(tone, cell);
    if (!icon.isEmpty())
        paintIcon(painter, placed(layout.icon, cell), icon, strong);
    drawLine(painter, placed(layout.text, cell), elidedStatus(cell.text, cell.font, layout.text.width()),
             cell.font, tone == Tone::Accent ? color(Tone::Neutral, cell) : strong);
    if (hasBar) {
        const QColor track = isSelected(cell) ? blend(strong, cell.palette.color(QPalette::Highlight), 0.35)
                                              : trackColor(cell.palette);
        drawBar(painter, placed(layout.bar, cell), index.data(QueueModel::FractionRole).toDouble(), track,
                strong);
    }
    painter->restore();
}

void ActionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    painter->save();
    painter->setLayoutDirection(cell.direction);
    paintPanel(painter, cell);
    const QString icon = index.data(QueueModel::IconNameRole).toString();
    if (!icon.isEmpty()) {
        const QRect button = buttonRect(cell.rect);
        const QColor ink = color(Tone::Neutral, cell);
        const QColor ground = cell.palette.color(isSelected(cell) ? QPalette::Highlight : QPalette::Base);
        const bool isHot = cell.widget && button.contains(cell.widget->mapFromGlobal(QCursor::pos()));
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(blend(ink, ground, isHot ? (m_pressed == index ? 0.3 : 0.2) : 0.08));
        painter->drawRoundedRect(button, 5, 5);
        const int inset = button.height() / 4;
        paintIcon(painter, button.adjusted(inset, inset, -inset, -inset), icon, ink);
    }
    painter->restore();
}

bool ActionDelegate::editorEvent(QEvent *event, QAbstractItemModel *, const QStyleOptionViewItem &option,
                                 const QModelIndex &index)
{
    const auto type = event->type();
    if (type != QEvent::MouseButtonPress && type != QEvent::MouseButtonRelease &&
        type != QEvent::MouseButtonDblClick)
        return false;
    const auto *mouse = static_cast<QMouseEvent *>(event);
    const bool isInside = buttonRect(option.rect).contains(mouse->position().toPoint());
    if (mouse->button() != Qt::LeftButton || !isInside)
        return false;
    const bool wasPressed = m_pressed == index;
    m_pressed = type == QEvent::MouseButtonRelease ? QPersistentModelIndex() : QPersistentModelIndex(index);
    if (type == QEvent::MouseButtonRelease && wasPressed)
        Q_EMIT triggered(index);
    return true;
}

} // namespace ui
