#include "core/queue/limitclock.h"
#include "tests/support/testmain.h"

#include <QTest>

using queue::LimitClock;
using queue::Schedule;

namespace {

QDateTime at(int hour, int minute = 0, int second = 0)
{
    return {QDate(2026, 3, 3), QTime(hour, minute, second)};
}

/// From eight to six 500 kB/s.
Schedule byDay()
{
    return {{{0x7f, QTime(8, 0), QTime(18, 0), 500'000}}};
}

} // namespace

class tst_LimitClock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rateOfTheHour_data()
    {
        QTest::addColumn<QDateTime>("now");
        QTest::addColumn<qint64>("rate");
        QTest::addColumn<QDateTime>("due");
        QTest::newRow("before the rule") << at(7) << qint64(9) << at(8);
        QTest::newRow("as it begins") << at(8) << qint64(500'000) << at(18);
        QTest::newRow("just before it ends") << at(17, 59, 59) << qint64(500'000) << at(18);
        QTest::newRow("after it") << at(18) << qint64(9) << at(8).addDays(1);
    }
    void rateOfTheHour()
    {
        QFETCH(QDateTime, now);
        QList<qint64> rates;
        LimitClock clock([&](qint64 rate) { rates << rate; }, [&] { return now; });
        clock.set(9, byDay());
        QTEST(rates.value(0), "rate");
        QTEST(clock.due(), "due");
    }

    /// What look() does when the clock shows another time than expected.
    void look_data()
    {
        QTest::addColumn<QDateTime>("later");
        QTest::addColumn<QList<qint64>>("rates");
        QTest::newRow("nothing yet") << at(7, 30) << QList<qint64>{9};
        QTest::newRow("slept into the rule") << at(9) << QList<qint64>{9, 500'000};
        QTest::newRow("set back") << at(6) << QList<qint64>{9, 9};
    }
    void look()
    {
        QFETCH(QDateTime, later);
        QDateTime now = at(7);
        QList<qint64> rates;
        LimitClock clock([&](qint64 rate) { rates << rate; }, [&] { return now; });
        clock.set(9, byDay());
        now = later;
        clock.look();
        QTEST(rates, "rates");
    }

    void timerAppliesTheChange()
    {
        QDateTime now = at(7, 59, 59).addMSecs(990);
        QList<qint64> rates;
        LimitClock clock([&](qint64 rate) { rates << rate; }, [&] { return now; });
        clock.set(9, byDay());
        now = at(8);
        QTRY_COMPARE(rates, (QList<qint64>{9, 500'000}));
        QCOMPARE(clock.due(), at(18));
    }

    void withoutASchedule()
    {
        QDateTime now = at(7);
        QList<qint64> rates;
        LimitClock clock([&](qint64 rate) { rates << rate; }, [&] { return now; });
        clock.set(7, {});
        QVERIFY(!clock.due().isValid());
        now = at(23).addYears(1);
        clock.look();
        QCOMPARE(rates, QList<qint64>{7});
    }
};

SLUICE_TEST(tst_LimitClock)
#include "tst_limitclock.moc"
