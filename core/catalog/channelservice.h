#pragma once

#include "core/catalog/channel.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/onceloaded.h"
#include "core/catalog/serviceendpoint.h"

namespace transfer {
class ObjectFetch;
}

namespace catalog {

/// Makes the tables of version services out of the objects of the channel service: its catalogue, read once,
/// and of a product the definitions of its builds and its lists of hosts. Objects are proven by their names
/// and kept in the cache.
///
/// Lives on the thread of the services, which outlive it. Never blocks. Deleting it ends everything without a
/// word.
class ChannelService : public QObject
{
public:
    ChannelService(transfer::TransferServices &services, std::shared_ptr<cache::ObjectCache> cache, QUrl base,
                   QObject *parent = nullptr);
    ~ChannelService() override;

    /// `done` is called once, later, with the text of the table. Of BackgroundDownload, and of a product that
    /// the catalogue lacks: NotFound.
    using Done = std::function<void(const core::Result<QByteArray> &table)>;
    void ask(ServiceTable table, const QString &product, Done done);

private:
    struct Gathering;

    void loadCatalogue();
    void onSummary(const core::Result<ChannelSummary> &summary);
    void gather(const std::shared_ptr<Gathering> &gathering);
    static void onGathered(const std::shared_ptr<Gathering> &gathering);

    transfer::TransferServices &m_services;
    const std::shared_ptr<cache::ObjectCache> m_cache;
    const QUrl m_base;
    std::unique_ptr<transfer::ObjectFetch> m_summary;
    std::unique_ptr<ObjectLoader> m_store;         ///< once the summary tells where it is
    OnceLoaded<QList<ChannelProduct>> m_catalogue; ///< whose objects are in it
};

} // namespace catalog
