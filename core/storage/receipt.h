#pragma once

#include "core/source.h"

#include <QDateTime>
#include <QFileInfo>

namespace storage {

/// What is remembered of a finished file, so that asking for it again ends at once instead of in "exists
/// already": kept outside the target's folder, one small file per target under the user's state folder.
struct Receipt
{
    QString identity; ///< core::identity() of the source
    int verdict = 0;  ///< the verdict's stored number
    QByteArray md5;   ///< hex MD5 of the decoded bytes, when it was computed; may be empty
    qint64 size = 0;
    QDateTime modified; ///< of the target when it was finished
};

/// The receipt of `target`, if there is one and the target still has its size and modification time.
std::optional<Receipt> validReceipt(const QString &target);
/// Fills size and modified from the file that `measured` is of: one that is to become the target, or the
/// target itself.
core::Result<void> writeReceipt(const QString &target, Receipt receipt, const QFileInfo &measured);

} // namespace storage
