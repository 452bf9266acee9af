#include "core/storage/crc32.h"
#include "core/transfer/fetch/chunkwriter.h"
#include "core/transfer/fetch/headreader.h"

#include <algorithm>

/// How ChunkWriter keeps what it has: a chunk's decoded bytes, and the spool of one that is not whole.
namespace transfer {

namespace {

// A spool is noted so often: what a kill can cost of a large chunk.
constexpr quint64 kSpoolNote = 256u << 10;
constexpr std::size_t kReplayed = 256u << 10; // at once

} // namespace

/// Feeds what an earlier start kept of this chunk to the decoder again; the network goes on behind it, if
/// anything is left to fetch.
tl::expected<void, Trouble> ChunkWriter::replaySpool()
{
    if (isPlain() || !m_context.sink->hasSpool(static_cast<quint32>(m_current)))
        return {};
    auto spool = m_context.sink->openSpool(static_cast<quint32>(m_current), {});
    if (!spool)
        return trouble(spool.error());
    m_spool = std::move(*spool);
    m_noted = m_spool->length();
    m_replaying = true;
    while (m_taken < m_noted && m_spool) {
        const auto space = prepare(kReplayed);
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

/// The first byte says where the spool of a chunk that streams is.
tl::expected<void, Trouble> ChunkWriter::spool(std::span<const std::uint8_t> bytes)
{
    if (m_replaying || (!m_spool && (m_decoder->isWhole() || !m_context.sink->hasSpools())))
        return {};
    if (!m_spool) {
        const bool isStored =
            m_table->kind() != blte::TableKind::Encoded && bytes.front() == storage::Spool::kStored;
        auto spool = m_context.sink->openSpool(
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
tl::expected<void, Trouble> ChunkWriter::noteSpool()
{
    if (!m_spool || m_replaying || m_spool->length() - m_noted < kSpoolNote)
        return {};
    m_noted = m_spool->length();
    if (auto ok = m_context.sink->spoolGrown(static_cast<quint32>(m_current), *m_spool); !ok)
        return trouble(ok.error());
    return {};
}

/// The encoded bytes of a locked chunk go into its spool, where those of a streamed one are already.
tl::expected<void, Trouble> ChunkWriter::keepEncoded(const blte::ChunkDecoder &decoder)
{
    if (m_context.locked != core::MissingKeys::Keep || m_replaying || !m_context.sink->hasSpools())
        return {};
    const auto index = static_cast<quint32>(m_current);
    core::Result<void> kept;
    if (!m_spool) {
        auto spool = m_context.sink->openSpool(index, {});
        if (!spool)
            return trouble(spool.error());
        m_spool = std::move(*spool);
        kept = m_spool->append(decoder.gathered());
    }
    if (kept)
        kept = m_context.sink->spoolGrown(index, *m_spool);
    if (!kept)
        return trouble(kept.error());
    return {};
}

tl::expected<void, Trouble> ChunkWriter::finishIfComplete()
{
    const bool complete = isPlain() ? m_taken == chunk().encodedSize : m_decoder->isComplete();
    return complete ? finishChunk(false) : tl::expected<void, Trouble>{};
}

tl::expected<void, Trouble> ChunkWriter::finishChunk(bool locked)
{
    // A replay goes on in beginChunk(), which it was called from.
    return keepChunk(locked, m_decoder->mode()).and_then([this] {
        return m_replaying ? tl::expected<void, Trouble>{} : beginChunk();
    });
}

tl::expected<void, Trouble> ChunkWriter::keepChunk(bool locked, std::uint8_t mode)
{
    const auto index = static_cast<quint32>(m_current);
    if (chunk().decodedSize == blte::kUnknownSize) {
        const auto said = m_context.decodedSize;
        if (said && !locked && m_written != static_cast<quint64>(*said))
            return trouble({core::ErrorKind::LengthContradicts, contradiction(m_written, *said)});
        if (auto ok = m_context.sink->setDecodedSize(m_written); !ok)
            return trouble(ok.error());
    }
    const storage::ChunkNote note{index, m_crc, chunk().decodedOffset, m_written, locked};
    if (auto ok = m_context.sink->chunkFinished(note); !ok)
        return trouble(ok.error());
    const bool hadSpool = std::exchange(m_spool, nullptr) != nullptr;
    if (hadSpool && !(locked && m_context.locked == core::MissingKeys::Keep)) {
        if (auto ok = m_context.sink->dropSpool(index); !ok)
            return trouble(ok.error());
    }
    m_context.counters->decodedDone += static_cast<qint64>(m_written);
    m_modes.append(static_cast<char>(mode));
    m_finished.end = ++m_current;
    return {};
}

/// Zeros stand where a locked chunk belongs, whatever a wrong key may have left there before. Nothing stands
/// for one of unknown size.
tl::expected<void, Trouble> ChunkWriter::zeroFill()
{
    m_crc = 0;
    m_written = hasKnownSize() ? chunk().decodedSize : 0;
    if (auto ok = m_context.sink->zero(chunk().decodedOffset, m_written); !ok)
        return trouble(ok.error());
    return {};
}

bool ChunkWriter::write(blte::Bytes bytes)
{
    const bool isThere = m_replaying && m_spool->storedAt();
    if (const auto ok =
            isThere ? core::Result<void>() : m_context.sink->write(chunk().decodedOffset + m_written, bytes);
        !ok) {
        m_writeError = ok.error();
        return false;
    }
    m_crc = storage::crc32(bytes, m_crc);
    m_written += bytes.size();
    return true;
}

} // namespace transfer
