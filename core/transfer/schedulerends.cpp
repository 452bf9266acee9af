#include "core/errortable.h"
#include "core/transfer/segmentscheduler.h"

#include <QRandomGenerator>
#include <algorithm>

/// How SegmentScheduler answers failures, and how it comes to rest.
namespace transfer {

namespace {

/// So often in a row no answer came in time: it may be the range that is never answered.
constexpr int kSilences = 2;

bool isSilent(const Mirror &mirror)
{
    return mirror.lastError.kind == core::ErrorKind::Stalled && mirror.failures >= kSilences;
}

} // namespace

/// Trouble that no other mirror can help: our disk, our keys, or content that is right and still does not
/// decode.
bool SegmentScheduler::endsEverything(const JobEnd &end) const
{
    const bool isProven =
        m_map && end.chunk >= 0 && m_map->table()[static_cast<std::size_t>(end.chunk)].hasMd5;
    switch (core::errorRow(end.error.kind).ends) {
    case core::EndsAttempt::Always:
        return true;
    case core::EndsAttempt::IfProven:
        return isProven || end.chunk < 0;
    case core::EndsAttempt::Never:
        break;
    }
    return false;
}

void SegmentScheduler::onFailed(Connection &connection, const JobEnd &end)
{
    if (endsEverything(end))
        return giveUp({end.error, core::healsWithTime(end.error.kind), {}});
    if (end.severalRanges == false) { // no fault, but something to know: the same again, one by one
        connection.doing = Connection::Doing::WantsRoute;
        return;
    }
    if (takesFewer(connection, end))
        return;
    const Mirror &mirror = m_mirrors[connection.mirror];
    // One that did ranges before may have meant it only this once.
    const bool isFirstTime = mirror.hasProvenRanges && mirror.failures == 0;
    if (end.error.kind == core::ErrorKind::RangeIgnored && mirror.hasRanges && !isFirstTime)
        return onRangesRefused(connection);
    if (leavesRedirect(end)) {
        connection.doing = Connection::Doing::WantsRoute;
        return;
    }
    const bool isOneAnswer = m_map && m_version.isOneAnswer();
    const bool isInBody = end.bytes > 0 || !connection.isHead; // what it only passed over is not counted
    const bool isPaidWithAll =
        end.error.kind == core::ErrorKind::Stalled && isInBody && (isOneAnswer || !mirror.hasRanges);
    const bool getsMoreTime = isPaidWithAll && grantMoreTime(mirror.host);
    if (isOneAnswer)
        return giveUp({end.error, core::healsWithTime(end.error.kind), end.retryAfter, true});
    if (end.error.kind == core::ErrorKind::ContentChanged && m_version.isForeign(connection.mirror)) {
        m_mirrors.setForeign(connection.mirror, end.error);
        connection.doing = Connection::Doing::WantsRoute;
        return;
    }
    if (end.chunk >= 0 && m_map)
        m_map->set(static_cast<std::size_t>(end.chunk), ChunkState::Bad);
    JobEnd told = end;
    told.error = judged(end);
    told.isStep = end.isStep || getsMoreTime; // it will not end like that for ever
    if (core::errorRow(end.error.kind).mirror == core::MirrorGets::HostBackOff)
        m_services.hosts.pause(mirror.host, end.retryAfter);
    const auto delay = m_mirrors.failed(connection.mirror, told, Mirrors::Clock::now(),
                                        QRandomGenerator::global()->generateDouble());
    const bool isAskedPlainly = connection.isHead && !m_order.source.slice && (!delay || isSilent(mirror)) &&
                                m_mirrors.askPlainly(connection.mirror);
    announce(told, isAskedPlainly ? std::chrono::milliseconds(0) : delay);
    connection.doing = Connection::Doing::WantsRoute;
    connection.avoid = connection.mirror;
    if (end.isStep)
        m_sinceMoved.start();
    else if (isOutOfPatience())
        giveUpIfIdle({m_mirrors.exhausted(), m_mirrors.mayHeal(), {}});
}

/// What stalled has to be fetched again from its first byte: next time the host may be silent for longer.
/// False when that is as long as anybody is waited for.
bool SegmentScheduler::grantMoreTime(const QString &host)
{
    const auto before = stallTimeoutAt(host);
    m_services.hosts.stalledForAll(host);
    return stallTimeoutAt(host) > before;
}

/// A host that serves this file, and refuses a further connection, takes no more than it has: that is no
/// fault, but something to know. False when it is something else.
bool SegmentScheduler::takesFewer(Connection &connection, const JobEnd &end)
{
    if (!connection.isExtra || connection.isHead || end.bytes > 0 || end.chunk >= 0 ||
        !core::mayMean(end.error.kind, core::Doubt::ExtraConnection))
        return false;
    dropExtra(connection, end.error);
    return true;
}

/// What it was to fetch is for others.
void SegmentScheduler::dropExtra(Connection &connection, const core::Error &why)
{
    const auto serves = std::count_if(m_connections.begin(), m_connections.end(), [&](const auto &other) {
        return other.get() != &connection && other->mirror == connection.mirror &&
               other->doing == Connection::Doing::Fetching &&
               (!other->isExtra || *other->received > other->begun);
    });
    const bool isFinal = core::errorRow(why.kind).mirror == core::MirrorGets::NoMore;
    m_mirrors.takesOnly(connection.mirror, static_cast<int>(serves), isFinal, Mirrors::Clock::now());
    Event event;
    event.kind = Event::Kind::Note;
    event.error = {why.kind, QStringLiteral("%1 takes %2 connection(s) at once: %3")
                                 .arg(m_mirrors[connection.mirror].host)
                                 .arg(m_mirrors[connection.mirror].mostConnections)
                                 .arg(why.detail)};
    Q_EMIT happened(event);
    retire(connection);
}

/// Nothing came that stays for as long as whoever ordered it would wait, and every mirror had its chance.
bool SegmentScheduler::isOutOfPatience() const
{
    return m_order.patience && m_sinceMoved.elapsed() >= m_order.patience->count() && m_mirrors.allTried();
}

/// Where it led to for the first answer is asked at once for the others; when nothing is there any more, the
/// mirror may know better. True when it is to be asked.
bool SegmentScheduler::leavesRedirect(const JobEnd &end)
{
    const bool isGone = core::errorRow(end.error.kind).mirror == core::MirrorGets::NoMore;
    return isGone && !std::exchange(m_mirrors[end.mirror].finalUrl, QUrl()).isEmpty();
}

bool SegmentScheduler::hasChanged() const
{
    const int lead = m_version.lead();
    return lead >= 0 &&
           m_mirrors.all()[static_cast<std::size_t>(lead)].lastError.kind == core::ErrorKind::ContentChanged;
}

/// A plain file that has another length now than this very mirror said before is another file.
core::Error SegmentScheduler::judged(const JobEnd &end) const
{
    core::Error error = end.error;
    const Mirror &mirror = m_mirrors.all()[static_cast<std::size_t>(end.mirror)];
    if (error.kind == core::ErrorKind::LengthContradicts && mirror.completeLength && m_map &&
        m_map->table().kind() == blte::TableKind::Plain)
        error.kind = core::ErrorKind::ContentChanged;
    return error;
}

/// From a mirror that cannot do ranges the file comes front to back over one connection, and only when no
/// other mirror is left.
void SegmentScheduler::onRangesRefused(Connection &connection)
{
    m_mirrors[connection.mirror].hasRanges = false;
    m_mirrors[connection.mirror].refusesRanges = true;
    m_services.hosts.setRanges(m_mirrors[connection.mirror].host, HostFacts::Answer::No);
    if (connection.isHead || !m_mirrors.allWithoutRanges()) {
        connection.doing = Connection::Doing::WantsRoute;
        connection.avoid = connection.mirror;
        return;
    }
    quiesce([this] { plan(); });
}

void SegmentScheduler::announce(const JobEnd &end, std::optional<std::chrono::milliseconds> delay)
{
    // The last word of the last mirror is no retry: giving up tells it.
    if (!delay && m_mirrors.allSpent())
        return;
    Event event;
    event.kind = end.chunk >= 0 ? Event::Kind::ChunkRefetched : Event::Kind::Retry;
    event.error = end.error;
    event.mirror = m_mirrors.all()[static_cast<std::size_t>(end.mirror)].host;
    event.chunk = end.chunk;
    event.delayMs = delay ? delay->count() : 0;
    Q_EMIT happened(event);
}

void SegmentScheduler::giveUp(const Failure &failure)
{
    m_isOver = true;
    quiesce([this, failure] { Q_EMIT gaveUp(failure); });
}

void SegmentScheduler::demote(const QUrl &url)
{
    for (int i = 0; i < static_cast<int>(m_mirrors.all().size()); ++i) {
        if (m_mirrors[i].url == url)
            m_mirrors.demote(i);
    }
}

void SegmentScheduler::giveUpIfIdle(const Failure &failure)
{
    if (std::none_of(m_connections.begin(), m_connections.end(),
                     [](const auto &s) { return s->doing == Connection::Doing::Fetching; }))
        giveUp(failure);
}

void SegmentScheduler::settleIfIdle()
{
    if (m_isOver || m_stopping > 0 || !m_map || busy() > 0 || !m_map->isComplete())
        return;
    m_isOver = true;
    m_services.hosts.disconnect(this); // it outlives its work by the time that the disk takes
    dropAll();
    Q_EMIT finished();
}

void SegmentScheduler::stop()
{
    m_isOver = true;
    quiesce([this] { Q_EMIT stopped(); });
}

/// Lets every job come to rest, so that nobody writes any more, drops them all, then goes on with `then`.
/// Asked again meanwhile, only the last `then` counts.
void SegmentScheduler::quiesce(std::function<void()> then)
{
    m_later.stop();
    m_then = std::move(then);
    if (m_stopping > 0)
        return;
    m_stopping = static_cast<int>(m_connections.size());
    if (m_connections.empty()) {
        m_stopping = 1;
        QMetaObject::invokeMethod(this, &SegmentScheduler::onStopped, Qt::QueuedConnection);
    }
    for (const auto &connection : m_connections) {
        connect(connection->job, &SegmentJob::stopped, this, &SegmentScheduler::onStopped);
        QMetaObject::invokeMethod(connection->job, &SegmentJob::stop);
    }
}

void SegmentScheduler::onStopped()
{
    if (--m_stopping > 0)
        return;
    dropAll();
    if (m_map)
        m_counters->encodedDone = static_cast<qint64>(m_map->encodedDone());
    std::exchange(m_then, {})();
}

} // namespace transfer
