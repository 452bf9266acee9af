#include "core/transfer/segmentscheduler.h"

#include "core/transfer/fetch/sharedconnection.h"
#include "core/transfer/routing/pages.h"
#include "core/transfer/routing/segmentsize.h"

#include <algorithm>
#include <numeric>

namespace transfer {

namespace {

// So many gaps apart from each other, so small on average, are worth asking for in one request: a host that
// cannot answer it costs a connection, and what is on its way in it. And how many fit into one.
constexpr std::size_t kSeveral = 3;
constexpr quint64 kSmallGap = 256u << 10;
constexpr std::size_t kMostRanges = 16;
// What lasts longer than this gives its place in the queue away.
constexpr std::chrono::seconds kLongestInPlace{10};

} // namespace

SegmentScheduler::SegmentScheduler(TransferServices &services, const TransferRequest &order,
                                   std::shared_ptr<storage::PartialDownload> partial,
                                   std::shared_ptr<Counters> counters, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_order(order)
    , m_partial(std::move(partial))
    , m_counters(std::move(counters))
    , m_mirrors(order.source.mirrors, services.tuning.retry)
    , m_refusesPages(refusesPageTypes(order.source))
{
    for (int i = 0; i < static_cast<int>(m_mirrors.all().size()); ++i)
        m_mirrors[i].hasRanges = m_services.hosts.facts(m_mirrors[i].host).ranges != HostFacts::Answer::No;
    m_sinceMoved.start();
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &SegmentScheduler::plan);
    connect(&m_looks, &QTimer::timeout, this, &SegmentScheduler::look);
    m_held.setSingleShot(true);
    connect(&m_held, &QTimer::timeout, this, &SegmentScheduler::onHeldTooLong);
    connect(&m_services.hosts, &HostPool::released, this, &SegmentScheduler::plan, Qt::QueuedConnection);
}

SegmentScheduler::~SegmentScheduler()
{
    dropAll();
}

SegmentScheduler::Connection &SegmentScheduler::addSlot()
{
    const Tuning &tuning = m_services.tuning;
    http::Fetcher::Options fetcher = tuning.fetcher;
    if (m_order.limiter)
        fetcher.limiter = m_order.limiter.get();
    if (m_order.patience) {
        for (auto *limit : {&fetcher.stallTimeout, &fetcher.connectTimeout, &fetcher.answerTimeout})
            *limit = std::min(*limit, *m_order.patience);
    }
    auto connection = std::make_unique<Connection>();
    connection->memoryPressure = m_services.memoryPressure;
    connection->received = std::make_shared<std::atomic<qint64>>(0);
    connection->job = new SegmentJob(
        m_order.sharedConnection ? m_order.sharedConnection->lane() : m_services.lanes.leastBusy(),
        {fetcher, tuning.limits, m_services.keys, m_partial, m_counters, m_order.locked,
         m_order.decodedSize(), m_order.limiter, connection->received, m_order.sharedConnection});
    connect(connection->job, &SegmentJob::nameAsked, this, &SegmentScheduler::nameAsked);
    connect(connection->job, &SegmentJob::headKnown, this, &SegmentScheduler::onHead);
    connect(connection->job, &SegmentJob::chunksFinished, this, &SegmentScheduler::onChunks);
    connect(connection->job, &SegmentJob::chunkLocked, this, &SegmentScheduler::onLocked);
    connect(connection->job, &SegmentJob::endIsNear, this, &SegmentScheduler::onEndIsNear);
    connect(connection->job, &SegmentJob::ended, this, &SegmentScheduler::onEnded);
    m_connections.push_back(std::move(connection));
    return *m_connections.back();
}

/// Closes the connection and gives its unfinished chunks back to the map.
void SegmentScheduler::retire(Connection &connection)
{
    if (connection.doing == Connection::Doing::Fetching)
        release(connection.mirror);
    giveBack(connection, {});
    giveBack(connection.next, {});
    connection.job->disconnect(this);
    connection.job->deleteLater();
    std::erase_if(m_connections, [&](const auto &s) { return s.get() == &connection; });
}

/// A job keeps its buffers as long as it lives: where memory has become short, or is no longer, another takes
/// the place of one that has nothing to do.
void SegmentScheduler::retireMissized()
{
    const auto isMissized = [this](const auto &connection) {
        return connection->doing == Connection::Doing::Nothing &&
               connection->memoryPressure != m_services.memoryPressure;
    };
    const auto next = [&] { return std::find_if(m_connections.begin(), m_connections.end(), isMissized); };
    for (auto found = next(); found != m_connections.end(); found = next())
        retire(**found);
}

/// Others may fetch what this connection has not finished, but for what it keeps.
void SegmentScheduler::giveBack(const Connection &connection, ChunkRun kept)
{
    for (const ChunkRun &run : m_map ? connection.runs : ChunkRuns())
        giveBack(run, kept);
}

void SegmentScheduler::giveBack(ChunkRun run, ChunkRun kept)
{
    for (std::size_t i = run.first; i < run.end; ++i) {
        const bool isKept = i >= kept.first && i < kept.end;
        const ChunkState state = m_map->state(i);
        if (!isKept && (state == ChunkState::InFlight || state == ChunkState::Bad))
            m_map->set(i, ChunkState::Missing);
    }
}

void SegmentScheduler::dropAll()
{
    while (!m_connections.empty())
        retire(*m_connections.back());
}

SegmentScheduler::Connection *SegmentScheduler::slotOf(const QObject *job)
{
    const auto found = std::find_if(m_connections.begin(), m_connections.end(),
                                    [&](const auto &s) { return s->job == job; });
    return found == m_connections.end() ? nullptr : found->get();
}

int SegmentScheduler::busy() const
{
    return static_cast<int>(std::count_if(m_connections.begin(), m_connections.end(), [](const auto &s) {
        return s->doing != Connection::Doing::Nothing;
    }));
}

int SegmentScheduler::mostBusy() const
{
    return m_order.sharedConnection || m_mirrors.allWithoutRanges() ? 1 : m_services.tuning.connections;
}

void SegmentScheduler::fetchHead(qint64 firstRequest, bool fetchOn)
{
    m_headOrder.encodingKey = m_order.source.encodingKey;
    m_headOrder.isRaw = m_order.isRaw;
    m_headOrder.firstRequest = firstRequest;
    m_headOrder.fetchOn = fetchOn;
    m_headOrder.asksOnce = m_headOrder.asksOnce && fetchOn;
    const bool isOpen = fetchOn && !m_headOrder.asksOnce && mayBeAnsweredOnce();
    m_headOrder.shares = isOpen ? m_services.tuning.connections : 0;
    m_headOrder.source = m_order.source;
    m_headOrder.pages = std::max(m_headOrder.pages, pagePolicy(m_order.source));
    Connection &connection = addSlot();
    connection.isHead = true;
    connection.doing = Connection::Doing::WantsRoute;
    if (m_mirrors.all().size() > 1) {
        m_sinceLook.start();
        m_looks.start(m_services.tuning.slowAfter / kLooks);
    }
    plan();
}

void SegmentScheduler::suspectPages(std::optional<quint64> begunSize)
{
    m_headOrder.begunSize = begunSize;
    if (!begunSize)
        m_headOrder.pages = PagePolicy::Suspect;
}

void SegmentScheduler::proceed(std::shared_ptr<storage::PartialDownload> partial)
{
    m_partial = std::move(partial);
    for (const auto &connection : m_connections)
        QMetaObject::invokeMethod(connection->job,
                                  [job = connection->job, held = m_partial] { job->proceed(held); });
}

/// A link may be good for one request only; what has a digest or several places is nobody's secret.
bool SegmentScheduler::mayBeAnsweredOnce() const
{
    const core::Source &source = m_order.source;
    return !source.encodingKey && !source.contentKey && !source.slice && source.mirrors.size() == 1;
}

void SegmentScheduler::work(ChunkMap &map)
{
    m_map = &map;
    plan();
    settleIfIdle();
}

void SegmentScheduler::plan()
{
    if (m_isOver || m_stopping > 0)
        return;
    for (std::size_t i = 0; i < m_connections.size(); ++i) {
        if (m_connections[i]->doing == Connection::Doing::WantsRoute && !giveRoute(*m_connections[i]))
            break;
    }
    if (m_map && !m_isOver)
        assignRuns();
}

/// Sends a waiting connection on over the best mirror. False when none can be had now.
bool SegmentScheduler::giveRoute(Connection &connection)
{
    const auto choice = choose(connection.avoid);
    if (const int *mirror = std::get_if<int>(&choice)) {
        send(connection, *mirror);
        return true;
    }
    if (const auto *wait = std::get_if<std::chrono::milliseconds>(&choice)) {
        if (*wait > kLongestInPlace)
            giveUpIfIdle({m_mirrors.exhausted(), true, *wait});
        else if (wait->count() > 0)
            m_later.start(*wait);
        return false;
    }
    giveUpIfIdle({m_mirrors.exhausted(), m_mirrors.mayHeal(), {}});
    return false;
}

void SegmentScheduler::send(Connection &connection, int mirror)
{
    connection.mirror = mirror;
    connection.avoid = -1;
    connection.doing = Connection::Doing::Fetching;
    connection.bytesPerSecond = -1;
    connection.slowLooks = 0;
    connection.seen = arrived(connection);
    connection.begun = *connection.received;
    connection.isExtra = m_mirrors[mirror].connections > 0;
    acquire(mirror);
    for (const ChunkRun &run : m_map ? connection.runs : ChunkRuns())
        m_map->setMirror(run, mirror);
    SegmentJob *job = connection.job;
    const Route route = routeTo(mirror);
    if (connection.isHead) {
        HeadOrder order = m_headOrder;
        order.route = route;
        QMetaObject::invokeMethod(job, [job, order] { job->fetchHead(order); });
    } else if (connection.hasRuns) {
        QMetaObject::invokeMethod(job, [job, route] { job->continueRuns(route); });
    } else {
        connection.hasRuns = true;
        QMetaObject::invokeMethod(job, [job, route, table = m_map->sharedTable(), runs = connection.runs] {
            job->fetchRuns(route, table, runs);
        });
    }
}

/// What one connection gets next. A server without ranges sends everything anyway.
ChunkRuns SegmentScheduler::nextRuns(int mirror) const
{
    if (m_mirrors.allWithoutRanges())
        return {{m_map->nextRun(1).first, m_map->size()}};
    const HostFacts facts = m_services.hosts.facts(hostOf(mirror));
    const quint64 size = segmentSize(m_map->encodedMissing(), m_services.tuning.connections,
                                     {facts.bytesPerSecond, facts.latency});
    ChunkRuns runs = m_map->nextRuns(size, mayAskSeveral(mirror) ? kMostRanges : 1);
    const quint64 bytes =
        std::accumulate(runs.begin(), runs.end(), quint64(0),
                        [this](quint64 sum, const ChunkRun &run) { return sum + m_map->encodedSize(run); });
    if (runs.size() < kSeveral || bytes > runs.size() * kSmallGap)
        runs.resize(1);
    return runs;
}

void SegmentScheduler::claim(Connection &connection, ChunkRuns runs)
{
    for (const ChunkRun &run : runs)
        claim(run);
    connection.runs = std::move(runs);
    connection.hasRuns = false;
}

void SegmentScheduler::claim(ChunkRun run)
{
    for (std::size_t i = run.first; i < run.end; ++i) {
        if (m_map->state(i) == ChunkState::Missing)
            m_map->set(i, ChunkState::InFlight);
    }
}

void SegmentScheduler::assignRuns()
{
    retireMissized();
    while (busy() < mostBusy()) {
        const auto idle = std::find_if(m_connections.begin(), m_connections.end(),
                                       [](const auto &s) { return s->doing == Connection::Doing::Nothing; });
        if (!assignRun(idle == m_connections.end() ? addSlot() : **idle))
            return;
    }
}

bool SegmentScheduler::assignRun(Connection &connection)
{
    if (m_map->count(ChunkState::Missing) == 0)
        return false;
    const auto choice = choose(-1);
    if (const int *mirror = std::get_if<int>(&choice)) {
        claim(connection, nextRuns(*mirror));
        send(connection, *mirror);
        return true;
    }
    // Nobody is working and nobody can: let the waiting and the giving up happen in one place.
    if (busy() == 0) {
        claim(connection, {m_map->nextRun(1)});
        connection.doing = Connection::Doing::WantsRoute;
        giveRoute(connection);
    }
    return false;
}

} // namespace transfer
