#pragma once

#include <QList>
#include <QtGlobal>
#include <array>
#include <chrono>
#include <deque>

namespace ui {

/// Speeds of the past, one sample a second: the last minutes second by second, what lies further back as
/// means over longer and longer spans. Bounded memory, however long it runs. The clock is the number of
/// samples. A value.
class SpeedHistory
{
public:
    /// Spans that can be looked at, in seconds; each with the span of one of its points.
    struct Range
    {
        std::chrono::seconds length;
        int secondsPerPoint;
        qsizetype points() const { return static_cast<qsizetype>(length.count() / secondsPerPoint); }
    };
    static constexpr std::array<Range, 4> kRanges{{{std::chrono::minutes(5), 1},
                                                   {std::chrono::minutes(30), 6},
                                                   {std::chrono::hours(3), 36},
                                                   {std::chrono::hours(24), 288}}};

    void add(qint64 bytesPerSecond);
    /// Of a range, by its number: oldest first, newest last; fewer than points() while it is young.
    QList<qint64> points(std::size_t range) const;
    bool isEmpty() const { return m_levels[0].points.empty(); }

private:
    struct Level
    {
        std::deque<qint64> points;
        qint64 sum = 0; ///< of the point that is not whole yet
        int seconds = 0;
    };
    std::array<Level, kRanges.size()> m_levels;
};

} // namespace ui
