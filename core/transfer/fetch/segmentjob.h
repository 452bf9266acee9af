#pragma once

#include "core/http/fetcher.h"
#include "core/http/multipart.h"
#include "core/transfer/fetch/chunkwriter.h"
#include "core/transfer/fetch/headreader.h"
#include "core/transfer/routing/fileversion.h"
#include "core/transfer/routing/outcome.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <memory>

namespace transfer {

class SharedConnection;
class Lane;

/// Where bytes come from: one mirror's URL, and what is known about the resource there. A value.
struct Route
{
    int mirror = -1;
    QUrl url;
    qint64 base = 0;                      ///< offset of the object in the resource (slice of an archive)
    std::optional<qint64> objectSize;     ///< when known
    std::optional<qint64> completeLength; ///< of the resource, when known
    std::optional<FileVersion> version;   ///< what comes must be of it; empty: digests tell
    bool hasRanges = true;                ///< false: ask for everything and pass over what is not wanted
    bool refusesRanges = false;           ///< it said so just now: do not even ask for the beginning
    bool hasSeveralRanges = false;        ///< in one request, or that is to be found out
    bool isLastHope = false;              ///< no other mirror has ranges: take the whole file when it comes
    bool refusesPages = false;            ///< a web page cannot be what is asked for
    std::chrono::milliseconds stallTimeout{0}; ///< of a body; 0: the fetcher's
};

/// Ask what the object is; and, when `fetchOn`, fetch its first chunks in the same breath.
struct HeadOrder
{
    Route route;
    std::optional<blte::EncodingKey> encodingKey;
    bool isRaw = false;
    qint64 firstRequest = 0; ///< bytes of the first request
    bool fetchOn = false;
    /// Nobody but the server knows whether it answers twice: the request is for everything, and more is only
    /// asked for beside it. So many connections share the file then; 0: the first request has its size.
    int shares = 0;
    core::Source source; ///< for the resume record that fetching on begins
    PagePolicy pages = PagePolicy::Welcome;
    std::optional<quint64> begunSize; ///< of a file that was begun and goes on
    bool asksOnce = false;            ///< the whole object with one answer
};

/// What the object is.
struct Head
{
    int mirror = -1;
    QString host;
    std::shared_ptr<const blte::ChunkTable> table;
    qint64 trailingBytes = 0; ///< behind the last chunk
    std::optional<qint64> completeLength;
    FileVersion version;
    QUrl finalUrl; ///< after redirects
    QString dispositionName;
    QString urlName;        ///< as the address says it at which the answer came, after redirects
    bool isPartial = false; ///< the server honours ranges
    bool isPage = false;    ///< the server calls it one
    bool isRedirected = false;
    bool isAll = false;  ///< it was asked for with one answer, whatever the server can do
    bool isOpen = false; ///< its answer goes on behind the run, to the end of the file
    ChunkRun run;        ///< being fetched on; empty without fetchOn
};

/// How a job's order ended. error None: everything it was asked for is done, but for what it gives back.
struct JobEnd : Outcome
{
    int mirror = -1;
    bool goesOn = false;          ///< with the runs that came by fetchNext(), which are the order now
    std::optional<ChunkRun> kept; ///< all other chunks of the order that are not finished are given back
};

/// Fetches for one transfer over one connection at a time: first perhaps the head, then run after run. Made
/// on the transfer's thread, then lives on a lane's; its slots are called by queued invocation, its signals
/// arrive queued.
///
/// After an ended() with an error the job keeps what it has of its runs: continueRuns() goes on at the byte
/// where it stopped, over whatever route. After a digest fault it goes on at the start of that chunk.
///
/// Runs apart from each other are one request where the route has several ranges; otherwise, and where the
/// host left some out, one request after the other.
class SegmentJob : public QObject
{
    Q_OBJECT
public:
    struct Config
    {
        http::Fetcher::Options fetcher;
        blte::Limits limits;
        std::shared_ptr<const blte::KeyStore> keys;
        std::shared_ptr<storage::PartialDownload> partial;
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
    void proceed(const std::shared_ptr<storage::PartialDownload> &partial);
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
    static http::RangeRequest requestOver(const Route &route);
    static std::optional<qint64> objectSize(const Route &route, const http::ResponseHead &response);
    void ensureTools();
    void ensureReader();
    void beginOrder();
    void send(const http::RangeRequest &request);
    void requestHead();
    void requestRest();
    bool beginNextRun();
    void onHead(const http::ResponseHead &head);
    void onEnded(const core::Error &error, std::optional<std::chrono::milliseconds> retryAfter);
    void pump();
    bool pumpSlice();
    bool pumpHead();
    bool pumpChunks();
    bool pass();
    void count(qint64 bytes);
    void countUnused(qint64 bytes);
    core::Result<void> beginRecord(const Head &head);
    void headComplete();
    void askOnce();
    bool mustAskOnce() const;
    void objectEnded();
    void settle();
    bool isSizeDoubtful(const http::ResponseHead &head) const;
    void beginHead(const http::ResponseHead &head);
    void beginBody();
    bool pumpParts();
    bool takeParts(QByteArrayView bytes);
    bool beginPart(qint64 first);
    bool takePart(QByteArrayView bytes);
    bool seek(quint64 position);
    void partsEnded();
    void giveBack();
    void report();
    static http::RangeRequest rangeRequest(const Route &route, quint64 position, quint64 end);
    void lookAhead();
    bool goOnInAnswer();
    void makeIntake();
    bool pipeliningFailed(core::ErrorKind kind) const;
    void goOn();
    void onHeadEnded();
    void fail(const Trouble &trouble, std::optional<std::chrono::milliseconds> retryAfter = {});
    void end(const JobEnd &end);
    void tellEnd(JobEnd end);

