#include "core/transfer/fetch/slicefetcher.h"

#include "core/errortable.h"
#include "core/http/neighbours.h"
#include "core/transfer/fetch/lane.h"

#include <algorithm>
#include <array>
#include <vector>

namespace transfer {

namespace {

using core::Error;
using core::ErrorKind;

/// A host that sends the whole archive once may have meant it only this once; so often in a row, it has no
/// ranges, and nobody is fetched here any more.
constexpr int kMostRefusals = 2;

// One turn of the event loop reads so often, so that others on the lane have theirs.
constexpr int kReadsPerTurn = 64;

bool isBefore(const SmallObject *a, const SmallObject *b)
{
    return a->range().first < b->range().first;
}

} // namespace

SliceFetcher::SliceFetcher(Lane &lane, QNetworkAccessManager &manager, const http::Fetcher::Options &options,
                           std::chrono::milliseconds patience, std::atomic<qint64> &received)
    : m_lane(lane)
    , m_fetcher(&manager, options)
    , m_received(received)
    , m_patience(patience, options.limiter)
{
    connect(&m_patience, &Patience::ended, this, [this] {
        endAll({ErrorKind::Stalled, m_fetcher.request().url.host() + QStringLiteral(" takes its time")});
    });
    connect(&m_fetcher, &http::Fetcher::headReceived, this, &SliceFetcher::onHead);
    connect(&m_fetcher, &http::Fetcher::readable, this, &SliceFetcher::pump);
    connect(&m_fetcher, &http::Fetcher::ended, this, &SliceFetcher::onEnded);
}

SliceFetcher::~SliceFetcher() = default;

void SliceFetcher::add(SmallObject slice)
{
    if (m_refusals >= kMostRefusals)
        return slice.answer({refusal(), nullptr, {}});
    m_collected.push_back(std::move(slice));
    m_stepSoon();
}

core::Error SliceFetcher::refusal() const
{
    return {ErrorKind::RangeIgnored, m_fetcher.request().url.host()};
}

void SliceFetcher::drop(const Sink *sink)
{
    const auto isIt = [sink](const SmallObject &slice) { return slice.sink.get() == sink; };
    for (Slices *slices : {&m_turns, &m_collected}) {
        const auto found = std::find_if(slices->begin(), slices->end(), isIt);
        if (found == slices->end())
            continue;
        if (slices == &m_turns && found == m_turns.begin())
            return endTurn({ErrorKind::Cancelled, {}});
        found->answer({{ErrorKind::Cancelled, {}}, nullptr, {}});
        slices->erase(found);
        return m_stepSoon();
    }
}

/// Ends a request of which too much is of no use any more, and begins the next when there is none.
void SliceFetcher::step()
{
    const bool isUnwanted = m_turns.empty() ? m_fetcher.isActive() && m_position <= *m_fetcher.request().last
                                            : m_turns.front().range().first - m_position > http::kMostPassed;
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
    m_stepSoon();
}

void SliceFetcher::send()
{
    if (m_collected.empty())
        return;
    m_turns = pick();
    const SmallObject &first = m_turns.front();
    http::RangeRequest request;
    request.url = first.url;
    request.first = m_position = first.range().first;
    request.last = m_turns.back().range().last;
    request.refusesPages = first.refusesPages;
    request.cipher = first.cipher;
    if (!first.isOnlyMirror)
        m_patience.start();
    m_fetcher.start(request);
}

/// Takes the oldest of those collected, with its neighbours.
SliceFetcher::Slices SliceFetcher::pick()
{
    std::vector<SmallObject *> sorted;
    for (SmallObject &slice : m_collected)
        sorted.push_back(&slice);
    std::stable_sort(sorted.begin(), sorted.end(), isBefore);
    const auto [begin, end] = http::neighbours(
        sorted.begin(), sorted.end(), std::find(sorted.begin(), sorted.end(), &m_collected.front()),
        [](const SmallObject *slice) { return slice->range(); },
        [](const SmallObject *a, const SmallObject *b) {
            return a->url == b->url && a->cipher == b->cipher;
        });
    Slices picked;
    for (auto slice = begin; slice != end; ++slice)
        picked.push_back(std::move(**slice));
    std::erase_if(m_collected, [](const SmallObject &slice) { return !slice.sink; });
    return picked;
}

void SliceFetcher::onHead(const http::ResponseHead &head)
{
    m_head = head;
    if (head.isPartial)
        m_refusals = 0;
    else
        onRefused();
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
    SmallObject &slice = m_turns.front();
    const qint64 gap = slice.range().first - m_position;
    if (gap > http::kMostPassed) {
        m_stepSoon();
        return false;
    }
    if (gap > 0)
        return pass(gap);
    if (!m_receiver)
        m_receiver.emplace(m_lane, slice, m_head, static_cast<quint64>(slice.range().size()));
    const qint64 got = read(slice, m_receiver->prepare(kReadSize));
    if (got <= 0)
        return false;
    auto ok = m_receiver->commit(static_cast<std::size_t>(got));
    const bool isAll = m_receiver->isComplete() || m_position > slice.range().last;
    if (ok && isAll)
        ok = m_receiver->finish();
    if (!ok || isAll)
        endTurn(ok ? Error() : ok.error().error);
    return true;
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
qint64 SliceFetcher::read(SmallObject &slice, std::span<std::uint8_t> buffer)
{
    const qint64 left = slice.range().last + 1 - m_position;
    const qint64 got = m_fetcher.read(buffer.first(std::min(buffer.size(), static_cast<std::size_t>(left))));
    m_position += got;
    m_received += got;
    m_patience.came(got);
    slice.counters->networkBytes += got;
    return got;
}

/// Answers the one whose turn it is. What it leaves unread is passed over.
void SliceFetcher::endTurn(Error error, const http::Refusal &refusal, bool isOfRequest)
{
    SmallEnd end{std::move(error), nullptr, {}};
    end.refusal = refusal;
    end.isOfRequest = isOfRequest;
    if (end.error.kind == ErrorKind::None)
        end = m_receiver->end();
    m_receiver.reset();
    const SmallObject slice = std::move(m_turns.front());
    m_turns.pop_front();
    if (m_turns.empty())
        m_stepSoon();
    slice.answer(std::move(end));
}

/// The whole archive comes, or would have.
void SliceFetcher::onRefused()
{
    ++m_refusals;
    askAgain();
    if (m_refusals < kMostRefusals)
        return;
    m_turns.swap(m_collected);
    endAll(refusal());
}

void SliceFetcher::onEnded(const Error &error, const http::Refusal &refusal)
{
    if (error.kind == ErrorKind::RangeIgnored)
        return onRefused();
    if (core::errorRow(error.kind).mirror == core::MirrorGets::HostBackOff) { // others would hear the same
        std::move(m_collected.begin(), m_collected.end(), std::back_inserter(m_turns));
        m_collected.clear();
    }
    endAll(error.kind == ErrorKind::None ? Error{ErrorKind::ConnectionLost, m_head.finalUrl.host()} : error,
           refusal);
}

/// The request is over for all that are left of it.
void SliceFetcher::endAll(const Error &error, const http::Refusal &refusal)
{
    m_patience.stop();
    m_fetcher.abort();
    for (bool isFirst = true; !m_turns.empty(); isFirst = false)
        endTurn(error, refusal, isFirst);
    m_stepSoon();
}

} // namespace transfer
