#pragma once

#include <cstdint>
#include <string_view>

namespace tact {

/// The name hash of WoW roots: hashlittle2() of Bob Jenkins' lookup3 (burtleburtle.net/bob/c/lookup3.c, seeds
/// 0) over the path in upper case (ASCII) with "\" between folders; its first result is the upper half.
/// "/" is taken for "\".
std::uint64_t nameHash(std::string_view path);

} // namespace tact
