#include "tests/support/harness.h"

#include <QCryptographicHash>
#include <QTest>

using namespace support;
using core::ErrorKind;
using transfer::State;
using transfer::Verdict;

/// Checksums that lists and Metalinks name are proof, and a wrong one is no file.
class TestChecksums : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plainFile_data()
    {
        QTest::addColumn<QCryptographicHash::Algorithm>("algorithm");
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("size");
        QTest::newRow("SHA-1, small") << QCryptographicHash::Sha1 << QStringLiteral("sha-1") << 5'000;
        QTest::newRow("SHA-256, empty") << QCryptographicHash::Sha256 << QStringLiteral("sha-256") << 0;
        QTest::newRow("SHA-256, large")
            << QCryptographicHash::Sha256 << QStringLiteral("sha-256") << 9'000'000;
        QTest::newRow("SHA-512") << QCryptographicHash::Sha512 << QStringLiteral("sha-512") << 100'000;
    }
    void plainFile()
    {
        QFETCH(QCryptographicHash::Algorithm, algorithm);
        QFETCH(QString, key);
        QFETCH(int, size);
        const QByteArray bytes = patternBytes(0, size);
        const auto with = [&](Harness &h, const QByteArray &digest) {
            core::Source source = h.source("/x");
            source.checksum =
                core::checksumFromHex(*core::checksumKind(key), QString::fromLatin1(digest.toHex()));
            return source;
        };
        Harness h;
        h.server.serve("/x", bytes);
        const QByteArray right = QCryptographicHash::hash(bytes, algorithm);
        QVERIFY(h.fetch(with(h, right)));
        QCOMPARE(h.last().verdict, Verdict::Verified);
        QCOMPARE(h.content(), bytes);
        QByteArray wrong = right;
        wrong[3] = char(wrong[3] ^ 1);
        QVERIFY(!h.fetch(with(h, wrong), QStringLiteral("other")));
        QCOMPARE(h.last().state, State::Failed);
        QVERIFY(h.content(QStringLiteral("other")).isEmpty());
    }

    void decodedFile()
    {
        Harness h;
        const BuiltObject object = largeObject(3u << 20);
        core::Source source = h.source(h.publish(object));
        const QByteArray digest =
            QCryptographicHash::hash(toByteArray(object.payload), QCryptographicHash::Sha1);
        source.checksum = core::Checksum{core::Checksum::Kind::Sha1, digest};
        QVERIFY(h.fetch(source));
        QCOMPARE(h.last().verdict, Verdict::Verified);
    }
};

QTEST_GUILESS_MAIN(TestChecksums)
#include "tst_checksums.moc"
