#include "core/transfer/runassigner.h"

#include "core/transfer/routing/runs.h"

#include <algorithm>

namespace transfer {

namespace {

// What lasts longer than this gives its place in the queue away.
constexpr std::chrono::seconds kLongestInPlace{10};

} // namespace

RunAssigner::RunAssigner(TransferServices &services, const TransferRequest &order, MirrorRoutes &routes,
                         Connections &connections, std::function<void()> onDue)
    : m_services(services)
    , m_order(order)
    , m_routes(routes)
    , m_connections(connections)
{
    m_later.setSingleShot(true);
    QObject::connect(&m_later, &QTimer::timeout, &m_later, std::move(onDue));
}

int RunAssigner::mostConnections() const
{
    return m_order.sharedConnection || m_routes.mirrors().allWithoutRanges() ? 1
                                                                             : m_services.tuning.connections;
}

std::optional<Failure> RunAssigner::plan()
{
    const auto failureOf = [](const Attempt &attempt) {
        const auto *failure = std::get_if<Failure>(&attempt);
        return failure ? std::optional(*failure) : std::nullopt;
    };
    for (const auto &connection : m_connections.all()) {
        if (connection->doing != Connection::Doing::WantsRoute)
            continue;
        const Attempt attempt = giveRoute(*connection);
        if (const auto failure = failureOf(attempt))
            return failure;
        if (!std::holds_alternative<Sent>(attempt))
            break;
    }
    if (!m_connections.map())
        return {};
    m_connections.retireMissized();
    Attempt attempt = Sent{};
    while (std::holds_alternative<Sent>(attempt) && m_connections.busy() < mostConnections())
        attempt = assign();
    return failureOf(attempt);
}

/// Sends a waiting connection on over the best mirror.
RunAssigner::Attempt RunAssigner::giveRoute(Connection &connection)
{
    if (m_routes.whyLocked())
        return giveUpIfIdle({*m_routes.whyLocked(), false, {}});
    const auto choice = m_routes.choose(connection.avoid);
    if (const int *mirror = std::get_if<int>(&choice)) {
        m_connections.send(connection, *mirror);
        return Sent{};
    }
    if (const auto *wait = std::get_if<std::chrono::milliseconds>(&choice)) {
        if (*wait > kLongestInPlace)
            return giveUpIfIdle({m_routes.mirrors().exhausted(), true, *wait});
        if (wait->count() > 0)
            m_later.start(*wait);
        return Waits{};
    }
    return giveUpIfIdle({m_routes.mirrors().exhausted(), m_routes.mirrors().mayHeal(), {}});
}

RunAssigner::Attempt RunAssigner::giveUpIfIdle(Failure failure) const
{
    if (m_connections.count(Connection::Doing::Fetching) > 0)
        return Waits{};
    return failure;
}

/// Gives one connection what is to be fetched next.
RunAssigner::Attempt RunAssigner::assign()
{
    if (m_connections.map()->count(ChunkState::Missing) == 0)
        return Waits{};
    if (m_routes.whyLocked())
        return giveUpIfIdle({*m_routes.whyLocked(), false, {}});
    Connection &connection = m_connections.idle();
    const auto choice = m_routes.choose(-1);
    if (const int *mirror = std::get_if<int>(&choice)) {
        m_connections.claim(connection, runsFor(*mirror));
        m_connections.send(connection, *mirror);
        return Sent{};
    }
    // Nobody is working and nobody can: let the waiting and the giving up happen in one place.
    if (m_connections.busy() > 0)
        return Waits{};
    m_connections.claim(connection, {m_connections.map()->nextRun(1)});
    connection.doing = Connection::Doing::WantsRoute;
    const Attempt attempt = giveRoute(connection);
    return std::holds_alternative<Sent>(attempt) ? Attempt(Waits{}) : attempt;
}

ChunkRuns RunAssigner::runsFor(int mirror) const
{
    const HostFacts facts = m_routes.facts(mirror);
    RunDemand demand;
    demand.connections = m_services.tuning.connections;
    demand.pace = {facts.bytesPerSecond, facts.latency};
    if (m_routes.mirrors().allWithoutRanges())
        demand.extent = RunDemand::Extent::WholeFile;
    if (m_order.source.armadillo.isEmpty() && mayAskSeveral(mirror))
        demand.ranges = RunDemand::Ranges::Several;
    return transfer::runsFor(*m_connections.map(), demand);
}

/// A host of which nobody knows whether it sends several ranges at once is asked by one connection first.
bool RunAssigner::mayAskSeveral(int mirror) const
{
    const auto known = m_routes.facts(mirror).multiRange;
    if (known != HostFacts::Answer::Unknown)
        return known == HostFacts::Answer::Yes;
    const auto &all = m_connections.all();
    return std::none_of(all.begin(), all.end(), [&](const auto &connection) {
        return connection->doing == Connection::Doing::Fetching && connection->runs.size() > 1 &&
               m_routes.at(connection->mirror).host == m_routes.at(mirror).host;
    });
}

} // namespace transfer
