#pragma once

#include "core/storage/storedset.h"
#include "core/transfer/routing/setview.h"

#include <functional>

namespace blte {
class KeyStore;
}

namespace transfer {

/// All functions block on the disk.

/// The set of this target as its records tell of it, unfinished or done. Null when nothing is known of it.
std::shared_ptr<const SetView> storedSetView(const QString &target);

/// What reading a set back has shown.
struct SetCheck
{
    qint64 files = 0; ///< that were read
    qint64 bytes = 0; ///< likewise
    std::vector<storage::SetMark> right;
    std::vector<storage::SetTrouble> wrong; ///< gone, or not what the plan says
    core::Error error;                      ///< counts these, and names one
};

/// Reads back the files that a set has in their places, and holds them against its plan; those of which the
/// plan has no digest against the size and the times they had then. What is wrong is noted in the set's
/// records, so that an attempt at it fetches those files alone. `goesOn` gets bytes read and bytes in all,
/// now and then; false ends it (Cancelled). `keys` may be null.
///
/// Errors: FolderMissing; RecordUnreadable, RecordNotOurs when nothing is known of it any more; Cancelled.
core::Result<SetCheck> verifySet(const QString &target, const blte::KeyStore *keys,
                                 const std::function<bool(qint64, qint64)> &goesOn);

} // namespace transfer
