#pragma once

#include <QMutex>
#include <QtGlobal>
#include <chrono>

namespace http {

/// A token bucket over bytes that are read. Thread-safe; one is shared by everything it limits.
/// Holds the set rate over any two seconds; the bucket never holds more than 100 ms worth of bytes.
class RateLimiter
{
public:
    using Clock = std::chrono::steady_clock;

    /// Bytes per second; 0 means unlimited.
    void setRate(qint64 bytesPerSecond);
    qint64 rate() const;
    /// Whether it gives more than is asked for: nobody is slow because of it.
    bool hasSpare() const;

    /// How many of `wanted` bytes may be read now (0 … wanted); they count as read.
    qint64 take(qint64 wanted, Clock::time_point now = Clock::now());
    /// Bytes taken but not used after all.
    void giveBack(qint64 bytes);
    /// When to ask again after take() gave nothing.
    static constexpr std::chrono::milliseconds kPause{20};

private:
    mutable QMutex m_mutex;
    qint64 m_rate = 0;
    double m_tokens = 0;
    Clock::time_point m_last{};
};

} // namespace http
