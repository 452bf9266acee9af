#include "core/http/ratelimiter.h"

#include <QMutexLocker>
#include <algorithm>
#include <utility>

namespace http {

namespace {

/// Who wants bytes asks every kPause; who did not for so long wants none now.
constexpr std::chrono::milliseconds kMemory{200};
/// Less than this part of its share nobody is given, unless it wants no more: who reads on for crumbs never
/// rests.
constexpr double kCrumb = 0.1;

} // namespace

void RateLimiter::setRate(qint64 bytesPerSecond)
{
    const QMutexLocker lock(&m_mutex);
    m_rate = std::max<qint64>(0, bytesPerSecond);
    trim();
}

qint64 RateLimiter::rate() const
{
    const QMutexLocker lock(&m_mutex);
    return m_rate;
}

bool RateLimiter::hasSpare() const
{
    if (m_parent && !m_parent->hasSpare())
        return false;
    const QMutexLocker lock(&m_mutex);
    double saved = m_spare;
    for (const auto &[key, taker] : m_takers)
        saved += taker.tokens;
    return m_rate == 0 || saved > capacity() / 2;
}

qint64 RateLimiter::take(qint64 wanted, Clock::time_point now, const void *taker)
{
    const qint64 own = takeOwn(wanted, now, taker);
    if (!m_parent || own == 0)
        return own;
    const qint64 given = m_parent->take(own, now, this);
    if (given < own)
        giveBackOwn(own - given, taker);
    return given;
}

void RateLimiter::giveBack(qint64 bytes, const void *taker)
{
    giveBackOwn(bytes, taker);
    if (m_parent)
        m_parent->giveBack(bytes, this);
}

/// 100 ms worth of bytes, but never less than one, or a tiny rate would never give any.
double RateLimiter::capacity() const
{
    return std::max(1.0, double(m_rate) / 10);
}

double RateLimiter::share() const
{
    return std::max(1.0, capacity() / double(std::max<std::size_t>(1, m_takers.size())));
}

qint64 RateLimiter::takeOwn(qint64 wanted, Clock::time_point now, const void *taker)
{
    const QMutexLocker lock(&m_mutex);
    if (m_rate == 0 || wanted <= 0)
        return std::max<qint64>(0, wanted);
    Taker &account = m_takers[taker];
    account.asked = std::max(account.asked, now);
    // Threads may arrive out of order: a `now` before the last one adds nothing.
    if (now > m_last) {
        forgetTakers(now);
        const std::chrono::duration<double> elapsed = now - m_last;
        refill(std::min(elapsed.count() * double(m_rate), capacity()));
        m_last = now;
    }
    const qint64 given = std::min(wanted, qint64(account.tokens + m_spare));
    if (given < wanted && double(given) < share() * kCrumb)
        return 0;
    const double owned = std::min(account.tokens, double(given));
    account.tokens -= owned;
    m_spare -= double(given) - owned;
    return given;
}

void RateLimiter::giveBackOwn(qint64 bytes, const void *taker)
{
    const QMutexLocker lock(&m_mutex);
    if (m_rate == 0)
        return;
    const auto found = m_takers.find(taker);
    (found == m_takers.end() ? m_spare : found->second.tokens) += double(bytes);
    trim();
}

void RateLimiter::forgetTakers(Clock::time_point now)
{
    for (auto it = m_takers.begin(); it != m_takers.end();) {
        if (now - it->second.asked <= kMemory) {
            ++it;
            continue;
        }
        m_spare += it->second.tokens;
        it = m_takers.erase(it);
    }
    trim();
}

/// In equal parts to all who have room; what the filled ones left goes round again.
void RateLimiter::refill(double tokens)
{
    const double most = share();
    for (bool isAnyFilled = true; isAnyFilled;) {
        isAnyFilled = false;
        const auto hungry = std::count_if(m_takers.begin(), m_takers.end(),
                                          [most](const auto &entry) { return entry.second.tokens < most; });
        const double part = tokens / double(std::max<std::ptrdiff_t>(1, hungry));
        for (auto &[key, taker] : m_takers) {
            if (taker.tokens >= most)
                continue;
            const double taken = std::min(part, most - taker.tokens);
            isAnyFilled = isAnyFilled || taken < part;
            taker.tokens = taken < part ? most : taker.tokens + taken; // exactly full, whatever the rounding
            tokens -= taken;
        }
    }
    m_spare += std::max(0.0, tokens);
    trim();
}

/// Nobody saves more than a share, all together no more than the bucket holds.
void RateLimiter::trim()
{
    double saved = 0;
    for (auto &[key, taker] : m_takers) {
        if (taker.tokens > share())
            m_spare += std::exchange(taker.tokens, share()) - share();
        saved += taker.tokens;
    }
    m_spare = std::clamp(m_spare, 0.0, std::max(0.0, capacity() - saved));
}

} // namespace http
