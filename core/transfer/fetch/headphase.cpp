#include "core/transfer/fetch/headphase.h"

#include "core/transfer/fetch/bodyphase.h"

#include <algorithm>
#include <array>
#include <limits>

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

std::optional<qint64> objectSize(const Route &route, const http::ResponseHead &answer)
{
    if (route.objectSize)
        return route.objectSize;
    if (!answer.completeLength)
        return {};
    return *answer.completeLength - route.base;
}

} // namespace

HeadPhase::HeadPhase(HeadOrder order, ObjectReceiver &receiver, RequestMeter &meter)
    : m_order(std::move(order))
    , m_receiver(receiver)
    , m_meter(meter)
{
    m_receiver.forgetHead();
}

void HeadPhase::askOnce(Route &route)
{
    m_order.asksOnce = true;
    m_receiver.forgetHead();
    if (m_order.source.slice) {
        m_order.firstRequest = m_order.source.slice->size();
    } else {
        route.hasRanges = false;
        route.refusesRanges = true;
        route.isLastHope = true;
    }
}

http::RangeRequest HeadPhase::nextRequest(const Route &route)
{
    m_toPass = 0;
    m_isOpen = false;
    const HeadReader *head = m_receiver.head();
    // Who did not know ranges yesterday may know them today, and if not, its answer does as well.
    const bool isFirst = !head && route.base == 0 && !route.refusesRanges;
    const qint64 first = head ? static_cast<qint64>(head->received()) : 0;
    qint64 end = head ? static_cast<qint64>(head->needed()) : m_order.firstRequest;
    if (route.objectSize)
        end = std::min(end, *route.objectSize);
    http::RangeRequest request = requestOver(route);
    if (isFirst && m_order.shares > 0) {
        request.isOpenRange = true;
    } else if (route.hasRanges || isFirst) {
        request.first = route.base + first;
        request.last = route.base + end - 1;
    } else {
        m_receiver.forgetHead();
        m_toPass = static_cast<quint64>(route.base);
    }
    return request;
}

/// Some servers give the length of the part for that of the file. Whether one does, another part tells.
bool HeadPhase::isSizeDoubtful(const http::ResponseHead &answer, const http::RangeRequest &asked,
                               const Route &route) const
{
    const bool mayBeThePart =
        answer.isPartial && asked.first == 0 && asked.last && answer.completeLength == *asked.last + 1;
    return mayBeThePart && !route.objectSize && !m_order.encodingKey;
}

core::Result<HeadPhase::Answer> HeadPhase::begin(const http::ResponseHead &answer,
                                                 const http::RangeRequest &asked, Route &route)
{
    if (isSizeDoubtful(answer, asked, route)) {
        if (m_isSizeDoubted)
            return core::failure(core::ErrorKind::RangeIgnored,
                                 QStringLiteral("the length of the file is that of every part"));
        m_isSizeDoubted = true;
        ++m_order.firstRequest;
        return Answer::AskAgain;
    }
    const auto size = objectSize(route, answer);
    m_receiver.expect({size ? static_cast<quint64>(*size) : blte::kUnknownSize, m_order.encodingKey,
                       m_order.isRaw, m_order.source.decodedSize, answer.contentType, m_order.pages,
                       m_order.begunSize});
    route.hasRanges = route.hasRanges || answer.isPartial;
    m_isOpen = answer.isPartial && asked.isOpenRange && answer.completeLength;
    return Answer::Usable;
}

bool HeadPhase::isWelcomeWhole(const http::ResponseHead &answer, const Route &route) const
{
    return !answer.isPartial && m_order.fetchOn && route.isLastHope && route.base == 0;
}

core::Result<bool> HeadPhase::read(http::RangeReader &reader)
{
    std::array<std::uint8_t, 16384> bytes;
    const bool isUnused = m_toPass > 0;
    const auto most = isUnused ? std::min<quint64>(bytes.size(), m_toPass) : bytes.size();
    const qint64 got = reader.read(std::span(bytes).first(static_cast<std::size_t>(most)));
    if (got <= 0)
        return false;
    if (isUnused) {
        m_toPass -= static_cast<quint64>(got);
        m_meter.countUnused(got);
        return true;
    }
    m_meter.count(got);
    return m_receiver.push(std::span(bytes).first(static_cast<std::size_t>(got))).map([] { return true; });
}

bool HeadPhase::mustAskOnce(const http::ResponseHead &answer, const http::RangeRequest &asked) const
{
    const auto complete = answer.completeLength;
    const bool isToEnd = !asked.last || (complete && *asked.last >= *complete - 1);
    const bool isSent = !answer.isPartial || (complete && answer.last == *complete - 1);
    const bool isSliced = m_order.source.slice && m_order.firstRequest >= m_order.source.slice->size();
    return m_order.fetchOn && !m_order.asksOnce && !(isToEnd && isSent) && !isSliced &&
           needsVersion(*m_receiver.head()->table(), m_order.source) && !isProvable(versionOf(answer));
}

void HeadPhase::passOverRest()
{
    m_meter.turnedOutUnused(static_cast<qint64>(m_receiver.head()->received()));
    m_receiver.forgetHead();
    m_toPass = std::numeric_limits<quint64>::max();
}

Head HeadPhase::describe(const http::ResponseHead &answer, Route &route)
{
    const HeadReader &reader = *m_receiver.head();
    const bool isAlone = needsVersion(*reader.table(), m_order.source) && !isProvable(versionOf(answer));
    if (m_isOpen && isAlone) { // everything comes with this answer, and nothing may be put beside it
        m_order.asksOnce = true;
        m_isOpen = false;
        route.hasRanges = false;
    }
    Head head;
    head.mirror = route.mirror;
    head.host = route.url.host();
    head.table = reader.table();
    head.trailingBytes = reader.trailingBytes();
    head.completeLength = answer.completeLength;
    head.version = versionOf(answer);
    head.finalUrl = answer.finalUrl;
    head.dispositionName = answer.dispositionName;
    head.isPartial = answer.isPartial;
    head.isPage = isPageType(answer.contentType);
    head.urlName = core::nameFromUrl(answer.finalUrl);
    head.isRedirected = answer.isRedirected;
    head.isAll = m_order.asksOnce;
    head.isOpen = m_isOpen;
    if (m_order.fetchOn) {
        const qint64 share = m_isOpen ? firstShare(m_order, head.completeLength) : m_order.firstRequest;
        head.run = route.hasRanges ? runWithin(*head.table, static_cast<quint64>(share))
                                   : ChunkRun{0, head.table->size()};
    }
    return head;
}

/// What comes whole with this answer is finished before a record of it could be of use.
Sink::Snapshot HeadPhase::snapshotFor(const Head &head) const
{
    const bool isWhole = head.table->encodedSize() <= static_cast<quint64>(m_order.firstRequest);
    return isWhole ? Sink::Snapshot::AtCheckpoint : Sink::Snapshot::Now;
}

HeadPhase::End HeadPhase::ended(const http::ResponseHead &answer, const Route &route, qint64 bytes) const
{
    const HeadReader *head = m_receiver.head();
    if (!head)
        return End::AskOnce;
    const auto size = objectSize(route, answer);
    if (!size || static_cast<qint64>(head->received()) >= *size)
        return End::Object;
    return bytes == 0 ? End::Empty : End::AskMore;
}

} // namespace transfer
