#include "core/transfer/fetch/sharedconnection.h"
#include "core/transfer/segmentscheduler.h"

#include <algorithm>

/// Which mirror SegmentScheduler asks, and what it makes of how fast each is.
namespace transfer {

namespace {

/// Slower than this part of what another mirror does is too slow.
constexpr double kTooSlow = 0.2;
/// And so is anything below this (bytes per second), where another mirror has not been tried yet.
constexpr double kFloor = 16 << 10;
/// Then it is asked again as if nothing had been.
constexpr std::chrono::minutes kSlowFor{1};

} // namespace

Route SegmentScheduler::routeTo(int index) const
{
    const Mirror &mirror = m_mirrors.all()[static_cast<std::size_t>(index)];
    Route route;
    route.mirror = index;
    route.url = mirror.url;
    route.hasRanges = mirror.hasRanges;
    route.refusesRanges = mirror.refusesRanges;
    route.completeLength = mirror.completeLength;
    route.refusesPages = m_refusesPages;
    const HostFacts facts = m_services.hosts.facts(mirror.host);
    route.hasSeveralRanges = facts.multiRange != HostFacts::Answer::No;
    route.stallTimeout = stallTimeoutAt(mirror.host);
    route.isLastHope = !m_mirrors.hasOtherWithRanges(index);
    if (m_order.source.slice) {
        route.base = m_order.source.slice->first;
        route.objectSize = m_order.source.slice->size();
    } else if (m_map && m_map->table().encodedSize() != blte::kUnknownSize) {
        route.objectSize = static_cast<qint64>(m_map->table().encodedSize());
        // Without a table nothing but the length tells whether two mirrors mean the same file. With one, any
        // may have bytes behind the last chunk.
        if (m_map->table().kind() == blte::TableKind::Plain)
            route.completeLength = route.objectSize;
    }
    if (!m_map)
        return route;
    route.version = m_version.wanted();
    if (route.version && !mirror.finalUrl.isEmpty())
        route.url = mirror.finalUrl;
    return route;
}

std::chrono::milliseconds SegmentScheduler::stallTimeoutAt(const QString &host) const
{
    const auto limit =
        stallLimit(m_services.tuning.fetcher.stallTimeout, m_services.hosts.facts(host).stalls);
    return m_order.patience ? std::min(limit, *m_order.patience) : limit;
}

qint64 SegmentScheduler::bytesFrom(int mirror) const
{
    qint64 bytes = m_mirrors.all()[static_cast<std::size_t>(mirror)].bytes;
    for (const auto &connection : m_connections) {
        if (connection->mirror == mirror && connection->doing == Connection::Doing::Fetching)
            bytes += *connection->received - connection->begun;
    }
    return bytes;
}

Mirrors::Choice SegmentScheduler::choose(int avoid, const QString &free) const
{
    const HostPool &hosts = m_services.hosts;
    const auto isFree = [&](const QString &host) {
        return host == free || hosts.isFree(host) ||
               (m_order.sharedConnection &&
                m_order.sharedConnection->isAt(host, SharedConnection::Asker::RangeCoalescer));
    };
    return m_mirrors.choose(Mirrors::Clock::now(), avoid, isFree,
                            [&](const QString &host) { return hosts.worth(host); });
}

/// What its mirror brings next may be asked for while this is still coming: digests will tell whose answer is
/// whose, and nothing has changed that speaks for another mirror, for fewer connections or for other buffers.
bool SegmentScheduler::mayGoOn(const Connection &connection)
{
    if (!m_map || m_map->table().kind() == blte::TableKind::Plain)
        return false;
    const bool isAtWork = !m_isOver && m_stopping == 0 && connection.doing == Connection::Doing::Fetching;
    if (!isAtWork || connection.isHead || !connection.next.isEmpty() ||
        m_map->count(ChunkState::Missing) == 0 ||
        m_services.hosts.facts(hostOf(connection.mirror)).ahead == HostFacts::Answer::No ||
        busy() > mostBusy() || connection.memoryPressure != m_services.memoryPressure)
        return false;
    Mirror &own = m_mirrors[connection.mirror];
    --own.connections;
    const auto choice = choose(-1, own.host);
    ++own.connections;
    const int *best = std::get_if<int>(&choice);
    return best && *best == connection.mirror;
}

void SegmentScheduler::acquire(int mirror)
{
    ++m_mirrors[mirror].connections;
    const auto &shared = m_order.sharedConnection;
    if (!shared || shared->join(hostOf(mirror), SharedConnection::Asker::RangeCoalescer))
        m_services.hosts.acquire(hostOf(mirror));
}

void SegmentScheduler::release(int mirror)
{
    --m_mirrors[mirror].connections;
    const auto &shared = m_order.sharedConnection;
    if (!shared || shared->leave(hostOf(mirror), SharedConnection::Asker::RangeCoalescer))
        m_services.hosts.release(hostOf(mirror));
}

void SegmentScheduler::learn(const JobEnd &end)
{
    HostPool &hosts = m_services.hosts;
    const QString &host = m_mirrors[end.mirror].host;
    if (end.error.kind == core::ErrorKind::None || end.isStep)
        hosts.brought(host, end.bytes, end.took);
    if (end.latency)
        hosts.answered(host, *end.latency);
    if (end.pipeliningFailed)
        hosts.setAhead(host, HostFacts::Answer::No);
    if (end.severalRanges)
        hosts.setMultiRange(host, *end.severalRanges ? HostFacts::Answer::Yes : HostFacts::Answer::No);
    else if (end.error.kind != core::ErrorKind::None && end.error.kind != core::ErrorKind::RangeIgnored)
        hosts.failed(host, end.error.kind);
}

/// A host of which nobody knows whether it sends several ranges at once is asked by one connection first.
bool SegmentScheduler::mayAskSeveral(int mirror) const
{
    const QString &host = hostOf(mirror);
    const auto known = m_services.hosts.facts(host).multiRange;
    if (known != HostFacts::Answer::Unknown)
        return known == HostFacts::Answer::Yes;
    return std::none_of(m_connections.begin(), m_connections.end(), [&](const auto &connection) {
        return connection->doing == Connection::Doing::Fetching && connection->runs.size() > 1 &&
               hostOf(connection->mirror) == host;
    });
}

/// What one connection to another mirror brings, as far as that is known: now, or
/// before (which says nothing while a limit of ours holds everybody back). kFloor / kTooSlow for one that is
/// still to be tried, 0 when there is no other.
double SegmentScheduler::fastestBeside(const Connection &connection) const
{
    const auto now = Mirrors::Clock::now();
    double fastest = 0;
    for (int i = 0; i < static_cast<int>(m_mirrors.all().size()); ++i) {
        const Mirror &mirror = m_mirrors.all()[static_cast<std::size_t>(i)];
        const bool isUsable = !mirror.isSpent && mirror.slowUntil <= now && mirror.hasRanges &&
                              mirror.badAnswers == 0 && mirror.blockedUntil <= now &&
                              m_services.hosts.isFree(mirror.host);
        if (i == connection.mirror || !isUsable)
            continue;
        const double known = m_services.hosts.facts(mirror.host).bytesPerSecond;
        const auto &limiter = m_order.limiter ? *m_order.limiter : m_services.limiter;
        if (limiter.hasSpare())
            fastest = std::max(fastest, known > 0 ? known : kFloor / kTooSlow);
        for (const auto &other : m_connections) {
            if (other->mirror == i && other->doing == Connection::Doing::Fetching)
                fastest = std::max(fastest, other->bytesPerSecond);
        }
    }
    return fastest;
}

/// What tells how fast its mirror is. One of a shared connection waits for its turn: what the others get
/// meanwhile counts for it, too.
qint64 SegmentScheduler::arrived(const Connection &connection) const
{
    return m_order.sharedConnection ? m_order.sharedConnection->received : *connection.received;
}

/// A mirror that turned slow loses what it still owes: its job ends where it stands, goes on there with the
/// chunk it has begun over another one, and the rest is for whoever comes first. The same goes for one that
/// takes its time to describe the object.
void SegmentScheduler::look()
{
    const double seconds = static_cast<double>(m_sinceLook.restart()) / 1000;
    if (seconds <= 0 || m_isOver || m_stopping > 0)
        return;
    for (const auto &connection : m_connections) {
        const qint64 now = arrived(*connection);
        connection->bytesPerSecond =
            static_cast<double>(now - std::exchange(connection->seen, now)) / seconds;
    }
    for (const auto &connection : m_connections) {
        if (connection->doing != Connection::Doing::Fetching)
            continue;
        const bool isSlow = connection->bytesPerSecond < kTooSlow * fastestBeside(*connection);
        connection->slowLooks = isSlow ? connection->slowLooks + 1 : 0;
        if (connection->slowLooks < kLooks || m_version.isOneAnswer())
            continue;
        connection->slowLooks = 0;
        m_mirrors[connection->mirror].slowUntil = Mirrors::Clock::now() + kSlowFor;
        QMetaObject::invokeMethod(connection->job, &SegmentJob::abandonSlowRoute);
    }
}

} // namespace transfer
