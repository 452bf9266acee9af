#pragma once

#include <QLocale>

namespace app {

/// The region of the version service that serves a country: "us", "eu", "kr", "tw" or "cn". As the game has
/// it: Europe, the Middle East and Africa are "eu"; the Americas, Oceania and the rest of Asia are "us", and
/// so is what is not known.
QString usualRegion(QLocale::Territory country);

} // namespace app
