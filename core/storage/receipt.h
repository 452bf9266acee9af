#pragma once

#include "core/source.h"
#include "core/storage/file.h"
#include "core/storage/seal.h"

#include <optional>
#include <vector>

namespace storage {

/// What is remembered of a finished file, so that asking for it again need not fetch it again. StateStore
/// keeps them.
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

/// Nobody has touched the file since: its size and what it is known by are the receipt's.
bool isUntouched(const Receipt &receipt, qint64 size, const fs::Stamp &now);

/// A receipt and its target under the user's seal: "SEAL JSON", the seal in hex.
struct Receipted
{
    QString target; ///< absolute
    Receipt receipt;
};
/// The seal of receipts; the same for all of them.
Seal receiptSeal();
QByteArray toSealedText(const Receipted &file, const Seal &seal);
/// Empty for what does not carry the seal, or lacks something.
std::optional<Receipted> fromSealedText(const QByteArray &text);

} // namespace storage
