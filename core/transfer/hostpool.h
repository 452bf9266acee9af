#pragma once

#include "core/error.h"

#include <QDateTime>
#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <chrono>
#include <functional>
#include <optional>

namespace transfer {

/// What is known about one host.
struct HostFacts
{
    enum class Answer { Unknown, Yes, No };

    Answer ranges = Answer::Unknown;
    Answer multiRange = Answer::Unknown;  ///< several ranges in one request
    Answer ahead = Answer::Unknown;       ///< to a request sent before the answer to another has come
    double bytesPerSecond = 0;            ///< of one connection, smoothed; 0: not measured
    std::chrono::microseconds latency{0}; ///< until an answer begins, smoothed; 0: not measured
    int smallFiles = 0;                   ///< files in a row that were small
    int stalls = 0;      ///< of answers that could only be had once more from their first byte
    double failures = 0; ///< weighed by kind; every success halves them
    QDateTime since;     ///< when the first of this was learned; a day later all is forgotten
};

/// How long an answer of a host may be silent in the middle: a host whose pauses were paid with all of a file
/// gets twice the time with each of them, kMostSilence at most, or `usual` where that is more. Pure.
std::chrono::milliseconds stallLimit(std::chrono::milliseconds usual, int stalls);
constexpr std::chrono::minutes kMostSilence{10};

/// What all transfers share about hosts: how many connections each has, and how it has behaved. Lives on the
/// transfers' thread. A host is never excluded for good: it is only asked after better ones.
class HostPool : public QObject
{
    Q_OBJECT
public:
    using Clock = std::function<QDateTime()>;
    explicit HostPool(Clock clock = [] { return QDateTime::currentDateTimeUtc(); });

    // Connections
    void setLimit(int perHost) { m_limit = perHost; }
    void setMostInAll(int connections) { m_mostInAll = connections; }
    bool isFree(const QString &host) const
    {
        return m_inAll < m_mostInAll && m_used.value(host) < m_limit && !isPaused(host);
    }
    void acquire(const QString &host);
    void release(const QString &host);

    // Learning
    void brought(const QString &host, qint64 bytes, std::chrono::milliseconds took);
    void answered(const QString &host, std::chrono::microseconds took);
    /// Weighs as Agent does: 503 and the like 5, 404 2.5, all others 1.
    void failed(const QString &host, core::ErrorKind kind);
    /// Of a whole file its answer told that it is small (SmallObject::kLargest), or not.
    void sentFile(const QString &host, bool isSmall);
    /// Its answer stalled in the middle, and nothing can be put behind it (stallLimit()).
    void stalledForAll(const QString &host);
    void setRanges(const QString &host, HostFacts::Answer answer) { learn(host).ranges = answer; }
    void setAhead(const QString &host, HostFacts::Answer answer) { learn(host).ahead = answer; }
    void setMultiRange(const QString &host, HostFacts::Answer answer) { learn(host).multiRange = answer; }

    /// Somebody waits for an answer of it, and nothing comes; until heard().
    void setSilent(const QString &host) { m_silent.insert(host); }
    void heard(const QString &host);
    bool hasSilent() const { return !m_silent.isEmpty(); }
    /// It is silent, and one who will hear of its first word waits for it already.
    bool isSilent(const QString &host) const { return m_silent.contains(host) && m_used.contains(host); }

    /// It is busy: nobody asks it again before so long has passed; empty: somewhat longer than last time,
    /// which `heard()` makes shorter again.
    void pause(const QString &host, std::optional<std::chrono::milliseconds> wish);

    HostFacts facts(const QString &host) const;
    /// 0.9^failures times its speed; of a host never measured: times the best speed known, so that it gets
    /// its chance.
    double worth(const QString &host) const;

    /// Everything learned, to be kept between runs; fromJson() believes what is well-formed and not a day
    /// old.
    QJsonObject toJson() const;
    void fromJson(const QJsonObject &json);

Q_SIGNALS:
    void released();
    void silenceEnded();

private:
    HostFacts &learn(const QString &host);
    bool isFresh(const HostFacts &facts) const;
    bool isPaused(const QString &host) const;
    void onPauseEnded();

    Clock m_clock;
    QHash<QString, int> m_used;
    QHash<QString, HostFacts> m_facts;
    struct Pause
    {
        std::chrono::steady_clock::time_point until;
        std::chrono::milliseconds length{0};
    };

    QSet<QString> m_silent;
    QHash<QString, Pause> m_pauses;
    QTimer m_pauseEnds{this};
    int m_limit = 6;
    int m_inAll = 0; ///< connections under way
    int m_mostInAll = 512;
};

} // namespace transfer
