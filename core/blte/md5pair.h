#pragma once

#include "core/blte/digest.h"

#include <utility>

namespace blte {

/// The MD5s of two pieces of memory, computed side by side. One MD5 waits for its own last step most of the
/// time; a second one in between makes use of that: both together take little longer than one alone.
std::pair<Digest, Digest> md5Pair(Bytes first, Bytes second);

} // namespace blte
