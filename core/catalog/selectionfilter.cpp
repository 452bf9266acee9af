#include "core/catalog/selectionfilter.h"

#include "core/catalog/idranges.h"
#include "core/catalog/pathselection.h"

#include <algorithm>
#include <utility>

namespace catalog {

using By = core::FileSelection::By;

namespace {

QStringList pathsOf(const core::FileSelection &selection)
{
    if (selection.by == By::Paths)
        return selection.paths;
    return selection.by == By::Path ? QStringList{selection.path} : QStringList();
}

} // namespace

SelectionFilter::SelectionFilter(core::FileSelection selection, CaseRule rule)
    : m_by(selection.by)
    , m_names(pathsOf(selection), rule)
    , m_ids(merged(selection.ids))
{
    for (const PathTable::Part &part : m_names.parts()) {
        if (m_globs.size() < kMostGlobs && mayBeGlob(part.text.toStdString()))
            m_globs.emplace_back(part.text.toStdString(), rule);
    }
}

bool SelectionFilter::hasPath(std::string_view path) const
{
    if (m_by == By::Everything)
        return true;
    bool isNamed = false;
    m_names.visit(path, [&](std::size_t, PathPattern::Match) { isNamed = true; });
    return isNamed || std::any_of(m_globs.begin(), m_globs.end(), [&](const PathPattern &glob) {
               return glob.match(path) != PathPattern::Match::None;
           });
}

bool SelectionFilter::has(const TreeFile &file) const
{
    switch (m_by) {
    case By::Everything:
        return true;
    case By::Path:
    case By::Paths:
        return file.path.empty() ? hasPath(unknownPath(file)) : hasPath(file.path);
    case By::FileDataId:
        return file.fileDataId && isIn(m_ids, *file.fileDataId);
    case By::ContentKey:
    case By::EncodingKey:
        break;
    }
    return false;
}

} // namespace catalog
