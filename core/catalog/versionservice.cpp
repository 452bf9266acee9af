#include "core/catalog/versionservice.h"

#include "core/cache/objectcache.h"
#include "core/catalog/channelservice.h"
#include "core/catalog/serviceinquiry.h"

#include <utility>

namespace catalog {

VersionService::VersionService(transfer::TransferServices &services,
                               std::shared_ptr<cache::ObjectCache> cache, Settings settings, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_cache(std::move(cache))
    , m_settings(std::move(settings))
{
}

VersionService::~VersionService() = default;

void VersionService::ask(ServiceTable table, const QString &product, Done done)
{
    const auto channelOf = [this](const ServiceEndpoint &endpoint) -> ChannelService & {
        return channel(endpoint);
    };
    (new ServiceInquiry(m_services, m_cache, m_settings, channelOf, {table, product}, std::move(done), this))
        ->start();
}

/// All questions share its catalogue.
ChannelService &VersionService::channel(const ServiceEndpoint &endpoint)
{
    auto &channel = m_channels[endpoint.base];
    if (!channel)
        channel = std::make_unique<ChannelService>(m_services, m_cache, endpoint.base);
    return *channel;
}

} // namespace catalog
