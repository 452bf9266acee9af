#include "core/transfer/routing/runs.h"

#include <algorithm>
#include <numeric>

namespace transfer {

namespace {

// So many gaps apart from each other, so small on average, are worth asking for in one request: a host that
// cannot answer it costs a connection, and what is on its way in it. And how many fit into one.
constexpr std::size_t kSeveral = 3;
constexpr quint64 kSmallGap = 256u << 10;
constexpr std::size_t kMostRanges = 16;

} // namespace

void claim(ChunkMap &map, ChunkRun run)
{
    for (std::size_t i = run.first; i < run.end; ++i) {
        if (map.state(i) == ChunkState::Missing)
            map.set(i, ChunkState::InFlight);
    }
}

void giveBack(ChunkMap &map, ChunkRun run, ChunkRun kept)
{
    for (std::size_t i = run.first; i < run.end; ++i) {
        const bool isKept = i >= kept.first && i < kept.end;
        const ChunkState state = map.state(i);
        if (!isKept && (state == ChunkState::InFlight || state == ChunkState::Bad))
            map.set(i, ChunkState::Missing);
    }
}

ChunkRuns runsFor(const ChunkMap &map, const RunDemand &demand)
{
    if (map.count(ChunkState::Missing) == 0)
        return {};
    if (demand.extent == RunDemand::Extent::WholeFile)
        return {{map.nextRun(1).first, map.size()}};
    const quint64 size = segmentSize(map.encodedMissing(), demand.connections, demand.pace);
    ChunkRuns runs = map.nextRuns(size, demand.ranges == RunDemand::Ranges::Several ? kMostRanges : 1);
    const quint64 bytes =
        std::accumulate(runs.begin(), runs.end(), quint64(0),
                        [&](quint64 sum, const ChunkRun &run) { return sum + map.encodedSize(run); });
    if (runs.size() < kSeveral || bytes > runs.size() * kSmallGap)
        runs.resize(1);
    return runs;
}

OpenAnswerGoesOn goesOn(const ChunkMap &map, const OpenAnswer &answer)
{
    const std::size_t begin = answer.run.end;
    const bool isTaken = begin < map.size() && map.state(begin) == ChunkState::InFlight;
    if (isTaken && answer.others == OpenAnswer::Others::Unanswered)
        return {OpenAnswerGoesOn::How::Waits, {}};
    const quint64 wanted = map.encodedSize(answer.run);
    ChunkRun next{begin, begin};
    while (answer.connections > 1 && next.end < map.size() && map.state(next.end) == ChunkState::Missing &&
           map.encodedSize(next) < wanted)
        ++next.end;
    if (next.isEmpty())
        return {};
    return {OpenAnswerGoesOn::How::Takes, next};
}

} // namespace transfer
