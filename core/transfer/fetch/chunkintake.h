#pragma once

#include "core/transfer/fetch/chunkoutput.h"
#include "core/transfer/fetch/chunkspool.h"
#include "core/transfer/fetch/counters.h"
#include "core/transfer/fetch/undecodedchunk.h"
#include "core/transfer/routing/lockedchunk.h"

namespace transfer {

/// What chunks are decoded with, and where they go.
struct ChunkContext
{
    blte::Workspace &workspace; ///< the lane's; outlives the intake
    std::shared_ptr<const blte::KeyStore> keys;
    blte::Limits limits;
    std::shared_ptr<Sink> sink; ///< may be null until the first chunk begins
    std::shared_ptr<Counters> counters;
    core::MissingKeys locked = core::MissingKeys::ZeroFill;
    /// Of the whole file, said beforehand; for one whose table does not tell its size.
    std::optional<qint64> decodedSize = {};
};

/// Takes one chunk after the other: its encoded bytes go in, and it is proven, decoded and written to its
/// place in the sink. On one lane thread; may block on the disk.
///
///     begin() ─► while Wants: prepare(), commit() ─► Gathered: decode()? ─► Done or Locked: keep()
///
/// A chunk that is decoded whole is written once, after its MD5 was right. A chunk that streams is spooled as
/// it comes, so that begin() of a later start goes on in the middle of it; a stored one is its own spool.
class ChunkIntake
{
public:
    /// `context` outlives this.
    explicit ChunkIntake(const ChunkContext &context);
    Q_DISABLE_COPY_MOVE(ChunkIntake)

    enum class Is {
        Wants,    ///< bytes
        Gathered, ///< it lies here whole, and its MD5 is wanted
        Done,     ///< decoded, and in its place
        Locked,   ///< zeros stand in its place, see locked()
    };
    using Result = tl::expected<Is, core::Error>;

    /// What a spool has of the chunk is taken at once. `table` outlives the chunk.
    Result begin(const blte::ChunkTable &table, std::size_t index);
    /// Room for the next bytes, at most `wanted`; never empty while it wants some.
    std::span<std::uint8_t> prepare(std::size_t wanted);
    Result commit(std::size_t size);
    blte::Bytes gathered() const { return m_decoder.gathered(); }
    Result decode(const blte::Digest &md5) { return decoded(m_decoder.decode(md5)); }
    /// The object of unknown length ended here.
    Result finish();
    /// The sink is told that the chunk is finished.
    core::Result<void> keep();

    const blte::Chunk &chunk() const { return (*m_table)[m_index]; }
    quint64 taken() const { return m_taken; } ///< encoded bytes
    std::uint8_t mode() const { return m_isEmpty ? std::uint8_t(0) : m_decoder.mode(); }
    const std::optional<LockedChunk> &locked() const { return m_locked; }
    /// What came of it counts no more, but for what a spool has.
    void leave();
    /// What came of it counts no more at all.
    core::Result<void> drop();

private:
    bool isPlain() const { return m_table->kind() == blte::TableKind::Plain; }
    bool hasKnownSize() const { return chunk().decodedSize != blte::kUnknownSize; }
    Result replay();
    Result decoded(const tl::expected<void, blte::Fault> &result);
    Result undecodedBecomes(const blte::Fault &fault);

    const ChunkContext &m_context;
    blte::ChunkDecoder m_decoder;
    ChunkOutput m_output;
    ChunkSpool m_spool;
    const blte::ChunkTable *m_table = nullptr;
    std::size_t m_index = 0;
    quint64 m_taken = 0;
    bool m_isEmpty = false;
    std::optional<LockedChunk> m_locked;
    std::vector<std::uint8_t> m_plainBuffer;
    std::span<std::uint8_t> m_prepared;
};

} // namespace transfer
