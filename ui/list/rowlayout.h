#pragma once

#include "ui/preferences.h"

#include <QFont>
#include <QRect>

namespace ui {

/// Where the parts of a row's cells stand. Pure arithmetic on fonts, so that every scale and density is right
/// and a test can prove that nothing overlaps.
struct NameLayout
{
    QRect icon;
    QRect name;
    QRect second; ///< empty in the compact density
};

struct ProgressLayout
{
    QRect icon; ///< empty without one
    QRect text;
    QRect bar; ///< empty without one
};

int rowHeight(const QFont &font, Density density);
/// The muted second line's font.
QFont secondLineFont(const QFont &font);
NameLayout nameLayout(const QRect &cell, const QFont &font, Density density);
ProgressLayout progressLayout(const QRect &cell, const QFont &font, bool hasIcon, bool hasBar);
/// What stands in a progress cell's line. Where there is too little room the reason gives way, at the front,
/// before the rest does: "The connection w… · retry in 0:12 · mirror 2/4".
QString elidedStatus(const QString &text, const QFont &font, int width);
/// The square of the row's button, in the middle of its cell.
QRect buttonRect(const QRect &cell);

} // namespace ui
