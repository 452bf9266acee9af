#pragma once

#include "core/http/rangecoalescer.h"
#include "core/transfer/fetch/slicefetcher.h"
#include "core/transfer/fetch/smallfilefetcher.h"

#include <QHash>
#include <QObject>
#include <array>
#include <atomic>
#include <map>
#include <memory>

namespace transfer {

class Lane;
class LanePool;

/// Small slices of one archive, or small files of one host, that are fetched together: on one lane, and over
/// one connection to each host, which counts once however many of them use it. As a rule slices() and files()
/// fetch them in passing. A slice that needs more than that (it was begun before, its answer was wrong, its
/// mirror failed) goes on through coalescer(), a file by itself. Shared by their orders; its own objects live
/// on the lane.
class SharedConnection : public QObject
{
    Q_OBJECT
public:
    /// The limiter may hear of bytes that are nobody's.
    static std::shared_ptr<SharedConnection> make(LanePool &lanes,
                                                  std::shared_ptr<http::RateLimiter> limiter);
    /// Likewise; the limiter outlives it.
    static std::shared_ptr<SharedConnection> make(LanePool &lanes, http::RateLimiter &limiter);
    ~SharedConnection() override;

    Lane &lane() const { return m_lane; }

    /// What asks a host: coalescer(), or slices() or files(). Each has a connection of its own.
    enum class Asker { RangeCoalescer, InPassing };
    // On the transfers' thread: who uses the connection to a host.
    bool isAt(const QString &host, Asker asker) const { return users(asker).contains(host); }
    /// True for the first one: from now on the connection counts.
    [[nodiscard]] bool join(const QString &host, Asker asker);
    /// True for the last one: it counts no more.
    [[nodiscard]] bool leave(const QString &host, Asker asker);

    // On the lane's thread. Of the options those of the first caller hold, but for the limiter.
    http::RangeCoalescer &coalescer(const QUrl &url, http::Fetcher::Options options);
    SliceFetcher &slices(const QUrl &url, http::Fetcher::Options options, std::chrono::milliseconds patience);
    SmallFileFetcher &files(const QUrl &url, http::Fetcher::Options options,
                            std::chrono::milliseconds patience);
    void drop(const Sink *sink); ///< see SliceFetcher, SmallFileFetcher

    /// Body bytes that came for all of them.
    std::atomic<qint64> received{0};

private:
    using Users = QHash<QString, int>;

    SharedConnection(Lane &lane, std::shared_ptr<http::RateLimiter> limiter);
    QNetworkAccessManager &manager(const QUrl &url);
    const Users &users(Asker asker) const { return m_users[static_cast<std::size_t>(asker)]; }
    Users &users(Asker asker) { return m_users[static_cast<std::size_t>(asker)]; }

    Lane &m_lane;
    const std::shared_ptr<http::RateLimiter> m_limiter; ///< outlives the requests below
    std::array<Users, 2> m_users;                       ///< by asker
    std::shared_ptr<QNetworkAccessManager> m_manager;   ///< of the next two
    std::map<QString, std::unique_ptr<http::RangeCoalescer>> m_gatherers;
    std::map<QString, std::unique_ptr<SliceFetcher>> m_slices;
    std::map<QString, std::unique_ptr<SmallFileFetcher>> m_files;
};

} // namespace transfer
