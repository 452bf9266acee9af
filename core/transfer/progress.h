#pragma once

#include <QtGlobal>
#include <chrono>
#include <deque>

namespace transfer {

/// A snapshot for showing. Sizes are -1 while unknown.
struct Progress
{
    qint64 encodedDone = 0;
    qint64 encodedSize = -1;
    qint64 decodedDone = 0;
    qint64 decodedSize = -1;
    qint64 networkBytes = 0;
    qint64 refetchedBytes = 0;
    qint64 filesDone = 0;      ///< of a set
    qint64 filesTotal = -1;    ///< likewise; −1: of one file
    qint64 filesFailed = 0;    ///< likewise, in this attempt or the last one of this run
    qint64 bytesPerSecond = 0; ///< of the network, smoothed over some seconds; 0 when idle
    /// 0…1, or -1 while unknown.
    double fraction() const;
    /// Seconds to go at this speed, or -1.
    qint64 secondsLeft() const;
    bool operator==(const Progress &) const = default;
};

/// Bytes per second over a sliding window. The clock is passed in; going backwards is harmless.
class RateEstimator
{
public:
    using Clock = std::chrono::steady_clock;
    explicit RateEstimator(std::chrono::milliseconds window = std::chrono::seconds(5));
    void sample(qint64 total, Clock::time_point now);
    qint64 bytesPerSecond(Clock::time_point now) const;
    void reset();

private:
    struct Point
    {
        Clock::time_point time;
        qint64 total;
    };
    std::chrono::milliseconds m_window;
    std::deque<Point> m_points;
};

} // namespace transfer
