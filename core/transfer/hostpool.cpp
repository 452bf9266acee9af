#include "core/transfer/hostpool.h"

namespace transfer {

HostPool::HostPool(Clock clock)
    : m_clock(std::move(clock))
{
    m_pauseEnds.setSingleShot(true);
    connect(&m_pauseEnds, &QTimer::timeout, this, [this] {
        awaitPauseEnd();
        Q_EMIT released();
    });
}

HostRoom HostPool::room(const QString &host) const
{
    return m_limits.room(host, HostLimits::Clock::now());
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

void HostPool::pause(const QString &host, std::optional<std::chrono::milliseconds> wish)
{
    m_limits.pause(host, wish, HostLimits::Clock::now());
    awaitPauseEnd();
}

void HostPool::awaitPauseEnd()
{
    if (const auto left = m_limits.untilPauseEnds(HostLimits::Clock::now()))
        m_pauseEnds.start(*left);
}

} // namespace transfer
