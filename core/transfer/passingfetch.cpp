#include "core/transfer/passingfetch.h"

#include "core/async.h"
#include "core/errortable.h"
#include "core/objectkey.h"
#include "core/transfer/fetch/lane.h"
#include "core/transfer/fetch/sharedconnection.h"
#include "core/transfer/routing/mirrors.h"
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
    HostPool &hosts = m_services.hosts;
    Mirrors mirrors(source.mirrors, m_services.tuning.retry, source.primaries);
    const auto choice = mirrors.choose(
        Mirrors::Clock::now(), -1,
        [&](const QString &host) {
            return connection->isAt(host, SharedConnection::Asker::InPassing) ? hosts.turn(host)
                                                                              : hosts.room(host);
        },
        [&](const QString &host) { return hosts.worth(host); });
    const int *index = std::get_if<int>(&choice);
    if (!index || (source.slice && hosts.facts(mirrors[*index].host).ranges == HostFacts::Answer::No))
        return false;
    const QUrl &url = mirrors[*index].url;
    const auto cipher = core::objectKeyOf(source.armadillo, url, m_services.keys.get());
    if (!cipher)
        return false; // whoever asks next is told why
    m_connection = connection;
    m_sink = sink;
    m_done = std::move(done);
    m_host = mirrors[*index].host;
    if (connection->join(m_host, SharedConnection::Asker::InPassing))
        hosts.acquire(m_host);
    else
        hosts.asked(m_host);
    const Tuning &tuning = m_services.tuning;
    SmallObject object{source,
                       url,
                       m_order.isRaw,
                       mirrors.all().size() == 1,
                       refusesPageTypes(source),
                       *cipher,
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
    HostPool &hosts = m_services.hosts;
    const QString host = std::exchange(m_host, {});
    if (m_connection->leave(host, SharedConnection::Asker::InPassing))
        hosts.release(host);
    m_connection.reset();
    m_sink.reset();
    const bool isSlice = m_order.source.slice.has_value();
    HostNews news;
    if (isSlice && (end.table || end.error.kind == core::ErrorKind::RangeIgnored))
        news.ranges = end.table != nullptr;
    if (end.isLarge)
        news.isSmallFile = false;
    hosts.learn(host, news);
    if (core::errorRow(end.error.kind).mirror == core::MirrorGets::HostBackOff)
        hosts.tooBusy(host, end.refusal);
    std::exchange(m_done, {})(end, host);
}

} // namespace transfer
