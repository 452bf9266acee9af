#include "ui/details/chunkmapwidget.h"

#include "ui/format.h"
#include "ui/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace ui {

namespace {

using transfer::ChunkState;

constexpr std::array kLegendOrder{ChunkState::Done, ChunkState::InFlight, ChunkState::Missing,
                                  ChunkState::Locked, ChunkState::Bad};

} // namespace

QColor chunkColor(ChunkState state, const QPalette &palette)
{
    switch (state) {
    case ChunkState::Missing:
        return trackColor(palette);
    case ChunkState::InFlight:
        return QColor(isDark(palette) ? 0xe8b23c : 0xefa21a); // no text: brighter than the tone of warnings
    case ChunkState::Done:
        return toneColor(Tone::Accent, palette);
    case ChunkState::Locked:
        return toneColor(Tone::Locked, palette);
    case ChunkState::Bad:
        return toneColor(Tone::Bad, palette);
    }
    return {};
}

namespace {

/// A sign besides the colour, for those who do not tell the colours apart; of cells that are too small for
/// one the tooltip and the legend tell.
void paintChunk(QPainter &painter, const QRectF &cell, ChunkState state, const QColor &color,
                const QPalette &palette)
{
    constexpr double kLeast = 5;
    painter.fillRect(cell, color);
    if (cell.width() < kLeast || cell.height() < kLeast || state == ChunkState::Done)
        return;
    const QColor ink = readable(palette.color(QPalette::Text), color, 3.0);
    const double inset = std::max(1.0, std::min(cell.width(), cell.height()) / 4);
    const QRectF inner = cell.adjusted(inset, inset, -inset, -inset);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, std::max(1.0, inset / 2)));
    switch (state) {
    case ChunkState::InFlight: // a stroke: under way
        painter.drawLine(inner.bottomLeft(), inner.topRight());
        break;
    case ChunkState::Bad:
        painter.drawLine(inner.bottomLeft(), inner.topRight());
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        break;
    case ChunkState::Locked:
        painter.setBrush(ink);
        painter.drawEllipse(inner);
        break;
    case ChunkState::Missing: // an empty frame
        painter.setPen(QPen(blend(ink, color, 0.55), 1));
        painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case ChunkState::Done:
        break;
    }
    painter.restore();
}

} // namespace

ChunkMapWidget::ChunkMapWidget(const ChunkSnapshot &snapshot, QWidget *parent)
    : QWidget(parent)
    , m_snapshot(snapshot)
{
    setAccessibleName(tr("Chunk map"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ChunkMapWidget::refresh()
{
    const auto counts = m_snapshot.counts();
    QStringList words;
    for (const ChunkState state : kLegendOrder)
        words << tr("%1 %2").arg(formatCount(static_cast<qint64>(counts[static_cast<std::size_t>(state)])),
                                 chunkStateText(state));
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    update();
}

QSize ChunkMapWidget::sizeHint() const
{
    return {400, 90};
}

QSize ChunkMapWidget::minimumSizeHint() const
{
    return {100, 30};
}

void ChunkMapWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const ChunkGrid cells = grid();
    const QColor done = chunkColor(ChunkState::Done, palette());
    const QColor missing = chunkColor(ChunkState::Missing, palette());
    for (std::size_t cell = 0; cell < cells.cells() && cells.columns > 0; ++cell) {
        const std::size_t first = cell * cells.perCell;
        const std::size_t end = std::min(first + cells.perCell, cells.chunks);
        const ChunkState state = m_snapshot.worst(first, end);
        const bool isMixed = state == ChunkState::Missing && cells.perCell > 1;
        const QColor color =
            isMixed ? blend(done, missing, m_snapshot.doneShare(first, end)) : chunkColor(state, palette());
        if (isMixed)
            painter.fillRect(cells.rect(cell), color);
        else
            paintChunk(painter, cells.rect(cell), state, color, palette());
    }
}

bool ChunkMapWidget::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const ChunkGrid cells = grid();
    const std::size_t cell = cells.cellAt(help->pos());
    if (cell < cells.cells())
        QToolTip::showText(help->globalPos(), describeCell(cells, cell), this, cells.rect(cell).toRect());
    else
        QToolTip::hideText();
    return true;
}

void ChunkMapWidget::mousePressEvent(QMouseEvent *event)
{
    const ChunkGrid cells = grid();
    const std::size_t cell = cells.cellAt(event->position());
    if (cell < cells.cells())
        Q_EMIT chunkClicked(static_cast<qsizetype>(cell * cells.perCell));
}

QString ChunkMapWidget::describeCell(const ChunkGrid &grid, std::size_t cell) const
{
    const std::size_t first = cell * grid.perCell;
    const std::size_t end = std::min(first + grid.perCell, grid.chunks);
    if (end - first == 1) {
        const blte::Chunk &chunk = (*m_snapshot.table)[first];
        return tr("Chunk %1: %2\n%3 encoded, %4 decoded")
            .arg(formatCount(static_cast<qint64>(first)), chunkStateText(m_snapshot.states[first]),
                 formatSize(static_cast<qint64>(chunk.encodedSize)),
                 formatSize(static_cast<qint64>(chunk.decodedSize)));
    }
    QStringList lines{
        tr("Chunks %1 to %2")
            .arg(formatCount(static_cast<qint64>(first)), formatCount(static_cast<qint64>(end - 1)))};
    for (const ChunkState state : kLegendOrder) {
        const auto begin = m_snapshot.states.begin();
        const auto count = std::count(begin + static_cast<std::ptrdiff_t>(first),
                                      begin + static_cast<std::ptrdiff_t>(end), state);
        if (count > 0)
            lines << tr("%1 %2").arg(formatCount(count), chunkStateText(state));
    }
    return lines.join(QLatin1Char('\n'));
}

ChunkLegend::ChunkLegend(const ChunkSnapshot &snapshot, QWidget *parent)
    : QWidget(parent)
    , m_snapshot(snapshot)
{
    setAccessibleName(tr("Legend of the chunk map"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ChunkLegend::refresh()
{
    m_counts = m_snapshot.counts();
    update();
}

QSize ChunkLegend::sizeHint() const
{
    return {400, fontMetrics().height() + 6};
}

QString ChunkLegend::text(ChunkState state) const
{
    const auto count = static_cast<qint64>(m_counts[static_cast<std::size_t>(state)]);
    return chunkStateText(state) + QLatin1Char(' ') + formatCount(count);
}

void ChunkLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const int square = fontMetrics().ascent() - 2;
    int left = 0;
    for (const ChunkState state : kLegendOrder) {
        const QString words = text(state);
        paintChunk(painter, QRect(left, (height() - square) / 2, square, square), state,
                   chunkColor(state, palette()), palette());
        left += square + 6;
        const QRect place(left, 0, fontMetrics().horizontalAdvance(words) + 2, height());
        painter.drawText(place, static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), words);
        left = place.right() + 18;
    }
}

} // namespace ui
