#pragma once

#include "core/tact/wowroot.h"

#include <string_view>
#include <vector>

namespace tact {

/// The bit of a locale in WowRootBlock::locales (CascLib.h, CASC_LOCALE_…): "enUS" is 0x2. 0 for a name that
/// is not known.
std::uint32_t localeBit(std::string_view name);

/// The names of these bits, in the order of the bits; bits without a name are left out.
std::vector<std::string_view> localeNames(std::uint32_t bits);
/// The bits of all names together.
std::uint32_t allLocales();

/// How well a block's version of a file suits a locale; the highest is to be taken, and 0 not at all. Of
/// those that suit, the versions for low violence and those that are not to be loaded come last.
int suitability(const WowRootBlock &block, std::uint32_t localeBit);

} // namespace tact
