#include "core/queue/schedule.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>

using queue::Schedule;

namespace {

const QTimeZone kBerlin("Europe/Berlin");
// 2026-11-23 is a Monday. Clocks go back on Sunday 2026-10-25 at 03:00, and forward on 2026-03-29 at 02:00.
const QString kWork = QStringLiteral("12345 08:00-18:00 500; 67 10:00-12:00 0");
const QString kNight = QStringLiteral("5 22:00-06:00 700");

QDateTime at(const char *text)
{
    QDateTime time = QDateTime::fromString(QString::fromLatin1(text), QStringLiteral("yyyy-MM-dd HH:mm"));
    return QDateTime(time.date(), time.time(), kBerlin);
}

Schedule read(const QString &text)
{
    return queue::scheduleFromText(text).value_or(Schedule());
}

/// -1: none; -2: nothing runs.
int limitIn(const Schedule &schedule, const QDateTime &now)
{
    const auto limit = schedule.limitAt(now);
    if (limit == queue::ScheduleRule::kNothingRuns)
        return -2;
    return static_cast<int>(limit.value_or(-1));
}

} // namespace

class tst_Schedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limits_data();
    void limits();
    void everyMinuteOfAWeek_data();
    void everyMinuteOfAWeek();
    void text_data();
    void text();
};

void tst_Schedule::limits_data()
{
    QTest::addColumn<QString>("rules");
    QTest::addColumn<QDateTime>("now");
    QTest::addColumn<int>("limit"); // -1: none; -2: nothing runs
    QTest::addColumn<QDateTime>("next");
    const auto row = [](const QString &rules, const char *now, int limit, const char *next) {
        QTest::addRow("%s at %s", qPrintable(rules), now) << rules << at(now) << limit << at(next);
    };
    const auto never = [](const QString &rules, int limit) {
        QTest::addRow("%s always", qPrintable(rules))
            << rules << at("2026-11-23 09:00") << limit << QDateTime();
    };
    never({}, -1);
    never(QStringLiteral("1234567 00:00-00:00 5"), 5);
    never(QStringLiteral("1234567 07:30-07:30 5"), 5);
    never(QStringLiteral("12345 08:00-08:00 5; 1234567 00:00-00:00 5"), 5);
    row(kWork, "2026-11-23 07:59", -1, "2026-11-23 08:00");
    row(kWork, "2026-11-23 08:00", 500, "2026-11-23 18:00");
    row(kWork, "2026-11-23 17:59", 500, "2026-11-23 18:00");
    row(kWork, "2026-11-23 18:00", -1, "2026-11-24 08:00");
    row(kWork, "2026-11-27 18:00", -1, "2026-11-28 10:00");
    row(kWork, "2026-11-28 11:00", 0, "2026-11-28 12:00");
    row(kWork, "2026-11-29 12:00", -1, "2026-11-30 08:00");
    row(kNight, "2026-11-27 21:59", -1, "2026-11-27 22:00");
    row(kNight, "2026-11-27 23:00", 700, "2026-11-28 06:00");
    row(kNight, "2026-11-28 05:59", 700, "2026-11-28 06:00");
    row(kNight, "2026-11-28 06:00", -1, "2026-12-04 22:00");
    row(kNight, "2026-11-27 05:00", -1, "2026-11-27 22:00");
    row(QStringLiteral("1 09:00-17:00 stop; 1 00:00-00:00 5"), "2026-11-23 09:00", -2, "2026-11-23 17:00");
    row(QStringLiteral("1 09:00-17:00 stop"), "2026-11-23 08:00", -1, "2026-11-23 09:00");
    row(QStringLiteral("7 22:00-06:00 1"), "2026-11-30 01:00", 1, "2026-11-30 06:00");
    row(QStringLiteral("6 00:00-00:00 1"), "2026-11-28 12:00", 1, "2026-11-29 00:00");
    // The first that holds counts; where it ends, the one below goes on.
    row(QStringLiteral("1 09:00-10:00 1; 1 08:00-12:00 2"), "2026-11-23 08:30", 2, "2026-11-23 09:00");
    row(QStringLiteral("1 09:00-10:00 1; 1 08:00-12:00 2"), "2026-11-23 09:30", 1, "2026-11-23 10:00");
    row(QStringLiteral("1 08:00-10:00 1; 1 10:00-12:00 1"), "2026-11-23 08:30", 1, "2026-11-23 12:00");
    // No 02:30 on this day: at 03:00 it has begun.
    row(QStringLiteral("7 02:30-05:00 1"), "2026-03-29 01:59", -1, "2026-03-29 03:00");
    row(QStringLiteral("7 01:00-02:30 1"), "2026-03-29 01:30", 1, "2026-03-29 03:00");
}

