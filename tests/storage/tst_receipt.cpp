#include "partialfixture.h"

#include "core/storage/statestore.h"
#include "tests/support/testmain.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <algorithm>
#include <limits>

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
    void anyNameAndKey();
    void changedTarget_data();
    void changedTarget();
    void damagedReceipt();
    void manyOfAFolder();
    void behindATornLine();
    void whatOthersWrote_data();
    void whatOthersWrote();
    void namesNobodysSource();
    void movedAndCopied();

private:
    static QString receipts()
    {
        return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) +
               QStringLiteral("/receipts");
    }
    QString target() const { return m_dir->filePath(QStringLiteral("file.bin")); }
    static core::Result<void> write(const QString &target, int verdict)
    {
        return storage::StateStore::own().keepReceipts(
            {{target, tell(target, QStringLiteral("ekey:00"), verdict)}});
    }
    static Receipt tell(const QString &target, const QString &identity, int verdict)
    {
        const auto file = storage::fs::File::open(target, storage::fs::File::Mode::ReadOnly);
        Receipt receipt;
        receipt.identity = identity;
        receipt.verdict = verdict;
        receipt.md5 = "abc";
        receipt.crc = 0xffffffff;
        receipt.size = *file->size();
        receipt.stamp = *file->stamp();
        receipt.version = QByteArray("\"a\"\n\xff", 5);
        return receipt;
    }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_Receipt::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QDir(receipts()).removeRecursively();
    QVERIFY(putContents(target(), wholeContent()));
    QVERIFY(!storage::StateStore::own().validReceipt(target()));
    QVERIFY_OK(write(target(), 3));
}

void tst_Receipt::cleanupTestCase()
{
    QDir(receipts()).removeRecursively();
}

void tst_Receipt::roundTrip()
{
    const auto receipt = storage::StateStore::own().validReceipt(target());
    QVERIFY(receipt);
    QCOMPARE(receipt->identity, QStringLiteral("ekey:00"));
    QCOMPARE(receipt->verdict, 3);
    QCOMPARE(receipt->md5, QByteArray("abc"));
    QCOMPARE(receipt->size, qint64(kChunks * kChunkSize));
    QCOMPARE(receipt->crc, std::optional(0xffffffffu));
    QCOMPARE(receipt->version, QByteArray("\"a\"\n\xff", 5));
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(receipt->stamp.modified / 1'000'000),
             QFileInfo(target()).lastModified());
    QVERIFY(receipt->stamp.changed != 0 && receipt->stamp.number != 0);
    QVERIFY(storage::StateStore::own().validReceipt(m_dir->filePath(QStringLiteral("./file.bin"))));
    QCOMPARE(filesIn(m_dir->path()), QStringList{QStringLiteral("file.bin")});
}

/// Whatever stands in a name is read as it was written.
void tst_Receipt::anyNameAndKey()
{
    const QString name = QStringLiteral("quote\" back\\ tab\t line\n bell\a del\x7f \u00fc\u6f22 ") +
                         QString::fromUcs4(U"\U0001F600");
    Receipt receipt;
    receipt.identity = QStringLiteral("id");
    receipt.verdict = 3;
    receipt.size = std::numeric_limits<qint64>::max();
    receipt.stamp = {-1, 2, std::numeric_limits<quint64>::max()};
    receipt.version = QByteArray("\"a\"\0\xff", 5);
    receipt.usedKeys = {{blte::KeyName{0xfedcba9876543210}, 1}, {blte::KeyName{2}, 0xffffffff}};
    const auto text = storage::toSealedText({u'/' + name, receipt}, storage::receiptSeal());
    QVERIFY(!text.contains('\n'));
    const auto again = storage::fromSealedText(text);
    QVERIFY(again.has_value());
    QCOMPARE(again->target, u'/' + name);
    QCOMPARE(again->receipt.verdict, 3);
    QCOMPARE(again->receipt.size, receipt.size);
    QCOMPARE(again->receipt.stamp, receipt.stamp);
    QCOMPARE(again->receipt.version, receipt.version);
    QCOMPARE(again->receipt.usedKeys, receipt.usedKeys);
    QVERIFY(!again->receipt.crc);
    QVERIFY(again->receipt.md5.isEmpty());
}

void tst_Receipt::changedTarget_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("size") << QStringLiteral("size");
    QTest::newRow("time") << QStringLiteral("time");
    QTest::newRow("a bit, its time set back") << QStringLiteral("bit");
    QTest::newRow("another file of that time and size") << QStringLiteral("copy");
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
    } else if (change == u"bit" || change == u"copy") {
        const QDateTime time = QFileInfo(target()).lastModified();
        if (change == u"copy")
            QVERIFY(file.rename(target() + u'~') && QFile::copy(target() + u'~', target()));
        QFile there(target());
        QVERIFY(there.open(QIODevice::ReadWrite));
        if (change == u"bit")
            QVERIFY(there.write("#") == 1 && there.flush());
        QVERIFY(there.setFileTime(time, QFileDevice::FileModificationTime));
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
    QVERIFY(!storage::StateStore::own().validReceipt(target()));
}

