#pragma once

#include "core/blte/digest.h"

namespace tact {

/// What a decoded root manifest is, by its first bytes.
enum class RootKind {
    Wow,       ///< "TSFM"; see WowRoot
    Tvfs,      ///< see Tvfs
    Diablo3,   ///< see visitDiablo3Root()
    Overwatch, ///< text, see visitOverwatchRoot()
    StarCraft, ///< text, see visitStarCraftRoot()
    Mndx,     ///< StarCraft II and Heroes of the Storm: not understood here; install manifest and keys remain
    None,     ///< at most 32 bytes: a build without root, its install manifest is the tree
    Packed,   ///< zlib as a whole, of a static build: nothing to fetch by it
    Unmarked, ///< nothing says what; of WoW up to 8.1 and Classic Era it is a WowRoot
};

/// The first 4 KiB, or all of a smaller one.
inline constexpr std::size_t kRootBeginning = 4096;
RootKind recogniseRoot(blte::Bytes beginning);

} // namespace tact
