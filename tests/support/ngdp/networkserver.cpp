#include "tests/support/ngdp/networkserver.h"

#include "tests/support/ngdp/channel.h"

namespace ngdp {

namespace {

QByteArray urlPath(const std::string &path)
{
    return '/' + QByteArray::fromStdString(path);
}

support::Resource resourceFrom(std::shared_ptr<const ByteVector> bytes)
{
    support::Resource resource;
    resource.size = static_cast<qint64>(bytes->size());
    resource.read = [bytes = std::move(bytes)](qint64 offset, qint64 count) {
        return QByteArray(reinterpret_cast<const char *>(bytes->data()) + offset, count);
    };
    return resource;
}

void serve(support::FaultServer &server, const Store &store)
{
    for (const auto &[path, bytes] : store.objects())
        server.serve(urlPath(path), resourceFrom(bytes));
}

} // namespace

NetworkServer::NetworkServer(const Store &store, const std::vector<Product> &products,
                             const std::vector<std::string> &hostOptions)
{
    std::vector<std::string> servers;
    for (const std::string &options : hostOptions) {
        auto &host = *m_hosts.emplace_back(std::make_unique<support::FaultServer>());
        serve(host, store);
        servers.push_back(host.url("/").toString().toStdString() + (options.empty() ? "" : "?") + options);
    }
    Store tables;
    putTables(tables.putter(), products, servers, ServiceLayout::V2);
    putTables(tables.putter(), products, servers, ServiceLayout::Port1119);
    putChannel(tables.putter(), products, servers);
    serve(m_service, tables);
}

void NetworkServer::always(const std::string &path, const support::Fault &fault)
{
    for (const auto &host : m_hosts)
        host->always(urlPath(path), fault);
}

void NetworkServer::clearLogs()
{
    m_service.clearLog();
    for (const auto &host : m_hosts)
        host->clearLog();
}

QList<support::Request> NetworkServer::requests(const QByteArray &part) const
{
    QList<support::Request> found;
    for (const auto &host : m_hosts) {
        for (const support::Request &request : host->requests()) {
            if (request.path.contains(part))
                found += request;
        }
    }
    return found;
}

qint64 NetworkServer::bytesServed(const QByteArray &part) const
{
    qint64 bytes = 0;
    for (const support::Request &request : requests(part))
        bytes += request.bodySent;
    return bytes;
}

} // namespace ngdp
