#include "core/transfer/crew.h"

#include "core/transfer/bundle.h"
#include "core/transfer/faults.h"
#include "core/transfer/pages.h"
#include "core/transfer/segmentsize.h"

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

Crew::Crew(Environment &environment, const Order &order, std::shared_ptr<storage::PartialDownload> partial,
           std::shared_ptr<Counters> counters, QObject *parent)
    : QObject(parent)
    , m_environment(environment)
    , m_order(order)
    , m_partial(std::move(partial))
    , m_counters(std::move(counters))
    , m_mirrors(order.source.mirrors, environment.tuning.retry)
    , m_refusesPages(refusesPageTypes(order.source))
{
    for (int i = 0; i < static_cast<int>(m_mirrors.all().size()); ++i)
        m_mirrors[i].hasRanges = m_environment.hosts.facts(m_mirrors[i].host).ranges != HostFacts::Answer::No;
    m_sinceMoved.start();
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &Crew::plan);
    connect(&m_looks, &QTimer::timeout, this, &Crew::look);
    connect(&m_environment.hosts, &HostPool::released, this, &Crew::plan, Qt::QueuedConnection);
}

Crew::~Crew()
{
    dropAll();
}

Crew::Slot &Crew::addSlot()
{
    const Tuning &tuning = m_environment.tuning;
    http::Fetcher::Options fetcher = tuning.fetcher;
    if (m_order.limiter)
        fetcher.limiter = m_order.limiter.get();
    if (m_order.patience) {
        for (auto *limit : {&fetcher.stallTimeout, &fetcher.connectTimeout, &fetcher.answerTimeout})
            *limit = std::min(*limit, *m_order.patience);
    }
    auto slot = std::make_unique<Slot>();
    slot->memoryPressure = m_environment.memoryPressure;
    slot->received = std::make_shared<std::atomic<qint64>>(0);
    slot->job =
        new SegmentJob(m_order.bundle ? m_order.bundle->lane() : m_environment.lanes.leastBusy(),
                       {fetcher, tuning.limits, m_environment.keys, m_partial, m_counters, m_order.locked,
                        m_order.decodedSize(), m_order.limiter, slot->received, m_order.bundle});
    connect(slot->job, &SegmentJob::nameAsked, this, &Crew::nameAsked);
    connect(slot->job, &SegmentJob::headKnown, this, &Crew::onHead);
    connect(slot->job, &SegmentJob::chunksFinished, this, &Crew::onChunks);
    connect(slot->job, &SegmentJob::chunkLocked, this, &Crew::onLocked);
    connect(slot->job, &SegmentJob::endIsNear, this, &Crew::onEndIsNear);
    connect(slot->job, &SegmentJob::ended, this, &Crew::onEnded);
    m_slots.push_back(std::move(slot));
    return *m_slots.back();
}

/// Frees the slot's connection and gives its unfinished chunks back to the map.
void Crew::retire(Slot &slot)
{
    if (slot.doing == Slot::Doing::Fetching)
        release(slot.mirror);
    giveBack(slot, {});
    giveBack(slot.next, {});
    slot.job->disconnect(this);
    slot.job->deleteLater();
    std::erase_if(m_slots, [&](const auto &s) { return s.get() == &slot; });
}

/// A job keeps its buffers as long as it lives: where memory has become short, or is no longer, another takes
/// the place of one that has nothing to do.
void Crew::retireMissized()
{
    const auto isMissized = [this](const auto &slot) {
        return slot->doing == Slot::Doing::Nothing && slot->memoryPressure != m_environment.memoryPressure;
    };
    const auto next = [&] { return std::find_if(m_slots.begin(), m_slots.end(), isMissized); };
    for (auto found = next(); found != m_slots.end(); found = next())
        retire(**found);
}

/// Others may fetch what this slot has not finished, but for what it keeps.
void Crew::giveBack(const Slot &slot, ChunkRun kept)
{
    for (const ChunkRun &run : m_map ? slot.runs : ChunkRuns())
        giveBack(run, kept);
}

void Crew::giveBack(ChunkRun run, ChunkRun kept)
{
    for (std::size_t i = run.first; i < run.end; ++i) {
        const bool isKept = i >= kept.first && i < kept.end;
        const ChunkState state = m_map->state(i);
        if (!isKept && (state == ChunkState::InFlight || state == ChunkState::Bad))
            m_map->set(i, ChunkState::Missing);
    }
}

void Crew::dropAll()
{
    while (!m_slots.empty())
        retire(*m_slots.back());
}

Crew::Slot *Crew::slotOf(const QObject *job)
{
    const auto found =
        std::find_if(m_slots.begin(), m_slots.end(), [&](const auto &s) { return s->job == job; });
    return found == m_slots.end() ? nullptr : found->get();
}

int Crew::busy() const
{
    return static_cast<int>(std::count_if(m_slots.begin(), m_slots.end(),
                                          [](const auto &s) { return s->doing != Slot::Doing::Nothing; }));
}

int Crew::mostBusy() const
{
    return m_order.bundle || m_mirrors.allWithoutRanges() ? 1 : m_environment.tuning.connections;
}

