#pragma once

#include "core/transfer/routing/outcome.h"

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

/// What an answer tells about its host; empty: nothing.
struct HostNews
{
    std::optional<bool> ranges = {};
    std::optional<bool> multiRange = {};
    std::optional<bool> ahead = {};
    std::optional<bool> isSmallFile = {}; ///< a whole file has at most SmallObject::kLargest bytes
};

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
    void learn(const QString &host, const HostNews &news);
    /// From the end of what was asked of it. Failures weigh as Agent weighs them: 503 and the like 5, 404
    /// 2.5, all others 1.
    void learn(const QString &host, const Outcome &outcome);
    /// Its answer stalled in the middle, and nothing can be put behind it (stallLimit()).
    void stalledForAll(const QString &host);

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
    HostFacts &freshFacts(const QString &host);
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
