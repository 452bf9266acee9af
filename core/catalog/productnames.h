#pragma once

#include <QString>

namespace catalog {

/// What people call a product: "World of Warcraft Classic Era" for "wow_classic_era". Empty when it is not
/// known. The codes and their games: wowdev.wiki/TACT, "Products".
QString productName(const QString &code);

/// Whether by its code a product is one of those that only people at the makers' use, and whose keys nobody
/// else has: "fenrisvendor1", "wowdev". Most codes of a version service are.
bool isVendorProduct(const QString &code);

} // namespace catalog
