#pragma once

#include "core/transfer/fetch/headphase.h"
#include "core/transfer/fetch/routereader.h"

namespace transfer {

/// Fetches the head of an object over a route: asks as HeadPhase decides, until the head is known. On a
/// lane's thread.
class HeadFetch
{
public:
    enum class Next {
        ReadOn, ///< something was read
        Wait,   ///< for bytes, or for another answer
        Hold,   ///< the answer has begun, and there is no sink for what comes
        Known,  ///< describe() says what the object is
    };
    using Result = tl::expected<Next, Trouble>;

    /// `route` and `receiver` outlive this. The order has begun at the route.
    HeadFetch(HeadOrder order, RouteReader &route, ObjectReceiver &receiver);

    enum class Into { Sink, Nothing };
    /// Sends the first request.
    void ask();
    /// The answer has begun. It may be another one of the same head already: then this has nothing to do.
    Result answered(Into into);
    /// Reads once.
    Result read();
    /// The answer has ended well.
    Result ended();

    /// The head is known: what the object is. From now on the route is known to be what the answer said.
    Head describe();
    /// Notes it in the sink, where it is to be fetched on.
    core::Result<void> note(const Head &head);

private:
    void askOnce();
    Result known();

    RouteReader &m_route;
    ObjectReceiver &m_receiver;
    HeadPhase m_phase;
};

} // namespace transfer
