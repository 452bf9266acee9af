#pragma once

#include "core/transfer/fetch/headfetch.h"
#include "core/transfer/fetch/lanereader.h"
#include "core/transfer/fetch/runsfetch.h"

#include <QObject>
#include <QTimer>

namespace transfer {

/// Fetches for one transfer over one connection at a time: first perhaps the head, then run after run. Made
/// on the transfer's thread, then lives on a lane's; its slots are called by queued invocation, its signals
/// arrive queued.
///
/// After an ended() with an error the job keeps what it has of its runs: continueRuns() goes on at the byte
/// where it stopped, over whatever route. After a digest fault it goes on at the start of that chunk.
///
/// Runs apart from each other are one request where the route has several ranges; otherwise, and where the
/// host left some out, one request after the other.
///
/// HeadFetch and RunsFetch ask and read; the job owns the connection, hears its signals, and keeps the phase
/// that is on.
class SegmentJob : public QObject
{
    Q_OBJECT
public:
    struct Config
    {
        http::Fetcher::Options fetcher;
        blte::Limits limits;
        std::shared_ptr<const blte::KeyStore> keys;
        std::shared_ptr<Sink> sink; ///< null: the answer waits for proceed()
        std::shared_ptr<Counters> counters;
        core::MissingKeys locked = core::MissingKeys::ZeroFill;
        std::optional<qint64> decodedSize;          ///< said beforehand of the file as it is to be
        std::shared_ptr<http::RateLimiter> limiter; ///< keeps the fetcher's alive, where the file has its own
        std::shared_ptr<std::atomic<qint64>>
            received; ///< body bytes of all its requests; polled by the scheduler
        std::shared_ptr<SharedConnection>
            sharedConnection; ///< of the lane: fetches over its connection; null: over one of its own
    };

    SegmentJob(Lane &lane, Config config);
    ~SegmentJob() override;

    void fetchHead(const transfer::HeadOrder &order);
    void fetchRuns(const transfer::Route &route, std::shared_ptr<const blte::ChunkTable> table,
                   transfer::ChunkRuns runs);
    void continueRuns(const transfer::Route &route);
    /// What comes behind the runs it has: asked for ahead, so that it comes without a wait. The order's end
    /// says goesOn then; when this comes too late nothing is done about it.
    /// Where the answer goes on behind the order anyway, that is no request; an empty run ends it there.
    void fetchNext(const transfer::Route &route, transfer::ChunkRun run);
    /// What nameAsked() was told for: where the bytes go to.
    void proceed(const std::shared_ptr<transfer::Sink> &sink);
    /// Ends what is under way, keeps what it has; stopped() follows, nothing else.
    void stop();
    /// The route is too slow: ends with Stalled, so that continueRuns() may go on elsewhere with the chunk
    /// that was begun, and others with the rest.
    void abandonSlowRoute();

Q_SIGNALS:
    /// An answer has begun that is to be fetched on, and there is nothing to write to yet: it waits for
    /// proceed(). The names that the server and the address give; either may be empty.
    void nameAsked(const QString &dispositionName, const QString &urlName);
    void headKnown(const transfer::Head &head);
    void chunksFinished(transfer::ChunkRun run, const QByteArray &modes);
    void chunkLocked(const transfer::LockedChunk &locked);
    /// The order is about to end, and fetchNext() comes in time now; once for each order.
    void endIsNear();
    void ended(const transfer::JobEnd &end);
    void stopped();

private:
    void beginOnLane();
    http::RangeReader &readerFor(const QUrl &url);
    void moveTo(JobPhase phase);
    void onHead(const http::ResponseHead &head);
    void onEnded(const core::Error &error, const http::Refusal &refusal);
    void pump();
    bool readOnce();
    bool follow(const HeadFetch::Result &next);
    bool follow(const RunsFetch::Result &next);
    bool onHeadKnown();
    void settle();
    void report();
    void fail(const Trouble &trouble, const http::Refusal &refusal = {});
    void end(JobEnd end);
    void tellEnd(JobEnd end);

    Lane &m_lane;
    Config m_config;
    LaneReader m_reader;
    RouteReader m_route;
    QTimer m_patience{this}; ///< with a chunk that waits for its neighbour
    JobPhase m_phase = JobPhase::Idle;
    std::unique_ptr<ObjectReceiver> m_receiver; ///< from the first order on
    std::optional<HeadFetch> m_head;            ///< of the last order that had one
    std::optional<RunsFetch> m_runs;            ///< from the first order on
};

} // namespace transfer
