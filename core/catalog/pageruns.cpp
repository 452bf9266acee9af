#include "core/catalog/pageruns.h"

#include <algorithm>

namespace catalog {

namespace {

/// Pages fetched in vain rather than another request: 16 KiB, of the usual pages.
constexpr std::size_t kWidestGap = 4;
/// One page of so many wanted: all of them.
constexpr std::size_t kShareOfAll = 3;

std::vector<PageRun> pieces(std::span<const std::size_t> wanted, std::size_t pages, std::size_t perRun)
{
    std::vector<PageRun> runs;
    for (const std::size_t page : wanted) {
        const std::size_t first = page - page % perRun;
        if (runs.empty() || runs.back().first != first)
            runs.push_back({first, std::min(perRun, pages - first)});
    }
    return runs;
}

std::vector<PageRun> neighbours(std::span<const std::size_t> wanted, std::size_t perRun)
{
    std::vector<PageRun> runs;
    for (const std::size_t page : wanted) {
        const bool isNear = !runs.empty() && page - (runs.back().first + runs.back().count) <= kWidestGap &&
                            page - runs.back().first < perRun;
        if (isNear)
            runs.back().count = page - runs.back().first + 1;
        else
            runs.push_back({page, 1});
    }
    return runs;
}

} // namespace

std::vector<PageRun> pageRuns(std::span<const std::size_t> wanted, std::size_t pages, std::size_t pageSize)
{
    const std::size_t perRun = std::max<std::size_t>(kLargestRun / pageSize, 1);
    const bool isMostOfAll = wanted.size() > 1 && wanted.size() >= (pages + kShareOfAll - 1) / kShareOfAll;
    return isMostOfAll ? pieces(wanted, pages, perRun) : neighbours(wanted, perRun);
}

} // namespace catalog
