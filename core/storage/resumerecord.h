#pragma once

#include "core/blte/keys.h"
#include "core/source.h"
#include "core/storage/file.h"

#include <QBitArray>
#include <optional>
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

} // namespace storage
