#include "core/transfer/progress.h"

#include <algorithm>

namespace transfer {

double Progress::fraction() const
{
    if (encodedSize < 0)
        return -1;
    if (encodedSize == 0)
        return 1;
    return std::clamp(static_cast<double>(encodedDone) / static_cast<double>(encodedSize), 0.0, 1.0);
}

qint64 Progress::secondsLeft() const
{
    if (bytesPerSecond <= 0 || encodedSize < 0)
        return -1;
    return std::max<qint64>(encodedSize - encodedDone, 0) / bytesPerSecond;
}

RateEstimator::RateEstimator(std::chrono::milliseconds window)
    : m_window(window)
{
}

void RateEstimator::sample(qint64 total, Clock::time_point now)
{
    // A total that fell means a new count began: its difference to the old points says nothing.
    if (!m_points.empty() && (total < m_points.back().total || now < m_points.back().time))
        m_points.clear();
    m_points.push_back({now, total});
    // Keep one point older than the window, so that the window is always fully covered.
    while (m_points.size() > 2 && now - m_points[1].time >= m_window)
        m_points.pop_front();
}

qint64 RateEstimator::bytesPerSecond(Clock::time_point now) const
{
    if (m_points.size() < 2)
        return 0;
    const auto span =
        std::chrono::duration<double>(std::max(now, m_points.back().time) - m_points.front().time);
    // After a standstill longer than twice the window (sleep, suspend) the old points describe nothing.
    if (span.count() <= 0 || now - m_points.back().time > 2 * m_window)
        return 0;
    return static_cast<qint64>(static_cast<double>(m_points.back().total - m_points.front().total) /
                               span.count());
}

void RateEstimator::reset()
{
    m_points.clear();
}

} // namespace transfer
