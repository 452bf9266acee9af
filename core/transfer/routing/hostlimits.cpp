#include "core/transfer/routing/hostlimits.h"

#include <algorithm>

namespace transfer {

namespace {

constexpr std::chrono::milliseconds kShortestPause{100};
constexpr std::chrono::milliseconds kLongestPause{10'000};
/// The count of requests begins anew so often.
constexpr std::chrono::seconds kCounted{1};
/// Hosts whose requests are counted; of more those that are not asked now are left out.
constexpr qsizetype kHostsCounted = 256;
/// Less in a second is no hurry, whatever it refuses.
constexpr double kHurry = 10;

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
    if (const HostRoom its = turn(host, now); its != HostRoom::Free)
        return its;
    return m_inAll < m_mostInAll && m_used.value(host) < mostAt(host) ? HostRoom::Free : HostRoom::Full;
}

HostRoom HostLimits::turn(const QString &host, Clock::time_point now) const
{
    const auto pause = m_pauses.constFind(host);
    if (pause != m_pauses.cend() && pause->until > now)
        return HostRoom::Paused;
    const auto pace = m_paces.constFind(host);
    const bool isTooSoon = pace != m_paces.cend() && pace->next() > now && !pace->isForgotten(now);
    return isTooSoon ? HostRoom::Full : HostRoom::Free;
}

void HostLimits::asked(const QString &host, Clock::time_point now)
{
    if (m_asked.size() >= kHostsCounted && !m_asked.contains(host))
        m_asked.removeIf([now](const auto &it) { return now - it->since >= 2 * kCounted; });
    Asked &asked = m_asked[host];
    if (const auto age = now - asked.since; age >= kCounted)
        asked = {now, 0, age < 2 * kCounted ? asked.count : 0};
    ++asked.count;
    if (const auto pace = m_paces.find(host); pace != m_paces.end())
        pace->asked(now);
}

double HostLimits::askedLately(const QString &host, Clock::time_point now) const
{
    const Asked asked = m_asked.value(host);
    const double age = std::chrono::duration<double>(now - asked.since) / kCounted;
    return age >= 1 ? asked.count * std::max(2 - age, 0.0) : asked.count + asked.before * (1 - age);
}

std::optional<double> HostLimits::tooMany(const QString &host, Clock::time_point now)
{
    m_paces.removeIf([now](const auto &it) { return it->isForgotten(now); });
    if (const auto pace = m_paces.find(host); pace != m_paces.end())
        return pace->refused(now) ? std::optional(pace->perSecond()) : std::nullopt;
    const double asked = askedLately(host, now);
    if (asked < kHurry)
        return {};
    return m_paces.insert(host, HostPace(asked, now))->perSecond();
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

std::optional<std::chrono::milliseconds> HostLimits::untilNextTurn(Clock::time_point now) const
{
    auto soonest = Clock::time_point::max();
    for (const Pause &pause : m_pauses) {
        if (pause.until > now)
            soonest = std::min(soonest, pause.until);
    }
    for (const HostPace &pace : m_paces) {
        if (pace.next() > now && !pace.isForgotten(now))
            soonest = std::min(soonest, pace.next());
    }
    if (soonest == Clock::time_point::max())
        return {};
    return std::chrono::ceil<std::chrono::milliseconds>(soonest - now);
}

} // namespace transfer
