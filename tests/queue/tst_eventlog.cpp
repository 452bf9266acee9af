#include "core/queue/eventlog.h"
#include "tests/support/testmain.h"

#include <QTest>

using queue::EventLog;
using queue::ItemId;
using transfer::Event;

namespace {

Event numbered(qint64 number, const QDateTime &time = {})
{
    Event event;
    event.kind = Event::Kind::ChunkRefetched;
    event.chunk = number;
    event.time = time;
    return event;
}

QDateTime second(int number)
{
    return QDateTime::fromSecsSinceEpoch(1'700'000'000 + number, Qt::UTC);
}

QList<qint64> numbers(const QList<Event> &events)
{
    QList<qint64> found;
    for (const Event &one : events)
        found << one.chunk;
    return found;
}

} // namespace

class tst_EventLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsEachRowsOwn()
    {
        EventLog log;
        log.add(ItemId{1}, numbered(1));
        log.add(ItemId{2}, numbered(2));
        log.add(ItemId{1}, numbered(3));
        QCOMPARE(numbers(log.events(ItemId{1})), (QList<qint64>{1, 3}));
        QCOMPARE(numbers(log.events(ItemId{2})), QList<qint64>{2});
        log.forget(ItemId{1});
        QVERIFY(log.events(ItemId{1}).isEmpty());
        QCOMPARE(log.events(ItemId{2}).size(), 1);
    }

    void keepsTheLastOnes()
    {
        EventLog log;
        for (int i = 0; i < EventLog::kLength + 3; ++i)
            log.add(ItemId{1}, numbered(i));
        QCOMPARE(log.events(ItemId{1}).size(), EventLog::kLength);
        QCOMPARE(log.events(ItemId{1}).first().chunk, 3);
        QCOMPARE(log.events(ItemId{1}).last().chunk, EventLog::kLength + 2);
    }

    void givesTheTimeOnlyWhereThereIsNone()
    {
        EventLog log;
        QCOMPARE(log.add(ItemId{1}, numbered(1, second(5))).time, second(5));
        const QDateTime before = QDateTime::currentDateTimeUtc();
        const QDateTime given = log.add(ItemId{1}, numbered(2)).time;
        QCOMPARE(given.timeSpec(), Qt::UTC);
        QVERIFY(given >= before && given <= QDateTime::currentDateTimeUtc());
    }

    void earlier_data()
    {
        QTest::addColumn<QList<int>>("stored");
        QTest::addColumn<QList<int>>("known");
        QTest::addColumn<QList<qint64>>("left");
        QTest::newRow("nothing known") << QList<int>{1, 2} << QList<int>{} << QList<qint64>{1, 2};
        QTest::newRow("part of it known") << QList<int>{1, 2, 3} << QList<int>{2, 3, 4} << QList<qint64>{1};
        QTest::newRow("all known") << QList<int>{2, 3} << QList<int>{2, 3} << QList<qint64>{};
        QTest::newRow("nothing stored") << QList<int>{} << QList<int>{2} << QList<qint64>{};
    }
    void earlier()
    {
        QFETCH(QList<int>, stored);
        QFETCH(QList<int>, known);
        const auto made = [](const QList<int> &seconds) {
            QList<Event> events;
            for (const int one : seconds)
                events << numbered(one, second(one));
            return events;
        };
        QTEST(numbers(EventLog::earlier(made(stored), made(known))), "left");
    }
};

SLUICE_TEST(tst_EventLog)
#include "tst_eventlog.moc"
