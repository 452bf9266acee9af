#include "partialfixture.h"

#include "core/storage/chunkjournal.h"
#include "core/storage/filesystem.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using core::ErrorKind;
using storage::ChunkJournal;
using storage::JournalState;
using namespace fixture;

class tst_ChunkJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyPair_data();
    void everyPair();
    void states();
    void aSnapshotWaits();
    void notesBetweenCheckpoints();
    void withoutATable();
    void whatWasNotSyncedIsDropped();
    void finishKeepsTheLocked();
    void rest();

private:
    using Snapshot = ChunkJournal::Snapshot;
    QString target() const { return m_dir->filePath(QStringLiteral("file.bin")); }
    std::optional<storage::JournalContent> onDisk() const
    {
        return storage::JournalFile(storage::recordPath(target())).load().value_or(std::nullopt);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<storage::PartialDownload> m_partial;
    ChunkJournal *m_journal = nullptr;
};

void tst_ChunkJournal::init()
{
    m_partial.reset();
    m_dir = std::make_unique<QTemporaryDir>();
    auto claim = storage::claimPart(target());
    const auto volume = storage::fs::volumeOf(m_dir->path());
    QVERIFY_OK(claim);
    m_partial = std::make_unique<storage::PartialDownload>(std::move(*claim), *volume, nullptr);
    m_journal = &m_partial->journal();
}

void tst_ChunkJournal::everyPair_data()
{
    QTest::addColumn<JournalState>("from");
    QTest::addColumn<QList<JournalState>>("successors");
    using S = JournalState;
    QTest::newRow("empty") << S::Empty << QList{S::Held, S::Kept, S::Dropped};
    QTest::newRow("held") << S::Held << QList{S::Kept, S::Empty};
    QTest::newRow("kept") << S::Kept << QList{S::Dropped};
    QTest::newRow("dropped") << S::Dropped << QList{S::Kept};
}

void tst_ChunkJournal::everyPair()
{
    QFETCH(JournalState, from);
    QFETCH(QList<JournalState>, successors);
    for (int i = 0; i < storage::kJournalStateCount; ++i) {
        const auto to = static_cast<JournalState>(i);
        QCOMPARE(storage::canMove(from, to), successors.contains(to));
    }
}

void tst_ChunkJournal::states()
{
    QCOMPARE(m_journal->state(), JournalState::Empty);
    QVERIFY_OK(m_journal->begin(recordOf(), Snapshot::AtCheckpoint));
    QCOMPARE(m_journal->state(), JournalState::Held);
    QVERIFY_OK(m_journal->forget());
    QCOMPARE(m_journal->state(), JournalState::Empty);
    QVERIFY_OK(m_journal->begin(recordOf(), Snapshot::Now));
    QCOMPARE(m_journal->state(), JournalState::Kept);
    QVERIFY(onDisk());
    QVERIFY_OK(m_journal->begin(recordOf(), Snapshot::AtCheckpoint)); // there is something to lose
    QCOMPARE(m_journal->state(), JournalState::Kept);
    QVERIFY_OK(m_journal->forget());
    QCOMPARE(m_journal->state(), JournalState::Dropped);
    QVERIFY(!onDisk());
    QVERIFY_OK(m_journal->begin(recordOf(), Snapshot::AtCheckpoint));
    QCOMPARE(m_journal->state(), JournalState::Kept);
}

void tst_ChunkJournal::aSnapshotWaits()
{
    QVERIFY_OK(m_journal->begin(recordOf(), Snapshot::AtCheckpoint));
    QVERIFY(!onDisk());
    QCOMPARE(m_partial->part().state(), storage::PartState::Fresh);
    QVERIFY_OK(m_journal->spoolBegins(3)); // of which something will be on the disk
    QCOMPARE(m_journal->state(), JournalState::Kept);
    QVERIFY_OK(m_journal->checkpoint());
    QVERIFY(onDisk());
    QCOMPARE(m_partial->part().state(), storage::PartState::Named);
}

