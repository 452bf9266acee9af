#pragma once

#include "core/transfer/fetch/multipartphase.h"
#include "core/transfer/fetch/routereader.h"
#include "core/transfer/fetch/runahead.h"

namespace transfer {

/// Fetches runs of chunks over a route: asks as BodyPhase decides, one request after the other or several
/// ranges in one, and goes on with what lies behind the runs where it was told of that in time. On a lane's
/// thread.
class RunsFetch
{
public:
    enum class Next {
        ReadOn,      ///< something was read
        Wait,        ///< for bytes, or for another answer, or for goOnWith()
        WaitForPair, ///< for bytes; and a chunk waits for its neighbour to be hashed with
        Done,        ///< everything has come
    };
    using Result = tl::expected<Next, Trouble>;

    struct Hear
    {
        std::function<void()> progress;  ///< chunks may have been finished
        std::function<void()> endIsNear; ///< goOnWith() comes in time now; once for each order
        std::function<void()> wentOn;    ///< the order is done; what goOnWith() told is the order now
    };

    /// `route` and `writer` outlive this.
    RunsFetch(RouteReader &route, ChunkWriter &writer, Hear hear);

    void setRuns(std::shared_ptr<const blte::ChunkTable> table, ChunkRuns runs);
    /// The head's answer goes on with its run of chunks.
    void followHead(const Head &head);
    /// Asks for what is missing of the runs. The order has begun at the route.
    Result ask();
    /// The answer has begun.
    void answered();
    /// Reads once.
    Result read();
    /// The answer has ended well: of an object whose length nobody knew that is its end.
    Result ended();
    /// What comes behind the runs; empty: nothing. Too late, nothing is done about it.
    void goOnWith(const RunAhead::Following &following);

    /// Others are to fetch what is not begun.
    void keepOnlyBegun();
    /// The request has failed: keeps what is good of what came. What is worst is told, which may be what
    /// keeping it met with.
    Trouble keepWhatCame(const Trouble &trouble);
    /// Nothing is under way any more.
    void rest();
    /// Puts down what the order taught.
    void report(JobEnd &end);

private:
    Result askForRest();
    Result readParts();
    Result readBody();
    Result goOnInAnswer();
    void lookAhead();
    void takeNext();
    void giveBack();
    void send(const http::RangeRequest &request);

    RouteReader &m_route;
    ChunkWriter &m_writer;
    const Hear m_hear;
    BodyPhase m_body;
    std::optional<MultipartPhase> m_parts; ///< while several ranges come as one body
    RunAhead m_ahead;
    // What the order under way taught.
    std::optional<bool> m_severalRanges;
    std::optional<ChunkRun> m_kept;
};

} // namespace transfer
