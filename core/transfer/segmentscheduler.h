#pragma once

#include "core/transfer/requestrecovery.h"
#include "core/transfer/routing/schedulerstage.h"
#include "core/transfer/runsbehind.h"
#include "core/transfer/speedwatch.h"

namespace transfer {

/// How the head of an object is asked for.
struct HeadWish
{
    enum class Then { Nothing, FetchOn };

    qint64 firstRequest = 0;   ///< bytes of the first request
    Then then = Then::Nothing; ///< FetchOn: the first chunks come along, and a resume record begins with them
    bool asksOnce = false;     ///< pieces did not fit together: with FetchOn everything comes in one answer
    PagePolicy pages = PagePolicy::Welcome;
    /// Encoded bytes of a file that was begun: a page of another size is not what is asked for.
    std::optional<quint64> begunSize = {};
};

/// Fetches one object: asks for its head, then cuts what is missing into segments, gives each to a job over
/// the best mirror, and answers every failure with another route, until the chunk map is complete or every
/// mirror is spent. What is decided is decided by its parts (RunAssigner, RunsBehind, RequestRecovery,
/// SpeedWatch); it hears the jobs and knows its own stage. Lives on the transfer's thread.
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

    void fetchHead(const HeadWish &wish);
    /// Fetches whatever `map` wants; the map is kept up to date here. It must outlive the scheduler.
    void work(ChunkMap &map);
    void stop();
    /// What nameAsked() was told for.
    void proceed(std::shared_ptr<Sink> sink) { m_connections.proceed(std::move(sink)); }
    /// This URL is the last to be asked.
    void demote(const QUrl &url) { m_routes.demote(url); }
    /// The mirror that described the file has another version now, or several.
    bool hasChanged() const { return m_routes.hasChanged(); }
    /// Looks again whether something can be started (limits or mirrors changed).
    void plan();

    const Mirrors &mirrors() const { return m_routes.mirrors(); }
    /// Body bytes that came from this mirror so far, those under way included.
    qint64 bytesFrom(int mirror) const { return m_connections.bytesFrom(mirror); }

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
    void listenTo(SegmentJob &job);
    void onHead(const Head &head);
    void onChunks(ChunkRun run, const QByteArray &modes);
    void onLocked(const LockedChunk &locked);
    void onEndIsNear();
    void onHeldTooLong();
    void onEnded(const JobEnd &end);
    void onSlowedDown(const QString &host, double requestsPerSecond);
    void goOn(Connection &connection, const RequestRecovery::Next &next);
    bool isWorking() const { return m_stage == SchedulerStage::Working; }
    void moveTo(SchedulerStage stage);
    void giveUp(const Failure &failure);
    void settleIfIdle();
    void rest(SchedulerStage stage);
    void onRested();

    TransferServices &m_services;
    const TransferRequest m_order;
    const std::shared_ptr<Counters> m_counters;
    MirrorRoutes m_routes;
    Connections m_connections;
    RunAssigner m_assigner;
    RunsBehind m_behind;
    RequestRecovery m_recovery;
    SpeedWatch m_speed;
    qint64 m_firstRequest = 0; ///< bytes that the head was asked for with
    SchedulerStage m_stage = SchedulerStage::Working;
    Failure m_failure; ///< why it gives up
};

} // namespace transfer
