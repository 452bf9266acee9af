#include "partialfixture.h"

#include "core/storage/partpaths.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using core::ErrorKind;
using storage::PartialDownload;
using namespace fixture;

class tst_PartialDownload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aWholeDownload();
    void closeGivesTheLockBack();
    void secondOpenIsRefused();
    void folderMissing();
    void aSnapshotMayWait();
    void beginAgain();
    void beginWithAnotherTable();
    void decodedSizeBecomesKnown();
    void commitRefusesToReplace();
    void commitStretchesToTheSize();
    void discardLeavesNothing();
    void nothingWorksAfterTheEnd();
    void callsBeforeBeginAreRefused();
    void emptyPartIsNotLeftBehind();
    void partFileLinkIsNotFollowed();

private:
    QString folder() const { return m_dir->filePath(QStringLiteral("sub")); }
    QString target() const { return folder() + QStringLiteral("/file.bin"); }
    storage::FoundPartial open();
    storage::FoundPartial openBegun();

    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_PartialDownload::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

storage::FoundPartial tst_PartialDownload::open()
{
    auto found = storage::openPartial(m_dir->path(), target());
    if (found)
        return std::move(*found);
    qWarning("%s", problemOf(found).constData());
    return {};
}

storage::FoundPartial tst_PartialDownload::openBegun()
{
    auto found = open();
    if (found.partial && !found.partial->begin(recordOf()))
        found.partial.reset();
    return found;
}

void tst_PartialDownload::aWholeDownload()
{
    auto found = open();
    QVERIFY(found.partial);
    QVERIFY(!found.record);
    QVERIFY_OK(found.partial->begin(recordOf()));
    for (quint32 chunk = kChunks; chunk-- > 0;) {
        QVERIFY_OK(finish(*found.partial, chunk));
        QVERIFY(found.partial->journal().isDirty());
        if (chunk % 3 == 0) {
            QVERIFY_OK(found.partial->checkpoint());
            QVERIFY(!found.partial->journal().isDirty());
        }
    }
    QVERIFY_OK(commit(found.partial));
    QCOMPARE(contentsOf(target()), wholeContent());
    QCOMPARE(filesIn(folder()), QStringList{QStringLiteral("file.bin")});
}

void tst_PartialDownload::closeGivesTheLockBack()
{
    auto first = openBegun();
    QVERIFY_OK(finish(*first.partial, 1));
    first.partial->close();
    const auto second = open();
    QVERIFY(second.record);
    QCOMPARE(bitsOf(second.record->finished), QStringLiteral("01000000"));
    QCOMPARE(bitsOf(first.partial->record().finished), QStringLiteral("01000000"));
    QVERIFY_FAILS(first.partial->part().write(0, view(contentOf(0))), ErrorKind::Cancelled);
}

void tst_PartialDownload::secondOpenIsRefused()
{
    const auto first = openBegun();
    QVERIFY_FAILS(storage::openPartial(m_dir->path(), target()), ErrorKind::PartFileLocked);
}

void tst_PartialDownload::folderMissing()
{
    const QString gone = m_dir->filePath(QStringLiteral("gone"));
    QVERIFY_FAILS(storage::openPartial(gone, gone + QStringLiteral("/a/b.bin")), ErrorKind::FolderMissing);
    QVERIFY(!QFileInfo::exists(gone));
    QVERIFY_FAILS(storage::openPartial(folder(), m_dir->filePath(QStringLiteral("b.bin"))),
                  ErrorKind::FolderMissing);
    QVERIFY_OK(storage::openPartial(m_dir->path(), m_dir->filePath(QStringLiteral("a/b/c/d.bin"))));
    QVERIFY_FAILS(
        storage::openPartial(m_dir->filePath(QStringLiteral("a")), m_dir->filePath(QStringLiteral("x"))),
        ErrorKind::NameRefused);
}

