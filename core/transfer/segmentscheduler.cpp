#include "core/transfer/segmentscheduler.h"

#include "core/errortable.h"
#include "core/transfer/fetch/sharedconnection.h"
#include "core/transfer/routing/pages.h"
#include "core/transfer/routing/segmentsize.h"

#include <QRandomGenerator>
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
/// So long, or so many times what an answer took before, an answer is held back for others that get none.
constexpr std::chrono::milliseconds kLongestHeld{3'000};
constexpr int kLatencies = 4;
// One that others are much faster than is asked again as if nothing had been, after so long.
constexpr std::chrono::minutes kSlowFor{1};

// So often in a row no answer came in time: it may be the range that is never answered.
constexpr int kSilences = 2;

bool isSilent(const Mirror &mirror)
{
    return mirror.lastError.kind == core::ErrorKind::Stalled && mirror.failures >= kSilences;
}

/// Others may fetch what of this run is not finished, but for what is kept.
void giveBack(ChunkMap &map, ChunkRun run, ChunkRun kept)
{
    for (std::size_t i = run.first; i < run.end; ++i) {
        const bool isKept = i >= kept.first && i < kept.end;
        const ChunkState state = map.state(i);
        if (!isKept && (state == ChunkState::InFlight || state == ChunkState::Bad))
            map.set(i, ChunkState::Missing);
    }
}

void claim(ChunkMap &map, ChunkRun run)
{
    for (std::size_t i = run.first; i < run.end; ++i) {
        if (map.state(i) == ChunkState::Missing)
            map.set(i, ChunkState::InFlight);
    }
}

} // namespace

SegmentScheduler::SegmentScheduler(TransferServices &services, const TransferRequest &order,
                                   std::shared_ptr<Sink> sink, std::shared_ptr<Counters> counters,
                                   QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_order(order)
    , m_sink(std::move(sink))
    , m_counters(std::move(counters))
    , m_routes(services, m_order)
{
    m_sinceMoved.start();
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &SegmentScheduler::plan);
    connect(&m_looks, &QTimer::timeout, this, &SegmentScheduler::look);
    m_held.setSingleShot(true);
    connect(&m_held, &QTimer::timeout, this, &SegmentScheduler::onHeldTooLong);
    connect(&m_services.hosts, &HostPool::released, this, &SegmentScheduler::plan, Qt::QueuedConnection);
}

SegmentScheduler::~SegmentScheduler()
{
    dropAll();
}

SegmentScheduler::Connection &SegmentScheduler::addConnection()
{
    const Tuning &tuning = m_services.tuning;
    http::Fetcher::Options fetcher = tuning.fetcher;
    if (m_order.limiter)
        fetcher.limiter = m_order.limiter.get();
    if (m_order.patience) {
        for (auto *limit : {&fetcher.stallTimeout, &fetcher.connectTimeout, &fetcher.answerTimeout})
            *limit = std::min(*limit, *m_order.patience);
    }
    auto connection = std::make_unique<Connection>();
    connection->memoryPressure = m_services.memoryPressure;
    connection->received = std::make_shared<std::atomic<qint64>>(0);
    connection->job = new SegmentJob(
        m_order.sharedConnection ? m_order.sharedConnection->lane() : m_services.lanes.leastBusy(),
        {fetcher, tuning.limits, m_services.keys, m_sink, m_counters, m_order.locked, m_order.decodedSize(),
         m_order.limiter, connection->received, m_order.sharedConnection});
    connect(connection->job, &SegmentJob::nameAsked, this, &SegmentScheduler::nameAsked);
    connect(connection->job, &SegmentJob::headKnown, this, &SegmentScheduler::onHead);
    connect(connection->job, &SegmentJob::chunksFinished, this, &SegmentScheduler::onChunks);
    connect(connection->job, &SegmentJob::chunkLocked, this, &SegmentScheduler::onLocked);
    connect(connection->job, &SegmentJob::endIsNear, this, &SegmentScheduler::onEndIsNear);
    connect(connection->job, &SegmentJob::ended, this, &SegmentScheduler::onEnded);
    m_connections.push_back(std::move(connection));
    return *m_connections.back();
}

