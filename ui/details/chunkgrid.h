#pragma once

#include <QRectF>
#include <QSize>
#include <cstddef>

namespace ui {

/// How `chunks` chunks fill an area: few chunks get wide cells in one row, many get small squares, and when
/// even the smallest squares are too many, each cell stands for a group. Pure arithmetic.
struct ChunkGrid
{
    std::size_t chunks = 0;
    std::size_t perCell = 1;
    int columns = 0;
    int rows = 0;
    double cellWidth = 0; ///< gap included
    double cellHeight = 0;

    static ChunkGrid fit(std::size_t chunks, QSize area);

    std::size_t cells() const { return perCell ? (chunks + perCell - 1) / perCell : 0; }
    QRectF rect(std::size_t cell) const; ///< without the gap
    /// The cell at a point, or cells() when there is none.
    std::size_t cellAt(QPointF point) const;
};

} // namespace ui
