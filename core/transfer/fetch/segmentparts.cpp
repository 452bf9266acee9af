#include "core/transfer/fetch/segmentjob.h"

#include <algorithm>
#include <array>

/// The part of SegmentJob that takes several ranges out of one answer.
namespace transfer {

namespace {

/// A server that goes on so long behind the last boundary is not worth its connection.
constexpr qint64 kLongestEpilogue = 64 << 10;

} // namespace

/// Several ranges were asked for, perhaps: how do they come?
void SegmentJob::beginBody()
{
    const http::RangeRequest &asked = m_reader->request();
    m_parts.reset();
    if (!m_response.boundary.isEmpty()) {
        m_parts.emplace(m_response.boundary, asked.ranges(), m_route.completeLength);
        m_isPartWanted = false;
        m_epilogue = 0;
    } else if (!asked.further.isEmpty()) {
        m_severalRanges = false; // only the first
        giveBack();
    }
}

bool SegmentJob::pumpParts()
{
    std::array<std::uint8_t, 16384> bytes;
    const qint64 got = m_reader->read(bytes);
    if (got <= 0)
        return false;
    m_bytes += got;
    count(got);
    return takeParts(QByteArrayView(bytes.data(), got));
}

bool SegmentJob::takeParts(QByteArrayView bytes)
{
    using Step = http::MultipartParser::Step;
    const qint64 size = bytes.size();
    while (true) {
        switch (m_parts->next(bytes)) {
        case Step::NeedMore:
            return true;
        case Step::Part:
            if (!beginPart(m_parts->part().range.first))
                return false;
            break;
        case Step::Body:
            if (!takePart(m_parts->body()))
                return false;
            break;
        case Step::End:
            m_epilogue += size;
            if (m_epilogue < kLongestEpilogue)
                return true;
            m_reader->abort();
            partsEnded();
            return false;
        case Step::Failed:
            fail({http::toError(m_parts->fault()), -1});
            return false;
        }
    }
}

/// False when what lies in a spool could not be used, and the job is over.
bool SegmentJob::beginPart(qint64 first)
{
    const auto position = static_cast<quint64>(first - m_route.base);
    m_toPass = 0;
    m_isPartWanted = !m_intake->isComplete() && m_intake->position() == position;
    return m_isPartWanted || seek(position);
}

/// Makes the run that begins there the one in the intake, if there is one. Parts come in any order.
bool SegmentJob::seek(quint64 position)
{
    const auto found = std::find_if(m_rest.begin(), m_rest.end(), [&](const ChunkRun &run) {
        return (*m_table)[run.first].encodedOffset == position;
    });
    if (found == m_rest.end())
        return true;
    settle();
    if (m_phase == Phase::Idle)
        return false;
    const ChunkRun run = std::exchange(*found, m_intake->leave());
    if (found->isEmpty())
        m_rest.erase(found);
    if (auto ok = m_intake->begin(m_table, run); !ok) {
        fail(ok.error());
        return false;
    }
    m_isPartWanted = !m_intake->isComplete();
    m_toPass = m_isPartWanted ? m_intake->position() - position : 0; // a spool has it
    report();
    return true;
}

bool SegmentJob::takePart(QByteArrayView bytes)
{
    const std::span all(reinterpret_cast<const std::uint8_t *>(bytes.data()),
                        static_cast<std::size_t>(bytes.size()));
    const quint64 unused = m_isPartWanted ? std::min<quint64>(m_toPass, all.size()) : all.size();
    m_toPass -= std::min(m_toPass, unused);
    m_config.counters->refetchedBytes += static_cast<qint64>(unused);
    const auto ok = m_intake->push(all.subspan(unused));
    report();
    if (!ok)
        fail(ok.error());
    return ok.has_value();
}

/// What the server left out is fetched range by range.
void SegmentJob::partsEnded()
{
    const http::MultipartFault fault = m_parts->finish();
    if (fault != http::MultipartFault::None)
        return fail({http::toError(fault), -1});
    m_parts.reset();
    m_severalRanges = true;
    m_route.hasSeveralRanges = false;
    std::sort(m_rest.begin(), m_rest.end(), [](ChunkRun a, ChunkRun b) { return a.first < b.first; });
    requestRest();
}

} // namespace transfer
