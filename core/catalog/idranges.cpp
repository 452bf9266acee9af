#include "core/catalog/idranges.h"

#include <algorithm>

namespace catalog {

std::vector<IdRange> merged(const QList<IdRange> &ranges)
{
    std::vector<IdRange> sorted(ranges.begin(), ranges.end());
    std::sort(sorted.begin(), sorted.end(),
              [](const IdRange &a, const IdRange &b) { return a.first < b.first; });
    std::vector<IdRange> merged;
    for (const IdRange &range : sorted) {
        if (!merged.empty() && range.first <= merged.back().last)
            merged.back().last = std::max(merged.back().last, range.last);
        else
            merged.push_back(range);
    }
    return merged;
}

bool isIn(const std::vector<IdRange> &ranges, quint32 id)
{
    const auto behind =
        std::upper_bound(ranges.begin(), ranges.end(), id,
                         [](quint32 number, const IdRange &range) { return number < range.first; });
    return behind != ranges.begin() && id <= std::prev(behind)->last;
}

} // namespace catalog
