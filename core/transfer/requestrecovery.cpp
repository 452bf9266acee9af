#include "core/transfer/requestrecovery.h"

#include "core/errortable.h"

#include <QRandomGenerator>
#include <algorithm>

namespace transfer {

namespace {

// So often in a row no answer came in time: it may be the range that is never answered.
constexpr int kSilences = 2;

bool isSilent(const Mirror &mirror)
{
    return mirror.lastError.kind == core::ErrorKind::Stalled && mirror.failures >= kSilences;
}

} // namespace

RequestRecovery::RequestRecovery(TransferServices &services, const TransferRequest &order,
                                 MirrorRoutes &routes, const Connections &connections, Tell tell)
    : m_services(services)
    , m_order(order)
    , m_routes(routes)
    , m_connections(connections)
    , m_tell(std::move(tell))
{
    m_sinceProgress.start();
}

FailedRequest RequestRecovery::known(const Connection &connection, const JobEnd &end) const
{
    const Mirror &mirror = m_routes.at(connection.mirror);
    const ChunkMap *map = m_connections.map();
    FailedRequest failed;
    failed.outcome = end;
    failed.isHead = connection.head.has_value();
    failed.isExtra = connection.isExtra;
    failed.isChunkProven = map && end.chunk >= 0 && map->table()[static_cast<std::size_t>(end.chunk)].hasMd5;
    failed.isRedirected = !mirror.finalUrl.isEmpty();
    failed.isOneAnswer = map && m_routes.version().isOneAnswer();
    failed.isForeign = m_routes.version().isForeign(connection.mirror);
    failed.mayDoRanges = mirror.hasRanges || connection.isRanged; // several are refused at once
    failed.isFirstRefusal = mirror.hasRanges && mirror.hasProvenRanges && mirror.failures == 0;
    return failed;
}

RequestRecovery::Next RequestRecovery::next(Connection &connection, const JobEnd &end)
{
    const bool mayHeal = core::healsWithTime(end.error.kind);
    switch (answerTo(known(connection, end))) {
    case FailureAnswer::GiveUp:
        return GiveUp{GiveUp::When::Now, {end.error, mayHeal, {}}};
    case FailureAnswer::AskWithFewer:
        takesNoMore(connection, end.error);
        return Drop{};
    case FailureAnswer::GoWithoutRanges:
        return withoutRanges(connection);
    case FailureAnswer::BeginAgain:
        getsMoreTime(connection, end);
        return GiveUp{GiveUp::When::Now, {end.error, mayHeal, end.refusal.retryAfter, true}};
    case FailureAnswer::TryAgain:
        return tryAgain(connection, end);
    case FailureAnswer::LeaveRedirect:
        m_routes.leaveRedirect(connection.mirror);
        break;
    case FailureAnswer::LeaveMirror:
        m_routes.mirrors().setForeign(connection.mirror, end.error);
        break;
    case FailureAnswer::AskOneByOne:
        break;
    }
    return AskAgain{};
}

/// An answer that stalled, and has to come once more from its first byte: does its host get more time now?
bool RequestRecovery::getsMoreTime(const Connection &connection, const JobEnd &end)
{
    const bool isInBody = end.bytes > 0 || !connection.head; // what it only passed over is not counted
    const bool isOneAnswer = m_connections.map() && m_routes.version().isOneAnswer();
    const bool isPaidWithAll = end.error.kind == core::ErrorKind::Stalled && isInBody &&
                               (isOneAnswer || !m_routes.at(connection.mirror).hasRanges);
    return isPaidWithAll && m_routes.grantMoreTime(connection.mirror);
}

RequestRecovery::Next RequestRecovery::tryAgain(Connection &connection, const JobEnd &end)
{
    ChunkMap *map = m_connections.map();
    if (end.chunk >= 0 && map)
        map->set(static_cast<std::size_t>(end.chunk), ChunkState::Bad);
    JobEnd told = end;
    told.error = m_routes.judged(end, map);
    told.isStep = end.isStep || getsMoreTime(connection, end); // it will not end like that for ever
    if (core::errorRow(end.error.kind).mirror == core::MirrorGets::HostBackOff)
        m_services.hosts.tooBusy(m_routes.at(connection.mirror).host, end.refusal);
    Mirrors &all = m_routes.mirrors();
    const auto delay = all.failed(connection.mirror, told, Mirrors::Clock::now(),
                                  QRandomGenerator::global()->generateDouble());
    const bool isAskedPlainly = connection.head && !m_order.source.slice &&
                                (!delay || isSilent(m_routes.at(connection.mirror))) &&
                                all.askPlainly(connection.mirror);
    announce(told, isAskedPlainly ? std::chrono::milliseconds(0) : delay);
    connection.avoid = connection.mirror;
    // Nothing came that stays for as long as whoever ordered it would wait, and every mirror had its chance?
    if (end.isStep)
        progressed();
    else if (m_order.patience && m_sinceProgress.elapsed() >= m_order.patience->count() && all.allTried())
        return GiveUp{GiveUp::When::WhenIdle, {all.exhausted(), all.mayHeal(), {}}};
    return AskAgain{};
}

/// From a mirror that cannot do ranges the file comes front to back over one connection, and only when no
/// other mirror is left.
RequestRecovery::Next RequestRecovery::withoutRanges(Connection &connection)
{
    m_routes.learnWithoutRanges(connection.mirror);
    if (!connection.head && m_routes.mirrors().allWithoutRanges())
        return WithoutRanges{};
    connection.avoid = connection.mirror;
    return AskAgain{};
}

/// That is no fault, but something to know. What it was to fetch is for others.
void RequestRecovery::takesNoMore(const Connection &connection, const core::Error &why)
{
    const auto &all = m_connections.all();
    const auto serves = std::count_if(all.begin(), all.end(), [&](const auto &other) {
        return other.get() != &connection && other->mirror == connection.mirror &&
               other->doing == Connection::Doing::Fetching && (!other->isExtra || !other->isUntried());
    });
    const bool isFinal = core::errorRow(why.kind).mirror == core::MirrorGets::NoMore;
    m_routes.mirrors().takesOnly(connection.mirror, static_cast<int>(serves), isFinal, Mirrors::Clock::now());
    const Mirror &mirror = m_routes.at(connection.mirror);
    Event event;
    event.kind = Event::Kind::Note;
    event.error = {why.kind, QStringLiteral("%1 takes %2 connection(s) at once: %3")
                                 .arg(mirror.host)
                                 .arg(mirror.mostConnections)
                                 .arg(why.detail)};
    m_tell(event);
}

void RequestRecovery::announce(const JobEnd &end, std::optional<std::chrono::milliseconds> delay)
{
    // The last word of the last mirror is no retry: giving up tells it.
    if (!delay && m_routes.mirrors().allSpent())
        return;
    Event event;
    event.kind = end.chunk >= 0 ? Event::Kind::ChunkRefetched : Event::Kind::Retry;
    event.error = end.error;
    event.mirror = m_routes.at(end.mirror).host;
    event.chunk = end.chunk;
    event.delayMs = delay ? delay->count() : 0;
    m_tell(event);
}

} // namespace transfer
