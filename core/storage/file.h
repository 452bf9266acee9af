#pragma once

#include "core/error.h"

#include <QtGlobal>
#include <cstdint>
#include <limits>
#include <span>

namespace storage {

/// In bytes: what systems count files and offsets with.
inline constexpr auto kLargestFile = static_cast<quint64>(std::numeric_limits<qint64>::max());

} // namespace storage

namespace storage::fs {

/// By what a file is known again: whoever writes into it, even who sets its time back, changes one of these.
struct Stamp
{
    qint64 modified = 0; ///< nanoseconds since 1970
    qint64 changed = 0;  ///< likewise, of the last change to the file or its names, which nobody can set back
    quint64 number = 0;  ///< of the file on its volume
    friend bool operator==(const Stamp &, const Stamp &) = default;
};

/// A file as it is now.
struct Status
{
    qint64 size = 0; ///< bytes
    Stamp stamp;
    friend bool operator==(const Status &, const Status &) = default;
};
/// Of a regular file, without opening it. NameRefused for anything else, a symbolic link included.
core::Result<Status> statusOf(const QString &path);

/// A native file, open, owned; closes itself. Only regular files are opened; files that are written are never
/// reached through a symbolic link, and have no second name (NameRefused). Errors mean what filesystem.h says
/// of them. One implementation per platform: file_unix.cpp, file_windows.cpp. Thread-safe but for moving and
/// close().
class File
{
public:
    /// ReadWriteNew and AppendNew refuse what exists already (TargetExists). What is appended to is for its
    /// owner alone to read, from the first byte on: addresses may carry passwords.
    enum class Mode { ReadWriteCreate, ReadWriteNew, ReadOnly, AppendCreate, AppendNew };
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
    /// Makes zeros of `size` bytes at `offset`; where the file system can, they take no room on the disk.
    core::Result<void> zero(qint64 offset, qint64 size) const;
    core::Result<void> append(std::span<const std::uint8_t> bytes) const;
    core::Result<qint64> size() const;
    core::Result<qint64> allocated() const; ///< what it holds of the disk, reserved blocks included
    core::Result<qint64> modified() const;  ///< nanoseconds since 1970
    core::Result<Stamp> stamp() const;
    core::Result<Status> status() const;                       ///< size and stamp at once
    bool isStillThere() const { return isStillThere(m_path); } ///< false when it was removed or replaced
    bool isStillThere(const QString &path) const;              ///< when it was renamed meanwhile
    core::Result<void> resize(qint64 size) const;
    /// Reserves blocks where the file system can; quiet success where it cannot; DiskFull when it will not
    /// fit.
    core::Result<void> reserve(qint64 size) const;
    core::Result<void> syncData() const;
    /// Behind a sync of the volume: whether any write of this file failed since it was opened, whoever else
    /// was told so. Where a system cannot say that alone, the same as syncData().
    core::Result<void> checkWrites() const;
    /// Takes the advisory whole-file lock without waiting; PartFileLocked when someone else holds it, or when
    /// the file was renamed or replaced between open() and lock().
    core::Result<void> lock() const;
    void close();

private:
    bool punch(qint64 offset, qint64 size) const; ///< false where that is not to be had
    /// What tells it from every other file, on its volume.
    struct Identity
    {
        quint64 volume = 0;
        quint64 number = 0;
        friend bool operator==(const Identity &, const Identity &) = default;
    };

    std::intptr_t m_handle = -1;
    Identity m_identity;
    QString m_path; ///< for error details
};

} // namespace storage::fs
