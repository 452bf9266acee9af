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
/// As WCAG 2 counts it: 1…21.
double contrast(const QColor &a, const QColor &b);
/// What small text needs to be read.
inline constexpr double kReadable = 4.5;
/// `color`, or the nearest to it, lighter or darker, that can be read on `ground`; where there is none, black
/// or white.
QColor readable(const QColor &color, const QColor &ground, double least = kReadable);
/// Makes what a palette is chosen for readable: chosen rows with their second lines, captions and hints.
void makeReadable(QPalette &palette);
/// The empty part of a bar or a cell.
QColor trackColor(const QPalette &palette);

/// Gives the application the chosen palette; System hands it back to the platform.
void applyAppearance(Appearance appearance);
QPalette lightPalette();
QPalette darkPalette();

} // namespace ui
