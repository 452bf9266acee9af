#include "core/transfer/chunkintake.h"

#include "core/storage/crc32.h"
#include "core/transfer/faults.h"

#include <algorithm>
#include <array>

namespace transfer {

namespace {

// A spool is noted so often: what a kill can cost of a large chunk.
constexpr quint64 kSpoolNote = 256u << 10;
constexpr std::size_t kPlainBuffer = 256u << 10;

} // namespace

ChunkIntake::ChunkIntake(Context context)
    : m_context(std::move(context))
    , m_decoder(std::make_unique<blte::ChunkDecoder>(m_context.workspace, m_context.keys, m_context.limits))
    , m_other(std::make_unique<blte::ChunkDecoder>(m_context.workspace, m_context.keys, m_context.limits))
{
}

ChunkIntake::~ChunkIntake() = default;

tl::unexpected<Trouble> ChunkIntake::trouble(core::Error error) const
{
    return tl::unexpected(Trouble{std::move(error), static_cast<qint64>(m_current)});
}

tl::expected<void, Trouble> ChunkIntake::begin(std::shared_ptr<const blte::ChunkTable> table, ChunkRun run)
{
    m_table = std::move(table);
    m_run = run;
    m_current = run.first;
    m_finished = {run.first, run.first};
    m_modes.clear();
    m_discovered.reset();
    m_isOtherWaiting = false;
    return beginChunk();
}

quint64 ChunkIntake::position() const
{
    return isComplete() ? end() : chunk().encodedOffset + m_taken;
}

quint64 ChunkIntake::end() const
{
    if (m_run.isEmpty())
        return m_table->headerSize();
    const blte::Chunk &last = (*m_table)[m_run.end - 1];
    return last.encodedSize == blte::kUnknownSize ? blte::kUnknownSize
                                                  : last.encodedOffset + last.encodedSize;
}

tl::expected<void, Trouble> ChunkIntake::beginChunk()
{
    while (!isComplete()) {
        m_spool.reset();
        m_taken = 0;
        m_written = 0;
        m_crc = 0;
        m_noted = 0;
        if (!isPlain())
            m_decoder->begin(*m_table, m_current, *this, blte::WhenGathered::Wait);
        const std::size_t begun = m_current;
        const bool isEmpty = isPlain() ? chunk().encodedSize == 0 : m_decoder->isComplete();
        if (const auto ok = isEmpty ? keepChunk(false, 0) : replaySpool(); !ok || m_current == begun)
            return ok;
    }
    return {};
}

/// Feeds what an earlier start kept of this chunk to the decoder again; the network goes on behind it, if
/// anything is left to fetch.
tl::expected<void, Trouble> ChunkIntake::replaySpool()
{
    if (isPlain() || !m_context.partial->hasSpool(static_cast<quint32>(m_current)))
        return {};
    auto spool = m_context.partial->openSpool(static_cast<quint32>(m_current));
    if (!spool)
        return trouble(spool.error());
    m_spool = std::move(*spool);
    m_noted = m_spool->length();
    m_replaying = true;
    while (m_taken < m_noted && m_spool) {
        const auto space = prepare(kPlainBuffer);
        const auto wanted = static_cast<std::size_t>(std::min<quint64>(space.size(), m_noted - m_taken));
        const auto got = m_spool->readAt(static_cast<qint64>(m_taken), space.first(wanted));
        if (!got || *got <= 0)
            break;
        if (auto ok = commit(static_cast<std::size_t>(*got)); !ok) {
            m_replaying = false;
            return ok;
        }
    }
    m_replaying = false;
    return {};
}

std::span<std::uint8_t> ChunkIntake::prepare(std::size_t wanted)
{
    if (isComplete())
        return {};
    if (isPlain()) {
        const quint64 left = chunk().encodedSize - m_taken; // an unknown size leaves more than any buffer
        const auto size = static_cast<std::size_t>(std::min<quint64>({wanted, kPlainBuffer, left}));
        if (m_plainBuffer.size() < size)
            m_plainBuffer.resize(size);
        m_prepared = std::span(m_plainBuffer).first(size);
    } else {
        m_prepared = m_decoder->prepare(wanted);
    }
    return m_prepared;
}

tl::expected<void, Trouble> ChunkIntake::commit(std::size_t size)
{
    const auto bytes = m_prepared.first(size);
    m_taken += size;
    m_context.counters->encodedDone += static_cast<qint64>(size);
    if (isPlain()) {
        if (!write(bytes))
            return trouble(m_writeError);
        return finishIfComplete();
    }
    if (auto ok = spool(bytes); !ok)
        return ok;
    const auto taken = m_decoder->commit(size);
    if (m_decoder->isWaiting())
        return gathered();
    if (taken && !m_decoder->isComplete()) {
        if (auto ok = noteSpool(); !ok)
            return ok;
    }
    return decoded(taken);
}

tl::expected<void, Trouble> ChunkIntake::push(std::span<const std::uint8_t> bytes)
{
    while (!bytes.empty() && !isComplete()) {
        const auto space = prepare(bytes.size());
        std::copy_n(bytes.begin(), space.size(), space.begin());
        if (auto ok = commit(space.size()); !ok)
            return ok;
        bytes = bytes.subspan(space.size());
    }
    return {};
}

tl::expected<void, Trouble> ChunkIntake::finish()
{
    if (isComplete())
        return {};
    if (isPlain())
        return finishChunk(false);
    return decoded(m_decoder->finish());
}

/// The first byte says where the spool of a chunk that streams is.
tl::expected<void, Trouble> ChunkIntake::spool(std::span<const std::uint8_t> bytes)
{
    if (m_replaying || (!m_spool && m_decoder->isWhole()))
        return {};
    if (!m_spool) {
        const bool isStored = bytes.front() == storage::Spool::kStored;
        auto spool = m_context.partial->openSpool(
            static_cast<quint32>(m_current), isStored ? std::optional(chunk().decodedOffset) : std::nullopt);
        if (!spool)
            return trouble(spool.error());
        m_spool = std::move(*spool);
        m_noted = m_spool->length();
    }
    if (auto ok = m_spool->append(bytes); !ok)
        return trouble(ok.error());
    return {};
}

/// Not before the decoder had the bytes: those of a stored chunk are in their place then.
tl::expected<void, Trouble> ChunkIntake::noteSpool()
{
    if (!m_spool || m_replaying || m_spool->length() - m_noted < kSpoolNote)
        return {};
    m_noted = m_spool->length();
    if (auto ok = m_context.partial->spoolGrown(static_cast<quint32>(m_current), *m_spool); !ok)
        return trouble(ok.error());
    return {};
}

tl::expected<void, Trouble> ChunkIntake::decoded(const tl::expected<void, blte::Fault> &result)
{
    return unlocked(result, *m_decoder).and_then([this](bool isUnlocked) {
        return isUnlocked ? finishIfComplete() : finishChunk(true);
    });
}

tl::expected<bool, Trouble> ChunkIntake::unlocked(const tl::expected<void, blte::Fault> &result,
                                                  const blte::ChunkDecoder &decoder)
{
    if (result)
        return true;
    const blte::Fault &fault = result.error();
    if (fault.kind == blte::FaultKind::SinkRefused)
        return trouble(m_writeError);
    if (fault.kind != blte::FaultKind::KeyMissing || m_context.locked == LockedChunks::Refuse)
        return trouble(errorFrom(fault));
    m_locked.push_back({static_cast<quint32>(m_current), blte::KeyName{fault.expected}});
    return keepEncoded(decoder).and_then([this] { return zeroFill(); }).map([] { return false; });
}

/// The encoded bytes of a locked chunk go into its spool, where those of a streamed one are already.
tl::expected<void, Trouble> ChunkIntake::keepEncoded(const blte::ChunkDecoder &decoder)
{
    if (m_context.locked != LockedChunks::Keep || m_replaying)
        return {};
    const auto index = static_cast<quint32>(m_current);
    core::Result<void> kept;
    if (!m_spool) {
        auto spool = m_context.partial->openSpool(index);
        if (!spool)
            return trouble(spool.error());
        m_spool = std::move(*spool);
        kept = m_spool->append(decoder.gathered());
    }
    if (kept)
        kept = m_context.partial->spoolGrown(index, *m_spool);
    if (!kept)
        return trouble(kept.error());
    return {};
}

tl::expected<void, Trouble> ChunkIntake::finishIfComplete()
{
    const bool complete = isPlain() ? m_taken == chunk().encodedSize : m_decoder->isComplete();
    return complete ? finishChunk(false) : tl::expected<void, Trouble>{};
}

tl::expected<void, Trouble> ChunkIntake::finishChunk(bool locked)
{
    // A replay goes on in beginChunk(), which it was called from.
    return keepChunk(locked, m_decoder->mode()).and_then([this] {
        return m_replaying ? tl::expected<void, Trouble>{} : beginChunk();
    });
}

tl::expected<void, Trouble> ChunkIntake::keepChunk(bool locked, std::uint8_t mode)
{
    const auto index = static_cast<quint32>(m_current);
    if (chunk().decodedSize == blte::kUnknownSize) {
        m_discovered = m_written;
        if (auto ok = m_context.partial->setDecodedSize(m_written); !ok)
            return trouble(ok.error());
    }
    const storage::ChunkNote note{index, m_crc, chunk().decodedOffset, m_written, locked};
    if (auto ok = m_context.partial->chunkFinished(note); !ok)
        return trouble(ok.error());
    const bool hadSpool = std::exchange(m_spool, nullptr) != nullptr;
    if (hadSpool && !(locked && m_context.locked == LockedChunks::Keep)) {
        if (auto ok = m_context.partial->dropSpool(index); !ok)
            return trouble(ok.error());
    }
    m_context.counters->decodedDone += static_cast<qint64>(m_written);
    m_modes.append(static_cast<char>(mode));
    m_finished.end = ++m_current;
    return {};
}

/// Zeros stand where a locked chunk belongs, whatever a wrong key may have left there before.
tl::expected<void, Trouble> ChunkIntake::zeroFill()
{
    static constexpr std::array<std::uint8_t, 4096> zeros{};
    m_written = 0;
    m_crc = 0;
    if (chunk().decodedSize == blte::kUnknownSize)
        return trouble(
            {core::ErrorKind::KeyMissing, QStringLiteral("and without a chunk table its size is unknown")});
    while (m_written < chunk().decodedSize) {
        const auto size = std::min<quint64>(zeros.size(), chunk().decodedSize - m_written);
        if (!write(std::span(zeros).first(static_cast<std::size_t>(size))))
            return trouble(m_writeError);
    }
    return {};
}

tl::expected<void, Trouble> ChunkIntake::restartChunk()
{
    m_context.counters->encodedDone -= static_cast<qint64>(m_taken);
    m_isOtherWaiting = false;
    m_spool.reset();
    if (auto ok = m_context.partial->dropSpool(static_cast<quint32>(m_current)); !ok)
        return trouble(ok.error());
    return beginChunk();
}

void ChunkIntake::shorten()
{
    if (!isComplete())
        m_run.end = m_current + 1;
}

ChunkRun ChunkIntake::leave()
{
    Q_ASSERT(!m_isOtherWaiting);
    const ChunkRun rest = left();
    m_context.counters->encodedDone -= isComplete() ? 0 : static_cast<qint64>(m_taken);
    m_run.end = m_current;
    m_spool.reset();
    return rest;
}

bool ChunkIntake::write(blte::Bytes bytes)
{
    const bool isThere = m_replaying && m_spool->storedAt();
    if (const auto ok = isThere ? core::Result<void>()
                                : m_context.partial->write(chunk().decodedOffset + m_written, bytes);
        !ok) {
        m_writeError = ok.error();
        return false;
    }
    m_crc = storage::crc32(bytes, m_crc);
    m_written += bytes.size();
    return true;
}

ChunkRun ChunkIntake::takeFinished()
{
    const ChunkRun run = m_finished;
    m_finished.first = m_finished.end;
    return run;
}

std::vector<LockedChunk> ChunkIntake::takeLocked()
{
    return std::exchange(m_locked, {});
}

} // namespace transfer
