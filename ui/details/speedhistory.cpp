#include "ui/details/speedhistory.h"

namespace ui {

void SpeedHistory::add(qint64 bytesPerSecond)
{
    for (std::size_t i = 0; i < kRanges.size(); ++i) {
        Level &level = m_levels[i];
        level.sum += bytesPerSecond;
        if (++level.seconds < kRanges[i].secondsPerPoint)
            continue;
        level.points.push_back(level.sum / level.seconds);
        level.sum = 0;
        level.seconds = 0;
        if (static_cast<qsizetype>(level.points.size()) > kRanges[i].points())
            level.points.pop_front();
    }
}

QList<qint64> SpeedHistory::points(std::size_t range) const
{
    const Level &level = m_levels[range];
    QList<qint64> points(level.points.begin(), level.points.end());
    if (level.seconds > 0)
        points.append(level.sum / level.seconds);
    if (points.size() > kRanges[range].points())
        points.removeFirst();
    return points;
}

} // namespace ui
