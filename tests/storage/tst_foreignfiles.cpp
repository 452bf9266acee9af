#include "partialfixture.h"

#include "core/storage/filesystem.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

using core::ErrorKind;
using storage::PartialDownload;
using namespace fixture;

/// Files at the names of ours that we did not make: nothing of them is changed, whatever becomes of the
/// download.
class tst_ForeignFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void areLeftAsTheyAre_data();
    void areLeftAsTheyAre();
    void specialOnesAreRefused_data();
    void specialOnesAreRefused();
    void hardLinksKeepTheirOther_data();
    void hardLinksKeepTheirOther();
    void ourOwnLeftoversAreInNobodysWay();
    void thePartIsKnownOnlyWithItsRecord();
    void namesBeside();

private:
    QString target() const { return m_dir->filePath(QStringLiteral("file.bin")); }
    core::Result<storage::FoundPartial> open() const { return storage::openPartial(m_dir->path(), target()); }
    /// Opens, begins, fetches, commits.
    core::Result<void> fetch() const
    {
        return open().and_then([](const storage::FoundPartial &found) {
            core::Result<void> ok = found.partial->begin(recordOf());
            for (quint32 chunk = 0; ok && chunk < kChunks; ++chunk)
                ok = finish(*found.partial, chunk);
            return ok ? commit(found.partial) : ok;
        });
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_ForeignFiles::areLeftAsTheyAre_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isRefused");
    const QByteArray text = "what another program put here";
    QTest::newRow("part") << ".part" << text << true;
    QTest::newRow("a large part") << ".part" << QByteArray(300'000, 'x') << true;
    QTest::newRow("an empty part") << ".part" << QByteArray() << true;
    QTest::newRow("record") << ".part.resume" << text << true;
    QTest::newRow("a record too short to tell") << ".part.resume" << QByteArray("SLU") << true;
    QTest::newRow("the record's next state") << ".part.resume.new" << text << true;
    QTest::newRow("a damaged record") << ".part.resume.bad" << text << false;
    QTest::newRow("what earlier versions called a chunk") << ".part.chunk2" << text << false;
    QTest::newRow("another name") << ".part.other" << text << false;
    QTest::newRow("another's") << ".part2" << text << false;
}

void tst_ForeignFiles::areLeftAsTheyAre()
{
    QFETCH(QString, ending);
    QFETCH(QByteArray, bytes);
    QFETCH(bool, isRefused);
    QVERIFY(putContents(target() + ending, bytes));
    const auto fetched = fetch();
    QCOMPARE(contentsOf(target() + ending), bytes);
    QVERIFY(QFileInfo::exists(target() + ending));
    if (isRefused) {
        QVERIFY_FAILS(fetched, ErrorKind::NameRefused);
        QVERIFY2(fetched.error().detail.contains(target() + ending), qPrintable(fetched.error().detail));
        QCOMPARE(filesIn(m_dir->path()), QStringList{QStringLiteral("file.bin") + ending});
        QVERIFY(QFile::remove(target() + ending)); // and all is well
        QVERIFY_OK(fetch());
    } else {
        QVERIFY_OK(fetched);
        QCOMPARE(filesIn(m_dir->path()).size(), 2);
    }
    QCOMPARE(contentsOf(target()), wholeContent());
}

void tst_ForeignFiles::specialOnesAreRefused_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<QString>("what");
    for (const char *ending : {".part", ".part.resume", ".part.resume.new"}) {
        for (const char *what : {"fifo", "link", "dangling link", "folder"})
            QTest::addRow("%s at %s", what, ending)
                << QString::fromLatin1(ending) << QString::fromLatin1(what);
    }
}

void tst_ForeignFiles::specialOnesAreRefused()
{
#ifdef Q_OS_UNIX
    QFETCH(QString, ending);
    QFETCH(QString, what);
    const QString path = target() + ending;
    const QTemporaryDir elsewhere;
    const QString victim = elsewhere.filePath(QStringLiteral("victim"));
    QVERIFY(putContents(victim, "precious"));
    if (what == u"fifo")
        QCOMPARE(::mkfifo(qPrintable(path), 0600), 0);
    else if (what == u"folder")
        QVERIFY(QDir().mkdir(path));
    else
        QVERIFY(QFile::link(what == u"link" ? victim : elsewhere.filePath(QStringLiteral("nowhere")), path));
    struct stat before
    {
    }, after{};
    QCOMPARE(::lstat(qPrintable(path), &before), 0);
    QVERIFY_FAILS(fetch(), ErrorKind::NameRefused);
    QCOMPARE(::lstat(qPrintable(path), &after), 0);
    QCOMPARE(after.st_ino, before.st_ino);
    QCOMPARE(contentsOf(victim), QByteArray("precious"));
    QCOMPARE(filesIn(elsewhere.path()).size(), 1);
#endif
}

