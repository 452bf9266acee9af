#pragma once

#include <QString>

namespace catalog {

/// What people call a product: "World of Warcraft Classic Era" for "wow_classic_era". Empty when it is not
/// known. The codes and their games: wowdev.wiki/TACT, "Products".
QString productName(const QString &code);

} // namespace catalog
