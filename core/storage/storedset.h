#pragma once

#include "core/storage/setrecords.h"

namespace storage {

/// A set as its records tell of it, for whoever looks at it without fetching it. A value. Its marks and
/// troubles are claims: no file was looked at.
struct StoredSet
{
    setrecords::SealedPlan records;
    QString work; ///< the folder of its records
    std::vector<SetMark> marks;
    std::vector<core::SetPlan::Index> unwanted; ///< ascending
    std::vector<SetTrouble> troubles;           ///< of files without a mark

    const core::SetPlan &plan() const { return *records.plan; }
};

/// All functions block on the disk.

/// Unfinished, or done (FinishedSets). RecordNotOurs or RecordUnreadable when nothing is known of it.
core::Result<StoredSet> storedSet(const QString &target);

/// Files that are not to be fetched from now on, or that are after all. An attempt under way does not learn
/// of it; the next one does. Refused (NameRefused) for a mirror: others need all of its files.
enum class SetWish { Fetch, Skip };
core::Result<void> wish(const QString &target, const std::vector<core::SetPlan::Index> &files, SetWish wish);

/// Makes a set that is done one to be gone on with, in which only `marks` count, and `troubles` are known.
/// PartFileLocked while somebody fetches it.
core::Result<void> reopenSet(const QString &target, const std::vector<SetMark> &marks,
                             const std::vector<SetTrouble> &troubles);

/// More files for a set: `plan` has those of its own plan, too, and of the same build. What is known of them
/// stays. `added`: files of it that are fetched even if a person took them out before. An attempt under way
/// does not learn of it; the next one does. One that is done becomes one to be gone on with. Refused
/// (NameRefused) for a mirror, and with a plan of another build.
core::Result<void> growSet(const QString &target, const core::SetPlan &plan,
                           const std::vector<core::SetPlan::Index> &added);

/// Removes the files of a set that are as they were when they got their places, folders that are empty then,
/// and its records in FinishedSets. Others' files and changed ones stay, and all of a mirror's, which other
/// builds in it may need.
void removeFilesOf(const QString &target);

} // namespace storage
