#pragma once

#include "core/source.h"
#include "core/storage/file.h"

#include <optional>
#include <vector>

namespace storage {

/// What is remembered of a finished file, so that asking for it again need not fetch it again: kept outside
/// the target's folder, under the user's state folder. There is one file for each folder of targets, to which
/// a line is added for each file that was finished; the last of a name counts. Each line carries the user's
/// seal: one without it says nothing. No line names a source in a way that others could read: see
/// sealedName().
struct Receipt
{
    QString identity;           ///< the sealedName() of what was asked for
    int verdict = 0;            ///< the verdict's stored number
    QByteArray md5;             ///< hex MD5 of the file's bytes, when it was computed; may be empty
    std::optional<quint32> crc; ///< CRC-32 of them, when it is known
    qint64 size = 0;
    fs::Stamp stamp;    ///< what the file was known by when it was finished; `changed` 0: not known
    QByteArray version; ///< what the server called it, where no key names it; may be empty
    std::vector<blte::UsedKey> usedKeys = {}; ///< what it was decrypted with, as far as nothing proves it
};

/// Says nothing to whoever does not know the user's secret, and is the same for the same text.
QString sealedName(const QString &text);

/// The last one that was written for `target`, whatever lies there now.
std::optional<Receipt> receiptOf(const QString &target);
/// Those of any file of this identity and size, wherever it was: the file may have been moved or copied. The
/// newest first of each folder, and not more than a few. May read all there are, once.
std::vector<Receipt> receiptsFor(const QString &identity, qint64 size);
/// Nobody has touched the file since: its size and what it is known by are the receipt's.
bool isUntouched(const Receipt &receipt, qint64 size, const fs::Stamp &now);
/// receiptOf() while the target is untouched. Its bytes are not read.
std::optional<Receipt> validReceipt(const QString &target);

struct Receipted
{
    QString target;
    Receipt receipt;
};
/// For files of one folder, at once. Not synced: nothing but time is lost with a receipt.
core::Result<void> writeReceipts(const std::vector<Receipted> &files);

} // namespace storage