void Crew::fetchHead(qint64 firstRequest, bool fetchOn)
{
    m_headOrder.encodingKey = m_order.source.encodingKey;
    m_headOrder.isRaw = m_order.isRaw;
    m_headOrder.firstRequest = firstRequest;
    m_headOrder.fetchOn = fetchOn;
    m_headOrder.asksOnce = m_headOrder.asksOnce && fetchOn;
    const bool isOpen = fetchOn && !m_headOrder.asksOnce && mayBeAnsweredOnce();
    m_headOrder.shares = isOpen ? m_environment.tuning.connections : 0;
    m_headOrder.source = m_order.source;
    m_headOrder.pages = std::max(m_headOrder.pages, pagePolicy(m_order.source));
    Slot &slot = addSlot();
    slot.isHead = true;
    slot.doing = Slot::Doing::WantsRoute;
    if (m_mirrors.all().size() > 1) {
        m_sinceLook.start();
        m_looks.start(m_environment.tuning.slowAfter / kLooks);
    }
    plan();
}

void Crew::suspectPages(std::optional<quint64> begunSize)
{
    m_headOrder.begunSize = begunSize;
    if (!begunSize)
        m_headOrder.pages = PagePolicy::Suspect;
}

void Crew::proceed(std::shared_ptr<storage::PartialDownload> partial)
{
    m_partial = std::move(partial);
    for (const auto &slot : m_slots)
        QMetaObject::invokeMethod(slot->job, [job = slot->job, held = m_partial] { job->proceed(held); });
}

/// A link may be good for one request only; what has a digest or several places is nobody's secret.
bool Crew::mayBeAnsweredOnce() const
{
    const core::Source &source = m_order.source;
    return !source.encodingKey && !source.contentKey && !source.slice && source.mirrors.size() == 1;
}

void Crew::work(ChunkMap &map)
{
    m_map = &map;
    plan();
    settleIfIdle();
}

void Crew::plan()
{
    if (m_isOver || m_stopping > 0)
        return;
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        if (m_slots[i]->doing == Slot::Doing::WantsRoute && !giveRoute(*m_slots[i]))
            break;
    }
    if (m_map && !m_isOver)
        assignRuns();
}

/// Sends a waiting slot on over the best mirror. False when none can be had now.
bool Crew::giveRoute(Slot &slot)
{
    const auto choice = choose(slot.avoid);
    if (const int *mirror = std::get_if<int>(&choice)) {
        send(slot, *mirror);
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

void Crew::send(Slot &slot, int mirror)
{
    slot.mirror = mirror;
    slot.avoid = -1;
    slot.doing = Slot::Doing::Fetching;
    slot.bytesPerSecond = -1;
    slot.slowLooks = 0;
    slot.seen = arrived(slot);
    slot.begun = *slot.received;
    slot.isExtra = m_mirrors[mirror].connections > 0;
    acquire(mirror);
    for (const ChunkRun &run : m_map ? slot.runs : ChunkRuns())
        m_map->setMirror(run, mirror);
    SegmentJob *job = slot.job;
    const Route route = routeTo(mirror);
    if (slot.isHead) {
        HeadOrder order = m_headOrder;
        order.route = route;
        QMetaObject::invokeMethod(job, [job, order] { job->fetchHead(order); });
    } else if (slot.hasRuns) {
        QMetaObject::invokeMethod(job, [job, route] { job->continueRuns(route); });
    } else {
        slot.hasRuns = true;
        QMetaObject::invokeMethod(job, [job, route, table = m_map->sharedTable(), runs = slot.runs] {
            job->fetchRuns(route, table, runs);
        });
    }
}

/// What one connection gets next. A server without ranges sends everything anyway.
ChunkRuns Crew::nextRuns(int mirror) const
{
    if (m_mirrors.allWithoutRanges())
        return {{m_map->nextRun(1).first, m_map->size()}};
    const HostFacts facts = m_environment.hosts.facts(hostOf(mirror));
    const quint64 size = segmentSize(m_map->encodedMissing(), m_environment.tuning.connections,
                                     {facts.bytesPerSecond, facts.latency});
    ChunkRuns runs = m_map->nextRuns(size, mayAskSeveral(mirror) ? kMostRanges : 1);
    const quint64 bytes =
        std::accumulate(runs.begin(), runs.end(), quint64(0),
                        [this](quint64 sum, const ChunkRun &run) { return sum + m_map->encodedSize(run); });
    if (runs.size() < kSeveral || bytes > runs.size() * kSmallGap)
        runs.resize(1);
    return runs;
}

void Crew::claim(Slot &slot, ChunkRuns runs)
{
    for (const ChunkRun &run : runs)
        claim(run);
    slot.runs = std::move(runs);
    slot.hasRuns = false;
}

void Crew::claim(ChunkRun run)
{
    for (std::size_t i = run.first; i < run.end; ++i) {
        if (m_map->state(i) == ChunkState::Missing)
            m_map->set(i, ChunkState::InFlight);
    }
}

void Crew::assignRuns()
{
    retireMissized();
    while (busy() < mostBusy()) {
        const auto idle = std::find_if(m_slots.begin(), m_slots.end(),
                                       [](const auto &s) { return s->doing == Slot::Doing::Nothing; });
        if (!assignRun(idle == m_slots.end() ? addSlot() : **idle))
            return;
    }
}

bool Crew::assignRun(Slot &slot)
{
    if (m_map->count(ChunkState::Missing) == 0)
        return false;
    const auto choice = choose(-1);
    if (const int *mirror = std::get_if<int>(&choice)) {
        claim(slot, nextRuns(*mirror));
        send(slot, *mirror);
        return true;
    }
    // Nobody is working and nobody can: let the waiting and the giving up happen in one place.
    if (busy() == 0) {
        claim(slot, {m_map->nextRun(1)});
        slot.doing = Slot::Doing::WantsRoute;
        giveRoute(slot);
    }
    return false;
}

} // namespace transfer
