#include "ui/details/chunkmapwidget.h"

#include "ui/format.h"
#include "ui/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace ui {

namespace {

constexpr std::array kLegendOrder{PieceState::Done,   PieceState::InFlight, PieceState::Missing,
                                  PieceState::Locked, PieceState::Bad,      PieceState::LeftOut};

} // namespace

QColor pieceColor(PieceState state, const QPalette &palette)
{
    switch (state) {
    case PieceState::Missing:
        return trackColor(palette);
    case PieceState::InFlight:
        return QColor(isDark(palette) ? 0xe8b23c : 0xefa21a); // no text: brighter than the tone of warnings
    case PieceState::Done:
        return toneColor(Tone::Accent, palette);
    case PieceState::Locked:
        return toneColor(Tone::Locked, palette);
    case PieceState::Bad:
        return toneColor(Tone::Bad, palette);
    case PieceState::LeftOut:
        return blend(trackColor(palette), palette.color(QPalette::Window), 0.4);
    }
    return {};
}

namespace {

/// A sign besides the colour, for those who do not tell the colours apart; of cells that are too small for
/// one the tooltip and the legend tell.
void paintChunk(QPainter &painter, const QRectF &cell, PieceState state, const QColor &color,
                const QPalette &palette)
{
    constexpr double kLeast = 5;
    painter.fillRect(cell, color);
    if (cell.width() < kLeast || cell.height() < kLeast || state == PieceState::Done)
        return;
    const QColor ink = readable(palette.color(QPalette::Text), color, 3.0);
    const double inset = std::max(1.0, std::min(cell.width(), cell.height()) / 4);
    const QRectF inner = cell.adjusted(inset, inset, -inset, -inset);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, std::max(1.0, inset / 2)));
    switch (state) {
    case PieceState::InFlight: // a stroke: under way
        painter.drawLine(inner.bottomLeft(), inner.topRight());
        break;
    case PieceState::Bad:
        painter.drawLine(inner.bottomLeft(), inner.topRight());
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        break;
    case PieceState::Locked:
        painter.setBrush(ink);
        painter.drawEllipse(inner);
        break;
    case PieceState::Missing: // an empty frame
        painter.setPen(QPen(blend(ink, color, 0.55), 1));
        painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5));
        break;
    case PieceState::LeftOut: // a dash: nothing comes
        painter.drawLine(QPointF(inner.left(), inner.center().y()),
                         QPointF(inner.right(), inner.center().y()));
        break;
    case PieceState::Done:
        break;
    }
    painter.restore();
}

} // namespace

ChunkMapWidget::ChunkMapWidget(const MapPieces &pieces, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_pieces(pieces)
{
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ChunkMapWidget::refresh()
{
    const auto counts = m_pieces.counts();
    QStringList words;
    for (const PieceState state : kLegendOrder) {
        if (const QString text = m_pieces.stateText(state); !text.isEmpty())
            words << tr("%1 %2").arg(
                formatCount(static_cast<qint64>(counts[static_cast<std::size_t>(state)])), text);
    }
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
    const QColor done = pieceColor(PieceState::Done, palette());
    const QColor missing = pieceColor(PieceState::Missing, palette());
    for (std::size_t cell = 0; cell < cells.cells() && cells.columns > 0; ++cell) {
        const std::size_t first = cell * cells.perCell;
        const std::size_t end = std::min(first + cells.perCell, cells.chunks);
        const PieceState state = m_pieces.worst(first, end);
        const bool isMixed = state == PieceState::Missing && cells.perCell > 1;
        const QColor color =
            isMixed ? blend(done, missing, m_pieces.doneShare(first, end)) : pieceColor(state, palette());
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
        Q_EMIT pieceClicked(static_cast<qsizetype>(cell * cells.perCell));
}

QString ChunkMapWidget::describeCell(const ChunkGrid &grid, std::size_t cell) const
{
    const std::size_t first = cell * grid.perCell;
    const std::size_t end = std::min(first + grid.perCell, grid.chunks);
    if (end - first == 1)
        return m_pieces.describe(first);
    QStringList lines{m_pieces.describeRun(first, end - 1)};
    const auto counts = m_pieces.countsOf(first, end);
    for (const PieceState state : kLegendOrder) {
        if (const auto count = static_cast<qint64>(counts[static_cast<std::size_t>(state)]); count > 0)
            lines << tr("%1 %2").arg(formatCount(count), m_pieces.stateText(state));
    }
    return lines.join(QLatin1Char('\n'));
}

ChunkLegend::ChunkLegend(const MapPieces &pieces, QWidget *parent)
    : QWidget(parent)
    , m_pieces(pieces)
{
    setAccessibleName(tr("Legend of the map"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChunkLegend::refresh()
{
    m_counts = m_pieces.counts();
    updateGeometry();
    update();
}

QSize ChunkLegend::sizeHint() const
{
    return {400, heightForWidth(400)};
}

int ChunkLegend::heightForWidth(int width) const
{
    const QList<Entry> all = entries(width);
    return all.isEmpty() ? lineHeight() : all.last().place.bottom() + 1;
}

QList<ChunkLegend::Entry> ChunkLegend::entries(int width) const
{
    constexpr int kGap = 6;
    constexpr int kBetween = 18;
    QList<Entry> all;
    QPoint at;
    for (const PieceState state : kLegendOrder) {
        const auto count = m_counts[static_cast<std::size_t>(state)];
        const QString name = m_pieces.stateText(state);
        if (name.isEmpty() || (state == PieceState::LeftOut && count == 0))
            continue;
        const QString words = name + QLatin1Char(' ') + formatCount(static_cast<qint64>(count));
        const QSize size(square() + kGap + fontMetrics().horizontalAdvance(words) + 2, lineHeight());
        if (at.x() > 0 && at.x() + size.width() > width)
            at = {0, at.y() + lineHeight()};
        all.append({state, words, QRect(at, size)});
        at.rx() += size.width() + kBetween;
    }
    return all;
}

void ChunkLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    for (const Entry &entry : entries(width())) {
        const QRect &place = entry.place;
        paintChunk(painter,
                   QRect(place.left(), place.top() + (place.height() - square()) / 2, square(), square()),
                   entry.state, pieceColor(entry.state, palette()), palette());
        painter.drawText(place, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter), entry.words);
    }
}

} // namespace ui
