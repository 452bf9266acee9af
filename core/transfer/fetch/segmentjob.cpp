#include "core/transfer/fetch/segmentjob.h"

#include "core/transfer/fetch/lane.h"
#include "core/transfer/fetch/sharedconnection.h"

namespace transfer {

namespace {

// One turn of the event loop takes so many slices, so that jobs on one lane share it fairly.
constexpr int kSlicesPerTurn = 8;
// Longest wait for a second chunk to hash with, when the network is slow.
constexpr std::chrono::milliseconds kPatience{20};

/// Those who count its bytes: its scheduler, and all that share its connection.
RequestMeter::Received receivedBy(const SegmentJob::Config &config)
{
    RequestMeter::Received received{config.received};
    if (const auto &shared = config.sharedConnection)
        received.push_back({shared, &shared->received});
    return received;
}

} // namespace

SegmentJob::SegmentJob(Lane &lane, Config config)
    : m_lane(lane)
    , m_config(std::move(config))
    , m_reader(lane, m_config.fetcher, m_config.sharedConnection)
    , m_route([this](const QUrl &url) -> http::RangeReader & { return readerFor(url); },
              RequestMeter(m_config.counters, receivedBy(m_config)))
{
    moveToThread(lane.thread());
}

SegmentJob::~SegmentJob() = default;

void SegmentJob::moveTo(JobPhase phase)
{
    Q_ASSERT(canMove(m_phase, phase));
    m_phase = phase;
    if (phase == JobPhase::Idle && m_runs)
        m_runs->rest();
}

/// Sockets and decoders belong to the lane's thread, so they are made there, at the first order.
void SegmentJob::beginOnLane()
{
    if (m_receiver)
        return;
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &SegmentJob::settle);
    m_receiver = std::make_unique<ObjectReceiver>(
        ChunkWriter::Context{m_lane.workspace(), m_config.keys, m_config.limits, m_config.sink,
                             m_config.counters, m_config.locked, m_config.decodedSize});
    m_runs.emplace(m_route, m_receiver->writer(),
                   RunsFetch::Hear{[this] { report(); }, [this] { Q_EMIT endIsNear(); },
                                   [this] {
                                       JobEnd done;
                                       done.goesOn = true;
                                       tellEnd(done);
                                   }});
}

http::RangeReader &SegmentJob::readerFor(const QUrl &url)
{
    if (m_reader.open(url)) {
        connect(&*m_reader, &http::RangeReader::headReceived, this, &SegmentJob::onHead);
        connect(&*m_reader, &http::RangeReader::readable, this, &SegmentJob::pump);
        connect(&*m_reader, &http::RangeReader::ended, this, &SegmentJob::onEnded);
    }
    return *m_reader;
}

void SegmentJob::fetchHead(const HeadOrder &order)
{
    beginOnLane();
    moveTo(JobPhase::Head);
    m_route.begin(order.route);
    m_head.emplace(order, m_route, *m_receiver);
    m_head->ask();
}

void SegmentJob::fetchRuns(const Route &route, std::shared_ptr<const blte::ChunkTable> table, ChunkRuns runs)
{
    beginOnLane();
    m_runs->setRuns(std::move(table), std::move(runs));
    continueRuns(route);
}

void SegmentJob::continueRuns(const Route &route)
{
    moveTo(JobPhase::Body);
    m_route.begin(route);
    follow(m_runs->ask());
}

void SegmentJob::fetchNext(const Route &route, ChunkRun run)
{
    if (m_phase == JobPhase::Body)
        m_runs->goOnWith({route, run});
}

void SegmentJob::proceed(const std::shared_ptr<Sink> &sink)
{
    m_config.sink = sink;
    if (!m_receiver)
        return;
    m_receiver->writer().setSink(sink); // nothing was taken yet
    const JobPhase before = m_phase;
    if (before != JobPhase::Held && before != JobPhase::HeldAtEnd)
        return;
    moveTo(JobPhase::Head);
    if (before == JobPhase::HeldAtEnd)
        onEnded({}, {});
    else
        m_route->resume();
}

void SegmentJob::onHead(const http::ResponseHead &head)
{
    if (auto ok = m_route.answered(head); !ok)
        return fail({ok.error(), -1});
    if (m_phase == JobPhase::Head)
        follow(m_head->answered(m_config.sink ? HeadFetch::Into::Sink : HeadFetch::Into::Nothing));
    else if (m_phase == JobPhase::Body)
        m_runs->answered();
}

