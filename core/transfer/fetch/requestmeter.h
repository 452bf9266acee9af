#pragma once

#include "core/transfer/fetch/counters.h"
#include "core/transfer/routing/outcome.h"

#include <QElapsedTimer>
#include <memory>
#include <vector>

namespace transfer {

/// Counts and measures what one SegmentJob brings, order by order: how many bytes, in what time, and how long
/// its answers take to begin. On a lane's thread; what it counts into may be read on any.
class RequestMeter
{
public:
    /// `received` count body bytes as well, of this job, or of all that share its connection.
    using Received = std::vector<std::shared_ptr<std::atomic<qint64>>>;
    RequestMeter(std::shared_ptr<Counters> counters, Received received)
        : m_counters(std::move(counters))
        , m_received(std::move(received))
    {
    }

    /// An order has come.
    void begin();
    void requestSent() { m_sinceRequest.start(); }
    /// The request under way was sent ahead of its turn: when its answer comes says nothing.
    void requestWasAhead() { m_sinceRequest.invalidate(); }
    bool wasAhead() const { return !m_sinceRequest.isValid(); }
    void answerBegan();
    /// Body bytes that are of use, and those that were passed over.
    void count(qint64 bytes);
    void countUnused(qint64 bytes);
    /// Of those that were counted as of use.
    void turnedOutUnused(qint64 bytes) { m_counters->refetchedBytes += bytes; }
    qint64 bytes() const { return m_bytes; } ///< of use, of this order

    /// Whether so few bytes are left of the order that the next request had better be told of now.
    bool isNearEnd(quint64 left) const;
    /// The decision: at the pace of `bytes` in `seconds` the rest comes in less time than it takes to ask
    /// for more and to be answered. Pure.
    static bool isNearEnd(quint64 left, qint64 bytes, double seconds, std::chrono::microseconds latency);

    /// Puts down what was measured; the latency only once.
    void report(Outcome &outcome, bool isTimed);

private:
    void add(qint64 bytes);

    const std::shared_ptr<Counters> m_counters;
    const Received m_received;
    qint64 m_bytes = 0;
    QElapsedTimer m_since;                              ///< the order came
    QElapsedTimer m_sinceRequest;                       ///< not valid where that says nothing
    std::optional<std::chrono::microseconds> m_latency; ///< the shortest of the order
    std::chrono::microseconds m_lastLatency{0};         ///< of any order
};

} // namespace transfer
