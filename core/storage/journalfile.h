#pragma once

#include "core/storage/journalsnapshot.h"

namespace storage {

/// The file beside the part file: one snapshot (magic "SLUR", version, CRC), replaced atomically at a
/// checkpoint, and behind it appended notes that survive the end of the process but promise nothing about a
/// power cut. Snapshot and notes carry the user's seal: a snapshot without it is read, but says no more than
/// what somebody claims. A torn or damaged tail ends the notes; a damaged snapshot is RecordUnreadable; a
/// newer version is RecordUnreadable, too, and nothing is overwritten.
///
/// Not thread-safe; prepare() alone touches nothing that the other functions use.
class JournalFile
{
public:
    /// A new snapshot, synced, that waits under another name.
    struct Prepared
    {
        fs::File file;
        qint64 length = 0;
        Seal seal; ///< of its notes
    };

    explicit JournalFile(QString path);
    /// Empty when there is no file.
    core::Result<std::optional<JournalContent>> load() const;
    /// Temp file, sync, rename, folder sync; the notes start anew behind it, `carried` (spools still open)
    /// first.
    core::Result<void> replace(const ResumeRecord &record, const std::vector<SpoolNote> &carried);

    /// replace() in steps, for a caller that must not hold its lock while the disk syncs: prepare (slow, no
    /// lock), adopt (short, under the lock: takes along the notes that came meanwhile), syncFolder (slow, no
    /// lock).
    core::Result<Prepared> prepare(const ResumeRecord &record, const std::vector<SpoolNote> &carried) const;
    core::Result<void> adopt(Prepared prepared, const std::vector<Note> &meanwhile);
    core::Result<void> syncFolder() const;

    bool isWritable() const
    {
        return m_tail.isOpen();
    } ///< after replace() or adopt(), unless the last one failed
    /// Internal while not writable. A note that could not be written whole leaves no trace.
    core::Result<void> note(const Note &note);
    core::Result<void> remove();
    void close() { m_tail.close(); }
    /// Moves the file to <path>.bad, or, where something else is called that, <path>.bad-2 and so on.
    core::Result<void> setAside();
    /// Whether a file begins as our journals do, or holds nothing but zeros, if anything, as a power cut may
    /// leave one. Of no other file here anything is changed.
    static bool isJournal(const QString &path);
    /// Removes it if it is one.
    static core::Result<void> removeJournal(const QString &path);

private:
    core::Result<void> mendTail();

    QString m_path;
    fs::File m_tail;
    qint64 m_length = 0;        ///< of the file up to the end of its last whole note
    bool m_torn = false;        ///< there may be half a note behind m_length
    std::optional<Seal> m_seal; ///< of the snapshot's notes
};

} // namespace storage
