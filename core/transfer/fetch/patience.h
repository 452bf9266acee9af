#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>

namespace http {
class RateLimiter;
}

namespace transfer {

/// How long a host is waited for where others have the same: as long as enough comes, or a limit of ours
/// keeps it from coming. On a lane's thread.
class Patience : public QObject
{
    Q_OBJECT
public:
    /// Bytes a second. What is slower is left, because others may be faster; a line on which everybody is
    /// slower loses the advantage of fetching small objects together, and nothing else.
    static constexpr qint64 kSlow = 64 << 10;

    /// `limiter` outlives it; may be null.
    Patience(std::chrono::milliseconds patience, const http::RateLimiter *limiter);

    void start(); ///< once more from the beginning
    void stop() { m_timer.stop(); }
    bool isActive() const { return m_timer.isActive(); }
    void came(qint64 bytes) { m_came += bytes; }

Q_SIGNALS:
    void ended();

private:
    void onTimeout();

    const http::RateLimiter *const m_limiter;
    QTimer m_timer;
    qint64 m_came = 0; ///< bytes, since it began or was found to be going on well
};

} // namespace transfer
