#include "ui/intake/freespace.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

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
    const QStorageInfo volume(existing);
    return volume.isValid() && volume.isReady() ? volume.bytesAvailable() : -1;
}

} // namespace ui
