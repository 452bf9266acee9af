#include "core/transfer/runassigner.h"

#include "tests/support/testmain.h"
#include "tests/transfer/schedulerparts.h"

#include <QTest>

using namespace transfer;
using namespace std::chrono_literals;
using core::ErrorKind;
using Doing = Connection::Doing;

/// Who fetches what, and when nobody can.
class tst_RunAssigner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void asManyAsThereMayBe();
    void noMoreThanTheHostTakes();
    void allOverOneWithoutRanges();
    void waitingOnesFirst();
    void avoidsTheMirrorThatFailed();
    void oneAsksForSeveralRangesFirst();
    void nothingToFetch();
    void waitsForAMirror();
    void givesItsPlaceAway();
    void everyMirrorIsSpent();

private:
    void make(int mirrors = 1);

    std::unique_ptr<parts::Bench> m_bench;
    std::optional<RunAssigner> m_assigner;
    int m_due = 0;
};

void tst_RunAssigner::init()
{
    make();
}

void tst_RunAssigner::make(int mirrors)
{
    m_assigner.reset();
    m_bench = std::make_unique<parts::Bench>(mirrors);
    m_due = 0;
    m_assigner.emplace(m_bench->services, m_bench->order, *m_bench->routes, *m_bench->connections,
                       [this] { ++m_due; });
    m_bench->connections->setMap(m_bench->map);
}

void tst_RunAssigner::asManyAsThereMayBe()
{
    QVERIFY(!m_assigner->plan());
    QCOMPARE(m_bench->connections->count(Doing::Fetching), m_bench->services.tuning.connections);
    QVERIFY(!m_assigner->plan());
    QCOMPARE(m_bench->connections->count(Doing::Fetching), m_bench->services.tuning.connections);
    std::size_t begin = 0;
    for (const auto &connection : m_bench->connections->all()) {
        QCOMPARE(connection->runs.size(), 1u);
        QCOMPARE(connection->runs.front().first, begin);
        begin = connection->runs.front().end;
    }
    QCOMPARE(m_bench->map.count(ChunkState::InFlight), begin);
}

void tst_RunAssigner::noMoreThanTheHostTakes()
{
    m_bench->services.hosts.setLimit(2);
    QVERIFY(!m_assigner->plan());
    QCOMPARE(m_bench->connections->count(Doing::Fetching), 2);
    m_bench->connections->retire(*m_bench->connections->all().front());
    QVERIFY(!m_assigner->plan());
    QCOMPARE(m_bench->connections->count(Doing::Fetching), 2);
}

void tst_RunAssigner::allOverOneWithoutRanges()
{
    m_bench->map.set(0, ChunkState::Done);
    m_bench->routes->learnWithoutRanges(0);
    QCOMPARE(m_assigner->mostConnections(), 1);
    QVERIFY(!m_assigner->plan());
    QCOMPARE(m_bench->connections->all().size(), 1u);
    QCOMPARE(m_bench->connections->all().front()->runs, (ChunkRuns{{1, parts::kPieces}}));
}

void tst_RunAssigner::waitingOnesFirst()
{
    m_bench->services.hosts.setLimit(1);
    Connection &connection = m_bench->connections->add();
    m_bench->connections->claim(connection, {{5, 6}});
    connection.doing = Doing::WantsRoute;
    QVERIFY(!m_assigner->plan());
    QCOMPARE(connection.doing, Doing::Fetching);
    QCOMPARE(connection.runs, (ChunkRuns{{5, 6}}));
    QCOMPARE(m_bench->map.count(ChunkState::InFlight), 1u);
}

void tst_RunAssigner::avoidsTheMirrorThatFailed()
{
    make(2);
    Connection &connection = m_bench->connections->add();
    m_bench->connections->claim(connection, {{0, 64}});
    connection.doing = Doing::WantsRoute;
    connection.avoid = 0;
    QVERIFY(!m_assigner->plan());
    QCOMPARE(connection.mirror, 1);
    QCOMPARE(connection.avoid, -1);
}

void tst_RunAssigner::oneAsksForSeveralRangesFirst()
{
    for (std::size_t i = 1; i < parts::kPieces; i += 2)
        m_bench->map.set(i, ChunkState::Done);
    QVERIFY(m_assigner->runsFor(0).size() > 1);
    QVERIFY(!m_assigner->plan());
    const auto &all = m_bench->connections->all();
    QVERIFY(all[0]->runs.size() > 1);
    QVERIFY(std::all_of(all.begin() + 1, all.end(), [](const auto &one) { return one->runs.size() == 1; }));
    HostNews news;
    news.multiRange = true;
    m_bench->services.hosts.learn(m_bench->routes->at(0).host, news);
    QVERIFY(m_assigner->runsFor(0).size() > 1);
    news.multiRange = false;
    m_bench->services.hosts.learn(m_bench->routes->at(0).host, news);
    QCOMPARE(m_assigner->runsFor(0).size(), 1u);
}

void tst_RunAssigner::nothingToFetch()
{
    m_bench->map.set(ChunkRun{0, parts::kPieces}, ChunkState::Done);
    QVERIFY(!m_assigner->plan());
    QVERIFY(m_bench->connections->all().empty());
}

void tst_RunAssigner::waitsForAMirror()
{
    m_bench->routes->mirrors()[0].blockedUntil = Mirrors::Clock::now() + 30ms;
    QVERIFY(!m_assigner->plan());
    QCOMPARE(m_bench->connections->count(Doing::WantsRoute), 1);
    QTRY_VERIFY(m_due > 0);
    QVERIFY(QTest::qWaitFor([this] { // a coarse timer may be early
        return !m_assigner->plan() &&
               m_bench->connections->count(Doing::Fetching) == m_bench->services.tuning.connections;
    }));

    make();
    m_bench->routes->mirrors()[0].blockedUntil = Mirrors::Clock::now() + 20ms;
    QVERIFY(!m_assigner->plan());
    m_assigner->pause();
    QVERIFY(!QTest::qWaitFor([this] { return m_due > 0; }, 100));
}

void tst_RunAssigner::givesItsPlaceAway()
{
    make(2);
    Connection &busy = m_bench->fetching({0, 1}, 1);
    m_bench->routes->mirrors()[0].blockedUntil = Mirrors::Clock::now() + 60s;
    m_bench->routes->mirrors()[1].blockedUntil = Mirrors::Clock::now() + 60s;
    QVERIFY(!m_assigner->plan()); // one is still at work
    m_bench->connections->retire(busy);
    const auto failure = m_assigner->plan();
    QVERIFY(failure && failure->mayHeal && failure->wait);
    QVERIFY(*failure->wait > 50s && *failure->wait <= 60s);
}

void tst_RunAssigner::everyMirrorIsSpent()
{
    make(2);
    Connection &busy = m_bench->fetching({0, 1}, 0);
    for (int i = 0; i < 2; ++i)
        m_bench->routes->mirrors().setForeign(i, {ErrorKind::NotFound, {}});
    QVERIFY(!m_assigner->plan());
    m_bench->connections->retire(busy);
    const auto failure = m_assigner->plan();
    QVERIFY(failure && !failure->mayHeal && !failure->wait);
    QCOMPARE(failure->error.kind, m_bench->routes->mirrors().exhausted().kind);
}

SLUICE_TEST(tst_RunAssigner)
#include "tst_runassigner.moc"
