#include "core/transfer/requestrecovery.h"

#include "tests/support/testmain.h"
#include "tests/transfer/schedulerparts.h"

#include <QTest>

using namespace transfer;
using namespace std::chrono_literals;
using core::ErrorKind;

/// How a connection goes on after a request of it failed, and who is told.
class tst_RequestRecovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void asksElsewhere();
    void fetchesADamagedChunkAgain();
    void ownDiskEndsEverything();
    void oneTooMany();
    void countsOnlyThoseThatAreServed();
    void leavesAMirrorWithoutRanges();
    void lastMirrorWithoutRanges();
    void manyAreRefusedAtOnce();
    void leavesWhereItWasRedirected();
    void beginsAgain();
    void leavesTheBusyHostAlone();
    void lastWordOfTheLastMirror();
    void patienceEnds();

private:
    using Next = RequestRecovery::Next;

    void make(int mirrors);
    Next fail(Connection &connection, ErrorKind kind) { return fail(connection, endOf(connection, kind)); }
    Next fail(Connection &connection, const JobEnd &end)
    {
        m_bench->connections->rest(connection);
        return m_recovery->next(connection, end);
    }
    static JobEnd endOf(const Connection &connection, ErrorKind kind)
    {
        JobEnd end;
        end.error.kind = kind;
        end.mirror = connection.mirror;
        return end;
    }

    std::unique_ptr<parts::Bench> m_bench;
    std::optional<RequestRecovery> m_recovery;
    QList<Event> m_events;
};

void tst_RequestRecovery::init()
{
    make(2);
}

void tst_RequestRecovery::make(int mirrors)
{
    m_recovery.reset();
    m_bench = std::make_unique<parts::Bench>(mirrors);
    m_events.clear();
    m_bench->connections->setMap(m_bench->map);
    m_recovery.emplace(m_bench->services, m_bench->order, *m_bench->routes, *m_bench->connections,
                       [this](const Event &event) { m_events << event; });
}

void tst_RequestRecovery::asksElsewhere()
{
    Connection &connection = m_bench->fetching({0, 4});
    const Next next = fail(connection, ErrorKind::ConnectionLost);
    QVERIFY(std::holds_alternative<RequestRecovery::AskAgain>(next));
    QCOMPARE(connection.avoid, 0);
    QCOMPARE(m_bench->routes->at(0).failures, 1);
    QCOMPARE(m_events.size(), 1);
    QCOMPARE(m_events[0].kind, Event::Kind::Retry);
    QCOMPARE(m_events[0].mirror, m_bench->routes->at(0).host);
    QVERIFY(m_events[0].delayMs >= 0);
}

void tst_RequestRecovery::fetchesADamagedChunkAgain()
{
    Connection &connection = m_bench->fetching({0, 4});
    JobEnd end = endOf(connection, ErrorKind::ChunkDigestWrong);
    end.chunk = 2;
    QVERIFY(std::holds_alternative<RequestRecovery::AskAgain>(fail(connection, end)));
    QCOMPARE(m_bench->map.state(2), ChunkState::Bad);
    QCOMPARE(m_bench->routes->at(0).badAnswers, 1);
    QCOMPARE(m_events.size(), 1);
    QCOMPARE(m_events[0].kind, Event::Kind::ChunkRefetched);
    QCOMPARE(m_events[0].chunk, 2);
}

void tst_RequestRecovery::ownDiskEndsEverything()
{
    const Next next = fail(m_bench->fetching({0, 4}), ErrorKind::DiskFull);
    const auto *end = std::get_if<RequestRecovery::GiveUp>(&next);
    QVERIFY(end && end->when == RequestRecovery::GiveUp::When::Now);
    QCOMPARE(end->failure.error.kind, ErrorKind::DiskFull);
    QVERIFY(end->failure.mayHeal && !end->failure.isCut);
    QCOMPARE(m_bench->routes->at(0).failures, 0);
    QVERIFY(m_events.isEmpty());
}

void tst_RequestRecovery::oneTooMany()
{
    m_bench->fetching({0, 4});
    Connection &extra = m_bench->fetching({4, 8});
    QVERIFY(std::holds_alternative<RequestRecovery::Drop>(fail(extra, ErrorKind::ConnectionRefused)));
    QCOMPARE(m_bench->routes->at(0).mostConnections, 1);
    QCOMPARE(m_bench->routes->at(0).failures, 0);
    QCOMPARE(m_events.size(), 1);
    QCOMPARE(m_events[0].kind, Event::Kind::Note);
    QVERIFY(m_events[0].error.detail.contains(m_bench->routes->at(0).host));
}

/// Of those that nothing came for yet, nobody knows.
void tst_RequestRecovery::countsOnlyThoseThatAreServed()
{
    m_bench->fetching({0, 1});
    ++*m_bench->fetching({1, 2}).received;
    m_bench->fetching({2, 3});
    Connection &extra = m_bench->fetching({3, 4});
    m_recovery->takesNoMore(extra, {ErrorKind::NotFound, {}});
    QCOMPARE(m_bench->routes->at(0).mostConnections, 2);
    QCOMPARE(m_bench->routes->at(0).fewerUntil, Mirrors::Clock::time_point::max());
    m_recovery->takesNoMore(extra, {ErrorKind::Stalled, {}});
    QVERIFY(m_bench->routes->at(0).fewerUntil < Mirrors::Clock::time_point::max());
}

