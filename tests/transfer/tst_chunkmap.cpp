#include "core/transfer/routing/chunkmap.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

using namespace transfer;

class tst_ChunkMap : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void runsAreCutAtTheWantedSize();
    void adoptsARecord();
    void everyCountFollowsEveryChange();
    void unknownSizesCountAsNothing();
};

namespace {

ChunkMap plainMap(quint64 size, quint64 piece)
{
    return ChunkMap(std::make_shared<const blte::ChunkTable>(blte::ChunkTable::plain(size, piece)));
}

} // namespace

void tst_ChunkMap::runsAreCutAtTheWantedSize()
{
    ChunkMap map = plainMap(1000, 100);
    QCOMPARE(map.nextRun(250), (ChunkRun{0, 3}));
    QCOMPARE(map.nextRun(1), (ChunkRun{0, 1}));
    map.set(ChunkRun{0, 3}, ChunkState::InFlight);
    map.set(5, ChunkState::Done);
    QCOMPARE(map.nextRun(10'000), (ChunkRun{3, 5}));
    map.set(ChunkRun{3, 5}, ChunkState::InFlight);
    QCOMPARE(map.nextRun(10'000), (ChunkRun{6, 10}));
    map.set(1, ChunkState::Missing);
    QCOMPARE(map.nextRun(10'000), (ChunkRun{1, 2}));
}

void tst_ChunkMap::adoptsARecord()
{
    ChunkMap map = plainMap(1000, 100);
    QBitArray finished(10);
    finished.setBit(0);
    finished.setBit(1);
    finished.setBit(9);
    QBitArray locked(10);
    locked.setBit(2);
    map.adopt(finished, locked);
    QCOMPARE(map.count(ChunkState::Done), 3u);
    QCOMPARE(map.count(ChunkState::Locked), 1u);
    QCOMPARE(map.encodedDone(), 400u);
    QCOMPARE(map.encodedMissing(), 600u);
    QCOMPARE(map.contiguousDecoded(), 300u);
    QCOMPARE(map.nextRun(10'000), (ChunkRun{3, 9}));
}

void tst_ChunkMap::everyCountFollowsEveryChange()
{
    ChunkMap map = plainMap(6400, 100);
    QRandomGenerator random(42);
    for (int i = 0; i < 5000; ++i) {
        map.set(static_cast<std::size_t>(random.bounded(64)), static_cast<ChunkState>(random.bounded(5)));
        quint64 done = 0;
        std::size_t unfinished = map.size();
        std::size_t wanted = map.size();
        for (std::size_t c = map.size(); c-- > 0;) {
            const bool isFinished = map.state(c) == ChunkState::Done || map.state(c) == ChunkState::Locked;
            done += isFinished ? 100 : 0;
            unfinished = isFinished ? unfinished : c;
            wanted = map.state(c) == ChunkState::Missing ? c : wanted;
        }
        QCOMPARE(map.encodedDone(), done);
        QCOMPARE(map.isComplete(), done == 6400);
        QCOMPARE(map.contiguousDecoded(), unfinished * 100);
        QCOMPARE(map.nextRun(1).first, wanted);
    }
}

void tst_ChunkMap::unknownSizesCountAsNothing()
{
    ChunkMap map(
        std::make_shared<const blte::ChunkTable>(blte::ChunkTable::headerless(blte::kUnknownSize, nullptr)));
    QCOMPARE(map.size(), 1u);
    QCOMPARE(map.encodedMissing(), 0u);
    QCOMPARE(map.nextRun(1), (ChunkRun{0, 1}));
    map.set(0, ChunkState::Done);
    QVERIFY(map.isComplete());
    QCOMPARE(map.encodedDone(), 8u);
}

SLUICE_TEST(tst_ChunkMap)
#include "tst_chunkmap.moc"
