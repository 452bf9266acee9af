#pragma once

#include "core/transfer/event.h"
#include "core/transfer/failure.h"
#include "core/transfer/fetch/segmentjob.h"
#include "core/transfer/mirrorroutes.h"
#include "core/transfer/routing/chunkmap.h"
#include "core/transfer/routing/failureanswer.h"
#include "core/transfer/routing/schedulerstage.h"
#include "core/transfer/target.h"
#include "core/transfer/transferservices.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace transfer {

/// The connections of one transfer: asks for the head, then cuts what is missing into segments, gives each to
/// a job over the best mirror, and answers every failure with another route, until the chunk map is complete
/// or every mirror is spent. Lives on the transfer's thread.
///
///     fetchHead() ─► headKnown ─► work(map) ─► chunksFinished* ─► finished
///                                     └────────► gaveUp(failure)         stop() ─► stopped, from any point
class SegmentScheduler : public QObject
{
    Q_OBJECT
public:
    SegmentScheduler(TransferServices &services, const TransferRequest &order, std::shared_ptr<Sink> sink,
                     std::shared_ptr<Counters> counters, QObject *parent = nullptr);
    ~SegmentScheduler() override;

    /// With `fetchOn` the first chunks come along in the same response, and a resume record is begun for
    /// them.
    void fetchHead(qint64 firstRequest, bool fetchOn);
    /// Fetches whatever `map` wants; the map is kept up to date here. It must outlive the scheduler.
    void work(ChunkMap &map);
    void stop();
    /// What nameAsked() was told for.
    void proceed(std::shared_ptr<Sink> sink);
    /// What is known beforehand: the file was begun and has this many encoded bytes (empty: that is not
    /// known), so that a page of another size is not what is asked for; this URL is the last to be asked.
    void suspectPages(std::optional<quint64> begunSize);
    void demote(const QUrl &url) { m_routes.demote(url); }
    /// Pieces of it did not fit together: the next head comes with everything behind it.
    void askOnce() { m_headOrder.asksOnce = true; }
    /// The mirror that described the file has another version now, or several.
    bool hasChanged() const { return m_routes.hasChanged(); }
    /// Looks again whether something can be started (limits or mirrors changed).
    void plan();

    const Mirrors &mirrors() const { return m_routes.mirrors(); }
    /// Body bytes that came from this mirror so far, those under way included.
    qint64 bytesFrom(int mirror) const;

Q_SIGNALS:
    /// Without a sink, the bytes are held back here until proceed(): as SegmentJob::nameAsked().
    void nameAsked(const QString &dispositionName, const QString &urlName);
    void headKnown(const transfer::Head &head);
    void chunksFinished(quint64 decodedBytes);
    void happened(const transfer::Event &event);
    void finished();
    /// Nothing is under way any more.
    void gaveUp(const transfer::Failure &failure);
    void stopped();

private:
    struct Connection
    {
        enum class Doing { Nothing, Fetching, WantsRoute };
        SegmentJob *job = nullptr; ///< lives on its lane; deleted there
        Doing doing = Doing::Nothing;
        MemoryPressure memoryPressure = MemoryPressure::None; ///< for which its buffers were sized
        bool isHead = false;
        bool isOpen = false;   ///< its answer goes on to the end of the file
        bool isAsking = false; ///< what comes next, and that depends on how others fare
        bool isExtra = false;  ///< its mirror had another connection of ours when it was sent there
        bool hasRuns = false;  ///< WantsRoute: go on with the runs the job has
        ChunkRuns runs;
        ChunkRun next; ///< its job was told to go on with it; empty: with nothing
        int mirror = -1;
        int avoid = -1;
        std::shared_ptr<std::atomic<qint64>> received; ///< raised by the job
        qint64 begun = 0;                              ///< of that, when it was sent to its mirror
        ConnectionSpeed speed;
        /// Nothing came since it was sent to its mirror.
        bool isUntried() const { return *received == begun; }
        /// Nor is it the only one there: nobody knows whether the mirror answers it besides the others.
        bool isUnanswered() const { return doing == Doing::Fetching && isExtra && isUntried(); }
    };
    using Doing = Connection::Doing;

    // Connections
    Connection &addConnection();
    void retire(Connection &connection);
    void retireMissized();
    void dropAll();
    Connection *connectionOf(const QObject *job);
    int count(Doing doing) const;
    int busy() const { return static_cast<int>(m_connections.size()) - count(Doing::Nothing); }
    int mostBusy() const;
    qint64 arrived(const Connection &connection) const;
    // What they do
    bool giveRoute(Connection &connection);
    void send(Connection &connection, int mirror);
    void assignRuns();
    bool assignRun(Connection &connection);
    ChunkRuns nextRuns(int mirror) const;
    bool mayAskSeveral(int mirror) const;
    void claim(Connection &connection, ChunkRuns runs);
    void giveBack(const Connection &connection, ChunkRun kept);
    // What comes behind
    bool mayGoOn(const Connection &connection);
    bool mayBeAnsweredOnce() const;
    void goOnInAnswer(Connection &connection);
    void answerAsking();
    void onHeldTooLong();
    void takeNext(Connection &connection, ChunkRun run);
    // What jobs tell
    void onHead(const Head &head);
    void onChunks(ChunkRun run, const QByteArray &modes);
    void onLocked(const LockedChunk &locked);
    void onEndIsNear();
    void onEnded(const JobEnd &end);
    void onFailed(Connection &connection, const JobEnd &end);
    FailedRequest failed(const Connection &connection, const JobEnd &end) const;
    void dropExtra(Connection &connection, const core::Error &why);
    void goWithoutRanges(Connection &connection);
    void tryAgain(Connection &connection, const JobEnd &end);
    bool getsMoreTime(const Connection &connection, const JobEnd &end);
    void announce(const JobEnd &end, std::optional<std::chrono::milliseconds> delay);
    void look();
    // How it ends
    bool isWorking() const { return m_stage == SchedulerStage::Working; }
    void moveTo(SchedulerStage stage);
    void giveUp(const Failure &failure);
    void giveUpIfIdle(const Failure &failure);
    void settleIfIdle();
    void rest(SchedulerStage stage);
    void onStopped();
    void onRested();

    TransferServices &m_services;
    const TransferRequest m_order;
    std::shared_ptr<Sink> m_sink;
    std::shared_ptr<Counters> m_counters;
    MirrorRoutes m_routes;
    std::vector<std::unique_ptr<Connection>> m_connections;
    ChunkMap *m_map = nullptr;
    HeadOrder m_headOrder;
    QTimer m_later;
    QTimer m_held;  ///< since an answer is held back for others
    QTimer m_looks; ///< at how fast everybody is
    QElapsedTimer m_sinceLook;
    QElapsedTimer m_sinceMoved; ///< since something came that stays
    SchedulerStage m_stage = SchedulerStage::Working;
    int m_unstopped = 0; ///< jobs that have not come to rest yet
    Failure m_failure;   ///< why it gives up
};

} // namespace transfer
