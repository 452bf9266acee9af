#include "core/queue/schedule.h"

#include <QStringList>
#include <QTimeZone>
#include <algorithm>

namespace queue {

namespace {

/// A rule comes round once a week; one day more for a rule over midnight.
constexpr int kDaysAhead = 8;

/// Instead of a rate.
constexpr QLatin1String kStop("stop");

bool hasDay(const ScheduleRule &rule, const QDate &date)
{
    return (rule.days >> (date.dayOfWeek() - 1) & 1) != 0;
}

bool holds(const ScheduleRule &rule, const QDateTime &now)
{
    const QTime time = now.time();
    const bool hasBegun = hasDay(rule, now.date()) && time >= rule.from;
    if (rule.from < rule.to)
        return hasBegun && time < rule.to;
    return hasBegun || (hasDay(rule, now.date().addDays(-1)) && time < rule.to);
}

/// Every time at which a rule may begin or end. An hour that comes twice, when clocks go back, is in it
/// twice: by the zone's rules and by the offset that holds now.
QList<QDateTime> turningPoints(const Schedule &schedule, const QDateTime &now)
{
    const QTimeZone zone = now.timeZone();
    QList<QDateTime> points;
    for (int day = 0; day <= kDaysAhead; ++day) {
        const QDate date = now.date().addDays(day);
        for (const ScheduleRule &rule : schedule.rules) {
            for (const QTime &time : {QTime(0, 0), rule.from, rule.to}) {
                points << QDateTime(date, time, zone);
                points << QDateTime(date, time, Qt::OffsetFromUTC, now.offsetFromUtc()).toTimeZone(zone);
            }
        }
    }
    if (zone.hasTransitions())
        points << zone.nextTransition(now).atUtc.toTimeZone(zone);
    std::sort(points.begin(), points.end());
    return points;
}

core::Result<quint8> readDays(const QString &text)
{
    quint8 days = 0;
    for (const QChar c : text) {
        if (c < u'1' || c > u'7')
            return core::failure(core::ErrorKind::ListNotUnderstood, QStringLiteral("no days: ") + text);
        days = static_cast<quint8>(days | 1 << (c.unicode() - u'1'));
    }
    return days;
}

core::Result<ScheduleRule> readRule(const QString &text)
{
    const QStringList words = text.simplified().split(u' ');
    const QStringList times = words.value(1).split(u'-');
    const auto days = readDays(words.first());
    if (!days)
        return core::failure(days.error());
    const auto time = [&times](qsizetype i) {
        return QTime::fromString(times.value(i), QStringLiteral("HH:mm"));
    };
    const bool isStop = words.value(2) == kStop;
    bool ok = isStop;
    const qint64 rate = isStop ? ScheduleRule::kNothingRuns : words.value(2).toLongLong(&ok);
    const ScheduleRule rule{*days, time(0), time(1), rate};
    if (words.size() != 3 || times.size() != 2 || !rule.from.isValid() || !rule.to.isValid() || !ok ||
        (rule.bytesPerSecond < 0 && !isStop))
        return core::failure(core::ErrorKind::ListNotUnderstood,
                             QStringLiteral("a rule is DAYS HH:mm-HH:mm RATE|stop, not ") + text.left(200));
    return rule;
}

} // namespace

std::optional<qint64> Schedule::limitAt(const QDateTime &now) const
{
    const auto found =
        std::find_if(rules.begin(), rules.end(), [&](const ScheduleRule &rule) { return holds(rule, now); });
    return found == rules.end() ? std::nullopt : std::optional(found->bytesPerSecond);
}

QDateTime Schedule::nextChange(const QDateTime &now) const
{
    const auto limit = limitAt(now);
    for (const QDateTime &point : turningPoints(*this, now)) {
        if (point > now && limitAt(point) != limit)
            return point;
    }
    return {};
}

QString toText(const Schedule &schedule)
{
    QStringList rules;
    for (const ScheduleRule &rule : schedule.rules) {
        QString days;
        for (int day = 1; day <= 7; ++day) {
            if ((rule.days >> (day - 1) & 1) != 0)
                days += QString::number(day);
        }
        rules << QStringLiteral("%1 %2-%3 %4")
                     .arg(days, rule.from.toString(QStringLiteral("HH:mm")),
                          rule.to.toString(QStringLiteral("HH:mm")),
                          rule.bytesPerSecond == ScheduleRule::kNothingRuns
                              ? QString(kStop)
                              : QString::number(rule.bytesPerSecond));
    }
    return rules.join(QStringLiteral("; "));
}

core::Result<Schedule> scheduleFromText(const QString &text)
{
    Schedule schedule;
    for (const QString &part : text.split(u';', Qt::SkipEmptyParts)) {
        if (part.trimmed().isEmpty())
            continue;
        auto rule = readRule(part);
        if (!rule)
            return core::failure(rule.error());
        schedule.rules << *rule;
    }
    return schedule;
}

} // namespace queue
