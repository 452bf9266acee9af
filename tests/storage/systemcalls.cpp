#include "systemcalls.h"

#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace systemcalls {

namespace {

struct Hooks
{
    QByteArray folder;
    Before before;
    After after;
};

Hooks *g_hooks = nullptr;
thread_local bool t_inside = false;

QByteArray pathOf(int fd)
{
    std::array<char, 4096> path{};
    const QByteArray link = QByteArray("/proc/self/fd/").append(QByteArray::number(fd));
    const auto size = ::readlink(link.constData(), path.data(), path.size());
    return size > 0 ? QByteArray(path.data(), size) : QByteArray();
}

/// True when the hooks want to know; then `t_inside` is set, so that what they do themselves is not watched.
class Visit
{
public:
    Visit(const char *name, const QByteArray &path)
        : m_call{name, path}
        , m_watched(g_hooks && !t_inside && path.startsWith(g_hooks->folder))
    {
    }

    bool refuses()
    {
        const int error = m_watched ? inside([this] { return g_hooks->before(m_call); }) : 0;
        errno = error;
        return error != 0;
    }

    template <typename Result>
    Result done(Result result)
    {
        const int error = errno;
        if (m_watched && result != -1 && g_hooks->after)
            inside([this] { return g_hooks->after(m_call), 0; });
        errno = error;
        return result;
    }

    bool isWatched() const { return m_watched; }

private:
    template <typename Work>
    int inside(Work work)
    {
        t_inside = true;
        const int result = work();
        t_inside = false;
        return result;
    }

    Call m_call;
    bool m_watched;
};

Visit visitFd(const char *name, int fd)
{
    return {name, g_hooks && !t_inside ? pathOf(fd) : QByteArray()};
}

Visit visitPath(const char *name, const char *path)
{
    return {name, g_hooks && !t_inside ? QByteArray(path) : QByteArray()};
}

} // namespace

Watch::Watch(const QByteArray &folder, Before before, After after)
{
    g_hooks = new Hooks{folder, std::move(before), std::move(after)};
}

Watch::~Watch()
{
    delete std::exchange(g_hooks, nullptr);
}

} // namespace systemcalls

using systemcalls::Visit;
using systemcalls::visitFd;
using systemcalls::visitPath;

extern "C" {

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset)
{
    Visit visit = visitFd("pwrite", fd);
    if (visit.refuses())
        return -1;
    if (!visit.isWatched() || size < 2)
        return visit.done(::syscall(SYS_pwrite64, fd, data, size, offset));
    const auto half = ::syscall(SYS_pwrite64, fd, data, size / 2, offset);
    if (half < 0 || visit.refuses())
        return -1;
    return visit.done(half); // the caller writes the rest with another call
}

ssize_t write(int fd, const void *data, size_t size)
{
    Visit visit = visitFd("write", fd);
    if (visit.refuses())
        return -1;
    if (!visit.isWatched() || size < 2)
        return visit.done(::syscall(SYS_write, fd, data, size));
    const auto half = ::syscall(SYS_write, fd, data, size / 2);
    if (half < 0 || visit.refuses())
        return -1;
    return visit.done(half);
}

// Syncing is a matter between the program and the hooks; the real disk would only make the tests wait.

int fdatasync(int fd)
{
    Visit visit = visitFd("fdatasync", fd);
    return visit.refuses() ? -1 : visit.done(0);
}

int fsync(int fd)
{
    Visit visit = visitFd("fsync", fd);
    return visit.refuses() ? -1 : visit.done(0);
}

int sync_file_range(int fd, off64_t, off64_t, unsigned)
{
    Visit visit = visitFd("sync_file_range", fd);
    return visit.refuses() ? -1 : visit.done(0);
}

int syncfs(int fd) noexcept
{
    Visit visit = visitFd("syncfs", fd);
    return visit.refuses() ? -1 : visit.done(0);
}

int ftruncate64(int fd, off64_t size) noexcept
{
    Visit visit = visitFd("ftruncate", fd);
    return visit.refuses() ? -1 : visit.done(static_cast<int>(::syscall(SYS_ftruncate, fd, size)));
}

int fallocate64(int fd, int mode, off64_t offset, off64_t size)
{
    Visit visit = visitFd("fallocate", fd);
    return visit.refuses() ? -1
                           : visit.done(static_cast<int>(::syscall(SYS_fallocate, fd, mode, offset, size)));
}

int rename(const char *from, const char *to) noexcept
{
    Visit visit = visitPath("rename", to);
    return visit.refuses() ? -1 : visit.done(static_cast<int>(::syscall(SYS_rename, from, to)));
}

int renameat2(int fromFolder, const char *from, int toFolder, const char *to, unsigned flags) noexcept
{
    Visit visit = visitPath("renameat2", to);
    return visit.refuses() ? -1
                           : visit.done(static_cast<int>(
                                 ::syscall(SYS_renameat2, fromFolder, from, toFolder, to, flags)));
}

int unlink(const char *path) noexcept
{
    Visit visit = visitPath("unlink", path);
    return visit.refuses() ? -1 : visit.done(static_cast<int>(::syscall(SYS_unlink, path)));
}

int open64(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const unsigned mode = (flags & O_CREAT) != 0 ? va_arg(rest, unsigned) : 0;
    va_end(rest);
    Visit visit = visitPath("open", path);
    return visit.refuses() ? -1
                           : visit.done(static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode)));
}

} // extern "C"
