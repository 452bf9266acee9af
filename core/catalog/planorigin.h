#pragma once

#include "core/catalog/cdnhosts.h"
#include "core/catalog/openbuild.h"
#include "core/catalog/setplanner.h"
#include "core/catalog/treeopening.h"

namespace catalog {

/// Everything that the plan of a set comes from. A value.
struct PlanFacts
{
    QString selection; ///< as core::Source::set has it
    SetPlanner::Wishes plan;
    blte::Digest buildConfig{};
    blte::Digest cdnConfig{};
    CdnHosts hosts;
    TreeWishes tree; ///< with the usual tags
};

PlanFacts factsFor(const OpenBuild &build, const TreeWishes &wishes);
/// For core::SetPlan::setOrigin(): while it is the same, planning again would give the same plan. Blocks on
/// the disk, for size and time of the listfile.
QByteArray originOf(const PlanFacts &facts);

} // namespace catalog
