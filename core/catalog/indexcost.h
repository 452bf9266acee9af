#pragma once

#include "core/tact/cdnconfig.h"

namespace catalog {

/// What it takes to find keys in the indices of all archives: their tails and a block of each for every key,
/// or all of them whole.
enum class IndexReading { Blocks, Whole };

/// The one that moves fewer bytes for `keys` different keys. Real archives of 256 MiB have indices of 100
/// KB: from about 25 keys on it is all of them (1,270 archives of a real product: 5.2 MB a key,
/// 130 MB in all). An index of unknown size cannot be read by blocks. Pure.
IndexReading cheaperReading(const std::vector<tact::ArchiveRef> &archives, std::size_t keys);

} // namespace catalog
