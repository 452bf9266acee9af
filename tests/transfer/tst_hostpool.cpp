#include "core/transfer/hostpool.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace transfer;
using namespace std::chrono_literals;
using core::ErrorKind;
using Answer = HostFacts::Answer;

class tst_HostPool : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void connectionsAreLimited();
    void failuresAreWeighed();
    void speedIsSmoothed();
    void theUnknownGetItsChance();
    void everythingIsForgottenAfterADay();
    void stallLimits_data();
    void stallLimits();
    void survivesARestart();
    void believesNoNonsense_data();
    void believesNoNonsense();
    void pausesForAll();
    void silenceIsKnownWhileSomebodyListens();
    void connectionsInAll();
};

namespace {

const QString kA = QStringLiteral("a.example");
const QString kB = QStringLiteral("b.example:8080");

void failed(HostPool &pool, const QString &host, ErrorKind kind)
{
    Outcome outcome;
    outcome.error.kind = kind;
    pool.learn(host, outcome);
}

void brought(HostPool &pool, const QString &host, qint64 bytes, std::chrono::milliseconds took)
{
    Outcome outcome;
    outcome.bytes = bytes;
    outcome.took = took;
    pool.learn(host, outcome);
}

/// Its latency alone: the failure that comes with it weighs nothing here.
void answered(HostPool &pool, const QString &host, std::chrono::microseconds latency)
{
    Outcome outcome;
    outcome.error.kind = ErrorKind::RangeIgnored;
    outcome.latency = latency;
    pool.learn(host, outcome);
}

} // namespace

void tst_HostPool::connectionsAreLimited()
{
    HostPool pool;
    pool.setLimit(2);
    int released = 0;
    connect(&pool, &HostPool::released, this, [&] { ++released; });
    pool.acquire(kA);
    QVERIFY(pool.isFree(kA));
    pool.acquire(kA);
    QVERIFY(!pool.isFree(kA));
    QVERIFY(pool.isFree(kB));
    pool.release(kA);
    QVERIFY(pool.isFree(kA));
    QCOMPARE(released, 1);
}

