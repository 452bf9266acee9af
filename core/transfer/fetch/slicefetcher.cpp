#include "core/transfer/fetch/slicefetcher.h"

#include "core/http/neighbours.h"
#include "core/transfer/fetch/lane.h"

#include <algorithm>

namespace transfer {

namespace {

using core::Error;
using core::ErrorKind;

/// A host that sends the whole archive once may have meant it only this once; so often in a row, it has no
/// ranges, and nobody is fetched here any more.
constexpr int kMostRefusals = 2;

bool isBefore(const SmallObject &a, const SmallObject &b)
{
    return a.range().first < b.range().first;
}

} // namespace

SliceFetcher::SliceFetcher(Lane &lane, QNetworkAccessManager &manager, const http::Fetcher::Options &options,
                           std::chrono::milliseconds patience, std::atomic<qint64> &received)
    : m_lane(lane)
    , m_fetcher(&manager, options)
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
    if (!first.isOnlyMirror)
        m_patience.start();
    m_fetcher.start(request);
}

/// Takes the first of those collected, with its neighbours.
SliceFetcher::Slices SliceFetcher::pick()
{
    const QUrl url = m_collected.front().url;
    const qint64 position = m_collected.front().range().first;
    std::stable_sort(m_collected.begin(), m_collected.end(), isBefore);
    const auto oldest = std::find_if(m_collected.begin(), m_collected.end(), [&](const SmallObject &slice) {
        return slice.url == url && slice.range().first == position;
    });
    const auto [begin, end] = http::neighbours(
        m_collected.begin(), m_collected.end(), oldest,
        [](const SmallObject &slice) { return slice.range(); },
        [](const SmallObject &a, const SmallObject &b) { return a.url == b.url; });
    Slices picked;
    std::move(begin, end, std::back_inserter(picked));
    m_collected.erase(begin, end);
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

void SliceFetcher::onEnded(const Error &error)
{
    if (error.kind == ErrorKind::RangeIgnored)
        return onRefused();
    endAll(error.kind == ErrorKind::None ? Error{ErrorKind::ConnectionLost, m_head.finalUrl.host()} : error);
}

/// The request is over for all that are left of it.
void SliceFetcher::endAll(const Error &error)
{
    m_patience.stop();
    m_fetcher.abort();
    while (!m_turns.empty())
        endTurn(error);
    m_stepSoon();
}

} // namespace transfer
