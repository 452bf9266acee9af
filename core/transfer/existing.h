#pragma once

#include "core/storage/receipt.h"
#include "core/transfer/target.h"

namespace transfer {

/// What proves that a file is still the one of which a receipt tells.
enum class Proof {
    None,   ///< nothing
    Digest, ///< reading it, and its MD5
    /// Reading it, and its CRC-32, which shows every accident but proves nothing to an adversary: enough
    /// where nobody has touched the file since, and where it is called unverified anyway (a plain file that
    /// was copied, moved or linked elsewhere).
    Checksum,
};
/// A pure function.
Proof proofBy(const storage::Receipt &receipt, bool isUntouched);

/// Reads the file that is there, and holds it against its content key, or else against the receipts of what
/// is asked for: also those of a file that was moved or copied here. Blocks. `goesOn` as in hashFile();
/// `keys` are those of today, may be null.
core::Result<Existing> lookAtExisting(const TransferRequest &order, const QString &target,
                                      const blte::KeyStore *keys, const std::function<bool(qint64)> &goesOn);

/// What is asked for, as receipts name it.
QString identityOf(const TransferRequest &order);

} // namespace transfer
