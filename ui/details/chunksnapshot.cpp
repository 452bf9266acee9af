#include "ui/details/chunksnapshot.h"

#include <QCoreApplication>
#include <algorithm>

namespace ui {

namespace {

struct Chunks
{
    Q_DECLARE_TR_FUNCTIONS(ui::Chunks)
};

const QString kUnknown = QStringLiteral("–");

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

bool ChunkSnapshot::update(const queue::Item &shown, const transfer::ChunkMap *map)
{
    const bool isSame = item == shown.id;
    if (!map && isSame)
        return false; // what was last seen stays
    if (map && isSame && map->revision() == revision && map->sharedTable() == table)
        return false;
    // A map read from the disk knows nothing of how the chunks came.
    const auto before = isSame && table && size() == map->size() ? origins : decltype(origins)();
    *this = {};
    item = shown.id;
    if (!map)
        return true;
    table = map->sharedTable();
    revision = map->revision();
    states.reserve(map->size());
    origins.reserve(map->size());
    for (std::size_t index = 0; index < map->size(); ++index) {
        states.push_back(map->state(index));
        const auto &origin = map->origin(index);
        const bool isKnown = origin.mirror >= 0 || origin.mode != 0 || index >= before.size();
        origins.push_back(isKnown ? origin : before[index]);
    }
    for (const QUrl &url : shown.source.mirrors)
        hosts << url.host();
    return true;
}

QString ChunkSnapshot::host(std::size_t chunk) const
{
    return hosts.value(origins[chunk].mirror, kUnknown);
}

QString ChunkSnapshot::mode(std::size_t chunk) const
{
    switch (origins[chunk].mode) {
    case 'N':
        return Chunks::tr("N raw");
    case 'Z':
        return Chunks::tr("Z zlib");
    case '4':
        return Chunks::tr("4 lz4");
    case 'E':
        return Chunks::tr("E encrypted");
    case 'F':
        return Chunks::tr("F nested");
    default:
        return kUnknown;
    }
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
