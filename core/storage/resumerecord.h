#pragma once

#include "core/source.h"
#include "core/storage/file.h"
#include "core/storage/seal.h"

#include <QBitArray>
#include <QByteArray>
#include <QVarLengthArray>
#include <variant>
#include <vector>

namespace storage {

/// A chunk that was written and proven, but perhaps not synced yet: its place, and a CRC-32 of its decoded
/// bytes by which the next start can tell whether they reached the disk.
struct ChunkNote
{
    quint32 chunk = 0;
    quint32 crc = 0;
    quint64 decodedOffset = 0;
    quint64 decodedSize = 0;
    bool locked = false;
    bool operator==(const ChunkNote &) const = default;
};

/// The synced truth about a part file: what a start after a power cut may rely on. A value.
struct ResumeRecord
{
    core::Source source;
    quint64 headerSize = 0;     ///< bytes before chunk 0
    quint64 encodedSize = 0;    ///< complete length of the object
    quint64 decodedSize = 0;    ///< UINT64_MAX while unknown
    blte::Digest tableDigest{}; ///< MD5 of the BLTE header; for others see transfer/objectrecord.h
    QBitArray finished; ///< one bit per chunk: its decoded bytes are in the part file, proven and synced
    QBitArray locked;   ///< one bit per chunk: key missing; zeros are in its place
    quint64 networkBytes = 0; ///< spent so far, all starts together
    quint64 partSize = 0;     ///< the part file's length when its bits were synced; PartialDownload sets it
    fs::Stamp part;           ///< and what it was known by then; zeros: unknown
    bool isRaw = false;       ///< the object's bytes as they are, whatever they are
    /// What the finished chunks' bytes were, for the case that someone else writes into the part file. Of
    /// tables with more than kMostProofs chunks there are none.
    std::vector<ChunkNote> proofs;
    /// The keys that finished chunks were decrypted with, ascending: only a content key proves them.
    std::vector<blte::UsedKey> usedKeys;
    bool operator==(const ResumeRecord &) const = default;
};

/// A snapshot is written every second, and a proof takes 24 bytes of it.
inline constexpr qsizetype kMostProofs = 1 << 16;

/// How far a spool (encoded bytes of a large chunk) was good: its length, and the CRC-32 of that prefix.
struct SpoolNote
{
    quint32 chunk = 0;
    quint32 crc = 0;
    quint64 length = 0;
    std::optional<quint64> storedAt = {}; ///< the spool is the part file from here on (spool.h)
    bool operator==(const SpoolNote &) const = default;
};

/// The last word of a download that was closed in order: what its part file is known by from then on.
struct RestNote
{
    fs::Stamp part;
    bool operator==(const RestNote &) const = default;
};

using Note = std::variant<ChunkNote, SpoolNote, RestNote>;

/// The file beside the part file: one snapshot (magic "SLUR", version, CRC), replaced atomically at a
/// checkpoint, and behind it appended notes that survive the end of the process but promise nothing about a
/// power cut. Snapshot and notes carry the user's seal: a snapshot without it is read, but says no more than
/// what somebody claims. A torn or damaged tail ends the notes; a damaged snapshot is RecordUnreadable; a
/// newer version is RecordUnreadable, too, and nothing is overwritten.
///
/// Not thread-safe; prepare() alone touches nothing that the other functions use.
class ResumeLog
{
public:
    struct Content
    {
        ResumeRecord record;
        std::vector<ChunkNote> chunks; ///< in order of writing; the last one per chunk counts
        std::vector<SpoolNote> spools; ///< in order of writing; the last good one per chunk counts
        std::optional<RestNote> rest;  ///< nothing was noted after it
        bool isOurs = false;           ///< sealed by this user; otherwise only claims, of whomever
        qint64 modified = 0;           ///< when the file was last written, as fs::File::modified()
    };

    /// A new snapshot, synced, that waits under another name.
    struct Prepared
    {
        fs::File file;
        qint64 length = 0;
        Seal seal; ///< of its notes
    };

    explicit ResumeLog(QString path);
    /// Empty when there is no file.
    core::Result<std::optional<Content>> load() const;
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
    /// Whether a file begins as our logs do, or holds nothing but zeros, if anything, as a power cut may
    /// leave one. Of no other file here anything is changed.
    static bool isLog(const QString &path);
    /// Removes it if it is one.
    static core::Result<void> removeLog(const QString &path);

private:
    core::Result<void> mendTail();

    QString m_path;
    fs::File m_tail;
    qint64 m_length = 0;        ///< of the file up to the end of its last whole note
    bool m_torn = false;        ///< there may be half a note behind m_length
    std::optional<Seal> m_seal; ///< of the snapshot's notes
};

/// The bytes of a snapshot, and of a note behind the snapshot whose noteSeal() this is. Little-endian:
/// "SLUR", u32 version, u32 payload length, u32 CRC of all that follows the magic but itself, payload, whose
/// last 16 bytes are the seal.
QByteArray snapshotBytes(const ResumeRecord &record, const Seal &own = Seal::own());
Seal noteSeal(const QByteArray &snapshot, const Seal &own = Seal::own());
/// Without an allocation: there is one for each chunk.
using NoteBytes = QVarLengthArray<char, 48>;
NoteBytes noteBytes(const Note &note, const Seal &seal);
/// Snapshot and notes out of a whole file's bytes. Notes behind a snapshot that is not ours are read only of
/// versions that sealed nothing.
core::Result<ResumeLog::Content> parseResumeLog(const QByteArray &bytes, const Seal &own = Seal::own());

} // namespace storage
