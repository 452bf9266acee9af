#include "core/transfer/slicefetcher.h"

#include "core/http/gatherer.h"
#include "core/transfer/lane.h"
#include "core/transfer/objectrecord.h"

#include <algorithm>
#include <array>

namespace transfer {

namespace {

using core::Error;
using core::ErrorKind;

// One turn of the event loop reads so often, so that others on the lane have theirs.
constexpr int kReadsPerTurn = 64;
constexpr std::size_t kSlice = 256u << 10;
/// More than this that nobody wants any more is not waited for.
constexpr qint64 kMostPassed = 256 << 10;
/// A host that sends the whole archive once may have meant it only this once; so often in a row, it has no
/// ranges, and nobody is fetched here any more.
constexpr int kMostRefusals = 2;

bool isBefore(const SmallSlice &a, const SmallSlice &b)
{
    return a.range().first < b.range().first;
}

bool isNear(const SmallSlice &a, const SmallSlice &b)
{
    const qint64 gap = b.range().first - a.range().last - 1;
    return gap >= 0 && gap <= http::Gatherer::kMostGap;
}

} // namespace

SliceFetcher::SliceFetcher(Lane &lane, const http::Fetcher::Options &options,
                           std::chrono::milliseconds patience, std::atomic<qint64> &received)
    : m_lane(lane)
    , m_fetcher(&lane.manager(), options)
    , m_received(received)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        endAll({ErrorKind::Stalled, m_fetcher.request().url.host() + QStringLiteral(" takes its time")});
    });
    connect(&m_fetcher, &http::Fetcher::headReceived, this, &SliceFetcher::onHead);
    connect(&m_fetcher, &http::Fetcher::readable, this, &SliceFetcher::pump);
    connect(&m_fetcher, &http::Fetcher::ended, this, &SliceFetcher::onEnded);
}

SliceFetcher::~SliceFetcher() = default;

void SliceFetcher::add(SmallSlice slice)
{
    if (m_refusals >= kMostRefusals)
        return slice.answer({refusal(), nullptr, {}});
    m_collected.push_back(std::move(slice));
    stepSoon();
}

core::Error SliceFetcher::refusal() const
{
    return {ErrorKind::RangeIgnored, m_head.finalUrl.host()};
}

void SliceFetcher::drop(const storage::PartialDownload *partial)
{
    const auto isIt = [partial](const SmallSlice &slice) { return slice.partial.get() == partial; };
    for (Slices *slices : {&m_turns, &m_collected}) {
        const auto found = std::find_if(slices->begin(), slices->end(), isIt);
        if (found == slices->end())
            continue;
        if (slices == &m_turns && found == m_turns.begin())
            return endTurn({ErrorKind::Cancelled, {}});
        found->answer({{ErrorKind::Cancelled, {}}, nullptr, {}});
        slices->erase(found);
        return stepSoon();
    }
}

void SliceFetcher::stepSoon()
{
    if (std::exchange(m_isStepPosted, true))
        return;
    const auto run = [this] {
        m_isStepPosted = false;
        step();
    };
    QMetaObject::invokeMethod(this, run, Qt::QueuedConnection);
}

/// Ends a request of which too much is of no use any more, and begins the next when there is none.
void SliceFetcher::step()
{
    const bool isUnwanted = m_turns.empty() ? m_fetcher.isActive() && m_position <= *m_fetcher.request().last
                                            : m_turns.front().range().first - m_position > kMostPassed;
    if (isUnwanted)
        askAgain();
    if (!m_fetcher.isActive())
        send();
}

/// Ends the request under way; those that have not had their turn are the first of the next.
void SliceFetcher::askAgain()
{
    m_patience.stop();
    m_fetcher.abort();
    std::move(m_turns.rbegin(), m_turns.rend(), std::front_inserter(m_collected));
    m_turns.clear();
    stepSoon();
}

void SliceFetcher::send()
{
    if (m_collected.empty())
        return;
    m_turns = pick();
    const SmallSlice &first = m_turns.front();
    http::RangeRequest request;
    request.url = first.url;
    request.first = m_position = first.range().first;
    request.last = m_turns.back().range().last;
    request.refusesPages = first.refusesPages;
    if (!first.isOnlyMirror)
        m_patience.start();
    m_fetcher.start(request);
}

/// Takes the one that has waited longest out of those collected, with its neighbours.
SliceFetcher::Slices SliceFetcher::pick()
{
    const QUrl url = m_collected.front().url;
    const qint64 oldest = m_collected.front().range().first;
    std::stable_sort(m_collected.begin(), m_collected.end(), isBefore);
    const auto belongs = [&](const auto &a, const auto &b) { return b.url == url && isNear(a, b); };
    auto begin = std::find_if(m_collected.begin(), m_collected.end(), [&](const SmallSlice &slice) {
        return slice.url == url && slice.range().first == oldest;
    });
    while (begin != m_collected.begin() && begin[-1].url == url && isNear(begin[-1], *begin))
        --begin;
    const qint64 most = begin->range().first + http::Gatherer::kMostTogether;
    auto end = begin + 1;
    while (end != m_collected.end() && belongs(end[-1], *end) && end->range().last < most)
        ++end;
    Slices picked;
    std::move(begin, end, std::back_inserter(picked));
    m_collected.erase(begin, end);
    return picked;
}

void SliceFetcher::onHead(const http::ResponseHead &head)
{
    m_head = head;
    m_refusals = head.isPartial ? 0 : m_refusals + 1;
    if (m_refusals == 0)
        return;
    askAgain();
    if (m_refusals < kMostRefusals)
        return;
    m_turns.swap(m_collected);
    endAll(refusal());
}

