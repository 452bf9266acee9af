#pragma once

#include "core/error.h"

#include <QtGlobal>

/// The operating system's file calls that Qt does not offer, with errors mapped to ErrorKind (ENOSPC and
/// EDQUOT → DiskFull, EFBIG → FileTooLarge, EACCES, EPERM and EROFS → PermissionDenied, ENOENT →
/// FolderMissing, …). One implementation per platform: filesystem_unix.cpp, filesystem_windows.cpp. All
/// thread-safe. A file that is open: file.h.
namespace storage::fs {

core::Result<void> syncFolder(const QString &folder);
/// Everything on the volume of this folder, files and folders; false where the system cannot.
core::Result<bool> syncVolume(const QString &folder);
/// Atomic rename; TargetExists when `to` exists (renameat2 RENAME_NOREPLACE, link+unlink, MoveFileEx).
core::Result<void> renameNew(const QString &from, const QString &to);
/// Another name for the same file, on the same volume; TargetExists when `to` exists. Unsupported is
/// WriteFailed.
core::Result<void> link(const QString &from, const QString &to);
/// Atomic rename over whatever is there.
core::Result<void> renameOver(const QString &from, const QString &to);
core::Result<qint64> freeSpace(const QString &folder);
/// A number that all folders of one volume share, for as long as it is mounted.
core::Result<quint64> volumeOf(const QString &folder);
core::Result<void> remove(const QString &path); ///< success when it is not there
/// Makes the folder, and those above it that are missing, for this user alone, and takes others' rights to it
/// away if it is there. Where a file system or a system knows no such rights, there is nothing to be done.
core::Result<void> makePrivateFolder(const QString &path);
/// Whether the folder is another user's, who may change what is in it. False where the file system does not
/// tell users apart, or there is no such folder.
bool belongsToOthers(const QString &folder);

} // namespace storage::fs
