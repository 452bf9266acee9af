#pragma once

#include <QtGlobal>
#include <chrono>
#include <optional>

namespace queue {

/// Since when an item has not moved, and how often it has waited since. It moves when its part file holds
/// more encoded bytes than it ever did: bytes that are fetched a second time, or that the disk did not take,
/// move nothing. A value; no I/O. Counts monotonic time, which nobody can set; the time in which an item only
/// waits for its place in the queue does not count.
class Standstill
{
public:
    using Clock = std::chrono::steady_clock;

    /// An attempt begins.
    void begin(Clock::time_point now);
    enum class Cause {
        Elsewhere, ///< the network, the server
        Disk,      ///< here: what is kept cannot be relied on
    };
    /// An attempt ended, and the part file holds `kept` encoded bytes.
    void end(qint64 kept, Cause cause, Clock::time_point now);
    /// The item waits until `due`.
    void wait(Clock::time_point due);
    /// What was kept is thrown away, because the server has another file now. A server that changes its file
    /// with every request gets so many chances only.
    void restarted();
    /// The user wants it tried again: nothing counts that was before.
    void forget() { *this = {}; }

    /// How often it has waited since it last moved.
    int rounds() const { return m_rounds; }
    /// When its wait ends.
    Clock::time_point due() const { return m_due; }
    std::chrono::milliseconds lasted(Clock::time_point now) const;
    /// It has not moved for `most` (0: never too long).
    bool isTooLong(std::chrono::milliseconds most, Clock::time_point now) const;
    /// What is left of `most` for the attempt that begins now; empty: no bound. Never so little that nothing
    /// could be tried.
    std::optional<std::chrono::milliseconds> left(std::chrono::milliseconds most,
                                                  Clock::time_point now) const;

private:
    Clock::time_point m_since{};
    Clock::time_point m_due{};
    qint64 m_most = 0;
    int m_rounds = 0;
    int m_restarts = 0;
};

} // namespace queue
