#include "partialfixture.h"

#include "core/storage/chunkprogress.h"
#include "tests/support/testmain.h"

using storage::ChunkProgress;
using storage::ResumeRecord;
using namespace fixture;

class tst_ChunkProgress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameTable_data();
    void sameTable();
    void beginKeepsWhatIsWantedAndThere();
    void beginWithAnotherTable();
    void theSizeStaysKnown();
    void proofsAreOfFinishedChunks();
    void unkeptIsDropped();
    void adopted();
    void keysInOrder();
    void crcOfTheWhole();
};

namespace {

ChunkProgress begun()
{
    ChunkProgress progress;
    progress.begin(recordOf());
    return progress;
}

} // namespace

void tst_ChunkProgress::sameTable_data()
{
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("isSame");
    QTest::newRow("as it was") << "" << true;
    QTest::newRow("header size") << "header" << false;
    QTest::newRow("encoded size") << "encoded" << false;
    QTest::newRow("digest") << "digest" << false;
    QTest::newRow("chunks") << "chunks" << false;
    QTest::newRow("decoded size") << "decoded" << false;
    QTest::newRow("decoded size unknown") << "unknown" << true;
    QTest::newRow("another mirror") << "mirror" << true;
}

void tst_ChunkProgress::sameTable()
{
    QFETCH(QString, other);
    ResumeRecord record = recordOf();
    if (other == u"header")
        ++record.headerSize;
    else if (other == u"encoded")
        ++record.encodedSize;
    else if (other == u"digest")
        record.tableDigest.fill(8);
    else if (other == u"chunks")
        record.finished.resize(kChunks + 1);
    else if (other == u"decoded")
        ++record.decodedSize;
    else if (other == u"unknown")
        record.decodedSize = kUnknown;
    else if (other == u"mirror")
        record.source.mirrors = {QUrl(QStringLiteral("http://other/file"))};
    QTEST(begun().isSameTable(record), "isSame");
}

void tst_ChunkProgress::beginKeepsWhatIsWantedAndThere()
{
    ChunkProgress progress = begun();
    progress.finish(noteOf(1));
    progress.finish(noteOf(2));
    progress.finish(lockedNoteOf(4));
    progress.addNetworkBytes(7);
    ResumeRecord wanted = recordOf();
    wanted.finished.setBit(2);
    wanted.finished.setBit(3);
    wanted.locked.setBit(4);
    progress.begin(wanted);
    QCOMPARE(bitsOf(progress.record().finished), QStringLiteral("00100000"));
    QCOMPARE(bitsOf(progress.record().locked), QStringLiteral("00001000"));
    QCOMPARE(progress.record().networkBytes, quint64(7));
}

void tst_ChunkProgress::beginWithAnotherTable()
{
    ChunkProgress progress = begun();
    progress.finish(noteOf(1));
    progress.noteKeys({{blte::KeyName{1}, 2}});
    progress.addNetworkBytes(7);
    ResumeRecord other = recordOf();
    other.tableDigest.fill(8);
    other.finished.fill(true);
    progress.begin(other);
    QCOMPARE(progress.record().finished.count(true), 0);
    QVERIFY(progress.record().usedKeys.empty());
    QVERIFY(progress.snapshot().proofs.empty());
    QCOMPARE(progress.record().networkBytes, quint64(7));
    progress.clear();
    QVERIFY(!progress.has(0));
    QCOMPARE(progress.record().networkBytes, quint64(7));
}

void tst_ChunkProgress::theSizeStaysKnown()
{
    ChunkProgress progress = begun();
    ResumeRecord unknown = recordOf();
    unknown.decodedSize = kUnknown;
    progress.begin(unknown);
    QCOMPARE(progress.record().decodedSize, quint64(kChunks * kChunkSize));
    progress.setDecodedSize(5);
    QCOMPARE(progress.record().decodedSize, quint64(5));
}

void tst_ChunkProgress::proofsAreOfFinishedChunks()
{
    ChunkProgress progress = begun();
    progress.finish(noteOf(3));
    progress.finish(lockedNoteOf(5));
    QVERIFY(progress.record().proofs.empty());
    QCOMPARE(progress.snapshot().proofs, std::vector{noteOf(3)});
    progress.finish(lockedNoteOf(3));
    QVERIFY(progress.snapshot().proofs.empty());
}

void tst_ChunkProgress::unkeptIsDropped()
{
    ChunkProgress progress = begun();
    progress.finish(noteOf(1));
    ResumeRecord snapshot = progress.snapshot();
    snapshot.partSize = 99;
    progress.setKept(snapshot);
    progress.finish(noteOf(2));
    progress.finish(lockedNoteOf(3));
    progress.dropUnkept();
    QCOMPARE(bitsOf(progress.record().finished), QStringLiteral("01000000"));
    QCOMPARE(bitsOf(progress.record().locked), QStringLiteral("00000000"));
    QCOMPARE(progress.record().partSize, quint64(99));
}

/// Only what both the snapshot said and the part file holds survives a failed sync.
void tst_ChunkProgress::adopted()
{
    ResumeRecord claimed = recordOf();
    claimed.finished.setBit(0);
    claimed.finished.setBit(1);
    ResumeRecord believed = claimed;
    believed.finished.clearBit(1);
    believed.finished.setBit(2); // noted behind the snapshot
    believed.proofs = {noteOf(0)};
    ChunkProgress progress;
    progress.adopt(believed, {noteOf(2)}, claimed);
    QVERIFY(progress.record().proofs.empty());
    QCOMPARE(progress.snapshot().proofs, (std::vector{noteOf(0), noteOf(2)}));
    progress.dropUnkept();
    QCOMPARE(bitsOf(progress.record().finished), QStringLiteral("10000000"));
}

void tst_ChunkProgress::keysInOrder()
{
    const blte::UsedKey low{blte::KeyName{1}, 9};
    const blte::UsedKey high{blte::KeyName{2}, 3};
    ChunkProgress progress = begun();
    progress.noteKeys({high, low});
    progress.noteKeys({low});
    QVERIFY((progress.record().usedKeys == std::vector{low, high}));
}

void tst_ChunkProgress::crcOfTheWhole()
{
    ChunkProgress progress = begun();
    for (quint32 chunk = 1; chunk < kChunks; ++chunk)
        progress.finish(noteOf(chunk));
    QVERIFY(!progress.contentCrc());
    progress.finish(noteOf(0));
    QCOMPARE(progress.contentCrc(), std::optional(storage::crc32(view(wholeContent()))));
    progress.finish(lockedNoteOf(0));
    QVERIFY(!progress.contentCrc());
}

SLUICE_TEST(tst_ChunkProgress)
#include "tst_chunkprogress.moc"
