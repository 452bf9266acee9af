#include "core/transfer/speedwatch.h"

#include "tests/support/testmain.h"
#include "tests/transfer/schedulerparts.h"

#include <QTest>

using namespace transfer;
using namespace std::chrono_literals;

/// A mirror that others are much faster than loses what it still owes.
class tst_SpeedWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesTheSlowMirror();
    void leavesOneThatIsAloneAlone();
    void looksOnlyUntilItIsStopped();

private:
    void make(int mirrors);
    bool isLeft() const { return m_bench->routes->at(0).slowUntil > Mirrors::Clock::now(); }

    std::unique_ptr<parts::Bench> m_bench;
    std::optional<SpeedWatch> m_watch;
    QList<JobEnd> m_ends;
};

/// Every connection is to the first mirror, which brings next to nothing.
void tst_SpeedWatch::make(int mirrors)
{
    m_watch.reset();
    m_bench = std::make_unique<parts::Bench>(mirrors);
    m_ends.clear();
    m_bench->server.always("/file", support::fault::trickle(100, 20ms));
    m_bench->services.tuning.slowAfter = 100ms;
    m_bench->connections->setMap(m_bench->map);
    for (int i = 1; i < mirrors; ++i) {
        Outcome fast;
        fast.bytes = 10 << 20;
        fast.took = 1s;
        m_bench->services.hosts.learn(m_bench->routes->at(i).host, fast);
    }
    m_watch.emplace(m_bench->services, *m_bench->routes, *m_bench->connections);
    m_bench->fetching({0, 4});
    connect(m_bench->jobs.front(), &SegmentJob::ended, this, [this](const JobEnd &end) { m_ends << end; });
}

void tst_SpeedWatch::leavesTheSlowMirror()
{
    make(2);
    m_watch->start();
    QTRY_COMPARE(m_ends.size(), 1);
    QCOMPARE(m_ends[0].error.kind, core::ErrorKind::Stalled);
    QVERIFY(isLeft());
}

void tst_SpeedWatch::leavesOneThatIsAloneAlone()
{
    make(1);
    m_watch->start();
    QVERIFY(!QTest::qWaitFor([this] { return isLeft() || !m_ends.isEmpty(); }, 400));
}

void tst_SpeedWatch::looksOnlyUntilItIsStopped()
{
    make(2);
    m_watch->start();
    m_watch->stop();
    QVERIFY(!QTest::qWaitFor([this] { return isLeft() || !m_ends.isEmpty(); }, 400));
}

SLUICE_TEST(tst_SpeedWatch)
#include "tst_speedwatch.moc"