void tst_PartialDownload::aSnapshotMayWait()
{
    using Snapshot = PartialDownload::Snapshot;
    auto found = open();
    QVERIFY_OK(found.partial->begin(recordOf(), Snapshot::AtCheckpoint));
    QVERIFY_OK(finish(*found.partial, 3));
    QVERIFY(!QFile::exists(storage::recordPath(target())));
    found.partial.reset(); // as a kill would: what was fetched is fetched again, and not believed
    found = open();
    QVERIFY(!found.record);

    QVERIFY_OK(found.partial->begin(recordOf(), Snapshot::AtCheckpoint));
    QVERIFY_OK(finish(*found.partial, 3));
    QVERIFY(found.partial->journal().isDirty());
    QVERIFY_OK(found.partial->checkpoint());
    QVERIFY_OK(finish(*found.partial, 5));
    found.partial.reset();
    found = open();
    QVERIFY(found.record);
    QCOMPARE(bitsOf(found.record->finished), QStringLiteral("00010100"));
    // There is something now that a crash must not let lie.
    QVERIFY_OK(found.partial->begin(recordOf(), Snapshot::AtCheckpoint));
    found.partial.reset();
    QVERIFY(open().record);
}

void tst_PartialDownload::beginAgain()
{
    auto found = openBegun();
    QVERIFY_OK(finish(*found.partial, 1));
    QVERIFY_OK(finish(*found.partial, 2));
    auto wanted = recordOf();
    wanted.finished.setBit(2); // keep this one
    wanted.finished.setBit(3); // and this one was never there
    QVERIFY_OK(found.partial->begin(wanted));
    QCOMPARE(bitsOf(found.partial->record().finished), QStringLiteral("00100000"));
    found.partial.reset();
    QCOMPARE(bitsOf(open().record->finished), QStringLiteral("00100000"));
}

void tst_PartialDownload::beginWithAnotherTable()
{
    auto found = openBegun();
    QVERIFY_OK(finish(*found.partial, 1));
    auto spool = found.partial->openSpool(2);
    QVERIFY_OK((*spool)->append(view("abc")));
    QVERIFY_OK(found.partial->spoolGrown(2, **spool));
    QVERIFY_OK(found.partial->checkpoint());
    auto other = recordOf();
    other.tableDigest.fill(8);
    other.finished.fill(true);
    QVERIFY_OK(found.partial->begin(other));
    QCOMPARE(found.partial->record().finished.count(true), 0);
    QVERIFY(!QFileInfo::exists(storage::spoolPath(target(), 2)));
    QCOMPARE(contentsOf(storage::partPath(target())).count('\0'), qsizetype(kChunks * kChunkSize));
}

void tst_PartialDownload::decodedSizeBecomesKnown()
{
    auto found = open();
    auto record = recordOf(1);
    record.decodedSize = kUnknown;
    QVERIFY_OK(found.partial->begin(record));
    QVERIFY_OK(found.partial->part().write(0, view(contentOf(0))));
    QVERIFY_OK(found.partial->part().write(900, view(contentOf(1)))); // more than it turned out to be
    QVERIFY_OK(found.partial->setDecodedSize(kChunkSize));
    QCOMPARE(QFileInfo(storage::partPath(target())).size(), qint64(kChunkSize));
    QVERIFY_OK(finish(*found.partial, 0));
    found.partial.reset();
    found = open();
    QCOMPARE(found.record->decodedSize, kChunkSize);
    QCOMPARE(found.record->finished.count(true), 1);
    QVERIFY_FAILS(found.partial->setDecodedSize(kUnknown - 1), ErrorKind::FileTooLarge);
}

void tst_PartialDownload::commitRefusesToReplace()
{
    auto found = openBegun();
    for (quint32 chunk = 0; chunk < kChunks; ++chunk)
        QVERIFY_OK(finish(*found.partial, chunk));
    QVERIFY(putContents(target(), "someone's"));
    QVERIFY_FAILS(commit(found.partial), ErrorKind::TargetExists);
    QCOMPARE(contentsOf(target()), QByteArray("someone's"));
    QVERIFY_OK(commit(found.partial, core::WhenExists::Overwrite));
    QCOMPARE(contentsOf(target()), wholeContent());
    QCOMPARE(filesIn(folder()), QStringList{QStringLiteral("file.bin")});
}

