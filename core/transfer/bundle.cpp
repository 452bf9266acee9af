#include "core/transfer/bundle.h"

#include "core/transfer/hostpool.h"
#include "core/transfer/lane.h"

#include <QThread>
#include <QUrl>

namespace transfer {

Bundle::Bundle(Lane &lane, http::RateLimiter &limiter)
    : m_lane(lane)
    , m_limiter(limiter)
{
    ++m_lane.jobs;
}

Bundle::~Bundle()
{
    --m_lane.jobs;
}

std::shared_ptr<Bundle> Bundle::make(LanePool &lanes, http::RateLimiter &limiter)
{
    Lane &lane = lanes.leastBusy();
    // The last one to let go may be a job, and then the lane may be about to end.
    std::shared_ptr<Bundle> bundle(new Bundle(lane, limiter), [](Bundle *gone) {
        gone->thread() == QThread::currentThread() ? delete gone : gone->deleteLater();
    });
    bundle->moveToThread(lane.thread());
    return bundle;
}

void Bundle::acquire(HostPool &hosts, const QString &host, Asker asker)
{
    if (users(asker)[host]++ == 0)
        hosts.acquire(host);
}

void Bundle::release(HostPool &hosts, const QString &host, Asker asker)
{
    if (--users(asker)[host] > 0)
        return;
    users(asker).remove(host);
    hosts.release(host);
}

SliceFetcher &Bundle::slices(const QUrl &url, http::Fetcher::Options options,
                             std::chrono::milliseconds patience)
{
    options.limiter = &m_limiter;
    auto &slices = m_slices[url.authority()];
    if (!slices)
        slices = std::make_unique<SliceFetcher>(m_lane, manager(url), options, patience, received);
    return *slices;
}

SmallFileFetcher &Bundle::files(const QUrl &url, http::Fetcher::Options options,
                                std::chrono::milliseconds patience)
{
    options.limiter = &m_limiter;
    auto &files = m_files[url.authority()];
    if (!files)
        files = std::make_unique<SmallFileFetcher>(m_lane, url.authority(), options, patience, received);
    return *files;
}

void Bundle::drop(const storage::PartialDownload *partial)
{
    for (const auto &[host, files] : m_files)
        files->drop(partial);
    for (const auto &[host, slices] : m_slices)
        slices->drop(partial);
}

http::Gatherer &Bundle::gatherer(const QUrl &url, http::Fetcher::Options options)
{
    options.limiter = &m_limiter; // the caller's may be that of one file, which ends before this
    auto &gatherer = m_gatherers[url.host() + u':' + QString::number(url.port())];
    if (!gatherer)
        gatherer = std::make_unique<http::Gatherer>(&manager(url), options);
    return *gatherer;
}

QNetworkAccessManager &Bundle::manager(const QUrl &url)
{
    if (!m_manager)
        m_manager = m_lane.managers().take(url.authority());
    return *m_manager;
}

} // namespace transfer
