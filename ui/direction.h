#pragma once

#include <QString>

/// Texts that are written in one direction in a window that is laid out in the other: English names, numbers
/// with their units and paths keep their order in a layout from right to left. In a layout from left to right
/// all texts stay as they are.
namespace ui {

/// The direction is that of its first letter; left to right without one.
QString isolated(const QString &text);
/// Left to right whatever it begins with, as paths and addresses are written.
QString isolatedPath(const QString &path);

} // namespace ui
