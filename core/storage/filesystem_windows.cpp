#include "core/storage/filesystem.h"
#include "core/storage/windowscalls.h"

#include <QDir>

namespace storage::fs {

namespace {

using core::ErrorKind;
using windows::failed;
using windows::informationOf;
using windows::native;

core::Result<void> rename(const QString &from, const QString &to, DWORD flags)
{
    if (!MoveFileExW(native(from).c_str(), native(to).c_str(), flags | MOVEFILE_WRITE_THROUGH))
        return failed("rename to", to, ErrorKind::WriteFailed);
    return {};
}

} // namespace

core::Result<bool> syncVolume(const QString &)
{
    return false; // only for administrators
}

core::Result<void> syncFolder(const QString &folder)
{
    // Folders cannot be flushed; renames are written through instead.
    if (!QDir(folder).exists())
        return core::failure(ErrorKind::FolderMissing, folder);
    return {};
}

core::Result<void> renameNew(const QString &from, const QString &to)
{
    return rename(from, to, 0);
}

core::Result<void> link(const QString &from, const QString &to)
{
    if (!CreateHardLinkW(native(to).c_str(), native(from).c_str(), nullptr))
        return failed("link to", to, ErrorKind::WriteFailed);
    return {};
}

core::Result<void> renameOver(const QString &from, const QString &to)
{
    return rename(from, to, MOVEFILE_REPLACE_EXISTING);
}

core::Result<qint64> freeSpace(const QString &folder)
{
    ULARGE_INTEGER available{};
    if (!GetDiskFreeSpaceExW(native(folder).c_str(), &available, nullptr, nullptr))
        return failed("free space of", folder, ErrorKind::ReadFailed);
    return static_cast<qint64>(available.QuadPart);
}

core::Result<quint64> volumeOf(const QString &folder)
{
    return informationOf(folder).map([](const auto &info) -> quint64 { return info.dwVolumeSerialNumber; });
}

core::Result<void> remove(const QString &path)
{
    if (!DeleteFileW(native(path).c_str()) && GetLastError() != ERROR_FILE_NOT_FOUND)
        return failed("remove", path, ErrorKind::WriteFailed);
    return {};
}

core::Result<void> makePrivateFolder(const QString &path)
{
    // Below the user's profile, which is closed to others already.
    if (!QDir().mkpath(path))
        return core::failure(ErrorKind::WriteFailed, QStringLiteral("create folder ") % path);
    return {};
}

bool belongsToOthers(const QString &)
{
    return false;
}

} // namespace storage::fs
