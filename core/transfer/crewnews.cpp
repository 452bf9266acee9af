#include "core/http/redirect.h"
#include "core/transfer/crew.h"
#include "core/transfer/smallobject.h"

/// What Crew's jobs tell it.
namespace transfer {

void Crew::onHead(const Head &head)
{
    Slot *slot = slotOf(sender());
    if (!slot)
        return;
    Mirror &mirror = m_mirrors[head.mirror];
    m_environment.hosts.heard(mirror.host);
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
        m_environment.hosts.setRanges(mirror.host, HostFacts::Answer::Yes);
    else if (!mirror.wasAskedPlainly && head.completeLength > m_headOrder.firstRequest)
        m_environment.hosts.setRanges(mirror.host, HostFacts::Answer::No);
    if (!m_order.source.slice && head.completeLength)
        m_environment.hosts.sentFile(mirror.host, *head.completeLength <= SmallObject::kLargest);
    m_refusesPages = m_refusesPages || !head.isPage;
    slot->isHead = false;
    slot->isOpen = head.isOpen;
    slot->hasRuns = true;
    slot->runs = {head.run};
    Q_EMIT headKnown(head);
    if (m_map)
        m_map->setMirror(head.run, head.mirror);
}

void Crew::onChunks(ChunkRun run, const QByteArray &modes)
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

void Crew::onLocked(const LockedChunk &locked)
{
    if (!slotOf(sender()) || !m_map)
        return;
    m_map->set(locked.chunk, ChunkState::Locked);
    Q_EMIT happened(eventOf(locked));
}

/// Tells the job what comes next, so that its connection goes on without a wait.
void Crew::onEndIsNear()
{
    Slot *slot = slotOf(sender());
    if (slot && slot->isOpen)
        return goOnInAnswer(*slot);
    if (!slot || !mayGoOn(*slot))
        return;
    const ChunkRuns runs = nextRuns(slot->mirror);
    if (runs.size() != 1)
        return;
    slot->next = runs.front();
    claim(slot->next);
    m_map->setMirror(slot->next, slot->mirror);
    tellNext(*slot);
}

void Crew::tellNext(const Slot &slot) const
{
    SegmentJob *job = slot.job;
    QMetaObject::invokeMethod(
        job, [job, route = routeTo(slot.mirror), run = slot.next] { job->fetchNext(route, run); });
}

/// The slot's answer goes on behind its run. It takes what lies there, unless others fetch that; but those
/// must have shown that the server answers them, too: until then it holds its answer, perhaps the only one.
void Crew::goOnInAnswer(Slot &slot)
{
    if (!m_map || m_isOver || m_stopping > 0 || slot.doing != Slot::Doing::Fetching || !slot.next.isEmpty())
        return;
    const std::size_t begin = slot.runs.back().end;
    const bool isTaken = begin < m_map->size() && m_map->state(begin) == ChunkState::InFlight;
    const bool isDoubtful = std::any_of(m_slots.begin(), m_slots.end(), [](const auto &other) {
        return other->doing == Slot::Doing::Fetching && other->isExtra && *other->received == other->begun;
    });
    slot.isAsking = isTaken && isDoubtful;
    if (slot.isAsking)
        return;
    const quint64 wanted = m_map->encodedSize(slot.runs.back());
    const bool isShared = m_environment.tuning.connections > 1;
    ChunkRun next{begin, begin};
    while (isShared && next.end < m_map->size() && m_map->state(next.end) == ChunkState::Missing &&
           m_map->encodedSize(next) < wanted)
        ++next.end;
    slot.isOpen = !next.isEmpty();
    if (slot.isOpen) {
        slot.next = next;
        claim(next);
        m_map->setMirror(next, slot.mirror);
    }
    tellNext(slot);
}

void Crew::answerAsking()
{
    for (const auto &slot : m_slots) {
        if (slot->isAsking)
            goOnInAnswer(*slot);
    }
}

void Crew::onGoesOn(Slot &slot, const JobEnd &end)
{
    slot.runs = {std::exchange(slot.next, {})};
    slot.begun += end.bytes;
    m_mirrors.succeeded(slot.mirror, end.bytes);
}

void Crew::onEnded(const JobEnd &end)
{
    Slot *slot = slotOf(sender());
    if (!slot)
        return;
    if (end.goesOn) {
        learn(end);
        return onGoesOn(*slot, end);
    }
    giveBack(std::exchange(slot->next, {}), {});
    slot->isOpen = slot->isAsking = false;
    slot->doing = Slot::Doing::Nothing;
    release(slot->mirror);
    learn(end);
    if (end.kept) {
        giveBack(*slot, *end.kept);
        slot->runs = {*end.kept};
    }
    if (end.error.kind == core::ErrorKind::None) {
        m_mirrors.succeeded(slot->mirror, end.bytes);
        slot->hasRuns = false;
        slot->runs.clear();
    } else {
        onFailed(*slot, end);
    }
    if (!m_isOver && m_stopping == 0)
        answerAsking();
    plan();
    settleIfIdle();
}

} // namespace transfer
