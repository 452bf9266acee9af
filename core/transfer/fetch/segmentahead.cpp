#include "core/errortable.h"
#include "core/transfer/fetch/segmentjob.h"

#include <QNetworkAccessManager>

/// The part of SegmentJob that asks for what comes next before its order has ended.
namespace transfer {

namespace {

/// So much earlier than it takes an answer to come: two threads have a word about it first.
constexpr double kWaits = 2;
constexpr double kSlack = 0.01; // seconds

} // namespace

http::RangeRequest SegmentJob::rangeRequest(const Route &route, quint64 position, quint64 end)
{
    http::RangeRequest request = requestOver(route);
    request.first = route.base + static_cast<qint64>(position);
    if (end != blte::kUnknownSize)
        request.last = route.base + static_cast<qint64>(end) - 1;
    return request;
}

void SegmentJob::lookAhead()
{
    if (m_isEndTold || !m_rest.empty() || !m_route.hasRanges || m_intake->end() == blte::kUnknownSize)
        return;
    const double notice = kWaits * std::chrono::duration<double>(m_lastLatency).count() + kSlack;
    // The first bytes of an order may have come in the time of the one before.
    const double took = static_cast<double>(m_since.nsecsElapsed()) / 1e9 + notice;
    const auto left = static_cast<double>(m_intake->end() - m_intake->position());
    if (left > static_cast<double>(m_bytes) / took * notice)
        return;
    m_isEndTold = true;
    if (m_isOpen || m_reader->mayAskAhead())
        Q_EMIT endIsNear();
}

void SegmentJob::fetchNext(const Route &route, ChunkRun run)
{
    if (m_phase != Phase::Chunks || m_next || !m_reader->isActive())
        return;
    if (m_isOpen) {
        m_isNextTold = true;
        if (!run.isEmpty())
            m_next = {route, run};
        return m_reader->resume();
    }
    if (run.isEmpty() || route.url != m_route.url)
        return;
    m_next = {route, run};
    const blte::Chunk &first = (*m_table)[run.first];
    const blte::Chunk &last = (*m_table)[run.end - 1];
    // What lies in a spool is not asked for again: where it ends is seen when the run begins.
    if (!m_config.partial->spools().has(static_cast<quint32>(run.first)))
        m_reader->prefetch(rangeRequest(route, first.encodedOffset, last.encodedOffset + last.encodedSize));
}

/// Nothing came for it, or what was meant for something else.
bool SegmentJob::pipeliningFailed(core::ErrorKind kind) const
{
    const bool isAnswered = m_response.status != 0;
    const bool isConfused =
        kind == core::ErrorKind::Stalled || core::mayMean(kind, core::Doubt::OtherRequest);
    return isConfused && !isAnswered && !m_sinceRequest.isValid();
}

/// The order is done, and its answer goes on: with what comes next, if that lies just behind; otherwise it
/// ends here. Until that is told nothing more is read. False when nothing is to be read now.
bool SegmentJob::goOnInAnswer()
{
    if (!m_isNextTold) {
        if (!std::exchange(m_isEndTold, true))
            Q_EMIT endIsNear();
        return false;
    }
    const quint64 position = m_intake->end();
    if (m_next && (*m_table)[m_next->run.first].encodedOffset == position) {
        JobEnd done;
        done.goesOn = true;
        tellEnd(done);
        m_route = m_next->route;
        m_rest = {m_next->run};
        m_next.reset();
        beginOrder();
        m_sinceRequest.invalidate();
        if (!beginNextRun())
            return false;
        if (!m_intake->isComplete() && m_intake->position() == position)
            return true;
    }
    m_isOpen = false;
    m_reader->abort();
    requestRest();
    return false;
}

/// The order has ended, and what came by fetchNext() is the order now.
void SegmentJob::goOn()
{
    JobEnd done;
    done.goesOn = true;
    tellEnd(done);
    m_route = m_next->route;
    m_rest = {m_next->run};
    m_next.reset();
    beginOrder();
    requestRest();
    m_sinceRequest.invalidate();
}

} // namespace transfer
