#include "core/catalog/selection.h"

#include "core/catalog/gathering.h"
#include "core/catalog/idranges.h"
#include "core/catalog/pathselection.h"

#include <algorithm>

namespace catalog {

namespace {

core::Result<Selection> everything(const FileTree &tree, const QString &product, qsizetype most)
{
    Gathering all(most);
    all.found.warnings = tree.visit([&](const TreeFile &file) { all.add(file); });
    if (all.isEmpty())
        return core::failure(notInBuild(product, QStringLiteral("files by these tags and this locale")));
    return all.found;
}

QString toText(const IdRange &range)
{
    const QString first = QStringLiteral("fdid=%1").arg(range.first);
    return range.first == range.last ? first : QStringLiteral("%1-%2").arg(first).arg(range.last);
}

QList<core::Error> absentRanges(const QList<IdRange> &ranges, const QList<SelectedFile> &files,
                                const QString &product)
{
    std::vector<quint32> ids;
    for (const SelectedFile &file : files)
        ids.push_back(*file.fileDataId);
    std::sort(ids.begin(), ids.end());
    QList<core::Error> absent;
    qsizetype more = 0;
    for (const IdRange &range : ranges) {
        const auto first = std::lower_bound(ids.begin(), ids.end(), range.first);
        if (first != ids.end() && *first <= range.last)
            continue;
        if (absent.size() < kMostNamed)
            absent.append(notInBuild(product, toText(range)));
        else
            ++more;
    }
    if (more > 0)
        absent.append(notInBuild(product, QStringLiteral("%1 more of the numbers").arg(more)));
    return absent;
}

core::Result<Selection> byId(const FileTree &tree, const QList<IdRange> &ranges, const QString &product,
                             qsizetype most)
{
    const std::vector<IdRange> wanted = merged(ranges);
    Gathering all(most);
    all.found.warnings = tree.visit([&](const TreeFile &file) {
        if (file.fileDataId && isIn(wanted, *file.fileDataId))
            all.add(file);
    });
    if (all.found.more > 0)
        return all.found; // what is absent cannot be told from what was not kept
    all.found.absent = absentRanges(ranges, all.found.files, product);
    if (all.isEmpty())
        return core::failure(allAbsent(all.found.absent));
    return all.found;
}

bool hasKey(const core::FileSelection &selection, const TreeFile &file, const blte::Digest &key)
{
    const bool isContent = selection.by == core::FileSelection::By::ContentKey;
    const blte::Bytes known = isContent ? file.contentKey : file.encodingKey;
    return !known.empty() && std::equal(known.begin(), known.end(), key.begin());
}

/// The number of the key among the sorted ones that the file has.
std::optional<std::size_t> keyOf(const core::FileSelection &selection, const TreeFile &file,
                                 const std::vector<blte::Digest> &keys)
{
    const bool isContent = selection.by == core::FileSelection::By::ContentKey;
    const blte::Bytes known = isContent ? file.contentKey : file.encodingKey;
    blte::Digest beginning{};
    std::copy_n(known.begin(), std::min(known.size(), beginning.size()), beginning.begin());
    const auto found = std::lower_bound(keys.begin(), keys.end(), beginning);
    if (found == keys.end() || !hasKey(selection, file, *found))
        return std::nullopt;
    return static_cast<std::size_t>(found - keys.begin());
}

Selection byKey(const FileTree *tree, const core::FileSelection &selection)
{
    std::vector<blte::Digest> keys(selection.keys.begin(), selection.keys.end());
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    std::vector<std::optional<SelectedFile>> first(keys.size());
    Selection found;
    const auto look = [&](const TreeFile &file) {
        const auto number = keyOf(selection, file, keys);
        if (!number)
            return;
        SelectedFile hit = selected(file);
        if (!first[*number] || isBefore(hit, *first[*number]))
            first[*number] = std::move(hit);
    };
    if (tree != nullptr)
        found.warnings = tree->visit(look);
    for (std::size_t i = 0; i < keys.size(); ++i) {
        SelectedFile file = first[i].value_or(SelectedFile{});
        if (selection.by == core::FileSelection::By::ContentKey)
            file.contentKey = blte::ContentKey{keys[i]};
        else
            file.encodingKey = {reinterpret_cast<const char *>(keys[i].data()), sizeof(blte::Digest)};
        found.files.append(std::move(file));
    }
    return found; // all of them: no more than were named
}

core::Result<Selection> find(const FileTree *tree, const core::FileSelection &selection,
                             const QString &product, qsizetype most)
{
    using By = core::FileSelection::By;
    if (selection.by == By::ContentKey || selection.by == By::EncodingKey)
        return byKey(tree, selection);
    if (tree == nullptr)
        return core::failure(
            notInBuild(product, QStringLiteral("manifest that tells the names of its files")));
    switch (selection.by) {
    case By::Path:
        return byPath(*tree, selection.path, product, most);
    case By::Paths:
        return byPaths(*tree, selection.paths, product, most);
    case By::FileDataId:
        return byId(*tree, selection.ids, product, most);
    case By::Everything:
    case By::ContentKey:
    case By::EncodingKey:
        break;
    }
    return everything(*tree, product, most);
}

} // namespace

core::Result<Selection> select(const FileTree *tree, const core::FileSelection &selection,
                               const QString &product, qsizetype most)
{
    auto found = find(tree, selection, product, most);
    if (found)
        std::stable_sort(found->files.begin(), found->files.end(), isBefore);
    return found;
}

} // namespace catalog
