#include "core/transfer/fetch/patience.h"

#include "core/http/ratelimiter.h"

namespace transfer {

Patience::Patience(std::chrono::milliseconds patience, const http::RateLimiter *limiter)
    : m_limiter(limiter)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(patience);
    connect(&m_timer, &QTimer::timeout, this, &Patience::onTimeout);
}

void Patience::start()
{
    m_came = 0;
    m_timer.start();
}

void Patience::onTimeout()
{
    const bool isHeldBack = m_limiter && !m_limiter->hasSpare();
    const bool isFast = m_came * 1000 >= kSlow * m_timer.interval();
    if (isHeldBack || isFast)
        start();
    else
        Q_EMIT ended();
}

} // namespace transfer
