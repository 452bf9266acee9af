#include "core/transfer/fetch/segmentjob.h"

#include "core/errortable.h"
#include "core/transfer/fetch/lane.h"
#include "core/transfer/fetch/sharedconnection.h"

namespace transfer {

namespace {

// One turn of the event loop takes so many slices, so that jobs on one lane share it fairly.
constexpr int kSlicesPerTurn = 8;
// Longest wait for a second chunk to hash with, when the network is slow.
constexpr std::chrono::milliseconds kPatience{20};

/// Whether what came may have been meant for another request.
bool isDoubtful(const Trouble &trouble)
{
    return core::mayMean(trouble.error.kind, core::Doubt::OtherRequest) ||
           (trouble.chunk >= 0 && !core::isStorage(trouble.error.kind));
}

/// Nothing came for a request that was sent ahead, or what was meant for something else.
bool isConfusion(core::ErrorKind kind)
{
    return kind == core::ErrorKind::Stalled || core::mayMean(kind, core::Doubt::OtherRequest);
}

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
    , m_meter(m_config.counters, receivedBy(m_config))
{
    moveToThread(lane.thread());
}

SegmentJob::~SegmentJob() = default;

void SegmentJob::moveTo(JobPhase phase)
{
    Q_ASSERT(canMove(m_phase, phase));
    m_phase = phase;
    if (phase == JobPhase::Idle) {
        m_parts.reset();
        m_ahead.next.reset();
    }
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
    m_body.emplace(m_receiver->writer(), m_meter, [this] { report(); });
}

void SegmentJob::beginOrder(const Route &route)
{
    m_route = route;
    if (m_reader.open(route.url)) {
        connect(&*m_reader, &http::RangeReader::headReceived, this, &SegmentJob::onHead);
        connect(&*m_reader, &http::RangeReader::readable, this, &SegmentJob::pump);
        connect(&*m_reader, &http::RangeReader::ended, this, &SegmentJob::onEnded);
    }
    m_meter.begin();
    m_ahead.told = Ahead::Told::Nothing;
}

void SegmentJob::fetchHead(const HeadOrder &order)
{
    beginOnLane();
    moveTo(JobPhase::Head);
    beginOrder(order.route);
    m_head.emplace(order, *m_receiver, m_meter);
    order.asksOnce ? askOnce() : send(m_head->nextRequest(m_route));
}

void SegmentJob::fetchRuns(const Route &route, std::shared_ptr<const blte::ChunkTable> table, ChunkRuns runs)
{
    beginOnLane();
    m_body->setTable(std::move(table));
    m_body->setRuns(std::move(runs));
    continueRuns(route);
}

void SegmentJob::continueRuns(const Route &route)
{
    moveTo(JobPhase::Body);
    beginOrder(route);
    requestRest();
}

void SegmentJob::send(const http::RangeRequest &request)
{
    m_answer = {};
    m_ahead.isInAnswer = false;
    m_meter.requestSent();
    m_reader->start(request);
}

void SegmentJob::askOnce()
{
    m_head->askOnce(m_route);
    send(m_head->nextRequest(m_route));
}

/// False when that failed, and the order is over.
bool SegmentJob::beginNextRun()
{
    const auto ok = m_body->beginNextRun();
    if (!ok)
        fail(ok.error());
    return ok.has_value();
}

void SegmentJob::requestRest()
{
    if (!beginNextRun())
        return;
    if (!writer().isComplete())
        return send(m_body->nextRequest(m_route));
    if (!m_ahead.next)
        return end({});
    takeNext();
    requestRest();
    m_meter.requestWasAhead();
}

/// The order has ended, and what came by fetchNext() is the order now.
void SegmentJob::takeNext()
{
    JobEnd done;
    done.goesOn = true;
    tellEnd(done);
    const auto [route, run] = *std::exchange(m_ahead.next, {});
    m_body->setRuns({run});
    beginOrder(route);
}

void SegmentJob::onHead(const http::ResponseHead &head)
{
    m_answer = head;
    if (!m_reader->isShared())
        m_meter.answerBegan();
    m_meter.countUnused(m_reader->bytesPassed());
    if (m_route.version && likenessOf(*m_route.version, versionOf(head)) != Likeness::Same) {
        return fail(
            {{core::ErrorKind::ContentChanged,
              QStringLiteral("it was %1, now it is %2").arg(shown(*m_route.version), shown(versionOf(head)))},
             -1});
    }
    if (m_phase == JobPhase::Head && !m_receiver->head())
        beginHead(head);
    else if (m_phase == JobPhase::Body)
        beginBody();
}

void SegmentJob::beginHead(const http::ResponseHead &head)
{
    const auto answer = m_head->begin(head, m_reader->request(), m_route);
    if (!answer)
        return fail({answer.error(), -1});
    if (*answer == HeadPhase::Answer::AskAgain) {
        m_reader->abort();
        return send(m_head->nextRequest(m_route));
    }
    if (m_head->order().fetchOn && !m_config.sink) {
        moveTo(JobPhase::Held);
        Q_EMIT nameAsked(head.dispositionName, core::nameFromUrl(head.finalUrl));
    }
    if (m_head->isWelcomeWhole(head, m_route)) {
        m_route.hasRanges = false; // and here comes everything
        m_reader->takeWhole(head);
    }
}

/// Several ranges were asked for, perhaps: how do they come?
void SegmentJob::beginBody()
{
    const http::RangeRequest &asked = m_reader->request();
    m_parts.reset();
    if (!m_answer.boundary.isEmpty()) {
        m_parts.emplace(m_answer, asked, m_route, *m_body, m_meter);
    } else if (!asked.further.isEmpty()) {
        m_learned.severalRanges = false; // only the first
        giveBack();
    }
}

void SegmentJob::proceed(const std::shared_ptr<Sink> &sink)
{
    m_config.sink = sink;
    if (!m_receiver)
        return;
    writer().setSink(sink); // nothing was taken yet
    const JobPhase before = m_phase;
    if (before != JobPhase::Held && before != JobPhase::HeldAtEnd)
        return;
    moveTo(JobPhase::Head);
    if (before == JobPhase::HeldAtEnd)
        onEnded({}, {});
    else
        m_reader->resume();
}

void SegmentJob::pump()
{
    for (int i = 0; i < kSlicesPerTurn; ++i) {
        const bool isHead = m_phase == JobPhase::Head;
        if (!(isHead ? pumpHead() : m_phase == JobPhase::Body && (m_parts ? pumpParts() : pumpBody())))
            return;
    }
    m_reader->resume();
}

/// This and the next two: false when nothing more is to be read now.
bool SegmentJob::pumpHead()
{
    const auto got = m_head->read(*m_reader);
    if (!got) {
        fail({got.error(), -1});
        return false;
    }
    if (*got && m_receiver->isHeadKnown())
        headComplete();
    return *got && m_phase != JobPhase::Idle;
}

bool SegmentJob::pumpParts()
{
    const auto read = m_parts->read(*m_reader);
    if (!read) {
        fail(read.error());
        return false;
    }
    if (*read == MultipartPhase::Read::All) {
        m_reader->abort();
        onBodyEnded();
    }
    return *read == MultipartPhase::Read::Some;
}

bool SegmentJob::pumpBody()
{
    if (m_ahead.isInAnswer && writer().isComplete() && m_body->hasMoreBehind())
        return goOnInAnswer();
    if (writer().isComplete() && !m_route.hasRanges) {
        m_reader->abort(); // it would go on to the end of the resource
        requestRest();
        return false;
    }
    const bool isWanted = m_body->wantsBytes();
    const auto got = m_body->read(*m_reader);
    if (!got) {
        fail(got.error());
        return false;
    }
    if (*got && isWanted)
        lookAhead();
    else if (isWanted && writer().isWaiting() && !m_patience.isActive())
        m_patience.start(kPatience);
    return *got;
}

/// The order is done, and its answer goes on: with what comes next, if that lies just behind; otherwise it
/// ends here. Until that is told nothing more is read.
bool SegmentJob::goOnInAnswer()
{
    if (m_ahead.told != Ahead::Told::Answer) {
        if (std::exchange(m_ahead.told, Ahead::Told::EndIsNear) == Ahead::Told::Nothing)
            Q_EMIT endIsNear();
        return false;
    }
    const quint64 position = writer().end();
    if (m_ahead.next && m_body->beginsBehind(m_ahead.next->second)) {
        takeNext();
        m_meter.requestWasAhead();
        if (!beginNextRun())
            return false;
        if (!writer().isComplete() && writer().position() == position)
            return true;
    }
    m_ahead.isInAnswer = false;
    m_reader->abort();
    requestRest();
    return false;
}

/// The map is known: tell it, and let the bytes behind the header flow on into their chunks.
void SegmentJob::headComplete()
{
    if (m_head->mustAskOnce(m_answer, m_reader->request()))
        return m_head->passOverRest();
    const Head head = m_head->describe(m_answer, m_route);
    const HeadOrder &order = m_head->order();
    moveTo(JobPhase::Body);
    m_body->setTable(head.table);
    m_ahead.isInAnswer = head.isOpen;
    if (order.fetchOn) {
        const auto noted =
            m_receiver->note({order.source, head.version, order.isRaw}, m_head->snapshotFor(head));
        if (!noted)
            return fail({noted.error(), -1});
    }
    m_route.completeLength = head.completeLength;
    const quint64 header = std::min<quint64>(head.table->headerSize(), m_receiver->head()->received());
    m_config.counters->encodedDone = static_cast<qint64>(header);
    Q_EMIT headKnown(head);
    const auto begun = m_receiver->begin(head.run);
    report();
    if (!begun)
        fail(begun.error());
}

void SegmentJob::onEnded(const core::Error &error, const http::Refusal &refusal)
{
    if (m_phase == JobPhase::Idle)
        return;
    if (error.kind != core::ErrorKind::None)
        return fail({error, -1}, refusal);
    if (m_phase == JobPhase::Held)
        return moveTo(JobPhase::HeldAtEnd);
    m_phase == JobPhase::Head ? onHeadEnded() : onBodyEnded();
}

void SegmentJob::onHeadEnded()
{
    switch (m_head->ended(m_answer, m_route, m_reader->bytesRead())) {
    case HeadPhase::End::AskOnce:
        return askOnce();
    case HeadPhase::End::AskMore:
        return send(m_head->nextRequest(m_route));
    case HeadPhase::End::Empty:
        return fail({{core::ErrorKind::ConnectionLost, QStringLiteral("an empty answer")}, -1});
    case HeadPhase::End::Object:
        break;
    }
    if (auto ok = m_receiver->finishHead(); !ok)
        return fail({ok.error(), -1});
    headComplete();
    if (m_phase == JobPhase::Head)
        askOnce();
    else if (m_phase == JobPhase::Body)
        onBodyEnded();
}

/// Everything asked for was read. That is the end of an object whose length nobody knew, or of this request.
void SegmentJob::onBodyEnded()
{
    if (m_parts) {
        if (const auto fault = m_parts->finish(); fault != http::MultipartFault::None)
            return fail({http::toError(fault), -1});
        m_parts.reset();
        m_learned.severalRanges = true;
        m_route.hasSeveralRanges = false;
        m_body->sortRuns();
        return requestRest();
    }
    if (auto ok = m_body->finish(m_reader->request(), m_answer, m_reader->bytesRead()); !ok)
        return fail(ok.error());
    requestRest();
}

void SegmentJob::lookAhead()
{
    const ChunkWriter &chunks = writer();
    if (m_ahead.told != Ahead::Told::Nothing || !m_body->isLastRun() || !m_route.hasRanges ||
        chunks.end() == blte::kUnknownSize || !m_meter.isNearEnd(chunks.end() - chunks.position()))
        return;
    m_ahead.told = Ahead::Told::EndIsNear;
    if (m_ahead.isInAnswer || m_reader->mayAskAhead())
        Q_EMIT endIsNear();
}

void SegmentJob::fetchNext(const Route &route, ChunkRun run)
{
    if (m_phase != JobPhase::Body || m_ahead.next || !m_reader->isActive())
        return;
    if (m_ahead.isInAnswer) {
        m_ahead.told = Ahead::Told::Answer;
        if (!run.isEmpty())
            m_ahead.next = {route, run};
        return m_reader->resume();
    }
    if (run.isEmpty() || route.url != m_route.url)
        return;
    m_ahead.next = {route, run};
    // What lies in a spool is not asked for again: where it ends is seen when the run begins.
    if (!m_config.sink->hasSpool(static_cast<quint32>(run.first)))
        m_reader->prefetch(m_body->request(route, run));
}

/// Nothing came for a while: what waited for its neighbour waits no longer.
void SegmentJob::settle()
{
    if (m_phase != JobPhase::Body)
        return;
    const auto ok = writer().settle();
    report();
    if (!ok)
        fail(ok.error());
}

void SegmentJob::report()
{
    for (const LockedChunk &locked : writer().takeLocked())
        Q_EMIT chunkLocked(locked);
    const ChunkRun run = writer().takeFinished();
    if (!run.isEmpty())
        Q_EMIT chunksFinished(run, writer().takeModes());
}

/// Others may fetch what lies behind the run in the writer.
void SegmentJob::giveBack()
{
    m_learned.kept = m_body->giveBack();
}

void SegmentJob::fail(const Trouble &trouble, const http::Refusal &refusal)
{
    m_reader->abort();
    if (isDoubtful(trouble))
        m_reader.distrust();
    Trouble worst = trouble;
    if (worst.chunk < 0) {
        if (auto ok = writer().settle(); !ok)
            worst = ok.error();
        report();
    }
    if (worst.chunk >= 0 && !core::isStorage(worst.error.kind)) {
        if (auto ok = writer().restartChunk(); !ok)
            worst = ok.error();
    }
    if (core::mayMean(worst.error.kind, core::Doubt::SeveralRanges) &&
        !m_reader->request().further.isEmpty()) {
        m_learned.severalRanges = false;
        giveBack();
    }
    JobEnd failed;
    failed.error = worst.error;
    failed.chunk = worst.chunk;
    failed.isStep = m_phase == JobPhase::Body && m_meter.bytes() > 0 && worst.chunk < 0;
    failed.pipeliningFailed = m_phase == JobPhase::Body && isConfusion(worst.error.kind) &&
                              m_answer.status == 0 && m_meter.wasAhead();
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
    jobEnd.mirror = m_route.mirror;
    jobEnd.kept = std::exchange(m_learned.kept, {});
    jobEnd.severalRanges = std::exchange(m_learned.severalRanges, {});
    m_meter.report(jobEnd, !m_reader->isShared());
    Q_EMIT ended(jobEnd);
}

void SegmentJob::abandonSlowRoute()
{
    if (m_phase == JobPhase::Idle || !m_reader->isActive())
        return;
    if (m_phase == JobPhase::Body) {
        writer().shorten();
        giveBack();
    }
    fail({{core::ErrorKind::Stalled, QStringLiteral("others are much faster")}, -1});
}

void SegmentJob::stop()
{
    if (m_reader.isOpen()) {
        m_reader->abort();
        std::ignore = writer().settle(); // what fails now is fetched again
        report();
    }
    moveTo(JobPhase::Idle);
    Q_EMIT stopped();
}

} // namespace transfer
