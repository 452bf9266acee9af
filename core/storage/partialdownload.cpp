#include "core/storage/partialdownload.h"

#include "core/storage/crc32.h"
#include "core/storage/filesystem.h"
#include "core/storage/recovery.h"

#include <algorithm>
#include <limits>

namespace storage {

namespace {

using core::ErrorKind;

constexpr quint64 kUnknown = std::numeric_limits<quint64>::max();
constexpr auto kLargestFile = static_cast<quint64>(std::numeric_limits<qint64>::max());
/// What comes with one answer, and is no longer, is there before reserving it could be of use.
constexpr qint64 kWrittenAtOnce = 1 << 20;

bool isSameTable(const ResumeRecord &a, const ResumeRecord &b)
{
    return a.headerSize == b.headerSize && a.encodedSize == b.encodedSize && a.tableDigest == b.tableDigest &&
           a.finished.size() == b.finished.size() &&
           (a.decodedSize == b.decodedSize || a.decodedSize == kUnknown || b.decodedSize == kUnknown);
}

} // namespace

PartialDownload::PartialDownload(QString target, QString part, fs::File file,
                                 std::shared_ptr<DiskReservations> room)
    : m_target(std::move(target))
    , m_room(std::move(room))
    , m_partPath(std::move(part))
    , m_part(std::make_shared<const fs::File>(std::move(file)))
    , m_log(recordPath(m_target))
{
}

PartialDownload::~PartialDownload()
{
    release();
}

/// For what is still to come; all that is wanted is there already when every chunk is.
core::Result<void> PartialDownload::reserveRoom(Snapshot snapshot)
{
    const auto file = part();
    if (!file)
        return tl::unexpected(file.error());
    const bool isComplete = m_record.finished.count(true) == m_record.finished.size();
    if (!m_begun || isComplete || m_record.decodedSize == kUnknown)
        return {};
    if (m_record.decodedSize > kLargestFile)
        return core::failure(ErrorKind::FileTooLarge, m_target);
    const auto size = static_cast<qint64>(m_record.decodedSize);
    const auto fits =
        m_room ? m_room->claim(*file, m_volume, folderOf(m_target), size) : core::Result<void>();
    if (!fits || (snapshot == Snapshot::AtCheckpoint && size <= kWrittenAtOnce))
        return fits;
    return (*file)->reserve(size);
}

core::Result<void> PartialDownload::begin(const ResumeRecord &record, Snapshot snapshot)
{
    const QMutexLocker oneAtATime(&m_syncMutex);
    const auto file = part();
    if (!file)
        return tl::unexpected(file.error());
    const bool isSame = m_begun && isSameTable(m_record, record);
    if (!isSame) {
        if (auto ok = startAnew(); !ok)
            return ok;
    }
    setTable(record, isSame);
    const bool isLater = m_isBare && snapshot == Snapshot::AtCheckpoint;
    const auto kept = isLater ? core::Result<void>() : takeCheckpoint();
    return kept.and_then([&] { return reserveRoom(isLater ? snapshot : Snapshot::Now); });
}

core::Result<void> PartialDownload::forget()
{
    const QMutexLocker oneAtATime(&m_syncMutex);
    const auto file = part();
    return file ? startAnew() : tl::unexpected(file.error());
}

/// The record goes before the bytes it speaks of, so that no crash in between leaves one that lies.
core::Result<void> PartialDownload::startAnew()
{
    const QMutexLocker locker(&m_mutex);
    m_spools.clear();
    m_proofs.clear();
    if (m_begun) {
        auto gone = hidePart()
                        .and_then([this] { return m_log.remove(); })
                        .and_then([this] { return m_log.syncFolder(); })
                        .and_then([this] { return recovery::removeOtherSpools(m_target, {}); });
        if (!gone)
            return gone;
    }
    m_begun = false;
    return m_isBare ? core::Result<void>() : m_part->resize(0);
}

void PartialDownload::setTable(const ResumeRecord &record, bool isSame)
{
    const QMutexLocker locker(&m_mutex);
    ResumeRecord next = record;
    next.locked.resize(next.finished.size());
    next.finished &= isSame ? m_record.finished : QBitArray(next.finished.size());
    next.locked &= isSame ? m_record.locked : QBitArray(next.finished.size());
    if (isSame && next.decodedSize == kUnknown)
        next.decodedSize = m_record.decodedSize;
    m_syncedFinished = next.finished & (isSame ? m_syncedFinished : QBitArray(next.finished.size()));
    m_syncedLocked = next.locked & (isSame ? m_syncedLocked : QBitArray(next.finished.size()));
    next.usedKeys = next.finished.count(true) > 0 ? m_record.usedKeys : std::vector<blte::UsedKey>();
    m_networkBytes = std::max(m_networkBytes.load(), record.networkBytes);
    m_record = std::move(next);
    m_begun = true;
    m_dirty = true;
}

core::Result<void> PartialDownload::usable() const
{
    if (m_lost)
        return tl::unexpected(*m_lost);
    if (!m_part)
        return core::failure(ErrorKind::Cancelled, m_target % QStringLiteral(" is finished or removed"));
    return {};
}

/// Shared, so that closing waits for the lanes that are in the middle of a write.
core::Result<std::shared_ptr<const fs::File>> PartialDownload::part() const
{
    const QMutexLocker locker(&m_mutex);
    return usable().map([this] { return m_part; });
}

core::Result<void> PartialDownload::write(quint64 decodedOffset, std::span<const std::uint8_t> bytes)
{
    const auto file = part();
    if (!file)
        return tl::unexpected(file.error());
    if (decodedOffset > kLargestFile || bytes.size() > kLargestFile - decodedOffset)
        return core::failure(ErrorKind::FileTooLarge, m_target);
    return (*file)->writeAt(static_cast<qint64>(decodedOffset), bytes);
}

core::Result<void> PartialDownload::zero(quint64 decodedOffset, quint64 size)
{
    const auto file = part();
    if (!file || size == 0)
        return file.map([](const auto &) {});
    if (decodedOffset > kLargestFile || size > kLargestFile - decodedOffset)
        return core::failure(ErrorKind::FileTooLarge, m_target);
    return (*file)->zero(static_cast<qint64>(decodedOffset), static_cast<qint64>(size));
}

void PartialDownload::noteKeys(const std::vector<blte::UsedKey> &keys)
{
    const QMutexLocker locker(&m_mutex);
    for (const blte::UsedKey &key : keys) {
        auto &known = m_record.usedKeys;
        const auto place = std::lower_bound(known.begin(), known.end(), key);
        if (place == known.end() || *place != key)
            known.insert(place, key);
    }
}

core::Result<qint64> PartialDownload::size() const
{
    return part().and_then([](const auto &file) { return file->size(); });
}

core::Result<fs::Stamp> PartialDownload::stamp() const
{
    return part().and_then([](const auto &file) { return file->stamp(); });
}

std::optional<quint32> PartialDownload::contentCrc() const
{
    const QMutexLocker locker(&m_mutex);
    if (m_proofs.size() != static_cast<std::size_t>(m_record.finished.size()))
        return std::nullopt;
    quint32 crc = 0;
    quint64 end = 0;
    for (const auto &proof : m_proofs) {
        if (!proof || proof->locked || proof->decodedOffset != end)
            return std::nullopt;
        crc = crc32Joined(crc, proof->crc, proof->decodedSize);
        end += proof->decodedSize;
    }
    return end == m_record.decodedSize ? std::optional(crc) : std::nullopt;
}

core::Result<qint64> PartialDownload::read(quint64 decodedOffset, std::span<std::uint8_t> buffer) const
{
    const auto file = part();
    if (!file)
        return tl::unexpected(file.error());
    return decodedOffset > kLargestFile ? 0 : (*file)->readAt(static_cast<qint64>(decodedOffset), buffer);
}

/// Appends the note where the log can take it (after a full disk at open() it cannot before the next
/// checkpoint). The caller holds m_mutex.
core::Result<void> PartialDownload::keep(const Note &note)
{
    if (m_log.isWritable()) {
        if (auto ok = m_log.note(note); !ok)
            return ok;
    }
    if (m_copied)
        m_sinceCopy.push_back(note);
    m_dirty = true;
    return {};
}

core::Result<void> PartialDownload::chunkFinished(const ChunkNote &note)
{
    const QMutexLocker locker(&m_mutex);
    if (auto ok = usable(); !ok)
        return ok;
    if (!m_begun || note.chunk >= m_record.finished.size())
        return core::failure(ErrorKind::Internal, QStringLiteral("no chunk %1 in the table").arg(note.chunk));
    if (auto ok = keep(note); !ok)
        return ok;
    m_record.finished.setBit(note.chunk, !note.locked);
    m_record.locked.setBit(note.chunk, note.locked);
    keepProof(note);
    return {};
}

void PartialDownload::keepProof(const ChunkNote &proof)
{
    const qsizetype chunks = m_record.finished.size();
    if (chunks > kMostProofs || proof.chunk >= chunks)
        return;
    m_proofs.resize(static_cast<std::size_t>(chunks)); // once; never an allocation for a chunk of its own
    m_proofs[proof.chunk] = proof;
}

core::Result<std::unique_ptr<Spool>> PartialDownload::openSpool(quint32 chunk,
                                                                std::optional<quint64> storedAt)
{
    SpoolNote trusted{chunk, 0, 0, storedAt};
    {
        const QMutexLocker locker(&m_mutex);
        m_isBare = false;
        if (auto ok = usable(); !ok)
            return tl::unexpected(ok.error());
        if (!m_begun || chunk >= m_record.finished.size())
            return core::failure(ErrorKind::Internal, QStringLiteral("no chunk %1 in the table").arg(chunk));
        if (auto ok = checkPlace(*m_part); !ok)
            return tl::unexpected(ok.error());
        if (const SpoolNote &known = m_spools[chunk].note; known.length > 0)
            trusted = known;
        if (trusted.storedAt)
            return Spool::inPart(m_part, trusted);
    }
    auto spool =
        Spool::open(spoolPath(m_target, chunk), trusted.length); // may read a lot: not under the lock
    if (!spool)
        return spool;
    const QMutexLocker locker(&m_mutex);
    m_spools[chunk] = OpenSpool{SpoolNote{chunk, (*spool)->crc(), (*spool)->length()}, (*spool)->file()};
    return spool;
}

core::Result<void> PartialDownload::spoolGrown(quint32 chunk, const Spool &spool)
{
    const SpoolNote note{chunk, spool.crc(), spool.length(), spool.storedAt()};
    const QMutexLocker locker(&m_mutex);
    if (auto ok = usable(); !ok)
        return ok;
    if (auto ok = keep(note); !ok)
        return ok;
    m_spools[chunk] = OpenSpool{note, spool.file()};
    return {};
}

bool PartialDownload::hasSpool(quint32 chunk) const
{
    const QMutexLocker locker(&m_mutex);
    const auto found = m_spools.find(chunk);
    return found != m_spools.end() && found->second.note.length > 0;
}

core::Result<void> PartialDownload::dropSpool(quint32 chunk)
{
    const QMutexLocker locker(&m_mutex);
    return fs::remove(spoolPath(m_target, chunk)).map([&] { m_spools.erase(chunk); });
}

} // namespace storage
