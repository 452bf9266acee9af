#pragma once

#include "core/blte/digest.h"

#include <utility>

namespace blte {

/// The MD5s of two pieces of memory, computed side by side (md5blocks.h).
std::pair<Digest, Digest> md5Pair(Bytes first, Bytes second);

} // namespace blte
