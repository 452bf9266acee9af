#include "core/storage/partialdownload.h"

#include <limits>

namespace storage {

namespace {

using core::ErrorKind;

constexpr quint64 kUnknown = std::numeric_limits<quint64>::max();
/// What comes with one answer, and is no longer, is there before reserving it could be of use.
constexpr quint64 kWrittenAtOnce = 1 << 20;

} // namespace

PartialDownload::PartialDownload(PartClaim claim, quint64 volume, std::shared_ptr<DiskReservations> room)
    : m_part(std::move(claim), volume, std::move(room))
    , m_spools(m_part.target())
    , m_journal(m_part, m_spools)
{
}

PartialDownload::~PartialDownload()
{
    release();
}

core::Result<void> PartialDownload::begin(const ResumeRecord &record, Snapshot snapshot)
{
    const QMutexLocker locker(&m_oneAtATime);
    return m_part.usable().and_then([&] { return m_journal.begin(record, snapshot); }).and_then([&] {
        const bool waits = m_journal.state() == JournalState::Held;
        return reserve(waits ? Snapshot::AtCheckpoint : Snapshot::Now);
    });
}

core::Result<void> PartialDownload::forget()
{
    const QMutexLocker locker(&m_oneAtATime);
    return m_part.usable().and_then([this] { return m_journal.forget(); });
}

/// All that is wanted is there already when every chunk is.
core::Result<void> PartialDownload::reserve(Snapshot snapshot)
{
    if (auto ok = m_part.usable(); !ok)
        return ok;
    const ResumeRecord record = m_journal.record();
    const bool isComplete = record.finished.count(true) == record.finished.size();
    const JournalState state = m_journal.state();
    const bool hasTable = state == JournalState::Held || state == JournalState::Kept;
    if (!hasTable || isComplete || record.decodedSize == kUnknown)
        return {};
    auto fits = m_part.claim(record.decodedSize);
    if (!fits || (snapshot == Snapshot::AtCheckpoint && record.decodedSize <= kWrittenAtOnce))
        return fits;
    return m_part.reserve(record.decodedSize);
}

core::Result<std::unique_ptr<Spool>> PartialDownload::openSpool(quint32 chunk,
                                                                std::optional<quint64> storedAt)
{
    const auto part =
        m_journal.spoolBegins(chunk).and_then([this] { return m_part.checkPlace(); }).and_then([this] {
            return m_part.file();
        });
    if (!part)
        return tl::unexpected(part.error());
    const SpoolNote trusted = m_spools.noteOf(chunk, storedAt);
    if (trusted.storedAt)
        return Spool::inPart(*part, trusted);
    auto spool = Spool::open(spoolPath(target(), chunk), trusted.length);
    if (spool)
        m_spools.set({chunk, (*spool)->crc(), (*spool)->length()}, (*spool)->file());
    return spool;
}

/// Set before it is noted, so that no checkpoint in between knows of neither.
core::Result<void> PartialDownload::spoolGrown(quint32 chunk, const Spool &spool)
{
    const SpoolNote note{chunk, spool.crc(), spool.length(), spool.storedAt()};
    if (auto ok = m_part.usable(); !ok)
        return ok;
    m_spools.set(note, spool.file());
    return m_journal.spoolGrown(note);
}

core::Result<void> PartialDownload::checkpoint()
{
    const QMutexLocker locker(&m_oneAtATime);
    return m_journal.checkpoint();
}

core::Result<void> PartialDownload::setDecodedSize(quint64 size)
{
    const QMutexLocker locker(&m_oneAtATime);
    if (auto ok = m_part.usable(); !ok)
        return ok;
    if (size > kLargestFile)
        return core::failure(ErrorKind::FileTooLarge, target());
    // The journal first: it must never ask for a longer part file than there is.
    return m_journal.setDecodedSize(size)
        .and_then([this] { return m_journal.checkpoint(); })
        .and_then([this] { return m_part.size(); })
        .and_then([&](qint64 now) {
            return static_cast<quint64>(now) > size ? m_part.resize(size) : core::Result<void>();
        });
}

core::Result<void> PartialDownload::prepareCommit()
{
    const QMutexLocker locker(&m_oneAtATime);
    if (auto ok = m_part.usable(); !ok || m_part.state() == PartState::Placed)
        return ok;
    if (auto ok = m_part.checkPlace(); !ok)
        return ok;
    const ResumeRecord record = m_journal.record();
    // Chunks that are locked may be unlocked later: the journal stays, and says all there is to say.
    if (record.locked.count(true) > 0) {
        if (auto ok = m_journal.checkpoint(); !ok)
            return ok;
    }
    const auto size = m_part.size();
    if (!size)
        return tl::unexpected(size.error());
    const bool isKnown = record.decodedSize <= kLargestFile;
    const bool differs = isKnown && static_cast<qint64>(record.decodedSize) != *size;
    return differs ? m_part.resize(record.decodedSize) : core::Result<void>();
}

core::Result<void> PartialDownload::syncPart(PartFile::Behind behind)
{
    const QMutexLocker locker(&m_oneAtATime);
    if (auto ok = m_part.usable(); !ok || m_part.state() == PartState::Placed)
        return ok;
    const auto synced = m_part.sync(behind);
    if (!synced)
        return tl::unexpected(m_journal.giveUp(synced.error()));
    return {};
}

core::Result<void> PartialDownload::place(core::WhenExists whenExists)
{
    const QMutexLocker locker(&m_oneAtATime);
    return m_part.moveToTarget(whenExists);
}

core::Result<void> PartialDownload::finishCommit()
{
    const QMutexLocker locker(&m_oneAtATime);
    return m_journal.finish().map([this] { release(); });
}

core::Result<void> PartialDownload::discard()
{
    const QMutexLocker locker(&m_oneAtATime);
    if (m_part.state() == PartState::Closed) // a second time, or after finishCommit()
        return {};
    // The part file first: without its journal it would be taken for somebody else's.
    return m_part.remove().and_then([this] { return m_journal.remove(); }).map([this] { release(); });
}

void PartialDownload::close()
{
    const QMutexLocker locker(&m_oneAtATime);
    m_journal.noteRest();
    release();
}

void PartialDownload::release()
{
    m_part.close();
    m_journal.close();
    m_spools.close();
}

} // namespace storage
