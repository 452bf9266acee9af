#pragma once

#include "core/source.h"
#include "core/storage/resumerecord.h"
#include "core/transfer/routing/chunkmap.h"

namespace transfer {

/// Keeps the header of a BLTE table for `target` (storage::StateStore), so that the file can be drawn and
/// unlocked without asking a server while it is not being fetched; of other tables there is nothing to keep.
/// All of this may block.
void keepTable(const QString &target, const blte::ChunkTable &table);
/// The kept table of `target`, if it is the one of this record.
std::shared_ptr<const blte::ChunkTable> keptTable(const QString &target, const storage::ResumeRecord &record);

/// That, or the one of an object without a table of its own (but not of a plain file).
std::shared_ptr<const blte::ChunkTable> knownTable(const QString &target,
                                                   const storage::ResumeRecord &record);

/// What of `target` is on the disk: unfinished, by its resume record (its last notes believed), or finished.
/// Null when nothing is known.
std::shared_ptr<const ChunkMap> storedMap(const QString &target, const core::Source &source, bool isRaw);

} // namespace transfer
