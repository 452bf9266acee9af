#pragma once

#include "core/catalog/selection.h"

namespace catalog {

/// select() of one path.
core::Result<Selection> byPath(const FileTree &tree, const QString &text, const QString &product,
                               qsizetype most);
/// select() of several: two walks at most, and one more each where there are globs, and for what is not
/// there.
core::Result<Selection> byPaths(const FileTree &tree, const QStringList &paths, const QString &product,
                                qsizetype most);

/// Globs that are held against every file of a tree.
inline constexpr std::size_t kMostGlobs = 100;

} // namespace catalog