void tst_ChunkJournal::notesBetweenCheckpoints()
{
    QVERIFY_OK(m_journal->begin(recordOf(), Snapshot::Now));
    QVERIFY(!m_journal->isDirty());
    QVERIFY_OK(finish(*m_partial, 2));
    QVERIFY(m_journal->isDirty());
    QCOMPARE(onDisk()->chunks, std::vector{noteOf(2)});
    QCOMPARE(bitsOf(onDisk()->record.finished), QStringLiteral("00000000"));
    QVERIFY_OK(m_journal->checkpoint());
    QVERIFY(!m_journal->isDirty());
    QVERIFY(onDisk()->chunks.empty());
    QCOMPARE(onDisk()->record.proofs, std::vector{noteOf(2)});
    QCOMPARE(bitsOf(onDisk()->record.finished), QStringLiteral("00100000"));
    QCOMPARE(bitsOf(m_journal->record().finished), QStringLiteral("00100000"));
}

void tst_ChunkJournal::withoutATable()
{
    QVERIFY_OK(m_journal->checkpoint());
    QVERIFY(!onDisk());
    QVERIFY_FAILS(m_journal->chunkFinished(noteOf(0)), ErrorKind::Internal);
    QVERIFY_FAILS(m_journal->spoolBegins(0), ErrorKind::Internal);
    QVERIFY_FAILS(m_journal->setDecodedSize(5), ErrorKind::Internal);
    QVERIFY_OK(m_journal->begin(recordOf(), Snapshot::Now));
    QVERIFY_FAILS(m_journal->chunkFinished(noteOf(kChunks)), ErrorKind::Internal);
    QVERIFY_FAILS(m_journal->spoolBegins(kChunks), ErrorKind::Internal);
}

void tst_ChunkJournal::whatWasNotSyncedIsDropped()
{
    QVERIFY_OK(m_journal->begin(recordOf(), Snapshot::Now));
    QVERIFY_OK(finish(*m_partial, 0));
    QVERIFY_OK(m_journal->checkpoint());
    QVERIFY_OK(finish(*m_partial, 1));
    const core::Error error = m_journal->giveUp({ErrorKind::SyncFailed, {}});
    QCOMPARE(error.kind, ErrorKind::SyncFailed);
    QCOMPARE(bitsOf(m_journal->record().finished), QStringLiteral("10000000"));
    QVERIFY(onDisk()->chunks.empty());
    QCOMPARE(bitsOf(onDisk()->record.finished), QStringLiteral("10000000"));
    QVERIFY_FAILS(m_journal->chunkFinished(noteOf(2)), ErrorKind::SyncFailed);
    QVERIFY_FAILS(m_journal->checkpoint(), ErrorKind::SyncFailed);
}

void tst_ChunkJournal::finishKeepsTheLocked()
{
    QVERIFY_OK(m_journal->begin(recordOf(), Snapshot::Now));
    QVERIFY_OK(m_journal->chunkFinished(lockedNoteOf(4)));
    for (const quint32 chunk : {2u, 4u}) {
        auto spool = m_partial->openSpool(chunk);
        QVERIFY_OK((*spool)->append(view("abc")));
        QVERIFY_OK(m_partial->spoolGrown(chunk, **spool));
    }
    QVERIFY_OK(m_journal->finish());
    QVERIFY(onDisk());
    QVERIFY(QFile::exists(storage::spoolPath(target(), 4)));
    QVERIFY(!QFile::exists(storage::spoolPath(target(), 2)));
    QVERIFY_OK(finish(*m_partial, 4));
    QVERIFY_OK(m_journal->finish());
    QVERIFY(!onDisk());
    QVERIFY(!QFile::exists(storage::spoolPath(target(), 4)));
}

void tst_ChunkJournal::rest()
{
    QVERIFY_OK(m_journal->begin(recordOf(), Snapshot::Now));
    QVERIFY(!onDisk()->rest);
    m_journal->noteRest();
    QVERIFY(onDisk()->rest);
    QVERIFY(onDisk()->rest->part == *m_partial->part().stamp());
    QVERIFY_OK(finish(*m_partial, 0)); // and it is at work again
    QVERIFY(!onDisk()->rest);
    m_journal->close();
    m_journal->noteRest();
    QVERIFY(!onDisk()->rest);
}

SLUICE_TEST(tst_ChunkJournal)
#include "tst_chunkjournal.moc"
