#include "core/transfer/fetch/chunkpairing.h"
#include "core/transfer/fetch/finishedchunks.h"
#include "core/transfer/fetch/undecodedchunk.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;
using blte::FaultKind;
using core::MissingKeys;

/// What is decided about one chunk: whether it waits for its neighbour, and what becomes of it when it does
/// not decode.
class tst_ChunkDecisions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pairs_data();
    void pairs();
    void undecodedBecomes_data();
    void undecodedBecomes();
    void suspectsKeys_data();
    void suspectsKeys();
    void finishedAreTakenOnce();
};

void tst_ChunkDecisions::pairs_data()
{
    QTest::addColumn<bool>("hasMd5");
    QTest::addColumn<quint64>("encoded");
    QTest::addColumn<quint64>("decoded");
    QTest::addColumn<bool>("pairs");
    const quint64 most = kLargestPaired;
    QTest::newRow("small") << true << quint64(1) << quint64(1) << true;
    QTest::newRow("largest") << true << most << quint64(2 << 20) << true;
    QTest::newRow("larger") << true << most + 1 << quint64(1) << false;
    QTest::newRow("decodes to more than is decoded whole") << true << quint64(9) << quint64(3 << 20) << false;
    QTest::newRow("size unknown") << true << quint64(blte::kUnknownSize) << quint64(1) << false;
    QTest::newRow("decoded size unknown") << true << quint64(9) << quint64(blte::kUnknownSize) << false;
    QTest::newRow("empty") << true << quint64(0) << quint64(0) << false;
    QTest::newRow("no digest") << false << quint64(9) << quint64(9) << false;
}

void tst_ChunkDecisions::pairs()
{
    QFETCH(bool, hasMd5);
    QFETCH(quint64, encoded);
    QFETCH(quint64, decoded);
    QFETCH(bool, pairs);
    blte::Chunk chunk;
    chunk.hasMd5 = hasMd5;
    chunk.encodedSize = encoded;
    chunk.decodedSize = decoded;
    blte::Limits limits;
    limits.wholeDecoded = 2 << 20;
    QCOMPARE(isPairable(chunk, limits), pairs);
    limits.wholeEncoded = 0; // everything streams
    QVERIFY(!isPairable(chunk, limits));
}

void tst_ChunkDecisions::undecodedBecomes_data()
{
    QTest::addColumn<FaultKind>("kind");
    QTest::addColumn<MissingKeys>("policy");
    QTest::addColumn<bool>("hasSize");
    QTest::addColumn<Undecoded>("becomes");
    const auto row = [](const char *name, FaultKind kind, MissingKeys policy, bool hasSize,
                        Undecoded becomes) { QTest::newRow(name) << kind << policy << hasSize << becomes; };
    using K = FaultKind;
    row("locked, to fail", K::KeyMissing, MissingKeys::Fail, true, Undecoded::Fails);
    row("locked", K::KeyMissing, MissingKeys::ZeroFill, true, Undecoded::Zeros);
    row("locked, to be kept", K::KeyMissing, MissingKeys::Keep, true, Undecoded::ZerosAndKept);
    row("wrong key, to fail", K::KeyWrong, MissingKeys::Fail, true, Undecoded::Fails);
    row("wrong key", K::KeyWrong, MissingKeys::ZeroFill, true, Undecoded::Zeros);
    row("wrong key, to be kept", K::KeyWrong, MissingKeys::Keep, true, Undecoded::ZerosAndKept);
    row("unknown size", K::KeyMissing, MissingKeys::ZeroFill, false, Undecoded::Fails);
    row("unknown size, to be kept", K::KeyMissing, MissingKeys::Keep, false, Undecoded::ZerosAndKept);
    row("damaged", K::ChunkDigestWrong, MissingKeys::ZeroFill, true, Undecoded::Fails);
    row("damaged, to be kept", K::ChunkDigestWrong, MissingKeys::Keep, true, Undecoded::Fails);
    row("nonsense", K::StreamCorrupt, MissingKeys::Keep, true, Undecoded::Fails);
}

void tst_ChunkDecisions::undecodedBecomes()
{
    QFETCH(FaultKind, kind);
    QFETCH(MissingKeys, policy);
    QFETCH(bool, hasSize);
    QFETCH(Undecoded, becomes);
    blte::Chunk chunk;
    chunk.decodedSize = hasSize ? 10 : blte::kUnknownSize;
    QVERIFY(undecoded({kind}, policy, chunk) == becomes);
}

void tst_ChunkDecisions::suspectsKeys_data()
{
    QTest::addColumn<FaultKind>("kind");
    QTest::addColumn<bool>("hasMd5");
    QTest::addColumn<bool>("suspects");
    QTest::newRow("unproven nonsense") << FaultKind::StreamCorrupt << false << true;
    QTest::newRow("proven nonsense") << FaultKind::StreamCorrupt << true << false;
    QTest::newRow("locked") << FaultKind::KeyMissing << false << false;
}

/// Where nothing proves the encoded bytes, a wrong key looks like damage.
void tst_ChunkDecisions::suspectsKeys()
{
    QFETCH(FaultKind, kind);
    QFETCH(bool, hasMd5);
    QFETCH(bool, suspects);
    blte::Chunk chunk;
    chunk.hasMd5 = hasMd5;
    const core::Error with = undecodedError({kind}, chunk, {{blte::KeyName{1}, 0}});
    const core::Error without = undecodedError({kind}, chunk, {});
    QVERIFY(with.kind == without.kind);
    QCOMPARE(with.detail != without.detail, suspects);
}

void tst_ChunkDecisions::finishedAreTakenOnce()
{
    FinishedChunks finished;
    finished.begin(4);
    QVERIFY(finished.take().isEmpty());
    finished.add('N');
    finished.addLocked({5, blte::KeyName{1}, false});
    finished.add('E');
    QCOMPARE(finished.take(), (ChunkRun{4, 6}));
    QCOMPARE(finished.takeModes(), QByteArray("NE"));
    QVERIFY(finished.take().isEmpty() && finished.takeModes().isEmpty());
    finished.add('Z');
    QCOMPARE(finished.take(), (ChunkRun{6, 7}));
    // Another run; what was locked is still told.
    finished.begin(1);
    QVERIFY(finished.takeModes().isEmpty() && finished.take().isEmpty());
    QCOMPARE(finished.takeLocked().size(), std::size_t(1));
    QVERIFY(finished.takeLocked().empty());
}

SLUICE_TEST(tst_ChunkDecisions)
#include "tst_chunkdecisions.moc"
