#include "core/transfer/connections.h"

#include "tests/support/testmain.h"
#include "tests/transfer/schedulerparts.h"

#include <QTest>

using namespace transfer;
using Doing = Connection::Doing;

/// The connections of one transfer, and whose the chunks are.
class tst_Connections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void usesAnIdleOneAgain();
    void claimsAndSends();
    void knowsWhoseAnswerIsDoubtful();
    void givesBackWhatARetiredOneHad();
    void keepsOneRun();
    void goesOnWithWhatComesNext();
    void replacesIdleOnesWithOtherBuffers();
    void stops();
    void stopsWithoutAny();
    void stopsAlthoughOneIsRetired();
    void countsWhatIsUnderWay();

private:
    std::unique_ptr<parts::Bench> m_bench;
};

void tst_Connections::init()
{
    m_bench = std::make_unique<parts::Bench>();
    m_bench->connections->setMap(m_bench->map);
}

void tst_Connections::usesAnIdleOneAgain()
{
    Connections &all = *m_bench->connections;
    Connection &first = all.idle();
    QCOMPARE(&all.idle(), &first);
    QCOMPARE(all.busy(), 0);
    first.doing = Doing::WantsRoute;
    QVERIFY(&all.idle() != &first);
    QCOMPARE(all.all().size(), 2u);
    QCOMPARE(all.busy(), 1);
    QCOMPARE(m_bench->jobs.size(), 2u);
    QCOMPARE(all.of(m_bench->jobs[0]), &first);
    QVERIFY(!all.of(this));
}

void tst_Connections::claimsAndSends()
{
    m_bench->server.always("/file", support::fault::none());
    const Connection &connection = m_bench->fetching({2, 4});
    QCOMPARE(m_bench->map.count(ChunkState::InFlight), 2u);
    QCOMPARE(m_bench->map.state(2), ChunkState::InFlight);
    QCOMPARE(m_bench->map.origin(2).mirror, 0);
    QCOMPARE(connection.doing, Doing::Fetching);
    QCOMPARE(m_bench->connections->count(Doing::Fetching), 1);
    QCOMPARE(m_bench->routes->at(0).connections, 1);
    QVERIFY(connection.hasRuns);
    QTRY_COMPARE(m_bench->server.requests().size(), 1);
    QCOMPARE(m_bench->server.requests().front().range(), "bytes=131072-262143");
    QTRY_COMPARE(connection.received->load(), static_cast<qint64>(2 * parts::kPiece));
}

/// One of several at its mirror, as long as nothing came.
void tst_Connections::knowsWhoseAnswerIsDoubtful()
{
    const Connection &first = m_bench->fetching({0, 1});
    const Connection &second = m_bench->fetching({1, 2});
    QVERIFY(!first.isUnanswered());
    QVERIFY(second.isUnanswered());
    ++*second.received;
    QVERIFY(!second.isUnanswered());
}

void tst_Connections::givesBackWhatARetiredOneHad()
{
    Connections &all = *m_bench->connections;
    Connection &connection = m_bench->fetching({0, 4});
    all.sendNext(connection, {4, 6});
    m_bench->map.set(0, ChunkState::Done);
    m_bench->map.set(1, ChunkState::Bad);
    all.retire(connection);
    QVERIFY(all.all().empty());
    QCOMPARE(m_bench->map.count(ChunkState::InFlight), 0u);
    QCOMPARE(m_bench->map.count(ChunkState::Bad), 0u);
    QCOMPARE(m_bench->map.state(0), ChunkState::Done);
    QCOMPARE(m_bench->routes->at(0).connections, 0);
}

void tst_Connections::keepsOneRun()
{
    Connections &all = *m_bench->connections;
    Connection &connection = m_bench->fetching({0, 4});
    all.rest(connection);
    all.keep(connection, {1, 2});
    QCOMPARE(connection.runs, (ChunkRuns{{1, 2}}));
    QCOMPARE(m_bench->map.count(ChunkState::InFlight), 1u);
    QCOMPARE(m_bench->map.state(1), ChunkState::InFlight);
}

void tst_Connections::goesOnWithWhatComesNext()
{
    Connections &all = *m_bench->connections;
    Connection &connection = m_bench->fetching({0, 2});
    all.sendNext(connection, {2, 4});
    QCOMPARE(m_bench->map.count(ChunkState::InFlight), 4u);
    QCOMPARE(m_bench->map.origin(3).mirror, 0);
    all.wentOn(connection, 1000);
    QCOMPARE(connection.runs, (ChunkRuns{{2, 4}}));
    QVERIFY(connection.next.isEmpty());
    QCOMPARE(connection.begun, 1000);

    all.sendNext(connection, {4, 6});
    connection.isOpen = connection.isAsking = true;
    all.rest(connection);
    QVERIFY(connection.next.isEmpty() && !connection.isOpen && !connection.isAsking);
    QCOMPARE(connection.doing, Doing::Nothing);
    QCOMPARE(m_bench->map.state(4), ChunkState::Missing);
    QCOMPARE(m_bench->map.state(3), ChunkState::InFlight);
    QCOMPARE(m_bench->routes->at(0).connections, 0);
}

void tst_Connections::replacesIdleOnesWithOtherBuffers()
{
    Connections &all = *m_bench->connections;
    const Connection &busy = m_bench->fetching({0, 2});
    all.idle();
    all.retireMissized();
    QCOMPARE(all.all().size(), 2u);
    m_bench->services.memoryPressure = MemoryPressure::High;
    all.retireMissized();
    QCOMPARE(all.all().size(), 1u);
    QCOMPARE(all.all().front().get(), &busy);
    QCOMPARE(all.idle().memoryPressure, MemoryPressure::High);
}

void tst_Connections::stops()
{
    m_bench->fetching({0, 2});
    m_bench->fetching({2, 4});
    int told = 0;
    m_bench->connections->stop([&told] { ++told; });
    QCOMPARE(told, 0);
    QTRY_COMPARE(told, 1);
    QCOMPARE(m_bench->connections->all().size(), 2u);
    m_bench->connections->clear();
    QCOMPARE(m_bench->map.count(ChunkState::InFlight), 0u);
    QCoreApplication::processEvents();
    QCOMPARE(told, 1);
}

/// Never before stop() has returned.
void tst_Connections::stopsWithoutAny()
{
    int told = 0;
    m_bench->connections->stop([&told] { ++told; });
    QCOMPARE(told, 0);
    QTRY_COMPARE(told, 1);
}

void tst_Connections::stopsAlthoughOneIsRetired()
{
    Connection &connection = m_bench->fetching({0, 2});
    int told = 0;
    m_bench->connections->stop([&told] { ++told; });
    m_bench->connections->retire(connection);
    QCOMPARE(told, 0);
    QTRY_COMPARE(told, 1);
}

void tst_Connections::countsWhatIsUnderWay()
{
    Connections &all = *m_bench->connections;
    *all.idle().received = 500; // of an earlier order
    Connection &connection = all.idle();
    all.claim(connection, {{0, 2}});
    all.send(connection, 0);
    QCOMPARE(all.bytesFrom(0), 0);
    *connection.received += 300;
    QCOMPARE(all.bytesFrom(0), 300);
    QCOMPARE(all.arrived(connection), 800);
    all.rest(connection);
    m_bench->routes->mirrors().succeeded(0, 300);
    QCOMPARE(all.bytesFrom(0), 300);
}

SLUICE_TEST(tst_Connections)
#include "tst_connections.moc"
