#pragma once

#include "core/error.h"

#include <QDateTime>
#include <QList>
#include <optional>

namespace queue {

/// On these days, between these times, this rate, or nothing at all.
struct ScheduleRule
{
    /// For a rate: no download runs.
    static constexpr qint64 kNothingRuns = -1;

    quint8 days = 0x7f;        ///< bit 0 is Monday, bit 6 Sunday: the day on which it begins
    QTime from;                ///< inclusive
    QTime to;                  ///< exclusive; not after `from`: of the next day, so equal ones mean 24 hours
    qint64 bytesPerSecond = 0; ///< 0: unlimited; or kNothingRuns
    bool operator==(const ScheduleRule &) const = default;
};

/// Rate limits by the clock on the wall: local time, so that the day on which clocks change has 23 or 25
/// hours and the rules hold as the clock shows. Of several rules that hold at a time the first counts. A
/// value.
struct Schedule
{
    QList<ScheduleRule> rules;
    bool operator==(const Schedule &) const = default;

    /// 0: unlimited, ScheduleRule::kNothingRuns: what it says. Empty when no rule holds: then the usual limit
    /// does.
    std::optional<qint64> limitAt(const QDateTime &now) const;
    /// The first time after `now` at which limitAt() says something else; invalid when that never comes.
    QDateTime nextChange(const QDateTime &now) const;
};

/// "12345 08:00-18:30 500000; 67 00:00-00:00 0; 3 09:00-10:00 stop": days (1 is Monday), times, bytes per
/// second, or that nothing runs. For settings.
QString toText(const Schedule &schedule);
core::Result<Schedule> scheduleFromText(const QString &text);

} // namespace queue
