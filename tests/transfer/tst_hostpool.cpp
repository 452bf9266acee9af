#include "core/transfer/hostpool.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace transfer;
using namespace std::chrono_literals;

class tst_HostPool : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void connectionsAreCounted();
    void learnsByItsClock();
    void pausesForAll();
    void tooManyRequests();
    void silenceIsKnownWhileSomebodyListens();
};

namespace {

const QString kA = QStringLiteral("a.example");
const QString kB = QStringLiteral("b.example:8080");

} // namespace

void tst_HostPool::connectionsAreCounted()
{
    HostPool pool;
    pool.setLimit(3);
    pool.setMostConnections(kA, 2);
    QSignalSpy released(&pool, &HostPool::released);
    pool.acquire(kA);
    QVERIFY(pool.isFree(kA));
    pool.acquire(kA);
    QCOMPARE(pool.room(kA), HostRoom::Full);
    QVERIFY(pool.isFree(kB));
    pool.setMostInAll(2);
    QVERIFY(!pool.isFree(kB));
    pool.release(kA);
    QVERIFY(pool.isFree(kA));
    QCOMPARE(released.count(), 1);
}

void tst_HostPool::learnsByItsClock()
{
    QDateTime now = QDateTime::fromSecsSinceEpoch(1'000'000'000, Qt::UTC);
    HostPool pool([&] { return now; });
    Outcome outcome;
    outcome.error.kind = core::ErrorKind::ConnectionLost;
    pool.learn(kA, outcome);
    pool.stalledForAll(kA);
    pool.learn(kA, HostNews{.ranges = true});
    QCOMPARE(pool.facts(kA).failures, 1.0);
    QCOMPARE(pool.facts(kA).stalls, 1);
    QVERIFY(pool.worth(kA) < pool.worth(kB));
    HostPool next([&] { return now; });
    next.fromJson(pool.toJson());
    QCOMPARE(next.facts(kA).ranges, HostFacts::Answer::Yes);
    now = now.addDays(2);
    QCOMPARE(next.worth(kA), next.worth(kB));
    QVERIFY(next.toJson().isEmpty());
}

/// What one transfer hears of a busy host holds for all, and grows while it is said again.
void tst_HostPool::pausesForAll()
{
    HostPool pool;
    QSignalSpy released(&pool, &HostPool::released);
    pool.tooBusy(kA, {503, 50ms}); // no shorter than what is worth it
    pool.tooBusy(kA, {503, 10s});  // it was asked before the pause began
    QVERIFY(!pool.isFree(kA));
    QVERIFY(pool.isFree(kB));
    QTRY_VERIFY_WITH_TIMEOUT(pool.isFree(kA), 2000);
    QTRY_VERIFY(released.count() > 0);
    QElapsedTimer timer;
    timer.start();
    pool.tooBusy(kA, {503, {}});
    QTRY_VERIFY_WITH_TIMEOUT(pool.isFree(kA), 2000);
    QVERIFY(timer.elapsed() >= 199);
}

/// Whoever waits for the host hears each time that it may be asked again.
void tst_HostPool::tooManyRequests()
{
    HostPool pool;
    QSignalSpy released(&pool, &HostPool::released);
    QSignalSpy slowed(&pool, &HostPool::slowedDown);
    const auto ask = [&] {
        pool.acquire(kA);
        pool.release(kA);
    };
    for (int i = 0; i < 20; ++i)
        ask();
    pool.tooBusy(kA, {503, 0ms}); // that is no word about how often
    QTRY_COMPARE(pool.room(kA), HostRoom::Free);
    ask();
    QCOMPARE(pool.room(kA), HostRoom::Free);
    pool.tooBusy(kA, {429, 0ms});
    QCOMPARE(slowed.count(), 1);
    QCOMPARE(slowed.first().first().toString(), kA);
    QVERIFY(slowed.first().last().toDouble() <= 11);
    QTRY_COMPARE(pool.room(kA), HostRoom::Free);
    QVERIFY(pool.isFree(kB));
    for (int i = 0; i < 3; ++i) {
        pool.asked(kA);
        pool.asked(kA);
        QCOMPARE(pool.turn(kA), HostRoom::Full);
        released.clear();
        QTRY_COMPARE(pool.turn(kA), HostRoom::Free);
        QTRY_VERIFY(released.count() > 0);
    }
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
    // An answer is a word; a failure is none.
    Outcome outcome;
    outcome.error.kind = core::ErrorKind::Stalled;
    pool.setSilent(kA);
    pool.learn(kA, outcome);
    QVERIFY(pool.hasSilent());
    pool.learn(kA, Outcome{});
    QVERIFY(!pool.hasSilent());
}

SLUICE_TEST(tst_HostPool)
#include "tst_hostpool.moc"
