#pragma once

#include "core/fileselection.h"
#include "core/setplan.h"

#include <QStringList>

namespace catalog {

/// Files below `folder` that have paths as the selection means them, and are not in the plan that was made of
/// it: of an earlier build, most likely. Relative, sorted. What is unfinished, and what the selection names
/// by number or key, does not count. Of everything that a build has, only folders are looked into that the
/// plan has, too. Blocks on the disk.
QStringList strayFiles(const core::SetPlan &plan, const core::FileSelection &selection,
                       const QString &folder);

} // namespace catalog
