#include "core/catalog/strayfiles.h"

#include "core/catalog/selectionfilter.h"
#include "core/storage/safename.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <algorithm>
#include <utility>
#include <vector>

namespace catalog {

namespace {

using core::SetPlan;
using By = core::FileSelection::By;

/// What all paths begin with that a pattern can mean, up to a folder.
QString fixedFolder(const QString &pattern)
{
    static const QRegularExpression magic(QStringLiteral("[*?\\[]"));
    const qsizetype glob = pattern.indexOf(magic);
    return glob < 0 ? pattern : pattern.left(pattern.lastIndexOf(u'/', glob) + 1);
}

/// By hash: a hundred thousand names themselves take as much memory as the plan. Two of 2^64 that are the
/// same hide a file here, and nothing else.
std::vector<size_t> namesOf(const SetPlan &plan)
{
    std::vector<size_t> names;
    for (SetPlan::Index file = 0; file < plan.size(); ++file)
        names.push_back(qHash(storage::nameKey(plan.name(file))));
    std::sort(names.begin(), names.end());
    return names;
}

bool isAmong(const std::vector<size_t> &names, const QString &path)
{
    return std::binary_search(names.begin(), names.end(), qHash(storage::nameKey(path)));
}

/// The paths of the selection that may be folders or globs; those of files that the plan has are left out.
QStringList patternsOf(const core::FileSelection &selection, const std::vector<size_t> &names)
{
    QStringList patterns = selection.by == By::Paths ? selection.paths : QStringList{selection.path};
    patterns.removeIf([&](const QString &path) { return isAmong(names, path); });
    return patterns;
}

/// Folders to look into, relative, none below another.
QStringList rootsOf(const SetPlan &plan, const QStringList &patterns)
{
    QStringList roots;
    for (const QString &pattern : patterns) {
        const QString root = fixedFolder(pattern);
        roots << (root.isEmpty() || root.endsWith(u'/') ? root : root + u'/');
    }
    if (roots.contains(QString())) {
        for (SetPlan::Index file = 0; file < plan.size(); ++file) {
            const QString name = plan.name(file);
            if (const qsizetype slash = name.indexOf(u'/'); slash > 0)
                roots << name.left(slash + 1);
        }
    }
    roots.removeAll(QString());
    std::sort(roots.begin(), roots.end());
    QStringList topmost;
    for (const QString &root : std::as_const(roots)) {
        if (topmost.isEmpty() || !root.startsWith(topmost.last()))
            topmost << root;
    }
    return topmost;
}

bool isUnfinished(const QString &path)
{
    static const QRegularExpression part(QStringLiteral("\\.part(/|\\.|$)"));
    return path.contains(part);
}

} // namespace

QStringList strayFiles(const SetPlan &plan, const core::FileSelection &selection, const QString &folder)
{
    if (selection.by != By::Path && selection.by != By::Paths && selection.by != By::Everything)
        return {};
    const std::vector<size_t> names = namesOf(plan);
    const QStringList texts = patternsOf(selection, names);
    const bool isAll = selection.by == By::Everything;
    const SelectionFilter meant(isAll ? selection : core::FileSelection::ofPaths(texts),
                                CaseRule::Insensitive);
    const QDir base(folder);
    QStringList strays;
    for (const QString &root : rootsOf(plan, texts)) {
        QDirIterator files(base.filePath(root), QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = base.relativeFilePath(files.next());
            if (meant.hasPath(path.toStdString()) && !isUnfinished(path) && !isAmong(names, path))
                strays << path;
        }
    }
    strays.sort();
    return strays;
}

} // namespace catalog
