#include "core/storage/windowscalls.h"

#include <QDir>

namespace storage::fs::windows {

using core::ErrorKind;

ErrorKind kindOf(DWORD error, ErrorKind otherwise)
{
    switch (error) {
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
#if defined(ERROR_DISK_QUOTA_EXCEEDED) // not in MinGW's headers
    case ERROR_DISK_QUOTA_EXCEEDED:
#endif
        return ErrorKind::DiskFull;
    case ERROR_FILE_TOO_LARGE:
        return ErrorKind::FileTooLarge;
    case ERROR_ACCESS_DENIED:
    case ERROR_WRITE_PROTECT:
    case ERROR_SHARING_VIOLATION:
    case ERROR_PRIVILEGE_NOT_HELD:
        return ErrorKind::PermissionDenied;
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_NOT_READY:
    case ERROR_INVALID_DRIVE:
    case ERROR_BAD_NETPATH:
    case ERROR_DEV_NOT_EXIST:
        return ErrorKind::FolderMissing;
    case ERROR_ALREADY_EXISTS:
    case ERROR_FILE_EXISTS:
        return ErrorKind::TargetExists;
    case ERROR_INVALID_NAME:
    case ERROR_FILENAME_EXCED_RANGE:
    case ERROR_DIRECTORY:
        return ErrorKind::NameRefused;
    case ERROR_LOCK_VIOLATION:
    case ERROR_IO_PENDING:
        return ErrorKind::PartFileLocked;
    default:
        return otherwise;
    }
}

tl::unexpected<core::Error> failed(const char *call, const QString &path, ErrorKind otherwise)
{
    const DWORD error = GetLastError();
    return core::failure(kindOf(error, otherwise), QString::fromLatin1(call) % u' ' % path %
                                                       QStringLiteral(": Windows error ") %
                                                       QString::number(error));
}

std::wstring native(const QString &path)
{
    const QString absolute =
        QDir::toNativeSeparators(QDir::cleanPath(QDir::current().absoluteFilePath(path)));
    if (absolute.startsWith(QStringLiteral("\\\\?\\")))
        return absolute.toStdWString();
    if (absolute.startsWith(QStringLiteral("\\\\")))
        return QString(QStringLiteral("\\\\?\\UNC") + absolute.mid(1)).toStdWString();
    return QString(QStringLiteral("\\\\?\\") + absolute).toStdWString();
}

core::Result<BY_HANDLE_FILE_INFORMATION> informationOf(const QString &path)
{
    constexpr DWORD kShare = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    const HANDLE handle = CreateFileW(native(path).c_str(), 0, kShare, nullptr, OPEN_EXISTING,
                                      FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
    if (handle == INVALID_HANDLE_VALUE)
        return failed("open", path, ErrorKind::ReadFailed);
    BY_HANDLE_FILE_INFORMATION info{};
    const bool isKnown = GetFileInformationByHandle(handle, &info);
    const DWORD error = GetLastError();
    CloseHandle(handle);
    SetLastError(error);
    if (!isKnown)
        return failed("information of", path, ErrorKind::ReadFailed);
    return info;
}

} // namespace storage::fs::windows
