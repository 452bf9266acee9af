#include "core/transfer/bundle.h"
#include "core/transfer/crew.h"

#include <algorithm>

/// Which mirror Crew asks, and what it makes of how fast each is.
namespace transfer {

namespace {

/// Slower than this part of what another mirror does is too slow.
constexpr double kTooSlow = 0.2;
/// And so is anything below this (bytes per second), where another mirror has not been tried yet.
constexpr double kFloor = 16 << 10;
/// Then it is asked again as if nothing had been.
constexpr std::chrono::minutes kSlowFor{1};

} // namespace

Route Crew::routeTo(int index) const
{
    const Mirror &mirror = m_mirrors.all()[static_cast<std::size_t>(index)];
    Route route;
    route.mirror = index;
    route.url = mirror.url;
    route.hasRanges = mirror.hasRanges;
    route.refusesRanges = mirror.refusesRanges;
    route.completeLength = mirror.completeLength;
    route.refusesPages = m_refusesPages;
    route.hasSeveralRanges = m_environment.hosts.facts(mirror.host).multiRange != HostFacts::Answer::No;
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

qint64 Crew::bytesFrom(int mirror) const
{
    qint64 bytes = m_mirrors.all()[static_cast<std::size_t>(mirror)].bytes;
    for (const auto &slot : m_slots) {
        if (slot->mirror == mirror && slot->doing == Slot::Doing::Fetching)
            bytes += *slot->received - slot->begun;
    }
    return bytes;
}

Mirrors::Choice Crew::choose(int avoid, const QString &free) const
{
    const HostPool &hosts = m_environment.hosts;
    const auto isFree = [&](const QString &host) {
        return host == free || hosts.isFree(host) ||
               (m_order.bundle && m_order.bundle->isAt(host, Bundle::Asker::Gatherer));
    };
    return m_mirrors.choose(Mirrors::Clock::now(), avoid, isFree,
                            [&](const QString &host) { return hosts.worth(host); });
}

/// What its mirror brings next may be asked for while this is still coming: digests will tell whose answer is
/// whose, and nothing has changed that speaks for another mirror, for fewer connections or for other buffers.
bool Crew::mayGoOn(const Slot &slot)
{
    if (!m_map || m_map->table().kind() == blte::TableKind::Plain)
        return false;
    const bool isAtWork = !m_isOver && m_stopping == 0 && slot.doing == Slot::Doing::Fetching;
    if (!isAtWork || slot.isHead || !slot.next.isEmpty() || m_map->count(ChunkState::Missing) == 0 ||
        m_environment.hosts.facts(hostOf(slot.mirror)).ahead == HostFacts::Answer::No ||
        busy() > mostBusy() || slot.memoryPressure != m_environment.memoryPressure)
        return false;
    Mirror &own = m_mirrors[slot.mirror];
    --own.connections;
    const auto choice = choose(-1, own.host);
    ++own.connections;
    const int *best = std::get_if<int>(&choice);
    return best && *best == slot.mirror;
}

void Crew::acquire(int mirror)
{
    ++m_mirrors[mirror].connections;
    HostPool &hosts = m_environment.hosts;
    m_order.bundle ? m_order.bundle->acquire(hosts, hostOf(mirror), Bundle::Asker::Gatherer)
                   : hosts.acquire(hostOf(mirror));
}

void Crew::release(int mirror)
{
    --m_mirrors[mirror].connections;
    HostPool &hosts = m_environment.hosts;
    m_order.bundle ? m_order.bundle->release(hosts, hostOf(mirror), Bundle::Asker::Gatherer)
                   : hosts.release(hostOf(mirror));
}

void Crew::learn(const JobEnd &end)
{
    HostPool &hosts = m_environment.hosts;
    const QString &host = m_mirrors[end.mirror].host;
    if (end.error.kind == core::ErrorKind::None || end.isStep)
        hosts.brought(host, end.bytes, end.took);
    if (end.latency)
        hosts.answered(host, *end.latency);
    if (end.isDeafAhead)
        hosts.setAhead(host, HostFacts::Answer::No);
    if (end.severalRanges)
        hosts.setMultiRange(host, *end.severalRanges ? HostFacts::Answer::Yes : HostFacts::Answer::No);
    else if (end.error.kind != core::ErrorKind::None && end.error.kind != core::ErrorKind::RangeIgnored)
        hosts.failed(host, end.error.kind);
}

/// A host of which nobody knows whether it sends several ranges at once is asked by one connection first.
bool Crew::mayAskSeveral(int mirror) const
{
    const QString &host = hostOf(mirror);
    const auto known = m_environment.hosts.facts(host).multiRange;
    if (known != HostFacts::Answer::Unknown)
        return known == HostFacts::Answer::Yes;
    return std::none_of(m_slots.begin(), m_slots.end(), [&](const auto &slot) {
        return slot->doing == Slot::Doing::Fetching && slot->runs.size() > 1 && hostOf(slot->mirror) == host;
    });
}

/// What one connection to another mirror brings, as far as that is known: now, or
/// before (which says nothing while a limit of ours holds everybody back). kFloor / kTooSlow for one that is
/// still to be tried, 0 when there is no other.
double Crew::fastestBeside(const Slot &slot) const
{
    const auto now = Mirrors::Clock::now();
    double fastest = 0;
    for (int i = 0; i < static_cast<int>(m_mirrors.all().size()); ++i) {
        const Mirror &mirror = m_mirrors.all()[static_cast<std::size_t>(i)];
        const bool isUsable = !mirror.isSpent && mirror.slowUntil <= now && mirror.hasRanges &&
                              mirror.badAnswers == 0 && mirror.blockedUntil <= now &&
                              m_environment.hosts.isFree(mirror.host);
        if (i == slot.mirror || !isUsable)
            continue;
        const double known = m_environment.hosts.facts(mirror.host).bytesPerSecond;
        const auto &limiter = m_order.limiter ? *m_order.limiter : m_environment.limiter;
        if (limiter.hasSpare())
            fastest = std::max(fastest, known > 0 ? known : kFloor / kTooSlow);
        for (const auto &other : m_slots) {
            if (other->mirror == i && other->doing == Slot::Doing::Fetching)
                fastest = std::max(fastest, other->bytesPerSecond);
        }
    }
    return fastest;
}

/// What tells how fast the slot's mirror is. One of a bundle waits for its turn: what the others get
/// meanwhile counts for it, too.
qint64 Crew::arrived(const Slot &slot) const
{
    return m_order.bundle ? m_order.bundle->received : *slot.received;
}

/// A mirror that turned slow loses what it still owes: its job ends where it stands, goes on there with the
/// chunk it has begun over another one, and the rest is for whoever comes first. The same goes for one that
/// takes its time to describe the object.
void Crew::look()
{
    const double seconds = static_cast<double>(m_sinceLook.restart()) / 1000;
    if (seconds <= 0 || m_isOver || m_stopping > 0)
        return;
    for (const auto &slot : m_slots) {
        const qint64 now = arrived(*slot);
        slot->bytesPerSecond = static_cast<double>(now - std::exchange(slot->seen, now)) / seconds;
    }
    for (const auto &slot : m_slots) {
        if (slot->doing != Slot::Doing::Fetching)
            continue;
        const bool isSlow = slot->bytesPerSecond < kTooSlow * fastestBeside(*slot);
        slot->slowLooks = isSlow ? slot->slowLooks + 1 : 0;
        if (slot->slowLooks < kLooks || m_version.isOneAnswer())
            continue;
        slot->slowLooks = 0;
        m_mirrors[slot->mirror].slowUntil = Mirrors::Clock::now() + kSlowFor;
        QMetaObject::invokeMethod(slot->job, &SegmentJob::giveWay);
    }
}

} // namespace transfer
