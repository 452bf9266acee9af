#include "core/storage/chunkprogress.h"

#include "core/storage/crc32.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace storage {

namespace {

constexpr quint64 kUnknown = std::numeric_limits<quint64>::max();

} // namespace

bool ChunkProgress::isSameTable(const ResumeRecord &record) const
{
    const ResumeRecord &own = m_record;
    return own.headerSize == record.headerSize && own.encodedSize == record.encodedSize &&
           own.tableDigest == record.tableDigest && own.finished.size() == record.finished.size() &&
           (own.decodedSize == record.decodedSize || own.decodedSize == kUnknown ||
            record.decodedSize == kUnknown);
}

void ChunkProgress::begin(const ResumeRecord &record)
{
    ResumeRecord next = record;
    next.locked.resize(next.finished.size());
    next.networkBytes = std::max(m_record.networkBytes, record.networkBytes);
    if (isSameTable(record)) {
        next.finished &= m_record.finished;
        next.locked &= m_record.locked;
        if (next.decodedSize == kUnknown)
            next.decodedSize = m_record.decodedSize;
    } else {
        clear();
        next.finished.fill(false);
        next.locked.fill(false);
    }
    m_keptFinished = next.finished & m_keptFinished;
    m_keptLocked = next.locked & m_keptLocked;
    next.usedKeys = next.finished.count(true) > 0 ? m_record.usedKeys : std::vector<blte::UsedKey>();
    m_record = std::move(next);
}

void ChunkProgress::clear()
{
    const quint64 spent = m_record.networkBytes;
    m_record = {};
    m_record.networkBytes = spent;
    m_keptFinished.clear();
    m_keptLocked.clear();
    m_proofs.clear();
}

void ChunkProgress::adopt(ResumeRecord believed, const std::vector<ChunkNote> &notes,
                          const ResumeRecord &claimed)
{
    m_record = std::move(believed);
    for (const ChunkNote &proof : std::exchange(m_record.proofs, {}))
        keepProof(proof);
    for (const ChunkNote &note : notes)
        keepProof(note);
    m_keptFinished = m_record.finished & claimed.finished;
    m_keptLocked = m_record.locked & claimed.locked;
}

void ChunkProgress::finish(const ChunkNote &note)
{
    m_record.finished.setBit(note.chunk, !note.locked);
    m_record.locked.setBit(note.chunk, note.locked);
    keepProof(note);
}

void ChunkProgress::noteKeys(const std::vector<blte::UsedKey> &keys)
{
    for (const blte::UsedKey &key : keys) {
        auto &known = m_record.usedKeys;
        const auto place = std::lower_bound(known.begin(), known.end(), key);
        if (place == known.end() || *place != key)
            known.insert(place, key);
    }
}

ResumeRecord ChunkProgress::snapshot() const
{
    ResumeRecord record = m_record;
    for (const auto &proof : m_proofs) {
        if (proof && proof->chunk < record.finished.size() && record.finished.testBit(proof->chunk))
            record.proofs.push_back(*proof);
    }
    return record;
}

std::optional<quint32> ChunkProgress::contentCrc() const
{
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

void ChunkProgress::setKept(const ResumeRecord &snapshot)
{
    m_record.partSize = snapshot.partSize;
    m_record.part = snapshot.part;
    m_keptFinished = snapshot.finished;
    m_keptLocked = snapshot.locked;
}

void ChunkProgress::dropUnkept()
{
    m_record.finished = m_keptFinished;
    m_record.locked = m_keptLocked;
}

void ChunkProgress::keepProof(const ChunkNote &note)
{
    const qsizetype chunks = m_record.finished.size();
    if (chunks > kMostProofs || note.chunk >= chunks)
        return;
    m_proofs.resize(static_cast<std::size_t>(chunks)); // once; never an allocation for a chunk of its own
    m_proofs[note.chunk] = note;
}

} // namespace storage
