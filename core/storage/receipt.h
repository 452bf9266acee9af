#pragma once

#include "core/source.h"

#include <QDateTime>

namespace storage {

/// What is remembered of a finished file, so that asking for it again ends at once instead of in "exists
/// already": kept outside the target's folder, under the user's state folder. There is one file for each
/// folder of targets, to which a line is added for each file that was finished; the last of a name counts.
struct Receipt
{
    QString identity; ///< core::identity() of the source
    int verdict = 0;  ///< the verdict's stored number
    QByteArray md5;   ///< hex MD5 of the decoded bytes, when it was computed; may be empty
    qint64 size = 0;
    QDateTime modified;                       ///< of the target when it was finished; milliseconds, UTC
    std::vector<blte::UsedKey> usedKeys = {}; ///< what it was decrypted with, as far as nothing proves it
};

/// The receipt of `target`, if there is one and the target still has its size and modification time.
std::optional<Receipt> validReceipt(const QString &target);

struct Receipted
{
    QString target;
    Receipt receipt;
};
/// For files of one folder, at once. Not synced: nothing but time is lost with a receipt.
core::Result<void> writeReceipts(const std::vector<Receipted> &files);

} // namespace storage
