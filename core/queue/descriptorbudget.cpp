#include "core/queue/descriptorbudget.h"

#include <algorithm>

namespace queue {

namespace {

/// Each connection of Qt has a thread, too.
constexpr DescriptorBudget kMost{512, 4096, 144, 32, 4, 512};
constexpr int kOfConnection = 3;
constexpr int kOfFile = 4;
/// Threads, libraries, database, window.
constexpr int kReserve = 44;
constexpr int kLargeReserve = 96;
constexpr int kLarge = 512;

} // namespace

DescriptorBudget DescriptorBudget::under(int limit)
{
    if (limit <= 0)
        return kMost;
    const int half = std::max(0, limit - (limit < kLarge ? kReserve : kLargeReserve)) / 2;
    const int files = half / kOfFile; // half of them are fetched, half are committed
    const auto upTo = [](int number, int most) { return std::clamp(number, 1, most); };
    return {upTo(half / kOfConnection, kMost.connections),
            upTo(files / 2, kMost.files),
            upTo(files / 2, kMost.sharing),
            upTo(files / 2, kMost.committing),
            limit < kLarge ? 0 : 4,
            upTo(files, kMost.ofSet)};
}

} // namespace queue
