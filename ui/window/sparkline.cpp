#include "ui/window/sparkline.h"

#include "ui/format.h"
#include "ui/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace ui {

Sparkline::Sparkline(QWidget *parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Speed of the last minutes"));
    setToolTip(accessibleName());
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void Sparkline::sample(qint64 bytesPerSecond)
{
    m_samples.push_back(bytesPerSecond);
    if (m_samples.size() > kSamples)
        m_samples.pop_front();
    m_hour.push_back(bytesPerSecond);
    m_sum += bytesPerSecond;
    if (m_hour.size() > kHour) {
        m_sum -= m_hour.front();
        m_hour.pop_front();
    }
    const qint64 top = *std::max_element(m_samples.begin(), m_samples.end());
    setToolTip(top > 0 ? tr("Last 3 minutes, at most %1").arg(formatSpeed(top)) : accessibleName());
    update();
}

bool Sparkline::isFlat() const
{
    return std::all_of(m_samples.begin(), m_samples.end(), [](qint64 value) { return value == 0; });
}

QSize Sparkline::sizeHint() const
{
    return {120, fontMetrics().height() + 4};
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF area = QRectF(rect()).adjusted(1, 4, -1, -5);
    painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1), trackColor(palette()));
    if (m_samples.size() < 2 || isFlat())
        return;
    const auto top = static_cast<double>(*std::max_element(m_samples.begin(), m_samples.end()));
    const double step = area.width() / static_cast<double>(kSamples - 1);
    double x = area.right() - step * static_cast<double>(m_samples.size() - 1);
    QPainterPath line;
    const double left = x;
    for (const qint64 sample : m_samples) {
        const QPointF point(x, area.bottom() - area.height() * static_cast<double>(sample) / top);
        line.elementCount() == 0 ? line.moveTo(point) : line.lineTo(point);
        x += step;
    }
    QPainterPath ground = line;
    ground.lineTo(area.right(), area.bottom());
    ground.lineTo(left, area.bottom());
    const QColor color = toneColor(Tone::Accent, palette());
    painter.setRenderHint(QPainter::Antialiasing);
    QColor soft = color;
    soft.setAlphaF(0.22F);
    painter.fillPath(ground, soft);
    painter.setPen(QPen(color, 1.4));
    painter.drawPath(line);
}

} // namespace ui
