#pragma once

#include "core/storage/seal.h"
#include "core/storage/setjournal.h"
#include "core/storage/settrouble.h"

#include <memory>

/// The records of a set: plan, journal, what is not wanted of it, and what went wrong. They lie together in
/// one folder, here `work`: beside the set's files while it is unfinished (SetFolder), in Sluice's own once
/// it is done (FinishedSets). All of them carry this user's seal, all but the plan that of the plan as well.
/// All functions block on the disk.
namespace storage::setrecords {

QString planPath(const QString &work);
QString doubtPath(const QString &work);
/// Each plan has a journal of its own, so that a plan and its journal change at one moment: when the plan
/// does. `mac`: that of the plan.
QString journalPath(const QString &work, const QByteArray &mac);
/// Whether the name is one of these, also half written (QSaveFile).
bool isName(const QString &name);

/// A plan, and the code by which its other records know it.
struct SealedPlan
{
    std::shared_ptr<const core::SetPlan> plan;
    QByteArray mac;
};
/// RecordNotOurs when nothing is there, too.
core::Result<SealedPlan> readPlan(const QString &work);
QByteArray macOf(const QByteArray &plan); ///< of SetPlan::toBytes()
/// For marks of files of this plan alone.
Seal markSeal(const QByteArray &mac);
/// For the next plan of a set, whatever the one before.
Seal proposalSeal();
/// `head` and `body`, one behind the other. Atomic.
core::Result<void> write(const QString &path, const QByteArray &head, const QByteArray &body);
/// The body under that seal. Of nothing there is no file.
core::Result<void> writeSealed(const QString &path, const Seal &seal, const QByteArray &body);
/// Empty when it is not there, damaged or somebody else's.
QByteArray readSealed(const QString &path, const Seal &seal);

/// Files that are not to be fetched, ascending. Empty where nothing is known.
std::vector<core::SetPlan::Index> readUnwanted(const QString &work, const SealedPlan &plan);
core::Result<void> writeUnwanted(const QString &work, const SealedPlan &plan,
                                 const std::vector<core::SetPlan::Index> &files);
std::vector<SetTrouble> readTroubles(const QString &work, const SealedPlan &plan);
core::Result<void> writeTroubles(const QString &work, const SealedPlan &plan,
                                 const std::vector<SetTrouble> &troubles);

} // namespace storage::setrecords
