#include "core/transfer/fetch/segmentjob.h"

#include "core/transfer/fetch/lane.h"
#include "core/transfer/fetch/sharedconnection.h"
#include "core/transfer/routing/objectrecord.h"

#include <algorithm>
#include <array>

namespace transfer {

namespace {

// One turn of the event loop takes so many slices of so many bytes, so that jobs on one lane share it fairly.
constexpr int kSlicesPerTurn = 8;
constexpr std::size_t kSlice = 256u << 10;
// So long a chunk waits for its neighbour when the network is slow.
constexpr std::chrono::milliseconds kPatience{20};

core::ByteRange rangeOf(const blte::ChunkTable &table, ChunkRun run, qint64 base)
{
    const blte::Chunk &last = table[run.end - 1];
    return {base + static_cast<qint64>(table[run.first].encodedOffset),
            base + static_cast<qint64>(last.encodedOffset + last.encodedSize) - 1};
}

} // namespace

http::RangeRequest SegmentJob::requestOver(const Route &route)
{
    http::RangeRequest request;
    request.url = route.url;
    request.completeLength = route.completeLength;
    request.refusesPages = route.refusesPages;
    request.stallTimeout = route.stallTimeout;
    return request;
}

SegmentJob::SegmentJob(Lane &lane, Config config)
    : m_lane(lane)
    , m_config(std::move(config))
{
    if (!m_config.sharedConnection)
        ++m_lane.jobs;
    moveToThread(lane.thread());
}

SegmentJob::~SegmentJob()
{
    if (!m_config.sharedConnection)
        --m_lane.jobs;
}

/// Sockets and decoders belong to the lane's thread, so they are made there, at the first order.
void SegmentJob::ensureTools()
{
    if (m_intake)
        return;
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &SegmentJob::settle);
    makeIntake();
}

void SegmentJob::makeIntake()
{
    m_intake = std::make_unique<ChunkWriter>(
        ChunkWriter::Context{m_lane.workspace(), m_config.keys, m_config.limits, m_config.partial,
                             m_config.counters, m_config.locked, m_config.decodedSize});
}

/// A shared connection has one to each host.
void SegmentJob::ensureReader()
{
    const bool isElsewhere = m_config.sharedConnection && m_readsFrom != m_route.url.authority();
    if (m_reader && !isElsewhere)
        return;
    if (m_config.sharedConnection) {
        m_readsFrom = m_route.url.authority();
        m_reader = m_config.sharedConnection->coalescer(m_route.url, m_config.fetcher)
                       .makeReader(m_config.fetcher.limiter);
    } else {
        m_manager = m_lane.managers().take(m_route.url.authority());
        m_config.fetcher.company = http::ResponseOpener::Company::Alone;
        m_reader = std::make_unique<http::Fetcher>(m_manager.get(), m_config.fetcher);
    }
    connect(m_reader.get(), &http::RangeReader::headReceived, this, &SegmentJob::onHead);
    connect(m_reader.get(), &http::RangeReader::readable, this, &SegmentJob::pump);
    connect(m_reader.get(), &http::RangeReader::ended, this, &SegmentJob::onEnded);
}

void SegmentJob::fetchRuns(const Route &route, std::shared_ptr<const blte::ChunkTable> table, ChunkRuns runs)
{
    ensureTools();
    m_table = std::move(table);
    m_rest = std::move(runs);
    continueRuns(route);
}

void SegmentJob::continueRuns(const Route &route)
{
    m_route = route;
    ensureReader();
    m_phase = Phase::Chunks;
    beginOrder();
    requestRest();
}

void SegmentJob::beginOrder()
{
    m_bytes = 0;
    m_isEndTold = m_isNextTold = false;
    m_since.start();
}

/// Empty chunks and spools may finish a run before anything is asked for. False when that failed.
bool SegmentJob::beginNextRun()
{
    while (m_intake->isComplete() && !m_rest.empty()) {
        const ChunkRun run = m_rest.front();
        m_rest.erase(m_rest.begin());
        const auto ok = m_intake->begin(m_table, run);
        report();
        if (!ok) {
            fail(ok.error());
            return false;
        }
    }
    return true;
}

