#include "partialfixture.h"

#include "core/storage/receipt.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>

using core::ErrorKind;
using storage::Receipt;
using namespace fixture;

class tst_Receipt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanupTestCase();
    void roundTrip();
    void changedTarget_data();
    void changedTarget();
    void damagedReceipt();
    void manyOfAFolder();
    void behindATornLine();
    void oneInAFileOfItsOwn();

private:
    static QString receipts()
    {
        return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) +
               QStringLiteral("/receipts");
    }
    QString target() const { return m_dir->filePath(QStringLiteral("file.bin")); }
    static core::Result<void> write(const QString &target, int verdict)
    {
        const QFileInfo file(target);
        return storage::writeReceipts(
            {{target, Receipt{QStringLiteral("ekey:00"), verdict, "abc", file.size(), file.lastModified()}}});
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_Receipt::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QDir(receipts()).removeRecursively();
    QVERIFY(putContents(target(), wholeContent()));
    QVERIFY(!storage::validReceipt(target()));
    QVERIFY_OK(write(target(), 3));
}

void tst_Receipt::cleanupTestCase()
{
    QDir(receipts()).removeRecursively();
}

void tst_Receipt::roundTrip()
{
    const auto receipt = storage::validReceipt(target());
    QVERIFY(receipt);
    QCOMPARE(receipt->identity, QStringLiteral("ekey:00"));
    QCOMPARE(receipt->verdict, 3);
    QCOMPARE(receipt->md5, QByteArray("abc"));
    QCOMPARE(receipt->size, qint64(kChunks * kChunkSize));
    QCOMPARE(receipt->modified, QFileInfo(target()).lastModified());
    QVERIFY(storage::validReceipt(m_dir->filePath(QStringLiteral("./file.bin"))));
    QCOMPARE(filesIn(m_dir->path()), QStringList{QStringLiteral("file.bin")});
}

void tst_Receipt::changedTarget_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("size") << QStringLiteral("size");
    QTest::newRow("time") << QStringLiteral("time");
    QTest::newRow("gone") << QStringLiteral("gone");
    QTest::newRow("folder") << QStringLiteral("folder");
}

void tst_Receipt::changedTarget()
{
    QFETCH(QString, change);
    QFile file(target());
    if (change == u"size") {
        const QDateTime time = QFileInfo(target()).lastModified();
        QVERIFY(file.open(QIODevice::Append) && file.write("x") == 1 && file.flush());
        QVERIFY(file.setFileTime(time, QFileDevice::FileModificationTime));
    } else if (change == u"time") {
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(
            file.setFileTime(QDateTime::currentDateTime().addSecs(-60), QFileDevice::FileModificationTime));
    } else {
        QVERIFY(file.remove());
        if (change == u"folder")
            QVERIFY(QDir().mkdir(target()));
    }
    file.close();
    QVERIFY(!storage::validReceipt(target()));
}

void tst_Receipt::damagedReceipt()
{
    const QStringList names = filesIn(receipts());
    QCOMPARE(names.size(), 1);
    const QString path = receipts() + u'/' + names.first();
    const QByteArray whole = contentsOf(path);
    for (qsizetype size = 0; size < whole.size() - 2; ++size) {
        QVERIFY(putContents(path, whole.left(size)));
        QVERIFY(!storage::validReceipt(target()));
    }
}

/// What was found once is found again after others were added, and the last of a name counts.
void tst_Receipt::manyOfAFolder()
{
    std::vector<storage::Receipted> files;
    for (int i = 0; i < 100; ++i) {
        const QString path = m_dir->filePath(QString::number(i));
        QVERIFY(putContents(path, QByteArray(i, 'x')));
        const Receipt receipt{QString::number(i), 2, {}, i, QFileInfo(path).lastModified()};
        files.push_back({path, receipt});
    }
    QVERIFY_OK(storage::writeReceipts(files));
    for (int i = 0; i < 100; ++i) {
        const auto receipt = storage::validReceipt(m_dir->filePath(QString::number(i)));
        QVERIFY(receipt);
        QCOMPARE(receipt->identity, QString::number(i));
    }
    QVERIFY_OK(write(target(), 4));
    QCOMPARE(storage::validReceipt(target())->verdict, 4);
    QCOMPARE(filesIn(receipts()).size(), 1);
}

/// A line that was cut short does not take the next one with it.
void tst_Receipt::behindATornLine()
{
    const QString path = receipts() + u'/' + filesIn(receipts()).first();
    const QByteArray whole = contentsOf(path);
    for (qsizetype size : {whole.size() / 2, qsizetype(9), qsizetype(1)}) {
        QVERIFY(putContents(path, whole.left(size)));
        QVERIFY_OK(write(target(), 1));
        QVERIFY(storage::validReceipt(target()));
    }
}

/// As earlier versions wrote them.
void tst_Receipt::oneInAFileOfItsOwn()
{
    QDir(receipts()).removeRecursively();
    const QFileInfo file(target());
    const QByteArray name = QCryptographicHash::hash(target().toUtf8(), QCryptographicHash::Sha1).toHex();
    const QString json =
        QStringLiteral(R"({"identity":"x","md5":"","modified":"%1","size":"%2","target":"%3","verdict":2})")
            .arg(file.lastModified().toMSecsSinceEpoch())
            .arg(file.size())
            .arg(target());
    QVERIFY(QDir().mkpath(receipts()));
    QVERIFY(
        putContents(receipts() + u'/' + QString::fromLatin1(name) + QStringLiteral(".json"), json.toUtf8()));
    const auto receipt = storage::validReceipt(target());
    QVERIFY(receipt);
    QCOMPARE(receipt->identity, QStringLiteral("x"));
}

QTEST_GUILESS_MAIN(tst_Receipt)
#include "tst_receipt.moc"
