#pragma once

#include "core/error.h"

namespace storage {

/// Paths that belong to one target: everything an unfinished download leaves on disk lies beside it.
QString partPath(const QString &target);                 ///< target + ".part"
QString recordPath(const QString &target);               ///< target + ".part.resume"
QString spoolPath(const QString &target, quint32 chunk); ///< target + ".part.chunk<N>"

QString folderOf(const QString &path); ///< the folder that holds it

enum class Existing { Refuse, Overwrite };

/// Renames the part file to its target; TargetExists when it must not replace what is there.
core::Result<void> moveToTarget(const QString &target, Existing existing);
/// Moves the synced part file over to its target, then syncs the folder.
core::Result<void> commitFile(const QString &target, Existing existing);

} // namespace storage
