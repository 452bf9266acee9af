#pragma once

#include "core/source.h"
#include "core/storage/resumerecord.h"
#include "core/transfer/routing/chunkmap.h"

namespace transfer {

/// The tables of BLTE files, kept under the user's state folder: a file that is not being fetched can be
/// drawn, and unlocked, without asking a server. Only copies, and good for what the MD5 of their header
/// proves. All of this may block.

/// Keeps the header of a BLTE table for `target`; of other tables there is nothing to keep.
void keepTable(const QString &target, const blte::ChunkTable &table);
void forgetTable(const QString &target); ///< and the origins
/// Keeps beside it how the chunks came (origins.h); nothing is done when there is nothing to keep.
void keepProvenance(const QString &target, const QByteArray &origins);
QByteArray keptProvenance(const QString &target); ///< empty when there are none
/// The kept table of `target`, if it is the one of this record.
std::shared_ptr<const blte::ChunkTable> keptTable(const QString &target, const storage::ResumeRecord &record);

/// That, or the one of an object without a table of its own (but not of a plain file).
std::shared_ptr<const blte::ChunkTable> knownTable(const QString &target,
                                                   const storage::ResumeRecord &record);

/// What of `target` is on the disk: unfinished, by its resume record (its last notes believed), or finished.
/// Null when nothing is known.
std::shared_ptr<const ChunkMap> storedMap(const QString &target, const core::Source &source, bool isRaw);

} // namespace transfer
