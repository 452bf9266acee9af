#pragma once

#include "core/storage/resumerecord.h"
#include "core/storage/spool.h"

#include <QMutex>
#include <atomic>
#include <map>
#include <memory>

namespace storage {

/// Everything one unfinished download has on disk: part file, resume record with its notes, spools.
///
/// Threads: lanes call write/chunkFinished/openSpool/… at the same time; one other thread calls checkpoint(),
/// commit() and discard(). All are thread-safe; none is ever called on the GUI thread, because all may block.
///
/// Order of durability (design.md): bytes written → note appended (survives kill -9) → checkpoint: fdatasync of the
/// part file and of open spools, then the record replaced with the bits of what was written before the sync began.
class PartialDownload
{
public:
    /// What open() found, after recovery.
    struct Found
    {
        std::shared_ptr<PartialDownload> partial;
        /// Empty: nothing (usable) was there; the part file is new and empty.
        std::optional<ResumeRecord> record; ///< finished/locked bits include every note that proved true
        std::map<quint32, quint64> spools;  ///< chunk → trusted length of its spool
    };

    /// Opens or creates `target`.part, locks it, and recovers: the record's bits are trusted when the part file is
    /// as long as they need; each noted chunk is read back and held against its CRC; spools are cut to their last
    /// good note. A record that cannot be used is set aside (".resume.bad"), never overwritten silently.
    /// Creates the parents of the target *below* `folder`, but never `folder` itself (FolderMissing).
    static core::Result<Found> open(const QString &folder, const QString &target);
    ~PartialDownload();

    /// Starts (or restarts) with this table: sets the record, drops all bits and spools of another one, reserves
    /// space when decodedSize is known. Writes the first snapshot.
    core::Result<void> begin(const ResumeRecord &record);

    // lanes
    core::Result<void> write(quint64 decodedOffset, std::span<const std::uint8_t> bytes);
    core::Result<void> chunkFinished(const ChunkNote &note);
    /// The spool of a chunk, opened at its trusted length.
    core::Result<std::unique_ptr<Spool>> openSpool(quint32 chunk);
    core::Result<void> spoolGrown(quint32 chunk, const Spool &spool); ///< notes its length and CRC
    core::Result<void> dropSpool(quint32 chunk);
    core::Result<qint64> read(quint64 decodedOffset, std::span<std::uint8_t> buffer) const;

    // the disk thread
    core::Result<void> checkpoint();
    bool isDirty() const; ///< something was finished or spooled since the last checkpoint
    void addNetworkBytes(quint64 bytes);
    /// The decoded size became known (headerless files), also cuts the part file to it.
    core::Result<void> setDecodedSize(quint64 size);
    /// Sync, rename to the target, folder sync, then the record and spools are removed.
    core::Result<void> commit(bool overwrite);
    /// Gives the files and the lock back; only record() and target() work afterwards.
    void close();
    /// Removes part file, record and spools.
    core::Result<void> discard();

    ResumeRecord record() const; ///< a copy of the state now (unsynced bits included)
    const QString &target() const { return m_target; }

private:
    explicit PartialDownload(QString target);

    const QString m_target;
    mutable QMutex m_mutex;
    // storage helper: extend as needed
};

} // namespace storage
