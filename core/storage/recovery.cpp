#include "core/storage/recovery.h"

#include "core/storage/crc32.h"
#include "core/storage/filesystem.h"
#include "core/storage/partpaths.h"
#include "core/storage/spool.h"

#include <QDirIterator>
#include <QFileInfo>
#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace storage::recovery {

namespace {

constexpr quint64 kUnknown = std::numeric_limits<quint64>::max();

/// Bytes behind the end of the file are zeros, too: nothing was ever written there.
bool isZero(const fs::File &part, quint64 offset, quint64 size, qint64 partSize)
{
    const quint64 end = std::min(offset + size, static_cast<quint64>(partSize));
    std::vector<std::uint8_t> slice(64 * 1024);
    while (offset < end) {
        const auto want = std::span(slice).first(std::min<quint64>(end - offset, slice.size()));
        const auto got = part.readAt(static_cast<qint64>(offset), want);
        const bool clean = got && static_cast<std::size_t>(*got) == want.size() &&
                           std::all_of(want.begin(), want.end(), [](std::uint8_t b) { return b == 0; });
        if (!clean)
            return false;
        offset += want.size();
    }
    return true;
}

bool fits(const ResumeRecord &record, const ChunkNote &note)
{
    const quint64 limit =
        record.decodedSize == kUnknown ? kLargestFile : std::min(record.decodedSize, kLargestFile);
    return note.chunk < record.finished.size() && note.decodedOffset <= limit &&
           note.decodedSize <= limit - note.decodedOffset;
}

bool holds(const ChunkNote &note, const fs::File &part, qint64 partSize)
{
    if (note.locked)
        return isZero(part, note.decodedOffset, note.decodedSize, partSize);
    if (note.decodedOffset + note.decodedSize > static_cast<quint64>(partSize))
        return false;
    const auto crc = crcOfFile(part, note.decodedOffset, note.decodedSize);
    return crc && *crc == note.crc;
}

/// The longest length at which the running CRC is what a note says: of the file from `offset` on, behind a
/// prefix of `at` bytes with this CRC. `notes` are sorted by length.
SpoolNote longestTrue(const fs::File &file, const std::vector<SpoolNote> &notes, quint64 offset, quint64 at,
                      quint32 crc)
{
    SpoolNote best;
    const quint64 prefix = at;
    for (const SpoolNote &note : notes) {
        if (note.length < at)
            continue;
        const auto next = crcOfFile(file, offset + at - prefix, note.length - at, crc);
        if (!next)
            break;
        at = note.length;
        crc = *next;
        if (crc == note.crc)
            best = note;
    }
    return best;
}

/// The same for a stored chunk. What its notes claim goes off the budget; who claims too much is not
/// believed.
SpoolNote longestStored(const fs::File &part, const std::vector<SpoolNote> &notes, quint64 &budget)
{
    const quint64 claimed = notes.back().length;
    const quint64 offset = *notes.back().storedAt;
    if (claimed > budget + 1 || offset > kLargestFile - claimed) // one of them is the mode byte
        return {};
    budget -= std::min(budget, claimed);
    return longestTrue(part, notes, offset, 1, crc32(std::array{Spool::kStored}));
}

/// The chunk whose spool has this file name; -1 when it is no spool of this target.
qint64 chunkOfSpool(const QString &fileName, const QString &prefix)
{
    bool ok = false;
    const quint32 chunk = fileName.startsWith(prefix) ? fileName.mid(prefix.size()).toUInt(&ok) : 0;
    return ok && fileName == prefix + QString::number(chunk) ? qint64(chunk) : -1;
}

} // namespace

Plan planFor(const Leftovers &leftovers)
{
    switch (leftovers.log) {
    case Leftovers::Log::None:
        return leftovers.hasPart ? Plan::Refuse : Plan::Begin;
    case Leftovers::Log::Foreign:
        return Plan::Refuse;
    case Leftovers::Log::Unreadable:
        return Plan::SetLogAside;
    case Leftovers::Log::Readable:
        break;
    }
    return leftovers.hasPart && leftovers.recordedSize <= leftovers.partSize ? Plan::GoOn : Plan::DropLog;
}

