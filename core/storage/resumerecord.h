#pragma once

#include "core/source.h"
#include "core/storage/filesystem.h"

#include <QBitArray>
#include <QByteArray>
#include <vector>

namespace storage {

/// The synced truth about a part file: what a start after a power cut may rely on. A value.
struct ResumeRecord
{
    core::Source source;
    quint64 headerSize = 0;     ///< bytes before chunk 0
    quint64 encodedSize = 0;    ///< complete length of the object
    quint64 decodedSize = 0;    ///< UINT64_MAX while unknown
    blte::Digest tableDigest{}; ///< MD5 of the BLTE header; of "size\npieceSize\nvalidator" for a plain file
    QBitArray finished;         ///< one bit per chunk: its decoded bytes are in the part file, proven and synced
    QBitArray locked;           ///< one bit per chunk: key missing; zeros are in its place
    quint64 networkBytes = 0;   ///< spent so far, all starts together
    bool operator==(const ResumeRecord &) const = default;
};

/// A chunk that was written and proven, but perhaps not synced yet: its place, and a CRC-32 of its decoded bytes by
/// which the next start can tell whether they reached the disk.
struct ChunkNote
{
    quint32 chunk = 0;
    quint32 crc = 0;
    quint64 decodedOffset = 0;
    quint64 decodedSize = 0;
    bool locked = false;
    bool operator==(const ChunkNote &) const = default;
};

/// How far a spool (encoded bytes of a large chunk) was good: its length, and the CRC-32 of that prefix.
struct SpoolNote
{
    quint32 chunk = 0;
    quint32 crc = 0;
    quint64 length = 0;
    bool operator==(const SpoolNote &) const = default;
};

/// The file beside the part file: one snapshot (magic "SLUR", version, CRC), replaced atomically at a checkpoint,
/// and behind it appended notes, each with its own CRC, that survive the end of the process but promise nothing
/// about a power cut. A torn or damaged tail ends the notes; a damaged snapshot is RecordUnreadable; a newer version
/// is RecordUnreadable, too, and nothing is overwritten.
class ResumeLog
{
public:
    struct Content
    {
        ResumeRecord record;
        std::vector<ChunkNote> chunks;
        std::vector<SpoolNote> spools; ///< in order of writing; the last good one per chunk counts
    };

    explicit ResumeLog(QString path);
    /// Empty when there is no file.
    core::Result<std::optional<Content>> load() const;
    /// Temp file, sync, rename, folder sync; the notes start anew behind it, `carried` (spools still open) first.
    core::Result<void> replace(const ResumeRecord &record, const std::vector<SpoolNote> &carried);
    core::Result<void> note(const ChunkNote &note);
    core::Result<void> note(const SpoolNote &note);
    core::Result<void> remove();

private:
    QString m_path;
    fs::File m_tail;
};

} // namespace storage
