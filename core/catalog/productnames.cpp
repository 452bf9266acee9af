#include "core/catalog/productnames.h"

#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <string_view>

namespace catalog {

namespace {

struct Name
{
    std::string_view code;
    const char *name;
};

constexpr std::array kNames{
    Name{"agent", "Battle.net Agent"},
    Name{"anbs", "Diablo Immortal"},
    Name{"auks", "Call of Duty"},
    Name{"bna", "Battle.net App"},
    Name{"bts", "Bootstrapper"},
    Name{"catalogs", "Catalogs"},
    Name{"d3", "Diablo III"},
    Name{"d3cn", "Diablo III (China)"},
    Name{"d3t", "Diablo III Test"},
    Name{"drtl", "Diablo"},
    Name{"drtl2", "Diablo II"},
    Name{"fenris", "Diablo IV"},
    Name{"fore", "Call of Duty: Vanguard"},
    Name{"gryphon", "Warcraft Rumble"},
    Name{"hero", "Heroes of the Storm"},
    Name{"herot", "Heroes of the Storm Test"},
    Name{"hsb", "Hearthstone"},
    Name{"hst", "Hearthstone Test"},
    Name{"lazr", "Call of Duty: Modern Warfare 2 Campaign Remastered"},
    Name{"odin", "Call of Duty: Modern Warfare"},
    Name{"osi", "Diablo II: Resurrected"},
    Name{"pro", "Overwatch 2"},
    Name{"prot", "Overwatch 2 Test"},
    Name{"rtro", "Blizzard Arcade Collection"},
    Name{"s1", "StarCraft: Remastered"},
    Name{"s1t", "StarCraft: Remastered Test"},
    Name{"s2", "StarCraft II"},
    Name{"s2t", "StarCraft II Test"},
    Name{"viper", "Call of Duty: Black Ops 4"},
    Name{"w1", "Warcraft: Orcs & Humans"},
    Name{"w1r", "Warcraft I: Remastered"},
    Name{"w2", "Warcraft II: Battle.net Edition"},
    Name{"w2r", "Warcraft II: Remastered"},
    Name{"w3", "Warcraft III: Reforged"},
    Name{"w3t", "Warcraft III: Reforged Test"},
    Name{"wlby", "Crash Bandicoot 4: It's About Time"},
    Name{"wow", "World of Warcraft"},
    Name{"wow_beta", "World of Warcraft Beta"},
    Name{"wow_classic", "World of Warcraft Classic"},
    Name{"wow_classic_beta", "World of Warcraft Classic Beta"},
    Name{"wow_classic_era", "World of Warcraft Classic Era"},
    Name{"wow_classic_era_ptr", "World of Warcraft Classic Era Test"},
    Name{"wow_classic_ptr", "World of Warcraft Classic Test"},
    Name{"wow_classic_titan", "World of Warcraft Classic Titan"},
    Name{"wowt", "World of Warcraft Test"},
    Name{"wowxptr", "World of Warcraft Test 2"},
    Name{"zeus", "Call of Duty: Black Ops Cold War"},
};
static_assert(std::is_sorted(kNames.begin(), kNames.end(),
                             [](const Name &a, const Name &b) { return a.code < b.code; }));

} // namespace

QString productName(const QString &code)
{
    const std::string wanted = code.toStdString();
    const auto found =
        std::lower_bound(kNames.begin(), kNames.end(), wanted,
                         [](const Name &name, std::string_view text) { return name.code < text; });
    return found != kNames.end() && found->code == wanted ? QString::fromLatin1(found->name) : QString();
}

bool isVendorProduct(const QString &code)
{
    static const QRegularExpression form(QStringLiteral("vendor|internal|dev\\d*$|^wow[evz]\\d*$"));
    return productName(code).isEmpty() && form.match(code).hasMatch();
}

} // namespace catalog
