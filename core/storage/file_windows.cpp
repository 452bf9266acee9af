#include "core/storage/file.h"
#include "core/storage/windowscalls.h"

#include <algorithm>
#include <utility>

namespace storage::fs {

namespace {

using core::ErrorKind;
using windows::failed;
using windows::informationOf;
using windows::kindOf;
using windows::native;

/// One call takes a 32-bit size; slices keep it far from that.
constexpr std::size_t kSlice = 64 * 1024 * 1024;
/// Where the whole-file lock lies: locks are mandatory here, so it must not cover bytes that anyone reads.
constexpr DWORD kLockHigh = 0x7fffffff;

HANDLE handleOf(std::intptr_t value)
{
    return reinterpret_cast<HANDLE>(value);
}

OVERLAPPED at(qint64 offset)
{
    OVERLAPPED where{};
    where.Offset = static_cast<DWORD>(offset & 0xffffffff);
    where.OffsetHigh = static_cast<DWORD>(offset >> 32);
    return where;
}

quint64 numberOf(const BY_HANDLE_FILE_INFORMATION &info)
{
    return static_cast<quint64>(info.nFileIndexHigh) << 32 | info.nFileIndexLow;
}

bool setEnd(HANDLE handle, FILE_INFO_BY_HANDLE_CLASS what, qint64 size)
{
    // Both structures are one LARGE_INTEGER.
    FILE_END_OF_FILE_INFO info{};
    info.EndOfFile.QuadPart = size;
    static_assert(sizeof(FILE_ALLOCATION_INFO) == sizeof(FILE_END_OF_FILE_INFO));
    return SetFileInformationByHandle(handle, what, &info, sizeof(info));
}

} // namespace

core::Result<File> File::open(const QString &path, Mode mode)
{
    const bool reads = mode == Mode::ReadOnly;
    const DWORD creation = reads ? OPEN_EXISTING : mode == Mode::ReadWriteNew ? CREATE_NEW : OPEN_ALWAYS;
    // Others may read, rename and remove it meanwhile, as they may on Unix. Reparse points are not followed
    // when writing; the check below refuses them.
    const DWORD share = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    const DWORD flags = FILE_ATTRIBUTE_NORMAL | (reads ? 0 : FILE_FLAG_OPEN_REPARSE_POINT);
    const HANDLE handle =
        CreateFileW(native(path).c_str(), reads ? GENERIC_READ : GENERIC_READ | GENERIC_WRITE, share, nullptr,
                    creation, flags, nullptr);
    if (handle == INVALID_HANDLE_VALUE)
        return failed("open", path, reads ? ErrorKind::ReadFailed : ErrorKind::WriteFailed);
    File file;
    file.m_handle = reinterpret_cast<std::intptr_t>(handle);
    file.m_path = path;
    BY_HANDLE_FILE_INFORMATION info{};
    if (!GetFileInformationByHandle(handle, &info))
        return failed("open", path, ErrorKind::ReadFailed);
    constexpr DWORD kOdd = FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_DEVICE | FILE_ATTRIBUTE_REPARSE_POINT;
    if (GetFileType(handle) != FILE_TYPE_DISK || (!reads && (info.dwFileAttributes & kOdd) != 0))
        return core::failure(ErrorKind::NameRefused, path % QStringLiteral(" is not a regular file"));
    file.m_identity = {info.dwVolumeSerialNumber, numberOf(info)};
    return file;
}

void File::close()
{
    if (m_handle != -1)
        CloseHandle(handleOf(std::exchange(m_handle, -1)));
}

core::Result<void> File::writeAt(qint64 offset, std::span<const std::uint8_t> bytes) const
{
    while (!bytes.empty()) {
        OVERLAPPED where = at(offset);
        DWORD n = 0;
        const auto slice = static_cast<DWORD>(std::min(bytes.size(), kSlice));
        if (!WriteFile(handleOf(m_handle), bytes.data(), slice, &n, &where) || n == 0)
            return failed("write", m_path, ErrorKind::WriteFailed);
        bytes = bytes.subspan(n);
        offset += n;
    }
    return {};
}

core::Result<qint64> File::readAt(qint64 offset, std::span<std::uint8_t> buffer) const
{
    qint64 total = 0;
    while (!buffer.empty()) {
        OVERLAPPED where = at(offset + total);
        DWORD n = 0;
        const auto slice = static_cast<DWORD>(std::min(buffer.size(), kSlice));
        if (!ReadFile(handleOf(m_handle), buffer.data(), slice, &n, &where)) {
            if (GetLastError() == ERROR_HANDLE_EOF)
                break;
            return failed("read", m_path, ErrorKind::ReadFailed);
        }
        if (n == 0)
            break;
        buffer = buffer.subspan(n);
        total += n;
    }
    return total;
}

core::Result<void> File::append(std::span<const std::uint8_t> bytes) const
{
    return size().and_then([&](qint64 end) { return writeAt(end, bytes); });
}

core::Result<qint64> File::size() const
{
    LARGE_INTEGER size{};
    if (!GetFileSizeEx(handleOf(m_handle), &size))
        return failed("size of", m_path, ErrorKind::ReadFailed);
    return size.QuadPart;
}

core::Result<qint64> File::allocated() const
{
    FILE_STANDARD_INFO info{};
    if (!GetFileInformationByHandleEx(handleOf(m_handle), FileStandardInfo, &info, sizeof info))
        return failed("allocation of", m_path, ErrorKind::ReadFailed);
    return info.AllocationSize.QuadPart;
}

core::Result<qint64> File::modified() const
{
    return stamp().map([](const Stamp &stamp) { return stamp.modified; });
}

core::Result<Stamp> File::stamp() const
{
    constexpr qint64 kFrom1601To1970 = 116'444'736'000'000'000; // in units of 100 ns, as the system counts
    const auto nanoseconds = [](const LARGE_INTEGER &time) {
        return (time.QuadPart - kFrom1601To1970) * 100;
    };
    FILE_BASIC_INFO info{};
    if (!GetFileInformationByHandleEx(handleOf(m_handle), FileBasicInfo, &info, sizeof info))
        return failed("time of", m_path, ErrorKind::ReadFailed);
    return Stamp{nanoseconds(info.LastWriteTime), nanoseconds(info.ChangeTime), m_identity.number};
}

core::Result<Status> File::status() const
{
    return size().and_then([this](qint64 size) {
        return stamp().map([size](const Stamp &stamp) { return Status{size, stamp}; });
    });
}

core::Result<Status> statusOf(const QString &path)
{
    return File::open(path, File::Mode::ReadOnly).and_then([](const File &file) { return file.status(); });
}

bool File::isStillThere(const QString &path) const
{
    const auto there = informationOf(path);
    return there && m_identity == Identity{there->dwVolumeSerialNumber, numberOf(*there)};
}

bool File::punch(qint64, qint64) const
{
    return false; // only sparse files have holes
}

core::Result<void> File::resize(qint64 size) const
{
    if (!setEnd(handleOf(m_handle), FileEndOfFileInfo, size))
        return failed("resize", m_path, ErrorKind::WriteFailed);
    return {};
}

core::Result<void> File::reserve(qint64 wanted) const
{
    const auto now = size();
    if (!now)
        return tl::unexpected(now.error());
    // Less than the size would cut the file.
    if (wanted <= *now || setEnd(handleOf(m_handle), FileAllocationInfo, wanted))
        return {};
    if (kindOf(GetLastError(), ErrorKind::None) == ErrorKind::DiskFull)
        return failed("reserve", m_path, ErrorKind::DiskFull);
    return {};
}

core::Result<void> File::syncData() const
{
    if (!FlushFileBuffers(handleOf(m_handle)))
        return failed("sync", m_path, ErrorKind::SyncFailed);
    return {};
}

core::Result<void> File::checkWrites() const
{
    return syncData();
}

core::Result<void> File::lock() const
{
    OVERLAPPED where{};
    where.OffsetHigh = kLockHigh;
    if (!LockFileEx(handleOf(m_handle), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &where))
        return failed("lock", m_path, ErrorKind::PartFileLocked);
    return {};
}

} // namespace storage::fs
