#include "core/transfer/routing/segmentsize.h"

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
// Near by, where a larger one brings nothing. All of it may come to lie in memory, when a lane loses the
// processor between get() and the message to Qt's HTTP thread that says how large the read buffer is.
constexpr double kUsualMost = 8 * kMiB;
// As multiples of what would have come while the answer was waited for.
constexpr double kLeastWaits = 5;
constexpr double kMostWaits = 20;

} // namespace

quint64 segmentSize(quint64 missing, int connections, const Pace &pace)
{
    const double equalShare = static_cast<double>(missing) / std::max(1, connections);
    const std::chrono::duration<double> latency = pace.latency;
    const double onTheWay = pace.bytesPerSecond * latency.count();
    const double most = std::clamp(kMostWaits * onTheWay, kUsualMost, kLargest);
    const double size = std::max(equalShare / 2, std::min(equalShare, kLeastWaits * onTheWay));
    return static_cast<quint64>(std::clamp(size, onTheWay > 0 ? kSmallest : kUsualLeast, most));
}

} // namespace transfer
