#pragma once

#include "core/queue/schedule.h"

#include <QTimer>
#include <functional>

namespace queue {

/// Keeps the rate of all downloads as the settings and the hour say: the limit of the schedule's rule that
/// holds now, otherwise the usual one. Rates are bytes per second, 0 is unlimited, ScheduleRule::kNothingRuns
/// says that nothing may run. Used on one thread, which
/// has an event loop.
class LimitClock
{
public:
    using SetRate = std::function<void(qint64 bytesPerSecond)>;
    using Now = std::function<QDateTime()>;

    /// `setRate` is called with every limit that set() or the hour brings.
    explicit LimitClock(
        SetRate setRate, Now now = [] { return QDateTime::currentDateTime(); });
    Q_DISABLE_COPY_MOVE(LimitClock)

    void set(qint64 usual, const Schedule &schedule);
    /// For whoever downloads to call now and then: a timer does not notice that the clock was set, or that
    /// the machine slept.
    void look();
    /// When the limit changes next; invalid: never.
    const QDateTime &due() const { return m_due; }

private:
    void apply();

    const SetRate m_setRate;
    const Now m_now;
    qint64 m_usual = 0;
    Schedule m_schedule;
    QTimer m_timer;      ///< runs while a change lies ahead
    QDateTime m_applied; ///< when the limit was last set
    QDateTime m_due;
};

} // namespace queue
