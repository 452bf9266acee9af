#include "core/transfer/routing/connectionspeed.h"

#include <algorithm>
#include <utility>

namespace transfer {

namespace {

/// Slower than this part of what another mirror does is too slow.
constexpr double kTooSlow = 0.2;
/// And so is anything below this (bytes per second), where another mirror has not been tried yet.
constexpr double kFloor = 16 << 10;

} // namespace

void ConnectionSpeed::begin(qint64 received)
{
    *this = {};
    m_seen = received;
}

void ConnectionSpeed::look(qint64 received, double seconds)
{
    m_bytesPerSecond = static_cast<double>(received - std::exchange(m_seen, received)) / seconds;
}

bool ConnectionSpeed::isOutpaced(double beside)
{
    m_slowLooks = m_bytesPerSecond < kTooSlow * beside ? m_slowLooks + 1 : 0;
    if (m_slowLooks < kLooks)
        return false;
    m_slowLooks = 0;
    return true;
}

double fastest(std::span<const Rival> rivals)
{
    double result = 0;
    for (const Rival &rival : rivals) {
        if (!rival.isHeldBack)
            result = std::max(result, rival.known > 0 ? rival.known : kFloor / kTooSlow);
        result = std::max(result, rival.now);
    }
    return result;
}

} // namespace transfer