void SliceFetcher::pump()
{
    for (int i = 0; i < kReadsPerTurn; ++i) {
        if (!pumpSlice())
            return;
    }
    m_fetcher.resume();
}

/// False when nothing more is to be read now.
bool SliceFetcher::pumpSlice()
{
    if (m_turns.empty())
        return false;
    SmallSlice &slice = m_turns.front();
    const qint64 gap = slice.range().first - m_position;
    if (gap > kMostPassed) {
        stepSoon();
        return false;
    }
    if (gap > 0)
        return pass(gap);
    if (!m_headReader && !m_intake) {
        const auto size = static_cast<quint64>(slice.range().size());
        m_headReader = std::make_unique<HeadReader>(
            HeadReader::Expectation{size, slice.source.encodingKey, slice.isRaw, m_head.contentType});
    }
    return m_headReader ? pumpHead(slice) : pumpChunks(slice);
}

/// What lies between two slices counts for the one behind it.
bool SliceFetcher::pass(qint64 bytes)
{
    std::array<std::uint8_t, 16384> unused;
    const auto most = std::min(unused.size(), static_cast<std::size_t>(bytes));
    const qint64 got = read(m_turns.front(), std::span(unused).first(most));
    m_turns.front().counters->refetchedBytes += got;
    return got > 0;
}

/// No more than belongs to the slice.
qint64 SliceFetcher::read(SmallSlice &slice, std::span<std::uint8_t> buffer)
{
    const qint64 left = slice.range().last + 1 - m_position;
    const qint64 got = m_fetcher.read(buffer.first(std::min(buffer.size(), static_cast<std::size_t>(left))));
    m_position += got;
    m_received += got;
    slice.counters->networkBytes += got;
    return got;
}

bool SliceFetcher::pumpHead(SmallSlice &slice)
{
    std::array<std::uint8_t, 16384> bytes;
    const auto wanted = static_cast<std::size_t>(m_headReader->needed() - m_headReader->received());
    const qint64 got =
        read(slice, std::span(bytes).first(std::min(bytes.size(), std::max<std::size_t>(wanted, 1))));
    if (got <= 0)
        return false;
    tl::expected<void, Trouble> ok;
    const auto asTrouble = [](const Error &error) { return Trouble{error, -1}; };
    ok = m_headReader->push(std::span(bytes).first(static_cast<std::size_t>(got))).map_error(asTrouble);
    const bool isAll = m_position > slice.range().last;
    if (ok && isAll)
        ok = m_headReader->finish().map_error(asTrouble);
    if (ok && m_headReader->isComplete())
        ok = headComplete(slice);
    if (ok && isAll)
        ok = finish(slice);
    if (!ok)
        endTurn(ok.error().error);
    return true;
}

tl::expected<void, Trouble> SliceFetcher::headComplete(SmallSlice &slice)
{
    const auto reader = std::move(m_headReader);
    const auto &table = reader->table();
    const Origin origin{slice.url.host(), m_head.validator()};
    // It is finished, or begun again, before a record of it could be of use.
    const auto begun = slice.partial->begin(recordFor(*table, slice.source, origin),
                                            storage::PartialDownload::Snapshot::AtCheckpoint);
    if (!begun)
        return tl::unexpected(Trouble{begun.error(), -1});
    slice.counters->encodedDone = static_cast<qint64>(table->headerSize());
    m_intake = std::make_unique<ChunkIntake>(ChunkIntake::Context{
        m_lane.workspace(), slice.keys, slice.limits, slice.partial, slice.counters, slice.locked});
    return m_intake->begin(table, {0, table->size()}).and_then([&] {
        return m_intake->push(reader->rest());
    });
}

bool SliceFetcher::pumpChunks(SmallSlice &slice)
{
    tl::expected<void, Trouble> ok;
    if (!m_intake->isComplete()) {
        const qint64 got = read(slice, m_intake->prepare(kSlice));
        if (got <= 0)
            return false;
        ok = m_intake->commit(static_cast<std::size_t>(got));
    }
    if (ok && (m_intake->isComplete() || m_position > slice.range().last))
        ok = finish(slice);
    if (!ok)
        endTurn(ok.error().error);
    return true;
}

/// All of the slice that there is went by.
tl::expected<void, Trouble> SliceFetcher::finish(SmallSlice &slice)
{
    auto ok = m_intake->settle();
    if (ok && m_intake->end() == blte::kUnknownSize)
        ok = m_intake->finish();
    if (ok && !m_intake->isComplete())
        ok = tl::unexpected(Trouble{{ErrorKind::Truncated, slice.url.host()}, -1});
    if (ok)
        endTurn({});
    return ok;
}

/// Answers the one whose turn it is. What it leaves unread is passed over.
void SliceFetcher::endTurn(Error error)
{
    SmallSlice slice = std::move(m_turns.front());
    m_turns.pop_front();
    const auto intake = std::move(m_intake);
    m_headReader.reset();
    SliceEnd end{std::move(error), nullptr, {}};
    if (end.error.kind == ErrorKind::None)
        end = {{}, intake->table(), intake->takeLocked()};
    if (m_turns.empty())
        stepSoon();
    slice.answer(std::move(end));
}

void SliceFetcher::onEnded(const Error &error)
{
    endAll(error.kind == ErrorKind::None ? Error{ErrorKind::ConnectionLost, m_head.finalUrl.host()} : error);
}

/// The request is over for all that are left of it.
void SliceFetcher::endAll(const Error &error)
{
    m_patience.stop();
    m_fetcher.abort();
    while (!m_turns.empty())
        endTurn(error);
    stepSoon();
}

} // namespace transfer
