#include "core/transfer/routing/chunkmap.h"

#include <algorithm>

namespace transfer {

namespace {

/// Of ranges that lie closer together a server may make one (RFC 9110 15.3.7.2).
constexpr quint64 kApart = 1024;

/// Sizes of headerless objects may be unknown; they count as nothing until they are.
quint64 known(std::uint64_t size)
{
    return size == blte::kUnknownSize ? 0 : size;
}

} // namespace

ChunkMap::ChunkMap(std::shared_ptr<const blte::ChunkTable> table)
    : m_table(std::move(table))
    , m_states(m_table->size(), ChunkState::Missing)
    , m_origins(m_table->size())
    , m_encodedDone(m_table->headerSize())
{
    m_counts[static_cast<std::size_t>(ChunkState::Missing)] = m_states.size();
}

bool ChunkMap::isWanted(std::size_t index) const
{
    return m_states[index] == ChunkState::Missing;
}

bool ChunkMap::isFinished(std::size_t index) const
{
    return m_states[index] == ChunkState::Done || m_states[index] == ChunkState::Locked;
}

void ChunkMap::account(std::size_t index, bool finished)
{
    const blte::Chunk &chunk = (*m_table)[index];
    if (finished) {
        m_encodedDone += known(chunk.encodedSize);
        m_decodedDone += known(chunk.decodedSize);
    } else {
        m_encodedDone -= known(chunk.encodedSize);
        m_decodedDone -= known(chunk.decodedSize);
    }
}

void ChunkMap::set(std::size_t index, ChunkState state)
{
    if (m_states[index] == state)
        return;
    const bool before = isFinished(index);
    --m_counts[static_cast<std::size_t>(m_states[index])];
    ++m_counts[static_cast<std::size_t>(state)];
    m_states[index] = state;
    if (before != isFinished(index))
        account(index, !before);
    if (isWanted(index))
        m_firstWanted = std::min(m_firstWanted, index);
    if (!isFinished(index))
        m_firstUnfinished = std::min(m_firstUnfinished, index);
    ++m_revision;
}

void ChunkMap::set(ChunkRun run, ChunkState state)
{
    for (std::size_t i = run.first; i < run.end; ++i)
        set(i, state);
}

void ChunkMap::setMirror(ChunkRun run, int mirror)
{
    for (std::size_t i = run.first; i < run.end; ++i) {
        if (!isFinished(i))
            m_origins[i].mirror = static_cast<qint16>(mirror);
    }
}

void ChunkMap::adopt(const QBitArray &finished, const QBitArray &locked)
{
    for (std::size_t i = 0; i < size(); ++i) {
        const auto bit = static_cast<qsizetype>(i);
        if (bit < locked.size() && locked.testBit(bit))
            set(i, ChunkState::Locked);
        else if (bit < finished.size() && finished.testBit(bit))
            set(i, ChunkState::Done);
    }
}

bool ChunkMap::isComplete() const
{
    return count(ChunkState::Done) + count(ChunkState::Locked) == size();
}

quint64 ChunkMap::encodedMissing() const
{
    const quint64 total = known(m_table->encodedSize());
    return total > m_encodedDone ? total - m_encodedDone : 0;
}

ChunkRun ChunkMap::nextRun(quint64 wanted) const
{
    const ChunkRun run = runFrom(m_firstWanted, wanted);
    m_firstWanted = run.first;
    return run;
}

ChunkRuns ChunkMap::nextRuns(quint64 wanted, std::size_t most) const
{
    ChunkRuns runs;
    quint64 end = 0;
    ChunkRun run = nextRun(wanted);
    while (!run.isEmpty() && runs.size() < most) {
        const blte::Chunk &last = (*m_table)[run.end - 1];
        if (!runs.empty() && (*m_table)[run.first].encodedOffset - end < kApart)
            break;
        runs.push_back(run);
        end = last.encodedOffset + last.encodedSize;
        wanted -= std::min(wanted, encodedSize(run));
        run = wanted > 0 ? runFrom(run.end, wanted) : ChunkRun{};
    }
    return runs;
}

/// The first run of wanted chunks at `index` or behind.
ChunkRun ChunkMap::runFrom(std::size_t index, quint64 wanted) const
{
    while (index < size() && !isWanted(index))
        ++index;
    ChunkRun run{index, index};
    for (quint64 bytes = 0; run.end < size() && isWanted(run.end) && (bytes < wanted || run.isEmpty());
         ++run.end)
        bytes += known((*m_table)[run.end].encodedSize);
    return run;
}

quint64 ChunkMap::encodedSize(ChunkRun run) const
{
    quint64 bytes = 0;
    for (std::size_t i = run.first; i < run.end; ++i)
        bytes += known((*m_table)[i].encodedSize);
    return bytes;
}

quint64 ChunkMap::contiguousDecoded() const
{
    while (m_firstUnfinished < size() && isFinished(m_firstUnfinished))
        ++m_firstUnfinished;
    if (m_firstUnfinished < size())
        return (*m_table)[m_firstUnfinished].decodedOffset;
    return known(m_table->decodedSize());
}

} // namespace transfer
