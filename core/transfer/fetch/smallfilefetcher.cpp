#include "core/transfer/fetch/smallfilefetcher.h"

#include "core/errortable.h"
#include "core/transfer/fetch/lane.h"

#include <QNetworkAccessManager>
#include <algorithm>

namespace transfer {

namespace {

using core::Error;
using core::ErrorKind;

/// Whether it tells that the host cannot take requests that are sent ahead: it gave no answer, or one that
/// was meant for something else.
bool isConfusion(ErrorKind kind, bool hasAnswered)
{
    return kind == ErrorKind::Stalled ? !hasAnswered : core::mayMean(kind, core::Doubt::OtherRequest);
}

SmallEnd refused(const Error &error, const http::Refusal &refusal)
{
    SmallEnd end{error, nullptr, {}};
    end.refusal = refusal;
    return end;
}

} // namespace

SmallFileFetcher::SmallFileFetcher(Lane &lane, const QString &host, http::Fetcher::Options options,
                                   std::chrono::milliseconds patience, std::atomic<qint64> &received)
    : m_lane(lane)
    , m_manager(lane.managers().take(host))
    , m_received(received)
    , m_patience(patience, options.limiter)
{
    options.company = http::ResponseOpener::Company::Alone;
    for (Hand &hand : m_hands)
        makeHand(hand, options);
    connect(&m_patience, &Patience::ended, this, [this] {
        for (Hand &hand : m_hands) {
            if (hand.file && !hand.file->isOnlyMirror)
                giveUp(hand, {ErrorKind::Stalled, hand.file->url.host() + QStringLiteral(" takes its time")});
        }
    });
}

SmallFileFetcher::~SmallFileFetcher() = default;

void SmallFileFetcher::makeHand(Hand &hand, const http::Fetcher::Options &options)
{
    hand.fetcher = std::make_unique<http::Fetcher>(m_manager.get(), options);
    const http::Fetcher *fetcher = hand.fetcher.get();
    connect(fetcher, &http::Fetcher::headReceived, this,
            [this, &hand](const http::ResponseHead &head) { onHead(hand, head); });
    connect(fetcher, &http::Fetcher::readable, this, [this, &hand] { pump(hand); });
    connect(
        fetcher, &http::Fetcher::ended, this,
        [this, &hand](const Error &error, const http::Refusal &refusal) { onEnded(hand, error, refusal); });
}

void SmallFileFetcher::add(SmallObject file)
{
    m_waiting.push_back(std::move(file));
    step();
}

void SmallFileFetcher::drop(const Sink *sink)
{
    const auto isIt = [sink](const SmallObject &file) { return file.sink.get() == sink; };
    for (Hand &hand : m_hands) {
        if (hand.file && isIt(*hand.file))
            return giveUp(hand, {ErrorKind::Cancelled, {}});
    }
    const auto found = std::find_if(m_waiting.begin(), m_waiting.end(), isIt);
    if (found == m_waiting.end())
        return;
    const SmallObject file = std::move(*found);
    m_waiting.erase(found);
    file.answer({{ErrorKind::Cancelled, {}}, nullptr, {}});
}

void SmallFileFetcher::step()
{
    if (m_isDraining && m_busy.empty()) {
        m_manager->clearConnectionCache();
        m_isDraining = m_isProven = false;
    }
    for (Hand &hand : m_hands) {
        if (!hand.file && mayAsk())
            send(hand);
    }
}

/// A connection that has not answered yet is asked once: what else were asked would open another.
bool SmallFileFetcher::mayAsk() const
{
    if (m_waiting.empty() || m_busy.empty())
        return !m_waiting.empty();
    return m_isProven && !m_isDraining && m_busy.size() < m_mostTogether && m_waiting.front().isProvable() &&
           m_busy.back()->file->isProvable();
}

void SmallFileFetcher::send(Hand &hand)
{
    hand.file = std::move(m_waiting.front());
    m_waiting.pop_front();
    http::RangeRequest request;
    request.url = hand.file->url;
    request.last = SmallObject::kLargest - 1;
    request.completeLength = hand.file->source.encodedSize;
    request.refusesPages = hand.file->refusesPages;
    request.cipher = hand.file->cipher;
    if (!hand.file->isOnlyMirror && !m_patience.isActive())
        m_patience.start();
    hand.isAhead = !m_busy.empty();
    m_busy.push_back(&hand);
    hand.isAhead ? hand.fetcher->startAhead(request) : hand.fetcher->start(request);
}

void SmallFileFetcher::onHead(Hand &hand, const http::ResponseHead &head)
{
    m_isProven = hand.fetcher->mayAskAhead();
    m_isDraining = m_isDraining || (!m_isProven && m_busy.size() > 1);
    // As long as what was asked for is what some servers call every file.
    if (head.completeLength >= SmallObject::kLargest) {
        m_isDraining = true;
        hand.fetcher->abort();
        return answer(hand, {{}, nullptr, {}, true});
    }
    const quint64 size =
        head.completeLength ? static_cast<quint64>(*head.completeLength) : blte::kUnknownSize;
    hand.receiver.emplace(m_lane, *hand.file, head, size);
    step();
}

void SmallFileFetcher::pump(Hand &hand)
{
    while (hand.receiver && pumpSlice(hand)) {
    }
}

/// False when nothing more is to be read now.
bool SmallFileFetcher::pumpSlice(Hand &hand)
{
    std::array<std::uint8_t, 4096> unwanted;
    const bool isUnwanted = hand.receiver->isComplete();
    const qint64 got =
        hand.fetcher->read(isUnwanted ? std::span(unwanted) : hand.receiver->prepare(kReadSize));
    if (got <= 0)
        return false;
    m_received += got;
    m_patience.came(got);
    hand.file->counters->networkBytes += got;
    if (isUnwanted) {
        hand.file->counters->refetchedBytes += got;
        return true;
    }
    if (auto ok = hand.receiver->commit(static_cast<std::size_t>(got)); !ok) {
        giveUpForCause(hand, ok.error().error);
        return false;
    }
    return true;
}

void SmallFileFetcher::onEnded(Hand &hand, const Error &error, const http::Refusal &refusal)
{
    if (core::errorRow(error.kind).mirror == core::MirrorGets::HostBackOff) { // others would hear the same
        for (const SmallObject &file : std::exchange(m_waiting, {}))
            file.answer(refused(error, refusal));
    }
    if (error.kind != ErrorKind::None)
        return giveUpForCause(hand, error, refusal);
    if (auto ok = hand.receiver->finish(); !ok)
        return giveUpForCause(hand, ok.error().error);
    answer(hand, hand.receiver->end());
}

void SmallFileFetcher::giveUpForCause(Hand &hand, const Error &error, const http::Refusal &refusal)
{
    const bool isAmongOthers = hand.isAhead || m_busy.size() > 1;
    if (isAmongOthers && isConfusion(error.kind, hand.receiver.has_value()))
        m_mostTogether = 1;
    giveUp(hand, error, refusal);
}

void SmallFileFetcher::giveUp(Hand &hand, const Error &error, const http::Refusal &refusal)
{
    m_isDraining = true;
    hand.fetcher->abort();
    SmallEnd end = refused(error, refusal);
    end.isOfRequest = !hand.isAhead;
    answer(hand, std::move(end));
}

void SmallFileFetcher::answer(Hand &hand, SmallEnd end)
{
    hand.receiver.reset();
    const SmallObject file = *std::exchange(hand.file, {});
    std::erase(m_busy, &hand);
    if (m_patience.isActive())
        m_patience.start();
    if (!m_busy.empty())
        m_busy.front()->fetcher->takeTurn();
    step();
    if (m_busy.empty())
        m_patience.stop();
    file.answer(std::move(end));
}

} // namespace transfer
