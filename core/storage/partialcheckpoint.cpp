#include "core/storage/filesystem.h"
#include "core/storage/partialdownload.h"

#include <array>
#include <limits>

/// The part of PartialDownload that makes things last.
namespace storage {

using core::ErrorKind;

/// Everything a checkpoint says, as it was before its sync began.
struct PartialDownload::Copy
{
    ResumeRecord record;
    std::vector<SpoolNote> spools;
    std::vector<std::shared_ptr<const fs::File>> files; ///< the open spools
    std::shared_ptr<const fs::File> part;
    bool wasDirty = false;
};

/// The caller holds m_mutex.
ResumeRecord PartialDownload::provenRecord() const
{
    ResumeRecord record = m_record;
    record.networkBytes = m_networkBytes;
    for (const auto &proof : m_proofs) {
        if (proof && proof->chunk < record.finished.size() && record.finished.testBit(proof->chunk))
            record.proofs.push_back(*proof);
    }
    return record;
}

PartialDownload::Copy PartialDownload::copyState()
{
    const QMutexLocker locker(&m_mutex);
    m_isBare = false;
    Copy copy;
    copy.record = provenRecord();
    for (const auto &[chunk, spool] : m_spools) {
        if (spool.note.length > 0)
            copy.spools.push_back(spool.note);
        if (spool.file)
            copy.files.push_back(spool.file);
    }
    copy.part = m_part;
    copy.wasDirty = m_dirty;
    m_dirty = false;
    m_copied = true;
    m_sinceCopy.clear();
    return copy;
}

void PartialDownload::restoreAfter(const Copy &copy)
{
    const QMutexLocker locker(&m_mutex);
    m_dirty = m_dirty || copy.wasDirty;
    m_copied = false;
    m_sinceCopy.clear();
}

/// The slow work is done without the lock; only the swap of the logs holds it.
core::Result<void> PartialDownload::saveCopy(const Copy &copy)
{
    for (const auto &file : copy.files) {
        if (auto ok = file->syncData(); !ok)
            return ok;
    }
    auto prepared = m_log.prepare(copy.record, copy.spools);
    if (!prepared)
        return tl::unexpected(prepared.error());
    {
        const QMutexLocker locker(&m_mutex);
        if (auto ok = m_log.adopt(std::move(*prepared), m_sinceCopy); !ok)
            return ok;
        m_copied = false;
        m_sinceCopy.clear();
        m_record.partSize = copy.record.partSize;
        m_record.part = copy.record.part;
        m_syncedFinished = copy.record.finished;
        m_syncedLocked = copy.record.locked;
    }
    return placePart().and_then([this] { return m_log.syncFolder(); });
}

/// The first record is there: the part file gets the name by which everybody knows it.
core::Result<void> PartialDownload::placePart()
{
    const QString path = partPath(m_target);
    if (m_partPath == path)
        return {};
    auto moved = fs::renameNew(m_partPath, path);
    if (!moved && moved.error().kind == ErrorKind::TargetExists)
        return core::failure(ErrorKind::NameRefused,
                             path % QStringLiteral(" is there, and is not Sluice's; move it away"));
    if (!moved)
        return moved;
    const QMutexLocker locker(&m_mutex);
    m_partPath = path;
    return {};
}

/// Before its record goes: a part file alone must not have the name that others may use.
core::Result<void> PartialDownload::hidePart()
{
    const QString path = freshPartPath(m_target);
    if (m_partPath == path)
        return {};
    return fs::renameOver(m_partPath, path).map([&] { m_partPath = path; });
}

/// A volume that was unmounted leaves the bare folder it was mounted on, where nothing of ours belongs.
core::Result<void> PartialDownload::checkPlace(const fs::File &part) const
{
    if (part.isStillThere(m_partPath))
        return {};
    const QString folder = folderOf(m_target);
    if (fs::volumeOf(folder).map([this](quint64 volume) { return volume == m_volume; }).value_or(false))
        return core::failure(ErrorKind::PartFileChanged,
                             partPath(m_target) % QStringLiteral(" was removed or replaced"));
    return core::failure(ErrorKind::FolderMissing,
                         folder % QStringLiteral(" is not on the volume it was on"));
}

core::Result<void> PartialDownload::takeCheckpoint()
{
    Copy copy = copyState();
    // Before the sync, which is what makes it last.
    const auto kept =
        checkPlace(*copy.part).and_then([&] { return copy.part->size(); }).and_then([&](qint64 size) {
            copy.record.partSize = std::min(static_cast<quint64>(size), copy.record.decodedSize);
            return copy.part->stamp();
        });
    if (!kept) {
        restoreAfter(copy);
        return tl::unexpected(kept.error());
    }
    copy.record.part = *kept;
    if (auto ok = copy.part->syncData(); !ok)
        return tl::unexpected(giveUpUnsynced(ok.error()));
    auto saved = saveCopy(copy);
    if (!saved)
        restoreAfter(copy);
    return saved;
}

/// After a failed fdatasync the kernel may call the lost pages clean: they read back well until they are
/// evicted. So neither reading back nor syncing again proves anything, and what was not synced before counts
/// as lost.
core::Error PartialDownload::giveUpUnsynced(const core::Error &error)
{
    Copy copy;
    {
        const QMutexLocker locker(&m_mutex);
        m_lost = error;
        m_record.finished = m_syncedFinished;
        m_record.locked = m_syncedLocked;
        m_copied = false;
        m_sinceCopy.clear();
        copy.record = provenRecord();
        copy.part = m_part;
    }
    // Without notes. If even this fails, the next open() meets the same disk.
    if (copy.part && checkPlace(*copy.part) && m_partPath == partPath(m_target))
        static_cast<void>(m_log.replace(copy.record, {}));
    return error;
}

core::Result<void> PartialDownload::checkpoint()
{
    const QMutexLocker oneAtATime(&m_syncMutex);
    if (const auto file = part(); !file)
        return tl::unexpected(file.error());
    return m_begun ? takeCheckpoint() : core::Result<void>();
}

core::Result<void> PartialDownload::probe()
{
    const QMutexLocker oneAtATime(&m_syncMutex);
    const auto file = part();
    if (!file)
        return tl::unexpected(file.error());
    const auto end = (*file)->size();
    if (!end)
        return tl::unexpected(end.error());
    static constexpr std::array<std::uint8_t, 1> kByte{0};
    const auto taken = (*file)->writeAt(*end, kByte).and_then([&] { return (*file)->syncData(); });
    const auto cut = (*file)->resize(*end);
    return taken ? cut : taken;
}

bool PartialDownload::isDirty() const
{
    const QMutexLocker locker(&m_mutex);
    return m_dirty;
}

void PartialDownload::addNetworkBytes(quint64 bytes)
{
    m_networkBytes += bytes;
}

core::Result<void> PartialDownload::setDecodedSize(quint64 size)
{
    const QMutexLocker oneAtATime(&m_syncMutex);
    const auto file = part();
    if (!file)
        return tl::unexpected(file.error());
    if (!m_begun)
        return core::failure(ErrorKind::Internal, QStringLiteral("a size without a table: ") + m_target);
    if (size > static_cast<quint64>(std::numeric_limits<qint64>::max()))
        return core::failure(ErrorKind::FileTooLarge, m_target);
    {
        const QMutexLocker locker(&m_mutex);
        m_record.decodedSize = size;
        m_dirty = true;
    }
    // The record first: it must never ask for a longer part file than there is.
    if (auto ok = takeCheckpoint(); !ok)
        return ok;
    const auto now = (*file)->size();
    if (!now)
        return tl::unexpected(now.error());
    return static_cast<quint64>(*now) > size ? (*file)->resize(static_cast<qint64>(size))
                                             : core::Result<void>();
}

bool PartialDownload::hasLocked() const
{
    const QMutexLocker locker(&m_mutex);
    return m_record.locked.count(true) > 0;
}

quint64 PartialDownload::decodedSize() const
{
    const QMutexLocker locker(&m_mutex);
    return m_record.decodedSize;
}

ResumeRecord PartialDownload::record() const
{
    const QMutexLocker locker(&m_mutex);
    ResumeRecord copy = m_record;
    copy.networkBytes = m_networkBytes;
    return copy;
}

} // namespace storage
