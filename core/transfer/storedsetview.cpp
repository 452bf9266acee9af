#include "core/transfer/storedsetview.h"

#include "core/storage/partpaths.h"
#include "core/transfer/setfilecheck.h"

#include <QFileInfo>
#include <algorithm>

namespace transfer {

namespace {

using core::ErrorKind;
using storage::SetMark;
using storage::SetTrouble;

/// The proven one, or what is wrong with the file.
core::Result<SetMark> markNow(const SetFileCheck &check, const SetMark &before)
{
    const QString path = check.pathOf(before.file);
    if (!QFileInfo(path).isFile())
        return core::failure(ErrorKind::ReadFailed, path + QStringLiteral(" is gone"));
    if (check.isProvable(before.file)) {
        const SetFileCheck::Seen seen = check.see(before.file, core::WhenExists::Refuse);
        if (seen.mark)
            return *seen.mark;
        const bool isTold = seen.error.kind != ErrorKind::None;
        if (seen.error.kind != ErrorKind::KeyMissing) // to read what is encrypted
            return core::failure(isTold ? seen.error : core::Error{ErrorKind::ReadFailed, path});
    }
    const auto now = storage::fs::statusOf(path);
    if (!now)
        return core::failure(now.error());
    if (now->size != before.size || now->stamp.modified != before.stamp.modified)
        return core::failure(ErrorKind::ContentKeyWrong,
                             path + QStringLiteral(" was changed since it was finished"));
    return SetMark{before.file, before.verdict, now->size, now->stamp};
}

core::Error errorOf(const SetCheck &check, const core::SetPlan &plan)
{
    const SetTrouble &first = check.wrong.front();
    const bool isOneKind =
        std::all_of(check.wrong.begin(), check.wrong.end(),
                    [&first](const SetTrouble &other) { return other.error.kind == first.error.kind; });
    return {
        isOneKind ? first.error.kind : ErrorKind::FilesFailed,
        toText({static_cast<qint64>(check.wrong.size()), check.files}, plan.name(first.file), first.error)};
}

} // namespace

std::shared_ptr<const SetView> storedSetView(const QString &target)
{
    const auto set = storage::storedSet(target);
    if (!set)
        return nullptr;
    std::vector<core::SetPlan::Index> done;
    done.reserve(set->marks.size());
    for (const SetMark &mark : set->marks)
        done.push_back(mark.file);
    return std::make_shared<const SetView>(viewOf(set->records.plan, done, set->unwanted, set->troubles));
}

core::Result<SetCheck> verifySet(const QString &target, const blte::KeyStore *keys,
                                 const std::function<bool(qint64, qint64)> &goesOn)
{
    const QString folder = storage::folderOf(target);
    if (!QFileInfo(folder).isDir())
        return core::failure(ErrorKind::FolderMissing, folder);
    const auto set = storage::storedSet(target);
    if (!set)
        return core::failure(set.error());
    qint64 bytes = 0;
    for (const SetMark &mark : set->marks)
        bytes += mark.size;
    SetCheck all;
    bool isStopped = false;
    const SetFileCheck check(set->plan(), folder, keys, [&](qint64 ofFile) {
        isStopped = isStopped || !goesOn(all.bytes + ofFile, bytes);
        return !isStopped;
    });
    for (const SetMark &mark : set->marks) {
        const auto now = markNow(check, mark);
        if (isStopped || !goesOn(all.bytes, bytes))
            return core::failure(ErrorKind::Cancelled, target);
        if (now)
            all.right.push_back(*now);
        else
            all.wrong.push_back({mark.file, SetTrouble::Kind::Failed, now.error()});
        ++all.files;
        all.bytes += mark.size;
    }
    if (all.wrong.empty())
        return all;
    all.error = errorOf(all, set->plan());
    std::vector<SetTrouble> troubles = set->troubles;
    troubles.insert(troubles.end(), all.wrong.begin(), all.wrong.end());
    return storage::reopenSet(target, all.right, troubles).map([&] { return all; });
}

} // namespace transfer
