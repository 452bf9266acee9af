#include "ui/details/chunksnapshot.h"

#include "ui/format.h"

#include <QCoreApplication>

namespace ui {

namespace {

struct Chunks
{
    Q_DECLARE_TR_FUNCTIONS(ui::Chunks)
};

const QString kUnknown = QStringLiteral("–");

} // namespace

QString ChunkSnapshot::stateText(PieceState state) const
{
    return state == PieceState::LeftOut ? QString()
                                        : chunkStateText(static_cast<transfer::ChunkState>(state));
}

QString ChunkSnapshot::describe(std::size_t chunk) const
{
    const blte::Chunk &entry = (*table)[chunk];
    return Chunks::tr("Chunk %1: %2\n%3 encoded, %4 decoded")
        .arg(formatCount(static_cast<qint64>(chunk)), chunkStateText(states[chunk]),
             formatSize(static_cast<qint64>(entry.encodedSize)),
             formatSize(static_cast<qint64>(entry.decodedSize)));
}

QString ChunkSnapshot::describeRun(std::size_t first, std::size_t last) const
{
    return Chunks::tr("Chunks %1 to %2")
        .arg(formatCount(static_cast<qint64>(first)), formatCount(static_cast<qint64>(last)));
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
