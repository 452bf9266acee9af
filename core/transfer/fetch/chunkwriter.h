#pragma once

#include "core/blte/chunkdecoder.h"
#include "core/choices.h"
#include "core/transfer/fetch/counters.h"
#include "core/transfer/fetch/sink.h"
#include "core/transfer/routing/chunkmap.h"
#include "core/transfer/routing/lockedchunk.h"

#include <QByteArray>

namespace transfer {

/// A fault with its place. chunk is -1 when it is not about one chunk.
struct Trouble
{
    core::Error error;
    qint64 chunk = -1;
};

/// Where the encoded bytes of a run of chunks go in and the decoded file grows: decode, verify, write to the
/// sink at the chunk's offset, note it as kept, count what is done. The network side only asks for
/// position(), fills prepare() and calls commit().
///
/// A chunk that is decoded whole is written once, after its MD5 was right. A chunk that streams is spooled as
/// it comes, so that open() of a later start goes on in the middle of it; a stored one is its own spool. All
/// calls on one lane thread; may block on the disk.
///
/// Of two small chunks in a row the first waits for the second, because both are hashed at once in little
/// more than the time of one. When no bytes come, settle() ends that wait.
class ChunkWriter : private blte::ByteSink
{
public:
    struct Context
    {
        blte::Workspace &workspace; ///< the lane's; outlives the intake
        std::shared_ptr<const blte::KeyStore> keys;
        blte::Limits limits;
        std::shared_ptr<Sink> sink; ///< null until setSink()
        std::shared_ptr<Counters> counters;
        core::MissingKeys locked = core::MissingKeys::ZeroFill;
        /// Of the whole file, said beforehand; for one whose table does not tell its size.
        std::optional<qint64> decodedSize = {};
    };

    explicit ChunkWriter(Context context);
    ~ChunkWriter() override;

    Sink &sink() const { return *m_context.sink; }
    /// Before the first begin().
    void setSink(std::shared_ptr<Sink> sink) { m_context.sink = std::move(sink); }

    /// Starts a run; its first chunk goes on from its spool when there is one.
    tl::expected<void, Trouble> begin(std::shared_ptr<const blte::ChunkTable> table, ChunkRun run);
    /// Encoded offset (in the object) of the next byte wanted, and of the first byte no longer wanted;
    /// end() is kUnknownSize for an object of unknown length.
    quint64 position() const;
    quint64 end() const;
    bool isComplete() const { return m_current >= m_run.end; }
    const std::shared_ptr<const blte::ChunkTable> &table() const { return m_table; }

    /// Room for the next bytes, at most `wanted`; never empty unless complete.
    std::span<std::uint8_t> prepare(std::size_t wanted);
    tl::expected<void, Trouble> commit(std::size_t size);
    /// Takes bytes that lie elsewhere.
    tl::expected<void, Trouble> push(std::span<const std::uint8_t> bytes);
    /// The object of unknown length ended here.
    tl::expected<void, Trouble> finish();

    /// A chunk lies here whole and waits for the next one; settle() decodes and keeps it now.
    bool isWaiting() const { return m_isOtherWaiting; }
    tl::expected<void, Trouble> settle();

    /// Forgets what came of the current chunk (after a digest fault): position() is the chunk's start again.
    tl::expected<void, Trouble> restartChunk();

    /// Keeps only the current chunk of the run, or nothing of one that is complete.
    void shorten();
    ChunkRun left() const { return {m_isOtherWaiting ? m_current - 1 : m_current, m_run.end}; }
    /// Gives up what is left of the run, for another begin(): what came of the current chunk is forgotten,
    /// but for what a spool has. No chunk may be waiting.
    ChunkRun leave();

    /// Chunks finished since the last call; locked ones are in there, too.
    ChunkRun takeFinished();
    std::vector<LockedChunk> takeLocked();
    /// The encoding mode bytes of those that takeFinished() tells next.
    QByteArray takeModes() { return std::exchange(m_modes, {}); }

private:
    bool write(blte::Bytes bytes) override;
    bool isPlain() const { return m_table->kind() == blte::TableKind::Plain; }
    bool hasKnownSize() const { return chunk().decodedSize != blte::kUnknownSize; }
    const blte::Chunk &chunk() const { return (*m_table)[m_current]; }

    tl::expected<void, Trouble> beginChunk();
    tl::expected<void, Trouble> replaySpool();
    tl::expected<void, Trouble> take(std::span<const std::uint8_t> bytes);
    tl::expected<void, Trouble> spool(std::span<const std::uint8_t> bytes);
    tl::expected<void, Trouble> noteSpool();
    bool isPairable(std::size_t index) const;
    tl::expected<void, Trouble> gathered();
    tl::expected<void, Trouble> settle(const blte::Digest &md5);
    tl::expected<void, Trouble> decoded(const tl::expected<void, blte::Fault> &result);
    /// False: the chunk is locked, and zeros stand in its place.
    tl::expected<bool, Trouble> unlocked(const tl::expected<void, blte::Fault> &result,
                                         const blte::ChunkDecoder &decoder);
    tl::expected<void, Trouble> finishIfComplete();
    tl::expected<void, Trouble> finishChunk(bool locked);
    tl::expected<void, Trouble> keepChunk(bool locked, std::uint8_t mode);
    tl::expected<void, Trouble> keepEncoded(const blte::ChunkDecoder &decoder);
    tl::expected<void, Trouble> zeroFill();
    tl::unexpected<Trouble> trouble(core::Error error) const;

    Context m_context;
    std::unique_ptr<blte::ChunkDecoder> m_decoder; ///< of the current chunk
    std::unique_ptr<blte::ChunkDecoder> m_other;   ///< of the chunk before it, while that one waits
    bool m_isOtherWaiting = false;
    std::shared_ptr<const blte::ChunkTable> m_table;
    ChunkRun m_run;
    ChunkRun m_finished;
    std::size_t m_current = 0;
    quint64 m_taken = 0;   ///< encoded bytes of the current chunk
    quint64 m_written = 0; ///< decoded bytes of the current chunk
    quint32 m_crc = 0;     ///< of these
    bool m_replaying = false;
    core::Error m_writeError;
    std::unique_ptr<storage::Spool> m_spool;
    quint64 m_noted = 0; ///< spool length at the last note
    std::vector<std::uint8_t> m_plainBuffer;
    std::span<std::uint8_t> m_prepared;
    std::vector<LockedChunk> m_locked;
    QByteArray m_modes;
};

} // namespace transfer
