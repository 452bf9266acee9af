#pragma once

#include "core/storage/resumerecord.h"

namespace storage {

/// How far a download is, in memory: the record of its table, the CRC of each chunk that was noted, and which
/// bits of it the newest snapshot on the disk has. Does no I/O and is not thread-safe; see ChunkJournal.
class ChunkProgress
{
public:
    /// Takes this table. Of the same one as before those chunks stay finished that are set in `record`; of
    /// another one, none.
    void begin(const ResumeRecord &record);
    /// No table any more. What was spent on the network stays.
    void clear();
    /// What is believed of a journal: `believed` (its proofs are taken out of it) and the notes behind it.
    /// `claimed`: the bits of the snapshot itself.
    void adopt(ResumeRecord believed, const std::vector<ChunkNote> &notes, const ResumeRecord &claimed);
    /// begin() would keep what is finished. Tables of unknown decoded size are the same if all else is.
    bool isSameTable(const ResumeRecord &record) const;

    bool has(quint32 chunk) const { return chunk < m_record.finished.size(); }
    void finish(const ChunkNote &note);
    void noteKeys(const std::vector<blte::UsedKey> &keys);
    void addNetworkBytes(quint64 bytes) { m_record.networkBytes += bytes; }
    void setDecodedSize(quint64 size) { m_record.decodedSize = size; }

    /// Without the proofs.
    const ResumeRecord &record() const { return m_record; }
    /// With those of the finished chunks.
    ResumeRecord snapshot() const;
    /// CRC-32 of the whole file; empty when that of one chunk is not known, or one is locked.
    std::optional<quint32> contentCrc() const;

    void setKept(const ResumeRecord &snapshot); ///< it is on the disk now
    void dropUnkept();                          ///< what is not in the newest snapshot is not finished

private:
    void keepProof(const ChunkNote &note);

    ResumeRecord m_record;
    QBitArray m_keptFinished, m_keptLocked;         ///< as in the newest snapshot
    std::vector<std::optional<ChunkNote>> m_proofs; ///< by chunk; those of unfinished ones do not count
};

} // namespace storage
