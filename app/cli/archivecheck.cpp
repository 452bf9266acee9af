#include "app/cli/archivecheck.h"

#include "app/objectfile.h"
#include "core/blte/encodedproof.h"
#include "core/bytes.h"
#include "core/storage/file.h"
#include "core/tact/objectkind.h"

#include <algorithm>

namespace app {

using namespace Qt::StringLiterals;
using core::ErrorKind;

namespace {

constexpr qint64 kReadAtOnce = 256 * 1024;
/// An index of two million objects; real archives have some thousands.
constexpr qint64 kLargestIndexFile = 64 << 20;

core::Result<tact::ArchiveIndex> readIndex(const QString &path, const MirrorCipher &cipher)
{
    ObjectFile file(path);
    if (!file.openWith(cipher))
        return core::failure(ErrorKind::ReadFailed, path + u": "_s + file.errorString());
    if (file.size() > kLargestIndexFile)
        return core::failure(ErrorKind::HeaderCorrupt, path + u": it is too large for an index"_s);
    const QByteArray bytes = file.readAll();
    auto index = tact::readArchiveIndex(core::bytesOf(bytes));
    if (!index)
        return core::failure(ErrorKind::HeaderCorrupt,
                             path + u": "_s + QString::fromStdString(index.error().text));
    const auto name = tact::hashInName(path.toStdString());
    const bool isOfArchive = index->footer.hasPlaces() && index->footer.keySize == sizeof(blte::Digest);
    if (!isOfArchive || (name && *name != index->footer.name))
        return core::failure(ErrorKind::HeaderCorrupt, path + u": it is the index of something else"_s);
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
            return core::failure(ErrorKind::ReadFailed, file.fileName() + u": "_s + file.errorString());
        if (got == 0 || !proof.push(core::bytesOf(buffer).first(static_cast<std::size_t>(got))))
            return false;
        left -= got;
    }
    return proof.finish().has_value();
}

} // namespace

core::Result<ArchiveCheck> checkArchive(const QString &path, const MirrorCipher &cipher)
{
    auto index = readIndex(path + u".index"_s, cipher);
    if (!index)
        return core::failure(index.error());
    ObjectFile file(path);
    if (!file.openWith(cipher))
        return core::failure(ErrorKind::ReadFailed, path + u": "_s + file.errorString());
    std::sort(index->entries.begin(), index->entries.end(),
              [](const auto &a, const auto &b) { return a.offset < b.offset; });
    ArchiveCheck check;
    QByteArray buffer(kReadAtOnce, Qt::Uninitialized);
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

core::Result<void> replaceObject(const QString &archivePath, qint64 offset, const QByteArray &bytes)
{
    return storage::fs::File::open(archivePath, storage::fs::File::Mode::ReadWriteCreate)
        .and_then([&](const storage::fs::File &file) {
            return file.writeAt(offset, core::bytesOf(bytes)).and_then([&] { return file.syncData(); });
        });
}

} // namespace app
