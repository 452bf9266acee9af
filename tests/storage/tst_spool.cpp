#include "partialfixture.h"

#include "core/storage/spool.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using core::ErrorKind;
using storage::Spool;
using namespace fixture;

class tst_Spool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void growsAndReadsBack();
    void opensAtTheTrustedLength_data();
    void opensAtTheTrustedLength();
    void liesInThePartFile();
    void crcOfARange();
};

void tst_Spool::growsAndReadsBack()
{
    const QTemporaryDir dir;
    auto spool = Spool::open(dir.filePath(QStringLiteral("s")), 0);
    QVERIFY_OK(spool);
    QCOMPARE((*spool)->length(), quint64(0));
    const QByteArray all = wholeContent();
    for (qsizetype at = 0; at < all.size(); at += 300)
        QVERIFY_OK((*spool)->append(view(all.mid(at, 300))));
    QCOMPARE((*spool)->length(), quint64(all.size()));
    QCOMPARE((*spool)->crc(), storage::crc32(view(all)));
    std::array<std::uint8_t, 500> buffer{};
    QCOMPARE(*(*spool)->readAt(all.size() - 100, buffer), qint64(100));
    QCOMPARE(buffer[99], std::uint8_t(all.back()));
}

void tst_Spool::opensAtTheTrustedLength_data()
{
    QTest::addColumn<quint64>("trusted");
    QTest::addColumn<quint64>("length");
    QTest::newRow("nothing") << quint64(0) << quint64(0);
    QTest::newRow("a prefix") << quint64(3) << quint64(3);
    QTest::newRow("all") << quint64(10) << quint64(10);
    QTest::newRow("more than there is") << quint64(11) << quint64(0);
    QTest::newRow("absurd") << kUnknown << quint64(0);
}

void tst_Spool::opensAtTheTrustedLength()
{
    QFETCH(quint64, trusted);
    QFETCH(quint64, length);
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("s"));
    QVERIFY(putContents(path, "0123456789"));
    const auto spool = Spool::open(path, trusted);
    QVERIFY_OK(spool);
    QCOMPARE((*spool)->length(), length);
    QCOMPARE((*spool)->crc(), storage::crc32(view(QByteArray("0123456789").left(qsizetype(length)))));
    QCOMPARE(contentsOf(path).size(), qsizetype(length));
}

void tst_Spool::liesInThePartFile()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("part"));
    QVERIFY(putContents(path, "beforeSTOREDafter"));
    auto opened = storage::fs::File::open(path, storage::fs::File::Mode::ReadWriteCreate);
    QVERIFY_OK(opened);
    auto part = std::make_shared<const storage::fs::File>(std::move(*opened));
    const auto spool = Spool::inPart(part, {3, storage::crc32(view("NSTO")), 4, 6});
    QVERIFY_OK(spool->append(view("RED")));
    QCOMPARE(spool->length(), quint64(7));
    QCOMPARE(spool->crc(), storage::crc32(view("NSTORED")));
    QVERIFY(!spool->file());
    const auto bytesAt = [&spool](qint64 offset, qsizetype size) {
        QByteArray bytes(size, Qt::Uninitialized);
        const auto got =
            spool->readAt(offset, {reinterpret_cast<std::uint8_t *>(bytes.data()), std::size_t(size)});
        return got ? bytes.left(*got) : QByteArray("?");
    };
    QCOMPARE(bytesAt(0, 7), QByteArray("NSTORED"));
    QCOMPARE(bytesAt(0, 1), QByteArray("N"));
    QCOMPARE(bytesAt(1, 3), QByteArray("STO"));
    QCOMPARE(contentsOf(path), QByteArray("beforeSTOREDafter")); // it writes nothing
    part.reset();
    QCOMPARE(bytesAt(1, 3), QByteArray("?")); // and does not keep the file, nor its lock
}

void tst_Spool::crcOfARange()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("s"));
    const QByteArray bytes = QByteArray(200'000, 'a') + QByteArray(100'000, 'b');
    QVERIFY(putContents(path, bytes));
    const auto file = storage::fs::File::open(path, storage::fs::File::Mode::ReadOnly);
    QVERIFY_OK(file);
    QCOMPARE(*storage::crcOfFile(*file, 150'000, 100'000), storage::crc32(view(bytes.mid(150'000, 100'000))));
    QCOMPARE(*storage::crcOfFile(*file, 300'000, 0), quint32(0));
    QVERIFY_FAILS(storage::crcOfFile(*file, 299'999, 2), ErrorKind::ReadFailed);
    QCOMPARE(storage::crc32(view("123456789")), quint32(0xcbf43926));
}

SLUICE_TEST(tst_Spool)
#include "tst_spool.moc"
