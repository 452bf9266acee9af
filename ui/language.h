#pragma once

#include <QString>
#include <QStringList>

namespace ui {

/// Languages that Sluice brings along: "en", "de", "zh_CN".
QStringList shippedLanguages();
/// The language's name in itself.
QString nativeName(const QString &language);

/// Loads the window's texts and Qt's own in `language` (empty: the system's). What is
/// shown already stays as it is: call it before the first widget, and again only between two windows.
void installLanguage(const QString &language);

} // namespace ui
