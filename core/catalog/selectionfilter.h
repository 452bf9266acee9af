#pragma once

#include "core/catalog/filetree.h"
#include "core/catalog/pathtable.h"
#include "core/fileselection.h"

namespace catalog {

/// Whether a selection may mean a file, one by one: by name, folder, glob or number. Unlike select() it does
/// not know which other files there are, so "a[1]" means "a1" even where there is a file "a[1]". Of a
/// selection of several paths the first kMostGlobs globs count. A value; the empty one takes every file.
class SelectionFilter
{
public:
    SelectionFilter() = default;
    /// By keys nothing is taken.
    SelectionFilter(core::FileSelection selection, CaseRule rule);

    bool has(const TreeFile &file) const;
    bool hasPath(std::string_view path) const;

private:
    core::FileSelection::By m_by = core::FileSelection::By::Everything;
    PathTable m_names{{}, CaseRule::Sensitive};
    std::vector<PathPattern> m_globs;
    std::vector<core::FileSelection::IdRange> m_ids; ///< ascending, none overlaps
};

} // namespace catalog
