#include "core/links/joinedsource.h"

#include <QRegularExpression>
#include <QSet>
#include <algorithm>

namespace links {

namespace {

using core::FileSelection;
using By = FileSelection::By;
using IdRange = FileSelection::IdRange;

bool arePaths(const FileSelection &selection)
{
    return selection.by == By::Path || selection.by == By::Paths;
}

QStringList pathsOf(const FileSelection &selection)
{
    return selection.by == By::Paths ? selection.paths : QStringList{selection.path};
}

/// "a" and "a/" mean the same folder.
QString withoutSlash(const QString &path)
{
    return path.endsWith(u'/') ? path.chopped(1) : path;
}

bool isBelowOneOf(const QSet<QString> &folders, const QString &path)
{
    static const QRegularExpression magic(QStringLiteral("[*?\\[]"));
    for (qsizetype slash = path.indexOf(u'/'); slash > 0; slash = path.indexOf(u'/', slash + 1)) {
        const QString above = path.first(slash);
        if (slash < path.size() - 1 && folders.contains(above))
            return !above.contains(magic); // a glob may mean another folder
    }
    return false;
}

/// In their order.
QStringList joinedPaths(const QStringList &first, const QStringList &more)
{
    QSet<QString> all;
    QStringList each;
    for (const QString &path : first + more) {
        if (const QString key = withoutSlash(path); !all.contains(key)) {
            all.insert(key);
            each << path;
        }
    }
    each.removeIf([&all](const QString &path) { return isBelowOneOf(all, path); });
    return each;
}

QList<IdRange> joinedIds(QList<IdRange> ids)
{
    std::sort(ids.begin(), ids.end(), [](IdRange a, IdRange b) { return a.first < b.first; });
    QList<IdRange> merged;
    for (const IdRange range : std::as_const(ids)) {
        if (merged.isEmpty() || qint64{range.first} > qint64{merged.last().last} + 1)
            merged << range;
        else
            merged.last().last = std::max(merged.last().last, range.last);
    }
    return merged;
}

std::optional<FileSelection> joined(const FileSelection &first, const FileSelection &more)
{
    if (first.by == By::Everything || more.by == By::Everything)
        return FileSelection{};
    if (arePaths(first) && arePaths(more))
        return FileSelection::ofPaths(joinedPaths(pathsOf(first), pathsOf(more)));
    if (first.by != more.by)
        return std::nullopt;
    FileSelection both = first;
    both.ids = first.by == By::FileDataId ? joinedIds(first.ids + more.ids) : first.ids;
    for (const blte::Digest &key : more.keys) {
        if (std::find(first.keys.begin(), first.keys.end(), key) == first.keys.end())
            both.keys << key;
    }
    return both;
}

bool areNamedAlike(const ProductOptions &first, const ProductOptions &more)
{
    ProductOptions alike = more;
    alike.cdnConfig = first.cdnConfig;
    const bool isOneCdn = !first.cdnConfig || !more.cdnConfig || first.cdnConfig == more.cdnConfig;
    return alike == first && isOneCdn;
}

} // namespace

std::optional<ProductSource> joined(const ProductSource &first, const ProductSource &more)
{
    if (first.product != more.product || !areNamedAlike(first.options, more.options))
        return std::nullopt;
    auto selection = joined(first.selection, more.selection);
    if (!selection)
        return std::nullopt;
    const QString &build = more.build.isEmpty() ? first.build : more.build;
    ProductSource both{more.product, build, std::move(*selection), more.options};
    if (!both.options.cdnConfig)
        both.options.cdnConfig = first.options.cdnConfig;
    const auto readAgain = productSourceFromText(toText(both)); // it has limits
    return readAgain && *readAgain == both ? std::optional(both) : std::nullopt;
}

} // namespace links
