#pragma once

#include <QList>
#include <algorithm>
#include <utility>

namespace ui {

/// Sorts rows and joins neighbours: [first, last] pairs, ascending, without duplicates.
inline QList<std::pair<int, int>> contiguousRanges(QList<int> rows)
{
    std::sort(rows.begin(), rows.end());
    QList<std::pair<int, int>> ranges;
    for (const int row : std::as_const(rows)) {
        if (!ranges.isEmpty() && row <= ranges.last().second + 1)
            ranges.last().second = row;
        else
            ranges.append({row, row});
    }
    return ranges;
}

} // namespace ui
