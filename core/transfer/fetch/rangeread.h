#pragma once

#include "core/http/fetcher.h"

#include <QByteArray>
#include <functional>
#include <memory>

class QNetworkAccessManager;

namespace transfer {

class Lane;

/// What came of a range.
struct RangeAnswer
{
    core::Error error; ///< None: `bytes` are all of the range that there is
    QByteArray bytes;
    std::optional<http::ResponseHead> head;
    qint64 networkBytes = 0; ///< body bytes
    http::Refusal refusal = {};
};

/// Reads one range of one resource into memory. Lives on a lane's thread, and deletes itself when it has
/// answered.
class RangeRead : public QObject
{
public:
    /// May be called on any thread. `answer` is called once, on the lane's. What `request` asks for is held
    /// in memory: its `last` is known.
    static void start(Lane &lane, const http::Fetcher::Options &options, const http::RangeRequest &request,
                      std::function<void(RangeAnswer)> answer);

private:
    RangeRead(Lane &lane, const http::Fetcher::Options &options, const QUrl &url,
              std::function<void(RangeAnswer)> answer);
    void read();
    void end(const core::Error &error, const http::Refusal &refusal);

    const std::shared_ptr<QNetworkAccessManager> m_manager;
    http::Fetcher m_fetcher;
    RangeAnswer m_answer;
    const std::function<void(RangeAnswer)> m_tell;
};

} // namespace transfer
