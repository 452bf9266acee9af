#include "core/transfer/segmentsize.h"

#include <algorithm>

namespace transfer {

namespace {

constexpr double kMiB = 1 << 20;
// Below, the 0.4 ms of processor time that a request costs show; above, a mirror that turns slow owes too
// much.
constexpr double kSmallest = kMiB / 4;
constexpr double kLargest = 256 * kMiB;
// While nothing is known. The first answer on a thread may lie in memory as a whole (startgate.h).
constexpr double kUnknownLeast = kMiB;
constexpr double kUnknownMost = 8 * kMiB;
// However near the host is.
constexpr double kUsualMost = 16 * kMiB;
// As multiples of what would have come while the answer was waited for.
constexpr double kLeastWaits = 20;
constexpr double kMostWaits = 40;

} // namespace

quint64 segmentSize(quint64 missing, int connections, const Pace &pace)
{
    const double equalShare = static_cast<double>(missing) / std::max(1, connections);
    const std::chrono::duration<double> latency = pace.latency;
    const double onTheWay = pace.bytesPerSecond * latency.count();
    if (onTheWay <= 0)
        return static_cast<quint64>(std::clamp(equalShare / 2, kUnknownLeast, kUnknownMost));
    const double most = std::clamp(kMostWaits * onTheWay, kUsualMost, kLargest);
    const double size = std::max(equalShare / 2, std::min(equalShare, kLeastWaits * onTheWay));
    return static_cast<quint64>(std::clamp(size, kSmallest, most));
}

} // namespace transfer
