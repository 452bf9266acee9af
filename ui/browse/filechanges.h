#pragma once

#include "core/catalog/treecomparison.h"
#include "core/catalog/treeindex.h"

#include <QStringList>

namespace ui {

/// What is new and what has changed in the build that is looked through, against another one. A value.
struct FileChanges
{
    using Files = std::shared_ptr<const std::vector<bool>>; ///< by number, as FileQuery::among has it

    Files added;
    Files changed;
    Files either;
    qint64 addedCount = 0;
    qint64 changedCount = 0;
    /// Paths of files that only the other build has; no more than kMostRemoved of them.
    QStringList removed;
    qint64 removedCount = 0;

    static constexpr qsizetype kMostRemoved = 100'000;
};

/// Walks over both trees, so it belongs to a worker thread.
FileChanges changesIn(const catalog::TreeIndex &index, const catalog::TreeComparison &comparison);

} // namespace ui
