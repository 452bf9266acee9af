#pragma once

#include "core/catalog/selectedfile.h"
#include "core/fileselection.h"

#include <limits>

namespace catalog {

/// What a selection means in a build. A value.
struct Selection
{
    QList<SelectedFile> files; ///< one at least, in the order of isBefore()
    qint64 more = 0;           ///< beyond the most that were wanted; which these are is chance
    /// Parts of the selection that mean nothing, each as NotInBuild; not known when there are more files.
    QList<core::Error> absent;
    QList<LoadWarning> warnings; ///< of the tree
};

/// The files that are meant. Walks over the whole tree, so it belongs to a worker thread; takes some 200
/// bytes for each file that is meant, so who wants all of a large build only counted or listed visits the
/// tree. No more than `most` files are kept, keys aside; the rest is counted.
///
/// - A path means, of what it can mean (PathPattern), the strongest. One that no name fits is tried by its
/// hash.
///   "unknown/123" means a file without a name by what it is known by.
/// - Of several paths each means what it would mean by itself, and the files are those of all of them; a file
///   or folder whose name is all of them with "|" between is meant by that. Names and folders may be any
///   number: they are looked up by hash, in one walk. Globs are held against every file, the first 100 of
///   those that no name fits; the others mean nothing.
/// - A file data id means the file, with its name where it has one.
/// - A key means the first file that has it, and by itself also what no manifest names: whether the build has
///   it is seen when it is looked up. `tree` may be null, then there are only keys.
///
/// NotInBuild when nothing is meant; its detail names the selection, `product`, and files of this name in
/// other folders.
core::Result<Selection> select(const FileTree *tree, const core::FileSelection &selection,
                               const QString &product,
                               qsizetype most = std::numeric_limits<qsizetype>::max());

} // namespace catalog
