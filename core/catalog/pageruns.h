#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace catalog {

/// Pages one behind the other, asked for at once.
struct PageRun
{
    std::size_t first = 0;
    std::size_t count = 0;
    bool operator==(const PageRun &) const = default;
};

/// Most bytes of a run, unless a single page has more: memory must not depend on the manifest.
inline constexpr std::size_t kLargestRun = 1 << 20;

/// In which runs to ask for some of `pages` pages of `pageSize` bytes. `wanted`: ascending, each once, below
/// `pages`. Neighbours come together, also over a few pages that nobody wants: a request costs more than
/// these. When a third of all pages is wanted, the table comes in pieces that begin at the same pages whoever
/// asks, so that another look-up finds them in the cache; pieces of which nothing is wanted do not come.
std::vector<PageRun> pageRuns(std::span<const std::size_t> wanted, std::size_t pages, std::size_t pageSize);

} // namespace catalog
