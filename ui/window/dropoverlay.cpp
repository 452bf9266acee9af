#include "ui/window/dropoverlay.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QPainter>

namespace ui {

DropOverlay::DropOverlay(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(tr("Drop to add"));
    hide();
}

void DropOverlay::appear()
{
    setGeometry(parentWidget()->rect());
    raise();
    show();
}

void DropOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor veil = palette().color(QPalette::Base);
    veil.setAlphaF(0.94F);
    painter.fillRect(rect(), veil);
    const QColor accent = toneColor(Tone::Accent, palette());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(accent, 2, Qt::DashLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(16, 16, -16, -16), 10, 10);
    const QRect icon(rect().center().x() - 24, rect().center().y() - 44, 48, 48);
    paintIcon(&painter, icon, QStringLiteral("drop"), accent);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(QRect(0, icon.bottom() + 12, width(), fontMetrics().height() * 2),
                     static_cast<int>(Qt::AlignHCenter | Qt::AlignTop),
                     tr("Drop links, lists, keys or BLTE files"));
}

} // namespace ui
