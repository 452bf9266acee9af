#include "core/storage/volumesync.h"

#include "core/storage/filesystem.h"

#include <QSet>

namespace storage {

bool syncVolumeFor(qsizetype count, quint64 volume, const QString &folder)
{
    constexpr qsizetype kWorthAVolume = 8;
    static QSet<quint64> failedVolumes;
    if (count < kWorthAVolume || failedVolumes.contains(volume))
        return false;
    const auto synced = fs::syncVolume(folder);
    if (!synced)
        failedVolumes.insert(volume);
    return synced.value_or(false);
}

} // namespace storage
