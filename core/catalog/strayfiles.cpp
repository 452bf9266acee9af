#include "core/catalog/strayfiles.h"

#include "core/catalog/pathpattern.h"
#include "core/storage/safename.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>
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

/// Folders to look into, relative.
QStringList rootsOf(const SetPlan &plan, const core::FileSelection &selection)
{
    if (selection.by == By::Path && !fixedFolder(selection.path).isEmpty())
        return {fixedFolder(selection.path)};
    QSet<QString> roots;
    for (SetPlan::Index file = 0; file < plan.size(); ++file) {
        const QString name = plan.name(file);
        if (const qsizetype slash = name.indexOf(u'/'); slash > 0)
            roots << name.left(slash);
    }
    return {roots.begin(), roots.end()};
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

bool isUnfinished(const QString &path)
{
    static const QRegularExpression part(QStringLiteral("\\.part(/|\\.|$)"));
    return path.contains(part);
}

} // namespace

QStringList strayFiles(const SetPlan &plan, const core::FileSelection &selection, const QString &folder)
{
    if (selection.by != By::Path && selection.by != By::Everything)
        return {};
    const PathPattern pattern(selection.path.toStdString(), CaseRule::Insensitive);
    const QDir base(folder);
    const std::vector<size_t> names = namesOf(plan);
    QStringList strays;
    for (const QString &root : rootsOf(plan, selection)) {
        QDirIterator files(base.filePath(root), QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = base.relativeFilePath(files.next());
            const bool isMeant = selection.by == By::Everything ||
                                 pattern.match(path.toStdString()) != PathPattern::Match::None;
            if (isMeant && !isUnfinished(path) &&
                !std::binary_search(names.begin(), names.end(), qHash(storage::nameKey(path))))
                strays << path;
        }
    }
    strays.sort();
    return strays;
}

} // namespace catalog
