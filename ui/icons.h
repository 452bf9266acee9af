#pragma once

#include <QIcon>
#include <QString>

class QPainter;
class QRect;

namespace ui {

/// An icon of ours (resources/icons/NAME.svg), drawn in the palette's colours of the moment it is painted.
QIcon themedIcon(const QString &name);
/// The same drawing in one colour, sharp at the painter's scale.
void paintIcon(QPainter *painter, const QRect &rect, const QString &name, const QColor &color);
/// The application's own icon, in its own colours.
QIcon applicationIcon();

} // namespace ui
