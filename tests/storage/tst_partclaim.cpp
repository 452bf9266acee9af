#include "partialfixture.h"

#include "core/storage/partclaim.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <atomic>
#include <thread>
#include <vector>

using core::ErrorKind;
using storage::PartClaim;
using namespace fixture;

class tst_PartClaim : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsThere_data();
    void whatIsThere();
    void oneAtATime();
    void parents_data();
    void parents();
    void parentsMadeAtOnce();
};

void tst_PartClaim::whatIsThere_data()
{
    QTest::addColumn<bool>("hasFresh");
    QTest::addColumn<bool>("hasKnown");
    QTest::addColumn<PartClaim::Found>("expected");
    QTest::newRow("nothing") << false << false << PartClaim::Found::Nothing;
    QTest::newRow("one without a journal") << true << false << PartClaim::Found::Abandoned;
    QTest::newRow("one of the known name") << false << true << PartClaim::Found::Known;
    QTest::newRow("both") << true << true << PartClaim::Found::Known;
}

void tst_PartClaim::whatIsThere()
{
    QFETCH(bool, hasFresh);
    QFETCH(bool, hasKnown);
    QFETCH(PartClaim::Found, expected);
    const QTemporaryDir dir;
    const QString target = dir.filePath(QStringLiteral("file.bin"));
    if (hasFresh)
        QVERIFY(putContents(storage::freshPartPath(target), "left"));
    if (hasKnown)
        QVERIFY(putContents(storage::partPath(target), "known"));
    const auto claim = storage::claimPart(target);
    QVERIFY_OK(claim);
    QCOMPARE(claim->found, expected);
    QCOMPARE(claim->target, target);
    QCOMPARE(claim->path, hasKnown ? storage::partPath(target) : storage::freshPartPath(target));
    QCOMPARE(contentsOf(claim->path), hasKnown ? QByteArray("known") : QByteArray());
}

void tst_PartClaim::oneAtATime()
{
    const QTemporaryDir dir;
    const QString target = dir.filePath(QStringLiteral("file.bin"));
    {
        const auto first = storage::claimPart(target);
        QVERIFY_OK(first);
        QVERIFY_FAILS(storage::claimPart(target), ErrorKind::PartFileLocked);
        QVERIFY(QFile::exists(first->path)); // not taken away under its hands
    }
    QVERIFY_OK(storage::claimPart(target));
}

void tst_PartClaim::parents_data()
{
    QTest::addColumn<QString>("folder"); // below a folder that is there
    QTest::addColumn<QString>("target");
    QTest::addColumn<ErrorKind>("expected");
    QTest::newRow("in it") << ""
                           << "/file" << ErrorKind::None;
    QTest::newRow("below it") << ""
                              << "/a/b/c/file" << ErrorKind::None;
    QTest::newRow("the folder is not there") << "/gone"
                                             << "/gone/a/file" << ErrorKind::FolderMissing;
    QTest::newRow("beside it") << "/there"
                               << "/other/file" << ErrorKind::NameRefused;
    QTest::newRow("a name that begins alike") << "/there"
                                              << "/there2/file" << ErrorKind::NameRefused;
    QTest::newRow("a file in the way") << ""
                                       << "/blocked/file" << ErrorKind::NameRefused;
}

void tst_PartClaim::parents()
{
    QFETCH(QString, folder);
    QFETCH(QString, target);
    QFETCH(ErrorKind, expected);
    const QTemporaryDir dir;
    QVERIFY(QDir(dir.path()).mkdir(QStringLiteral("there")));
    QVERIFY(putContents(dir.filePath(QStringLiteral("blocked")), "a file"));
    const QString path = dir.path() + target;
    const auto made = storage::makeParents(dir.path() + folder, path);
    QCOMPARE(made ? ErrorKind::None : made.error().kind, expected);
    QCOMPARE(QDir(QFileInfo(path).path()).exists(), expected == ErrorKind::None);
}

/// Whoever comes second finds them made.
void tst_PartClaim::parentsMadeAtOnce()
{
    for (int round = 0; round < 50; ++round) {
        const QTemporaryDir dir;
        std::atomic<int> failed = 0;
        std::vector<std::thread> all;
        for (int i = 0; i < 4; ++i) {
            all.emplace_back([&, i] {
                const QString target = dir.filePath(QStringLiteral("a/b/c/d/e/%1").arg(i));
                failed += storage::makeParents(dir.path(), target) ? 0 : 1;
            });
        }
        for (std::thread &one : all)
            one.join();
        QCOMPARE(failed.load(), 0);
    }
}

SLUICE_TEST(tst_PartClaim)
#include "tst_partclaim.moc"
