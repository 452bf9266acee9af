#include "core/transfer/segmentjob.h"

#include "core/transfer/faults.h"
#include "core/transfer/lane.h"
#include "core/transfer/objectrecord.h"

#include <algorithm>
#include <array>

namespace transfer {

namespace {

// One turn of the event loop takes so many slices of so many bytes, so that jobs on one lane share it fairly.
constexpr int kSlicesPerTurn = 8;
constexpr std::size_t kSlice = 256u << 10;

std::optional<qint64> objectSize(const Route &route, const http::ResponseHead &response)
{
    if (route.objectSize)
        return route.objectSize;
    if (!response.completeLength)
        return {};
    return *response.completeLength - route.base;
}

http::RangeRequest requestOver(const Route &route)
{
    http::RangeRequest request;
    request.url = route.url;
    request.completeLength = route.completeLength;
    request.refusesPages = route.refusesPages;
    return request;
}

/// The run a head request fetches on: every chunk that begins within its bytes.
ChunkRun runWithin(const blte::ChunkTable &table, quint64 bytes)
{
    const auto &chunks = table.chunks();
    const auto end = std::partition_point(chunks.begin(), chunks.end(),
                                          [&](const blte::Chunk &c) { return c.encodedOffset < bytes; });
    return {0, static_cast<std::size_t>(end - chunks.begin())};
}

} // namespace

SegmentJob::SegmentJob(Lane &lane, Config config)
    : m_lane(lane)
    , m_config(std::move(config))
{
    ++m_lane.jobs;
    moveToThread(lane.thread());
}

SegmentJob::~SegmentJob()
{
    --m_lane.jobs;
}

/// Sockets and decoders belong to the lane's thread, so they are made there, at the first order.
void SegmentJob::ensureParts()
{
    if (m_fetcher)
        return;
    m_fetcher = std::make_unique<http::Fetcher>(&m_lane.manager(), m_config.fetcher);
    connect(m_fetcher.get(), &http::Fetcher::headReceived, this, &SegmentJob::onHead);
    connect(m_fetcher.get(), &http::Fetcher::readable, this, &SegmentJob::pump);
    connect(m_fetcher.get(), &http::Fetcher::ended, this, &SegmentJob::onEnded);
    m_intake = std::make_unique<ChunkIntake>(ChunkIntake::Context{m_lane.workspace(), m_config.keys,
                                                                  m_config.limits, m_config.partial,
                                                                  m_config.counters, m_config.locked});
}

void SegmentJob::fetchHead(const HeadOrder &order)
{
    ensureParts();
    m_order = order;
    m_route = order.route;
    m_phase = Phase::Head;
    m_headReader.reset();
    requestHead();
}

void SegmentJob::requestHead()
{
    m_bytes = 0;
    m_since.start();
    m_toPass = 0;
    const qint64 first = m_headReader ? static_cast<qint64>(m_headReader->received()) : 0;
    qint64 end = m_order.firstRequest;
    if (m_headReader)
        end = static_cast<qint64>(m_headReader->needed());
    if (m_route.objectSize)
        end = std::min(end, *m_route.objectSize);
    http::RangeRequest request = requestOver(m_route);
    if (m_route.hasRanges) {
        request.first = m_route.base + first;
        request.last = m_route.base + end - 1;
    } else {
        m_headReader.reset();
        m_toPass = static_cast<quint64>(m_route.base);
    }
    m_fetcher->start(request);
}

void SegmentJob::fetchRun(const Route &route, std::shared_ptr<const blte::ChunkTable> table, ChunkRun run)
{
    ensureParts();
    m_route = route;
    m_phase = Phase::Chunks;
    if (auto ok = m_intake->begin(std::move(table), run); !ok)
        return fail(ok.error());
    report(); // empty chunks and spools may have finished something already
    requestRest();
}

void SegmentJob::continueRun(const Route &route)
{
    m_route = route;
    m_phase = Phase::Chunks;
    requestRest();
}

void SegmentJob::requestRest()
{
    m_bytes = 0;
    m_since.start();
    if (m_intake->isComplete())
        return end({});
    const quint64 position = m_intake->position();
    m_toPass = m_route.hasRanges ? 0 : static_cast<quint64>(m_route.base) + position;
    http::RangeRequest request = requestOver(m_route);
    if (m_route.hasRanges) {
        request.first = m_route.base + static_cast<qint64>(position);
        if (m_intake->end() != blte::kUnknownSize)
            request.last = m_route.base + static_cast<qint64>(m_intake->end()) - 1;
    }
    m_fetcher->start(request);
}

void SegmentJob::onHead(const http::ResponseHead &head)
{
    m_response = head;
    const bool isComparable = head.isRedirected == m_route.isRedirected && !head.validator().isEmpty();
    if (isComparable && !m_route.validator.isEmpty() && head.validator() != m_route.validator) {
        fail({{core::ErrorKind::ContentChanged,
               QStringLiteral("it was %1, now it is %2")
                   .arg(QString::fromLatin1(m_route.validator), QString::fromLatin1(head.validator()))},
              -1});
        return;
    }
    if (m_phase == Phase::Head && !m_headReader) {
        const auto size = objectSize(m_route, head);
        m_headReader = std::make_unique<HeadReader>(
            HeadReader::Expectation{size ? static_cast<quint64>(*size) : blte::kUnknownSize,
                                    m_order.encodingKey, m_order.isRaw, head.contentType});
    }
}

void SegmentJob::pump()
{
    for (int i = 0; i < kSlicesPerTurn; ++i) {
        if (!pumpSlice())
            return;
    }
    m_fetcher->resume();
}

bool SegmentJob::pumpSlice()
{
    switch (m_phase) {
    case Phase::Idle:
        return false;
    case Phase::Head:
        return m_toPass > 0 ? pass() : pumpHead();
    case Phase::Chunks:
        if (m_intake->isComplete() && !m_route.hasRanges) {
            m_fetcher->abort(); // it would go on to the end of the resource
            end({});
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
    const qint64 got = m_fetcher->read(std::span(unused).first(static_cast<std::size_t>(size)));
    if (got <= 0)
        return false;
    m_toPass -= std::min(m_toPass, static_cast<quint64>(got));
    m_config.counters->networkBytes += got;
    *m_config.received += got;
    m_config.counters->refetchedBytes += got;
    return true;
}

bool SegmentJob::pumpHead()
{
    std::array<std::uint8_t, 16384> bytes;
    const qint64 got = m_fetcher->read(bytes);
    if (got <= 0)
        return false;
    m_bytes += got;
    m_config.counters->networkBytes += got;
    *m_config.received += got;
    if (auto ok = m_headReader->push(std::span(bytes).first(static_cast<std::size_t>(got))); !ok) {
        fail({ok.error(), -1});
        return false;
    }
    if (m_headReader->isComplete())
        headComplete();
    return m_phase != Phase::Idle;
}

bool SegmentJob::pumpChunks()
{
    const auto space = m_intake->prepare(kSlice);
    const qint64 got = m_fetcher->read(space);
    if (got <= 0)
        return false;
    m_bytes += got;
    m_config.counters->networkBytes += got;
    *m_config.received += got;
    m_config.counters->encodedDone += got;
    const auto ok = m_intake->commit(static_cast<std::size_t>(got));
    report();
    if (!ok) {
        fail(ok.error());
        return false;
    }
    return true;
}

/// The map is known: tell it, and let the bytes behind the header flow on into their chunks.
void SegmentJob::headComplete()
{
    Head head;
    head.mirror = m_route.mirror;
    head.host = m_route.url.host();
    head.table = m_headReader->table();
    head.completeLength = m_response.completeLength;
    head.validator = m_response.validator();
    head.dispositionName = m_response.dispositionName;
    head.isPartial = m_response.isPartial;
    head.isPage = m_response.contentType.trimmed().toLower().startsWith("text/html");
    head.isRedirected = m_response.isRedirected;
    const auto reader = std::move(m_headReader);
    m_phase = Phase::Chunks;
    if (m_order.fetchOn) {
        head.run = m_route.hasRanges ? runWithin(*head.table, static_cast<quint64>(m_order.firstRequest))
                                     : ChunkRun{0, head.table->size()};
        if (auto ok =
                m_config.partial->begin(recordFor(*head.table, m_order.source, {head.host, head.validator}));
            !ok)
            return fail({ok.error(), -1});
    }
    m_route.completeLength = head.completeLength;
    const quint64 header = std::min<quint64>(head.table->headerSize(), reader->received());
    m_config.counters->encodedDone = static_cast<qint64>(header);
    Q_EMIT headKnown(head);
    auto taken = m_intake->begin(head.table, head.run);
    if (taken) {
        m_config.counters->encodedDone += static_cast<qint64>(std::min<quint64>(
            reader->rest().size(), m_intake->isComplete() ? 0 : m_intake->end() - m_intake->position()));
        taken = m_intake->push(reader->rest());
    }
    report();
    if (!taken)
        fail(taken.error());
}

void SegmentJob::onEnded(const core::Error &error, std::optional<std::chrono::milliseconds> retryAfter)
{
    if (m_phase == Phase::Idle)
        return;
    if (error.kind != core::ErrorKind::None)
        return fail({error, -1}, retryAfter);
    m_phase == Phase::Head ? onHeadEnded() : objectEnded();
}

void SegmentJob::onHeadEnded()
{
    const auto size = objectSize(m_route, m_response);
    if (!size || static_cast<qint64>(m_headReader->received()) >= *size)
        return objectEnded();
    if (m_bytes == 0)
        return fail({{core::ErrorKind::ConnectionLost, QStringLiteral("an empty answer")}, -1});
    requestHead(); // the table is longer than the first request
}

/// Everything asked for was read. That is the end of an object whose length nobody knew, or of this request.
void SegmentJob::objectEnded()
{
    if (m_phase == Phase::Head) {
        if (auto ok = m_headReader->finish(); !ok)
            return fail({ok.error(), -1});
        headComplete();
        if (m_phase == Phase::Idle)
            return;
    }
    if (m_intake->end() == blte::kUnknownSize && !m_intake->isComplete()) {
        // A body of unknown length that was cut at the end of our request: only a request for all of it ends
        // right.
        const auto &asked = m_fetcher->request();
        if (asked.last && m_fetcher->bytesRead() > *asked.last - asked.first)
            return fail(
                {{core::ErrorKind::RangeIgnored, QStringLiteral("and does not tell the length")}, -1});
        const auto ok = m_intake->finish();
        report();
        if (!ok)
            return fail(ok.error());
    }
    if (m_intake->isComplete())
        return end({});
    if (m_fetcher->bytesRead() == 0)
        return fail({{core::ErrorKind::ConnectionLost, QStringLiteral("an empty answer")}, -1});
    requestRest();
}

void SegmentJob::report()
{
    for (const LockedChunk &locked : m_intake->takeLocked())
        Q_EMIT chunkLocked(locked);
    const ChunkRun run = m_intake->takeFinished();
    if (!run.isEmpty())
        Q_EMIT chunksFinished(run);
}

void SegmentJob::fail(const Trouble &trouble, std::optional<std::chrono::milliseconds> retryAfter)
{
    m_fetcher->abort();
    Trouble worst = trouble;
    if (worst.chunk >= 0 && !isStorage(worst.error.kind)) {
        if (auto ok = m_intake->restartChunk(); !ok)
            worst = ok.error();
    }
    const bool isStep = m_phase == Phase::Chunks && m_bytes > 0 && worst.chunk < 0;
    end({worst.error, -1, worst.chunk, 0, {}, isStep, retryAfter});
}

void SegmentJob::end(JobEnd jobEnd)
{
    m_phase = Phase::Idle;
    jobEnd.mirror = m_route.mirror;
    jobEnd.bytes = m_bytes;
    jobEnd.took = std::chrono::milliseconds(m_since.isValid() ? m_since.elapsed() : 0);
    Q_EMIT ended(jobEnd);
}

void SegmentJob::giveWay()
{
    if (m_phase == Phase::Chunks && m_fetcher && m_fetcher->isActive())
        fail({{core::ErrorKind::Stalled, QStringLiteral("others are much faster")}, -1});
}

void SegmentJob::stop()
{
    if (m_fetcher)
        m_fetcher->abort();
    m_phase = Phase::Idle;
    Q_EMIT stopped();
}

} // namespace transfer
