#pragma once

#include "core/storage/chunkjournal.h"

namespace storage {

/// Everything one unfinished download has on disk: part file, chunk journal, spools. openPartial() makes one.
///
/// A part file is called target.part only while there is a journal beside it that says so; what has that
/// name, or the journal's, and was not made by us is left as it is, and the download refused (NameRefused).
///
/// Threads: lanes write, note and spool at the same time; one other thread calls begin() and what stands
/// below "the disk thread". All are thread-safe; none is ever called on the GUI thread, because all may
/// block.
class PartialDownload
{
public:
    PartialDownload(PartClaim claim, quint64 volume, std::shared_ptr<DiskReservations> room);
    ~PartialDownload();

    using Snapshot = ChunkJournal::Snapshot;
    /// Starts (or restarts) with this table: sets the record, drops all bits and spools of another one,
    /// reserves space when decodedSize is known. Writes the first snapshot. Of the same table those bits stay
    /// that were proven before and are set in `record`: pass what openPartial() found to go on, or none to
    /// fetch everything again. No lane is at work meanwhile.
    core::Result<void> begin(const ResumeRecord &record, Snapshot snapshot = Snapshot::Now);
    /// Drops whatever openPartial() found: it is of another source. begin() follows.
    core::Result<void> forget();

    PartFile &part() { return m_part; }
    const PartFile &part() const { return m_part; }
    ChunkJournal &journal() { return m_journal; }
    const ChunkJournal &journal() const { return m_journal; }
    SpoolSet &spools() { return m_spools; }
    ResumeRecord record() const { return m_journal.record(); }
    const QString &target() const { return m_part.target(); }

    // lanes
    /// The spool of a chunk, opened at its trusted length. One that has nothing in it yet is the part file
    /// itself when the chunk is stored there, from `storedAt` on.
    core::Result<std::unique_ptr<Spool>> openSpool(quint32 chunk, std::optional<quint64> storedAt = {});
    core::Result<void> spoolGrown(quint32 chunk, const Spool &spool); ///< notes its length and CRC

    // the disk thread
    core::Result<void> checkpoint();
    /// The decoded size became known (headerless files), also cuts the part file to it.
    core::Result<void> setDecodedSize(quint64 size);
    /// Claims and reserves what is still to come, when its size is known: DiskFull when it does not fit.
    core::Result<void> reserve(Snapshot snapshot = Snapshot::Now);

    /// The steps of commitAll() (groupcommit.h): make it ready, make its bytes last, give it its name; then
    /// the folder is synced, and it is over.
    core::Result<void> prepareCommit();
    core::Result<void> syncPart(PartFile::Behind behind = PartFile::Behind::Nothing);
    core::Result<void> place(core::WhenExists whenExists);
    /// Removes the journal and the spools, by which an end of the process in between is understood
    /// (finished.h); but while chunks are locked the journal stays beside the target, with their spools, for
    /// reopen(). After success every call but record() and target() fails with Cancelled.
    core::Result<void> finishCommit();
    /// Gives the files and the lock back; only record() and target() work afterwards. Keeps what was noted,
    /// and notes what the part file is known by from now on.
    void close();
    /// Removes part file, journal and spools; ends as finishCommit() does.
    core::Result<void> discard();

private:
    void release();

    QMutex m_oneAtATime; ///< begin, checkpoint, the commit's steps, …; taken before any lock of the others
    PartFile m_part;
    SpoolSet m_spools;
    ChunkJournal m_journal;
};

} // namespace storage
