#include "core/transfer/hostpool.h"

namespace transfer {

namespace {

constexpr int kTooManyRequests = 429;

} // namespace

QString slowedDownText(const QString &host, double requestsPerSecond)
{
    return QStringLiteral("waits for %1, which refused requests as too many, and gets %2 a second now")
        .arg(host)
        .arg(requestsPerSecond, 0, 'f', requestsPerSecond < 10 ? 1 : 0);
}

HostPool::HostPool(Clock clock)
    : m_clock(std::move(clock))
{
    m_nextTurn.setSingleShot(true);
    connect(&m_nextTurn, &QTimer::timeout, this, [this] {
        awaitNextTurn();
        Q_EMIT released();
    });
}

HostRoom HostPool::room(const QString &host) const
{
    return m_limits.room(host, HostLimits::Clock::now());
}

HostRoom HostPool::turn(const QString &host) const
{
    return m_limits.turn(host, HostLimits::Clock::now());
}

void HostPool::acquire(const QString &host)
{
    m_limits.acquire(host);
    asked(host);
}

void HostPool::asked(const QString &host)
{
    m_limits.asked(host, HostLimits::Clock::now());
    awaitNextTurn();
}

void HostPool::release(const QString &host)
{
    m_limits.release(host);
    Q_EMIT released();
}

void HostPool::learn(const QString &host, const HostNews &news)
{
    m_memory.learn(host, news, m_clock());
}

void HostPool::learn(const QString &host, const Outcome &outcome)
{
    m_memory.learn(host, outcome, m_clock());
    if (outcome.error.kind == core::ErrorKind::None || outcome.isStep)
        heard(host);
}

void HostPool::stalledForAll(const QString &host)
{
    m_memory.stalledForAll(host, m_clock());
}

void HostPool::heard(const QString &host)
{
    m_limits.heard(host);
    if (m_silent.remove(host))
        Q_EMIT silenceEnded();
}

void HostPool::tooBusy(const QString &host, const http::Refusal &refusal)
{
    const auto now = HostLimits::Clock::now();
    const auto pace = refusal.status == kTooManyRequests ? m_limits.tooMany(host, now) : std::nullopt;
    m_limits.pause(host, refusal.retryAfter, now);
    awaitNextTurn();
    if (pace)
        Q_EMIT slowedDown(host, *pace);
}

void HostPool::awaitNextTurn()
{
    if (const auto left = m_limits.untilNextTurn(HostLimits::Clock::now()))
        m_nextTurn.start(*left);
}

} // namespace transfer
