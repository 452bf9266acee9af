#pragma once

#include "core/blte/fault.h"
#include "core/error.h"

namespace transfer {

/// The decoder's fault in the words of the layers above.
core::Error errorFrom(const blte::Fault &fault);

} // namespace transfer
