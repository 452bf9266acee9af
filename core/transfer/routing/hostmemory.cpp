#include "core/transfer/routing/hostmemory.h"

#include <algorithm>
#include <cmath>

namespace transfer {

namespace {

constexpr qint64 kForgottenAfter = 24 * 3600;
/// Less says more about latency than about speed.
constexpr qint64 kMeasurable = 64 << 10;
constexpr double kWeightOfNew = 0.4;
constexpr int kMostCounted = 1000;
constexpr int kMostStalls = 16;
constexpr double kMostFailures = 60; // 0.9^60 is 0.002: last of all, and still asked
constexpr qsizetype kMostHosts = 1000;

/// A clock that went back makes things fresh for at most as long as it went back.
bool isFresh(const HostFacts &facts, const QDateTime &now)
{
    return facts.since.isValid() && std::abs(facts.since.secsTo(now)) < kForgottenAfter;
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

HostFacts &HostMemory::freshFacts(const QString &host, const QDateTime &now)
{
    HostFacts &facts = m_facts[host];
    if (!isFresh(facts, now)) {
        facts = {};
        facts.since = now;
    }
    return facts;
}

void HostMemory::learn(const QString &host, const HostNews &news, const QDateTime &now)
{
    HostFacts &facts = freshFacts(host, now);
    const auto note = [](HostFacts::Answer &answer, std::optional<bool> said) {
        if (said)
            answer = *said ? HostFacts::Answer::Yes : HostFacts::Answer::No;
    };
    note(facts.ranges, news.ranges);
    note(facts.multiRange, news.multiRange);
    note(facts.ahead, news.ahead);
    facts.namesFiles = news.namesFile.value_or(facts.namesFiles);
    if (news.isSmallFile)
        facts.smallFiles = *news.isSmallFile ? std::min(facts.smallFiles + 1, kMostCounted) : 0;
}

void HostMemory::learn(const QString &host, const Outcome &outcome, const QDateTime &now)
{
    HostFacts &facts = freshFacts(host, now);
    const core::ErrorKind kind = outcome.error.kind;
    if (kind == core::ErrorKind::None || outcome.isStep) {
        facts.failures /= 2;
        learnPace(facts, outcome.bytes, outcome.took);
    }
    if (outcome.latency)
        facts.latency = std::chrono::microseconds(static_cast<qint64>(smoothed(
            static_cast<double>(facts.latency.count()), static_cast<double>(outcome.latency->count()))));
    if (outcome.pipeliningFailed)
        facts.ahead = HostFacts::Answer::No;
    if (outcome.severalRanges)
        facts.multiRange = *outcome.severalRanges ? HostFacts::Answer::Yes : HostFacts::Answer::No;
    else if (kind != core::ErrorKind::None && kind != core::ErrorKind::RangeIgnored)
        facts.failures = std::min(facts.failures + failureWeight(outcome), kMostFailures);
}

void HostMemory::stalledForAll(const QString &host, const QDateTime &now)
{
    HostFacts &facts = freshFacts(host, now);
    facts.stalls = std::min(facts.stalls + 1, kMostStalls);
}

HostFacts HostMemory::facts(const QString &host, const QDateTime &now) const
{
    const auto found = m_facts.constFind(host);
    return found != m_facts.cend() && isFresh(*found, now) ? *found : HostFacts{};
}

double HostMemory::worth(const QString &host, const QDateTime &now) const
{
    const HostFacts own = facts(host, now);
    double speed = own.bytesPerSecond;
    if (speed <= 0) {
        speed = 1;
        for (const HostFacts &other : m_facts)
            speed = std::max(speed, isFresh(other, now) ? other.bytesPerSecond : 0);
    }
    return std::pow(0.9, own.failures) * speed;
}

QJsonObject HostMemory::toJson(const QDateTime &now) const
{
    QJsonObject json;
    for (auto it = m_facts.cbegin(); it != m_facts.cend(); ++it) {
        if (!isFresh(*it, now))
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

void HostMemory::fromJson(const QJsonObject &json, const QDateTime &now)
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
        if (isFresh(facts, now))
            m_facts.insert(it.key(), facts);
    }
}

} // namespace transfer