void tst_Schedule::limits()
{
    QFETCH(QString, rules);
    QFETCH(QDateTime, now);
    QFETCH(int, limit);
    QFETCH(QDateTime, next);
    const Schedule schedule = read(rules);
    QCOMPARE(limitIn(schedule, now), limit);
    QCOMPARE(schedule.nextChange(now), next);
    // The same by a local clock of another zone.
    QCOMPARE(limitIn(schedule, QDateTime(now.date(), now.time())), limit);
}

void tst_Schedule::everyMinuteOfAWeek_data()
{
    QTest::addColumn<QString>("rules");
    QTest::addColumn<QDateTime>("begin");
    for (const char *begin : {"2026-11-21 11:11", "2026-10-23 11:11", "2026-03-27 11:11"}) {
        for (const QString &rules :
             {kWork, kNight, QStringLiteral("7 02:15-02:45 1; 6 23:30-02:30 2; 17 02:00-03:00 3")})
            QTest::addRow("%s from %s", qPrintable(rules), begin) << rules << at(begin);
    }
}

/// Going from change to change must meet exactly the changes that looking every minute does.
void tst_Schedule::everyMinuteOfAWeek()
{
    QFETCH(QString, rules);
    QFETCH(QDateTime, begin);
    const Schedule schedule = read(rules);
    QList<QDateTime> seen;
    for (QDateTime now = begin; now < begin.addDays(9); now = now.addSecs(60)) {
        const QDateTime then = now.addSecs(60);
        if (schedule.limitAt(now) != schedule.limitAt(then))
            seen << then;
    }
    // `begin` is 11 past, and rules turn on quarters: every change lies on a whole minute.
    QDateTime now = begin;
    for (const QDateTime &expected : seen) {
        now = schedule.nextChange(now);
        QCOMPARE(now, expected);
    }
    QVERIFY(!seen.isEmpty());
}

void tst_Schedule::text_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    for (const char *text : {"", "1 00:00-00:00 0", "12345 08:00-18:00 500; 67 10:00-12:00 0",
                             "3 09:00-17:00 stop", " 00:00-01:00 7"})
        QTest::newRow(text) << QString::fromLatin1(text) << true;
    for (const char *text :
         {"1", "8 00:00-01:00 5", "0 00:00-01:00 5", "1 24:00-01:00 5", "1 00:00 5", "1 00:00-01:00 -5",
          "1 00:00-01:00 x", "1 00:00-01:00 5 6", "1 00:00-01:00-02:00 5", "Mon 00:00-01:00 5",
          "1 00:00-01:00 99999999999999999999"})
        QTest::newRow(text) << QString::fromLatin1(text) << false;
}

void tst_Schedule::text()
{
    QFETCH(QString, text);
    QFETCH(bool, good);
    const auto schedule = queue::scheduleFromText(text);
    QCOMPARE(schedule.has_value(), good && !text.startsWith(u' '));
    if (schedule)
        QCOMPARE(queue::toText(*schedule), text);
}

SLUICE_TEST(tst_Schedule)
#include "tst_schedule.moc"
