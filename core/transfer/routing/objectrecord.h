#pragma once

#include "core/blte/chunktable.h"
#include "core/source.h"
#include "core/storage/resumerecord.h"
#include "core/transfer/routing/fileversion.h"
#include "core/transfer/routing/state.h"

namespace transfer {

/// The resume record with which a table begins. A BLTE table is known by its digest; the table of a plain
/// file by its sizes (first 8 bytes), the place that described it (4) and what that called it (4), as
/// truncated MD5s; the last two are zero where a content key proves it.
storage::ResumeRecord recordFor(const blte::ChunkTable &table, const core::Source &source,
                                const FileVersion &version, bool isRaw = false);
/// Whether `kept` describes the object of which `fresh` is the record now, as `version` was told with it.
Likeness likenessOf(const storage::ResumeRecord &fresh, const FileVersion &version,
                    const storage::ResumeRecord &kept);

/// Every chunk is kept: nothing is left to ask a server for.
bool isComplete(const storage::ResumeRecord &record);
/// What the chunks prove of a complete one: nothing, when only the content key could tell whether the keys
/// were right (core/blte/README.md, "Encryption").
Verdict verdictOf(const storage::ResumeRecord &record);

} // namespace transfer