void tst_RequestRecovery::leavesAMirrorWithoutRanges()
{
    Connection &connection = m_bench->fetching({0, 4});
    QVERIFY(std::holds_alternative<RequestRecovery::AskAgain>(fail(connection, ErrorKind::RangeIgnored)));
    QCOMPARE(connection.avoid, 0);
    QVERIFY(!m_bench->routes->at(0).hasRanges);
    QVERIFY(m_events.isEmpty());
}

void tst_RequestRecovery::lastMirrorWithoutRanges()
{
    m_bench->routes->learnWithoutRanges(1);
    const Next next = fail(m_bench->fetching({0, 4}), ErrorKind::RangeIgnored);
    QVERIFY(std::holds_alternative<RequestRecovery::WithoutRanges>(next));
}

/// What was under way when the mirror turned out to have no ranges is no failure of the way it is asked now.
void tst_RequestRecovery::manyAreRefusedAtOnce()
{
    make(1);
    m_bench->routes->mirrors()[0].hasProvenRanges = true;
    QList<Connection *> all;
    for (std::size_t first = 0; first < 6; ++first)
        all << &m_bench->fetching({first, first + 1});
    QVERIFY(std::holds_alternative<RequestRecovery::AskAgain>(fail(*all[0], ErrorKind::RangeIgnored)));
    QVERIFY(m_bench->routes->at(0).hasRanges);
    for (Connection *connection : all.mid(1))
        QVERIFY(std::holds_alternative<RequestRecovery::WithoutRanges>(
            fail(*connection, ErrorKind::RangeIgnored)));
    QVERIFY(!m_bench->routes->at(0).isSpent);
    QCOMPARE(m_bench->routes->at(0).failures, 1);
}

void tst_RequestRecovery::leavesWhereItWasRedirected()
{
    m_bench->routes->mirrors()[0].finalUrl = QUrl(QStringLiteral("http://other.example/file"));
    Connection &connection = m_bench->fetching({0, 4});
    QVERIFY(std::holds_alternative<RequestRecovery::AskAgain>(fail(connection, ErrorKind::NotFound)));
    QVERIFY(m_bench->routes->at(0).finalUrl.isEmpty());
    QVERIFY(!m_bench->routes->at(0).isSpent);
    QCOMPARE(connection.avoid, -1);
}

/// A file whose answers nothing binds together is all from one of them.
void tst_RequestRecovery::beginsAgain()
{
    Head head;
    head.mirror = 0;
    head.table = m_bench->map.sharedTable();
    m_bench->routes->learn(head, 0);
    QVERIFY(m_bench->routes->version().isOneAnswer());
    Connection &connection = m_bench->fetching({0, 4});
    JobEnd cut = endOf(connection, ErrorKind::Stalled);
    cut.bytes = 1000;
    cut.refusal.retryAfter = 3s;
    const Next next = fail(connection, cut);
    const auto *end = std::get_if<RequestRecovery::GiveUp>(&next);
    QVERIFY(end && end->when == RequestRecovery::GiveUp::When::Now);
    QVERIFY(end->failure.isCut && end->failure.mayHeal);
    QCOMPARE(end->failure.wait, std::optional<std::chrono::milliseconds>(3s));
    QCOMPARE(m_bench->routes->facts(0).stalls, 1); // next time it may be silent for longer
}

void tst_RequestRecovery::leavesTheBusyHostAlone()
{
    Connection &connection = m_bench->fetching({0, 4});
    JobEnd busy = endOf(connection, ErrorKind::ServerBusy);
    busy.refusal.retryAfter = 60s;
    QVERIFY(std::holds_alternative<RequestRecovery::AskAgain>(fail(connection, busy)));
    QVERIFY(!m_bench->services.hosts.isFree(m_bench->routes->at(0).host));
    QVERIFY(m_bench->services.hosts.isFree(m_bench->routes->at(1).host));
    QCOMPARE(m_events.size(), 1);
    QCOMPARE(m_events[0].delayMs, 60'000);
}

/// It is no retry, but what giving up will say.
void tst_RequestRecovery::lastWordOfTheLastMirror()
{
    make(1);
    Connection &connection = m_bench->fetching({0, 4});
    QVERIFY(std::holds_alternative<RequestRecovery::AskAgain>(fail(connection, ErrorKind::NotFound)));
    QVERIFY(m_bench->routes->mirrors().allSpent());
    QVERIFY(m_events.isEmpty());
}

void tst_RequestRecovery::patienceEnds()
{
    Connection &other = m_bench->fetching({0, 4}, 0);
    Connection &connection = m_bench->fetching({4, 8}, 1);
    m_bench->order.patience = 0ms;
    // The second mirror had no chance yet.
    QVERIFY(std::holds_alternative<RequestRecovery::AskAgain>(fail(other, ErrorKind::ConnectionLost)));
    JobEnd step = endOf(connection, ErrorKind::ConnectionLost);
    step.isStep = true;
    QVERIFY(std::holds_alternative<RequestRecovery::AskAgain>(fail(connection, step)));
    m_bench->order.patience.reset(); // the next job is not hurried
    Connection &again = m_bench->fetching({8, 12}, 1);
    m_bench->order.patience = 0ms;
    const Next last = fail(again, ErrorKind::ConnectionLost);
    const auto *end = std::get_if<RequestRecovery::GiveUp>(&last);
    QVERIFY(end && end->when == RequestRecovery::GiveUp::When::WhenIdle);
    QVERIFY(end->failure.mayHeal);
}

SLUICE_TEST(tst_RequestRecovery)
#include "tst_requestrecovery.moc"
