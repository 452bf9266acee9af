#pragma once

#include "core/storage/file.h"

namespace storage {

/// The part file of a target, claimed for this download alone.
struct PartClaim
{
    QString target;
    fs::File file; ///< open and locked
    QString path;  ///< the name it has: partPath() or freshPartPath()
    enum class Found {
        Nothing,   ///< it is new, and has its fresh name
        Abandoned, ///< likewise; another run had left one of that name, without a journal
        Known,     ///< it was there under the known name, and is as it was
    } found = Found::Nothing;
};

/// Opens what is called `target`.part, or makes a part file of the fresh name, and locks it. PartFileLocked
/// when another process or download holds it. Says nothing about whose it is. Blocks.
core::Result<PartClaim> claimPart(const QString &target);

/// Creates the folders of `target` below `folder`; FolderMissing when `folder` itself is not there (an
/// unplugged drive must not be recreated on the root file system).
core::Result<void> makeParents(const QString &folder, const QString &target);
/// The same for whoever syncs many folders at once: those that have new names in them, and are not synced,
/// are added to `changed`.
core::Result<void> makeParents(const QString &folder, const QString &target, QStringList &changed);

/// NameRefused: what has this name stands where a folder is needed.
core::Error noFolder(const QString &path);
/// NameRefused: what has this name of ours is somebody else's.
tl::unexpected<core::Error> refusedName(const QString &path);

} // namespace storage
