#include "core/transfer/routing/silence.h"

#include <utility>

namespace transfer {

bool Silence::isNews(const Look &look)
{
    const bool hasMoved = std::exchange(m_received, look.received) != look.received;
    const bool hasAskedAllTheTime = std::exchange(m_wasAsking, look.isAsking) && look.isAsking;
    if (hasMoved || look.isHeldBack)
        m_isTold = false;
    if (hasMoved || look.isHeldBack || !hasAskedAllTheTime)
        return false;
    return !std::exchange(m_isTold, true);
}

} // namespace transfer
