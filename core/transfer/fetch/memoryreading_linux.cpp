#include "core/transfer/fetch/memorypressure.h"

#include <QFile>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace transfer {

namespace {

#ifdef __GLIBC__
/// Larger pieces than what a read of the network brings come from the kernel, and go back to it.
constexpr int kMapped = 1 << 20;
/// Each keeps what is freed in it for itself; glibc would make eight for each core, one for every thread that
/// there ever was here. With four the threads wait for each other: ten thousand small files take up to a
/// quarter longer.
constexpr int kArenas = 8;
constexpr int kUsual = 128 << 10; // both thresholds, before anything was freed
#endif

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// How long anything on the machine waited for memory, also within a control group's own limit, and what is
/// left of it. A kernel without the former has the latter.
MemoryReading readMemory()
{
    return parseMemory(contentOf(QStringLiteral("/proc/pressure/memory")),
                       contentOf(QStringLiteral("/proc/meminfo")));
}

void returnFreeMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

void useFewHeaps()
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, kArenas);
#endif
}

void keepFreeMemory([[maybe_unused]] std::size_t bytes)
{
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, bytes > 0 ? static_cast<int>(bytes) : kUsual);
    mallopt(M_MMAP_THRESHOLD, bytes > 0 ? kMapped : kUsual); // or glibc would raise both as it thinks right
#endif
}

} // namespace transfer
