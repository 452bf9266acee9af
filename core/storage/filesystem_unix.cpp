#include "core/storage/filesystem.h"
#include "core/storage/posixerror.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <tuple>
#include <unistd.h>

namespace storage::fs {

namespace {

using core::ErrorKind;
using posix::failed;
using posix::meansUnsupported;
using posix::retried;

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

core::Result<void> link(const QString &from, const QString &to)
{
    if (::link(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == -1)
        return failed("link to", to, errno, ErrorKind::WriteFailed);
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

core::Result<quint64> volumeOf(const QString &folder)
{
    struct stat info
    {
    };
    if (::stat(QFile::encodeName(folder).constData(), &info) == -1)
        return failed("stat", folder, errno, ErrorKind::ReadFailed);
    return static_cast<quint64>(info.st_dev);
}

core::Result<void> remove(const QString &path)
{
    if (::unlink(QFile::encodeName(path).constData()) == -1 && errno != ENOENT)
        return failed("remove", path, errno, ErrorKind::WriteFailed);
    return {};
}

core::Result<void> makePrivateFolder(const QString &path)
{
    constexpr mode_t kOwnerOnly = 0700;
    const QString clean = QDir::cleanPath(QDir(path).absolutePath());
    for (qsizetype slash = 0; slash >= 0;) {
        slash = clean.indexOf(u'/', slash + 1);
        const QByteArray name = QFile::encodeName(slash < 0 ? clean : clean.left(slash));
        if (::mkdir(name.constData(), kOwnerOnly) == -1 && errno != EEXIST && errno != EISDIR) {
            const int error = errno;
            if (!QFileInfo(QFile::decodeName(name)).isDir())
                return failed("create folder", clean, error, ErrorKind::WriteFailed);
        }
    }
    struct stat info
    {
    };
    const QByteArray name = QFile::encodeName(clean);
    if (::stat(name.constData(), &info) == -1 || !S_ISDIR(info.st_mode))
        return core::failure(ErrorKind::FolderMissing, clean % QStringLiteral(" is not a folder"));
    if ((info.st_mode & 077) != 0)
        std::ignore = ::chmod(name.constData(), kOwnerOnly);
    return {};
}

bool belongsToOthers(const QString &folder)
{
    struct stat info
    {
    };
    if (::stat(QFile::encodeName(folder).constData(), &info) == -1 || info.st_uid == ::geteuid())
        return false;
    // What this user makes on a FAT volume is the mounting user's, too.
    QByteArray probe = QFile::encodeName(folder) + "/.sluice-XXXXXX";
    const int handle = ::mkstemp(probe.data());
    if (handle == -1)
        return true;
    struct stat made
    {
    };
    const bool isKnown = ::fstat(handle, &made) == 0;
    ::close(handle);
    std::ignore = ::unlink(probe.constData());
    return !isKnown || made.st_uid != info.st_uid;
}

} // namespace storage::fs
