#include "core/storage/chunkjournal.h"

#include "core/storage/recovery.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace storage {

using core::ErrorKind;

namespace {

constexpr unsigned bit(JournalState state)
{
    return 1u << static_cast<unsigned>(state);
}

// Row: from. Bits: where it may lead.
constexpr std::array<unsigned, kJournalStateCount> kSuccessors{
    /* Empty   */ bit(JournalState::Held) | bit(JournalState::Kept) | bit(JournalState::Dropped),
    /* Held    */ bit(JournalState::Kept) | bit(JournalState::Empty),
    /* Kept    */ bit(JournalState::Dropped),
    /* Dropped */ bit(JournalState::Kept),
};

bool hasTable(JournalState state)
{
    return state == JournalState::Held || state == JournalState::Kept;
}

tl::unexpected<core::Error> noChunk(quint32 chunk)
{
    return core::failure(ErrorKind::Internal, QStringLiteral("no chunk %1 in the table").arg(chunk));
}

} // namespace

bool canMove(JournalState from, JournalState to)
{
    return (kSuccessors[static_cast<std::size_t>(from)] & bit(to)) != 0;
}

/// Everything a checkpoint says, as it was before its sync began.
struct ChunkJournal::Copy
{
    ResumeRecord record;
    std::vector<SpoolNote> spools;
    std::vector<std::shared_ptr<const fs::File>> files; ///< the open spools
    bool wasDirty = false;
};

ChunkJournal::ChunkJournal(PartFile &part, SpoolSet &spools)
    : m_part(part)
    , m_spools(spools)
    , m_file(recordPath(part.target()))
{
}

core::Result<void> ChunkJournal::begin(const ResumeRecord &record, Snapshot snapshot)
{
    QMutexLocker locker(&m_mutex);
    const bool goesOn = hasTable(m_state) && m_progress.isSameTable(record);
    locker.unlock();
    if (!goesOn) {
        if (auto ok = forget(); !ok)
            return ok;
    }
    locker.relock();
    m_progress.begin(record);
    m_isDirty = true;
    const bool isNothingThere = m_state == JournalState::Empty || m_state == JournalState::Held;
    const bool waits = isNothingThere && snapshot == Snapshot::AtCheckpoint;
    moveTo(waits ? JournalState::Held : JournalState::Kept);
    locker.unlock();
    return waits ? core::Result<void>() : checkpoint();
}

/// The journal goes before the bytes it speaks of, so that no crash in between leaves one that lies.
core::Result<void> ChunkJournal::forget()
{
    const QMutexLocker locker(&m_mutex);
    m_spools.clear();
    if (hasTable(m_state)) {
        auto gone = m_part.takeFreshName()
                        .and_then([this] { return m_file.remove(); })
                        .and_then([this] { return m_file.syncFolder(); })
                        .and_then([this] { return recovery::removeOtherSpools(m_part.target(), {}); });
        if (!gone)
            return gone;
        moveTo(m_state == JournalState::Held ? JournalState::Empty : JournalState::Dropped);
    }
    m_progress.clear();
    return m_state == JournalState::Empty ? core::Result<void>() : m_part.resize(0);
}

void ChunkJournal::adopt(ResumeRecord believed, const JournalContent &content)
{
    const QMutexLocker locker(&m_mutex);
    m_progress.adopt(std::move(believed), content.chunks, content.record);
    moveTo(JournalState::Kept);
}

void ChunkJournal::setLeftovers()
{
    const QMutexLocker locker(&m_mutex);
    moveTo(JournalState::Dropped);
}

JournalState ChunkJournal::state() const
{
    const QMutexLocker locker(&m_mutex);
    return m_state;
}

void ChunkJournal::noteKeys(const std::vector<blte::UsedKey> &keys)
{
    const QMutexLocker locker(&m_mutex);
    m_progress.noteKeys(keys);
}

core::Result<void> ChunkJournal::chunkFinished(const ChunkNote &note)
{
    const QMutexLocker locker(&m_mutex);
    if (auto ok = m_part.usable(); !ok)
        return ok;
    if (!hasTable(m_state) || !m_progress.has(note.chunk))
        return noChunk(note.chunk);
    return keep(note).map([&] { m_progress.finish(note); });
}

core::Result<void> ChunkJournal::spoolBegins(quint32 chunk)
{
    const QMutexLocker locker(&m_mutex);
    if (auto ok = m_part.usable(); !ok)
        return ok;
    if (!hasTable(m_state) || !m_progress.has(chunk))
        return noChunk(chunk);
    moveTo(JournalState::Kept);
    return {};
}

core::Result<void> ChunkJournal::spoolGrown(const SpoolNote &note)
{
    const QMutexLocker locker(&m_mutex);
    return m_part.usable().and_then([&] { return keep(note); });
}

/// Appends the note where the file can take it (after a full disk at opening it cannot before the next
/// checkpoint). The caller holds m_mutex.
core::Result<void> ChunkJournal::keep(const Note &note)
{
    if (m_file.isWritable()) {
        if (auto ok = m_file.note(note); !ok)
            return ok;
    }
    if (m_meanwhile)
        m_meanwhile->push_back(note);
    m_isDirty = true;
    return {};
}

