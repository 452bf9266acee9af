#include "core/http/headwatch.h"

#include "core/residentmemory.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTest>

using http::HeadWatch;

class tst_HeadWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAFlood_data();
    void tellsAFlood();
    void readsTheMemory();
};

void tst_HeadWatch::tellsAFlood_data()
{
    QTest::addColumn<QList<qint64>>("readings");
    QTest::addColumn<int>("expected");
    const qint64 most = HeadWatch::kMostGrowth;
    QTest::newRow("nothing grows") << QList<qint64>{100, 100, 90, 100} << 0;
    QTest::newRow("as much as may be") << QList<qint64>{100, 100 + most, 100 + most} << 0;
    QTest::newRow("at once") << QList<qint64>{100, 101 + most, 200 + most} << 1;
    QTest::newRow("bit by bit") << QList<qint64>{100, 100 + most / 2, 100 + most, 101 + most, 102 + most}
                                << 1;
    QTest::newRow("much from the start") << QList<qint64>{9 * most, 9 * most} << 0;
    QTest::newRow("unknown") << QList<qint64>{0, 2 * most} << 0;
}

void tst_HeadWatch::tellsAFlood()
{
    QFETCH(QList<qint64>, readings);
    QFETCH(int, expected);
    qsizetype looks = 0;
    HeadWatch watch([&] { return readings.at(std::min(looks++, readings.size() - 1)); });
    QSignalSpy floods(&watch, &HeadWatch::flooded);
    watch.start();
    if (expected == 0 && readings.front() == 0)
        QTRY_COMPARE(looks, 1);
    else
        QTRY_VERIFY(looks >= readings.size() || floods.size() > 0);
    QCOMPARE(floods.size(), expected);
    watch.stop();
    const qsizetype before = looks;
    QTest::qWait(150); // nobody looks any more
    QCOMPARE(looks, before);
}

void tst_HeadWatch::readsTheMemory()
{
    const qint64 before = core::residentMemory();
    if (before == 0)
        QSKIP("this system does not tell");
    QVERIFY(before > 1 << 20);
    const QByteArray bytes(64 << 20, 'x');
    QVERIFY(core::residentMemory() - before > 32 << 20);
    QCOMPARE(bytes.back(), 'x');
}

SLUICE_TEST(tst_HeadWatch)
#include "tst_headwatch.moc"
