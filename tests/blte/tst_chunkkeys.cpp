#include "tests/blte/decoding.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace blte;
using decoding::ByteVector;
using decoding::Path;
using support::ChunkStyle;
using support::Encoding;

/// Encrypted chunks whose key is missing or wrong, or that hold nonsense.
class tst_ChunkKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void madeWrongInside_data();
    void madeWrongInside();
    void missingKey_data();
    void missingKey();
    void wrongKey();
};

namespace {

const ByteVector kUnlocked = support::payload(support::repetitive(20), 400);

} // namespace

void tst_ChunkKeys::madeWrongInside_data()
{
    QTest::addColumn<ByteVector>("plain");
    QTest::addColumn<QString>("result");
    const auto encrypted = support::encodeChunk(kUnlocked, {Encoding::Raw, 0, decoding::encryption(4)}, 0);
    QTest::newRow("nothing") << ByteVector{} << QStringLiteral("EncryptionCorrupt");
    QTest::newRow("E in E") << encrypted << QStringLiteral("KeyWrong");
    QTest::newRow("unknown mode") << ByteVector{'Q', 1} << QStringLiteral("KeyWrong");
    QTest::newRow("only a mode byte") << ByteVector{'N'} << QStringLiteral("KeyWrong");
    QTest::newRow("cut zlib") << ByteVector{'Z', 0x78, 0x9C} << QStringLiteral("KeyWrong");
    QTest::newRow("lz4 of no layout") << ByteVector{'4', 9, 9, 9, 9} << QStringLiteral("KeyWrong");
    // An E by chance, or as nobody makes them.
    QTest::newRow("E, and no header behind it")
        << ByteVector{'E', 8, 1, 2, 3, 4, 5, 6, 7, 8, 3, 0, 0, 0, 0, 'S', 'N'} << QStringLiteral("KeyWrong");
    QTest::newRow("E, cut short") << ByteVector{'E', 8, 1, 2} << QStringLiteral("KeyWrong");
    QTest::newRow("E within E") << ByteVector{'E', 8, 1, 2, 3, 4, 5, 6, 7, 8, 4, 0, 0, 0, 0, 'S', 'N'}
                                << QStringLiteral("KeyWrong");
}

void tst_ChunkKeys::madeWrongInside()
{
    QFETCH(ByteVector, plain);
    QFETCH(QString, result);
    // Encrypts `plain` as mode N, and takes the N out again: what is left is E around `plain` itself. The key
    // stream is that of zeros.
    const auto encryption = decoding::encryption(8);
    const ByteVector zeros =
        support::encodeChunk(ByteVector(plain.size()), {Encoding::Raw, 0, encryption}, 0);
    ByteVector encoded(zeros.begin(), zeros.end() - 1);
    const std::size_t header = encoded.size() - plain.size();
    if (!plain.empty())
        encoded[header] ^= 'N'; // the builder's own mode byte
    for (std::size_t i = 0; i < plain.size(); ++i)
        encoded[header + i] ^= plain[i];
    const auto object = support::buildObject({{kUnlocked, {}, encoded, {}}});
    const auto keys = decoding::keysFor(encryption);
    for (const Path path : {Path::Fast, Path::Streaming}) {
        for (const std::size_t piece : {SIZE_MAX, std::size_t{1}})
            QCOMPARE(decoding::decodeChunk(object, 0, path, keys, piece).result, result);
    }
}

void tst_ChunkKeys::missingKey_data()
{
    QTest::addColumn<ChunkStyle>("style");
    QTest::newRow("E, N") << ChunkStyle{Encoding::Raw, 0, decoding::encryption(4)};
    QTest::newRow("E, Z") << ChunkStyle{Encoding::Zlib, 6, decoding::encryption(8)};
}

void tst_ChunkKeys::missingKey()
{
    QFETCH(ChunkStyle, style);
    const auto object = support::buildObject(kUnlocked, kUnlocked.size(), style);
    const auto otherKeys = std::make_shared<KeyStore>();
    for (const Path path : {Path::Fast, Path::Streaming}) {
        for (const auto &keys :
             {std::shared_ptr<const KeyStore>(), std::shared_ptr<const KeyStore>(otherKeys)}) {
            const auto outcome = decoding::decodeChunk(object, 0, path, keys, 10);
            QCOMPARE(outcome.result, QStringLiteral("KeyMissing"));
            QCOMPARE(KeyName{outcome.fault.expected}, decoding::encryption(4).keyName);
            QVERIFY(outcome.decoded.empty());
            auto damaged = object; // the transport is judged before the key is asked for
            damaged.bytes.back() ^= 1;
            QCOMPARE(decoding::decodeChunk(damaged, 0, path, keys, 10).result,
                     QStringLiteral("ChunkDigestWrong"));
        }
    }
}

void tst_ChunkKeys::wrongKey()
{
    const auto encryption = decoding::encryption(4);
    const auto object = support::buildObject(kUnlocked, kUnlocked.size(), {Encoding::Zlib, 6, encryption});
    auto keys = std::make_shared<KeyStore>();
    keys->insert(encryption.keyName, Key{1, 2, 3});
    for (const Path path : {Path::Fast, Path::Streaming})
        QVERIFY(decoding::decodeChunk(object, 0, path, keys).result != QStringLiteral("ok"));
}

SLUICE_TEST(tst_ChunkKeys)
#include "tst_chunkkeys.moc"
