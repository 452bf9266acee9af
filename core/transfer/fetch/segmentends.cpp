#include "core/errortable.h"
#include "core/transfer/fetch/segmentjob.h"

#include <QNetworkAccessManager>

/// How SegmentJob's requests and orders end.
namespace transfer {

namespace {

/// Whether what came may have been meant for another request.
bool isDoubtful(const Trouble &trouble)
{
    return core::mayMean(trouble.error.kind, core::Doubt::OtherRequest) ||
           (trouble.chunk >= 0 && !core::isStorage(trouble.error.kind));
}

} // namespace

void SegmentJob::onEnded(const core::Error &error, std::optional<std::chrono::milliseconds> retryAfter)
{
    if (m_phase == Phase::Idle)
        return;
    if (error.kind != core::ErrorKind::None)
        return fail({error, -1}, retryAfter);
    m_isEndHeld = m_isHeld; // of an empty body: there was nothing to read
    if (m_isHeld)
        return;
    m_phase == Phase::Head ? onHeadEnded() : objectEnded();
}

/// Everything asked for was read. That is the end of an object whose length nobody knew, or of this request.
void SegmentJob::objectEnded()
{
    if (m_phase == Phase::Head) {
        if (auto ok = m_headReader->finish(); !ok)
            return fail({ok.error(), -1});
        headComplete();
        if (m_phase == Phase::Head)
            return askOnce();
        if (m_phase == Phase::Idle)
            return;
    }
    if (m_parts)
        return partsEnded();
    if (m_intake->end() == blte::kUnknownSize && !m_intake->isComplete()) {
        // A body of unknown length that was cut at the end of our request: only a request for all of it ends
        // right.
        // And a server may send less of a range than was asked for.
        const auto &asked = m_reader->request();
        if (asked.last && (m_response.isPartial || m_reader->bytesRead() > *asked.last - asked.first))
            return fail(
                {{core::ErrorKind::RangeIgnored, QStringLiteral("and does not tell the length")}, -1});
        const auto ok = m_intake->finish();
        report();
        if (!ok)
            return fail(ok.error());
    }
    if (!m_intake->isComplete() && m_reader->bytesRead() == 0)
        return fail({{core::ErrorKind::ConnectionLost, QStringLiteral("an empty answer")}, -1});
    requestRest();
}

/// Nothing came for a while: what waited for its neighbour waits no longer.
void SegmentJob::settle()
{
    if (m_phase != Phase::Chunks)
        return;
    const auto ok = m_intake->settle();
    report();
    if (!ok)
        fail(ok.error());
}

void SegmentJob::report()
{
    for (const LockedChunk &locked : m_intake->takeLocked())
        Q_EMIT chunkLocked(locked);
    const ChunkRun run = m_intake->takeFinished();
    if (!run.isEmpty())
        Q_EMIT chunksFinished(run, m_intake->takeModes());
}

void SegmentJob::fail(const Trouble &trouble, std::optional<std::chrono::milliseconds> retryAfter)
{
    m_reader->abort();
    if (m_manager && isDoubtful(trouble))
        m_manager->clearConnectionCache(); // nobody trusts what else comes over that connection
    Trouble worst = trouble;
    if (worst.chunk < 0) {
        if (auto ok = m_intake->settle(); !ok)
            worst = ok.error();
        report();
    }
    if (worst.chunk >= 0 && !core::isStorage(worst.error.kind)) {
        if (auto ok = m_intake->restartChunk(); !ok)
            worst = ok.error();
    }
    if (core::mayMean(worst.error.kind, core::Doubt::SeveralRanges) &&
        !m_reader->request().further.isEmpty()) {
        m_severalRanges = false;
        giveBack();
    }
    const bool isStep = m_phase == Phase::Chunks && m_bytes > 0 && worst.chunk < 0;
    JobEnd failed;
    failed.error = worst.error;
    failed.chunk = worst.chunk;
    failed.isStep = isStep;
    failed.pipeliningFailed = m_phase == Phase::Chunks && pipeliningFailed(worst.error.kind);
    failed.retryAfter = retryAfter;
    end(failed);
}

void SegmentJob::end(const JobEnd &jobEnd)
{
    m_phase = Phase::Idle;
    m_parts.reset();
    m_next.reset();
    tellEnd(jobEnd);
}

void SegmentJob::tellEnd(JobEnd jobEnd)
{
    jobEnd.mirror = m_route.mirror;
    jobEnd.bytes = m_bytes;
    jobEnd.latency = std::exchange(m_latency, {});
    jobEnd.kept = std::exchange(m_kept, {});
    jobEnd.severalRanges = std::exchange(m_severalRanges, {});
    if (!m_reader->isShared())
        jobEnd.took = std::chrono::milliseconds(m_since.elapsed());
    Q_EMIT ended(jobEnd);
}

void SegmentJob::abandonSlowRoute()
{
    if (m_phase == Phase::Idle || !m_reader->isActive())
        return;
    if (m_phase == Phase::Chunks) {
        m_intake->shorten();
        giveBack();
    }
    fail({{core::ErrorKind::Stalled, QStringLiteral("others are much faster")}, -1});
}

/// Others may fetch what lies behind the run in the intake.
void SegmentJob::giveBack()
{
    m_rest.clear();
    m_kept = m_intake->left();
}

void SegmentJob::stop()
{
    if (m_reader) {
        m_reader->abort();
        std::ignore = m_intake->settle(); // what fails now is fetched again
        report();
    }
    m_phase = Phase::Idle;
    m_next.reset();
    Q_EMIT stopped();
}

} // namespace transfer
