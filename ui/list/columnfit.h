#pragma once

#include <QList>

namespace ui {

/// A column besides name and progress.
struct OtherColumn
{
    int width = 0;
    int rank = 0; ///< that of the highest rank gives way first; 0: never
};

/// What the name and the progress need, in pixels.
struct MainColumns
{
    int nameLeast = 0;     ///< the name never gets less
    int nameGood = 0;      ///< before the progress grows
    int progressLeast = 0; ///< 0: there is no such column now
    int progressWanted = 0;
    int progressMost = 0;
};

struct ColumnFit
{
    QList<bool> isShown; ///< of the others
    int progress = 0;
};

/// How the columns of the list share its width: the least needed give way before the name is cut, and the
/// progress grows where there is room; the name gets the rest. A pure function.
ColumnFit fitColumns(int room, const MainColumns &main, const QList<OtherColumn> &others);

} // namespace ui
