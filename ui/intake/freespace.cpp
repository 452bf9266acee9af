#include "ui/intake/freespace.h"

#include "core/storage/filesystem.h"

#include <QDir>
#include <QFileInfo>

namespace ui {

qint64 freeBytes(const QString &path)
{
    QString existing = QDir::cleanPath(path);
    while (!QFileInfo::exists(existing)) {
        const QString parent = QFileInfo(existing).path();
        if (parent == existing || parent.isEmpty())
            return -1;
        existing = parent;
    }
    // Not QStorageInfo: it knows no volume where the root is not in the list of mounts (containers, chroots).
    return storage::fs::freeSpace(existing).value_or(-1);
}

} // namespace ui
