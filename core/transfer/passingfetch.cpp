#include "core/transfer/passingfetch.h"

#include "core/async.h"
#include "core/transfer/fetch/lane.h"
#include "core/transfer/fetch/sharedconnection.h"
#include "core/transfer/passinghost.h"
#include "core/transfer/routing/pages.h"
#include "core/transfer/transferservices.h"

namespace transfer {

PassingFetch::PassingFetch(TransferServices &services, const TransferRequest &order)
    : m_services(services)
    , m_order(order)
{
}

bool PassingFetch::start(const std::shared_ptr<Sink> &sink, const std::shared_ptr<Counters> &counters,
                         Done done)
{
    const auto &connection = m_order.sharedConnection;
    const core::Source &source = m_order.source;
    const auto host = choosePassingHost(m_services, *connection, source);
    if (!host)
        return false;
    m_connection = connection;
    m_sink = sink;
    m_done = std::move(done);
    m_host = host->host;
    joinPassingHost(m_services, *connection, m_host);
    const Tuning &tuning = m_services.tuning;
    SmallObject object{source,
                       host->url,
                       m_order.isRaw,
                       source.mirrors.size() == 1,
                       refusesPageTypes(source),
                       host->cipher,
                       m_services.keys,
                       tuning.limits,
                       sink,
                       counters,
                       m_order.locked,
                       core::answerTo<SmallEnd>(this, [this](const SmallEnd &end) { onEnded(end); })};
    connection->lane().post(
        [connection, options = tuning.fetcher, patience = tuning.slowAfter, object = std::move(object)] {
            if (object.source.slice)
                connection->slices(object.url, options, patience).add(object);
            else
                connection->files(object.url, options, patience).add(object);
        });
    return true;
}

void PassingFetch::drop()
{
    if (!m_connection)
        return;
    m_connection->lane().post([connection = m_connection, sink = m_sink] { connection->drop(sink.get()); });
}

void PassingFetch::onEnded(const SmallEnd &end)
{
    const QString host = std::exchange(m_host, {});
    leavePassingHost(m_services, *m_connection, host, m_order.source.slice.has_value(), end);
    m_connection.reset();
    m_sink.reset();
    std::exchange(m_done, {})(end, host);
}

} // namespace transfer
