#pragma once

#include "core/transfer/routing/hostpace.h"

#include <QHash>
#include <QString>
#include <chrono>
#include <optional>

namespace transfer {

/// Whether a host may have one more connection.
enum class HostRoom {
    Free,
    Full,   ///< once one of its connections, or of all, is over, or its pace allows a request
    Paused, ///< it is busy, and nobody asks it for a while
};

/// How many connections each host has, and may have, and how often it may be asked. No I/O; the time is
/// passed in.
class HostLimits
{
public:
    using Clock = std::chrono::steady_clock;

    void setMostPerHost(int connections) { m_mostPerHost = connections; }
    void setMostInAll(int connections) { m_mostInAll = connections; }
    /// What this host wants at most, one at least; of several wishes the smallest holds.
    void setMostConnections(const QString &host, int connections);

    HostRoom room(const QString &host, Clock::time_point now) const;
    /// The same for a request over a connection that it has already.
    HostRoom turn(const QString &host, Clock::time_point now) const;
    bool isUsed(const QString &host) const { return m_used.contains(host); }
    void acquire(const QString &host);
    void release(const QString &host);
    /// A request is sent to it.
    void asked(const QString &host, Clock::time_point now);

    /// Nobody asks it again before so long has passed; empty: twice as long as last time.
    void pause(const QString &host, std::optional<std::chrono::milliseconds> wish, Clock::time_point now);
    /// It answered: its next pause need not be as long.
    void heard(const QString &host);
    /// It refused a request as one too many: it gets a pace (HostPace), which is returned in requests a
    /// second where that is news. One that was asked hardly anything gets none.
    std::optional<double> tooMany(const QString &host, Clock::time_point now);
    /// Until the next pause ends, or a host with a pace may be asked again; empty: nobody has to wait.
    std::optional<std::chrono::milliseconds> untilNextTurn(Clock::time_point now) const;

private:
    struct Pause
    {
        Clock::time_point until;
        std::chrono::milliseconds length{0};
    };

    /// Requests of the last second, as well as two counts can tell.
    struct Asked
    {
        Clock::time_point since; ///< of `count`, a second at most
        int count = 0;
        int before = 0; ///< in the second before
    };

    int mostAt(const QString &host) const;
    double askedLately(const QString &host, Clock::time_point now) const;

    QHash<QString, int> m_used;
    QHash<QString, int> m_wishes; ///< of those that have one
    QHash<QString, Pause> m_pauses;
    QHash<QString, Asked> m_asked;
    QHash<QString, HostPace> m_paces; ///< of those that have one
    int m_mostPerHost = 6;
    int m_inAll = 0; ///< connections under way
    int m_mostInAll = 512;
};

} // namespace transfer
