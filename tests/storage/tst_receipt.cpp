#include "partialfixture.h"

#include "core/storage/receipt.h"

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
    void missingTarget();

private:
    static QString receipts()
    {
        return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) +
               QStringLiteral("/receipts");
    }
    QString target() const { return m_dir->filePath(QStringLiteral("file.bin")); }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_Receipt::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QDir(receipts()).removeRecursively();
    QVERIFY(putContents(target(), wholeContent()));
    QVERIFY(!storage::validReceipt(target()));
    QVERIFY_OK(storage::writeReceipt(target(), Receipt{QStringLiteral("ekey:00"), 3, "abc", 0, {}},
                                    QFileInfo(target())));
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

void tst_Receipt::missingTarget()
{
    const QString missing = m_dir->filePath(QStringLiteral("no"));
    QVERIFY_FAILS(storage::writeReceipt(missing, {}, QFileInfo(missing)), ErrorKind::ReadFailed);
}

QTEST_GUILESS_MAIN(tst_Receipt)
#include "tst_receipt.moc"
