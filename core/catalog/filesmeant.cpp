#include "core/catalog/filesmeant.h"

#include "core/catalog/idranges.h"
#include "core/catalog/selectionfilter.h"
#include "core/storage/safename.h"

#include <QSet>
#include <algorithm>
#include <functional>

namespace catalog {

namespace {

using core::FileSelection;
using core::SetPlan;
using By = FileSelection::By;
using IsMeant = std::function<bool(SetPlan::Index)>;

/// As they are called on the disk.
QSet<QString> wantedNames(const FileSelection &selection)
{
    QSet<QString> names;
    for (const QString &path : selection.by == By::Paths ? selection.paths : QStringList{selection.path})
        names.insert(storage::nameKey(storage::safeName(path).value_or(path)));
    return names;
}

IsMeant byPath(const SetPlan &plan, const FileSelection &selection)
{
    return [&plan, names = wantedNames(selection),
            filter = SelectionFilter(selection, CaseRule::Insensitive)](SetPlan::Index file) {
        const QByteArrayView name = plan.utf8Name(file);
        return filter.hasPath({name.data(), static_cast<std::size_t>(name.size())}) ||
               names.contains(storage::nameKey(plan.name(file)));
    };
}

IsMeant byNumber(const SetPlan &plan, const FileSelection &selection)
{
    return [&plan, ids = merged(selection.ids)](SetPlan::Index file) {
        const QString name = plan.name(file);
        bool isNumber = false;
        const quint32 id = name.mid(name.lastIndexOf(u'/') + 1).toUInt(&isNumber);
        return isNumber && name.startsWith(QLatin1String("unknown/")) && isIn(ids, id);
    };
}

template <typename KeyOf>
IsMeant byKey(const FileSelection &selection, KeyOf keyOf)
{
    std::vector<blte::Digest> keys(selection.keys.begin(), selection.keys.end());
    std::sort(keys.begin(), keys.end());
    return [keys, keyOf](SetPlan::Index file) {
        const auto key = keyOf(file);
        return key && std::binary_search(keys.begin(), keys.end(), key->digest);
    };
}

IsMeant meantBy(const SetPlan &plan, const FileSelection &selection)
{
    switch (selection.by) {
    case By::Everything:
        break;
    case By::Path:
    case By::Paths:
        return byPath(plan, selection);
    case By::FileDataId:
        return byNumber(plan, selection);
    case By::ContentKey:
        return byKey(selection, [&plan](SetPlan::Index file) { return plan.contentKey(file); });
    case By::EncodingKey:
        return byKey(selection, [&plan](SetPlan::Index file) { return plan.encodingKey(file); });
    }
    return [](SetPlan::Index) { return true; };
}

} // namespace

std::vector<SetPlan::Index> filesMeant(const SetPlan &plan, const FileSelection &selection)
{
    const IsMeant isMeant = meantBy(plan, selection);
    std::vector<SetPlan::Index> files;
    for (SetPlan::Index file = 0; file < plan.size(); ++file) {
        if (isMeant(file))
            files.push_back(file);
    }
    return files;
}

} // namespace catalog
