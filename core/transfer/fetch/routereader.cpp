#include "core/transfer/fetch/routereader.h"

namespace transfer {

void RouteReader::begin(const Route &route)
{
    m_route = route;
    m_reader = &m_open(route.url);
    m_meter.begin();
}

void RouteReader::send(const http::RangeRequest &request)
{
    m_answer = {};
    m_meter.requestSent();
    m_reader->start(request);
}

core::Result<void> RouteReader::answered(const http::ResponseHead &answer)
{
    m_answer = answer;
    if (!m_reader->isShared())
        m_meter.answerBegan();
    m_meter.countUnused(m_reader->bytesPassed());
    if (!m_route.version || likenessOf(*m_route.version, versionOf(answer)) == Likeness::Same)
        return {};
    return core::failure(
        core::ErrorKind::ContentChanged,
        QStringLiteral("it was %1, now it is %2").arg(shown(*m_route.version), shown(versionOf(answer))));
}

RequestUnderWay RouteReader::underWay() const
{
    return {m_answer.status != 0, m_meter.wasAhead(), !m_reader->request().further.isEmpty(),
            m_meter.bytes()};
}

void RouteReader::report(JobEnd &end)
{
    end.mirror = m_route.mirror;
    m_meter.report(end, !m_reader->isShared());
}

} // namespace transfer
