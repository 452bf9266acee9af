#pragma once

#include "core/blte/chunktable.h"

#include <QBitArray>
#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace transfer {

enum class ChunkState : quint8 {
    Missing,
    InFlight, ///< belongs to a segment that is being fetched
    Done,
    Locked, ///< fetched and proven, but its key is missing
    Bad,    ///< failed its digest; its segment fetches it again
};

/// A run of chunks [first, end).
struct ChunkRun
{
    std::size_t first = 0;
    std::size_t end = 0;
    bool isEmpty() const { return first >= end; }
    std::size_t size() const { return end - first; }
    bool operator==(const ChunkRun &) const = default;
};

/// Runs in ascending order, apart from each other.
using ChunkRuns = std::vector<ChunkRun>;

/// The truth about one file: its table, and the state of every chunk. Lives on the transfer's thread; the
/// window draws it as it is.
class ChunkMap
{
public:
    explicit ChunkMap(std::shared_ptr<const blte::ChunkTable> table);

    const blte::ChunkTable &table() const { return *m_table; }
    std::shared_ptr<const blte::ChunkTable> sharedTable() const { return m_table; }
    std::size_t size() const { return m_states.size(); }
    ChunkState state(std::size_t index) const { return m_states[index]; }
    void set(std::size_t index, ChunkState state);
    void set(ChunkRun run, ChunkState state);

    /// What is known about how a chunk came.
    struct Origin
    {
        quint8 mode = 0;    ///< its encoding mode byte; 0: not known
        qint16 mirror = -1; ///< index of the mirror it came from (or comes, while InFlight); -1: not known
    };
    const Origin &origin(std::size_t index) const { return m_origins[index]; }
    void setMode(std::size_t index, quint8 mode) { m_origins[index].mode = mode; }
    void setMirror(ChunkRun run, int mirror); ///< of what is not finished
    void setOrigin(std::size_t index, Origin origin) { m_origins[index] = origin; }

    /// Adopts the bits of a resume record (both as long as the table).
    void adopt(const QBitArray &finished, const QBitArray &locked);

    std::size_t count(ChunkState state) const { return m_counts[static_cast<std::size_t>(state)]; }
    bool isComplete() const;                              ///< every chunk Done or Locked
    quint64 encodedDone() const { return m_encodedDone; } ///< of Done and Locked chunks, plus the header
    quint64 decodedDone() const { return m_decodedDone; }
    quint64 encodedMissing() const; ///< of everything not finished

    /// The first run of Missing chunks, cut so that its encoded bytes reach `wanted` but no more chunks than
    /// needed. Empty when nothing is missing. Linear only in what it passes over.
    ChunkRun nextRun(quint64 wanted) const;

    /// As many runs of Missing chunks, from the first on, as it takes to reach `wanted` bytes, but no more
    /// than `most`, and none that lies close behind the one before it.
    ChunkRuns nextRuns(quint64 wanted, std::size_t most) const;

    quint64 encodedSize(ChunkRun run) const;
    /// Decoded bytes from the file's start that are finished without a gap.
    quint64 contiguousDecoded() const;
    /// Changes at every set(); views repaint when it moved.
    quint64 revision() const { return m_revision; }

private:
    bool isWanted(std::size_t index) const;
    ChunkRun runFrom(std::size_t index, quint64 wanted) const;
    bool isFinished(std::size_t index) const;
    void account(std::size_t index, bool finished);

    std::shared_ptr<const blte::ChunkTable> m_table;
    std::vector<ChunkState> m_states;
    std::vector<Origin> m_origins;
    std::array<std::size_t, 5> m_counts{};
    quint64 m_encodedDone = 0;
    quint64 m_decodedDone = 0;
    quint64 m_revision = 0;
    mutable std::size_t m_firstWanted = 0;     ///< no wanted chunk lies before it
    mutable std::size_t m_firstUnfinished = 0; ///< every chunk before it is finished
};

} // namespace transfer
