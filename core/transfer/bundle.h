#pragma once

#include "core/http/gatherer.h"
#include "core/transfer/slicefetcher.h"

#include <QHash>
#include <QObject>
#include <atomic>
#include <map>
#include <memory>

namespace transfer {

class HostPool;
class Lane;
class LanePool;

/// Small slices of one archive that are fetched together: on one lane, and over one connection to each host,
/// which counts once however many of them use it. Shared by their orders; its own objects live on the lane.
class Bundle : public QObject
{
    Q_OBJECT
public:
    /// What comes with one request, as a rule.
    static constexpr qint64 kLargestSlice = 1 << 20;

    /// The limiter of all outlives it; it may hear of bytes that are nobody's.
    static std::shared_ptr<Bundle> make(LanePool &lanes, http::RateLimiter &limiter);
    ~Bundle() override;

    Lane &lane() const { return m_lane; }

    // On the transfers' thread: who uses the connection to a host.
    bool isAt(const QString &host) const { return m_users.contains(host); }
    void acquire(HostPool &hosts, const QString &host);
    void release(HostPool &hosts, const QString &host);

    // On the lane's thread. Of the options those of the first caller hold, but for the limiter.
    http::Gatherer &gatherer(const QUrl &url, http::Fetcher::Options options);
    SliceFetcher &slices(const QUrl &url, http::Fetcher::Options options, std::chrono::milliseconds patience);
    void drop(const storage::PartialDownload *partial); ///< see SliceFetcher

    /// Body bytes that came for all of them.
    std::atomic<qint64> received{0};

private:
    Bundle(Lane &lane, http::RateLimiter &limiter);

    Lane &m_lane;
    http::RateLimiter &m_limiter;
    QHash<QString, int> m_users;
    std::map<QString, std::unique_ptr<http::Gatherer>> m_gatherers;
    std::map<QString, std::unique_ptr<SliceFetcher>> m_slices;
};

} // namespace transfer