void tst_Receipt::damagedReceipt()
{
    const QStringList names = filesIn(receipts());
    QCOMPARE(names.size(), 1);
    const QString path = receipts() + u'/' + names.first();
    const QByteArray whole = contentsOf(path);
    for (qsizetype size = 0; size < whole.size() - 2; ++size) {
        QVERIFY(putContents(path, whole.left(size)));
        QVERIFY(!storage::StateStore::own().validReceipt(target()));
    }
}

/// What was found once is found again after others were added, and the last of a name counts.
void tst_Receipt::manyOfAFolder()
{
    std::vector<storage::Receipted> files;
    for (int i = 0; i < 100; ++i) {
        const QString path = m_dir->filePath(QString::number(i));
        QVERIFY(putContents(path, QByteArray(i, 'x')));
        files.push_back({path, tell(path, QString::number(i), 2)});
    }
    QVERIFY_OK(storage::StateStore::own().keepReceipts(files));
    for (int i = 0; i < 100; ++i) {
        const auto receipt = storage::StateStore::own().validReceipt(m_dir->filePath(QString::number(i)));
        QVERIFY(receipt);
        QCOMPARE(receipt->identity, QString::number(i));
    }
    QVERIFY_OK(write(target(), 4));
    QCOMPARE(storage::StateStore::own().validReceipt(target())->verdict, 4);
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
        QVERIFY(storage::StateStore::own().validReceipt(target()));
    }
}

void tst_Receipt::whatOthersWrote_data()
{
    QTest::addColumn<QString>("forgery");
    QTest::newRow("without a seal, as earlier versions wrote them") << QStringLiteral("none");
    QTest::newRow("the seal of another line") << QStringLiteral("other");
    QTest::newRow("another verdict under our seal") << QStringLiteral("verdict");
    QTest::newRow("another user's") << QStringLiteral("user");
}

void tst_Receipt::whatOthersWrote()
{
    QFETCH(QString, forgery);
    const QString path = receipts() + u'/' + filesIn(receipts()).first();
    QByteArray line = contentsOf(path);
    const qsizetype seal = 1 + 16 + 1 + 16 + 1;
    if (forgery == u"none") {
        line.remove(seal - 17, 17 + 33);
    } else if (forgery == u"verdict") {
        QVERIFY(line.contains("\"verdict\":3"));
        line.replace("\"verdict\":3", "\"verdict\":1");
    } else {
        const QTemporaryDir other;
        if (forgery == u"user")
            qputenv("XDG_DATA_HOME", other.path().toLocal8Bit());
        line.replace(seal, 32, QByteArray(32, 'a'));
        qunsetenv("XDG_DATA_HOME");
    }
    QVERIFY(storage::StateStore::own().validReceipt(target()));
    QVERIFY(putContents(path, line));
    QVERIFY(!storage::StateStore::own().validReceipt(target()));
    QVERIFY(storage::StateStore::own().receiptsFor(QStringLiteral("ekey:00"), kChunks * kChunkSize).empty());
}

/// An address may hold a password.
void tst_Receipt::namesNobodysSource()
{
    const QString name = storage::sealedName(QStringLiteral("http://joe:secret@host/"));
    QCOMPARE(name, storage::sealedName(QStringLiteral("http://joe:secret@host/")));
    QVERIFY(name != storage::sealedName(QStringLiteral("http://joe:secret@host/x")));
    QVERIFY(!name.contains(QStringLiteral("joe")));
    const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther;
    QVERIFY(!(QFile(receipts()).permissions() & others));
    for (const QString &file : filesIn(receipts()))
        QVERIFY(!(QFile(receipts() + u'/' + file).permissions() & others));
}

/// What is asked for is known again wherever it is.
void tst_Receipt::movedAndCopied()
{
    const QTemporaryDir elsewhere;
    const QString other = elsewhere.filePath(QStringLiteral("x"));
    const auto size = qint64(kChunks * kChunkSize);
    QVERIFY(storage::StateStore::own().receiptsFor(QStringLiteral("ekey:01"), size).empty());
    QVERIFY(storage::StateStore::own().receiptsFor(QStringLiteral("ekey:00"), size + 1).empty());
    QCOMPARE(storage::StateStore::own().receiptsFor(QStringLiteral("ekey:00"), size).size(), std::size_t(1));
    QVERIFY(putContents(other, wholeContent()));
    QVERIFY_OK(write(other, 3));
    QVERIFY_OK(write(other, 2));
    const auto all = storage::StateStore::own().receiptsFor(QStringLiteral("ekey:00"), size);
    QCOMPARE(all.size(), std::size_t(3));
    QVERIFY(!storage::StateStore::own().receiptOf(elsewhere.filePath(QStringLiteral("y"))));
    QVERIFY(QFile::rename(target(), other + u'2'));
    const auto file = storage::fs::File::open(other + u'2', storage::fs::File::Mode::ReadOnly);
    const auto now = *file->stamp();
    QCOMPARE(
        std::count_if(all.begin(), all.end(), [&](const Receipt &r) { return r.stamp.number == now.number; }),
        1);
}

SLUICE_TEST(tst_Receipt)
#include "tst_receipt.moc"
