#pragma once

#include <QHash>
#include <QString>
#include <chrono>
#include <optional>

namespace transfer {

/// Whether a host may have one more connection.
enum class HostRoom {
    Free,
    Full,   ///< once one of its connections, or of all, is over
    Paused, ///< it is busy, and nobody asks it for a while
};

/// How many connections each host has, and may have. No I/O; the time is passed in.
class HostLimits
{
public:
    using Clock = std::chrono::steady_clock;

    void setMostPerHost(int connections) { m_mostPerHost = connections; }
    void setMostInAll(int connections) { m_mostInAll = connections; }
    /// What this host wants at most, one at least; of several wishes the smallest holds.
    void setMostConnections(const QString &host, int connections);

    HostRoom room(const QString &host, Clock::time_point now) const;
    bool isUsed(const QString &host) const { return m_used.contains(host); }
    void acquire(const QString &host);
    void release(const QString &host);

    /// Nobody asks it again before so long has passed; empty: twice as long as last time.
    void pause(const QString &host, std::optional<std::chrono::milliseconds> wish, Clock::time_point now);
    /// It answered: its next pause need not be as long.
    void heard(const QString &host);
    /// Until the next pause ends; empty: none is under way.
    std::optional<std::chrono::milliseconds> untilPauseEnds(Clock::time_point now) const;

private:
    struct Pause
    {
        Clock::time_point until;
        std::chrono::milliseconds length{0};
    };

    int mostAt(const QString &host) const;

    QHash<QString, int> m_used;
    QHash<QString, int> m_wishes; ///< of those that have one
    QHash<QString, Pause> m_pauses;
    int m_mostPerHost = 6;
    int m_inAll = 0; ///< connections under way
    int m_mostInAll = 512;
};

} // namespace transfer
