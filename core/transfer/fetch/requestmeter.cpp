#include "core/transfer/fetch/requestmeter.h"

#include <algorithm>
#include <utility>

namespace transfer {

namespace {

/// The transfer's thread hears that the end is near, decides what comes next and answers: that takes as many
/// times as long as an answer of the host at most.
constexpr double kWaits = 2;
constexpr double kSlack = 0.01; // seconds

} // namespace

void RequestMeter::begin()
{
    m_bytes = 0;
    m_since.start();
}

void RequestMeter::add(qint64 bytes)
{
    m_counters->networkBytes += bytes;
    for (const auto &received : m_received)
        *received += bytes;
}

void RequestMeter::count(qint64 bytes)
{
    m_bytes += bytes;
    add(bytes);
}

void RequestMeter::countUnused(qint64 bytes)
{
    m_counters->refetchedBytes += bytes;
    add(bytes);
}

void RequestMeter::answerBegan()
{
    if (!m_sinceRequest.isValid())
        return;
    m_lastLatency = std::chrono::microseconds(m_sinceRequest.nsecsElapsed() / 1000);
    m_latency = std::min(m_lastLatency, m_latency.value_or(m_lastLatency));
}

bool RequestMeter::isNearEnd(quint64 left) const
{
    return isNearEnd(left, m_bytes, static_cast<double>(m_since.nsecsElapsed()) / 1e9, m_lastLatency);
}

bool RequestMeter::isNearEnd(quint64 left, qint64 bytes, double seconds, std::chrono::microseconds latency)
{
    const double notice = kWaits * std::chrono::duration<double>(latency).count() + kSlack;
    // The first bytes of an order may have come in the time of the one before.
    return static_cast<double>(left) <= static_cast<double>(bytes) / (seconds + notice) * notice;
}

void RequestMeter::report(Outcome &outcome, bool isTimed)
{
    outcome.bytes = m_bytes;
    outcome.latency = std::exchange(m_latency, {});
    if (isTimed)
        outcome.took = std::chrono::milliseconds(m_since.elapsed());
}

} // namespace transfer
