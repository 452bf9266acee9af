#pragma once

#include "core/storage/chunkprogress.h"
#include "core/storage/journalfile.h"
#include "core/storage/partfile.h"
#include "core/storage/spoolset.h"

namespace storage {

/// What a journal has: a table, and something on the disk.
enum class JournalState : std::uint8_t {
    Empty,   ///< no table, nothing on the disk
    Held,    ///< a table, whose first snapshot waits for a checkpoint; nothing on the disk
    Kept,    ///< a table; a snapshot or a spool of it may be on the disk
    Dropped, ///< no table; something of an earlier one may be on the disk
};
inline constexpr int kJournalStateCount = 4;
bool canMove(JournalState from, JournalState to);

/// Which chunks of a part file are finished, in memory and beside the part file (JournalFile), and the order
/// in which they become so: bytes written → note appended, which survives the end of the process →
/// checkpoint: data of the part file and of the spools synced, then the snapshot replaced by one with the
/// bits of what was written before the sync began, which survives a power cut.
///
/// When the part file cannot be synced, what was written since the last checkpoint may be lost although it
/// can still be read back: those bits are dropped, and the part file fails. Open anew to go on.
///
/// Thread-safe; may block on the disk. Lanes note at any time; begin, forget, adopt, checkpoint, giveUp,
/// remove and close are called by one thread at a time.
class ChunkJournal
{
public:
    /// Both outlive this.
    ChunkJournal(PartFile &part, SpoolSet &spools);

    /// The part file of which the newest snapshot on the disk says nothing yet waits with its own until the
    /// next checkpoint: for a file that comes whole with one answer, and is finished or begun again.
    enum class Snapshot { Now, AtCheckpoint };
    /// See PartialDownload::begin().
    core::Result<void> begin(const ResumeRecord &record, Snapshot snapshot);
    core::Result<void> forget(); ///< the table, its spools, and the bytes of the part file
    /// What is believed of the journal on the disk, and what it said.
    void adopt(ResumeRecord believed, const JournalContent &content);
    void setLeftovers(); ///< there may be files of an earlier run, although there is no table
    JournalState state() const;

    /// Lanes. What is finished next was decrypted with these keys (ResumeRecord::usedKeys).
    void noteKeys(const std::vector<blte::UsedKey> &keys);
    /// A locked note says that zeros are in the chunk's place (its CRC does not matter); a later plain one
    /// unlocks it.
    core::Result<void> chunkFinished(const ChunkNote &note);
    core::Result<void> spoolBegins(quint32 chunk); ///< Internal when there is no such chunk
    core::Result<void> spoolGrown(const SpoolNote &note);
    /// Of the whole file, from what was noted of its chunks; empty when one of them is not known.
    std::optional<quint32> contentCrc() const;
    void addNetworkBytes(quint64 bytes);

    core::Result<void> checkpoint(); ///< nothing is done without a table
    bool isDirty() const;            ///< something was noted since the last checkpoint
    core::Result<void> setDecodedSize(quint64 size);
    /// The part file could not be synced. Returns `error`.
    core::Error giveUp(const core::Error &error);
    /// The download is over: remove(), or, while chunks are locked, only the spools of the others.
    core::Result<void> finish();
    core::Result<void> remove(); ///< the file and all spools
    void noteRest();             ///< what the part file is known by from now on, if that is open
    void close();                ///< gives the file back

    ResumeRecord record() const; ///< a copy of the state now (unsynced bits included)

private:
    struct Copy;
    core::Result<void> keep(const Note &note);
    Copy copyState();
    core::Result<void> save(const Copy &copy);
    void putBack(const Copy &copy);
    void moveTo(JournalState next);

    PartFile &m_part;
    SpoolSet &m_spools;
    mutable QMutex m_mutex; ///< guards all below; held for memory and one small append, never for a sync
    JournalFile m_file;
    ChunkProgress m_progress;
    JournalState m_state = JournalState::Empty;
    bool m_isDirty = false;
    std::optional<std::vector<Note>> m_meanwhile; ///< while a checkpoint is under way: notes it does not know
};

} // namespace storage
