#include "core/transfer/fetch/segmentjob.h"
#include "core/transfer/routing/objectrecord.h"

#include <algorithm>
#include <array>
#include <limits>

/// The half of SegmentJob that finds out what the object is.
namespace transfer {

namespace {

/// What the connection that has everything coming takes for a beginning: its share, so that others have asked
/// for theirs before it ends. The only connection goes on in pieces where the version of the file can be
/// proven: a pause or a kill then costs a piece, not all that is on its way.
constexpr qint64 kLargestShare = 16 << 20;

qint64 firstShare(const HeadOrder &order, std::optional<qint64> length)
{
    if (order.shares <= 1 || !length)
        return order.firstRequest;
    return std::max(order.firstRequest, std::min(*length / order.shares, kLargestShare));
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

std::optional<qint64> SegmentJob::objectSize(const Route &route, const http::ResponseHead &response)
{
    if (route.objectSize)
        return route.objectSize;
    if (!response.completeLength)
        return {};
    return *response.completeLength - route.base;
}

void SegmentJob::fetchHead(const HeadOrder &order)
{
    ensureTools();
    m_order = order;
    m_route = order.route;
    ensureReader();
    m_phase = Phase::Head;
    beginOrder();
    m_headReader.reset();
    m_isSizeDoubted = false;
    if (m_order.asksOnce)
        askOnce();
    else
        requestHead();
}

/// Asks for the object in one piece: without a range, but for a slice.
void SegmentJob::askOnce()
{
    m_order.asksOnce = true;
    m_headReader.reset();
    if (m_order.source.slice) {
        m_order.firstRequest = m_order.source.slice->size();
    } else {
        m_route.hasRanges = false;
        m_route.refusesRanges = true;
        m_route.isLastHope = true;
    }
    requestHead();
}

/// The rest would come with other answers, and nothing would tell whether it belongs to this one.
bool SegmentJob::mustAskOnce() const
{
    const auto complete = m_response.completeLength;
    const http::RangeRequest &asked = m_reader->request();
    const bool isToEnd = !asked.last || (complete && *asked.last >= *complete - 1);
    const bool isSent = !m_response.isPartial || (complete && m_response.last == *complete - 1);
    const bool isSliced = m_order.source.slice && m_order.firstRequest >= m_order.source.slice->size();
    return m_order.fetchOn && !m_order.asksOnce && !(isToEnd && isSent) && !isSliced &&
           needsVersion(*m_headReader->table(), m_order.source) && !isProvable(versionOf(m_response));
}

void SegmentJob::requestHead()
{
    m_toPass = 0;
    // Who did not know ranges yesterday may know them today, and if not, its answer does as well.
    const bool isFirst = !m_headReader && m_route.base == 0 && !m_route.refusesRanges;
    const qint64 first = m_headReader ? static_cast<qint64>(m_headReader->received()) : 0;
    qint64 end = m_order.firstRequest;
    if (m_headReader)
        end = static_cast<qint64>(m_headReader->needed());
    if (m_route.objectSize)
        end = std::min(end, *m_route.objectSize);
    http::RangeRequest request = requestOver(m_route);
    if (isFirst && m_order.shares > 0) {
        request.isOpenRange = true;
    } else if (m_route.hasRanges || isFirst) {
        request.first = m_route.base + first;
        request.last = m_route.base + end - 1;
    } else {
        m_headReader.reset();
        m_toPass = static_cast<quint64>(m_route.base);
    }
    send(request);
}

/// Some servers give the length of the part for that of the file. Whether one does, another part tells.
bool SegmentJob::isSizeDoubtful(const http::ResponseHead &head) const
{
    const auto &asked = m_reader->request();
    const bool mayBeThePart =
        head.isPartial && asked.first == 0 && asked.last && head.completeLength == *asked.last + 1;
    return mayBeThePart && !m_route.objectSize && !m_order.encodingKey;
}

void SegmentJob::beginHead(const http::ResponseHead &head)
{
    if (isSizeDoubtful(head)) {
        if (m_isSizeDoubted)
            return fail({{core::ErrorKind::RangeIgnored,
                          QStringLiteral("the length of the file is that of every part")},
                         -1});
        m_isSizeDoubted = true;
        m_reader->abort();
        ++m_order.firstRequest;
        return requestHead();
    }
    const auto size = objectSize(m_route, head);
    m_headReader = std::make_unique<HeadReader>(HeadReader::Expectation{
        size ? static_cast<quint64>(*size) : blte::kUnknownSize, m_order.encodingKey, m_order.isRaw,
        m_order.source.decodedSize, head.contentType, m_order.pages, m_order.begunSize});
    m_route.hasRanges = m_route.hasRanges || head.isPartial;
    m_isOpen = head.isPartial && m_reader->request().isOpenRange && head.completeLength;
    m_isHeld = m_order.fetchOn && !m_config.partial;
    if (m_isHeld)
        Q_EMIT nameAsked(head.dispositionName, core::nameFromUrl(head.finalUrl));
    if (head.isPartial || !m_order.fetchOn || !m_route.isLastHope || m_route.base > 0)
        return;
    m_route.hasRanges = false; // and here comes everything
    m_reader->takeWhole(head);
}

bool SegmentJob::pumpHead()
{
    std::array<std::uint8_t, 16384> bytes;
    const qint64 got = m_reader->read(bytes);
    if (got <= 0)
        return false;
    m_bytes += got;
    count(got);
    if (auto ok = m_headReader->push(std::span(bytes).first(static_cast<std::size_t>(got))); !ok) {
        fail({ok.error(), -1});
        return false;
    }
    if (m_headReader->isComplete())
        headComplete();
    return m_phase != Phase::Idle;
}

/// What comes whole with this answer is finished before a record of it could be of use.
core::Result<void> SegmentJob::beginRecord(const Head &head)
{
    using Snapshot = storage::PartialDownload::Snapshot;
    const bool isWhole = head.table->encodedSize() <= static_cast<quint64>(m_order.firstRequest);
    return m_config.partial->begin(recordFor(*head.table, m_order.source, head.version, m_order.isRaw),
                                   isWhole ? Snapshot::AtCheckpoint : Snapshot::Now);
}

/// The map is known: tell it, and let the bytes behind the header flow on into their chunks.
void SegmentJob::headComplete()
{
    if (mustAskOnce()) { // when this answer has ended: some servers take no second connection
        m_config.counters->refetchedBytes += static_cast<qint64>(m_headReader->received());
        m_headReader.reset();
        m_toPass = std::numeric_limits<quint64>::max();
        return;
    }
    const bool isAlone =
        needsVersion(*m_headReader->table(), m_order.source) && !isProvable(versionOf(m_response));
    if (m_isOpen && isAlone) { // everything comes with this answer, and nothing may be put beside it
        m_order.asksOnce = true;
        m_isOpen = false;
        m_route.hasRanges = false;
    }
    Head head;
    head.mirror = m_route.mirror;
    head.host = m_route.url.host();
    head.table = m_headReader->table();
    head.trailingBytes = m_headReader->trailingBytes();
    head.completeLength = m_response.completeLength;
    head.version = versionOf(m_response);
    head.finalUrl = m_response.finalUrl;
    head.dispositionName = m_response.dispositionName;
    head.isPartial = m_response.isPartial;
    head.isPage = isPageType(m_response.contentType);
    head.urlName = core::nameFromUrl(m_response.finalUrl);
    head.isRedirected = m_response.isRedirected;
    head.isAll = m_order.asksOnce;
    head.isOpen = m_isOpen;
    const auto reader = std::move(m_headReader);
    m_phase = Phase::Chunks;
    m_table = head.table;
    if (m_order.fetchOn) {
        const qint64 share = m_isOpen ? firstShare(m_order, head.completeLength) : m_order.firstRequest;
        head.run = m_route.hasRanges ? runWithin(*head.table, static_cast<quint64>(share))
                                     : ChunkRun{0, head.table->size()};
        if (auto ok = beginRecord(head); !ok)
            return fail({ok.error(), -1});
    }
    m_route.completeLength = head.completeLength;
    const quint64 header = std::min<quint64>(head.table->headerSize(), reader->received());
    m_config.counters->encodedDone = static_cast<qint64>(header);
    Q_EMIT headKnown(head);
    auto taken = m_intake->begin(head.table, head.run);
    if (taken)
        taken = m_intake->push(reader->rest());
    report();
    if (!taken)
        fail(taken.error());
}

void SegmentJob::onHeadEnded()
{
    if (!m_headReader)
        return askOnce();
    const auto size = objectSize(m_route, m_response);
    if (!size || static_cast<qint64>(m_headReader->received()) >= *size)
        return objectEnded();
    if (m_reader->bytesRead() == 0)
        return fail({{core::ErrorKind::ConnectionLost, QStringLiteral("an empty answer")}, -1});
    requestHead(); // the table is longer than the first request
}

} // namespace transfer
