#pragma once

#include "core/catalog/selection.h"

#include <string>
#include <vector>

namespace catalog {

/// What select() has in common for all kinds of selections.

/// Parts of a selection that are named one by one when they mean nothing; the others are counted.
inline constexpr qsizetype kMostNamed = 10;

/// The files that were found, and how much of it is kept.
struct Gathering
{
    explicit Gathering(qsizetype mostFiles)
        : most(mostFiles)
    {
    }
    void add(const TreeFile &file)
    {
        if (found.files.size() < most)
            found.files.append(selected(file));
        else
            ++found.more;
    }
    void clear()
    {
        found.files.clear();
        found.more = 0;
    }
    bool isEmpty() const { return found.files.isEmpty(); }

    const qsizetype most; ///< one at least
    Selection found;
};

core::Error notInBuild(const QString &product, const QString &what);
/// For when nothing is meant at all; one at least.
core::Error allAbsent(const QList<core::Error> &absent);

QString inQuotes(std::string_view path);

/// For each path, as half a sentence: files of the same name in other folders, or written otherwise. Empty:
/// there are none. One walk; for a few paths.
std::vector<QString> nearMisses(const FileTree &tree, const std::vector<std::string> &paths);

} // namespace catalog
