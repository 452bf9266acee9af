#pragma once

#include "core/catalog/serviceanswer.h"

#include <QObject>
#include <QStringList>
#include <chrono>
#include <functional>
#include <map>
#include <memory>

namespace cache {
class ObjectCache;
}
namespace transfer {
class TransferServices;
}

namespace catalog {

class ChannelService;
class ServiceInquiry;

/// Asks version services for their tables: one after the other, in the order given, until one answers with a
/// table that is no older than what was seen before. A service that does not answer within its time, or with
/// something else, costs that and no more. The last good answer is kept in the cache, and serves where none
/// can be had.
///
/// Lives on the thread of `services`; these and the cache outlive it. Never blocks. Deleting it ends every
/// question without a word.
class VersionService : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QList<ServiceEndpoint> endpoints;
        std::chrono::milliseconds limit = std::chrono::seconds(5); ///< of each service
        /// Without the network: only folders and the cache are looked at.
        bool isOffline = false;
    };
    VersionService(transfer::TransferServices &services, std::shared_ptr<cache::ObjectCache> cache,
                   Settings settings, QObject *parent = nullptr);
    ~VersionService() override;

    struct Reply
    {
        ServiceAnswer answer;
        QString from; ///< host or folder; empty: the cache
        QStringList
            warnings; ///< what the services before it said, each by name: "HOST answered with a web page"
    };
    using Done = std::function<void(const core::Result<Reply> &)>;

    /// `done` is called once, later. `product` is a productCode(), or empty for the summary. CdnExhausted
    /// when nobody answers: its detail says what each service said.
    void ask(ServiceTable table, const QString &product, Done done);

private:
    ChannelService &channel(const ServiceEndpoint &endpoint);

    transfer::TransferServices &m_services;
    const std::shared_ptr<cache::ObjectCache> m_cache;
    const Settings m_settings;
    std::map<QUrl, std::unique_ptr<ChannelService>> m_channels; ///< by base, once they were asked
};

} // namespace catalog
