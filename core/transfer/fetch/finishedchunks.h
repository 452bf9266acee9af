#pragma once

#include "core/transfer/routing/chunkmap.h"
#include "core/transfer/routing/lockedchunk.h"

#include <QByteArray>
#include <optional>
#include <utility>
#include <vector>

namespace transfer {

/// Chunks of a run that were finished, one after the other, until somebody takes them. A value.
class FinishedChunks
{
public:
    /// A run begins at this chunk. Locked ones of the run before are still to be taken.
    void begin(std::size_t first)
    {
        m_run = {first, first};
        m_modes.clear();
    }
    void add(std::uint8_t mode)
    {
        m_modes.append(static_cast<char>(mode));
        ++m_run.end;
    }
    void addLocked(const LockedChunk &locked) { m_locked.push_back(locked); }

    /// Those since the last call; locked ones are in there, too.
    ChunkRun take() { return {std::exchange(m_run.first, m_run.end), m_run.end}; }
    std::vector<LockedChunk> takeLocked() { return std::exchange(m_locked, {}); }
    /// The encoding mode bytes of those that take() tells next.
    QByteArray takeModes() { return std::exchange(m_modes, {}); }

private:
    ChunkRun m_run;
    QByteArray m_modes;
    std::vector<LockedChunk> m_locked;
};

} // namespace transfer
