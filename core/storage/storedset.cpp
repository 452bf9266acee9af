#include "core/storage/storedset.h"

#include "core/storage/filesystem.h"
#include "core/storage/finishedsets.h"
#include "core/storage/partpaths.h"
#include "core/storage/planchange.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <algorithm>
#include <iterator>
#include <utility>

namespace storage {

namespace {

using core::SetPlan;
using namespace setrecords;

/// Beside the files comes first: what was begun anew is newer than what is done.
QString workOf(const QString &target)
{
    const QString work = partPath(target);
    return QFileInfo::exists(planPath(work)) ? work : FinishedSets::own().workOf(target);
}

/// A later mark of a file takes the place of an earlier one.
std::vector<SetMark> lastMarks(const std::vector<SetMark> &marks, SetPlan::Index files)
{
    std::vector<const SetMark *> last(files);
    for (const SetMark &mark : marks)
        last[mark.file] = &mark;
    std::vector<SetMark> all;
    for (const SetMark *mark : last) {
        if (mark)
            all.push_back(*mark);
    }
    return all;
}

std::vector<SetMark> marksIn(const QString &work, const SealedPlan &records)
{
    const SetPlan::Index files = records.plan->size();
    return lastMarks(SetJournal::read(journalPath(work, records.mac), markSeal(records.mac), files), files);
}

/// The records of a set that is done lie beside its files again, unless some lie there already.
core::Result<void> bringBack(const QString &target)
{
    const QString work = partPath(target);
    return QFileInfo::exists(planPath(work)) ? core::Result<void>()
                                             : FinishedSets::own().giveBack(target, work);
}

core::Result<fs::File> lockOf(const QString &work)
{
    auto lock = fs::File::open(work + QStringLiteral("/lock"), fs::File::Mode::AppendCreate);
    if (!lock)
        return lock;
    return lock->lock().map([&] { return std::move(*lock); });
}

/// The time of the last change to its names is another one as soon as a copy of it, which may be the same
/// file, is removed.
bool isUntouched(const SetMark &mark, const QString &path)
{
    const auto now = fs::statusOf(path);
    return now && now->size == mark.size && now->stamp.modified == mark.stamp.modified &&
           now->stamp.number == mark.stamp.number;
}

} // namespace

core::Result<StoredSet> storedSet(const QString &target)
{
    const QString work = workOf(target);
    const auto records = readPlan(work);
    if (!records)
        return core::failure(records.error());
    StoredSet set{*records, work, marksIn(work, *records), readUnwanted(work, *records), {}};
    std::vector<bool> isDone(set.plan().size());
    for (const SetMark &mark : set.marks)
        isDone[mark.file] = true;
    for (SetTrouble &trouble : readTroubles(work, *records)) {
        if (!isDone[trouble.file])
            set.troubles.push_back(std::move(trouble));
    }
    return set;
}

core::Result<void> wish(const QString &target, const std::vector<SetPlan::Index> &files, SetWish wish)
{
    const QString work = workOf(target);
    const auto records = readPlan(work);
    if (!records)
        return core::failure(records.error());
    if (!records->plan->closing().isEmpty())
        return core::failure(core::ErrorKind::NameRefused,
                             target + QStringLiteral(": a mirror needs all of its files"));
    std::vector<SetPlan::Index> changed = files;
    std::sort(changed.begin(), changed.end());
    const std::vector<SetPlan::Index> before = readUnwanted(work, *records);
    std::vector<SetPlan::Index> unwanted;
    if (wish == SetWish::Skip)
        std::set_union(before.begin(), before.end(), changed.begin(), changed.end(),
                       std::back_inserter(unwanted));
    else
        std::set_difference(before.begin(), before.end(), changed.begin(), changed.end(),
                            std::back_inserter(unwanted));
    unwanted.erase(std::unique(unwanted.begin(), unwanted.end()), unwanted.end());
    return writeUnwanted(work, *records, unwanted);
}

core::Result<void> reopenSet(const QString &target, const std::vector<SetMark> &marks,
                             const std::vector<SetTrouble> &troubles)
{
    const QString work = partPath(target);
    if (auto ok = bringBack(target); !ok)
        return ok;
    const auto lock = lockOf(work);
    if (!lock)
        return core::failure(lock.error());
    const auto records = readPlan(work);
    if (!records)
        return core::failure(records.error());
    return write(journalPath(work, records->mac), {}, SetJournal::toBytes(marks, markSeal(records->mac)))
        .and_then([&] { return writeTroubles(work, *records, troubles); });
}

core::Result<void> growSet(const QString &target, const SetPlan &plan,
                           const std::vector<SetPlan::Index> &added)
{
    const QString work = partPath(target);
    if (auto ok = bringBack(target); !ok)
        return ok;
    const auto before = readPlan(work);
    if (!before)
        return core::failure(before.error());
    if (!before->plan->closing().isEmpty() || before->plan->build() != plan.build())
        return core::failure(core::ErrorKind::NameRefused,
                             target + QStringLiteral(": the files are not of the same kind or build"));
    if (auto ok = proposePlan(work, plan, added); !ok)
        return ok;
    const auto lock = lockOf(work);
    if (!lock && lock.error().kind == core::ErrorKind::PartFileLocked)
        return {};
    return lock.map([](const fs::File &) {}).and_then([&] { return adoptProposedPlan(work); });
}

void removeFilesOf(const QString &target)
{
    const auto set = storedSet(target);
    const bool isMirror = set && !set->plan().closing().isEmpty();
    if (!set || isMirror)
        return FinishedSets::own().forget(target);
    const QDir folder(folderOf(target));
    QSet<QString> parents;
    for (const SetMark &mark : set->marks) {
        const QString name = set->plan().name(mark.file);
        const QString path = folder.filePath(name);
        if (isUntouched(mark, path) && fs::remove(path))
            parents.insert(name.first(std::max<qsizetype>(name.lastIndexOf(u'/'), 0)));
    }
    parents.remove(QString());
    for (const QString &parent : std::as_const(parents))
        folder.rmpath(parent); // as far as it is empty
    FinishedSets::own().forget(target);
}

} // namespace storage
