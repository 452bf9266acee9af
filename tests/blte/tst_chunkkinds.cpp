#include "tests/blte/decoding.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace blte;
using decoding::ByteVector;
using decoding::Path;
using decoding::VectorSink;
using support::ChunkStyle;
using support::Encoding;
using support::TableFormat;

/// Chunks that are not of the common kind: empty, plain, headerless, with a second MD5.
class tst_ChunkKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyChunks();
    void plainPieces();
    void headerless_data();
    void headerless();
    void decodedMd5IsEvidence();
};

void tst_ChunkKinds::emptyChunks()
{
    const ByteVector one{42};
    const auto object = support::buildObject({{{}, {}, ByteVector{}, {}},
                                              {one, {}, {}, {}},
                                              {{}, {}, {}, {}},
                                              {{}, {Encoding::Zlib, 6, {}}, {}, {}},
                                              {{}, {}, ByteVector{}, {}}});
    QCOMPARE(object.table[0].encodedSize, std::uint64_t{0});
    QCOMPARE(object.table[2].encodedSize, std::uint64_t{1});
    for (const Path path : {Path::Fast, Path::Streaming}) {
        Workspace workspace;
        VectorSink sink;
        ChunkDecoder decoder(workspace, {}, decoding::limitsFor(path));
        decoder.begin(object.table, 0, sink);
        QVERIFY(decoder.isComplete());
        QVERIFY(decoder.prepare(1).empty());
        const auto outcome = decoding::decode(object.bytes, path);
        QCOMPARE(outcome.result, QStringLiteral("ok"));
        QCOMPARE(outcome.decoded, one);
    }
}

void tst_ChunkKinds::plainPieces()
{
    const auto file = support::payload(support::noise(9), 1000);
    const auto table = ChunkTable::plain(file.size(), 300);
    QCOMPARE(table.size(), std::size_t{4});
    QCOMPARE(table[3].encodedSize, std::uint64_t{100});
    QCOMPARE(ChunkTable::plain(0, 300).size(), std::size_t{0});
    Workspace workspace;
    VectorSink sink;
    ChunkDecoder decoder(workspace, {});
    for (std::size_t i = 0; i < table.size(); ++i) {
        decoder.begin(table, i, sink);
        QVERIFY(!decoder.isWhole());
        QVERIFY(decoder.push(Bytes(file).subspan(table[i].encodedOffset)));
        QVERIFY(decoder.isComplete());
        QCOMPARE(decoder.mode(), std::uint8_t{0});
    }
    QCOMPARE(sink.bytes, file);

    const auto unknown = ChunkTable::plain(kUnknownSize, 300);
    QCOMPARE(unknown.size(), std::size_t{1});
    decoder.begin(unknown, 0, sink);
    QVERIFY(decoder.push(file));
    QVERIFY(!decoder.isComplete());
    QVERIFY(decoder.finish());
    QVERIFY(decoder.isComplete());
}

void tst_ChunkKinds::headerless_data()
{
    QTest::addColumn<ChunkStyle>("style");
    QTest::addColumn<QString>("result");
    const auto ok = QStringLiteral("ok");
    QTest::newRow("N") << ChunkStyle{Encoding::Raw, 0, {}} << ok;
    QTest::newRow("Z") << ChunkStyle{Encoding::Zlib, 6, {}} << ok;
    QTest::newRow("F") << ChunkStyle{Encoding::Nested, 6, {}} << ok;
    QTest::newRow("E, Z") << ChunkStyle{Encoding::Zlib, 6, decoding::encryption(4)} << ok;
    // Without a decoded size, no lz4 layout may be guessed.
    QTest::newRow("4") << ChunkStyle{Encoding::Lz4LittleEndian64, 6, {}} << QStringLiteral("Lz4Ambiguous");
}

void tst_ChunkKinds::headerless()
{
    QFETCH(ChunkStyle, style);
    QFETCH(QString, result);
    const auto keys = decoding::keysFor(decoding::encryption(4));
    const auto payload = support::payload(support::repetitive(10), 2000);
    const auto object = support::buildObject(payload, payload.size(), style, TableFormat::Headerless);
    for (const bool isSizeKnown : {true, false}) {
        for (const bool isKeyKnown : {true, false}) {
            StreamDecoder::Options options;
            if (isSizeKnown)
                options.expectation.encodedSize = object.bytes.size();
            if (isKeyKnown)
                options.expectation.encodingKey = object.encodingKey;
            const auto outcome = decoding::decode(object.bytes, Path::Fast, options, keys, 100);
            QCOMPARE(outcome.result, result);
            if (result == QStringLiteral("ok"))
                QCOMPARE(outcome.decoded, payload);
            if (!isKeyKnown)
                continue;
            auto damaged = object.bytes;
            damaged.back() ^= 1;
            QCOMPARE(decoding::decode(damaged, Path::Fast, options, keys, 100).result,
                     QStringLiteral("EncodingKeyWrong"));
        }
    }
}

/// The second MD5 of the table proves nothing that the first does not: a wrong one refuses no chunk.
void tst_ChunkKinds::decodedMd5IsEvidence()
{
    const ByteVector right{1, 2, 3};
    const ByteVector wrong{1, 2, 4};
    // The second MD5 of the table is that of `payload`; the chunk decodes to `right`.
    const auto object = support::buildObject({{right, {}, {}, {}}, {wrong, {}, ByteVector{'N', 1, 2, 3}, {}}},
                                             TableFormat::WithDecodedMd5);
    for (const Path path : {Path::Fast, Path::Streaming}) {
        Workspace workspace;
        VectorSink sink;
        ChunkDecoder decoder(workspace, {}, decoding::limitsFor(path));
        Bytes rest = Bytes(object.bytes).subspan(object.table.headerSize());
        for (std::size_t i = 0; i < 2; ++i) {
            decoder.begin(object.table, i, sink);
            rest = rest.subspan(decoder.push(rest).value());
            QVERIFY(decoder.isComplete());
        }
        QCOMPARE(sink.bytes, (ByteVector{1, 2, 3, 1, 2, 3}));
    }
}

SLUICE_TEST(tst_ChunkKinds)
#include "tst_chunkkinds.moc"
