#include "core/transfer/fetch/chunkintake.h"

#include "core/transfer/fetch/headreader.h"

#include <algorithm>

namespace transfer {

namespace {

constexpr std::size_t kPlainBuffer = 256u << 10;
constexpr std::size_t kReplayed = 256u << 10; // at once

} // namespace

ChunkIntake::ChunkIntake(const ChunkContext &context)
    : m_context(context)
    , m_decoder(context.workspace, context.keys, context.limits)
    , m_output(context.sink)
    , m_spool(context.sink)
{
}

ChunkIntake::Result ChunkIntake::begin(const blte::ChunkTable &table, std::size_t index)
{
    m_table = &table;
    m_index = index;
    m_taken = 0;
    m_locked.reset();
    m_spool.begin(table, index);
    m_output.begin(chunk().decodedOffset);
    if (!isPlain())
        m_decoder.begin(table, index, m_output, blte::WhenGathered::Wait);
    m_isEmpty = isPlain() ? chunk().encodedSize == 0 : m_decoder.isComplete();
    if (m_isEmpty)
        return Is::Done;
    return isPlain() ? Is::Wants : replay();
}

/// Feeds what an earlier start kept of this chunk to the decoder again; the network goes on behind it, if
/// anything is left to fetch.
ChunkIntake::Result ChunkIntake::replay()
{
    const auto length = m_spool.beginReplay();
    if (!length)
        return tl::unexpected(length.error());
    m_output.setBytes(m_spool.isInPlace() ? ChunkOutput::Bytes::InPlace : ChunkOutput::Bytes::Wanted);
    Result is = Is::Wants;
    while (is && *is == Is::Wants && m_taken < *length) {
        const auto space = prepare(kReplayed);
        const auto wanted = static_cast<std::size_t>(std::min<quint64>(space.size(), *length - m_taken));
        const auto got = m_spool.read(m_taken, space.first(wanted));
        if (!got || *got <= 0)
            break;
        is = commit(static_cast<std::size_t>(*got));
        if (is && *is == Is::Gathered)
            is = decode(blte::md5(gathered()));
    }
    m_spool.endReplay();
    m_output.setBytes(ChunkOutput::Bytes::Wanted);
    return is;
}

std::span<std::uint8_t> ChunkIntake::prepare(std::size_t wanted)
{
    if (isPlain()) {
        const quint64 left = chunk().encodedSize - m_taken; // an unknown size leaves more than any buffer
        const auto size = static_cast<std::size_t>(std::min<quint64>({wanted, kPlainBuffer, left}));
        if (m_plainBuffer.size() < size)
            m_plainBuffer.resize(size);
        m_prepared = std::span(m_plainBuffer).first(size);
    } else {
        m_prepared = m_decoder.prepare(wanted);
    }
    return m_prepared;
}

ChunkIntake::Result ChunkIntake::commit(std::size_t size)
{
    const auto bytes = m_prepared.first(size);
    m_taken += size;
    m_context.counters->encodedDone += static_cast<qint64>(size);
    if (isPlain()) {
        if (!m_output.write(bytes))
            return tl::unexpected(m_output.error());
        return m_taken == chunk().encodedSize ? Is::Done : Is::Wants;
    }
    if (m_spool.wants(m_decoder)) {
        if (auto ok = m_spool.append(bytes); !ok)
            return tl::unexpected(ok.error());
    }
    const auto taken = m_decoder.commit(size);
    if (m_decoder.isWaiting())
        return Is::Gathered;
    if (taken && !m_decoder.isComplete()) {
        if (auto ok = m_spool.note(); !ok)
            return tl::unexpected(ok.error());
    }
    return decoded(taken);
}

ChunkIntake::Result ChunkIntake::finish()
{
    return isPlain() ? Is::Done : decoded(m_decoder.finish());
}

ChunkIntake::Result ChunkIntake::decoded(const tl::expected<void, blte::Fault> &result)
{
    if (!result)
        return undecodedBecomes(result.error());
    if (!m_decoder.isComplete())
        return Is::Wants;
    if (!m_decoder.usedKeys().empty())
        m_context.sink->noteKeys(m_decoder.usedKeys());
    return Is::Done;
}

/// Zeros stand where a locked chunk belongs, whatever a wrong key may have left there before. Nothing stands
/// for one of unknown size.
ChunkIntake::Result ChunkIntake::undecodedBecomes(const blte::Fault &fault)
{
    if (fault.kind == blte::FaultKind::SinkRefused)
        return tl::unexpected(m_output.error());
    const Undecoded becomes = undecoded(fault, m_context.locked, chunk());
    if (becomes == Undecoded::Fails)
        return tl::unexpected(undecodedError(fault, chunk(), m_decoder.usedKeys()));
    m_locked = LockedChunk{static_cast<quint32>(m_index), blte::KeyName{fault.expected},
                           fault.kind == blte::FaultKind::KeyWrong};
    core::Result<void> ok;
    if (becomes == Undecoded::ZerosAndKept)
        ok = m_spool.keep(m_decoder.isWhole() ? gathered() : blte::Bytes());
    if (ok)
        ok = m_output.zero(hasKnownSize() ? chunk().decodedSize : 0);
    return ok.map([] { return Is::Locked; });
}

core::Result<void> ChunkIntake::keep()
{
    const quint64 size = m_output.written();
    if (!hasKnownSize()) {
        const auto said = m_context.decodedSize;
        if (said && !m_locked && size != static_cast<quint64>(*said))
            return core::failure(core::ErrorKind::LengthContradicts, contradiction(size, *said));
        if (auto ok = m_context.sink->setDecodedSize(size); !ok)
            return ok;
    }
    const storage::ChunkNote note{static_cast<quint32>(m_index), m_output.crc(), chunk().decodedOffset, size,
                                  m_locked.has_value()};
    if (auto ok = m_context.sink->chunkFinished(note); !ok)
        return ok;
    const bool isKept = m_locked && m_context.locked == core::MissingKeys::Keep;
    if (auto ok = m_spool.end(isKept ? ChunkSpool::After::Keep : ChunkSpool::After::Drop); !ok)
        return ok;
    m_context.counters->decodedDone += static_cast<qint64>(size);
    return {};
}

void ChunkIntake::leave()
{
    m_context.counters->encodedDone -= static_cast<qint64>(m_taken);
    m_spool.leave();
}

core::Result<void> ChunkIntake::drop()
{
    m_context.counters->encodedDone -= static_cast<qint64>(m_taken);
    return m_spool.drop();
}

} // namespace transfer
