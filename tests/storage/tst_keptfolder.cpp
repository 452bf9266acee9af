#include "partialfixture.h"

#include "core/storage/keptfolder.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using fixture::putContents;
using storage::KeptFile;

class tst_KeptFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOldestGo_data();
    void theOldestGo();
    void aFolderHasABound();
};

void tst_KeptFolder::theOldestGo_data()
{
    QTest::addColumn<QList<int>>("times");
    QTest::addColumn<int>("most");
    QTest::addColumn<QString>("gone"); // by their place in `times`
    QTest::newRow("none") << QList<int>{} << 4 << "";
    QTest::newRow("as many as may be") << QList<int>{5, 1, 3, 2} << 4 << "";
    QTest::newRow("one too many") << QList<int>{5, 1, 3, 2, 4} << 4 << "1 3";
    QTest::newRow("far too many") << QList<int>{9, 8, 7, 6, 5, 4, 3, 2, 1, 0} << 4 << "9 8 7 6 5 4 3";
    QTest::newRow("all of one time") << QList<int>{1, 1, 1, 1, 1} << 4 << "0 1";
    QTest::newRow("none may be") << QList<int>{2, 1} << 0 << "1 0";
}

void tst_KeptFolder::theOldestGo()
{
    QFETCH(QList<int>, times);
    QFETCH(int, most);
    std::vector<KeptFile> files;
    for (qsizetype i = 0; i < times.size(); ++i)
        files.push_back({QString::number(i), times[i]});
    QTEST(storage::toForget(files, most).join(u' '), "gone");
}

void tst_KeptFolder::aFolderHasABound()
{
    const QTemporaryDir dir;
    for (int i = 0; i < 20; ++i) {
        const QString path = dir.filePath(QStringLiteral("%1").arg(i, 2, 10, QLatin1Char('0')));
        QVERIFY(putContents(path, "x"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(
            file.setFileTime(QDateTime::currentDateTime().addDays(-i), QFileDevice::FileModificationTime));
    }
    QVERIFY(QDir(dir.path()).mkdir(QStringLiteral("a folder")));
    storage::tidyKept(dir.path(), 8);
    QCOMPARE(fixture::filesIn(dir.path()).join(u' '), QStringLiteral("00 01 02 03 04 05"));
    QVERIFY(QDir(dir.filePath(QStringLiteral("a folder"))).exists());
    QVERIFY(putContents(dir.filePath(QStringLiteral("new")), "x"));
    storage::tidyKept(dir.path(), 2); // it has looked a moment ago
    QCOMPARE(fixture::filesIn(dir.path()).size(), 7);
    storage::tidyKept(dir.filePath(QStringLiteral("missing")), 2);
}

SLUICE_TEST(tst_KeptFolder)
#include "tst_keptfolder.moc"
