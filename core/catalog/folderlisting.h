#pragma once

#include "core/catalog/selectedfile.h"

namespace catalog {

/// One level of a folder of a build. A value.
struct FolderListing
{
    struct Folder
    {
        QString name;
        qint64 files = 0; ///< in it and all below
    };
    QList<Folder> folders;       ///< by name
    QList<SelectedFile> files;   ///< in the order of isBefore()
    QList<LoadWarning> warnings; ///< of the tree
};

/// What is in a folder; "" is the topmost one. Files without a name are in "unknown". Walks over the whole
/// tree, so it belongs to a worker thread. NotInBuild where nothing is in it.
core::Result<FolderListing> listFolder(const FileTree &tree, const QString &folder, const QString &product);

} // namespace catalog
