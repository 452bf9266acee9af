#pragma once

#include "core/transfer/fetch/chunkintake.h"
#include "core/transfer/fetch/finishedchunks.h"
#include "core/transfer/fetch/trouble.h"

namespace transfer {

/// Where the encoded bytes of a run of chunks go in and the decoded file grows: chunk after chunk is taken in
/// (ChunkIntake) and noted as finished. The network side only asks for position(), fills prepare() and calls
/// commit(). All calls on one lane thread; may block on the disk.
///
/// Of two small chunks in a row the first waits for the second, because both are hashed at once in little
/// more than the time of one. When no bytes come, settle() ends that wait.
class ChunkWriter
{
public:
    using Context = ChunkContext;
    using Result = tl::expected<void, Trouble>;

    explicit ChunkWriter(Context context);
    Q_DISABLE_COPY_MOVE(ChunkWriter)

    Sink &sink() const { return *m_context.sink; }
    /// Before the first begin().
    void setSink(std::shared_ptr<Sink> sink) { m_context.sink = std::move(sink); }

    /// Starts a run; its first chunk goes on from its spool when there is one.
    Result begin(std::shared_ptr<const blte::ChunkTable> table, ChunkRun run);
    /// Encoded offset (in the object) of the next byte wanted, and of the first byte no longer wanted;
    /// end() is kUnknownSize for an object of unknown length.
    quint64 position() const;
    quint64 end() const;
    bool isComplete() const { return m_current >= m_run.end; }
    const std::shared_ptr<const blte::ChunkTable> &table() const { return m_table; }

    /// Room for the next bytes, at most `wanted`; never empty unless complete.
    std::span<std::uint8_t> prepare(std::size_t wanted);
    Result commit(std::size_t size);
    /// Takes bytes that lie elsewhere.
    Result push(std::span<const std::uint8_t> bytes);
    /// The object of unknown length ended here.
    Result finish();

    /// A chunk lies here whole and waits for the next one; settle() decodes and keeps it now.
    bool isWaiting() const { return m_isOtherWaiting; }
    Result settle();

    /// Forgets what came of the current chunk (after a digest fault): position() is the chunk's start again.
    Result restartChunk();

    /// Keeps only the current chunk of the run, or nothing of one that is complete.
    void shorten();
    ChunkRun left() const { return {m_isOtherWaiting ? m_current - 1 : m_current, m_run.end}; }
    /// Gives up what is left of the run, for another begin(): what came of the current chunk is forgotten,
    /// but for what a spool has. No chunk may be waiting.
    ChunkRun leave();

    FinishedChunks &finished() { return m_finished; }

private:
    Result beginChunk();
    Result follow(const ChunkIntake::Result &is);
    Result gathered();
    bool waitsForNext() const;
    Result settle(const blte::Digest &md5);
    Result keep(ChunkIntake &intake);
    tl::unexpected<Trouble> trouble(core::Error error) const;

    Context m_context;
    ChunkIntake m_intakes[2] = {ChunkIntake(m_context), ChunkIntake(m_context)};
    ChunkIntake *m_intake = &m_intakes[0]; ///< of the current chunk
    ChunkIntake *m_other = &m_intakes[1];  ///< of the chunk before it, while that one waits
    bool m_isOtherWaiting = false;
    std::shared_ptr<const blte::ChunkTable> m_table;
    ChunkRun m_run;
    std::size_t m_current = 0;
    FinishedChunks m_finished;
};

} // namespace transfer
