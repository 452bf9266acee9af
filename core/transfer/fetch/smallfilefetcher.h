#pragma once

#include "core/http/fetcher.h"
#include "core/transfer/fetch/patience.h"
#include "core/transfer/fetch/smallreceiver.h"

#include <array>
#include <deque>
#include <optional>

class QNetworkAccessManager;

namespace transfer {

class Lane;

/// Fetches small files whole, one after the other over one connection, each asked for before the ones before
/// it have come: over a long way that is what makes many small files fast. Which ones are small is known when
/// their answers begin; a large one is left to others.
///
/// A server, or something on the way to it, may lose, swap or split answers to requests that were sent ahead.
/// So only those are sent ahead that a digest proves, and only behind such: a file without one has the
/// connection to itself, from its request to the end of its answer.
///
/// Only what goes smoothly is done here. A file whose answer cannot be used ends with its error, and is then
/// for its own SegmentScheduler.
///
/// Lives on a lane's thread.
class SmallFileFetcher : public QObject
{
    Q_OBJECT
public:
    /// For files of this host (QUrl::authority). Where there are other mirrors, what is under way is given up
    /// when Patience ends, which begins anew with every file that is finished. `received` counts body bytes,
    /// and outlives this.
    SmallFileFetcher(Lane &lane, const QString &host, http::Fetcher::Options options,
                     std::chrono::milliseconds patience, std::atomic<qint64> &received);
    ~SmallFileFetcher() override;

    void add(SmallObject file);
    /// Ends the one for this sink with Cancelled, if it is here.
    void drop(const Sink *sink);

private:
    /// As many as Qt sends over one connection, whatever the state of the ones before.
    static constexpr std::size_t kMostTogether = 3;

    /// A request, and whose it is.
    struct Hand
    {
        std::unique_ptr<http::Fetcher> fetcher;
        std::optional<SmallObject> file; ///< none: it has nothing to do
        std::optional<SmallReceiver> receiver;
        bool isAhead = false; ///< the request was sent behind those of others
    };

    void makeHand(Hand &hand, const http::Fetcher::Options &options);
    void step();
    bool mayAsk() const;
    void send(Hand &hand);
    void onHead(Hand &hand, const http::ResponseHead &head);
    void pump(Hand &hand);
    bool pumpSlice(Hand &hand);
    void onEnded(Hand &hand, const core::Error &error, const http::Refusal &refusal);
    void giveUpForCause(Hand &hand, const core::Error &error, const http::Refusal &refusal = {});
    void giveUp(Hand &hand, const core::Error &error, const http::Refusal &refusal = {});
    void answer(Hand &hand, SmallEnd end);

    Lane &m_lane;
    const std::shared_ptr<QNetworkAccessManager> m_manager;
    std::atomic<qint64> &m_received;
    std::array<Hand, kMostTogether> m_hands;
    std::deque<Hand *> m_busy; ///< in the order in which they asked: it is the first one's turn
    std::deque<SmallObject> m_waiting;
    Patience m_patience;
    std::size_t m_mostTogether = kMostTogether; ///< 1 for a host that gets confused by requests sent ahead
    bool m_isProven = false; ///< the connection answers one request after the other: ask ahead
    bool m_isDraining =
        false; ///< it was lost, and there may be several now: first what is under way, then anew
};

} // namespace transfer
