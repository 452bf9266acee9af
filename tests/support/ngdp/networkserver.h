#pragma once

#include "tests/support/faultserver.h"
#include "tests/support/ngdp/network.h"

namespace ngdp {

/// A made network on 127.0.0.1: a version service, and hosts that all have the store as it was at
/// construction. Each is a FaultServer of its own, with its log, and answers wrongly where it is told to.
class NetworkServer
{
public:
    /// The hosts' options in `cdns`, one for each host: "", "fallback=1&maxhosts=4".
    NetworkServer(const Store &store, const std::vector<Product> &products,
                  const std::vector<std::string> &hostOptions = {""});
    explicit NetworkServer(const SampleNetwork &network, const std::vector<std::string> &hostOptions = {""})
        : NetworkServer(network.store, {network.product}, hostOptions)
    {
    }

    /// For --service; it has the layout of port 1119, too, and is a channel service ("channel:" before it).
    QString address() const { return m_service.url("").toString(); }
    support::FaultServer &service() { return m_service; }
    support::FaultServer &host(std::size_t i = 0) { return *m_hosts.at(i); }
    std::size_t hosts() const { return m_hosts.size(); }

    /// On every host. `path` as in the store.
    void always(const std::string &path, const support::Fault &fault);
    void clearLogs();

    /// Of all hosts, since the last clearLogs(): those whose path contains `part`.
    QList<support::Request> requests(const QByteArray &part = {}) const;
    qint64 bytesServed(const QByteArray &part = {}) const; ///< bodies only

private:
    support::FaultServer m_service;
    std::vector<std::unique_ptr<support::FaultServer>> m_hosts;
};

} // namespace ngdp
