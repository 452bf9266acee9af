#include "core/catalog/treechecks.h"

#include "core/bytes.h"
#include "core/catalog/pathpattern.h"

#include <algorithm>

namespace catalog {

namespace {

/// From so many single files on their numbers say the same with less text.
constexpr qsizetype kManyPaths = 100;
/// Up to so many files it is quicker to count for each than for the whole build.
constexpr std::size_t kFewFiles = 1000;

QList<core::FileSelection::IdRange> rangesOf(std::vector<quint32> ids)
{
    std::sort(ids.begin(), ids.end());
    QList<core::FileSelection::IdRange> ranges;
    for (const quint32 id : ids) {
        if (!ranges.isEmpty() && id <= ranges.last().last + 1)
            ranges.last().last = id;
        else
            ranges.append({id, id});
    }
    return ranges;
}

} // namespace

TreeChecks::TreeChecks(std::shared_ptr<const TreeIndex> index)
    : m_index(std::move(index))
    , m_checked(m_index->files())
    , m_below(m_index->folders())
{
}

TreeChecks::State TreeChecks::state(Folder folder) const
{
    if (m_below[folder] == 0)
        return State::None;
    return m_below[folder] == m_index->filesBelow(folder).size() ? State::All : State::Some;
}

/// All but the folders.
void TreeChecks::change(File file, bool isChecked)
{
    m_checked[file] = isChecked;
    const FileColumns &columns = m_index->columns();
    const auto add = [isChecked](auto &sum, auto value) {
        sum += isChecked ? value : decltype(value)(0) - value;
    };
    const auto size = columns.size(file);
    const auto encodedSize = columns.encodedSize(file);
    add(m_total.files, File(1));
    add(m_total.size, size.value_or(0));
    add(m_total.ofUnknownSize, File(size ? 0 : 1));
    add(m_total.encodedSize, encodedSize.value_or(0));
    add(m_total.ofUnknownEncodedSize, File(encodedSize ? 0 : 1));
    add(m_total.encrypted, File(columns.isEncrypted(file).value_or(false) ? 1 : 0));
}

void TreeChecks::setFile(File file, bool isChecked)
{
    if (m_checked[file] == isChecked)
        return;
    change(file, isChecked);
    for (Folder folder = m_index->folderOf(file);; folder = m_index->parent(folder)) {
        isChecked ? ++m_below[folder] : --m_below[folder];
        if (folder == TreeIndex::kTop)
            return;
    }
}

void TreeChecks::setFiles(std::span<const File> files, bool isChecked)
{
    if (files.size() <= kFewFiles) {
        for (const File file : files)
            setFile(file, isChecked);
        return;
    }
    for (const File file : files) {
        if (m_checked[file] != isChecked)
            change(file, isChecked);
    }
    countAnew();
}

/// The checked files below every folder, each of which comes behind the one it is in.
void TreeChecks::countAnew()
{
    for (Folder folder = m_index->folders(); folder-- > 0;) {
        const TreeIndex::Range own = m_index->filesIn(folder);
        const auto begin = m_checked.begin();
        File below = static_cast<File>(std::count(begin + own.first, begin + own.end, true));
        for (const Folder inside : m_index->foldersIn(folder))
            below += m_below[inside];
        m_below[folder] = below;
    }
}

void TreeChecks::setFolder(Folder folder, bool isChecked)
{
    const TreeIndex::Range files = m_index->filesBelow(folder);
    const File before = m_below[folder];
    for (File file = files.first; file < files.end; ++file) {
        if (m_checked[file] != isChecked)
            change(file, isChecked);
    }
    const TreeIndex::Range folders = m_index->foldersBelow(folder);
    for (Folder below = folders.first; below < folders.end; ++below)
        m_below[below] = isChecked ? m_index->filesBelow(below).size() : 0;
    while (folder != TreeIndex::kTop) {
        folder = m_index->parent(folder);
        m_below[folder] += isChecked ? files.size() - before : File(0) - before;
    }
}

core::FileSelection TreeChecks::selection() const
{
    core::FileSelection selection;
    if (state(TreeIndex::kTop) == State::All)
        return selection;
    QStringList paths;
    std::vector<quint32> ids; // of single files
    for (Folder folder = TreeIndex::kTop; folder < m_index->folders();) {
        const bool isWhole = state(folder) == State::All && isNamed(folder);
        if (isWhole)
            paths << core::fromUtf8(m_index->folderPath(folder)) + u'/';
        else if (m_below[folder] > 0)
            collectFiles(folder, paths, ids);
        folder = isWhole || m_below[folder] == 0 ? m_index->foldersBelow(folder).end : folder + 1;
    }
    if (paths.size() > kManyPaths && static_cast<qsizetype>(ids.size()) == paths.size()) {
        selection.by = core::FileSelection::By::FileDataId;
        selection.ids = rangesOf(std::move(ids));
        return selection;
    }
    return core::FileSelection::ofPaths(paths);
}

/// The one of files without a name means nothing as a folder.
bool TreeChecks::isNamed(Folder folder) const
{
    const std::string path = m_index->folderPath(folder);
    return !path.empty() && !isSamePath(path, kUnknownFolder, CaseRule::Insensitive);
}

void TreeChecks::collectFiles(Folder folder, QStringList &paths, std::vector<quint32> &ids) const
{
    const TreeIndex::Range files = m_index->filesIn(folder);
    for (File file = files.first; file < files.end; ++file) {
        if (!m_checked[file])
            continue;
        paths << core::fromUtf8(m_index->path(file));
        if (const auto id = m_index->columns().fileDataId(file))
            ids.push_back(*id);
    }
}

} // namespace catalog
