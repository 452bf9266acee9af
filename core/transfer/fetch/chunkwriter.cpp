#include "core/transfer/fetch/chunkwriter.h"

#include "core/blteerror.h"
#include "core/transfer/routing/usedkeys.h"

#include <algorithm>

namespace transfer {

namespace {

constexpr std::size_t kPlainBuffer = 256u << 10;

} // namespace

ChunkWriter::ChunkWriter(Context context)
    : m_context(std::move(context))
    , m_decoder(std::make_unique<blte::ChunkDecoder>(m_context.workspace, m_context.keys, m_context.limits))
    , m_other(std::make_unique<blte::ChunkDecoder>(m_context.workspace, m_context.keys, m_context.limits))
{
}

ChunkWriter::~ChunkWriter() = default;

tl::unexpected<Trouble> ChunkWriter::trouble(core::Error error) const
{
    return tl::unexpected(Trouble{std::move(error), static_cast<qint64>(m_current)});
}

tl::expected<void, Trouble> ChunkWriter::begin(std::shared_ptr<const blte::ChunkTable> table, ChunkRun run)
{
    m_table = std::move(table);
    m_run = run;
    m_current = run.first;
    m_finished = {run.first, run.first};
    m_modes.clear();
    m_isOtherWaiting = false;
    return beginChunk();
}

quint64 ChunkWriter::position() const
{
    return isComplete() ? end() : chunk().encodedOffset + m_taken;
}

quint64 ChunkWriter::end() const
{
    if (m_run.isEmpty())
        return m_table->headerSize();
    const blte::Chunk &last = (*m_table)[m_run.end - 1];
    return last.encodedSize == blte::kUnknownSize ? blte::kUnknownSize
                                                  : last.encodedOffset + last.encodedSize;
}

tl::expected<void, Trouble> ChunkWriter::beginChunk()
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

std::span<std::uint8_t> ChunkWriter::prepare(std::size_t wanted)
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

tl::expected<void, Trouble> ChunkWriter::commit(std::size_t size)
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

tl::expected<void, Trouble> ChunkWriter::push(std::span<const std::uint8_t> bytes)
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

tl::expected<void, Trouble> ChunkWriter::finish()
{
    if (isComplete())
        return {};
    if (isPlain())
        return finishChunk(false);
    return decoded(m_decoder->finish());
}

tl::expected<void, Trouble> ChunkWriter::decoded(const tl::expected<void, blte::Fault> &result)
{
    return unlocked(result, *m_decoder).and_then([this](bool isUnlocked) {
        return isUnlocked ? finishIfComplete() : finishChunk(true);
    });
}

tl::expected<bool, Trouble> ChunkWriter::unlocked(const tl::expected<void, blte::Fault> &result,
                                                  const blte::ChunkDecoder &decoder)
{
    if (result) {
        if (decoder.isComplete() && !decoder.usedKeys().empty())
            m_context.sink->noteKeys(decoder.usedKeys());
        return true;
    }
    const blte::Fault &fault = result.error();
    if (fault.kind == blte::FaultKind::SinkRefused)
        return trouble(m_writeError);
    // Zeros cannot stand in for a chunk whose size nobody knows; its bytes can be kept.
    const bool isRefused = m_context.locked == core::MissingKeys::Fail ||
                           (m_context.locked == core::MissingKeys::ZeroFill && !hasKnownSize());
    if (!blte::isLocked(fault) || isRefused) {
        core::Error error = core::errorFrom(fault);
        // Where nothing proves the encoded bytes, a wrong key looks like damage.
        if (!blte::isLocked(fault) && !chunk().hasMd5)
            error.detail += suspicion(decoder.usedKeys());
        return trouble(std::move(error));
    }
    m_locked.push_back({static_cast<quint32>(m_current), blte::KeyName{fault.expected},
                        fault.kind == blte::FaultKind::KeyWrong});
    return keepEncoded(decoder).and_then([this] { return zeroFill(); }).map([] { return false; });
}

tl::expected<void, Trouble> ChunkWriter::restartChunk()
{
    m_context.counters->encodedDone -= static_cast<qint64>(m_taken);
    m_isOtherWaiting = false;
    m_spool.reset();
    if (auto ok = m_context.sink->dropSpool(static_cast<quint32>(m_current)); !ok)
        return trouble(ok.error());
    return beginChunk();
}

void ChunkWriter::shorten()
{
    if (!isComplete())
        m_run.end = m_current + 1;
}

ChunkRun ChunkWriter::leave()
{
    Q_ASSERT(!m_isOtherWaiting);
    const ChunkRun rest = left();
    m_context.counters->encodedDone -= isComplete() ? 0 : static_cast<qint64>(m_taken);
    m_run.end = m_current;
    m_spool.reset();
    return rest;
}

ChunkRun ChunkWriter::takeFinished()
{
    const ChunkRun run = m_finished;
    m_finished.first = m_finished.end;
    return run;
}

std::vector<LockedChunk> ChunkWriter::takeLocked()
{
    return std::exchange(m_locked, {});
}

} // namespace transfer
