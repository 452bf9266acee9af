#pragma once

#include "core/storage/diskreservations.h"
#include "core/storage/partfile.h"
#include "core/storage/resumerecord.h"
#include "core/storage/spool.h"

#include <QMutex>
#include <atomic>
#include <map>
#include <memory>
#include <optional>

namespace storage {

/// Everything one unfinished download has on disk: part file, resume record with its notes, spools.
///
/// A part file is called target.part only while there is a record beside it that says so (partfile.h); what
/// has that name, or the record's, and was not made by us is left as it is, and the download refused
/// (NameRefused).
///
/// Threads: lanes call write/chunkFinished/openSpool/… at the same time; one other thread calls checkpoint(),
/// commit() and discard(). All are thread-safe; none is ever called on the GUI thread, because all may block.
///
/// Order of durability (design.md): bytes written → note appended (survives kill -9) → checkpoint: fdatasync
/// of the part file and of open spools, then the record replaced with the bits of what was written before the
/// sync began.
///
/// When the part file cannot be synced, what was written since the last checkpoint may be lost although it
/// can still be read back: those bits are dropped, and every later call fails with the same error. Open anew
/// to go on.
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
        /// Chunks that the record claims without any proof of ours: not in `record`, not fetched again when
        /// someone proves them and calls chunkFinished().
        QBitArray doubtful;
        /// Why not all was believed that is there; kind None: nothing was, or all is.
        core::Error doubt;
    };

    /// Opens or creates `target`.part, locks it, and recovers: the record's bits are trusted when the part
    /// file is as long as they need; each noted chunk is read back and held against its CRC; spools are cut
    /// to their last good note. A record that cannot be used is set aside (".resume.bad"), never overwritten
    /// silently. Creates the parents of the target *below* `folder`, but never `folder` itself
    /// (FolderMissing).
    ///
    /// With a `room`, what is still to come is claimed there, and reserved: DiskFull when it does not fit.
    /// Without one nothing more is to be written, as before discard().
    static core::Result<Found> open(const QString &folder, const QString &target,
                                    std::shared_ptr<DiskReservations> room = {});
    /// True when `target` was committed with locked chunks and can be taken up again.
    static bool canReopen(const QString &target);
    /// Makes such a target a part file again; open() follows.
    static core::Result<void> reopen(const QString &target);
    ~PartialDownload();

    /// Starts (or restarts) with this table: sets the record, drops all bits and spools of another one,
    /// reserves space when decodedSize is known. Writes the first snapshot. Of the same table those bits stay
    /// that were proven before and are set in `record`: pass what open() found to go on, or none to fetch
    /// everything again. No lane is at work meanwhile.
    /// With AtCheckpoint a download of which nothing is on disk yet gets its snapshot with the first
    /// checkpoint: for a file that comes whole with one answer, and is finished or begun again.
    enum class Snapshot { Now, AtCheckpoint };
    core::Result<void> begin(const ResumeRecord &record, Snapshot snapshot = Snapshot::Now);
    /// Drops whatever open() found: it is of another source. begin() follows.
    core::Result<void> forget();

    // lanes
    core::Result<void> write(quint64 decodedOffset, std::span<const std::uint8_t> bytes);
    /// Zeros in place of a locked chunk: a hole, where the file system has such.
    core::Result<void> zero(quint64 decodedOffset, quint64 size);
    /// What is finished next was decrypted with these keys (ResumeRecord::usedKeys).
    void noteKeys(const std::vector<blte::UsedKey> &keys);
    /// A locked note says that zeros are in the chunk's place (its CRC does not matter); a later plain one
    /// unlocks it.
    core::Result<void> chunkFinished(const ChunkNote &note);
    /// The spool of a chunk, opened at its trusted length. One that has nothing in it yet is the part file
    /// itself when the chunk is stored there, from `storedAt` on.
    core::Result<std::unique_ptr<Spool>> openSpool(quint32 chunk, std::optional<quint64> storedAt = {});
    core::Result<void> spoolGrown(quint32 chunk, const Spool &spool); ///< notes its length and CRC
    core::Result<void> dropSpool(quint32 chunk);
    bool hasSpool(quint32 chunk) const; ///< with something in it
    core::Result<qint64> size() const;  ///< of the part file
    core::Result<fs::Stamp> stamp() const;
    /// Of the whole file, from what was noted of its chunks; empty when one of them is not known.
    std::optional<quint32> contentCrc() const;
    core::Result<qint64> read(quint64 decodedOffset, std::span<std::uint8_t> buffer) const;

    // the disk thread
    core::Result<void> checkpoint();
    /// Whether the disk takes a byte and confirms it: behind the end of the part file, which is cut again.
    core::Result<void> probe();
    bool isDirty() const; ///< something was finished or spooled since the last checkpoint
    void addNetworkBytes(quint64 bytes);
    /// The decoded size became known (headerless files), also cuts the part file to it.
    core::Result<void> setDecodedSize(quint64 size);
    /// The steps of commitAll() (groupcommit.h): make it ready, make its bytes last, give it its name; then
    /// the folder is synced, and it is over.
    core::Result<void> prepareCommit();
    /// Behind a sync of the whole volume, which went well, all that is left is to ask how the writing went.
    enum class Behind { Nothing, VolumeSync };
    core::Result<void> syncPart(Behind behind = Behind::Nothing);
    core::Result<void> place(Existing existing);
    /// Removes the record and the spools, by which an end of the process in between is understood
    /// (storage/finished.h); but while chunks are locked the record stays beside the target, with their
    /// spools, for reopen(). After success every call but record() and target() fails with Cancelled.
    core::Result<void> finishCommit();
    /// Gives the files and the lock back; only record() and target() work afterwards. Keeps what was noted,
    /// and notes what the part file is known by from now on.
    void close();
    /// Removes part file, record and spools; ends as finishCommit() does.
    core::Result<void> discard();

    ResumeRecord record() const; ///< a copy of the state now (unsynced bits included)
    const QString &target() const { return m_target; }
    quint64 volume() const { return m_volume; } ///< that of the target's folder when it was opened

