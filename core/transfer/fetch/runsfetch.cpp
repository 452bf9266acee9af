#include "core/transfer/fetch/runsfetch.h"

namespace transfer {

RunsFetch::RunsFetch(RouteReader &route, ChunkWriter &writer, Hear hear)
    : m_route(route)
    , m_writer(writer)
    , m_hear(std::move(hear))
    , m_body(writer, route.meter(), m_hear.progress)
{
}

void RunsFetch::setRuns(std::shared_ptr<const blte::ChunkTable> table, ChunkRuns runs)
{
    m_body.setTable(std::move(table));
    m_body.setRuns(std::move(runs));
}

void RunsFetch::followHead(const Head &head)
{
    m_body.setTable(head.table);
    m_ahead.orderBegan();
    m_ahead.setInAnswer(head.isOpen);
}

void RunsFetch::send(const http::RangeRequest &request)
{
    m_ahead.setInAnswer(false);
    m_route.send(request);
}

RunsFetch::Result RunsFetch::ask()
{
    m_ahead.orderBegan();
    return askForRest();
}

RunsFetch::Result RunsFetch::askForRest()
{
    if (auto ok = m_body.beginNextRun(); !ok)
        return tl::unexpected(ok.error());
    if (!m_writer.isComplete()) {
        send(m_body.nextRequest(m_route.route()));
        return Next::Wait;
    }
    if (!m_ahead.following())
        return Next::Done;
    takeNext();
    const Result then = askForRest();
    if (then)
        m_route.meter().requestWasAhead();
    return then;
}

/// The order has ended, and what came by goOnWith() is the order now.
void RunsFetch::takeNext()
{
    m_hear.wentOn();
    const auto [route, run] = m_ahead.take();
    m_body.setRuns({run});
    m_route.begin(route);
    m_ahead.orderBegan();
}

/// Several ranges were asked for, perhaps: how do they come?
void RunsFetch::answered()
{
    const http::RangeRequest &asked = m_route->request();
    m_parts.reset();
    if (!m_route.answer().boundary.isEmpty()) {
        m_parts.emplace(m_route.answer(), asked, m_route.route(), m_body, m_route.meter());
    } else if (!asked.further.isEmpty()) {
        m_severalRanges = false; // only the first
        giveBack();
    }
}

RunsFetch::Result RunsFetch::read()
{
    return m_parts ? readParts() : readBody();
}

RunsFetch::Result RunsFetch::readParts()
{
    const auto read = m_parts->read(*m_route);
    if (!read)
        return tl::unexpected(read.error());
    if (*read == MultipartPhase::Read::All) {
        m_route->abort();
        return ended();
    }
    return *read == MultipartPhase::Read::Some ? Next::ReadOn : Next::Wait;
}

RunsFetch::Result RunsFetch::readBody()
{
    if (m_ahead.isInAnswer() && m_writer.isComplete() && m_body.hasMoreBehind())
        return goOnInAnswer();
    if (m_writer.isComplete() && !m_route.route().hasRanges) {
        m_route->abort(); // it would go on to the end of the resource
        return askForRest();
    }
    const bool isWanted = m_body.wantsBytes();
    const auto got = m_body.read(*m_route);
    if (!got)
        return tl::unexpected(got.error());
    if (!*got)
        return isWanted && m_writer.isWaiting() ? Next::WaitForPair : Next::Wait;
    if (isWanted)
        lookAhead();
    return Next::ReadOn;
}

/// The order is done, and its answer goes on: with what comes next, if that lies just behind; otherwise it
/// ends here. Until that is told nothing more is read.
RunsFetch::Result RunsFetch::goOnInAnswer()
{
    if (!m_ahead.isAnswered()) {
        if (m_ahead.ask())
            m_hear.endIsNear();
        return Next::Wait;
    }
    const quint64 position = m_writer.end();
    if (m_ahead.following() && m_body.beginsBehind(m_ahead.following()->run)) {
        takeNext();
        m_route.meter().requestWasAhead();
        if (auto ok = m_body.beginNextRun(); !ok)
            return tl::unexpected(ok.error());
        if (!m_writer.isComplete() && m_writer.position() == position)
            return Next::ReadOn;
    }
    m_ahead.setInAnswer(false);
    m_route->abort();
    return askForRest();
}

RunsFetch::Result RunsFetch::ended()
{
    if (m_parts) {
        if (const auto fault = m_parts->finish(); fault != http::MultipartFault::None)
            return tl::unexpected(Trouble{http::toError(fault), -1});
        m_parts.reset();
        m_severalRanges = true;
        m_route.route().hasSeveralRanges = false;
        m_body.sortRuns();
    } else if (auto ok = m_body.finish(m_route->request(), m_route.answer(), m_route->bytesRead()); !ok) {
        return tl::unexpected(ok.error());
    }
    return askForRest();
}

void RunsFetch::lookAhead()
{
    if (!m_ahead.isUnasked() || !m_body.isLastRun() || !m_route.route().hasRanges ||
        m_writer.end() == blte::kUnknownSize ||
        !m_route.meter().isNearEnd(m_writer.end() - m_writer.position()))
        return;
    m_ahead.ask();
    if (m_ahead.isInAnswer() || m_route->mayAskAhead())
        m_hear.endIsNear();
}

void RunsFetch::goOnWith(const RunAhead::Following &following)
{
    if (!m_route->isActive())
        return;
    switch (m_ahead.answer(following, m_route.route().url)) {
    case RunAhead::Use::None:
        return;
    case RunAhead::Use::ReadOn:
        return m_route->resume();
    case RunAhead::Use::Prefetch:
        break;
    }
    // What lies in a spool is not asked for again: where it ends is seen when the run begins.
    if (!m_writer.sink().hasSpool(static_cast<quint32>(following.run.first)))
        m_route->prefetch(m_body.request(following.route, following.run));
}

void RunsFetch::keepOnlyBegun()
{
    m_writer.shorten();
    giveBack();
}

/// Others may fetch what lies behind the run in the writer.
void RunsFetch::giveBack()
{
    m_kept = m_body.giveBack();
}

Trouble RunsFetch::keepWhatCame(const Trouble &trouble)
{
    Trouble worst = trouble;
    if (worst.chunk < 0) {
        if (auto ok = m_writer.settle(); !ok)
            worst = ok.error();
        m_hear.progress();
    }
    if (costsChunk(worst)) {
        if (auto ok = m_writer.restartChunk(); !ok)
            worst = ok.error();
    }
    if (speaksAgainstSeveralRanges(worst, m_route.underWay())) {
        m_severalRanges = false;
        giveBack();
    }
    return worst;
}

void RunsFetch::rest()
{
    m_parts.reset();
    m_ahead.forget();
}

void RunsFetch::report(JobEnd &end)
{
    end.kept = std::exchange(m_kept, {});
    end.severalRanges = std::exchange(m_severalRanges, {});
}

} // namespace transfer
