#pragma once

#include <QString>

namespace storage {

/// Syncs the whole volume of `folder` where that costs less than syncing each of `count` files or folders on
/// it, and the system can. False: nothing was done, each is to be synced by itself. A volume whose sync
/// failed once is not trusted with it again. Blocks; one thread at a time.
///
/// That it went well is no proof for a file: a failed write is told to one who syncs the volume, who may be
/// another program, and is then forgotten. A file that has been open since before its first write tells for
/// certain (fs::File::checkWrites).
bool syncVolumeFor(qsizetype count, quint64 volume, const QString &folder);

} // namespace storage
