#pragma once

#include "core/error.h"

#include <QtGlobal>
#include <cstdint>
#include <span>

/// The operating system's file calls that Qt does not offer, with errors mapped to ErrorKind (ENOSPC and
/// EDQUOT → DiskFull, EFBIG → FileTooLarge, EACCES, EPERM and EROFS → PermissionDenied, ENOENT →
/// FolderMissing, …). Only regular files are opened; files that are written are never reached through a
/// symbolic link (NameRefused). One implementation per platform: filesystem_unix.cpp, filesystem_windows.cpp.
/// All thread-safe.
namespace storage::fs {

/// A native file handle, owned; closes itself.
class File
{
public:
    enum class Mode { ReadWriteCreate, ReadOnly, AppendCreate };
    static core::Result<File> open(const QString &path, Mode mode);
    File() = default;
    File(File &&) noexcept;
    File &operator=(File &&) noexcept;
    ~File();

    bool isOpen() const { return m_handle != -1; }
    /// Writes all of it at `offset` (pwrite: no shared position, so threads may write at once).
    core::Result<void> writeAt(qint64 offset, std::span<const std::uint8_t> bytes) const;
    /// Reads until `buffer` is full or the file ends; returns how many bytes.
    core::Result<qint64> readAt(qint64 offset, std::span<std::uint8_t> buffer) const;
    core::Result<void> append(std::span<const std::uint8_t> bytes) const;
    core::Result<qint64> size() const;
    core::Result<void> resize(qint64 size) const;
    /// Reserves blocks where the file system can; quiet success where it cannot; DiskFull when it will not
    /// fit.
    core::Result<void> reserve(qint64 size) const;
    core::Result<void> syncData() const;
    /// Takes the advisory whole-file lock without waiting; PartFileLocked when someone else holds it, or when
    /// the file was renamed or replaced between open() and lock().
    core::Result<void> lock() const;
    void close();

private:
    std::intptr_t m_handle = -1;
    QString m_path; ///< for error details
};

core::Result<void> syncFolder(const QString &folder);
/// Everything on the volume of this folder, files and folders; false where the system cannot.
core::Result<bool> syncVolume(const QString &folder);
/// Atomic rename; TargetExists when `to` exists (renameat2 RENAME_NOREPLACE, link+unlink, MoveFileEx).
core::Result<void> renameNew(const QString &from, const QString &to);
/// Atomic rename over whatever is there.
core::Result<void> renameOver(const QString &from, const QString &to);
core::Result<qint64> freeSpace(const QString &folder);
core::Result<void> remove(const QString &path); ///< success when it is not there

} // namespace storage::fs
