#pragma once

#include "core/transfer/routing/chunkmap.h"
#include "core/transfer/routing/segmentsize.h"

/// Which chunks a connection fetches next, and to whom those belong that are under way. Pure.
namespace transfer {

/// The missing chunks of this run belong to a connection from now on.
void claim(ChunkMap &map, ChunkRun run);
/// Others may fetch what of these chunks is not finished, but for those of `kept`.
void giveBack(ChunkMap &map, ChunkRun run, ChunkRun kept);

/// What a request is cut for.
struct RunDemand
{
    /// Whether one request may be for several runs apart from each other (RFC 9110 14.2).
    enum class Ranges { One, Several };
    /// WholeFile: the host sends everything whatever it is asked for.
    enum class Extent { Segment, WholeFile };

    Extent extent = Extent::Segment;
    Ranges ranges = Ranges::One;
    int connections = 1; ///< that share what is missing
    Pace pace;           ///< of one connection to the host
};
/// The missing chunks that the next request is for, in the order of the file. Empty when nothing is missing.
ChunkRuns runsFor(const ChunkMap &map, const RunDemand &demand);

/// An answer that goes on behind its run, as open as the file.
struct OpenAnswer
{
    enum class Others { Answered, Unanswered }; ///< Unanswered: perhaps the server answers only this one

    ChunkRun run; ///< what was fetched of it last
    Others others = Others::Answered;
    int connections = 1; ///< that share the file
};
/// What becomes of it.
struct OpenAnswerGoesOn
{
    enum class How {
        Waits, ///< another connection was promised what comes next, and may never get it
        Ends,  ///< what comes next is fetched by others, or is nothing
        Takes, ///< `next` as well
    };
    How how = How::Ends;
    ChunkRun next;
};
OpenAnswerGoesOn goesOn(const ChunkMap &map, const OpenAnswer &answer);

} // namespace transfer
