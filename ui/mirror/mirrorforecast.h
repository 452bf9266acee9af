#pragma once

#include "core/catalog/mirrorcheck.h"

#include <QStringList>

namespace ui {

/// What a mirror takes, and what of it is there. Sizes in bytes.
struct MirrorForecast
{
    QStringList builds; ///< "wow 1.2.3"; empty: nothing can be mirrored
    qint64 objects = 0; ///< that a config or an index lists
    qint64 bytes = 0;
    qint64 ofUnknownSize = 0; ///< archives of these
    qint64 unlisted = 0;      ///< that only the encoding manifest knows: no host may have them
    qint64 unlistedBytes = 0;
    catalog::MirrorPresence present; ///< of all of these
    qint64 free = -1;                ///< where it goes; −1: not known
    QStringList problems;            ///< whole sentences
};

/// How far the reading back of a mirror is.
struct MirrorCheckTotals
{
    qint64 objects = 0; ///< of the mirror
    qint64 bytes = 0;
    qint64 whole = 0;
    qint64 absent = 0; ///< that the CDN may never have had
    qint64 wrong = 0;
    qint64 bytesRead = 0;
    qint64 unopened = 0; ///< builds whose configs cannot be read, and so none of their objects listed
    qint64 read() const { return whole + absent + wrong; }
};

/// Pure; one sentence or two.
QString forecastText(const MirrorForecast &forecast);
/// While it is read, and once it has ended.
QString progressText(const MirrorCheckTotals &totals);
QString checkedText(const MirrorCheckTotals &totals);

} // namespace ui
