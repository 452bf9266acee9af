#pragma once

#include "core/blte/chunktable.h"

#include <vector>

namespace blte {

/// The header of a BLTE object with this table, byte for byte as HeaderParser reads it (see there for the
/// layout); 8 bytes for a headerless one. Empty for tables that are no BLTE object's (Plain, Encoded).
std::vector<std::uint8_t> headerBytes(const ChunkTable &table);

} // namespace blte