/// Closes the connection and gives its unfinished chunks back to the map.
void SegmentScheduler::retire(Connection &connection)
{
    if (connection.doing == Doing::Fetching)
        m_routes.release(connection.mirror);
    giveBack(connection, {});
    if (m_map)
        transfer::giveBack(*m_map, connection.next, {});
    connection.job->disconnect(this);
    connection.job->deleteLater();
    std::erase_if(m_connections, [&](const auto &s) { return s.get() == &connection; });
}

/// A job keeps its buffers as long as it lives: where memory has become short, or is no longer, another takes
/// the place of one that has nothing to do.
void SegmentScheduler::retireMissized()
{
    const auto isMissized = [this](const auto &connection) {
        return connection->doing == Doing::Nothing && connection->memoryPressure != m_services.memoryPressure;
    };
    const auto next = [&] { return std::find_if(m_connections.begin(), m_connections.end(), isMissized); };
    for (auto found = next(); found != m_connections.end(); found = next())
        retire(**found);
}

void SegmentScheduler::giveBack(const Connection &connection, ChunkRun kept)
{
    for (const ChunkRun &run : m_map ? connection.runs : ChunkRuns())
        transfer::giveBack(*m_map, run, kept);
}

void SegmentScheduler::dropAll()
{
    while (!m_connections.empty())
        retire(*m_connections.back());
}

SegmentScheduler::Connection *SegmentScheduler::connectionOf(const QObject *job)
{
    const auto found = std::find_if(m_connections.begin(), m_connections.end(),
                                    [&](const auto &s) { return s->job == job; });
    return found == m_connections.end() ? nullptr : found->get();
}

int SegmentScheduler::count(Doing doing) const
{
    return static_cast<int>(std::count_if(m_connections.begin(), m_connections.end(),
                                          [doing](const auto &s) { return s->doing == doing; }));
}

int SegmentScheduler::mostBusy() const
{
    return m_order.sharedConnection || mirrors().allWithoutRanges() ? 1 : m_services.tuning.connections;
}

qint64 SegmentScheduler::bytesFrom(int mirror) const
{
    qint64 bytes = m_routes.at(mirror).bytes;
    for (const auto &connection : m_connections) {
        if (connection->mirror == mirror && connection->doing == Doing::Fetching)
            bytes += *connection->received - connection->begun;
    }
    return bytes;
}

void SegmentScheduler::fetchHead(qint64 firstRequest, bool fetchOn)
{
    m_headOrder.encodingKey = m_order.source.encodingKey;
    m_headOrder.isRaw = m_order.isRaw;
    m_headOrder.firstRequest = firstRequest;
    m_headOrder.fetchOn = fetchOn;
    m_headOrder.asksOnce = m_headOrder.asksOnce && fetchOn;
    const bool isOpen = fetchOn && !m_headOrder.asksOnce && mayBeAnsweredOnce();
    m_headOrder.shares = isOpen ? m_services.tuning.connections : 0;
    m_headOrder.source = m_order.source;
    m_headOrder.pages = std::max(m_headOrder.pages, pagePolicy(m_order.source));
    Connection &connection = addConnection();
    connection.isHead = true;
    connection.doing = Doing::WantsRoute;
    if (mirrors().all().size() > 1) {
        m_sinceLook.start();
        m_looks.start(m_services.tuning.slowAfter / ConnectionSpeed::kLooks);
    }
    plan();
}

void SegmentScheduler::suspectPages(std::optional<quint64> begunSize)
{
    m_headOrder.begunSize = begunSize;
    if (!begunSize)
        m_headOrder.pages = PagePolicy::Suspect;
}

void SegmentScheduler::proceed(std::shared_ptr<Sink> sink)
{
    m_sink = std::move(sink);
    for (const auto &connection : m_connections)
        QMetaObject::invokeMethod(connection->job,
                                  [job = connection->job, held = m_sink] { job->proceed(held); });
}

/// A link may be good for one request only; what has a digest or several places is nobody's secret.
bool SegmentScheduler::mayBeAnsweredOnce() const
{
    const core::Source &source = m_order.source;
    return !source.encodingKey && !source.contentKey && !source.slice && source.mirrors.size() == 1;
}

void SegmentScheduler::work(ChunkMap &map)
{
    m_map = &map;
    plan();
    settleIfIdle();
}

