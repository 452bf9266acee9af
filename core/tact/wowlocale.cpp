#include "core/tact/wowlocale.h"

#include "core/tact/text.h"

#include <array>
#include <utility>

namespace tact {

namespace {

constexpr std::array<std::pair<std::string_view, std::uint32_t>, 15> kLocales{{
    {"enUS", 0x2},
    {"koKR", 0x4},
    {"frFR", 0x10},
    {"deDE", 0x20},
    {"zhCN", 0x40},
    {"esES", 0x80},
    {"zhTW", 0x100},
    {"enGB", 0x200},
    {"enCN", 0x400},
    {"enTW", 0x800},
    {"esMX", 0x1000},
    {"ruRU", 0x2000},
    {"ptBR", 0x4000},
    {"itIT", 0x8000},
    {"ptPT", 0x10000},
}};

} // namespace

std::uint32_t localeBit(std::string_view name)
{
    for (const auto &[locale, bit] : kLocales) {
        if (isSameName(locale, name))
            return bit;
    }
    return 0;
}

std::vector<std::string_view> localeNames(std::uint32_t bits)
{
    std::vector<std::string_view> names;
    for (const auto &[locale, bit] : kLocales) {
        if ((bits & bit) != 0)
            names.push_back(locale);
    }
    return names;
}

std::uint32_t allLocales()
{
    std::uint32_t bits = 0;
    for (const auto &[locale, bit] : kLocales)
        bits |= bit;
    return bits;
}

int suitability(const WowRootBlock &block, std::uint32_t localeBit)
{
    if ((block.locales & localeBit) == 0)
        return 0;
    const bool isLast = (block.contentFlags & (contentflag::kLowViolence | contentflag::kDoNotLoad)) != 0;
    return isLast ? 1 : 2;
}

} // namespace tact
