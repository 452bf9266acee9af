#pragma once

#include <QMutex>
#include <QtGlobal>
#include <chrono>
#include <map>

namespace http {

/// A token bucket over bytes that are read. Thread-safe; one is shared by everything it limits.
/// Holds the set rate over any two seconds; the bucket never holds more than 100 ms worth of bytes.
///
/// What comes in is shared equally among those who asked lately; what one of them does not use goes to the
/// others. A limiter with a parent gives no more than both allow, and is one taker there: so the limiters of
/// two files below the global one get the same, however many connections each has.
class RateLimiter
{
public:
    using Clock = std::chrono::steady_clock;

    /// `parent` is not owned and outlives this.
    explicit RateLimiter(RateLimiter *parent = nullptr)
        : m_parent(parent)
    {
    }
    Q_DISABLE_COPY_MOVE(RateLimiter)

    /// Bytes per second; 0 means unlimited.
    void setRate(qint64 bytesPerSecond);
    qint64 rate() const;
    /// Whether it gives more than is asked for: nobody is slow because of it.
    bool hasSpare() const;

    /// How many of `wanted` bytes may be read now (0 … wanted, and rather none than a few of many); they
    /// count as read. `taker` tells those apart who share; it is compared, never followed.
    qint64 take(qint64 wanted, Clock::time_point now = Clock::now(), const void *taker = nullptr);
    /// Bytes taken but not used after all.
    void giveBack(qint64 bytes, const void *taker = nullptr);
    /// When to ask again after take() gave nothing.
    static constexpr std::chrono::milliseconds kPause{20};

private:
    struct Taker
    {
        double tokens = 0; ///< 0 … share()
        Clock::time_point asked{};
    };

    double capacity() const;
    double share() const; ///< what one taker can save up
    qint64 takeOwn(qint64 wanted, Clock::time_point now, const void *taker);
    void giveBackOwn(qint64 bytes, const void *taker);
    void forgetTakers(Clock::time_point now);
    void refill(double tokens);
    void trim();

    RateLimiter *const m_parent;
    mutable QMutex m_mutex; ///< a child's is taken before its parent's is, never both at once
    qint64 m_rate = 0;
    std::map<const void *, Taker> m_takers; ///< who asked within the last kMemory
    double m_spare = 0; ///< what nobody had room for; together with all takers' at most capacity()
    Clock::time_point m_last{};
};

} // namespace http
