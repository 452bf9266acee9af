#include "core/transfer/segmentscheduler.h"

#include "core/transfer/fetch/segmentjob.h"
#include "core/transfer/routing/pages.h"

namespace transfer {

namespace {

/// A link may be good for one request only; what has a digest or several places is nobody's secret.
bool mayBeAnsweredOnce(const core::Source &source)
{
    return !source.encodingKey && !source.contentKey && !source.slice && source.mirrors.size() == 1;
}

HeadOrder headOrderFor(const TransferRequest &request, const HeadWish &wish, int connections)
{
    HeadOrder order;
    order.encodingKey = request.source.encodingKey;
    order.isRaw = request.isRaw;
    order.firstRequest = wish.firstRequest;
    order.fetchOn = wish.then == HeadWish::Then::FetchOn;
    order.asksOnce = wish.asksOnce && order.fetchOn;
    const bool isOpen = order.fetchOn && !order.asksOnce && mayBeAnsweredOnce(request.source);
    order.shares = isOpen ? connections : 0;
    order.source = request.source;
    order.pages = std::max(wish.pages, pagePolicy(request.source));
    order.begunSize = wish.begunSize;
    return order;
}

} // namespace

SegmentScheduler::SegmentScheduler(TransferServices &services, const TransferRequest &order,
                                   std::shared_ptr<Sink> sink, std::shared_ptr<Counters> counters,
                                   QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_order(order)
    , m_counters(std::move(counters))
    , m_routes(services, m_order)
    , m_connections(services, m_order, m_routes, std::move(sink), m_counters,
                    [this](SegmentJob &job) { listenTo(job); })
    , m_assigner(services, m_order, m_routes, m_connections, [this] { plan(); })
    , m_behind(services, m_routes, m_connections, m_assigner, [this] { onHeldTooLong(); })
    , m_recovery(services, m_order, m_routes, m_connections,
                 [this](const Event &event) { Q_EMIT happened(event); })
    , m_speed(services, m_routes, m_connections)
{
    connect(&m_services.hosts, &HostPool::released, this, &SegmentScheduler::plan, Qt::QueuedConnection);
    connect(&m_services.hosts, &HostPool::slowedDown, this, &SegmentScheduler::onSlowedDown);
}

SegmentScheduler::~SegmentScheduler() = default;

void SegmentScheduler::listenTo(SegmentJob &job)
{
    connect(&job, &SegmentJob::nameAsked, this, &SegmentScheduler::nameAsked);
    connect(&job, &SegmentJob::headKnown, this, &SegmentScheduler::onHead);
    connect(&job, &SegmentJob::chunksFinished, this, &SegmentScheduler::onChunks);
    connect(&job, &SegmentJob::chunkLocked, this, &SegmentScheduler::onLocked);
    connect(&job, &SegmentJob::endIsNear, this, &SegmentScheduler::onEndIsNear);
    connect(&job, &SegmentJob::ended, this, &SegmentScheduler::onEnded);
}

void SegmentScheduler::fetchHead(const HeadWish &wish)
{
    m_firstRequest = wish.firstRequest;
    Connection &connection = m_connections.add();
    connection.head = headOrderFor(m_order, wish, m_services.tuning.connections);
    connection.doing = Connection::Doing::WantsRoute;
    m_speed.start();
    plan();
}

void SegmentScheduler::work(ChunkMap &map)
{
    m_connections.setMap(map);
    plan();
    settleIfIdle();
}

void SegmentScheduler::onSlowedDown(const QString &host, double requestsPerSecond)
{
    if (!isWorking() || !m_routes.mirrors().hasHost(host))
        return;
    Event event;
    event.kind = Event::Kind::Waiting;
    event.mirror = host;
    event.error = {core::ErrorKind::ServerBusy, slowedDownText(host, requestsPerSecond)};
    Q_EMIT happened(event);
}

void SegmentScheduler::plan()
{
    if (!isWorking())
        return;
    if (const auto failure = m_assigner.plan())
        giveUp(*failure);
}

void SegmentScheduler::onHead(const Head &head)
{
    Connection *connection = m_connections.of(sender());
    if (!connection)
        return;
    m_routes.learn(head, m_firstRequest);
    connection->head.reset();
    connection->isOpen = head.isOpen;
    connection->hasRuns = true;
    connection->runs = {head.run};
    Q_EMIT headKnown(head);
    if (ChunkMap *map = m_connections.map())
        map->setMirror(head.run, head.mirror);
}

void SegmentScheduler::onChunks(ChunkRun run, const QByteArray &modes)
{
    ChunkMap *map = m_connections.map();
    if (!m_connections.of(sender()) || !map)
        return;
    quint64 bytes = 0;
    for (std::size_t i = run.first; i < run.end; ++i) {
        if (map->state(i) != ChunkState::Locked)
            map->set(i, ChunkState::Done);
        map->setMode(i, static_cast<quint8>(modes.at(static_cast<qsizetype>(i - run.first))));
        bytes += map->table()[i].encodedSize;
    }
    m_recovery.progressed();
    if (isWorking())
        m_behind.askAgain();
    Q_EMIT chunksFinished(bytes);
}

void SegmentScheduler::onLocked(const LockedChunk &locked)
{
    if (!m_connections.of(sender()) || !m_connections.map())
        return;
    m_connections.map()->set(locked.chunk, ChunkState::Locked);
    Q_EMIT happened(eventOf(locked));
}

void SegmentScheduler::onEndIsNear()
{
    if (Connection *connection = m_connections.of(sender()); connection && isWorking())
        m_behind.endIsNear(*connection);
}

/// The answer that is held back may be just what the server has to bring to its end before it takes another
/// request: it goes on, and nobody waits for those others.
void SegmentScheduler::onHeldTooLong()
{
    if (!isWorking() || !m_behind.isAnyHeld())
        return;
    while (Connection *other = m_behind.unanswered()) {
        m_recovery.takesNoMore(
            *other, {core::ErrorKind::Stalled, QStringLiteral("no other one was answered meanwhile")});
        m_connections.retire(*other);
    }
    m_behind.askAgain();
    plan();
}

void SegmentScheduler::onEnded(const JobEnd &end)
{
    Connection *connection = m_connections.of(sender());
    if (!connection)
        return;
    m_routes.learn(end);
    if (end.goesOn) {
        m_connections.wentOn(*connection, end.bytes);
        m_routes.mirrors().succeeded(connection->mirror, end.bytes);
        return;
    }
    m_connections.rest(*connection);
    if (end.kept)
        m_connections.keep(*connection, *end.kept);
    if (end.error.kind == core::ErrorKind::None) {
        m_routes.mirrors().succeeded(connection->mirror, end.bytes);
        connection->hasRuns = false;
        connection->runs.clear();
    } else {
        goOn(*connection, m_recovery.next(*connection, end));
    }
    if (isWorking())
        m_behind.askAgain();
    plan();
    settleIfIdle();
}

void SegmentScheduler::goOn(Connection &connection, const RequestRecovery::Next &next)
{
    using Doing = Connection::Doing;
    if (std::holds_alternative<RequestRecovery::Drop>(next))
        return m_connections.retire(connection);
    if (std::holds_alternative<RequestRecovery::WithoutRanges>(next))
        return rest(SchedulerStage::Pausing);
    const auto *end = std::get_if<RequestRecovery::GiveUp>(&next);
    const bool isNow = end && end->when == RequestRecovery::GiveUp::When::Now;
    if (!isNow)
        connection.doing = Doing::WantsRoute;
    if (isNow || (end && m_connections.count(Doing::Fetching) == 0))
        giveUp(end->failure);
}

void SegmentScheduler::moveTo(SchedulerStage stage)
{
    Q_ASSERT(canMove(m_stage, stage));
    m_stage = stage;
}

void SegmentScheduler::giveUp(const Failure &failure)
{
    if (!isWorking() && m_stage != SchedulerStage::Pausing)
        return; // it is about to say something else
    m_failure = failure;
    rest(SchedulerStage::GivingUp);
}

void SegmentScheduler::settleIfIdle()
{
    const ChunkMap *map = m_connections.map();
    if (!isWorking() || !map || m_connections.busy() > 0 || !map->isComplete())
        return;
    moveTo(SchedulerStage::Over);
    m_services.hosts.disconnect(this); // it outlives its work by the time that the disk takes
    m_speed.stop();
    m_connections.clear();
    Q_EMIT finished();
}

void SegmentScheduler::stop()
{
    if (m_stage != SchedulerStage::Stopping)
        rest(SchedulerStage::Stopping);
}

/// Lets every job come to rest, so that nobody writes any more; onRested() follows. Of several reasons that
/// come meanwhile the last one that the table allows counts.
void SegmentScheduler::rest(SchedulerStage stage)
{
    const bool isAlreadyResting = isComingToRest(m_stage);
    if (!canMove(m_stage, stage))
        return;
    moveTo(stage);
    m_assigner.pause();
    m_speed.stop();
    if (!isAlreadyResting)
        m_connections.stop([this] { onRested(); });
}

void SegmentScheduler::onRested()
{
    m_connections.clear();
    if (const ChunkMap *map = m_connections.map())
        m_counters->encodedDone = static_cast<qint64>(map->encodedDone());
    switch (m_stage) {
    case SchedulerStage::Pausing:
        moveTo(SchedulerStage::Working);
        m_speed.start();
        return plan();
    case SchedulerStage::GivingUp:
        moveTo(SchedulerStage::Over);
        Q_EMIT gaveUp(m_failure);
        return;
    case SchedulerStage::Stopping:
        moveTo(SchedulerStage::Over);
        Q_EMIT stopped();
        return;
    case SchedulerStage::Working:
    case SchedulerStage::Over:
        break;
    }
}

} // namespace transfer
