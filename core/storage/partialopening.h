#pragma once

#include "core/storage/partialdownload.h"

namespace storage {

/// What openPartial() found, after recovery.
struct FoundPartial
{
    std::shared_ptr<PartialDownload> partial;
    /// Empty: nothing (usable) was there; the part file is new and empty.
    std::optional<ResumeRecord> record; ///< finished/locked bits include every note that proved true
    std::map<quint32, quint64> spools;  ///< chunk → trusted length of its spool
    /// Chunks that the journal claims without any proof of ours: not in `record`, not fetched again when
    /// someone proves them and calls ChunkJournal::chunkFinished().
    QBitArray doubtful;
    /// Why not all was believed that is there; kind None: nothing was, or all is.
    core::Error doubt;
};

/// Opens or creates `target`.part, locks it, and recovers: the journal's bits are trusted when the part file
/// is as long as they need; each noted chunk is read back and held against its CRC; spools are cut to their
/// last good note. A journal that cannot be used is set aside (".resume.bad"), never overwritten silently.
/// Creates the parents of the target *below* `folder`, but never `folder` itself (FolderMissing).
///
/// With a `room`, what is still to come is claimed there, and reserved: DiskFull when it does not fit.
/// Without one nothing more is to be written, as before PartialDownload::discard(). Blocks.
core::Result<FoundPartial> openPartial(const QString &folder, const QString &target,
                                       std::shared_ptr<DiskReservations> room = {});

/// True when `target` was committed with locked chunks and can be taken up again.
bool canReopen(const QString &target);
/// Makes such a target a part file again; openPartial() follows.
core::Result<void> reopen(const QString &target);

} // namespace storage
