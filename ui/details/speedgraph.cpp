#include "ui/details/speedgraph.h"

#include "ui/format.h"
#include "ui/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr int kLines = 4; ///< of the scale, above the ground

/// Below that nobody cares, and its lines would have long words.
constexpr qint64 kLeastScale = 4'000;

/// Also when it is none.
QString speedText(qint64 speed)
{
    return speed > 0 ? formatSpeed(speed) : QStringLiteral("0");
}

} // namespace

SpeedGraph::SpeedGraph(QWidget *parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setMinimumHeight(fontMetrics().lineSpacing() * 6);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Speed graph"));
}

void SpeedGraph::present(const QList<qint64> &points, qsizetype wholePoints, int secondsPerPoint)
{
    m_points = points;
    m_whole = std::max<qsizetype>(wholePoints, 2);
    m_secondsPerPoint = secondsPerPoint;
    setAccessibleDescription(spoken());
    update();
}

QString SpeedGraph::spoken() const
{
    if (m_points.isEmpty())
        return tr("Nothing was received yet.");
    qint64 sum = 0;
    for (const qint64 point : m_points)
        sum += point;
    return tr("Now %1, at most %2, on average %3")
        .arg(speedText(m_points.last()), speedText(*std::max_element(m_points.begin(), m_points.end())),
             speedText(sum / m_points.size()));
}

QSize SpeedGraph::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 80, fontMetrics().lineSpacing() * 14};
}

qint64 SpeedGraph::scaleFor(qint64 speed)
{
    if (speed <= kLeastScale)
        return kLeastScale;
    const double power = std::pow(10.0, std::floor(std::log10(static_cast<double>(speed))));
    for (const double step : {1.0, 2.0, 4.0, 8.0}) {
        if (static_cast<double>(speed) <= step * power)
            return static_cast<qint64>(step * power);
    }
    return static_cast<qint64>(10.0 * power);
}

/// Beside the scale's words, above those of the time.
QRectF SpeedGraph::area() const
{
    const int words = fontMetrics().horizontalAdvance(QStringLiteral("888.8 MB/s")) + 8;
    const int line = fontMetrics().lineSpacing();
    return QRectF(rect()).adjusted(words, line / 2.0, -4, -line - 4.0);
}

double SpeedGraph::xOf(qsizetype point) const
{
    const QRectF inside = area();
    const double step = inside.width() / static_cast<double>(m_whole - 1);
    return inside.right() - step * static_cast<double>(m_points.size() - 1 - point);
}

void SpeedGraph::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qint64 most = m_points.isEmpty() ? 0 : *std::max_element(m_points.begin(), m_points.end());
    const qint64 top = scaleFor(most);
    paintScale(painter, top);
    if (m_points.size() > 1)
        paintLine(painter, top);
    if (m_pointer >= 0 && !m_points.isEmpty())
        paintPointer(painter, top);
}

void SpeedGraph::paintScale(QPainter &painter, qint64 top) const
{
    const QRectF inside = area();
    const QColor words = palette().color(QPalette::PlaceholderText);
    for (int line = 0; line <= kLines; ++line) {
        const double y = inside.bottom() - inside.height() * line / kLines;
        painter.setPen(QPen(trackColor(palette()), 1));
        painter.drawLine(QPointF(inside.left(), y), QPointF(inside.right(), y));
        painter.setPen(words);
        const QRectF place(0, y - fontMetrics().lineSpacing() / 2.0, inside.left() - 8,
                           fontMetrics().lineSpacing());
        const qint64 speed = top * line / kLines;
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, speedText(speed));
    }
    const QRectF below(inside.left(), inside.bottom() + 4, inside.width(), fontMetrics().lineSpacing());
    const qint64 length = m_whole * m_secondsPerPoint;
    painter.drawText(below, Qt::AlignLeft, tr("%1 ago").arg(formatDuration(length)));
    painter.drawText(below, Qt::AlignHCenter, tr("%1 ago").arg(formatDuration(length / 2)));
    painter.drawText(below, Qt::AlignRight, tr("now"));
}

void SpeedGraph::paintLine(QPainter &painter, qint64 top) const
{
    const QRectF inside = area();
    QPainterPath line;
    for (qsizetype i = 0; i < m_points.size(); ++i) {
        const double share = static_cast<double>(m_points[i]) / static_cast<double>(top);
        const QPointF point(xOf(i), inside.bottom() - inside.height() * share);
        i == 0 ? line.moveTo(point) : line.lineTo(point);
    }
    QPainterPath ground = line;
    ground.lineTo(inside.right(), inside.bottom());
    ground.lineTo(xOf(0), inside.bottom());
    const QColor color = toneColor(Tone::Accent, palette());
    QColor soft = color;
    soft.setAlphaF(0.18F);
    painter.fillPath(ground, soft);
    painter.setPen(QPen(color, 1.6));
    painter.drawPath(line);
}

void SpeedGraph::paintPointer(QPainter &painter, qint64 top) const
{
    const QRectF inside = area();
    const double step = inside.width() / static_cast<double>(m_whole - 1);
    const auto back = static_cast<qsizetype>(std::llround((inside.right() - m_pointer) / step));
    const qsizetype point = m_points.size() - 1 - back;
    if (point < 0 || point >= m_points.size())
        return;
    const double share = static_cast<double>(m_points[point]) / static_cast<double>(top);
    const QPointF place(xOf(point), inside.bottom() - inside.height() * share);
    const QColor ink = palette().color(QPalette::WindowText);
    painter.setPen(QPen(ink, 1, Qt::DotLine));
    painter.drawLine(QPointF(place.x(), inside.top()), QPointF(place.x(), inside.bottom()));
    painter.setBrush(toneColor(Tone::Accent, palette()));
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(place, 3.5, 3.5);
    const QString text =
        back == 0
            ? speedText(m_points[point])
            : tr("%1, %2 ago").arg(speedText(m_points[point]), formatDuration(back * m_secondsPerPoint));
    const double width = fontMetrics().horizontalAdvance(text) + 12.0;
    const bool isLeft = place.x() + width + 8 > inside.right();
    const QRectF label(isLeft ? place.x() - width - 6 : place.x() + 6, inside.top(), width,
                       fontMetrics().lineSpacing() + 4.0);
    painter.setBrush(palette().color(QPalette::ToolTipBase));
    painter.drawRoundedRect(label, 3, 3);
    painter.setPen(palette().color(QPalette::ToolTipText));
    painter.drawText(label, Qt::AlignCenter, text);
}

void SpeedGraph::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = area().contains(event->position()) ? event->position().x() : -1;
    update();
}

void SpeedGraph::leaveEvent(QEvent *)
{
    m_pointer = -1;
    update();
}

} // namespace ui