    Lane &m_lane;
    Config m_config;
    std::shared_ptr<QNetworkAccessManager> m_manager; ///< of the reader; null with a shared connection
    std::unique_ptr<http::RangeReader> m_reader;
    QString m_readsFrom;     ///< the host, of the reader of a shared connection
    QTimer m_patience{this}; ///< with a chunk that waits for its neighbour
    std::unique_ptr<ChunkWriter> m_intake;
    std::unique_ptr<HeadReader> m_headReader; ///< only while the head is being read
    HeadOrder m_order;
    bool m_isSizeDoubted = false; ///< and the head was asked for again
    Route m_route;
    std::shared_ptr<const blte::ChunkTable> m_table;
    ChunkRuns m_rest; ///< what comes behind the run in the intake
    struct Next
    {
        Route route;
        ChunkRun run;
    };
    std::optional<Next> m_next; ///< what comes behind the order
    bool m_isEndTold = false;   ///< that it is near
    bool m_isNextTold = false;  ///< what comes then
    bool m_isOpen = false;      ///< the answer goes on behind the order
    bool m_isHeld = false;      ///< nothing is read before proceed()
    bool m_isEndHeld = false;   ///< and there is nothing to read
    http::ResponseHead m_response;
    std::optional<http::MultipartParser> m_parts; ///< while several ranges come as one body
    bool m_isPartWanted = false;
    qint64 m_epilogue = 0;               ///< bytes behind the last part
    std::optional<bool> m_severalRanges; ///< what this order taught
    std::optional<ChunkRun> m_kept;
    /// Bytes to read and forget: of a server without ranges, of a part that begins too early.
    quint64 m_toPass = 0;
    qint64 m_bytes = 0;
    QElapsedTimer m_since;        ///< the order came
    QElapsedTimer m_sinceRequest; ///< not valid where that says nothing: it was asked ahead
    std::optional<std::chrono::microseconds> m_latency;
    std::chrono::microseconds m_lastLatency{0}; ///< of any order
    enum class Phase { Idle, Head, Chunks };
    Phase m_phase = Phase::Idle;
};

} // namespace transfer

Q_DECLARE_METATYPE(transfer::Head)
Q_DECLARE_METATYPE(transfer::JobEnd)
