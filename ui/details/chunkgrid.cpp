#include "ui/details/chunkgrid.h"

#include <algorithm>

namespace ui {

namespace {

constexpr int kSmallest = 7; ///< pixels, gap included: still told apart
constexpr int kLargest = 22;

} // namespace

ChunkGrid ChunkGrid::fit(std::size_t chunks, QSize area)
{
    ChunkGrid grid;
    grid.chunks = chunks;
    if (chunks == 0 || area.width() < kSmallest || area.height() < kSmallest)
        return grid;
    const auto wanted = static_cast<double>(chunks);
    for (int size = kLargest; size >= kSmallest; --size) {
        grid.columns = area.width() / size;
        grid.rows = area.height() / size;
        grid.cellWidth = grid.cellHeight = size;
        if (static_cast<double>(grid.columns) * grid.rows >= wanted)
            break;
    }
    const std::size_t room = static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows);
    grid.perCell = std::max<std::size_t>((chunks + room - 1) / room, 1);
    const auto cells = static_cast<int>(grid.cells());
    grid.columns = std::min(grid.columns, cells);
    grid.rows = (cells + grid.columns - 1) / grid.columns;
    grid.cellWidth = static_cast<double>(area.width()) / grid.columns;
    return grid;
}

QRectF ChunkGrid::rect(std::size_t cell) const
{
    const auto column = static_cast<double>(cell % static_cast<std::size_t>(columns));
    const auto row = static_cast<double>(cell / static_cast<std::size_t>(columns));
    const double gap = cellHeight > 10 ? 2.0 : 1.0;
    return {column * cellWidth, row * cellHeight, cellWidth - gap, cellHeight - gap};
}

std::size_t ChunkGrid::cellAt(QPointF point) const
{
    if (columns == 0 || point.x() < 0 || point.y() < 0)
        return cells();
    const auto column = static_cast<std::size_t>(point.x() / cellWidth);
    const auto row = static_cast<std::size_t>(point.y() / cellHeight);
    if (column >= static_cast<std::size_t>(columns))
        return cells();
    return std::min(row * static_cast<std::size_t>(columns) + column, cells());
}

} // namespace ui
