#include "core/transfer/segmentsize.h"

#include <algorithm>

namespace transfer {

namespace {

constexpr double kMiB = 1 << 20;
// Below, the 0.4 ms of processor time that a request costs show; above, a mirror that turns slow owes too
// much.
constexpr double kSmallest = kMiB / 4;
constexpr double kLargest = 256 * kMiB;
// While nothing is known.
constexpr double kUsualLeast = kMiB;
constexpr double kUsualMost = 16 * kMiB;
// As multiples of what would have come while the answer was waited for.
constexpr double kLeastWaits = 4;
constexpr double kMostWaits = 20;

} // namespace

quint64 segmentSize(quint64 missing, int connections, const Pace &pace)
{
    const double share = static_cast<double>(missing) / (2.0 * std::max(1, connections));
    const std::chrono::duration<double> latency = pace.latency;
    const double onTheWay = pace.bytesPerSecond * latency.count();
    const bool isKnown = onTheWay > 0;
    const double least = isKnown ? std::clamp(kLeastWaits * onTheWay, kSmallest, kLargest) : kUsualLeast;
    const double most = std::clamp(kMostWaits * onTheWay, kUsualMost, kLargest);
    return static_cast<quint64>(std::clamp(share, least, std::max(least, most)));
}

} // namespace transfer
