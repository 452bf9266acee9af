#include "ui/list/columnfit.h"

#include <algorithm>

namespace ui {

ColumnFit fitColumns(int room, const MainColumns &main, const QList<OtherColumn> &others)
{
    ColumnFit fit;
    fit.isShown = QList<bool>(others.size(), true);
    int taken = 0;
    for (const OtherColumn &other : others)
        taken += other.width;
    while (room - taken < main.nameLeast + main.progressLeast) {
        qsizetype first = -1;
        for (qsizetype i = 0; i < others.size(); ++i) {
            if (fit.isShown[i] && others[i].rank > (first < 0 ? 0 : others[first].rank))
                first = i;
        }
        if (first < 0)
            break;
        fit.isShown[first] = false;
        taken -= others[first].width;
    }
    if (main.progressLeast == 0)
        return fit;
    const int most = std::max(room - taken - main.nameLeast, main.progressLeast);
    fit.progress = std::clamp(main.progressWanted, main.progressLeast, most);
    const int spare = room - taken - main.nameGood - fit.progress;
    if (spare > 0 && fit.progress < main.progressMost)
        fit.progress = std::min(fit.progress + spare / 2, main.progressMost);
    return fit;
}

} // namespace ui