std::optional<quint32> ChunkJournal::contentCrc() const
{
    const QMutexLocker locker(&m_mutex);
    return m_progress.contentCrc();
}

void ChunkJournal::addNetworkBytes(quint64 bytes)
{
    const QMutexLocker locker(&m_mutex);
    m_progress.addNetworkBytes(bytes);
}

core::Result<void> ChunkJournal::checkpoint()
{
    if (auto ok = m_part.usable(); !ok || !hasTable(state()))
        return ok;
    Copy copy = copyState();
    // What the part file is known by, before the sync, which is what makes it last.
    const auto known =
        m_part.checkPlace().and_then([this] { return m_part.size(); }).and_then([&](qint64 size) {
            copy.record.partSize = std::min(static_cast<quint64>(size), copy.record.decodedSize);
            return m_part.stamp();
        });
    if (!known) {
        putBack(copy);
        return tl::unexpected(known.error());
    }
    copy.record.part = *known;
    if (auto ok = m_part.sync(); !ok)
        return tl::unexpected(giveUp(ok.error()));
    auto saved = save(copy);
    if (!saved)
        putBack(copy);
    return saved;
}

ChunkJournal::Copy ChunkJournal::copyState()
{
    const QMutexLocker locker(&m_mutex);
    moveTo(JournalState::Kept);
    m_meanwhile.emplace();
    return {m_progress.snapshot(), m_spools.notes(), m_spools.files(), std::exchange(m_isDirty, false)};
}

void ChunkJournal::putBack(const Copy &copy)
{
    const QMutexLocker locker(&m_mutex);
    m_isDirty = m_isDirty || copy.wasDirty;
    m_meanwhile.reset();
}

/// The slow work is done without the lock; only the swap of the files holds it.
core::Result<void> ChunkJournal::save(const Copy &copy)
{
    for (const auto &file : copy.files) {
        if (auto ok = file->syncData(); !ok)
            return ok;
    }
    auto prepared = m_file.prepare(copy.record, copy.spools);
    if (!prepared)
        return tl::unexpected(prepared.error());
    {
        const QMutexLocker locker(&m_mutex);
        if (auto ok = m_file.adopt(std::move(*prepared), *m_meanwhile); !ok)
            return ok;
        m_meanwhile.reset();
        m_progress.setKept(copy.record);
    }
    return m_part.takeKnownName().and_then([this] { return m_file.syncFolder(); });
}

/// After a failed fdatasync the kernel may call the lost pages clean: they read back well until they are
/// evicted. So neither reading back nor syncing again proves anything, and what was not synced before counts
/// as lost.
core::Error ChunkJournal::giveUp(const core::Error &error)
{
    ResumeRecord record;
    {
        const QMutexLocker locker(&m_mutex);
        m_part.fail(error);
        m_progress.dropUnkept();
        m_meanwhile.reset();
        record = m_progress.snapshot();
    }
    // Without notes. If even this fails, the next open() meets the same disk.
    if (m_part.checkPlace() && m_part.hasKnownName())
        std::ignore = m_file.replace(record, {});
    return error;
}

bool ChunkJournal::isDirty() const
{
    const QMutexLocker locker(&m_mutex);
    return m_isDirty;
}

core::Result<void> ChunkJournal::setDecodedSize(quint64 size)
{
    const QMutexLocker locker(&m_mutex);
    if (!hasTable(m_state))
        return core::failure(ErrorKind::Internal,
                             QStringLiteral("a size without a table: ") + m_part.target());
    m_progress.setDecodedSize(size);
    m_isDirty = true;
    return {};
}

core::Result<void> ChunkJournal::finish()
{
    const QBitArray locked = record().locked;
    return locked.count(true) > 0 ? m_spools.removeAllBut(locked) : remove();
}

/// The file first: a part file without one is nothing, a journal without a part file would have to be
/// doubted.
core::Result<void> ChunkJournal::remove()
{
    const QMutexLocker locker(&m_mutex);
    if (m_state == JournalState::Empty || m_state == JournalState::Held)
        return {};
    return m_file.remove()
        .and_then([this] {
            return JournalFile::removeJournal(recordPath(m_part.target()) + QStringLiteral(".bad"));
        })
        .and_then([this] { return m_spools.removeAll(); });
}

/// Without it the next start would only read more.
void ChunkJournal::noteRest()
{
    const QMutexLocker locker(&m_mutex);
    const auto stamp = m_part.stamp();
    if (stamp && hasTable(m_state) && m_file.isWritable())
        std::ignore = m_file.note(RestNote{*stamp});
}

void ChunkJournal::close()
{
    const QMutexLocker locker(&m_mutex);
    m_file.close();
}

ResumeRecord ChunkJournal::record() const
{
    const QMutexLocker locker(&m_mutex);
    return m_progress.record();
}

/// The caller holds m_mutex.
void ChunkJournal::moveTo(JournalState next)
{
    Q_ASSERT(m_state == next || canMove(m_state, next));
    m_state = next;
}

} // namespace storage
