#include "core/transfer/fetch/lanereader.h"

#include "core/transfer/fetch/lane.h"
#include "core/transfer/fetch/sharedconnection.h"

#include <QNetworkAccessManager>

namespace transfer {

LaneReader::LaneReader(Lane &lane, http::Fetcher::Options options, std::shared_ptr<SharedConnection> shared)
    : m_lane(lane)
    , m_options(options)
    , m_shared(std::move(shared))
{
    if (!m_shared)
        ++m_lane.jobs;
}

LaneReader::~LaneReader()
{
    if (!m_shared)
        --m_lane.jobs;
}

/// A shared connection has a reader to each host.
bool LaneReader::open(const QUrl &url)
{
    const bool isElsewhere = m_shared && m_host != url.authority();
    if (m_reader && !isElsewhere)
        return false;
    if (m_shared) {
        m_host = url.authority();
        m_reader = m_shared->coalescer(url, m_options).makeReader(m_options.limiter);
    } else {
        m_manager = m_lane.managers().take(url.authority());
        m_options.company = http::ResponseOpener::Company::Alone;
        m_reader = std::make_unique<http::Fetcher>(m_manager.get(), m_options);
    }
    return true;
}

void LaneReader::distrust()
{
    if (m_manager)
        m_manager->clearConnectionCache();
}

} // namespace transfer
