#pragma once

#include "core/storage/journalnotes.h"

#include <QByteArray>

namespace storage {

/// A journal as it was read.
struct JournalContent
{
    ResumeRecord record;
    std::vector<ChunkNote> chunks; ///< in order of writing; the last one per chunk counts
    std::vector<SpoolNote> spools; ///< in order of writing; the last good one per chunk counts
    std::optional<RestNote> rest;  ///< nothing was noted after it
    bool isOurs = false;           ///< sealed by this user; otherwise only claims, of whomever
    qint64 modified = 0;           ///< when the file was last written, as fs::File::modified()
};

/// The bytes of a snapshot. Little-endian: "SLUR", u32 version, u32 payload length, u32 CRC of all that
/// follows the magic but itself, payload, whose last 16 bytes are the seal.
QByteArray snapshotBytes(const ResumeRecord &record, const Seal &own = Seal::own());
/// That of the notes behind these bytes: from the snapshot's own seal, so that no note can be moved to
/// another one.
Seal noteSeal(const QByteArray &snapshot, const Seal &own = Seal::own());
/// Snapshot and notes out of a whole file's bytes. Notes behind a snapshot that is not ours are read only of
/// versions that sealed nothing.
core::Result<JournalContent> parseJournal(const QByteArray &bytes, const Seal &own = Seal::own());

} // namespace storage
