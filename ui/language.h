#pragma once

#include <QString>
#include <QStringList>

namespace ui {

/// Languages that Sluice brings along: "en", "de", "zh_CN".
QStringList shippedLanguages();
/// The language's name in itself.
QString nativeName(const QString &language);

/// Loads the window's texts and Qt's own in `language` (empty: the system's). Call once, before the first
/// widget.
void installLanguage(const QString &language);

} // namespace ui
