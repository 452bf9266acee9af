#include "tests/support/cdnobjects.h"
#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QTest>

using namespace support;
using core::ErrorKind;
using transfer::State;
using transfer::Verdict;

/// Checksums that lists and Metalinks name are proof, and a wrong one is no file.
class tst_Checksums : public QObject
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
        QVERIFY(h.litter().isEmpty()); // of a wrong file nothing is kept that could be gone on with
    }

    /// The first answer is damaged, the second as it should be: the checksum counts for both.
    void damagedOnce_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("size");
        QTest::newRow("SHA-256") << QStringLiteral("sha-256") << 300'000;
        QTest::newRow("SHA-1, large") << QStringLiteral("sha-1") << 9'000'000;
        QTest::newRow("SHA-512, one byte") << QStringLiteral("sha-512") << 1;
    }
    void damagedOnce()
    {
        QFETCH(QString, key);
        QFETCH(int, size);
        Harness h;
        const QByteArray bytes = patternBytes(0, size);
        h.server.serve("/x", bytes);
        h.server.script("/x", {fault::bitFlipped(size / 2)});
        core::Source source = h.source("/x");
        const auto kind = *core::checksumKind(key);
        core::RunningChecksum running(kind);
        running.update({reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                        static_cast<std::size_t>(bytes.size())});
        source.checksum = core::Checksum{kind, running.finish()};
        QVERIFY(h.fetch(source));
        QCOMPARE(h.last().verdict, Verdict::Verified);
        QCOMPARE(h.content(), bytes);
    }

    /// Files of a CDN that have no key but the hash in their address.
    void named_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QByteArray>("named"); // bytes whose MD5 the address has
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("verdict"); // None: it fails
        const auto row = [](const char *name, const char *folder, const char *suffix, const QByteArray &named,
                            const QByteArray &bytes, Verdict verdict) {
            QTest::newRow(name) << QString::fromLatin1(folder) << QString::fromLatin1(suffix) << named
                                << bytes << static_cast<int>(verdict);
        };
        const QByteArray index = madeIndex(200);
        row("index", "data", ".index", index.last(28), index, Verdict::Verified);
        row("another index", "data", ".index", index.last(28), madeIndex(3), Verdict::None);
        const QByteArray large = madeIndex(100'000);
        row("large index", "data", ".index", large.last(28), large, Verdict::Verified);
        const QByteArray manifest = madeManifest();
        row("manifest", "patch", "", manifestHeader(manifest), manifest, Verdict::Verified);
        row("manifest, cut", "patch", "", manifestHeader(manifest), manifest.first(130), Verdict::None);
        const QByteArray patch = "ZBSDIFF1" + QByteArray(100'000, 'p');
        row("patch", "patch", "", patch, patch, Verdict::Verified);
        row("patch, damaged", "patch", "", patch, patch + 'x', Verdict::None);
        row("what may be encrypted as a whole", "patch", "", "x", "??", Verdict::Unverified);
    }
    void named()
    {
        QFETCH(QString, folder);
        QFETCH(QString, suffix);
        QFETCH(QByteArray, named);
        QFETCH(QByteArray, bytes);
        QFETCH(int, verdict);
        const QString hash = QString::fromLatin1(md5(named).toHex());
        const QString path =
            QStringLiteral("/tpr/x/%1/%2/%3/%4%5").arg(folder, hash.left(2), hash.mid(2, 2), hash, suffix);
        const bool isRight = static_cast<Verdict>(verdict) != Verdict::None;
        for (const queue::Form form : {queue::Form::Decoded, queue::Form::Raw}) {
            Harness h;
            h.server.serve(path.toLatin1(), bytes);
            queue::Options options;
            options.form = form;
            QCOMPARE(h.fetch(h.source(path.toLatin1()), QStringLiteral("file"), options), isRight);
            if (!isRight) {
                QCOMPARE(h.last().error.kind, ErrorKind::ContentKeyWrong);
                QVERIFY(h.litter({}).isEmpty());
                continue;
            }
            QCOMPARE(static_cast<int>(h.last().verdict), verdict);
            QCOMPARE(h.content(), bytes);
        }
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

SLUICE_TEST(tst_Checksums)
#include "tst_checksums.moc"
