#pragma once

#include "core/queue/queue.h"

#include <array>

namespace ui {

inline constexpr int kChunkStateCount = 5;

/// The chunk map as it was a moment ago: the queue's own may be gone at the next turn of the event loop.
struct ChunkSnapshot
{
    std::optional<queue::ItemId> item;
    std::shared_ptr<const blte::ChunkTable> table;
    std::vector<transfer::ChunkState> states;
    std::vector<transfer::ChunkMap::Origin> origins;
    QStringList hosts; ///< of the mirrors that origins name
    quint64 revision = 0;

    std::size_t size() const { return states.size(); }
    bool isEmpty() const { return states.empty(); }
    std::array<std::size_t, kChunkStateCount> counts() const;
    /// Takes over `map` when it moved, or everything when the item is another; null: nothing is known of
    /// that. False: nothing is new.
    bool update(const queue::Item &item, const transfer::ChunkMap *map);
    /// What the states of [first, end) look like together: bad before in flight before locked before missing;
    /// when the group is only Missing and Done, Missing.
    transfer::ChunkState worst(std::size_t first, std::size_t end) const;
    double doneShare(std::size_t first, std::size_t end) const;
    QString host(std::size_t chunk) const; ///< a dash while unknown
    QString mode(std::size_t chunk) const; ///< "Z zlib"; a dash while unknown
};

QString chunkStateText(transfer::ChunkState state);

} // namespace ui