void tst_PartialDownload::commitStretchesToTheSize()
{
    auto found = openBegun();
    QVERIFY(QFile::resize(storage::partPath(target()), 0)); // where nothing could be reserved
    for (quint32 chunk = 0; chunk < kChunks - 1; ++chunk)
        QVERIFY_OK(finish(*found.partial, chunk));
    QVERIFY_OK(found.partial->journal().chunkFinished(lockedNoteOf(kChunks - 1)));
    found.partial.reset();
    found = open();
    QCOMPARE(bitsOf(found.record->locked), QStringLiteral("00000001"));
    QVERIFY_OK(commit(found.partial));
    QCOMPARE(contentsOf(target()), wholeContent(kChunks - 1) + QByteArray(qsizetype(kChunkSize), '\0'));
}

void tst_PartialDownload::discardLeavesNothing()
{
    auto found = openBegun();
    QVERIFY_OK(finish(*found.partial, 0));
    QVERIFY_OK(found.partial->openSpool(5));
    QVERIFY(putContents(storage::recordPath(target()) + QStringLiteral(".bad"), "SLUR, and damaged"));
    QVERIFY_OK(found.partial->discard());
    QVERIFY_OK(found.partial->discard());
    QCOMPARE(filesIn(folder()), QStringList());
    QVERIFY(open().partial); // the lock is free
}

void tst_PartialDownload::nothingWorksAfterTheEnd()
{
    auto found = openBegun();
    QVERIFY_OK(found.partial->discard());
    std::array<std::uint8_t, 4> buffer{};
    QVERIFY_FAILS(found.partial->part().write(0, view("x")), ErrorKind::Cancelled);
    QVERIFY_FAILS(found.partial->part().read(0, buffer), ErrorKind::Cancelled);
    QVERIFY_FAILS(found.partial->journal().chunkFinished(noteOf(0)), ErrorKind::Cancelled);
    QVERIFY_FAILS(found.partial->openSpool(0), ErrorKind::Cancelled);
    QVERIFY_FAILS(found.partial->checkpoint(), ErrorKind::Cancelled);
    QVERIFY_FAILS(found.partial->begin(recordOf()), ErrorKind::Cancelled);
    QVERIFY_FAILS(commit(found.partial), ErrorKind::Cancelled);
}

void tst_PartialDownload::callsBeforeBeginAreRefused()
{
    auto found = open();
    QVERIFY_FAILS(found.partial->journal().chunkFinished(noteOf(0)), ErrorKind::Internal);
    QVERIFY_FAILS(found.partial->openSpool(0), ErrorKind::Internal);
    QVERIFY_FAILS(found.partial->setDecodedSize(5), ErrorKind::Internal);
    QVERIFY_OK(found.partial->checkpoint());
    QVERIFY_OK(found.partial->begin(recordOf()));
    QVERIFY_FAILS(found.partial->journal().chunkFinished(noteOf(kChunks)), ErrorKind::Internal);
    QVERIFY_FAILS(found.partial->part().write(kUnknown - 2, view("abc")), ErrorKind::FileTooLarge);
}

void tst_PartialDownload::emptyPartIsNotLeftBehind()
{
    open();
    QCOMPARE(filesIn(folder()), QStringList());
}

void tst_PartialDownload::partFileLinkIsNotFollowed()
{
    const QString victim = m_dir->filePath(QStringLiteral("victim"));
    QVERIFY(putContents(victim, "precious"));
    QVERIFY(QDir().mkdir(folder()));
    if (!QFile::link(victim, storage::partPath(target())))
        QSKIP("no symbolic links here");
    QVERIFY_FAILS(storage::openPartial(m_dir->path(), target()), ErrorKind::NameRefused);
    QCOMPARE(contentsOf(victim), QByteArray("precious"));
}

SLUICE_TEST(tst_PartialDownload)
#include "tst_partialdownload.moc"
