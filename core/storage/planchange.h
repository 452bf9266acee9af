#pragma once

#include "core/storage/setrecords.h"

#include <optional>
#include <vector>

/// How an unfinished set gets another plan: the marks of files that both plans have (by name and key) stay,
/// and so does what a person took out. Killed at any moment, a set has the one plan or the other, whole.
/// All functions block on the disk.
namespace storage::setrecords {

/// What tells a file of one plan in another.
QByteArray identityOf(const core::SetPlan &plan, core::SetPlan::Index file);

/// Another plan in the place of what `work` has, if it has one; for whoever has the set's lock. `wanted`:
/// files of it that are fetched although a person took them out of the plan before.
core::Result<void> replacePlan(const QString &work, const core::SetPlan &plan,
                               const std::vector<core::SetPlan::Index> &wanted = {});

/// A plan that takes the place of that in `work` as soon as nobody fetches by it: whoever opens the set next
/// adopts it. It needs no lock, and takes the place of one proposed before, whose `wanted` stay.
core::Result<void> proposePlan(const QString &work, const core::SetPlan &plan,
                               const std::vector<core::SetPlan::Index> &wanted);
bool isPlanProposed(const QString &work);
/// For whoever has the lock. A proposal that cannot be read is dropped: it may be anybody's.
core::Result<void> adoptProposedPlan(const QString &work);

} // namespace storage::setrecords
