#include "core/transfer/connections.h"

#include "core/transfer/fetch/segmentjob.h"
#include "core/transfer/fetch/sharedconnection.h"
#include "core/transfer/routing/runs.h"

#include <algorithm>

namespace transfer {

namespace {

http::Fetcher::Options fetcherFor(const TransferRequest &order, const Tuning &tuning)
{
    http::Fetcher::Options fetcher = tuning.fetcher;
    fetcher.headers = {order.source.mirrors.value(0), order.source.headers};
    if (order.limiter)
        fetcher.limiter = order.limiter.get();
    if (order.patience) {
        for (auto *limit : {&fetcher.stallTimeout, &fetcher.connectTimeout, &fetcher.answerTimeout})
            *limit = std::min(*limit, *order.patience);
    }
    return fetcher;
}

} // namespace

Connections::Connections(TransferServices &services, const TransferRequest &order, MirrorRoutes &routes,
                         std::shared_ptr<Sink> sink, std::shared_ptr<Counters> counters,
                         std::function<void(SegmentJob &)> onJob)
    : m_services(services)
    , m_order(order)
    , m_routes(routes)
    , m_sink(std::move(sink))
    , m_counters(std::move(counters))
    , m_onJob(std::move(onJob))
{
}

Connections::~Connections()
{
    m_then = nullptr;
    clear();
}

Connection &Connections::add()
{
    auto connection = std::make_unique<Connection>();
    connection->memoryPressure = m_services.memoryPressure;
    connection->received = std::make_shared<std::atomic<qint64>>(0);
    connection->job = new SegmentJob(
        m_order.sharedConnection ? m_order.sharedConnection->lane() : m_services.lanes.leastBusy(),
        {fetcherFor(m_order, m_services.tuning), m_services.tuning.limits, m_services.keys, m_sink,
         m_counters, m_order.locked, m_order.decodedSize(), m_order.limiter, connection->received,
         m_order.sharedConnection});
    m_onJob(*connection->job);
    m_all.push_back(std::move(connection));
    return *m_all.back();
}

Connection &Connections::idle()
{
    const auto found = std::find_if(m_all.begin(), m_all.end(),
                                    [](const auto &one) { return one->doing == Doing::Nothing; });
    return found == m_all.end() ? add() : **found;
}

void Connections::retire(Connection &connection)
{
    if (connection.doing == Doing::Fetching)
        m_routes.release(connection.mirror);
    giveBack(connection, {});
    if (m_map)
        transfer::giveBack(*m_map, connection.next, {});
    connection.job->disconnect();
    connection.job->deleteLater();
    // One that has ended, and is given up while all come to rest, is at rest.
    if (std::erase(m_unstopped, connection.job) > 0 && m_unstopped.empty())
        tellSoon();
    std::erase_if(m_all, [&](const auto &one) { return one.get() == &connection; });
}

void Connections::retireMissized()
{
    const auto isMissized = [this](const auto &connection) {
        return connection->doing == Doing::Nothing && connection->memoryPressure != m_services.memoryPressure;
    };
    const auto next = [&] { return std::find_if(m_all.begin(), m_all.end(), isMissized); };
    for (auto found = next(); found != m_all.end(); found = next())
        retire(**found);
}

void Connections::clear()
{
    while (!m_all.empty())
        retire(*m_all.back());
}

Connection *Connections::of(const QObject *job) const
{
    const auto found =
        std::find_if(m_all.begin(), m_all.end(), [&](const auto &one) { return one->job == job; });
    return found == m_all.end() ? nullptr : found->get();
}

int Connections::count(Doing doing) const
{
    return static_cast<int>(
        std::count_if(m_all.begin(), m_all.end(), [doing](const auto &one) { return one->doing == doing; }));
}

void Connections::claim(Connection &connection, ChunkRuns runs)
{
    for (const ChunkRun &run : runs)
        transfer::claim(*m_map, run);
    connection.runs = std::move(runs);
    connection.hasRuns = false;
}

void Connections::giveBack(const Connection &connection, ChunkRun kept)
{
    for (const ChunkRun &run : m_map ? connection.runs : ChunkRuns())
        transfer::giveBack(*m_map, run, kept);
}

void Connections::keep(Connection &connection, ChunkRun kept)
{
    giveBack(connection, kept);
    connection.runs = {kept};
}

void Connections::send(Connection &connection, int mirror)
{
    connection.mirror = mirror;
    connection.avoid = -1;
    connection.doing = Doing::Fetching;
    connection.speed.begin(arrived(connection));
    connection.begun = *connection.received;
    connection.isExtra = m_routes.at(mirror).connections > 0;
    m_routes.acquire(mirror);
    for (const ChunkRun &run : m_map ? connection.runs : ChunkRuns())
        m_map->setMirror(run, mirror);
    SegmentJob *job = connection.job;
    const Route route = m_routes.routeTo(mirror, m_map);
    connection.isRanged = route.hasRanges;
    if (connection.head) {
        HeadOrder order = *connection.head;
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

void Connections::sendNext(Connection &connection, ChunkRun run)
{
    connection.next = run;
    transfer::claim(*m_map, run);
    m_map->setMirror(run, connection.mirror);
    SegmentJob *job = connection.job;
    QMetaObject::invokeMethod(
        job, [job, route = m_routes.routeTo(connection.mirror, m_map), run] { job->fetchNext(route, run); });
}

void Connections::wentOn(Connection &connection, qint64 bytes)
{
    connection.runs = {std::exchange(connection.next, {})};
    connection.begun += bytes;
}

void Connections::rest(Connection &connection)
{
    if (m_map)
        transfer::giveBack(*m_map, std::exchange(connection.next, {}), {});
    connection.isOpen = connection.isAsking = false;
    connection.doing = Doing::Nothing;
    m_routes.release(connection.mirror);
}

void Connections::proceed(std::shared_ptr<Sink> sink)
{
    m_sink = std::move(sink);
    for (const auto &connection : m_all)
        QMetaObject::invokeMethod(connection->job,
                                  [job = connection->job, held = m_sink] { job->proceed(held); });
}

void Connections::stop(std::function<void()> then)
{
    m_then = std::move(then);
    for (const auto &connection : m_all) {
        SegmentJob *job = connection->job;
        m_unstopped.push_back(job);
        connect(job, &SegmentJob::stopped, this, [this, job] { onStopped(job); });
        QMetaObject::invokeMethod(job, &SegmentJob::stop);
    }
    if (m_unstopped.empty())
        tellSoon();
}

void Connections::tellSoon()
{
    QMetaObject::invokeMethod(
        this, [this] { onStopped(nullptr); }, Qt::QueuedConnection);
}

void Connections::onStopped(const SegmentJob *job)
{
    std::erase(m_unstopped, job);
    if (m_unstopped.empty() && m_then)
        std::exchange(m_then, nullptr)();
}

qint64 Connections::bytesFrom(int mirror) const
{
    qint64 bytes = m_routes.at(mirror).bytes;
    for (const auto &connection : m_all) {
        if (connection->mirror == mirror && connection->doing == Doing::Fetching)
            bytes += *connection->received - connection->begun;
    }
    return bytes;
}

qint64 Connections::arrived(const Connection &connection) const
{
    return m_order.sharedConnection ? m_order.sharedConnection->received : *connection.received;
}

} // namespace transfer
