#include "core/transfer/hostpool.h"

#include "core/errortable.h"

#include <algorithm>
#include <cmath>

namespace transfer {

namespace {

constexpr qint64 kForgottenAfter = 24 * 3600;
/// Less says more about latency than about speed.
constexpr qint64 kMeasurable = 64 << 10;
constexpr double kWeightOfNew = 0.4;
constexpr std::chrono::milliseconds kShortestPause{100};
constexpr std::chrono::milliseconds kLongestPause{10'000};
constexpr int kMostCounted = 1000;
constexpr int kMostStalls = 16;
constexpr double kMostFailures = 60; // 0.9^60 is 0.002: last of all, and still asked
constexpr qsizetype kMostHosts = 1000;

double weightOf(core::ErrorKind kind)
{
    switch (core::errorRow(kind).mirror) {
    case core::MirrorGets::HostBackOff:
        return 5;
    case core::MirrorGets::NoMore:
        return 2.5;
    default:
        return 1;
    }
}

HostFacts::Answer answerFrom(const QJsonValue &value)
{
    if (!value.isBool())
        return HostFacts::Answer::Unknown;
    return value.toBool() ? HostFacts::Answer::Yes : HostFacts::Answer::No;
}

void put(QJsonObject &object, const QString &key, HostFacts::Answer answer)
{
    if (answer != HostFacts::Answer::Unknown)
        object.insert(key, answer == HostFacts::Answer::Yes);
}

double smoothed(double known, double fresh)
{
    return known > 0 ? known * (1 - kWeightOfNew) + fresh * kWeightOfNew : fresh;
}

void learnPace(HostFacts &facts, qint64 bytes, std::chrono::milliseconds took)
{
    if (bytes < kMeasurable || took.count() <= 0)
        return;
    const double speed = static_cast<double>(bytes) * 1000 / static_cast<double>(took.count());
    facts.bytesPerSecond = smoothed(facts.bytesPerSecond, speed);
}

/// Numbers from a file may be anything.
double sane(const QJsonValue &value, double most)
{
    const double number = value.toDouble();
    return std::isfinite(number) ? std::clamp(number, 0.0, most) : 0.0;
}

} // namespace

std::chrono::milliseconds stallLimit(std::chrono::milliseconds usual, int stalls)
{
    const std::chrono::milliseconds most = std::max<std::chrono::milliseconds>(usual, kMostSilence);
    std::chrono::milliseconds limit = usual;
    for (int i = 0; i < stalls && limit < most; ++i)
        limit *= 2;
    return std::min(limit, most);
}

HostPool::HostPool(Clock clock)
    : m_clock(std::move(clock))
{
    m_pauseEnds.setSingleShot(true);
    connect(&m_pauseEnds, &QTimer::timeout, this, &HostPool::onPauseEnded);
}

void HostPool::acquire(const QString &host)
{
    ++m_used[host];
    ++m_inAll;
}

void HostPool::release(const QString &host)
{
    --m_inAll;
    if (--m_used[host] <= 0)
        m_used.remove(host);
    Q_EMIT released();
}

void HostPool::heard(const QString &host)
{
    if (const auto pause = m_pauses.find(host); pause != m_pauses.end())
        pause->length /= 2;
    if (m_silent.remove(host))
        Q_EMIT silenceEnded();
}

bool HostPool::isPaused(const QString &host) const
{
    const auto found = m_pauses.constFind(host);
    return found != m_pauses.cend() && found->until > std::chrono::steady_clock::now();
}

/// What was under way when a pause began, and is refused as well, makes it no longer.
void HostPool::pause(const QString &host, std::optional<std::chrono::milliseconds> wish)
{
    const auto now = std::chrono::steady_clock::now();
    Pause &pause = m_pauses[host];
    if (pause.until > now)
        return;
    pause.length = std::clamp(wish.value_or(pause.length * 2), kShortestPause, kLongestPause);
    pause.until = now + pause.length;
    if (!m_pauseEnds.isActive() || m_pauseEnds.remainingTimeAsDuration() > pause.length)
        m_pauseEnds.start(pause.length);
}

void HostPool::onPauseEnded()
{
    const auto now = std::chrono::steady_clock::now();
    auto next = kLongestPause + kShortestPause;
    for (const Pause &pause : std::as_const(m_pauses)) {
        if (pause.until > now)
            next = std::min(next, std::chrono::ceil<std::chrono::milliseconds>(pause.until - now));
    }
    if (next <= kLongestPause)
        m_pauseEnds.start(next);
    Q_EMIT released();
}

/// A clock that went back makes things fresh for at most as long as it went back.
bool HostPool::isFresh(const HostFacts &facts) const
{
    return facts.since.isValid() && std::abs(facts.since.secsTo(m_clock())) < kForgottenAfter;
}

HostFacts &HostPool::freshFacts(const QString &host)
{
    HostFacts &facts = m_facts[host];
    if (!isFresh(facts)) {
        facts = {};
        facts.since = m_clock();
    }
    return facts;
}

void HostPool::learn(const QString &host, const HostNews &news)
{
    HostFacts &facts = freshFacts(host);
    const auto note = [](HostFacts::Answer &answer, std::optional<bool> said) {
        if (said)
            answer = *said ? HostFacts::Answer::Yes : HostFacts::Answer::No;
    };
    note(facts.ranges, news.ranges);
    note(facts.multiRange, news.multiRange);
    note(facts.ahead, news.ahead);
    if (news.isSmallFile)
        facts.smallFiles = *news.isSmallFile ? std::min(facts.smallFiles + 1, kMostCounted) : 0;
}

void HostPool::learn(const QString &host, const Outcome &outcome)
{
    HostFacts &facts = freshFacts(host);
    const core::ErrorKind kind = outcome.error.kind;
    if (kind == core::ErrorKind::None || outcome.isStep) {
        facts.failures /= 2;
        learnPace(facts, outcome.bytes, outcome.took);
        heard(host);
    }
    if (outcome.latency)
        facts.latency = std::chrono::microseconds(static_cast<qint64>(smoothed(
            static_cast<double>(facts.latency.count()), static_cast<double>(outcome.latency->count()))));
    if (outcome.pipeliningFailed)
        facts.ahead = HostFacts::Answer::No;
    if (outcome.severalRanges)
        facts.multiRange = *outcome.severalRanges ? HostFacts::Answer::Yes : HostFacts::Answer::No;
    else if (kind != core::ErrorKind::None && kind != core::ErrorKind::RangeIgnored)
        facts.failures = std::min(facts.failures + weightOf(kind), kMostFailures);
}

void HostPool::stalledForAll(const QString &host)
{
    HostFacts &facts = freshFacts(host);
    facts.stalls = std::min(facts.stalls + 1, kMostStalls);
}

HostFacts HostPool::facts(const QString &host) const
{
    const auto found = m_facts.constFind(host);
    return found != m_facts.cend() && isFresh(*found) ? *found : HostFacts{};
}

double HostPool::worth(const QString &host) const
{
    const HostFacts own = facts(host);
    double speed = own.bytesPerSecond;
    if (speed <= 0) {
        speed = 1;
        for (const HostFacts &other : m_facts)
            speed = std::max(speed, isFresh(other) ? other.bytesPerSecond : 0);
    }
    return std::pow(0.9, own.failures) * speed;
}

QJsonObject HostPool::toJson() const
{
    QJsonObject json;
    for (auto it = m_facts.cbegin(); it != m_facts.cend(); ++it) {
        if (!isFresh(*it))
            continue;
        QJsonObject host;
        put(host, QStringLiteral("ranges"), it->ranges);
        put(host, QStringLiteral("multiRange"), it->multiRange);
        put(host, QStringLiteral("ahead"), it->ahead);
        host.insert(QStringLiteral("bytesPerSecond"), std::round(it->bytesPerSecond));
        host.insert(QStringLiteral("failures"), it->failures);
        host.insert(QStringLiteral("stalls"), it->stalls);
        host.insert(QStringLiteral("since"), it->since.toString(Qt::ISODate));
        json.insert(it.key(), host);
    }
    return json;
}

void HostPool::fromJson(const QJsonObject &json)
{
    for (auto it = json.begin(); it != json.end() && m_facts.size() < kMostHosts; ++it) {
        const QJsonObject host = it.value().toObject();
        HostFacts facts;
        facts.ranges = answerFrom(host.value(QStringLiteral("ranges")));
        facts.multiRange = answerFrom(host.value(QStringLiteral("multiRange")));
        facts.ahead = answerFrom(host.value(QStringLiteral("ahead")));
        facts.bytesPerSecond = sane(host.value(QStringLiteral("bytesPerSecond")), 1e12);
        facts.failures = sane(host.value(QStringLiteral("failures")), kMostFailures);
        facts.stalls = static_cast<int>(sane(host.value(QStringLiteral("stalls")), kMostStalls));
        facts.since = QDateTime::fromString(host.value(QStringLiteral("since")).toString(), Qt::ISODate);
        if (isFresh(facts))
            m_facts.insert(it.key(), facts);
    }
}

} // namespace transfer
