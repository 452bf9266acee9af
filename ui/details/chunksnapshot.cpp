#include "ui/details/chunksnapshot.h"

#include <QCoreApplication>
#include <algorithm>

namespace ui {

namespace {

struct Chunks
{
    Q_DECLARE_TR_FUNCTIONS(ui::Chunks)
};

int urgency(transfer::ChunkState state)
{
    using transfer::ChunkState;
    switch (state) {
    case ChunkState::Bad:
        return 4;
    case ChunkState::InFlight:
        return 3;
    case ChunkState::Locked:
        return 2;
    case ChunkState::Missing:
        return 1;
    case ChunkState::Done:
        return 0;
    }
    return 0;
}

} // namespace

std::array<std::size_t, kChunkStateCount> ChunkSnapshot::counts() const
{
    std::array<std::size_t, kChunkStateCount> counts{};
    for (const auto state : states)
        ++counts[static_cast<std::size_t>(state)];
    return counts;
}

bool ChunkSnapshot::update(queue::ItemId id, const transfer::ChunkMap *map)
{
    const bool isSame = item == id;
    if (!map && isSame)
        return false; // it stopped: what was last seen stays
    if (map && isSame && map->revision() == revision && map->sharedTable() == table)
        return false;
    *this = {};
    item = id;
    if (!map)
        return true;
    table = map->sharedTable();
    revision = map->revision();
    states.reserve(map->size());
    for (std::size_t index = 0; index < map->size(); ++index)
        states.push_back(map->state(index));
    return true;
}

transfer::ChunkState ChunkSnapshot::worst(std::size_t first, std::size_t end) const
{
    const auto at = [this](std::size_t index) { return states.begin() + static_cast<std::ptrdiff_t>(index); };
    return *std::max_element(at(first), at(end), [](auto a, auto b) { return urgency(a) < urgency(b); });
}

double ChunkSnapshot::doneShare(std::size_t first, std::size_t end) const
{
    const auto at = [this](std::size_t index) { return states.begin() + static_cast<std::ptrdiff_t>(index); };
    const auto done = std::count(at(first), at(end), transfer::ChunkState::Done);
    return static_cast<double>(done) / static_cast<double>(end - first);
}

QString chunkStateText(transfer::ChunkState state)
{
    using transfer::ChunkState;
    switch (state) {
    case ChunkState::Missing:
        return Chunks::tr("missing");
    case ChunkState::InFlight:
        return Chunks::tr("in flight");
    case ChunkState::Done:
        return Chunks::tr("done");
    case ChunkState::Locked:
        return Chunks::tr("locked");
    case ChunkState::Bad:
        return Chunks::tr("bad");
    }
    return {};
}

} // namespace ui
