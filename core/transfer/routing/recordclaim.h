#pragma once

#include "core/source.h"
#include "core/storage/resumerecord.h"

namespace transfer {

/// What the resume record beside a part file says about the source that is asked for now.
enum class Claim {
    OtherSource, ///< nothing: it was begun for another one, or in another form
    AskServer,   ///< it was begun for this one, which may have changed: the server describes it first
    Proven,      ///< a key of the source names the very object, or will prove the file when it is whole
};
/// A pure function. The object that an encoding key names is the same wherever it lies; without one it is the
/// same only at one of the addresses, and in the slice, for which the record was made.
Claim claimOf(const storage::ResumeRecord &record, const core::Source &wanted, bool isRaw);

/// The content key, where it is the digest of the very bytes of the file that is to be: not of a BLTE object
/// that is kept as it is.
std::optional<blte::ContentKey> digestOfFile(const core::Source &source, bool isRaw);

/// A content key or a checksum tells of the whole file whether it is right.
bool isProvenWhole(const core::Source &source, bool isRaw);

} // namespace transfer
