#pragma once

#include "core/fileselection.h"

#include <vector>

namespace catalog {

using IdRange = core::FileSelection::IdRange;

/// The same numbers, ascending and without overlaps.
std::vector<IdRange> merged(const QList<IdRange> &ranges);
/// Whether one of merged() has the number.
bool isIn(const std::vector<IdRange> &ranges, quint32 id);

} // namespace catalog
