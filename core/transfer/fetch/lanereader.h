#pragma once

#include "core/http/fetcher.h"

#include <QString>
#include <memory>

class QNetworkAccessManager;

namespace transfer {

class Lane;
class SharedConnection;

/// The connection of one SegmentJob: one of its own, to whatever host it is sent, or its place on the shared
/// connection to that host. Lives on the lane's thread from the first open() on.
class LaneReader
{
public:
    /// `shared` null: one of its own.
    LaneReader(Lane &lane, http::Fetcher::Options options, std::shared_ptr<SharedConnection> shared);
    ~LaneReader();

    /// A reader for this address. True when it is a new one, whose signals nobody hears yet.
    bool open(const QUrl &url);
    bool isOpen() const { return m_reader != nullptr; }
    http::RangeReader &operator*() const { return *m_reader; }
    http::RangeReader *operator->() const { return m_reader.get(); }
    /// Nobody believes what else comes over this connection: the next request opens another.
    void distrust();

private:
    Lane &m_lane;
    http::Fetcher::Options m_options;
    const std::shared_ptr<SharedConnection> m_shared;
    std::shared_ptr<QNetworkAccessManager> m_manager; ///< of the reader; null with a shared connection
    std::unique_ptr<http::RangeReader> m_reader;
    QString m_host; ///< of the reader of a shared connection
};

} // namespace transfer