void SegmentJob::pump()
{
    for (int i = 0; i < kSlicesPerTurn; ++i) {
        if (!readOnce())
            return;
    }
    m_route->resume();
}

/// False when nothing more is to be read now.
bool SegmentJob::readOnce()
{
    if (m_phase == JobPhase::Head)
        return follow(m_head->read());
    return m_phase == JobPhase::Body && follow(m_runs->read());
}

/// This and the next: true when the answer is to be read on.
bool SegmentJob::follow(const HeadFetch::Result &next)
{
    if (!next) {
        fail(next.error());
        return false;
    }
    if (*next == HeadFetch::Next::Hold) {
        moveTo(JobPhase::Held);
        const http::ResponseHead &answer = m_route.answer();
        Q_EMIT nameAsked(answer.dispositionName, core::nameFromUrl(answer.finalUrl));
    }
    return *next == HeadFetch::Next::Known ? onHeadKnown() : *next == HeadFetch::Next::ReadOn;
}

bool SegmentJob::follow(const RunsFetch::Result &next)
{
    if (!next)
        fail(next.error());
    else if (*next == RunsFetch::Next::Done)
        end({});
    else if (*next == RunsFetch::Next::WaitForPair && !m_patience.isActive())
        m_patience.start(kPatience);
    return next && *next == RunsFetch::Next::ReadOn;
}

/// Tells the map, and lets the bytes behind the header flow on into their chunks. False when that failed.
bool SegmentJob::onHeadKnown()
{
    const Head head = m_head->describe();
    moveTo(JobPhase::Body);
    m_runs->followHead(head);
    if (auto ok = m_head->note(head); !ok) {
        fail({ok.error(), -1});
        return false;
    }
    const quint64 header = std::min<quint64>(head.table->headerSize(), m_receiver->head()->received());
    m_config.counters->encodedDone = static_cast<qint64>(header);
    Q_EMIT headKnown(head);
    const auto begun = m_receiver->begin(head.run);
    report();
    if (!begun)
        fail(begun.error());
    return begun.has_value();
}

void SegmentJob::onEnded(const core::Error &error, const http::Refusal &refusal)
{
    if (m_phase == JobPhase::Idle)
        return;
    if (error.kind != core::ErrorKind::None)
        return fail({error, -1}, refusal);
    if (m_phase == JobPhase::Held)
        return moveTo(JobPhase::HeldAtEnd);
    if (m_phase == JobPhase::Body || follow(m_head->ended()))
        follow(m_runs->ended());
}

/// Nothing came for a while: what waited for its neighbour waits no longer.
void SegmentJob::settle()
{
    if (m_phase != JobPhase::Body)
        return;
    const auto ok = m_receiver->writer().settle();
    report();
    if (!ok)
        fail(ok.error());
}

void SegmentJob::report()
{
    FinishedChunks &finished = m_receiver->writer().finished();
    for (const LockedChunk &locked : finished.takeLocked())
        Q_EMIT chunkLocked(locked);
    const ChunkRun run = finished.take();
    if (!run.isEmpty())
        Q_EMIT chunksFinished(run, finished.takeModes());
}

void SegmentJob::fail(const Trouble &trouble, const http::Refusal &refusal)
{
    m_route->abort();
    if (isDoubtful(trouble))
        m_reader.distrust();
    const Trouble worst = m_runs->keepWhatCame(trouble);
    JobEnd failed = failedEnd(worst, m_route.underWay(), m_phase);
    failed.refusal = refusal;
    end(failed);
}

void SegmentJob::end(JobEnd jobEnd)
{
    moveTo(JobPhase::Idle);
    tellEnd(std::move(jobEnd));
}

void SegmentJob::tellEnd(JobEnd jobEnd)
{
    m_route.report(jobEnd);
    m_runs->report(jobEnd);
    Q_EMIT ended(jobEnd);
}

void SegmentJob::abandonSlowRoute()
{
    if (m_phase == JobPhase::Idle || !m_route->isActive())
        return;
    if (m_phase == JobPhase::Body)
        m_runs->keepOnlyBegun();
    fail({{core::ErrorKind::Stalled, QStringLiteral("others are much faster")}, -1});
}

void SegmentJob::stop()
{
    if (m_route.isOpen()) {
        m_route->abort();
        std::ignore = m_receiver->writer().settle(); // what fails now is fetched again
        report();
    }
    moveTo(JobPhase::Idle);
    Q_EMIT stopped();
}

} // namespace transfer