void tst_ForeignFiles::hardLinksKeepTheirOther_data()
{
    QTest::addColumn<QString>("ending");
    for (const QString &ending :
         storage::sharedNames({}) + QStringList{storage::freshPartPath(QStringLiteral("/file.bin")).mid(9)})
        QTest::newRow(qPrintable(ending)) << ending;
}

void tst_ForeignFiles::hardLinksKeepTheirOther()
{
#ifdef Q_OS_UNIX
    QFETCH(QString, ending);
    const QTemporaryDir elsewhere;
    const QString victim = elsewhere.filePath(QStringLiteral("victim"));
    QVERIFY(putContents(victim, "precious"));
    QCOMPARE(::link(qPrintable(victim), qPrintable(target() + ending)), 0);
    static_cast<void>(fetch());
    QCOMPARE(contentsOf(victim), QByteArray("precious"));
#endif
}

/// Of a run that was killed before there was a record.
void tst_ForeignFiles::ourOwnLeftoversAreInNobodysWay()
{
    QVERIFY(putContents(storage::freshPartPath(target()), "some bytes"));
    QVERIFY(putContents(storage::spoolPath(target(), 3), "some more"));
    QVERIFY(putContents(storage::recordPath(target()) + QStringLiteral(".new"), "SLUR, cut short"));
    QVERIFY_OK(fetch());
    QCOMPARE(filesIn(m_dir->path()), QStringList{QStringLiteral("file.bin")});
}

void tst_ForeignFiles::thePartIsKnownOnlyWithItsRecord()
{
    auto found = open();
    QVERIFY_OK(found);
    QVERIFY(!QFileInfo::exists(storage::partPath(target())));
    QVERIFY(QFileInfo::exists(storage::freshPartPath(target())));
    QVERIFY_FAILS(open(), ErrorKind::PartFileLocked);
    QVERIFY_OK(found->partial->begin(recordOf(), PartialDownload::Snapshot::AtCheckpoint));
    QVERIFY_OK(finish(*found->partial, 0));
    QVERIFY(!QFileInfo::exists(storage::partPath(target())));
    QVERIFY_OK(found->partial->checkpoint());
    QVERIFY(QFileInfo::exists(storage::partPath(target())) &&
            QFileInfo::exists(storage::recordPath(target())));
    QVERIFY(!QFileInfo::exists(storage::freshPartPath(target())));
    QVERIFY_FAILS(open(), ErrorKind::PartFileLocked);
    QVERIFY_OK(finish(*found->partial, 1));
    QVERIFY_OK(found->partial->checkpoint());
    found->partial.reset();
    found = open();
    QVERIFY_OK(found);
    QCOMPARE(bitsOf(found->record->finished), QStringLiteral("11000000"));
    QVERIFY_OK(found->partial->begin(recordOf(4))); // of another object
    found->partial.reset();
    QVERIFY(QFileInfo::exists(storage::partPath(target())));
    QVERIFY_OK(open()->partial->discard());
    QCOMPARE(filesIn(m_dir->path()), QStringList());
    QVERIFY_OK(open());
    QCOMPARE(filesIn(m_dir->path()), QStringList()); // looked at only
}

void tst_ForeignFiles::namesBeside()
{
    using storage::targetsBeside;
    const auto s = [](const char *text) { return QString::fromLatin1(text); };
    for (const QString &name : storage::sharedNames(s("/a/x")))
        QVERIFY(targetsBeside(name).contains(s("/a/x")));
    QCOMPARE(targetsBeside(s("/a/x.part.part")), QStringList{s("/a/x.part")});
    for (const char *name : {"/a/x", "/a/.part", "/a/part", "/a/x.part.other", "/a/x.resume", "/a/x.part/y"})
        QCOMPARE(targetsBeside(s(name)), QStringList());
    QVERIFY(storage::isNameFree(target()));
    for (const QString &name :
         storage::sharedNames(target()).first(2) + QStringList{target(), storage::freshPartPath(target())}) {
        QVERIFY(putContents(name, "x"));
        QVERIFY(!storage::isNameFree(target()));
        QVERIFY(QFile::remove(name));
    }
}

SLUICE_TEST(tst_ForeignFiles)
#include "tst_foreignfiles.moc"
