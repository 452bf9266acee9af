#include "tests/support/testmain.h"
#include "ui/format.h"

#include <QLocale>
#include <QTest>

class tst_Format : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void size_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << qint64(-1) << QStringLiteral("–");
        QTest::newRow("nothing") << qint64(0) << QStringLiteral("0 bytes");
        QTest::newRow("bytes") << qint64(999) << QStringLiteral("999 bytes");
        QTest::newRow("kilobyte") << qint64(1'234) << QStringLiteral("1.2 kB");
        QTest::newRow("kilobytes") << qint64(45'600) << QStringLiteral("46 kB");
        QTest::newRow("megabyte") << qint64(1'240'000) << QStringLiteral("1.24 MB");
        QTest::newRow("megabytes") << qint64(63'400'000) << QStringLiteral("63.4 MB");
        QTest::newRow("many megabytes") << qint64(182'809'123) << QStringLiteral("183 MB");
        QTest::newRow("just below") << qint64(999'700'000) << QStringLiteral("1,000 MB");
        QTest::newRow("gigabytes") << qint64(82'000'000'000) << QStringLiteral("82.0 GB");
    }
    void size()
    {
        QFETCH(qint64, bytes);
        QTEST(ui::formatSize(bytes), "text");
    }

    void speed()
    {
        QCOMPARE(ui::formatSpeed(0), QString());
        QCOMPARE(ui::formatSpeed(-5), QString());
        QCOMPARE(ui::formatSpeed(11'200'000), QStringLiteral("11.2 MB/s"));
    }

    void duration_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << qint64(-1) << QString();
        QTest::newRow("now") << qint64(0) << QStringLiteral("0 s");
        QTest::newRow("seconds") << qint64(59) << QStringLiteral("59 s");
        QTest::newRow("minutes") << qint64(65) << QStringLiteral("1 min 5 s");
        QTest::newRow("many minutes") << qint64(20 * 60 + 5) << QStringLiteral("20 min");
        QTest::newRow("hours") << qint64(3600 + 20 * 60) << QStringLiteral("1 h 20 min");
        QTest::newRow("days") << qint64(3 * 86400 + 4 * 3600) << QStringLiteral("3 d 4 h");
        QTest::newRow("never") << qint64(400LL * 86400) << QStringLiteral("∞");
    }
    void duration()
    {
        QFETCH(qint64, seconds);
        QTEST(ui::formatDuration(seconds), "text");
    }

    void countdown()
    {
        QCOMPARE(ui::formatCountdown(12), QStringLiteral("0:12"));
        QCOMPARE(ui::formatCountdown(-3), QStringLiteral("0:00"));
        QCOMPARE(ui::formatCountdown(3723), QStringLiteral("1:02:03"));
    }

    void percentReachesHundredOnlyWhenAllIsThere()
    {
        QCOMPARE(ui::formatPercent(0.9999), QStringLiteral("99 %"));
        QCOMPARE(ui::formatPercent(1.0), QStringLiteral("100 %"));
        QCOMPARE(ui::formatPercent(7.0), QStringLiteral("100 %"));
    }
};

SLUICE_TEST(tst_Format)
#include "tst_format.moc"
