#include "core/storage/filesystem.h"
#include "core/storage/posixerror.h"

#include <QFile>
#include <fcntl.h>
#include <optional>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#if defined(Q_OS_LINUX)
#include <linux/magic.h>
#include <sys/vfs.h>
#endif
#include <unistd.h>
#include <utility>

namespace storage::fs {

namespace {

using core::ErrorKind;
using posix::failed;
using posix::meansUnsupported;
using posix::retried;

int flagsOf(File::Mode mode)
{
    switch (mode) {
    case File::Mode::ReadWriteCreate:
        return O_RDWR | O_CREAT | O_NOFOLLOW;
    case File::Mode::AppendCreate:
        return O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW;
    case File::Mode::ReadOnly:
        break;
    }
    return O_RDONLY;
}

int fd(std::intptr_t handle)
{
    return static_cast<int>(handle);
}

#if defined(Q_OS_LINUX)
/// Whether there is room, for a file system in memory: it would reserve by filling that memory with zeros,
/// which takes as long as the download. Empty for other file systems.
std::optional<int> lookForMemory(int file, off_t size)
{
    struct statfs info
    {
    };
    struct stat own
    {
    };
    if (::fstatfs(file, &info) == -1 || info.f_type != TMPFS_MAGIC || ::fstat(file, &own) == -1)
        return {};
    const bool isLimited = info.f_blocks > 0;
    const auto room = static_cast<quint64>(info.f_bavail) * static_cast<quint64>(info.f_bsize) +
                      static_cast<quint64>(own.st_blocks) * 512;
    return isLimited && static_cast<quint64>(size) > room ? ENOSPC : 0;
}
#endif

int allocate(int file, off_t size)
{
#if defined(Q_OS_LINUX)
    if (const auto result = lookForMemory(file, size))
        return *result;
    // Not posix_fallocate: glibc would emulate it by touching every block, in the way of the lanes' writes.
    return retried([&] { return ::fallocate(file, 0, 0, size); }) == 0 ? 0 : errno;
#elif defined(Q_OS_MACOS)
    fstore_t store{F_ALLOCATEALL, F_PEOFPOSMODE, 0, size, 0};
    return ::fcntl(file, F_PREALLOCATE, &store) != -1 ? 0 : errno;
#else
    return ::posix_fallocate(file, 0, size);
#endif
}

int renameWithoutReplacing(const char *from, const char *to)
{
#if defined(Q_OS_LINUX)
    return ::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0 ? 0 : errno;
#elif defined(Q_OS_MACOS)
    return ::renamex_np(from, to, RENAME_EXCL) == 0 ? 0 : errno;
#else
    Q_UNUSED(from)
    Q_UNUSED(to)
    return ENOSYS;
#endif
}

/// For file systems that know no exclusive rename: a hard link is exclusive, and where there are no hard
/// links either (FAT), looking first is the best there is.
int renameTheOldWay(const char *from, const char *to)
{
    if (::link(from, to) == 0)
        return ::unlink(from) == 0 ? 0 : errno;
    if (errno != EPERM && !meansUnsupported(errno))
        return errno;
    struct stat there
    {
    };
    if (::lstat(to, &there) == 0)
        return EEXIST;
    return ::rename(from, to) == 0 ? 0 : errno;
}

} // namespace

File::File(File &&other) noexcept
    : m_handle(std::exchange(other.m_handle, -1))
    , m_path(std::move(other.m_path))
{
}

File &File::operator=(File &&other) noexcept
{
    std::swap(m_handle, other.m_handle);
    std::swap(m_path, other.m_path);
    return *this;
}

File::~File()
{
    close();
}

core::Result<File> File::open(const QString &path, Mode mode)
{
    // O_NONBLOCK: a FIFO with the right name must not hang us; it means nothing for regular files.
    const QByteArray name = QFile::encodeName(path);
    const int handle =
        retried([&] { return ::open(name.constData(), flagsOf(mode) | O_CLOEXEC | O_NONBLOCK, 0666); });
    if (handle == -1)
        return failed("open", path, errno,
                      mode == Mode::ReadOnly ? ErrorKind::ReadFailed : ErrorKind::WriteFailed);
    File file;
    file.m_handle = handle;
    file.m_path = path;
    struct stat info
    {
    };
    if (::fstat(handle, &info) == -1)
        return failed("fstat", path, errno, ErrorKind::ReadFailed);
    if (!S_ISREG(info.st_mode))
        return core::failure(ErrorKind::NameRefused, path % QStringLiteral(" is not a regular file"));
    return file;
}

void File::close()
{
    if (m_handle != -1)
        ::close(fd(std::exchange(m_handle, -1)));
}

core::Result<void> File::writeAt(qint64 offset, std::span<const std::uint8_t> bytes) const
{
    while (!bytes.empty()) {
        const auto n = retried([&] { return ::pwrite(fd(m_handle), bytes.data(), bytes.size(), offset); });
        if (n <= 0)
            return failed("write", m_path, n == 0 ? ENOSPC : errno, ErrorKind::WriteFailed);
        bytes = bytes.subspan(static_cast<std::size_t>(n));
        offset += n;
    }
    return {};
}

core::Result<qint64> File::readAt(qint64 offset, std::span<std::uint8_t> buffer) const
{
    qint64 total = 0;
    while (!buffer.empty()) {
        const auto n =
            retried([&] { return ::pread(fd(m_handle), buffer.data(), buffer.size(), offset + total); });
        if (n == -1)
            return failed("read", m_path, errno, ErrorKind::ReadFailed);
        if (n == 0)
            break;
        buffer = buffer.subspan(static_cast<std::size_t>(n));
        total += n;
    }
    return total;
}

core::Result<void> File::append(std::span<const std::uint8_t> bytes) const
{
    while (!bytes.empty()) {
        const auto n = retried([&] { return ::write(fd(m_handle), bytes.data(), bytes.size()); });
        if (n <= 0)
            return failed("append", m_path, n == 0 ? ENOSPC : errno, ErrorKind::WriteFailed);
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
    return {};
}

core::Result<qint64> File::size() const
{
    struct stat info
    {
    };
    if (::fstat(fd(m_handle), &info) == -1)
        return failed("fstat", m_path, errno, ErrorKind::ReadFailed);
    return info.st_size;
}

core::Result<void> File::resize(qint64 size) const
{
    if (retried([&] { return ::ftruncate(fd(m_handle), size); }) == -1)
        return failed("resize", m_path, errno, ErrorKind::WriteFailed);
    return {};
}

core::Result<void> File::reserve(qint64 wanted) const
{
    const auto before = size();
    if (!before)
        return tl::unexpected(before.error());
    if (wanted <= 0)
        return {};
    const int error = allocate(fd(m_handle), wanted);
    if (error == 0 || meansUnsupported(error))
        return {};
    // What was reserved before it failed must not keep the disk full.
    static_cast<void>(resize(*before));
    return failed("reserve", m_path, error, ErrorKind::WriteFailed);
}

core::Result<void> File::syncData() const
{
#if defined(Q_OS_MACOS)
    const int result = retried([&] { return ::fcntl(fd(m_handle), F_FULLFSYNC); });
#else
    const int result = retried([&] { return ::fdatasync(fd(m_handle)); });
#endif
    if (result == -1)
        return failed("sync", m_path, errno, ErrorKind::SyncFailed);
    return {};
}

core::Result<void> File::lock() const
{
    if (retried([&] { return ::flock(fd(m_handle), LOCK_EX | LOCK_NB); }) == -1) {
        if (errno == EWOULDBLOCK)
            return core::failure(ErrorKind::PartFileLocked, m_path);
        return meansUnsupported(errno) || errno == ENOLCK
                   ? core::Result<void>() // file systems without locks
                   : failed("lock", m_path, errno, ErrorKind::WriteFailed);
    }
    struct stat here
    {
    };
    struct stat there
    {
    };
    const bool same = ::fstat(fd(m_handle), &here) == 0 &&
                      ::lstat(QFile::encodeName(m_path).constData(), &there) == 0 &&
                      here.st_dev == there.st_dev && here.st_ino == there.st_ino;
    if (!same)
        return core::failure(ErrorKind::PartFileLocked, m_path % QStringLiteral(" was just moved away"));
    return {};
}

namespace {

/// True when `sync` did it, false when the file system cannot.
core::Result<bool> syncOver(const QString &folder, int (*sync)(int))
{
    const QByteArray name = QFile::encodeName(folder);
    const int handle = retried([&] { return ::open(name.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    if (handle == -1)
        return failed("open", folder, errno, ErrorKind::SyncFailed);
    const int result = retried([&] { return sync(handle); });
    const int error = errno;
    ::close(handle);
    if (result == -1 && !meansUnsupported(error))
        return failed("sync", folder, error, ErrorKind::SyncFailed);
    return result == 0;
}

} // namespace

core::Result<void> syncFolder(const QString &folder)
{
    return syncOver(folder, &::fsync).map([](bool) {});
}

core::Result<bool> syncVolume([[maybe_unused]] const QString &folder)
{
#if defined(Q_OS_LINUX)
    return syncOver(folder, &::syncfs); // tells of failed writes since Linux 5.8
#else
    return false;
#endif
}

core::Result<void> renameNew(const QString &from, const QString &to)
{
    const QByteArray old = QFile::encodeName(from);
    const QByteArray now = QFile::encodeName(to);
    int error = renameWithoutReplacing(old.constData(), now.constData());
    if (meansUnsupported(error))
        error = renameTheOldWay(old.constData(), now.constData());
    if (error != 0)
        return failed("rename to", to, error, ErrorKind::WriteFailed);
    return {};
}

core::Result<void> renameOver(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == -1)
        return failed("rename to", to, errno, ErrorKind::WriteFailed);
    return {};
}

core::Result<qint64> freeSpace(const QString &folder)
{
    struct statvfs info
    {
    };
    const QByteArray name = QFile::encodeName(folder);
    if (retried([&] { return ::statvfs(name.constData(), &info); }) == -1)
        return failed("statvfs", folder, errno, ErrorKind::ReadFailed);
    return static_cast<qint64>(info.f_bavail) * static_cast<qint64>(info.f_frsize);
}

core::Result<void> remove(const QString &path)
{
    if (::unlink(QFile::encodeName(path).constData()) == -1 && errno != ENOENT)
        return failed("remove", path, errno, ErrorKind::WriteFailed);
    return {};
}

} // namespace storage::fs