private:
    struct OpenSpool
    {
        SpoolNote note;                       ///< the last one; length 0 before the first
        std::shared_ptr<const fs::File> file; ///< null until opened in this run, and where it is the part
    };
    struct Copy;

    PartialDownload(QString target, QString part, fs::File file, std::shared_ptr<DiskReservations> room);
    core::Result<std::optional<ResumeLog::Content>> recoverLog(bool partExisted, Found &found);
    core::Result<void> recover(bool partExisted, Found &found);
    core::Result<void> adoptContent(ResumeLog::Content content, qint64 partSize, Found &found);
    core::Result<void> reserveRoom(Snapshot snapshot);
    core::Result<void> checkPlace(const fs::File &part) const;
    core::Result<void> placePart();
    core::Result<void> hidePart();
    ResumeRecord provenRecord() const;
    bool hasLocked() const;
    quint64 decodedSize() const;
    core::Result<void> startAnew();
    void setTable(const ResumeRecord &record, bool isSame);
    core::Result<void> takeCheckpoint();
    Copy copyState();
    core::Result<void> saveCopy(const Copy &copy);
    void restoreAfter(const Copy &copy);
    core::Error giveUpUnsynced(const core::Error &error);
    core::Result<std::shared_ptr<const fs::File>> part() const;
    core::Result<void> usable() const;
    core::Result<void> keep(const Note &note);
    void keepProof(const ChunkNote &proof);
    core::Result<void> removeLeftovers();
    core::Result<void> removeOpenSpools();
    core::Result<void> dropSpools();
    void noteRest();
    void release();

    const QString m_target;
    const std::shared_ptr<DiskReservations> m_room; ///< may be null
    quint64 m_volume = 0;
    QString m_partPath;     ///< freshPartPath() until there is a record; changed under both locks
    QMutex m_syncMutex;     ///< one of begin, checkpoint, commit, … at a time; always taken before m_mutex
    mutable QMutex m_mutex; ///< guards all below; held for memory and one small append, never for a sync
    std::shared_ptr<const fs::File> m_part; ///< null after commit() and discard()
    ResumeLog m_log;
    ResumeRecord m_record;
    QBitArray m_syncedFinished, m_syncedLocked;     ///< as in the newest snapshot
    std::vector<std::optional<ChunkNote>> m_proofs; ///< by chunk; those of unfinished ones do not count
    std::map<quint32, OpenSpool> m_spools;
    std::vector<Note> m_sinceCopy; ///< notes that the checkpoint under way does not know
    bool m_copied = false;         ///< a checkpoint is under way
    bool m_begun = false;          ///< m_record is a real one
    bool m_isBare = false;         ///< there is no record, no spool, nothing but the part file
    bool m_dirty = false;
    bool m_renamed = false;            ///< the part file is the target already
    std::optional<core::Error> m_lost; ///< set when a sync failed
    std::atomic<quint64> m_networkBytes{0};
};

} // namespace storage
