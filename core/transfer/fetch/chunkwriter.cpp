#include "core/transfer/fetch/chunkwriter.h"

#include "core/blte/md5pair.h"
#include "core/transfer/fetch/chunkpairing.h"

#include <algorithm>

namespace transfer {

ChunkWriter::ChunkWriter(Context context)
    : m_context(std::move(context))
{
}

tl::unexpected<Trouble> ChunkWriter::trouble(core::Error error) const
{
    return tl::unexpected(Trouble{std::move(error), static_cast<qint64>(m_current)});
}

ChunkWriter::Result ChunkWriter::begin(std::shared_ptr<const blte::ChunkTable> table, ChunkRun run)
{
    m_table = std::move(table);
    m_run = run;
    m_current = run.first;
    m_finished.begin(run.first);
    m_isOtherWaiting = false;
    return beginChunk();
}

quint64 ChunkWriter::position() const
{
    return isComplete() ? end() : (*m_table)[m_current].encodedOffset + m_intake->taken();
}

quint64 ChunkWriter::end() const
{
    if (m_run.isEmpty())
        return m_table->headerSize();
    const blte::Chunk &last = (*m_table)[m_run.end - 1];
    return last.encodedSize == blte::kUnknownSize ? blte::kUnknownSize
                                                  : last.encodedOffset + last.encodedSize;
}

/// Empty chunks, and those that a spool has, are finished at once.
ChunkWriter::Result ChunkWriter::beginChunk()
{
    while (!isComplete()) {
        const auto is = m_intake->begin(*m_table, m_current);
        if (!is)
            return trouble(is.error());
        if (*is == ChunkIntake::Is::Wants)
            return {};
        if (auto ok = keep(*m_intake); !ok)
            return ok;
    }
    return {};
}

std::span<std::uint8_t> ChunkWriter::prepare(std::size_t wanted)
{
    return isComplete() ? std::span<std::uint8_t>() : m_intake->prepare(wanted);
}

ChunkWriter::Result ChunkWriter::commit(std::size_t size)
{
    return follow(m_intake->commit(size));
}

ChunkWriter::Result ChunkWriter::push(std::span<const std::uint8_t> bytes)
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

ChunkWriter::Result ChunkWriter::finish()
{
    return isComplete() ? Result() : follow(m_intake->finish());
}

ChunkWriter::Result ChunkWriter::follow(const ChunkIntake::Result &is)
{
    if (!is)
        return trouble(is.error());
    switch (*is) {
    case ChunkIntake::Is::Wants:
        break;
    case ChunkIntake::Is::Gathered:
        return gathered();
    case ChunkIntake::Is::Done:
    case ChunkIntake::Is::Locked:
        return keep(*m_intake).and_then([this] { return beginChunk(); });
    }
    return {};
}

/// The current chunk lies here whole.
ChunkWriter::Result ChunkWriter::gathered()
{
    if (m_isOtherWaiting) {
        const auto [first, second] = blte::md5Pair(m_other->gathered(), m_intake->gathered());
        return settle(first).and_then([this, &md5 = second] { return follow(m_intake->decode(md5)); });
    }
    if (!waitsForNext())
        return follow(m_intake->decode(blte::md5(m_intake->gathered())));
    m_isOtherWaiting = true;
    std::swap(m_intake, m_other);
    ++m_current;
    return beginChunk();
}

/// A chunk that is in a spool is replayed by itself.
bool ChunkWriter::waitsForNext() const
{
    const auto isFit = [this](std::size_t index) {
        return isPairable((*m_table)[index], m_context.limits) &&
               !m_context.sink->hasSpool(static_cast<quint32>(index));
    };
    return m_current + 1 < m_run.end && isFit(m_current) && isFit(m_current + 1);
}

ChunkWriter::Result ChunkWriter::settle()
{
    return m_isOtherWaiting ? settle(blte::md5(m_other->gathered())) : Result();
}

/// The current chunk is behind the one that waits, and goes on afterwards as if nothing had been. When it
/// fails, both are fetched again.
ChunkWriter::Result ChunkWriter::settle(const blte::Digest &md5)
{
    m_isOtherWaiting = false;
    --m_current;
    const auto is = m_other->decode(md5);
    const Result ok = is ? keep(*m_other) : trouble(is.error());
    if (!ok) {
        m_intake->leave();
        std::swap(m_intake, m_other);
    }
    return ok;
}

/// A chunk is finished: the next one of the run is the current one.
ChunkWriter::Result ChunkWriter::keep(ChunkIntake &intake)
{
    if (intake.locked())
        m_finished.addLocked(*intake.locked());
    if (auto ok = intake.keep(); !ok)
        return trouble(ok.error());
    m_finished.add(intake.mode());
    ++m_current;
    return {};
}

ChunkWriter::Result ChunkWriter::restartChunk()
{
    m_isOtherWaiting = false;
    if (auto ok = m_intake->drop(); !ok)
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
    if (!isComplete())
        m_intake->leave();
    m_run.end = m_current;
    return rest;
}

} // namespace transfer
