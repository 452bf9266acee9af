#pragma once

#include "core/http/rangereader.h"
#include "core/transfer/fetch/requestfailure.h"
#include "core/transfer/fetch/requestmeter.h"

#include <functional>

namespace transfer {

/// Asks for bytes over one route at a time: the request under way, the answer to it, and what both took. On a
/// lane's thread.
class RouteReader
{
public:
    /// The reader for an address; it lives until the next call.
    using Open = std::function<http::RangeReader &(const QUrl &)>;

    RouteReader(Open open, RequestMeter meter)
        : m_open(std::move(open))
        , m_meter(std::move(meter))
    {
    }
    Q_DISABLE_COPY_MOVE(RouteReader)

    /// An order has come, for this route.
    void begin(const Route &route);
    /// False before the first order.
    bool isOpen() const { return m_reader != nullptr; }
    void send(const http::RangeRequest &request);
    /// The answer has begun. An error: it is not of the version that the route is to bring.
    core::Result<void> answered(const http::ResponseHead &answer);

    Route &route() { return m_route; }
    const http::ResponseHead &answer() const { return m_answer; } ///< empty before answered()
    RequestMeter &meter() { return m_meter; }
    /// From the first order on.
    http::RangeReader &operator*() const { return *m_reader; }
    http::RangeReader *operator->() const { return m_reader; }

    /// The request, for what is to be thought of its failure.
    RequestUnderWay underWay() const;
    /// Puts down what was measured of the order.
    void report(JobEnd &end);

private:
    const Open m_open;
    RequestMeter m_meter;
    http::RangeReader *m_reader = nullptr;
    Route m_route;
    http::ResponseHead m_answer;
};

} // namespace transfer
