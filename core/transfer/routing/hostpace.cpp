#include "core/transfer/routing/hostpace.h"

#include <algorithm>

namespace transfer {

namespace {

/// What is added with each request: 4 % a second at full use.
constexpr double kStep = 0.04;
/// Refusals of requests that were under way already come within this time.
constexpr std::chrono::seconds kUnderWay{1};
/// A timer that fires late costs nothing that is made up for within this time.
constexpr std::chrono::milliseconds kMadeUpFor{50};

} // namespace

HostPace::HostPace(double asked, Clock::time_point now)
    : m_perSecond(std::max(asked / 2, kFirst))
    , m_refusedAt(now)
    , m_next(now)
{
}

bool HostPace::refused(Clock::time_point now)
{
    if (now - m_refusedAt < kUnderWay)
        return false;
    m_refusedAt = now;
    m_perSecond = std::max(m_perSecond / 2, kLeast);
    return true;
}

void HostPace::asked(Clock::time_point now)
{
    const std::chrono::duration<double> interval(1 / m_perSecond);
    m_next = std::max(m_next, now - kMadeUpFor) + std::chrono::duration_cast<Clock::duration>(interval);
    m_perSecond += kStep;
}

} // namespace transfer
