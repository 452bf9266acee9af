#include "core/http/redirect.h"
#include "core/transfer/fetch/smallobject.h"
#include "core/transfer/segmentscheduler.h"

/// What SegmentScheduler's jobs tell it.
namespace transfer {

namespace {

/// So long, or so many times what an answer took before, an answer is held back for others that get none.
constexpr std::chrono::milliseconds kLongestHeld{3'000};
constexpr int kLatencies = 4;

} // namespace

void SegmentScheduler::onHead(const Head &head)
{
    Connection *connection = slotOf(sender());
    if (!connection)
        return;
    Mirror &mirror = m_mirrors[head.mirror];
    m_services.hosts.heard(mirror.host);
    mirror.completeLength = head.completeLength;
    if (needsVersion(*head.table, m_order.source)) {
        m_version.begin(head.mirror, head.version);
        mirror.finalUrl = head.isRedirected ? head.finalUrl : QUrl();
        if (head.isRedirected && http::isSameOrigin(mirror.url, head.finalUrl))
            mirror.finalUrl.setUserInfo(mirror.url.userInfo());
    }
    if (!head.isAll)
        mirror.hasRanges = mirror.hasProvenRanges = head.isPartial;
    if (head.isAll) {
        // What it was not asked for, it cannot have refused.
    } else if (head.isPartial)
        m_services.hosts.setRanges(mirror.host, HostFacts::Answer::Yes);
    else if (!mirror.wasAskedPlainly && head.completeLength > m_headOrder.firstRequest)
        m_services.hosts.setRanges(mirror.host, HostFacts::Answer::No);
    if (!m_order.source.slice && head.completeLength)
        m_services.hosts.sentFile(mirror.host, *head.completeLength <= SmallObject::kLargest);
    m_refusesPages = m_refusesPages || !head.isPage;
    connection->isHead = false;
    connection->isOpen = head.isOpen;
    connection->hasRuns = true;
    connection->runs = {head.run};
    Q_EMIT headKnown(head);
    if (m_map)
        m_map->setMirror(head.run, head.mirror);
}

void SegmentScheduler::onChunks(ChunkRun run, const QByteArray &modes)
{
    if (!slotOf(sender()) || !m_map)
        return;
    quint64 bytes = 0;
    for (std::size_t i = run.first; i < run.end; ++i) {
        if (m_map->state(i) != ChunkState::Locked)
            m_map->set(i, ChunkState::Done);
        m_map->setMode(i, static_cast<quint8>(modes.at(static_cast<qsizetype>(i - run.first))));
        bytes += m_map->table()[i].encodedSize;
    }
    m_sinceMoved.start();
    answerAsking();
    Q_EMIT chunksFinished(bytes);
}

void SegmentScheduler::onLocked(const LockedChunk &locked)
{
    if (!slotOf(sender()) || !m_map)
        return;
    m_map->set(locked.chunk, ChunkState::Locked);
    Q_EMIT happened(eventOf(locked));
}

/// Tells the job what comes next, so that the connection goes on without a wait.
void SegmentScheduler::onEndIsNear()
{
    Connection *connection = slotOf(sender());
    if (connection && connection->isOpen)
        return goOnInAnswer(*connection);
    if (!connection || !mayGoOn(*connection))
        return;
    const ChunkRuns runs = nextRuns(connection->mirror);
    if (runs.size() != 1)
        return;
    connection->next = runs.front();
    claim(connection->next);
    m_map->setMirror(connection->next, connection->mirror);
    tellNext(*connection);
}

void SegmentScheduler::tellNext(const Connection &connection) const
{
    SegmentJob *job = connection.job;
    QMetaObject::invokeMethod(job, [job, route = routeTo(connection.mirror), run = connection.next] {
        job->fetchNext(route, run);
    });
}

/// Its answer goes on behind its run. It takes what lies there, unless others fetch that; but those
/// must have shown that the server answers them, too: until then it holds its answer, perhaps the only one.
void SegmentScheduler::goOnInAnswer(Connection &connection)
{
    if (!m_map || m_isOver || m_stopping > 0 || connection.doing != Connection::Doing::Fetching ||
        !connection.next.isEmpty())
        return;
    const std::size_t begin = connection.runs.back().end;
    const bool isTaken = begin < m_map->size() && m_map->state(begin) == ChunkState::InFlight;
    const bool isDoubtful = std::any_of(m_connections.begin(), m_connections.end(), &isUnanswered);
    connection.isAsking = isTaken && isDoubtful;
    if (connection.isAsking) {
        const auto latency = m_services.hosts.facts(hostOf(connection.mirror)).latency;
        if (!m_held.isActive())
            m_held.start(std::max<std::chrono::milliseconds>(
                kLongestHeld, std::chrono::ceil<std::chrono::milliseconds>(kLatencies * latency)));
        return;
    }
    const quint64 wanted = m_map->encodedSize(connection.runs.back());
    const bool isShared = m_services.tuning.connections > 1;
    ChunkRun next{begin, begin};
    while (isShared && next.end < m_map->size() && m_map->state(next.end) == ChunkState::Missing &&
           m_map->encodedSize(next) < wanted)
        ++next.end;
    connection.isOpen = !next.isEmpty();
    if (connection.isOpen) {
        connection.next = next;
        claim(next);
        m_map->setMirror(next, connection.mirror);
    }
    tellNext(connection);
}

bool SegmentScheduler::isUnanswered(const std::unique_ptr<Connection> &connection)
{
    return connection->doing == Connection::Doing::Fetching && connection->isExtra &&
           *connection->received == connection->begun;
}

/// The answer that is held back may be just what the server has to bring to its end before it takes another
/// request: it goes on, and nobody waits for those others.
void SegmentScheduler::onHeldTooLong()
{
    const auto isHeld = [](const auto &connection) { return connection->isAsking; };
    if (m_isOver || m_stopping > 0 || std::none_of(m_connections.begin(), m_connections.end(), isHeld))
        return;
    const auto next = [this] {
        return std::find_if(m_connections.begin(), m_connections.end(), &isUnanswered);
    };
    for (auto found = next(); found != m_connections.end(); found = next())
        dropExtra(**found, {core::ErrorKind::Stalled, QStringLiteral("no other one was answered meanwhile")});
    answerAsking();
    plan();
}

void SegmentScheduler::answerAsking()
{
    for (const auto &connection : m_connections) {
        if (connection->isAsking)
            goOnInAnswer(*connection);
    }
}

void SegmentScheduler::onGoesOn(Connection &connection, const JobEnd &end)
{
    connection.runs = {std::exchange(connection.next, {})};
    connection.begun += end.bytes;
    m_mirrors.succeeded(connection.mirror, end.bytes);
}

void SegmentScheduler::onEnded(const JobEnd &end)
{
    Connection *connection = slotOf(sender());
    if (!connection)
        return;
    if (end.goesOn) {
        learn(end);
        return onGoesOn(*connection, end);
    }
    giveBack(std::exchange(connection->next, {}), {});
    connection->isOpen = connection->isAsking = false;
    connection->doing = Connection::Doing::Nothing;
    release(connection->mirror);
    learn(end);
    if (end.kept) {
        giveBack(*connection, *end.kept);
        connection->runs = {*end.kept};
    }
    if (end.error.kind == core::ErrorKind::None) {
        m_mirrors.succeeded(connection->mirror, end.bytes);
        connection->hasRuns = false;
        connection->runs.clear();
    } else {
        onFailed(*connection, end);
    }
    if (!m_isOver && m_stopping == 0)
        answerAsking();
    plan();
    settleIfIdle();
}

} // namespace transfer
