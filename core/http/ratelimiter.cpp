#include "core/http/ratelimiter.h"

#include <QMutexLocker>
#include <algorithm>

namespace http {

namespace {

/// 100 ms worth of bytes, but never less than one, or a tiny rate would never give any.
double capacity(qint64 rate)
{
    return std::max(1.0, double(rate) / 10);
}

} // namespace

void RateLimiter::setRate(qint64 bytesPerSecond)
{
    const QMutexLocker lock(&m_mutex);
    m_rate = std::max<qint64>(0, bytesPerSecond);
    m_tokens = std::min(m_tokens, capacity(m_rate));
}

qint64 RateLimiter::rate() const
{
    const QMutexLocker lock(&m_mutex);
    return m_rate;
}

bool RateLimiter::hasSpare() const
{
    const QMutexLocker lock(&m_mutex);
    return m_rate == 0 || m_tokens > capacity(m_rate) / 2;
}

qint64 RateLimiter::take(qint64 wanted, Clock::time_point now)
{
    const QMutexLocker lock(&m_mutex);
    if (m_rate == 0)
        return std::max<qint64>(0, wanted);
    // Threads may arrive out of order: a `now` before the last one adds nothing.
    if (now > m_last) {
        const std::chrono::duration<double> elapsed = now - m_last;
        m_tokens = std::min(capacity(m_rate), m_tokens + elapsed.count() * double(m_rate));
        m_last = now;
    }
    const qint64 given = std::clamp<qint64>(wanted, 0, qint64(m_tokens));
    m_tokens -= double(given);
    return given;
}

void RateLimiter::giveBack(qint64 bytes)
{
    const QMutexLocker lock(&m_mutex);
    if (m_rate > 0)
        m_tokens = std::min(capacity(m_rate), m_tokens + double(bytes));
}

} // namespace http
