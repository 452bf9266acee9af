#include "core/transfer/fetch/sharedconnection.h"

#include "core/transfer/fetch/lane.h"

#include <QThread>
#include <QUrl>
#include <utility>

namespace transfer {

SharedConnection::SharedConnection(Lane &lane, std::shared_ptr<http::RateLimiter> limiter)
    : m_lane(lane)
    , m_limiter(std::move(limiter))
{
    ++m_lane.jobs;
}

SharedConnection::~SharedConnection()
{
    --m_lane.jobs;
}

std::shared_ptr<SharedConnection> SharedConnection::make(LanePool &lanes, http::RateLimiter &limiter)
{
    return make(lanes, std::shared_ptr<http::RateLimiter>(std::shared_ptr<void>(), &limiter));
}

std::shared_ptr<SharedConnection> SharedConnection::make(LanePool &lanes,
                                                         std::shared_ptr<http::RateLimiter> limiter)
{
    Lane &lane = lanes.leastBusy();
    // The last one to let go may be a job, and then the lane may be about to end.
    std::shared_ptr<SharedConnection> sharedConnection(
        new SharedConnection(lane, std::move(limiter)), [](SharedConnection *gone) {
            gone->thread() == QThread::currentThread() ? delete gone : gone->deleteLater();
        });
    sharedConnection->moveToThread(lane.thread());
    return sharedConnection;
}

bool SharedConnection::join(const QString &host, Asker asker)
{
    return users(asker)[host]++ == 0;
}

bool SharedConnection::leave(const QString &host, Asker asker)
{
    if (--users(asker)[host] > 0)
        return false;
    users(asker).remove(host);
    return true;
}

SliceFetcher &SharedConnection::slices(const QUrl &url, http::Fetcher::Options options,
                                       std::chrono::milliseconds patience)
{
    options.limiter = m_limiter.get();
    auto &slices = m_slices[url.authority()];
    if (!slices)
        slices = std::make_unique<SliceFetcher>(m_lane, manager(url), options, patience, received);
    return *slices;
}

SmallFileFetcher &SharedConnection::files(const QUrl &url, http::Fetcher::Options options,
                                          std::chrono::milliseconds patience)
{
    options.limiter = m_limiter.get();
    auto &files = m_files[url.authority()];
    if (!files)
        files = std::make_unique<SmallFileFetcher>(m_lane, url.authority(), options, patience, received);
    return *files;
}

void SharedConnection::drop(const Sink *sink)
{
    for (const auto &[host, files] : m_files)
        files->drop(sink);
    for (const auto &[host, slices] : m_slices)
        slices->drop(sink);
}

http::RangeCoalescer &SharedConnection::coalescer(const QUrl &url, http::Fetcher::Options options)
{
    options.limiter = m_limiter.get(); // the caller's may be that of one file, which ends before this
    auto &coalescer = m_gatherers[url.host() + u':' + QString::number(url.port())];
    if (!coalescer)
        coalescer = std::make_unique<http::RangeCoalescer>(&manager(url), options);
    return *coalescer;
}

QNetworkAccessManager &SharedConnection::manager(const QUrl &url)
{
    if (!m_manager)
        m_manager = m_lane.managers().take(url.authority());
    return *m_manager;
}

} // namespace transfer