void SegmentScheduler::plan()
{
    if (!isWorking())
        return;
    for (std::size_t i = 0; i < m_connections.size(); ++i) {
        if (m_connections[i]->doing == Doing::WantsRoute && !giveRoute(*m_connections[i]))
            break;
    }
    if (m_map && isWorking())
        assignRuns();
}

/// Sends a waiting connection on over the best mirror. False when none can be had now.
bool SegmentScheduler::giveRoute(Connection &connection)
{
    const auto choice = m_routes.choose(connection.avoid);
    if (const int *mirror = std::get_if<int>(&choice)) {
        send(connection, *mirror);
        return true;
    }
    if (const auto *wait = std::get_if<std::chrono::milliseconds>(&choice)) {
        if (*wait > kLongestInPlace)
            giveUpIfIdle({mirrors().exhausted(), true, *wait});
        else if (wait->count() > 0)
            m_later.start(*wait);
        return false;
    }
    giveUpIfIdle({mirrors().exhausted(), mirrors().mayHeal(), {}});
    return false;
}

void SegmentScheduler::send(Connection &connection, int mirror)
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
    if (connection.isHead) {
        HeadOrder order = m_headOrder;
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

/// What one connection gets next. A server without ranges sends everything anyway.
ChunkRuns SegmentScheduler::nextRuns(int mirror) const
{
    if (mirrors().allWithoutRanges())
        return {{m_map->nextRun(1).first, m_map->size()}};
    const HostFacts facts = m_routes.facts(mirror);
    const quint64 size = segmentSize(m_map->encodedMissing(), m_services.tuning.connections,
                                     {facts.bytesPerSecond, facts.latency});
    ChunkRuns runs = m_map->nextRuns(size, mayAskSeveral(mirror) ? kMostRanges : 1);
    const quint64 bytes =
        std::accumulate(runs.begin(), runs.end(), quint64(0),
                        [this](quint64 sum, const ChunkRun &run) { return sum + m_map->encodedSize(run); });
    if (runs.size() < kSeveral || bytes > runs.size() * kSmallGap)
        runs.resize(1);
    return runs;
}

/// A host of which nobody knows whether it sends several ranges at once is asked by one connection first.
bool SegmentScheduler::mayAskSeveral(int mirror) const
{
    const auto known = m_routes.facts(mirror).multiRange;
    if (known != HostFacts::Answer::Unknown)
        return known == HostFacts::Answer::Yes;
    return std::none_of(m_connections.begin(), m_connections.end(), [&](const auto &connection) {
        return connection->doing == Doing::Fetching && connection->runs.size() > 1 &&
               m_routes.at(connection->mirror).host == m_routes.at(mirror).host;
    });
}

void SegmentScheduler::claim(Connection &connection, ChunkRuns runs)
{
    for (const ChunkRun &run : runs)
        transfer::claim(*m_map, run);
    connection.runs = std::move(runs);
    connection.hasRuns = false;
}

void SegmentScheduler::assignRuns()
{
    retireMissized();
    while (busy() < mostBusy()) {
        const auto idle = std::find_if(m_connections.begin(), m_connections.end(),
                                       [](const auto &s) { return s->doing == Doing::Nothing; });
        if (!assignRun(idle == m_connections.end() ? addConnection() : **idle))
            return;
    }
}

bool SegmentScheduler::assignRun(Connection &connection)
{
    if (m_map->count(ChunkState::Missing) == 0)
        return false;
    const auto choice = m_routes.choose(-1);
    if (const int *mirror = std::get_if<int>(&choice)) {
        claim(connection, nextRuns(*mirror));
        send(connection, *mirror);
        return true;
    }
    // Nobody is working and nobody can: let the waiting and the giving up happen in one place.
    if (busy() == 0) {
        claim(connection, {m_map->nextRun(1)});
        connection.doing = Doing::WantsRoute;
        giveRoute(connection);
    }
    return false;
}

/// What its mirror brings next may be asked for while this is still coming: digests will tell whose answer is
/// whose, and nothing has changed that speaks for another mirror, for fewer connections or for other buffers.
bool SegmentScheduler::mayGoOn(const Connection &connection)
{
    if (!m_map || m_map->table().kind() == blte::TableKind::Plain)
        return false;
    if (!isWorking() || connection.doing != Doing::Fetching || connection.isHead ||
        !connection.next.isEmpty() || m_map->count(ChunkState::Missing) == 0 ||
        m_routes.facts(connection.mirror).ahead == HostFacts::Answer::No || busy() > mostBusy() ||
        connection.memoryPressure != m_services.memoryPressure)
        return false;
    return m_routes.isStillBest(connection.mirror);
}

void SegmentScheduler::onHead(const Head &head)
{
    Connection *connection = connectionOf(sender());
    if (!connection)
        return;
    m_routes.learn(head, m_headOrder.firstRequest);
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
    if (!connectionOf(sender()) || !m_map)
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
    if (!connectionOf(sender()) || !m_map)
        return;
    m_map->set(locked.chunk, ChunkState::Locked);
    Q_EMIT happened(eventOf(locked));
}

/// Tells the job what comes next, so that the connection goes on without a wait.
void SegmentScheduler::onEndIsNear()
{
    Connection *connection = connectionOf(sender());
    if (connection && connection->isOpen)
        return goOnInAnswer(*connection);
    if (!connection || !mayGoOn(*connection))
        return;
    const ChunkRuns runs = nextRuns(connection->mirror);
    if (runs.size() == 1)
        takeNext(*connection, runs.front());
}

/// Empty: nothing comes next.
void SegmentScheduler::takeNext(Connection &connection, ChunkRun run)
{
    connection.next = run;
    transfer::claim(*m_map, run);
    m_map->setMirror(run, connection.mirror);
    SegmentJob *job = connection.job;
    QMetaObject::invokeMethod(
        job, [job, route = m_routes.routeTo(connection.mirror, m_map), run] { job->fetchNext(route, run); });
}

/// Its answer goes on behind its run. It takes what lies there, unless others fetch that; but those
/// must have shown that the server answers them, too: until then it holds its answer, perhaps the only one.
void SegmentScheduler::goOnInAnswer(Connection &connection)
{
    if (!m_map || !isWorking() || connection.doing != Doing::Fetching || !connection.next.isEmpty())
        return;
    const std::size_t begin = connection.runs.back().end;
    const bool isTaken = begin < m_map->size() && m_map->state(begin) == ChunkState::InFlight;
    const bool isDoubtful = std::any_of(m_connections.begin(), m_connections.end(),
                                        [](const auto &other) { return other->isUnanswered(); });
    connection.isAsking = isTaken && isDoubtful;
    if (connection.isAsking) {
        const auto latency = m_routes.facts(connection.mirror).latency;
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
    takeNext(connection, next.isEmpty() ? ChunkRun() : next);
}

/// The answer that is held back may be just what the server has to bring to its end before it takes another
/// request: it goes on, and nobody waits for those others.
void SegmentScheduler::onHeldTooLong()
{
    const auto isHeld = [](const auto &connection) { return connection->isAsking; };
    if (!isWorking() || std::none_of(m_connections.begin(), m_connections.end(), isHeld))
        return;
    const auto next = [this] {
        return std::find_if(m_connections.begin(), m_connections.end(),
                            [](const auto &connection) { return connection->isUnanswered(); });
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

void SegmentScheduler::onEnded(const JobEnd &end)
{
    Connection *connection = connectionOf(sender());
    if (!connection)
        return;
    m_routes.learn(end);
    if (end.goesOn) {
        connection->runs = {std::exchange(connection->next, {})};
        connection->begun += end.bytes;
        m_routes.mirrors().succeeded(connection->mirror, end.bytes);
        return;
    }
    if (m_map)
        transfer::giveBack(*m_map, std::exchange(connection->next, {}), {});
    connection->isOpen = connection->isAsking = false;
    connection->doing = Doing::Nothing;
    m_routes.release(connection->mirror);
    if (end.kept) {
        giveBack(*connection, *end.kept);
        connection->runs = {*end.kept};
    }
    if (end.error.kind == core::ErrorKind::None) {
        m_routes.mirrors().succeeded(connection->mirror, end.bytes);
        connection->hasRuns = false;
        connection->runs.clear();
    } else {
        onFailed(*connection, end);
    }
    if (isWorking())
        answerAsking();
    plan();
    settleIfIdle();
}

FailedRequest SegmentScheduler::failed(const Connection &connection, const JobEnd &end) const
{
    const Mirror &mirror = m_routes.at(connection.mirror);
    FailedRequest failed;
    failed.outcome = end;
    failed.isHead = connection.isHead;
    failed.isExtra = connection.isExtra;
    failed.isChunkProven =
        m_map && end.chunk >= 0 && m_map->table()[static_cast<std::size_t>(end.chunk)].hasMd5;
    failed.isRedirected = !mirror.finalUrl.isEmpty();
    failed.isOneAnswer = m_map && m_routes.version().isOneAnswer();
    failed.isForeign = m_routes.version().isForeign(connection.mirror);
    failed.mayDoRanges = mirror.hasRanges;
    failed.isFirstRefusal = mirror.hasProvenRanges && mirror.failures == 0;
    return failed;
}

void SegmentScheduler::onFailed(Connection &connection, const JobEnd &end)
{
    switch (answerTo(failed(connection, end))) {
    case FailureAnswer::GiveUp:
        return giveUp({end.error, core::healsWithTime(end.error.kind), {}});
    case FailureAnswer::AskWithFewer:
        return dropExtra(connection, end.error);
    case FailureAnswer::GoWithoutRanges:
        return goWithoutRanges(connection);
    case FailureAnswer::BeginAgain:
        getsMoreTime(connection, end);
        return giveUp({end.error, core::healsWithTime(end.error.kind), end.retryAfter, true});
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
    connection.doing = Doing::WantsRoute;
}

/// An answer that stalled, and has to come once more from its first byte: does its host get more time now?
bool SegmentScheduler::getsMoreTime(const Connection &connection, const JobEnd &end)
{
    const bool isInBody = end.bytes > 0 || !connection.isHead; // what it only passed over is not counted
    const bool isOneAnswer = m_map && m_routes.version().isOneAnswer();
    const bool isPaidWithAll = end.error.kind == core::ErrorKind::Stalled && isInBody &&
                               (isOneAnswer || !m_routes.at(connection.mirror).hasRanges);
    return isPaidWithAll && m_routes.grantMoreTime(connection.mirror);
}

void SegmentScheduler::tryAgain(Connection &connection, const JobEnd &end)
{
    if (end.chunk >= 0 && m_map)
        m_map->set(static_cast<std::size_t>(end.chunk), ChunkState::Bad);
    JobEnd told = end;
    told.error = m_routes.judged(end, m_map);
    told.isStep = end.isStep || getsMoreTime(connection, end); // it will not end like that for ever
    if (core::errorRow(end.error.kind).mirror == core::MirrorGets::HostBackOff)
        m_services.hosts.pause(m_routes.at(connection.mirror).host, end.retryAfter);
    Mirrors &all = m_routes.mirrors();
    const auto delay = all.failed(connection.mirror, told, Mirrors::Clock::now(),
                                  QRandomGenerator::global()->generateDouble());
    const bool isAskedPlainly = connection.isHead && !m_order.source.slice &&
                                (!delay || isSilent(m_routes.at(connection.mirror))) &&
                                all.askPlainly(connection.mirror);
    announce(told, isAskedPlainly ? std::chrono::milliseconds(0) : delay);
    connection.doing = Doing::WantsRoute;
    connection.avoid = connection.mirror;
    // Nothing came that stays for as long as whoever ordered it would wait, and every mirror had its chance?
    if (end.isStep)
        m_sinceMoved.start();
    else if (m_order.patience && m_sinceMoved.elapsed() >= m_order.patience->count() && all.allTried())
        giveUpIfIdle({all.exhausted(), all.mayHeal(), {}});
}

/// That is no fault, but something to know. What it was to fetch is for others.
void SegmentScheduler::dropExtra(Connection &connection, const core::Error &why)
{
    const auto serves = std::count_if(m_connections.begin(), m_connections.end(), [&](const auto &other) {
        return other.get() != &connection && other->mirror == connection.mirror &&
               other->doing == Doing::Fetching && (!other->isExtra || !other->isUntried());
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
    Q_EMIT happened(event);
    retire(connection);
}

/// From a mirror that cannot do ranges the file comes front to back over one connection, and only when no
/// other mirror is left.
void SegmentScheduler::goWithoutRanges(Connection &connection)
{
    m_routes.learnWithoutRanges(connection.mirror);
    if (!connection.isHead && mirrors().allWithoutRanges())
        return rest(SchedulerStage::Pausing);
    connection.doing = Doing::WantsRoute;
    connection.avoid = connection.mirror;
}

void SegmentScheduler::announce(const JobEnd &end, std::optional<std::chrono::milliseconds> delay)
{
    // The last word of the last mirror is no retry: giving up tells it.
    if (!delay && mirrors().allSpent())
        return;
    Event event;
    event.kind = end.chunk >= 0 ? Event::Kind::ChunkRefetched : Event::Kind::Retry;
    event.error = end.error;
    event.mirror = m_routes.at(end.mirror).host;
    event.chunk = end.chunk;
    event.delayMs = delay ? delay->count() : 0;
    Q_EMIT happened(event);
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
    if (seconds <= 0 || !isWorking())
        return;
    for (const auto &connection : m_connections)
        connection->speed.look(arrived(*connection), seconds);
    const auto fastestAt = [this](int mirror) {
        double speed = -1;
        for (const auto &connection : m_connections) {
            if (connection->mirror == mirror && connection->doing == Doing::Fetching)
                speed = std::max(speed, connection->speed.bytesPerSecond());
        }
        return speed;
    };
    for (const auto &connection : m_connections) {
        if (connection->doing != Doing::Fetching || m_routes.version().isOneAnswer() ||
            !connection->speed.isOutpaced(m_routes.fastestBeside(connection->mirror, fastestAt)))
            continue;
        m_routes.mirrors()[connection->mirror].slowUntil = Mirrors::Clock::now() + kSlowFor;
        QMetaObject::invokeMethod(connection->job, &SegmentJob::abandonSlowRoute);
    }
}

void SegmentScheduler::moveTo(SchedulerStage stage)
{
    Q_ASSERT(canMove(m_stage, stage));
    m_stage = stage;
}

void SegmentScheduler::giveUp(const Failure &failure)
{
    if (!isWorking() && m_stage != SchedulerStage::Pausing)
        return; // it is about to say something else
    m_failure = failure;
    rest(SchedulerStage::GivingUp);
}

void SegmentScheduler::giveUpIfIdle(const Failure &failure)
{
    if (count(Doing::Fetching) == 0)
        giveUp(failure);
}

void SegmentScheduler::settleIfIdle()
{
    if (!isWorking() || !m_map || busy() > 0 || !m_map->isComplete())
        return;
    moveTo(SchedulerStage::Over);
    m_services.hosts.disconnect(this); // it outlives its work by the time that the disk takes
    dropAll();
    Q_EMIT finished();
}

void SegmentScheduler::stop()
{
    if (m_stage != SchedulerStage::Stopping)
        rest(SchedulerStage::Stopping);
}

/// Lets every job come to rest, so that nobody writes any more; onRested() follows. Of several reasons that
/// come meanwhile the last one that the table allows counts.
void SegmentScheduler::rest(SchedulerStage stage)
{
    const bool isAlreadyResting = isComingToRest(m_stage);
    if (!canMove(m_stage, stage))
        return;
    moveTo(stage);
    m_later.stop();
    if (isAlreadyResting)
        return;
    m_unstopped = static_cast<int>(m_connections.size());
    if (m_connections.empty()) {
        m_unstopped = 1;
        QMetaObject::invokeMethod(this, &SegmentScheduler::onStopped, Qt::QueuedConnection);
    }
    for (const auto &connection : m_connections) {
        connect(connection->job, &SegmentJob::stopped, this, &SegmentScheduler::onStopped);
        QMetaObject::invokeMethod(connection->job, &SegmentJob::stop);
    }
}

void SegmentScheduler::onStopped()
{
    if (--m_unstopped == 0)
        onRested();
}

void SegmentScheduler::onRested()
{
    dropAll();
    if (m_map)
        m_counters->encodedDone = static_cast<qint64>(m_map->encodedDone());
    switch (m_stage) {
    case SchedulerStage::Pausing:
        moveTo(SchedulerStage::Working);
        return plan();
    case SchedulerStage::GivingUp:
        moveTo(SchedulerStage::Over);
        Q_EMIT gaveUp(m_failure);
        return;
    case SchedulerStage::Stopping:
        moveTo(SchedulerStage::Over);
        Q_EMIT stopped();
        return;
    case SchedulerStage::Working:
    case SchedulerStage::Over:
        break;
    }
}

} // namespace transfer
