#include "core/cache/eviction.h"

#include <algorithm>
#include <numeric>

namespace cache {

std::vector<StoredEntry> toEvict(std::vector<StoredEntry> entries, qint64 limit)
{
    qint64 total = std::accumulate(entries.begin(), entries.end(), qint64{0},
                                   [](qint64 sum, const StoredEntry &entry) { return sum + entry.size; });
    if (total <= limit)
        return {};
    std::sort(entries.begin(), entries.end(), [](const StoredEntry &a, const StoredEntry &b) {
        return a.lastUsed != b.lastUsed ? a.lastUsed < b.lastUsed : a.path < b.path;
    });
    const qint64 kept = limit / 10 * 9;
    auto end = entries.begin();
    for (; end != entries.end() && total > kept; ++end)
        total -= end->size;
    entries.erase(end, entries.end());
    return entries;
}

} // namespace cache
