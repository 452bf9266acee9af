#include "partialfixture.h"

#include "core/storage/journalfile.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using core::ErrorKind;
using storage::ChunkNote;
using storage::JournalFile;
using storage::SpoolNote;
using namespace fixture;

class tst_JournalFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void snapshotAndNotes();
    void inSteps();
    void noteNeedsASnapshot();
    void damagedOnesAreSetAside();
    void whatIsNotOursStays_data();
    void whatIsNotOursStays();

private:
    QString path() const { return m_dir->filePath(QStringLiteral("x.resume")); }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_JournalFile::snapshotAndNotes()
{
    JournalFile file(path());
    QVERIFY_OK(file.load());
    QVERIFY(!file.load()->has_value());
    QVERIFY_OK(file.replace(recordOf(), {SpoolNote{3, 9, 77}}));
    QVERIFY(file.isWritable());
    QVERIFY_OK(file.note(noteOf(1)));
    auto content = file.load();
    QVERIFY_OK(content);
    QVERIFY((*content)->isOurs);
    QVERIFY((*content)->record == recordOf());
    QCOMPARE((*content)->spools, (std::vector{SpoolNote{3, 9, 77}}));
    QCOMPARE((*content)->chunks, std::vector{noteOf(1)});
    QVERIFY_OK(file.replace(recordOf(5), {}));
    content = file.load();
    QVERIFY((*content)->record == recordOf(5));
    QVERIFY((*content)->chunks.empty());
    QCOMPARE(filesIn(m_dir->path()), QStringList{QStringLiteral("x.resume")});
    QVERIFY_OK(file.remove());
    QVERIFY(!file.isWritable());
    QCOMPARE(filesIn(m_dir->path()), QStringList());
}

/// Until it is adopted, the old one is what counts; what was noted meanwhile goes with the new one.
void tst_JournalFile::inSteps()
{
    JournalFile file(path());
    QVERIFY_OK(file.replace(recordOf(), {}));
    auto prepared = file.prepare(recordOf(5), {});
    QVERIFY_OK(prepared);
    QVERIFY_OK(file.note(noteOf(1)));
    QCOMPARE((*file.load())->chunks, std::vector{noteOf(1)});
    QVERIFY_OK(file.adopt(std::move(*prepared), {noteOf(1)}));
    QVERIFY_OK(file.syncFolder());
    QVERIFY_OK(file.note(noteOf(2)));
    QVERIFY((*file.load())->record == recordOf(5));
    QCOMPARE((*file.load())->chunks, (std::vector{noteOf(1), noteOf(2)}));
}

void tst_JournalFile::noteNeedsASnapshot()
{
    JournalFile file(path());
    QVERIFY(!file.isWritable());
    QVERIFY_FAILS(file.note(noteOf(0)), ErrorKind::Internal);
    QVERIFY_OK(file.replace(recordOf(), {}));
    file.close();
    QVERIFY_FAILS(file.note(noteOf(0)), ErrorKind::Internal);
}

void tst_JournalFile::damagedOnesAreSetAside()
{
    JournalFile file(path());
    QVERIFY(putContents(path(), QByteArray(100, 'x')));
    QVERIFY_FAILS(file.load(), ErrorKind::RecordUnreadable);
    QVERIFY_OK(file.setAside());
    QVERIFY(putContents(path(), "SLUR, and damaged"));
    QVERIFY_OK(file.setAside());
    QCOMPARE(filesIn(m_dir->path()),
             (QStringList{QStringLiteral("x.resume.bad"), QStringLiteral("x.resume.bad-2")}));
    QVERIFY_OK(file.remove());
}

void tst_JournalFile::whatIsNotOursStays_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isOurs");
    QTest::newRow("a journal") << storage::snapshotBytes(recordOf()) << true;
    QTest::newRow("one that is damaged") << QByteArray("SLUR, and damaged") << true;
    QTest::newRow("zeros, as a power cut leaves") << QByteArray(100, '\0') << true;
    QTest::newRow("nothing") << QByteArray() << true;
    QTest::newRow("somebody's text") << QByteArray("a text") << false;
    QTest::newRow("too short to tell") << QByteArray("SLU") << false;
}

void tst_JournalFile::whatIsNotOursStays()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isOurs);
    QVERIFY(putContents(path(), bytes));
    QCOMPARE(JournalFile::isJournal(path()), isOurs);
    QVERIFY_OK(JournalFile::removeJournal(path()));
    QCOMPARE(QFile::exists(path()), !isOurs);
}

SLUICE_TEST(tst_JournalFile)
#include "tst_journalfile.moc"
