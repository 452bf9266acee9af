#pragma once

#include "ui/preferences.h"

#include <QColor>
#include <QPalette>

namespace ui {

/// What a colour says. Neutral is plain text.
enum class Tone { Neutral, Muted, Accent, Good, Warning, Bad, Locked };

bool isDark(const QPalette &palette);
/// The palette's version of a tone: readable on its Base, light or dark.
QColor toneColor(Tone tone, const QPalette &palette);
/// `share` of `top` (0…1) over `bottom`.
QColor blend(const QColor &top, const QColor &bottom, double share);
/// The empty part of a bar or a cell.
QColor trackColor(const QPalette &palette);

/// Gives the application the chosen palette; System hands it back to the platform.
void applyAppearance(Appearance appearance);
QPalette lightPalette();
QPalette darkPalette();

} // namespace ui
