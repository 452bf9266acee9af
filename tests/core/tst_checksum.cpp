#include "core/checksum.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QTest>

using core::Checksum;

class tst_Checksum : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void computes_data()
    {
        QTest::addColumn<QString>("called");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QCryptographicHash::Algorithm>("other");
        const auto row = [](const char *called, Checksum::Kind kind, QCryptographicHash::Algorithm other) {
            QTest::newRow(called) << QString::fromLatin1(called) << int(kind) << other;
        };
        row("sha-1", Checksum::Kind::Sha1, QCryptographicHash::Sha1);
        row("SHA1", Checksum::Kind::Sha1, QCryptographicHash::Sha1);
        row("sha-224", Checksum::Kind::Sha224, QCryptographicHash::Sha224);
        row("Sha-256", Checksum::Kind::Sha256, QCryptographicHash::Sha256);
        row("sha384", Checksum::Kind::Sha384, QCryptographicHash::Sha384);
        row("sha-512", Checksum::Kind::Sha512, QCryptographicHash::Sha512);
    }
    void computes()
    {
        QFETCH(QString, called);
        QFETCH(int, kind);
        QFETCH(QCryptographicHash::Algorithm, other);
        QVERIFY(core::checksumKind(called) == static_cast<Checksum::Kind>(kind));
        core::RunningChecksum sum(static_cast<Checksum::Kind>(kind));
        for (const QByteArray &data : {QByteArray("abc"), QByteArray(), QByteArray(100'000, 'x')}) {
            const QByteArray whole = data + data;
            for (int i = 0; i < 2; ++i)
                sum.update(std::span(reinterpret_cast<const std::uint8_t *>(data.constData()),
                                     static_cast<std::size_t>(data.size())));
            const QByteArray digest = sum.finish();
            QCOMPARE(digest, QCryptographicHash::hash(whole, other));
            const auto read = core::checksumFromHex(static_cast<Checksum::Kind>(kind),
                                                    QString::fromLatin1(digest.toHex().toUpper()));
            QVERIFY(read && read->digest == digest);
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("hex");
        QTest::newRow("empty") << QString();
        QTest::newRow("short") << QString(39, u'a');
        QTest::newRow("long") << QString(42, u'a');
        QTest::newRow("no digit") << QString(QString(39, u'a') + u'g');
        QTest::newRow("blank inside") << QString(QString(20, u'a') + u' ' + QString(20, u'a'));
    }
    void refuses()
    {
        QFETCH(QString, hex);
        QVERIFY(!core::checksumFromHex(Checksum::Kind::Sha1, hex));
        QVERIFY(!core::checksumKind(hex));
    }
};

SLUICE_TEST(tst_Checksum)
#include "tst_checksum.moc"
