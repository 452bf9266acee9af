#pragma once

#include <chrono>

namespace transfer {

/// How many requests a second are sent to a host that has refused some as too many (429). Begins at half of
/// what it was asked, but not below kFirst, and halves again when it refuses more; each request in between
/// makes it a little more, so that at full use it has doubled after some 17 s. A value; no I/O, the time is
/// passed in.
class HostPace
{
public:
    using Clock = std::chrono::steady_clock;

    static constexpr double kFirst = 8; ///< one refusal may have had any reason
    static constexpr double kLeast = 1;
    /// So long after it refused the last one, nothing is held back any more.
    static constexpr std::chrono::minutes kForgottenAfter{5};

    /// `asked`: requests in the second before.
    HostPace(double asked, Clock::time_point now);

    /// What had been sent before the last refusal was known is no news: true for what is.
    bool refused(Clock::time_point now);
    /// One request is sent.
    void asked(Clock::time_point now);

    double perSecond() const { return m_perSecond; }
    /// When the next one may be sent.
    Clock::time_point next() const { return m_next; }
    bool isForgotten(Clock::time_point now) const { return now - m_refusedAt >= kForgottenAfter; }

private:
    double m_perSecond;
    Clock::time_point m_refusedAt;
    Clock::time_point m_next;
};

} // namespace transfer
