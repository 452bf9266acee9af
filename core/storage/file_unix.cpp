#include "core/storage/file.h"
#include "core/storage/posixerror.h"

#include <QFile>
#include <fcntl.h>
#include <optional>
#include <sys/file.h>
#include <sys/stat.h>
#if defined(Q_OS_LINUX)
#include <linux/magic.h>
#include <sys/vfs.h>
#endif
#include <tuple>
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
    case File::Mode::ReadWriteNew:
        return O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW;
    case File::Mode::AppendNew:
        return O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW;
    case File::Mode::AppendCreate:
        return O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW;
    case File::Mode::ReadOnly:
        break;
    }
    return O_RDONLY;
}

constexpr mode_t kOwnerOnly = 0600;

mode_t permissionsOf(File::Mode mode)
{
    return mode == File::Mode::AppendCreate || mode == File::Mode::AppendNew ? kOwnerOnly
                                                                             : 0666; // less the user's umask
}

/// What no file of ours can be: opening a FIFO or a socket fails in ways that would pass for a lost disk.
bool isSpecial(const QByteArray &name)
{
    struct stat info
    {
    };
    return ::lstat(name.constData(), &info) == 0 && !S_ISREG(info.st_mode);
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

core::Result<struct stat> informationOf(int file, const QString &path)
{
    struct stat info
    {
    };
    if (::fstat(file, &info) == -1)
        return failed("fstat", path, errno, ErrorKind::ReadFailed);
    return info;
}

qint64 nanoseconds(const timespec &time)
{
    return static_cast<qint64>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

Stamp stampOf(const struct stat &info)
{
#if defined(Q_OS_MACOS)
    return {nanoseconds(info.st_mtimespec), nanoseconds(info.st_ctimespec), info.st_ino};
#else
    return {nanoseconds(info.st_mtim), nanoseconds(info.st_ctim), info.st_ino};
#endif
}

} // namespace

core::Result<File> File::open(const QString &path, Mode mode)
{
    // O_NONBLOCK: a FIFO with the right name must not hang us; it means nothing for regular files.
    const QByteArray name = QFile::encodeName(path);
    const int handle = retried([&] {
        return ::open(name.constData(), flagsOf(mode) | O_CLOEXEC | O_NONBLOCK, permissionsOf(mode));
    });
    if (handle == -1) {
        const int error = errno;
        if (error != EEXIST && error != ENOENT && isSpecial(name))
            return core::failure(ErrorKind::NameRefused, path % QStringLiteral(" is not a regular file"));
        return failed("open", path, error,
                      mode == Mode::ReadOnly ? ErrorKind::ReadFailed : ErrorKind::WriteFailed);
    }
    File file;
    file.m_handle = handle;
    file.m_path = path;
    const auto info = informationOf(handle, path);
    if (!info)
        return tl::unexpected(info.error());
    if (!S_ISREG(info->st_mode))
        return core::failure(ErrorKind::NameRefused, path % QStringLiteral(" is not a regular file"));
    if (mode != Mode::ReadOnly && info->st_nlink > 1) // whoever has the other name did not ask for this
        return core::failure(ErrorKind::NameRefused,
                             path % QStringLiteral(" is a hard link to another file"));
    if (mode == Mode::AppendCreate && (info->st_mode & 077) != 0) // of an earlier version
        std::ignore = ::fchmod(handle, kOwnerOnly);
    file.m_identity = {info->st_dev, info->st_ino};
    return file;
}

void File::close()
{
    if (m_handle != -1)
        ::close(fd(std::exchange(m_handle, -1)));
}

/// From a reused buffer nothing is faster (tests/bench/run writing): O_DIRECT and io_uring take as long on a
/// disk and 1.1 and 1.3 times as long in memory, a map of the file 1.8 to 3.5 times, and for what comes from
/// a socket splice() takes 1.6 to 2 times as long as read() and this.
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

bool File::punch(qint64 offset, qint64 size) const
{
#if defined(Q_OS_LINUX)
    constexpr int kHow = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
    return retried([&] { return ::fallocate(fd(m_handle), kHow, offset, size); }) == 0;
#else
    Q_UNUSED(offset);
    Q_UNUSED(size);
    return false;
#endif
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
    return informationOf(fd(m_handle), m_path).map([](const struct stat &info) -> qint64 {
        return info.st_size;
    });
}

core::Result<qint64> File::allocated() const
{
    constexpr qint64 kBlock = 512; // whatever the file system's own blocks are (POSIX, sys/stat.h)
    return informationOf(fd(m_handle), m_path).map([](const struct stat &info) {
        return info.st_blocks * kBlock;
    });
}

core::Result<qint64> File::modified() const
{
    return stamp().map([](const Stamp &stamp) { return stamp.modified; });
}

core::Result<Stamp> File::stamp() const
{
    return informationOf(fd(m_handle), m_path).map(&stampOf);
}

core::Result<Status> File::status() const
{
    return informationOf(fd(m_handle), m_path).map([](const struct stat &info) {
        return Status{info.st_size, stampOf(info)};
    });
}

core::Result<Status> statusOf(const QString &path)
{
    struct stat info
    {
    };
    if (::lstat(QFile::encodeName(path).constData(), &info) == -1)
        return failed("stat", path, errno, ErrorKind::ReadFailed);
    if (!S_ISREG(info.st_mode))
        return core::failure(ErrorKind::NameRefused, path % QStringLiteral(" is not a regular file"));
    return Status{info.st_size, stampOf(info)};
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

core::Result<void> File::checkWrites() const
{
#if defined(Q_OS_LINUX)
    // It waits for what is being written, tells of errors just as fdatasync() does, each descriptor once, and
    // has the disk flush nothing.
    if (retried([&] { return ::sync_file_range(fd(m_handle), 0, 0, SYNC_FILE_RANGE_WAIT_BEFORE); }) == 0)
        return {};
#endif
    return syncData();
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
    if (!isStillThere())
        return core::failure(ErrorKind::PartFileLocked, m_path % QStringLiteral(" was just moved away"));
    return {};
}

bool File::isStillThere(const QString &path) const
{
    struct stat there
    {
    };
    return ::lstat(QFile::encodeName(path).constData(), &there) == 0 &&
           m_identity == Identity{there.st_dev, there.st_ino};
}

} // namespace storage::fs
