#pragma once

#include "core/blte/chunktable.h"
#include "core/source.h"
#include "core/storage/resumerecord.h"
#include "core/transfer/state.h"

namespace transfer {

/// Who described an object without a table of its own.
struct Origin
{
    QString host;
    QByteArray validator;
};

/// The resume record with which a table begins. A BLTE table is known by its digest; the table of a plain
/// file by its sizes (first 8 bytes), the host that described it (4) and what that called it (4), as
/// truncated MD5s; the last two are zero where nobody needs a validator.
storage::ResumeRecord recordFor(const blte::ChunkTable &table, const core::Source &source,
                                const Origin &origin);
/// Both describe the same object, as far as one can tell: other hosts may have other validators for it.
bool isSameObject(const storage::ResumeRecord &a, const storage::ResumeRecord &b);

/// Every chunk is kept: nothing is left to ask a server for.
bool isComplete(const storage::ResumeRecord &record);
/// What the chunks prove of a complete one: nothing, when only the content key could tell whether the keys
/// were right (format.md 2.5).
Verdict verdictOf(const storage::ResumeRecord &record);

} // namespace transfer