bool isSuspicious(const JournalContent &content, const fs::Stamp &now)
{
    if (content.rest)
        return content.rest->part != now;
    const fs::Stamp &then = content.record.part;
    if (then == now)
        return false;
    // A note follows the bytes it speaks of, and coarse file systems count time in steps of 2 s.
    constexpr qint64 kSlack = 2'000'000'000;
    const auto isOurs = [&](qint64 before, qint64 time) {
        return time >= before && time <= content.modified + kSlack;
    };
    return then.number != now.number || !isOurs(then.modified, now.modified) ||
           !isOurs(then.changed, now.changed);
}

void applyNotes(ResumeRecord &record, const std::vector<ChunkNote> &notes, const fs::File &part,
                qint64 partSize)
{
    std::map<quint32, ChunkNote> last;
    for (const ChunkNote &note : notes) {
        if (fits(record, note))
            last[note.chunk] = note;
    }
    // Chunks do not overlap, so true notes never add up to more than the part file; this bounds the reading.
    quint64 budget = static_cast<quint64>(partSize);
    for (const auto &[chunk, note] : last) {
        const bool affordable = note.locked || note.decodedSize <= budget;
        const bool isTrue = affordable && holds(note, part, partSize);
        budget -= note.locked || !affordable ? 0 : note.decodedSize;
        record.finished.setBit(chunk, isTrue && !note.locked);
        record.locked.setBit(chunk, isTrue && note.locked);
    }
}

Belief believe(const JournalContent &content, const fs::File &part, const fs::Stamp &now, qint64 partSize)
{
    Belief belief{content.record, QBitArray(content.record.finished.size()), isSuspicious(content, now)};
    ResumeRecord &record = belief.record;
    std::vector<ChunkNote> notes = content.chunks;
    if (belief.isChanged || !content.isOurs)
        notes.insert(notes.begin(), record.proofs.begin(), record.proofs.end());
    applyNotes(record, notes, part, partSize);
    if (!content.isOurs) {
        belief.doubtful = std::exchange(record.finished, QBitArray(record.finished.size()));
        record.locked.fill(false);
    } else if (belief.isChanged) {
        QBitArray noted(record.finished.size());
        for (const ChunkNote &note : notes) {
            if (note.chunk < noted.size())
                noted.setBit(note.chunk);
        }
        belief.doubtful = record.finished & ~noted;
        record.finished &= noted;
        record.locked &= noted;
    }
    return belief;
}

std::map<quint32, SpoolNote> trustedSpools(const QString &target, const std::vector<SpoolNote> &notes,
                                           const fs::File &part, qint64 partSize)
{
    std::map<quint32, std::vector<SpoolNote>> byChunk;
    for (const SpoolNote &note : notes) {
        auto &ofChunk = byChunk[note.chunk];
        if (!ofChunk.empty() && ofChunk.front().storedAt != note.storedAt)
            ofChunk.clear(); // begun anew, elsewhere
        ofChunk.push_back(note);
    }
    // Chunks do not overlap, so true notes never add up to more than the part file; this bounds the reading.
    quint64 budget = static_cast<quint64>(partSize);
    std::map<quint32, SpoolNote> trusted;
    for (auto &[chunk, lengths] : byChunk) {
        std::sort(lengths.begin(), lengths.end(),
                  [](const SpoolNote &a, const SpoolNote &b) { return a.length < b.length; });
        SpoolNote best;
        if (lengths.front().storedAt)
            best = longestStored(part, lengths, budget);
        else if (auto file = fs::File::open(spoolPath(target, chunk), fs::File::Mode::ReadOnly); file)
            best = longestTrue(*file, lengths, 0, 0, 0);
        if (best.length > 0)
            trusted[chunk] = best;
    }
    return trusted;
}

core::Result<void> removeOtherSpools(const QString &target, const std::map<quint32, SpoolNote> &kept)
{
    const QString prefix = QFileInfo(freshPartPath(target)).fileName() + u'.';
    QDirIterator files(folderOf(target), QDir::Files | QDir::Hidden | QDir::System);
    while (files.hasNext()) {
        files.next();
        const qint64 chunk = chunkOfSpool(files.fileName(), prefix);
        if (chunk < 0 || kept.contains(static_cast<quint32>(chunk)))
            continue;
        if (auto ok = fs::remove(files.filePath()); !ok)
            return ok;
    }
    return {};
}

} // namespace storage::recovery
