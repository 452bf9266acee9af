#include "core/transfer/fetch/headfetch.h"

namespace transfer {

namespace {

tl::unexpected<Trouble> headTrouble(core::Error error)
{
    return tl::unexpected(Trouble{std::move(error), -1});
}

} // namespace

HeadFetch::HeadFetch(HeadOrder order, RouteReader &route, ObjectReceiver &receiver)
    : m_route(route)
    , m_receiver(receiver)
    , m_phase(std::move(order), receiver, route.meter())
{
}

void HeadFetch::ask()
{
    m_phase.order().asksOnce ? askOnce() : m_route.send(m_phase.nextRequest(m_route.route()));
}

void HeadFetch::askOnce()
{
    m_phase.askOnce(m_route.route());
    m_route.send(m_phase.nextRequest(m_route.route()));
}

HeadFetch::Result HeadFetch::answered(Into into)
{
    if (m_receiver.head())
        return Next::Wait; // more of the same
    const http::ResponseHead &answer = m_route.answer();
    const auto usable = m_phase.begin(answer, m_route->request(), m_route.route());
    if (!usable)
        return headTrouble(usable.error());
    if (*usable == HeadPhase::Answer::AskAgain) {
        m_route->abort();
        m_route.send(m_phase.nextRequest(m_route.route()));
        return Next::Wait;
    }
    if (m_phase.isWelcomeWhole(answer, m_route.route())) {
        m_route.route().hasRanges = false; // and here comes everything
        m_route->takeWhole(answer);
    }
    return m_phase.order().fetchOn && into == Into::Nothing ? Next::Hold : Next::Wait;
}

HeadFetch::Result HeadFetch::read()
{
    const auto got = m_phase.read(*m_route);
    if (!got)
        return headTrouble(got.error());
    if (!*got)
        return Next::Wait;
    return m_receiver.isHeadKnown() ? known() : Next::ReadOn;
}

/// It is, unless all is asked for once more: then the rest of the answer is passed over.
HeadFetch::Result HeadFetch::known()
{
    if (!m_phase.mustAskOnce(m_route.answer(), m_route->request()))
        return Next::Known;
    m_phase.passOverRest();
    return Next::ReadOn;
}

HeadFetch::Result HeadFetch::ended()
{
    switch (m_phase.ended(m_route.answer(), m_route.route(), m_route->bytesRead())) {
    case HeadPhase::End::AskOnce:
        askOnce();
        return Next::Wait;
    case HeadPhase::End::AskMore:
        m_route.send(m_phase.nextRequest(m_route.route()));
        return Next::Wait;
    case HeadPhase::End::Empty:
        return headTrouble({core::ErrorKind::ConnectionLost, QStringLiteral("an empty answer")});
    case HeadPhase::End::Object:
        break;
    }
    if (auto ok = m_receiver.finishHead(); !ok)
        return headTrouble(ok.error());
    if (known() == Next::Known)
        return Next::Known;
    askOnce();
    return Next::Wait;
}

Head HeadFetch::describe()
{
    Head head = m_phase.describe(m_route.answer(), m_route.route());
    m_route.route().completeLength = head.completeLength;
    return head;
}

core::Result<void> HeadFetch::note(const Head &head)
{
    const HeadOrder &order = m_phase.order();
    if (!order.fetchOn)
        return {};
    return m_receiver.note({order.source, head.version, order.isRaw}, m_phase.snapshotFor(head));
}

} // namespace transfer
