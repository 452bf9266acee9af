#pragma once

#include "core/error.h"

namespace storage {

/// What has the target's name: only what the download has put there itself is moved with it.
enum class TargetFile { IsSomebodys, IsFinished };

/// Moves what there is of one download from the target `from` to the target `to`: the finished file, the part
/// file, its record and its spools, whichever are there and ours; nothing is not an error. Nobody has any of
/// it open.
///
/// TargetExists when anything of that name is there already, or on its way there. Across volumes the files
/// are copied, synced, and only then removed here; when that fails, everything is still where it was. Makes
/// the folders of `to` that are missing. Blocks, across volumes for as long as the copying takes.
core::Result<void> relocate(const QString &from, const QString &to, TargetFile file);

} // namespace storage
