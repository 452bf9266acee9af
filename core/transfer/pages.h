#pragma once

#include "core/source.h"

namespace transfer {

/// Whether a web page can be what this source means: nothing is known about its bytes, and its URL promises
/// no other kind of file. Where not, a page that comes all the same is a captive portal's, or an error's.
bool mayBePage(const core::Source &source);

} // namespace transfer
