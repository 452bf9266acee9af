#include "core/transfer/fetch/chunkspool.h"

namespace transfer {

namespace {

// A spool is noted so often: what a kill can cost of a large chunk.
constexpr quint64 kSpoolNote = 256u << 10;

} // namespace

void ChunkSpool::begin(const blte::ChunkTable &table, std::size_t index)
{
    m_table = &table;
    m_chunk = static_cast<quint32>(index);
    m_spool.reset();
    m_noted = 0;
    m_isReplaying = false;
}

core::Result<void> ChunkSpool::drop()
{
    m_spool.reset();
    return m_sink->dropSpool(m_chunk);
}

core::Result<void> ChunkSpool::open(std::optional<quint64> storedAt)
{
    auto spool = m_sink->openSpool(m_chunk, storedAt);
    if (!spool)
        return tl::unexpected(spool.error());
    m_spool = std::move(*spool);
    m_noted = m_spool->length();
    return {};
}

core::Result<quint64> ChunkSpool::beginReplay()
{
    if (!m_sink->hasSpool(m_chunk))
        return quint64(0);
    if (auto ok = open({}); !ok)
        return tl::unexpected(ok.error());
    m_isReplaying = true;
    return m_noted;
}

core::Result<qint64> ChunkSpool::read(quint64 offset, std::span<std::uint8_t> buffer) const
{
    return m_spool->readAt(static_cast<qint64>(offset), buffer);
}

core::Result<void> ChunkSpool::append(std::span<const std::uint8_t> bytes)
{
    if (!m_spool) {
        const bool isStored =
            m_table->kind() != blte::TableKind::Encoded && bytes.front() == storage::Spool::kStored;
        const auto storedAt = isStored ? std::optional((*m_table)[m_chunk].decodedOffset) : std::nullopt;
        if (auto ok = open(storedAt); !ok)
            return ok;
    }
    return m_spool->append(bytes);
}

core::Result<void> ChunkSpool::note()
{
    if (!m_spool || m_isReplaying || m_spool->length() - m_noted < kSpoolNote)
        return {};
    m_noted = m_spool->length();
    return m_sink->spoolGrown(m_chunk, *m_spool);
}

core::Result<void> ChunkSpool::keep(std::span<const std::uint8_t> gathered)
{
    if (m_isReplaying || !m_sink->hasSpools())
        return {};
    if (!m_spool) {
        if (auto ok = open({}).and_then([&] { return m_spool->append(gathered); }); !ok)
            return ok;
    }
    return m_sink->spoolGrown(m_chunk, *m_spool);
}

core::Result<void> ChunkSpool::end(After after)
{
    if (!m_spool)
        return {};
    m_spool.reset();
    return after == After::Drop ? m_sink->dropSpool(m_chunk) : core::Result<void>();
}

} // namespace transfer
