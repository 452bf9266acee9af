#include "core/transfer/archivecheck.h"

#include "core/blte/encodedproof.h"
#include "core/bytes.h"
#include "core/storage/file.h"
#include "core/tact/objectkind.h"
#include "core/transfer/objectfile.h"

#include <algorithm>

namespace transfer {

using core::ErrorKind;

namespace {

constexpr qint64 kCheckedAtOnce = 256 * 1024;
/// An index of two million objects; real archives have some thousands.
constexpr qint64 kLargestIndexFile = 64 << 20;
// Worth mending is, at most:
constexpr std::size_t kMostMended = 256;
constexpr qint64 kMostBytesMended = 32 << 20;
constexpr qint64 kLargestMended = 16 << 20;

core::Result<tact::ArchiveIndex> readIndex(const QString &path, const WholeCipher &cipher)
{
    ObjectFile file(path);
    if (!file.openWith(cipher))
        return core::failure(ErrorKind::HeaderCorrupt, path + QStringLiteral(": ") + file.errorString());
    if (file.size() > kLargestIndexFile)
        return core::failure(ErrorKind::HeaderCorrupt,
                             path + QStringLiteral(": it is too large for an index"));
    const QByteArray bytes = file.readAll();
    auto index = tact::readArchiveIndex(core::bytesOf(bytes));
    if (!index)
        return core::failure(ErrorKind::HeaderCorrupt,
                             path + QStringLiteral(": ") + QString::fromStdString(index.error().text));
    const auto name = tact::hashInName(path.toStdString());
    const bool isOfArchive = index->footer.hasPlaces() && index->footer.keySize == sizeof(blte::Digest);
    if (!isOfArchive || (name && *name != index->footer.name))
        return core::failure(ErrorKind::HeaderCorrupt,
                             path + QStringLiteral(": it is the index of something else"));
    return std::move(*index);
}

/// Reads on from where the object begins. An error is one of the disk.
core::Result<bool> isWhole(QFile &file, const tact::IndexEntry &entry, QByteArray &buffer)
{
    if (!file.seek(entry.offset))
        return false;
    blte::EncodedProof proof({entry.key}, entry.encodedSize);
    for (qint64 left = entry.encodedSize; left > 0;) {
        const qint64 got = file.read(buffer.data(), std::min<qint64>(left, buffer.size()));
        if (got < 0)
            return core::failure(ErrorKind::ReadFailed,
                                 file.fileName() + QStringLiteral(": ") + file.errorString());
        if (got == 0 || !proof.push(core::bytesOf(buffer).first(static_cast<std::size_t>(got))))
            return false;
        left -= got;
    }
    return proof.finish().has_value();
}

} // namespace

core::Result<ArchiveCheck> checkArchive(const QString &path, const WholeCipher &cipher)
{
    auto index = readIndex(path + QStringLiteral(".index"), cipher);
    if (!index)
        return core::failure(index.error());
    ObjectFile file(path);
    if (!file.openWith(cipher))
        return core::failure(ErrorKind::ReadFailed, path + QStringLiteral(": ") + file.errorString());
    std::sort(index->entries.begin(), index->entries.end(),
              [](const auto &a, const auto &b) { return a.offset < b.offset; });
    ArchiveCheck check;
    QByteArray buffer(kCheckedAtOnce, Qt::Uninitialized);
    for (const tact::IndexEntry &entry : index->entries) {
        ++check.objects;
        const auto whole = isWhole(file, entry, buffer);
        if (!whole)
            return core::failure(whole.error());
        if (*whole)
            continue;
        check.wrong.push_back(entry);
        check.wrongBytes += entry.encodedSize;
    }
    return check;
}

bool isWorthMending(const ArchiveCheck &check)
{
    return check.wrong.size() <= kMostMended && check.wrongBytes <= kMostBytesMended &&
           std::all_of(check.wrong.begin(), check.wrong.end(),
                       [](const tact::IndexEntry &entry) { return entry.encodedSize <= kLargestMended; });
}

core::Result<void> checkObject(const QString &path, const blte::EncodingKey &key, const WholeCipher &cipher)
{
    ObjectFile file(path);
    if (!file.openWith(cipher))
        return core::failure(ErrorKind::ReadFailed, path + QStringLiteral(": ") + file.errorString());
    blte::EncodedProof proof(key, static_cast<std::uint64_t>(file.size()));
    for (;;) {
        const QByteArray bytes = file.read(kCheckedAtOnce);
        if (file.error() != QFile::NoError)
            return core::failure(ErrorKind::ReadFailed, path + QStringLiteral(": ") + file.errorString());
        const auto proven = bytes.isEmpty() ? proof.finish() : proof.push(core::bytesOf(bytes));
        if (!proven)
            return core::failure(ErrorKind::EncodingKeyWrong,
                                 QString::fromStdString(blte::describe(proven.error())));
        if (bytes.isEmpty())
            return {};
    }
}

core::Result<void> replaceObject(const QString &archivePath, qint64 offset, const QByteArray &bytes,
                                 const WholeCipher &cipher)
{
    return storage::fs::File::open(archivePath, storage::fs::File::Mode::ReadWriteCreate)
        .and_then([&](const storage::fs::File &file) {
            return file.writeAt(offset, core::bytesOf(applied(cipher, bytes, offset))).and_then([&] {
                return file.syncData();
            });
        });
}

} // namespace transfer
