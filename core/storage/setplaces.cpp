#include "core/storage/setplaces.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSet>

namespace storage {

namespace {

/// A folder of the set's files.
struct Parent
{
    bool isThere = false;
    bool isBlocked = false;
    QSet<QString> begun; ///< names beside which something lies that is called as what belongs to a part file
};

Parent lookAt(const QString &folder, const QString &path)
{
    Parent parent;
    const QString whole = path.isEmpty() ? folder : QString(folder + u'/' + path);
    parent.isThere = QFileInfo(whole).isDir();
    if (!parent.isThere) {
        parent.isBlocked = !blockerOf(folder, path + u'/').isEmpty();
        return parent;
    }
    const QString mark = QStringLiteral(".part.");
    for (const QString &name : QDir(whole).entryList({u'*' + mark + u'*'}, QDir::Files | QDir::Hidden))
        parent.begun.insert(name.left(name.lastIndexOf(mark)));
    return parent;
}

} // namespace

QString blockerOf(const QString &folder, const QString &name)
{
    for (qsizetype slash = name.indexOf(u'/'); slash > 0; slash = name.indexOf(u'/', slash + 1)) {
        const QFileInfo parent(folder + u'/' + name.first(slash));
        if (!parent.isDir())
            return parent.exists() || parent.isSymLink() ? parent.filePath() : QString();
    }
    return {};
}

std::vector<SetPlace> placesOf(const core::SetPlan &plan, const QString &folder)
{
    QHash<QString, Parent> parents; // each is looked at once
    std::vector<SetPlace> places(plan.size(), SetPlace::Free);
    for (core::SetPlan::Index file = 0; file < plan.size(); ++file) {
        const QString name = plan.name(file);
        const qsizetype slash = name.lastIndexOf(u'/');
        const QString path = name.left(std::max<qsizetype>(slash, 0));
        auto parent = parents.constFind(path);
        if (parent == parents.cend())
            parent = parents.insert(path, lookAt(folder, path));
        if (parent->isBlocked)
            places[file] = SetPlace::Blocked;
        else if (!parent->isThere)
            places[file] = SetPlace::Free;
        else if (QFileInfo::exists(folder + u'/' + name))
            places[file] = SetPlace::Occupied;
        else if (parent->begun.contains(name.mid(slash + 1)))
            places[file] = SetPlace::Begun;
    }
    return places;
}

} // namespace storage
