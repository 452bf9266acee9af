#pragma once

#include "core/transfer/event.h"
#include "core/transfer/failure.h"
#include "core/transfer/fetch/segmentjob.h"
#include "core/transfer/routing/chunkmap.h"
#include "core/transfer/routing/mirrors.h"
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
    SegmentScheduler(TransferServices &services, const TransferRequest &order,
                     std::shared_ptr<storage::PartialDownload> partial, std::shared_ptr<Counters> counters,
                     QObject *parent = nullptr);
    ~SegmentScheduler() override;

    /// With `fetchOn` the first chunks come along in the same response, and a resume record is begun for
    /// them.
    void fetchHead(qint64 firstRequest, bool fetchOn);
    /// Fetches whatever `map` wants; the map is kept up to date here. It must outlive the scheduler.
    void work(ChunkMap &map);
    void stop();
    /// What nameAsked() was told for.
    void proceed(std::shared_ptr<storage::PartialDownload> partial);
    /// What is known beforehand: the file was begun and has this many encoded bytes (empty: that is not
    /// known), so that a page of another size is not what is asked for; this URL is the last to be asked.
    void suspectPages(std::optional<quint64> begunSize);
    void demote(const QUrl &url);
    /// Pieces of it did not fit together: the next head comes with everything behind it.
    void askOnce() { m_headOrder.asksOnce = true; }
    /// The mirror that described the file has another version now, or several.
    bool hasChanged() const;
    /// Looks again whether something can be started (limits or mirrors changed).
    void plan();

    const Mirrors &mirrors() const { return m_mirrors; }
    /// Body bytes that came from this mirror so far, those under way included.
    qint64 bytesFrom(int mirror) const;

Q_SIGNALS:
    /// Without a partial, the bytes are held back here until proceed(): as SegmentJob::nameAsked().
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
        qint64 seen = 0;                               ///< of that, at the last look
        qint64 begun = 0;                              ///< of that, when it was sent to its mirror
        double bytesPerSecond = -1;                    ///< between the last two looks; -1: not known yet
        int slowLooks = 0;                             ///< in a row
    };

    Connection &addSlot();
    void retire(Connection &connection);
    void retireMissized();
    void giveBack(const Connection &connection, ChunkRun kept);
    void giveBack(ChunkRun run, ChunkRun kept);
    void dropAll();
    Connection *slotOf(const QObject *job);
    Route routeTo(int mirror) const;
    Mirrors::Choice choose(int avoid, const QString &free = {}) const;
    bool giveRoute(Connection &connection);
    void send(Connection &connection, int mirror);
    void acquire(int mirror);
    void release(int mirror);
    void assignRuns();
    bool assignRun(Connection &connection);
    ChunkRuns nextRuns(int mirror) const;
    void claim(Connection &connection, ChunkRuns runs);
    void claim(ChunkRun run);
    bool mayGoOn(const Connection &connection);
    bool mayBeAnsweredOnce() const;
    void goOnInAnswer(Connection &connection);
    void answerAsking();
    static bool isUnanswered(const std::unique_ptr<Connection> &connection);
    void onHeldTooLong();
    void dropExtra(Connection &connection, const core::Error &why);
    void tellNext(const Connection &connection) const;
    bool mayAskSeveral(int mirror) const;
    const QString &hostOf(int mirror) const { return m_mirrors.all()[static_cast<std::size_t>(mirror)].host; }
    int busy() const;
    int mostBusy() const;
    void onHead(const Head &head);
    void onChunks(ChunkRun run, const QByteArray &modes);
    void onLocked(const LockedChunk &locked);
    void onEndIsNear();
    void onEnded(const JobEnd &end);
    void onGoesOn(Connection &connection, const JobEnd &end);
    void onFailed(Connection &connection, const JobEnd &end);
    void onRangesRefused(Connection &connection);
    bool isOutOfPatience() const;
    bool grantMoreTime(const QString &host);
    std::chrono::milliseconds stallTimeoutAt(const QString &host) const;
    bool takesFewer(Connection &connection, const JobEnd &end);
    bool endsEverything(const JobEnd &end) const;
    void announce(const JobEnd &end, std::optional<std::chrono::milliseconds> delay);
    void look();
    qint64 arrived(const Connection &connection) const;
    double fastestBeside(const Connection &connection) const;
    void learn(const JobEnd &end);
    void giveUp(const Failure &failure);
    void giveUpIfIdle(const Failure &failure);
    core::Error judged(const JobEnd &end) const;
    bool leavesRedirect(const JobEnd &end);
    void settleIfIdle();
    void quiesce(std::function<void()> then);
    void onStopped();

    /// So many looks in a row must find a mirror slow, in the time that the tuning grants it.
    static constexpr int kLooks = 5;

    TransferServices &m_services;
    const TransferRequest m_order;
    std::shared_ptr<storage::PartialDownload> m_partial;
    std::shared_ptr<Counters> m_counters;
    Mirrors m_mirrors;
    std::vector<std::unique_ptr<Connection>> m_connections;
    ChunkMap *m_map = nullptr;
    HeadOrder m_headOrder;
    OneVersion m_version;
    QTimer m_later;
    QTimer m_held;  ///< since an answer is held back for others
    QTimer m_looks; ///< at how fast everybody is
    QElapsedTimer m_sinceLook;
    QElapsedTimer m_sinceMoved;   ///< since something came that stays
    int m_stopping = 0;           ///< jobs that have not come to rest yet
    std::function<void()> m_then; ///< what happens when they have
    bool m_refusesPages = false;  ///< even what is only called one
    bool m_isOver = false;
};

} // namespace transfer
