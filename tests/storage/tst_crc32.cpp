#include "partialfixture.h"

#include "tests/support/testmain.h"

using namespace fixture;

class tst_Crc32 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownValues();
    void joinedAtEverySplit();
};

void tst_Crc32::knownValues()
{
    QCOMPARE(storage::crc32({}), 0u);
    QCOMPARE(storage::crc32(view("123456789")), 0xCBF43926u); // the check value of this CRC
}

void tst_Crc32::joinedAtEverySplit()
{
    const QByteArray whole = contentOf(3);
    const quint32 expected = storage::crc32(view(whole));
    for (qsizetype at = 0; at <= whole.size(); at += 37) {
        const QByteArray first = whole.left(at);
        const QByteArray second = whole.mid(at);
        QCOMPARE(storage::crc32(view(second), storage::crc32(view(first))), expected);
        QCOMPARE(storage::crc32Joined(storage::crc32(view(first)), storage::crc32(view(second)),
                                      static_cast<quint64>(second.size())),
                 expected);
    }
}

SLUICE_TEST(tst_Crc32)
#include "tst_crc32.moc"
