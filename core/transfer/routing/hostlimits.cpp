#include "core/transfer/routing/hostlimits.h"

#include <algorithm>

namespace transfer {

namespace {

constexpr std::chrono::milliseconds kShortestPause{100};
constexpr std::chrono::milliseconds kLongestPause{10'000};

} // namespace

void HostLimits::setMostConnections(const QString &host, int connections)
{
    const int wish = std::max(connections, 1);
    m_wishes.insert(host, std::min(m_wishes.value(host, wish), wish));
}

int HostLimits::mostAt(const QString &host) const
{
    return std::min(m_mostPerHost, m_wishes.value(host, m_mostPerHost));
}

HostRoom HostLimits::room(const QString &host, Clock::time_point now) const
{
    const auto pause = m_pauses.constFind(host);
    if (pause != m_pauses.cend() && pause->until > now)
        return HostRoom::Paused;
    return m_inAll < m_mostInAll && m_used.value(host) < mostAt(host) ? HostRoom::Free : HostRoom::Full;
}

void HostLimits::acquire(const QString &host)
{
    ++m_used[host];
    ++m_inAll;
}

void HostLimits::release(const QString &host)
{
    --m_inAll;
    if (--m_used[host] <= 0)
        m_used.remove(host);
}

/// What was under way when a pause began, and is refused as well, makes it no longer.
void HostLimits::pause(const QString &host, std::optional<std::chrono::milliseconds> wish,
                       Clock::time_point now)
{
    Pause &pause = m_pauses[host];
    if (pause.until > now)
        return;
    pause.length = std::clamp(wish.value_or(pause.length * 2), kShortestPause, kLongestPause);
    pause.until = now + pause.length;
}

void HostLimits::heard(const QString &host)
{
    if (const auto pause = m_pauses.find(host); pause != m_pauses.end())
        pause->length /= 2;
}

std::optional<std::chrono::milliseconds> HostLimits::untilPauseEnds(Clock::time_point now) const
{
    std::optional<std::chrono::milliseconds> next;
    for (const Pause &pause : m_pauses) {
        if (pause.until <= now)
            continue;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(pause.until - now);
        next = std::min(next.value_or(left), left);
    }
    return next;
}

} // namespace transfer
