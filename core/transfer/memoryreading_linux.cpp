#include "core/transfer/memorypressure.h"

#include <QFile>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace transfer {

namespace {

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

} // namespace transfer
