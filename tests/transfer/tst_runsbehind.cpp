#include "core/transfer/runsbehind.h"

#include "tests/support/testmain.h"
#include "tests/transfer/schedulerparts.h"

#include <QTest>

using namespace transfer;
using Doing = Connection::Doing;

/// What a connection is told before it is done with what it has.
class tst_RunsBehind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void asksAhead();
    void doesNotAskAhead_data();
    void doesNotAskAhead();
    void goesOnInAnOpenAnswer();
    void endsAnOpenAnswer();
    void holdsAnAnswerForOthers();
    void tellsWhenOneIsHeldTooLong();

private:
    Connection &openAnswer(ChunkRun run);

    std::unique_ptr<ChunkMap> m_map; ///< of chunks with digests
    std::unique_ptr<parts::Bench> m_bench;
    std::optional<RunAssigner> m_assigner;
    std::optional<RunsBehind> m_behind;
    int m_heldTooLong = 0;
};

namespace {

constexpr std::size_t kChunks = 64;

ChunkMap provenMap()
{
    std::vector<blte::Chunk> chunks(kChunks);
    std::uint64_t at = 12 + 24 * kChunks;
    for (std::size_t i = 0; i < kChunks; ++i) {
        chunks[i] = {at, i * parts::kPiece, parts::kPiece, parts::kPiece, {}, true};
        at += parts::kPiece;
    }
    return ChunkMap(std::make_shared<const blte::ChunkTable>(
        blte::ChunkTable::fromHeader(12 + 24 * kChunks, 0x0F, {}, std::move(chunks), {})));
}

} // namespace

void tst_RunsBehind::init()
{
    m_behind.reset();
    m_assigner.reset();
    m_bench = std::make_unique<parts::Bench>();
    m_map = std::make_unique<ChunkMap>(provenMap());
    m_heldTooLong = 0;
    m_bench->connections->setMap(*m_map);
    m_assigner.emplace(m_bench->services, m_bench->order, *m_bench->routes, *m_bench->connections, [] {});
    m_behind.emplace(m_bench->services, *m_bench->routes, *m_bench->connections, *m_assigner,
                     [this] { ++m_heldTooLong; });
}

void tst_RunsBehind::asksAhead()
{
    Connection &connection = m_bench->fetching({0, 4});
    m_behind->endIsNear(connection);
    QCOMPARE(connection.next.first, 4u);
    QVERIFY(!connection.next.isEmpty());
    QCOMPARE(m_map->count(ChunkState::InFlight), 4 + connection.next.size());
    const ChunkRun next = connection.next;
    m_behind->endIsNear(connection); // it knows already
    QCOMPARE(connection.next, next);
}

void tst_RunsBehind::doesNotAskAhead_data()
{
    using Spoil = std::function<void(parts::Bench &, Connection &, ChunkMap &)>;
    QTest::addColumn<Spoil>("spoil");
    const auto row = [](const char *name, Spoil spoil) { QTest::newRow(name) << std::move(spoil); };
    row("nothing is missing", [](parts::Bench &, Connection &, ChunkMap &map) {
        map.set(ChunkRun{4, kChunks}, ChunkState::Done);
    });
    row("it is not fetching",
        [](parts::Bench &bench, Connection &connection, ChunkMap &) { bench.connections->rest(connection); });
    row("it asks for the head",
        [](parts::Bench &, Connection &connection, ChunkMap &) { connection.head.emplace(); });
    row("its host confuses answers", [](parts::Bench &bench, Connection &, ChunkMap &) {
        HostNews news;
        news.ahead = false;
        bench.services.hosts.learn(bench.routes->at(0).host, news);
    });
    row("there are too many",
        [](parts::Bench &bench, Connection &, ChunkMap &) { bench.services.tuning.connections = 0; });
    row("its buffers have another size now", [](parts::Bench &bench, Connection &, ChunkMap &) {
        bench.services.memoryPressure = MemoryPressure::High;
    });
    row("its mirror is not the best any more",
        [](parts::Bench &bench, Connection &, ChunkMap &) { bench.routes->mirrors().setForeign(0, {}); });
    row("its host would get several ranges", [](parts::Bench &, Connection &, ChunkMap &map) {
        for (std::size_t i = 5; i < kChunks; i += 2)
            map.set(i, ChunkState::Done);
    });
    row("no digest tells whose answer it is",
        [](parts::Bench &bench, Connection &, ChunkMap &) { bench.connections->setMap(bench.map); });
}

void tst_RunsBehind::doesNotAskAhead()
{
    using Spoil = std::function<void(parts::Bench &, Connection &, ChunkMap &)>;
    QFETCH(Spoil, spoil);
    Connection &connection = m_bench->fetching({0, 4});
    spoil(*m_bench, connection, *m_map);
    m_behind->endIsNear(connection);
    QVERIFY(connection.next.isEmpty());
}

Connection &tst_RunsBehind::openAnswer(ChunkRun run)
{
    Connection &connection = m_bench->fetching(run);
    connection.isOpen = true;
    ++*connection.received;
    return connection;
}

void tst_RunsBehind::goesOnInAnOpenAnswer()
{
    Connection &connection = openAnswer({0, 4});
    m_behind->endIsNear(connection);
    QCOMPARE(connection.next, (ChunkRun{4, 8}));
    QVERIFY(connection.isOpen);
    QCOMPARE(m_map->state(7), ChunkState::InFlight);
}

void tst_RunsBehind::endsAnOpenAnswer()
{
    Connection &connection = openAnswer({0, 4});
    Connection &other = m_bench->fetching({4, 8});
    ++*other.received;
    m_behind->endIsNear(connection);
    QVERIFY(connection.next.isEmpty());
    QVERIFY(!connection.isOpen && !connection.isAsking);
    QVERIFY(!m_behind->isAnyHeld());
}

/// Until the other one has its answer, or is given up.
void tst_RunsBehind::holdsAnAnswerForOthers()
{
    Connection &connection = openAnswer({0, 4});
    Connection &other = m_bench->fetching({4, 8});
    QCOMPARE(m_behind->unanswered(), &other);
    m_behind->endIsNear(connection);
    QVERIFY(m_behind->isAnyHeld());
    m_behind->askAgain();
    QVERIFY(m_behind->isAnyHeld());
    m_bench->connections->retire(other);
    QVERIFY(!m_behind->unanswered());
    m_behind->askAgain();
    QVERIFY(!m_behind->isAnyHeld());
    QCOMPARE(connection.next, (ChunkRun{4, 8}));
}

void tst_RunsBehind::tellsWhenOneIsHeldTooLong()
{
    Connection &connection = openAnswer({0, 4});
    m_bench->fetching({4, 8});
    m_behind->endIsNear(connection);
    QCOMPARE(m_heldTooLong, 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_heldTooLong, 1, 20'000);
    QVERIFY(m_behind->isAnyHeld()); // whoever is told decides
}

SLUICE_TEST(tst_RunsBehind)
#include "tst_runsbehind.moc"
