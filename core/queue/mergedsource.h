#pragma once

#include "core/error.h"
#include "core/source.h"

namespace queue {

/// `source` in place of `old`, which has expired: what it leaves open is as it was. One that names its object
/// says itself where in a resource that lies. SourceNotUnderstood: it has no address, or is another file.
core::Result<core::Source> mergedSource(const core::Source &old, core::Source source);

} // namespace queue
