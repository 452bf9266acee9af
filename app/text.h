#pragma once

#include "core/blte/keys.h"

#include <QString>
#include <QStringList>
#include <set>

namespace app {

// Plain text for people at a terminal. English, as the whole command line.

/// "11.2 MB"; "?" for a negative size.
QString sizeText(qint64 bytes);
/// "11.2 MB/s".
QString rateText(qint64 bytesPerSecond);
/// "0:42", "1:02:03"; "-:--" for a negative number.
QString durationText(qint64 seconds);
/// "1 chunk", "7 chunks".
QString counted(quint64 number, const char *noun);

/// The names of keys, as WoW.txt has them.
QStringList textsOf(const std::set<blte::KeyName> &keys);

/// Names and details come from servers and lists: what a terminal could take for a command or a change of
/// direction becomes '?'.
QString printable(const QString &text);
/// How many columns a terminal uses for it.
int columns(const QString &text);
/// Cut in the middle so that it fits into `width` columns.
QString fitted(const QString &text, int width);

} // namespace app
