#include "core/storage/partclaim.h"

#include "core/storage/filesystem.h"
#include "core/storage/partpaths.h"

#include <QDir>
#include <QFileInfo>
#include <tuple>

namespace storage {

using core::ErrorKind;

namespace {

bool isThere(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() || info.isSymLink();
}

core::Result<PartClaim> locked(const QString &target, const QString &path, fs::File::Mode mode)
{
    return fs::File::open(path, mode).and_then([&](fs::File file) {
        return file.lock().map([&] {
            return PartClaim{target, std::move(file), path, PartClaim::Found::Nothing};
        });
    });
}

/// What another run left without a record goes, but not under the hands of one that is at work.
core::Result<PartClaim> makePart(const QString &target)
{
    const QString path = freshPartPath(target);
    auto part = locked(target, path, fs::File::Mode::ReadWriteNew);
    if (part || part.error().kind != ErrorKind::TargetExists)
        return part;
    const auto left = locked(target, path, fs::File::Mode::ReadWriteCreate);
    if (!left)
        return tl::unexpected(left.error());
    part = fs::remove(path).and_then([&] { return locked(target, path, fs::File::Mode::ReadWriteNew); });
    if (part)
        part->found = PartClaim::Found::Abandoned;
    return part;
}

core::Result<void> makeFolder(const QString &path, QStringList &changed)
{
    if (QFileInfo(path).isDir())
        return {};
    if (QDir().mkdir(path) || QFileInfo(path).isDir()) { // somebody else may have made it meanwhile
        changed << folderOf(path);
        return {};
    }
    const QFileInfo parent(folderOf(path));
    if (QFileInfo::exists(path) || QFileInfo(path).isSymLink())
        return core::failure(noFolder(path));
    if (!parent.isDir())
        return core::failure(ErrorKind::FolderMissing, parent.filePath());
    return core::failure(parent.isWritable() ? ErrorKind::WriteFailed : ErrorKind::PermissionDenied,
                         QStringLiteral("create folder ") % path);
}

} // namespace

core::Result<PartClaim> claimPart(const QString &target)
{
    const QString path = partPath(target);
    if (!isThere(path)) {
        auto part = makePart(target);
        // Another process may have given its own the known name between looking and making.
        if (!part || !isThere(path))
            return part;
        std::ignore = fs::remove(part->path);
    }
    auto part = locked(target, path, fs::File::Mode::ReadWriteCreate);
    if (part)
        part->found = PartClaim::Found::Known;
    return part;
}

core::Result<void> makeParents(const QString &folder, const QString &target, QStringList &changed)
{
    if (!QFileInfo(folder).isDir())
        return core::failure(ErrorKind::FolderMissing, folder);
    const QString base = QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    const QString parent = folderOf(QDir::cleanPath(QFileInfo(target).absoluteFilePath()));
    const QString stem = base.endsWith(u'/') ? base : base + u'/';
    if (parent != base && !parent.startsWith(stem))
        return core::failure(ErrorKind::NameRefused, target % QStringLiteral(" is not in ") % folder);
    for (qsizetype slash = stem.size(); slash > 0 && slash < parent.size();) {
        slash = parent.indexOf(u'/', slash + 1);
        if (auto ok = makeFolder(parent.left(slash < 0 ? parent.size() : slash), changed); !ok)
            return ok;
    }
    return {};
}

core::Result<void> makeParents(const QString &folder, const QString &target)
{
    QStringList changed;
    auto made = makeParents(folder, target, changed);
    for (const QString &one : std::as_const(changed))
        made = made.and_then([&] { return fs::syncFolder(one); });
    return made;
}

core::Error noFolder(const QString &path)
{
    return {ErrorKind::NameRefused,
            path % QStringLiteral(" is no folder, and one of that name is needed; move it away")};
}

tl::unexpected<core::Error> refusedName(const QString &path)
{
    return core::failure(
        ErrorKind::NameRefused,
        path % QStringLiteral(" is there, and is not an unfinished download of Sluice's; move it away"));
}

} // namespace storage