void tst_HostPool::failuresAreWeighed()
{
    HostPool pool;
    failed(pool, kA, ErrorKind::ServerBusy);
    QCOMPARE(pool.facts(kA).failures, 5.0);
    failed(pool, kA, ErrorKind::NotFound);
    QCOMPARE(pool.facts(kA).failures, 7.5);
    failed(pool, kA, ErrorKind::ConnectionLost);
    QCOMPARE(pool.facts(kA).failures, 8.5);
    QVERIFY(pool.worth(kA) < pool.worth(kB));
    for (int i = 0; i < 10'000; ++i)
        failed(pool, kA, ErrorKind::ServerBusy);
    QVERIFY(pool.worth(kA) > 0); // never excluded
    for (int i = 0; i < 20; ++i)
        brought(pool, kA, 1, 1ms);
    QVERIFY(pool.facts(kA).failures < 0.01);
}

void tst_HostPool::speedIsSmoothed()
{
    HostPool pool;
    brought(pool, kA, 1'000'000, 1s);
    QCOMPARE(pool.facts(kA).bytesPerSecond, 1e6);
    brought(pool, kA, 1000, 1s); // too little to tell
    brought(pool, kA, 1'000'000, 0ms);
    QCOMPARE(pool.facts(kA).bytesPerSecond, 1e6);
    brought(pool, kA, 2'000'000, 1s);
    QCOMPARE(pool.facts(kA).bytesPerSecond, 1.4e6);
    answered(pool, kA, 100ms);
    answered(pool, kA, 50ms);
    QCOMPARE(pool.facts(kA).latency, std::chrono::microseconds(80ms));
}

void tst_HostPool::theUnknownGetItsChance()
{
    HostPool pool;
    QCOMPARE(pool.worth(kA), pool.worth(kB));
    brought(pool, kA, 5'000'000, 1s);
    QCOMPARE(pool.worth(kA), pool.worth(kB));
    brought(pool, kB, 1'000'000, 1s);
    QVERIFY(pool.worth(kA) > 4 * pool.worth(kB));
}

void tst_HostPool::everythingIsForgottenAfterADay()
{
    QDateTime now = QDateTime::fromSecsSinceEpoch(1'000'000'000, Qt::UTC);
    HostPool pool([&] { return now; });
    failed(pool, kA, ErrorKind::ServerBusy);
    pool.learn(kA, HostNews{.ranges = false});
    now = now.addSecs(23 * 3600);
    pool.learn(kA, HostNews{.multiRange = true});
    QCOMPARE(pool.facts(kA).ranges, Answer::No);
    now = now.addSecs(2 * 3600);
    QCOMPARE(pool.facts(kA).ranges, Answer::Unknown);
    QCOMPARE(pool.facts(kA).failures, 0.0);
    QVERIFY(pool.toJson().isEmpty());
    failed(pool, kA, ErrorKind::ServerBusy);
    QCOMPARE(pool.facts(kA).multiRange, Answer::Unknown);
    // A clock that was set back makes nothing last for years.
    now = now.addYears(-3);
    QCOMPARE(pool.facts(kA).failures, 0.0);
}

void tst_HostPool::stallLimits_data()
{
    QTest::addColumn<std::chrono::milliseconds>("usual");
    QTest::addColumn<int>("stalls");
    QTest::addColumn<std::chrono::milliseconds>("expected");
    const auto row = [](const char *name, std::chrono::milliseconds usual, int stalls,
                        std::chrono::milliseconds expected) {
        QTest::newRow(name) << usual << stalls << expected;
    };
    row("never", 30s, 0, 30s);
    row("once", 30s, 1, 60s);
    row("four times", 30s, 4, 480s);
    row("five times", 30s, 5, 600s);
    row("for ever", 30s, 1'000'000'000, 600s);
    row("a patient user", 20min, 3, 20min);
    row("in no time", 1ms, 3, 8ms);
}

void tst_HostPool::stallLimits()
{
    QFETCH(std::chrono::milliseconds, usual);
    QFETCH(int, stalls);
    QFETCH(std::chrono::milliseconds, expected);
    QCOMPARE(stallLimit(usual, stalls), expected);
}

void tst_HostPool::survivesARestart()
{
    QDateTime now = QDateTime::fromSecsSinceEpoch(1'000'000'000, Qt::UTC);
    HostPool pool([&] { return now; });
    brought(pool, kA, 3'000'000, 1s);
    pool.learn(kA, HostNews{.ranges = true});
    pool.learn(kA, HostNews{.multiRange = false});
    pool.learn(kA, HostNews{.ahead = false});
    failed(pool, kB, ErrorKind::NotFound);
    pool.stalledForAll(kB);
    HostPool next([&] { return now; });
    next.fromJson(pool.toJson());
    QCOMPARE(next.facts(kA).bytesPerSecond, 3e6);
    QCOMPARE(next.facts(kA).ranges, Answer::Yes);
    QCOMPARE(next.facts(kA).multiRange, Answer::No);
    QCOMPARE(next.facts(kA).ahead, Answer::No);
    QCOMPARE(next.facts(kB).failures, 2.5);
    QCOMPARE(next.facts(kB).stalls, 1);
    QCOMPARE(next.toJson(), pool.toJson());
    now = now.addDays(2);
    HostPool late([&] { return now; });
    late.fromJson(pool.toJson());
    QVERIFY(late.toJson().isEmpty());
}

void tst_HostPool::believesNoNonsense_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("text") << QJsonValue(QStringLiteral("x"));
    QTest::newRow("number") << QJsonValue(7);
    QTest::newRow("empty") << QJsonValue(QJsonObject());
    QTest::newRow("no date") << QJsonValue(QJsonObject{{QStringLiteral("failures"), 3}});
    const QString since = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    QTest::newRow("wild numbers") << QJsonValue(QJsonObject{{QStringLiteral("failures"), -1e300},
                                                            {QStringLiteral("bytesPerSecond"), -5},
                                                            {QStringLiteral("ranges"), QStringLiteral("yes")},
                                                            {QStringLiteral("since"), since}});
}

void tst_HostPool::believesNoNonsense()
{
    QFETCH(QJsonValue, value);
    HostPool pool;
    pool.fromJson({{kA, value}});
    QCOMPARE(pool.facts(kA).failures, 0.0);
    QCOMPARE(pool.facts(kA).bytesPerSecond, 0.0);
    QCOMPARE(pool.facts(kA).ranges, Answer::Unknown);
    QCOMPARE(pool.worth(kA), pool.worth(kB));
}

/// What one transfer hears of a busy host holds for all, and grows while it is said again.
void tst_HostPool::pausesForAll()
{
    HostPool pool;
    QSignalSpy released(&pool, &HostPool::released);
    pool.pause(kA, 50ms); // no shorter than what is worth it
    pool.pause(kA, 10s);  // it was asked before the pause began
    QVERIFY(!pool.isFree(kA));
    QVERIFY(pool.isFree(kB));
    QTRY_VERIFY_WITH_TIMEOUT(pool.isFree(kA), 2000);
    QTRY_VERIFY(released.count() > 0);
    QElapsedTimer timer;
    timer.start();
    pool.pause(kA, {});
    QTRY_VERIFY_WITH_TIMEOUT(pool.isFree(kA), 2000);
    QVERIFY(timer.elapsed() >= 199);
}

void tst_HostPool::silenceIsKnownWhileSomebodyListens()
{
    HostPool pool;
    QSignalSpy ended(&pool, &HostPool::silenceEnded);
    pool.setSilent(kA);
    QVERIFY(!pool.isSilent(kA)); // nobody waits there: the next one finds out
    pool.acquire(kA);
    QVERIFY(pool.isSilent(kA));
    QVERIFY(!pool.isSilent(kB));
    pool.heard(kA);
    QVERIFY(!pool.isSilent(kA));
    QCOMPARE(ended.count(), 1);
    pool.heard(kA);
    QCOMPARE(ended.count(), 1);
    pool.release(kA);
}

void tst_HostPool::connectionsInAll()
{
    HostPool pool;
    pool.setMostInAll(2);
    pool.acquire(kA);
    QVERIFY(pool.isFree(kB));
    pool.acquire(kB);
    QVERIFY(!pool.isFree(kA));
    QVERIFY(!pool.isFree(kB));
    pool.release(kB);
    QVERIFY(pool.isFree(kA));
    pool.release(kA);
}

SLUICE_TEST(tst_HostPool)
#include "tst_hostpool.moc"
