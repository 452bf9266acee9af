#pragma once

#include "core/storage/receipt.h"

namespace storage {

/// What is remembered of this user's files outside of their folders, by the path of the target: so that a
/// file can be known again, drawn and unlocked without asking a server. Nothing in it is a proof: receipts
/// carry the user's seal, and tables are good for what the MD5 of their header proves. All of it may be lost
/// at any time; that costs time only, so nothing is synced.
///
///   receipts/<SHA-1 of the folder>.list   a line for each file that was finished there, see ReceiptIndex
///   tables/<SHA-1 of the target>          Kind::Table
///   tables/<SHA-1 of the target>.origins  Kind::Provenance
///
/// Bounded: of files that are gone without our knowing the oldest go (keptfolder.h). A value, cheap to copy;
/// all functions are thread-safe and may block.
class StateStore
{
public:
    /// This user's, in the data folder (AppLocalDataLocation, because Qt 6.4 has no location for state).
    static StateStore own();
    explicit StateStore(QString folder)
        : m_folder(std::move(folder))
    {
    }

    /// The last receipt that was written for `target`, whatever lies there now.
    std::optional<Receipt> receiptOf(const QString &target) const;
    /// receiptOf() while the target is untouched. Its bytes are not read.
    std::optional<Receipt> validReceipt(const QString &target) const;
    /// Those of any file of this identity and size, wherever it was: the file may have been moved or copied.
    /// The newest first of each folder, and not more than a few. May read all there are, once.
    std::vector<Receipt> receiptsFor(const QString &identity, qint64 size) const;
    /// Each folder's at once.
    core::Result<void> keepReceipts(const std::vector<Receipted> &files) const;

    enum class Kind : std::uint8_t {
        Table,      ///< the header of its BLTE object
        Provenance, ///< how its chunks came
    };
    /// Empty when nothing is kept.
    QByteArray load(Kind kind, const QString &target) const;
    /// Nothing is done for no bytes.
    void keep(Kind kind, const QString &target, const QByteArray &bytes) const;
    void forget(const QString &target) const; ///< everything but the receipt

private:
    QString receiptsPath(const QString &folder) const;
    QString pathOf(Kind kind, const QString &target) const;

    QString m_folder;
};

} // namespace storage
