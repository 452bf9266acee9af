#pragma once

#include "core/http/fetcher.h"
#include "core/transfer/fetch/patience.h"
#include "core/transfer/fetch/smallreceiver.h"

#include <deque>
#include <optional>

namespace transfer {

class Lane;

/// Fetches small slices of one archive whole, over one connection: while a request is under way, those that
/// come are collected; when it is over, neighbours among them go out as one request, and each is proven,
/// decoded and written as its bytes go by. What ten thousand small files cost is what is done for each, so
/// there is nothing of its own for each of them here: no object of Qt's, no signal, no timer.
///
/// Only what goes smoothly is done here. A slice that cannot be used ends with its error, and the others go
/// on; a request that cannot be used ends all that are left of it. Then each is for its own SegmentScheduler.
///
/// Lives on a lane's thread.
class SliceFetcher : public QObject
{
    Q_OBJECT
public:
    /// Where there are other mirrors, a request is given up when Patience ends. `received` counts body bytes,
    /// and outlives this.
    SliceFetcher(Lane &lane, QNetworkAccessManager &manager, const http::Fetcher::Options &options,
                 std::chrono::milliseconds patience, std::atomic<qint64> &received);
    ~SliceFetcher() override;

    void add(SmallObject slice);
    /// Ends the one for this sink with Cancelled, if it is here.
    void drop(const Sink *sink);

private:
    using Slices = std::deque<SmallObject>;

    void step();
    void askAgain();
    void send();
    Slices pick();
    void pump();
    bool pumpSlice();
    bool pass(qint64 bytes);
    qint64 read(SmallObject &slice, std::span<std::uint8_t> buffer);
    void endTurn(core::Error error, const http::Refusal &refusal = {}, bool isOfRequest = false);
    void onHead(const http::ResponseHead &head);
    void onRefused();
    void onEnded(const core::Error &error, const http::Refusal &refusal);
    void endAll(const core::Error &error, const http::Refusal &refusal = {});
    core::Error refusal() const;

    Lane &m_lane;
    http::Fetcher m_fetcher;
    std::atomic<qint64> &m_received;
    Slices m_collected; ///< they wait for the next request
    Slices m_turns;     ///< of the request under way, in file order: it is the first one's turn
    http::ResponseHead m_head;
    qint64 m_position = 0;                   ///< in the archive, of the next byte
    std::optional<SmallReceiver> m_receiver; ///< of the first one
    Patience m_patience;
    int m_refusals = 0; ///< in a row: the host sends the whole archive
    core::Deferred m_stepSoon{this, [this] { step(); }};
};

} // namespace transfer
