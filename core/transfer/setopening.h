#pragma once

#include "core/storage/setfolder.h"
#include "core/transfer/routing/setorder.h"
#include "core/transfer/target.h"

namespace transfer {

/// A file of a set that cannot have its place.
struct BlockedFile
{
    core::SetPlan::Index file = 0;
    core::Error error;
};

/// What an attempt at a set finds on the disk.
struct OpenedSet
{
    std::shared_ptr<storage::SetFolder> folder;
    std::vector<SetOrder::Known> known; ///< of every file
    std::vector<BlockedFile> blocked;
};

/// Opens the set's folder and looks at the places of its files. Blocks.
///
/// Errors: those of storage::SetFolder; FolderMissing when the folder is on another volume than the order
/// says; DiskFull when what is missing has no room.
core::Result<OpenedSet> openSet(const TransferRequest &order);

} // namespace transfer
