#pragma once

#include "core/queue/queue.h"
#include "ui/details/mappieces.h"

namespace ui {

constexpr PieceState pieceStateOf(transfer::ChunkState state)
{
    return static_cast<PieceState>(state); // which begins with those of chunks
}
static_assert(pieceStateOf(transfer::ChunkState::Bad) == PieceState::Bad);

/// The chunk map as it was a moment ago: the queue's own may be gone at the next turn of the event loop.
class ChunkSnapshot : public MapPieces
{
public:
    std::optional<queue::ItemId> item;
    std::shared_ptr<const blte::ChunkTable> table;
    std::vector<transfer::ChunkState> states;
    std::vector<transfer::ChunkMap::Origin> origins;
    QStringList hosts; ///< of the mirrors that origins name
    quint64 revision = 0;

    std::size_t size() const override { return states.size(); }
    PieceState state(std::size_t chunk) const override { return pieceStateOf(states[chunk]); }
    Counts counts() const override { return countsOf(0, size()); }
    QString stateText(PieceState state) const override;
    QString describe(std::size_t chunk) const override;
    QString describeRun(std::size_t first, std::size_t last) const override;
    /// Takes over `map` when it moved, or everything when the item is another; null: nothing is known of
    /// that. False: nothing is new.
    bool update(const queue::Item &item, const transfer::ChunkMap *map);
    QString host(std::size_t chunk) const; ///< a dash while unknown
    QString mode(std::size_t chunk) const; ///< "Z zlib"; a dash while unknown
};

QString chunkStateText(transfer::ChunkState state);

} // namespace ui
