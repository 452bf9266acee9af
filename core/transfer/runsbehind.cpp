#include "core/transfer/runsbehind.h"

#include "core/transfer/routing/runs.h"

#include <algorithm>

namespace transfer {

namespace {

/// So long, or so many times what an answer took before, an answer is held back for others that get none.
constexpr std::chrono::milliseconds kLongestHeld{3'000};
constexpr int kLatencies = 4;

} // namespace

RunsBehind::RunsBehind(TransferServices &services, MirrorRoutes &routes, Connections &connections,
                       const RunAssigner &assigner, std::function<void()> onHeldTooLong)
    : m_services(services)
    , m_routes(routes)
    , m_connections(connections)
    , m_assigner(assigner)
{
    m_held.setSingleShot(true);
    QObject::connect(&m_held, &QTimer::timeout, &m_held, std::move(onHeldTooLong));
}

void RunsBehind::endIsNear(Connection &connection)
{
    if (connection.isOpen)
        return goOnInAnswer(connection);
    if (!mayGoOn(connection))
        return;
    const ChunkRuns runs = m_assigner.runsFor(connection.mirror);
    if (runs.size() != 1)
        return;
    m_routes.asked(connection.mirror);
    m_connections.sendNext(connection, runs.front());
}

/// What its mirror brings next may be asked for while this is still coming: digests will tell whose answer is
/// whose, and nothing has changed that speaks for another mirror, for fewer connections or for other buffers.
bool RunsBehind::mayGoOn(const Connection &connection) const
{
    const ChunkMap *map = m_connections.map();
    if (!map || map->table().kind() == blte::TableKind::Plain)
        return false;
    if (connection.doing != Connection::Doing::Fetching || connection.head || !connection.next.isEmpty() ||
        map->count(ChunkState::Missing) == 0 ||
        m_routes.facts(connection.mirror).ahead == HostFacts::Answer::No ||
        m_connections.busy() > m_assigner.mostConnections() ||
        connection.memoryPressure != m_services.memoryPressure)
        return false;
    return m_routes.isStillBest(connection.mirror);
}

/// Its answer goes on behind its run. It takes what lies there, unless others fetch that; but those
/// must have shown that the server answers them, too: until then it holds its answer, perhaps the only one.
void RunsBehind::goOnInAnswer(Connection &connection)
{
    const ChunkMap *map = m_connections.map();
    if (!map || connection.doing != Connection::Doing::Fetching || !connection.next.isEmpty())
        return;
    OpenAnswer answer;
    answer.run = connection.runs.back();
    answer.connections = m_services.tuning.connections;
    if (unanswered())
        answer.others = OpenAnswer::Others::Unanswered;
    const OpenAnswerGoesOn then = goesOn(*map, answer);
    connection.isAsking = then.how == OpenAnswerGoesOn::How::Waits;
    if (connection.isAsking)
        return hold(connection);
    connection.isOpen = then.how == OpenAnswerGoesOn::How::Takes;
    m_connections.sendNext(connection, then.next);
}

void RunsBehind::hold(Connection &connection)
{
    const auto latency = m_routes.facts(connection.mirror).latency;
    if (!m_held.isActive())
        m_held.start(std::max<std::chrono::milliseconds>(
            kLongestHeld, std::chrono::ceil<std::chrono::milliseconds>(kLatencies * latency)));
}

void RunsBehind::askAgain()
{
    for (const auto &connection : m_connections.all()) {
        if (connection->isAsking)
            goOnInAnswer(*connection);
    }
}

bool RunsBehind::isAnyHeld() const
{
    const auto &all = m_connections.all();
    return std::any_of(all.begin(), all.end(), [](const auto &connection) { return connection->isAsking; });
}

Connection *RunsBehind::unanswered() const
{
    const auto &all = m_connections.all();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [](const auto &connection) { return connection->isUnanswered(); });
    return found == all.end() ? nullptr : found->get();
}

} // namespace transfer
