#include "core/storage/statestore.h"

#include "core/storage/filesystem.h"
#include "core/storage/keptfolder.h"
#include "core/storage/partpaths.h"
#include "core/storage/receiptindex.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QStandardPaths>

namespace storage {

namespace {

/// A folder's receipts begin anew beyond this, which takes some hundred thousand files.
constexpr qint64 kLargestState = 64 << 20;
constexpr qsizetype kMostFolders = 10'000;
/// Tables and provenance, of files that may be gone without our knowing.
constexpr qsizetype kMostTables = 20'000;
/// More copies of one file than this are not looked through.
constexpr std::size_t kMostCopies = 16;

QString absolute(const QString &target)
{
    return QDir::cleanPath(QFileInfo(target).absoluteFilePath());
}

QByteArray hashOf(const QString &path)
{
    return QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1).toHex();
}

QByteArray digitsOf(const QString &text)
{
    return hashOf(text).first(ReceiptIndex::kNumberDigits);
}

quint64 numberOf(const QString &text)
{
    return digitsOf(text).toULongLong(nullptr, 16);
}

ReceiptIndex &indexOfAll()
{
    static ReceiptIndex index;
    return index;
}

core::Result<void> append(const QString &path, const QByteArray &bytes)
{
    const QString folder = folderOf(path);
    auto file = fs::File::open(path, fs::File::Mode::AppendCreate);
    if (!file && fs::makePrivateFolder(folder))
        file = fs::File::open(path, fs::File::Mode::AppendCreate);
    if (!file)
        return tl::unexpected(file.error());
    if (file->size().value_or(0) > kLargestState) {
        if (auto ok = file->resize(0); !ok)
            return ok;
    }
    tidyKept(folder, kMostFolders);
    return file->append({reinterpret_cast<const std::uint8_t *>(bytes.data()), std::size_t(bytes.size())});
}

} // namespace

StateStore StateStore::own()
{
    return StateStore(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation));
}

QString StateStore::receiptsPath(const QString &folder) const
{
    return m_folder % QStringLiteral("/receipts/") % QString::fromLatin1(hashOf(folder)) %
           QStringLiteral(".list");
}

QString StateStore::pathOf(Kind kind, const QString &target) const
{
    const QString path =
        m_folder % QStringLiteral("/tables/") % QString::fromLatin1(hashOf(absolute(target)));
    return kind == Kind::Provenance ? QString(path % QStringLiteral(".origins")) : path;
}

std::optional<Receipt> StateStore::receiptOf(const QString &target) const
{
    const QString path = absolute(target);
    const QByteArray text = indexOfAll().ofTarget(receiptsPath(folderOf(path)), numberOf(path));
    const auto file = fromSealedText(text);
    return file && file->target == path ? std::optional(file->receipt) : std::nullopt;
}

std::optional<Receipt> StateStore::validReceipt(const QString &target) const
{
    const auto receipt = receiptOf(target);
    const auto file = receipt ? fs::File::open(target, fs::File::Mode::ReadOnly) : fs::File();
    if (!file || !file->isOpen())
        return std::nullopt;
    const auto size = file->size();
    const auto stamp = file->stamp();
    return size && stamp && isUntouched(*receipt, *size, *stamp) ? receipt : std::nullopt;
}

std::vector<Receipt> StateStore::receiptsFor(const QString &identity, qint64 size) const
{
    std::vector<Receipt> found;
    for (const QByteArray &text :
         indexOfAll().ofSource(m_folder + QStringLiteral("/receipts"), numberOf(identity), kMostCopies)) {
        const auto file = fromSealedText(text);
        if (file && file->receipt.identity == identity && file->receipt.size == size)
            found.push_back(file->receipt);
    }
    return found;
}

core::Result<void> StateStore::keepReceipts(const std::vector<Receipted> &files) const
{
    const Seal seal = receiptSeal();
    QMap<QString, QByteArray> lines; // by folder
    for (const auto &[target, receipt] : files) {
        const QString path = absolute(target);
        lines[folderOf(path)] += '\n' + digitsOf(path) + ' ' + digitsOf(receipt.identity) + ' ' +
                                 toSealedText({path, receipt}, seal);
    }
    core::Result<void> kept;
    for (auto it = lines.cbegin(); it != lines.cend(); ++it) {
        if (auto ok = append(receiptsPath(it.key()), it.value()); !ok)
            kept = ok;
    }
    return kept;
}

QByteArray StateStore::load(Kind kind, const QString &target) const
{
    QFile file(pathOf(kind, target));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void StateStore::keep(Kind kind, const QString &target, const QByteArray &bytes) const
{
    const QString path = pathOf(kind, target);
    if (bytes.isEmpty() || !fs::makePrivateFolder(folderOf(path)) || load(kind, target) == bytes)
        return;
    tidyKept(folderOf(path), kMostTables);
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(bytes); // cut short, it is refused by whoever reads it
}

void StateStore::forget(const QString &target) const
{
    for (const Kind kind : {Kind::Table, Kind::Provenance})
        QFile::remove(pathOf(kind, target));
}

} // namespace storage
