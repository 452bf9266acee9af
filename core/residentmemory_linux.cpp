#include "core/residentmemory.h"

#include <QByteArray>
#include <QFile>
#include <unistd.h>

namespace core {

/// The second number of /proc/self/statm, in pages.
qint64 residentMemory()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return 0;
    const qint64 pages = file.read(128).split(' ').value(1).toLongLong();
    return pages * ::sysconf(_SC_PAGESIZE);
}

} // namespace core