void SegmentJob::requestRest()
{
    if (!beginNextRun())
        return;
    if (m_intake->isComplete())
        return m_next ? goOn() : end({});
    const quint64 position = m_intake->position();
    m_toPass = m_route.hasRanges ? 0 : static_cast<quint64>(m_route.base) + position;
    http::RangeRequest request = requestOver(m_route);
    if (m_route.hasRanges) {
        request = rangeRequest(m_route, position, m_intake->end());
        if (m_route.hasSeveralRanges) {
            for (const ChunkRun &run : m_rest)
                request.further += rangeOf(*m_table, run, m_route.base);
        }
    }
    send(request);
}

void SegmentJob::send(const http::RangeRequest &request)
{
    m_response = {};
    m_isOpen = m_isHeld = m_isEndHeld = false;
    m_sinceRequest.start();
    m_reader->start(request);
}

void SegmentJob::onHead(const http::ResponseHead &head)
{
    m_response = head;
    if (!m_reader->isShared() && m_sinceRequest.isValid()) {
        m_lastLatency = std::chrono::microseconds(m_sinceRequest.nsecsElapsed() / 1000);
        m_latency = std::min(m_lastLatency, m_latency.value_or(m_lastLatency));
    }
    countUnused(m_reader->bytesPassed());
    if (m_route.version && likenessOf(*m_route.version, versionOf(head)) != Likeness::Same) {
        return fail(
            {{core::ErrorKind::ContentChanged,
              QStringLiteral("it was %1, now it is %2").arg(shown(*m_route.version), shown(versionOf(head)))},
             -1});
    }
    if (m_phase == Phase::Head && !m_headReader)
        beginHead(head);
    else if (m_phase == Phase::Chunks)
        beginBody();
}

void SegmentJob::proceed(const std::shared_ptr<storage::PartialDownload> &partial)
{
    m_config.partial = partial;
    if (!m_intake)
        return;
    makeIntake(); // nothing was taken yet
    if (!std::exchange(m_isHeld, false))
        return;
    if (std::exchange(m_isEndHeld, false))
        onEnded({}, {});
    else
        m_reader->resume();
}

void SegmentJob::pump()
{
    if (m_isHeld)
        return;
    for (int i = 0; i < kSlicesPerTurn; ++i) {
        if (!pumpSlice())
            return;
    }
    m_reader->resume();
}

bool SegmentJob::pumpSlice()
{
    switch (m_phase) {
    case Phase::Idle:
        return false;
    case Phase::Head:
        return m_toPass > 0 ? pass() : pumpHead();
    case Phase::Chunks:
        if (m_parts)
            return pumpParts();
        if (m_isOpen && m_intake->isComplete() && m_intake->end() < m_table->encodedSize())
            return goOnInAnswer();
        if (m_intake->isComplete() && !m_route.hasRanges) {
            m_reader->abort(); // it would go on to the end of the resource
            requestRest();
            return false;
        }
        return m_toPass > 0 || m_intake->isComplete() ? pass() : pumpChunks();
    }
    return false;
}

/// Reads what the server sends besides what is wanted: before the run, or behind a header that was all we
/// asked for.
bool SegmentJob::pass()
{
    std::array<std::uint8_t, 16384> unused;
    const auto size = m_toPass > 0 ? std::min<quint64>(unused.size(), m_toPass) : unused.size();
    const qint64 got = m_reader->read(std::span(unused).first(static_cast<std::size_t>(size)));
    if (got <= 0)
        return false;
    m_toPass -= std::min(m_toPass, static_cast<quint64>(got));
    countUnused(got);
    return true;
}

void SegmentJob::count(qint64 bytes)
{
    m_config.counters->networkBytes += bytes;
    *m_config.received += bytes;
    if (m_config.sharedConnection)
        m_config.sharedConnection->received += bytes;
}

void SegmentJob::countUnused(qint64 bytes)
{
    count(bytes);
    m_config.counters->refetchedBytes += bytes;
}

bool SegmentJob::pumpChunks()
{
    const auto space = m_intake->prepare(kSlice);
    const qint64 got = m_reader->read(space);
    if (got <= 0) {
        if (m_intake->isWaiting() && !m_patience.isActive())
            m_patience.start(kPatience);
        return false;
    }
    m_bytes += got;
    count(got);
    const auto ok = m_intake->commit(static_cast<std::size_t>(got));
    report();
    if (!ok) {
        fail(ok.error());
        return false;
    }
    lookAhead();
    return true;
}

} // namespace transfer
