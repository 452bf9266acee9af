#pragma once

#include "core/transfer/routing/hostlimits.h"
#include "core/transfer/routing/hostmemory.h"

#include <QObject>
#include <QSet>
#include <QTimer>
#include <functional>

namespace transfer {

/// "waits for cdn.example, which refused requests as too many, and gets 13 a second now".
QString slowedDownText(const QString &host, double requestsPerSecond);

/// What all transfers share about hosts: how many connections each has and how often it is asked
/// (HostLimits), how it has behaved (HostMemory), and who is silent. Knows the time, and tells when a host
/// may be asked again. Lives on the transfers' thread.
class HostPool : public QObject
{
    Q_OBJECT
public:
    using Clock = std::function<QDateTime()>;
    explicit HostPool(Clock clock = [] { return QDateTime::currentDateTimeUtc(); });

    // Connections
    void setLimit(int perHost) { m_limits.setMostPerHost(perHost); }
    void setMostInAll(int connections) { m_limits.setMostInAll(connections); }
    /// See HostLimits. Whoever opens connections asks room() before.
    void setMostConnections(const QString &host, int connections)
    {
        m_limits.setMostConnections(host, connections);
    }
    HostRoom room(const QString &host) const;
    /// The same for a request over a connection that it has already.
    HostRoom turn(const QString &host) const;
    bool isFree(const QString &host) const { return room(host) == HostRoom::Free; }
    /// For one request, and what follows it over the same connection; what is sent besides over it is told
    /// with asked().
    void acquire(const QString &host);
    void asked(const QString &host);
    void release(const QString &host);

    // Learning; see HostMemory
    void learn(const QString &host, const HostNews &news);
    void learn(const QString &host, const Outcome &outcome);
    void stalledForAll(const QString &host);

    /// Somebody waits for an answer of it, and nothing comes; until heard().
    void setSilent(const QString &host) { m_silent.insert(host); }
    void heard(const QString &host);
    bool hasSilent() const { return !m_silent.isEmpty(); }
    /// It is silent, and one who will hear of its first word waits for it already.
    bool isSilent(const QString &host) const { return m_silent.contains(host) && m_limits.isUsed(host); }

    /// It is busy: nobody asks it again before it wants to be asked; if it does not say when, somewhat longer
    /// than last time, which `heard()` makes shorter again. Where it was asked too often, it is asked less
    /// often from now on (HostPace).
    void tooBusy(const QString &host, const http::Refusal &refusal);

    HostFacts facts(const QString &host) const { return m_memory.facts(host, m_clock()); }
    double worth(const QString &host) const { return m_memory.worth(host, m_clock()); }
    QJsonObject toJson() const { return m_memory.toJson(m_clock()); }
    void fromJson(const QJsonObject &json) { m_memory.fromJson(json, m_clock()); }

Q_SIGNALS:
    void released();
    void silenceEnded();
    /// It refused a request as one too many, and gets no more than these from now on.
    void slowedDown(const QString &host, double requestsPerSecond);

private:
    void awaitNextTurn();

    const Clock m_clock;
    HostLimits m_limits;
    HostMemory m_memory;
    QSet<QString> m_silent;
    QTimer m_nextTurn{this};
};

} // namespace transfer
