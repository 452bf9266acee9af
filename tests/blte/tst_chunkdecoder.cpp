#include "tests/blte/decoding.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <algorithm>

using namespace blte;
using decoding::ByteVector;
using decoding::Path;
using decoding::RefusingSink;
using decoding::VectorSink;
using support::ChunkStyle;
using support::Encoding;
using support::TableFormat;

/// What a chunk decoder does with good chunks, in every mode and both ways.
class tst_ChunkDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anySplitInAnyMode_data();
    void anySplitInAnyMode();
    void largeChunks_data() { anySplitInAnyMode_data(); }
    void largeChunks();
    void prepareLendsTheRightRoom_data();
    void prepareLendsTheRightRoom();
    void fastPathWritesOnce();
    void refusingSink_data() { anySplitInAnyMode_data(); }
    void refusingSink();
    void modeIsTold();
    void beginAbandonsTheChunkBefore();
};

void tst_ChunkDecoder::anySplitInAnyMode_data()
{
    QTest::addColumn<ChunkStyle>("style");
    const auto iv4 = decoding::encryption(4);
    const auto iv8 = decoding::encryption(8);
    QTest::newRow("N") << ChunkStyle{Encoding::Raw, 0, {}};
    QTest::newRow("Z, level 1") << ChunkStyle{Encoding::Zlib, 1, {}};
    QTest::newRow("Z, level 9") << ChunkStyle{Encoding::Zlib, 9, {}};
    QTest::newRow("Z, stored") << ChunkStyle{Encoding::Zlib, 0, {}};
    QTest::newRow("4, sub-blocks") << ChunkStyle{Encoding::Lz4SubBlocks, 0, {}};
    QTest::newRow("4, one block") << ChunkStyle{Encoding::Lz4LittleEndian64, 0, {}};
    QTest::newRow("F") << ChunkStyle{Encoding::Nested, 0, {}};
    QTest::newRow("E, IV 4, N") << ChunkStyle{Encoding::Raw, 0, iv4};
    QTest::newRow("E, IV 8, Z") << ChunkStyle{Encoding::Zlib, 6, iv8};
    QTest::newRow("E, IV 4, F") << ChunkStyle{Encoding::Nested, 0, iv4};
    QTest::newRow("E, IV 8, 4") << ChunkStyle{Encoding::Lz4SubBlocks, 0, iv8};
}

void tst_ChunkDecoder::anySplitInAnyMode()
{
    QFETCH(ChunkStyle, style);
    const auto keys = decoding::keysFor(decoding::encryption(4));
    const auto payload = support::payload(support::repetitive(3), 700);
    const auto object = support::buildObject(payload, 350, style);
    for (const Path path : {Path::Fast, Path::Streaming}) {
        for (std::size_t cut = 0; cut <= object.bytes.size(); ++cut) {
            Workspace workspace;
            VectorSink sink;
            StreamDecoder::Options options;
            options.limits = decoding::limitsFor(path);
            StreamDecoder decoder(workspace, keys, sink, options);
            QVERIFY(decoder.push(Bytes(object.bytes).first(cut)));
            QVERIFY(decoder.push(Bytes(object.bytes).subspan(cut)));
            QVERIFY(decoder.finish());
            QCOMPARE(sink.bytes, payload);
            QCOMPARE(decoder.decodedSize(), std::uint64_t{700});
        }
        QCOMPARE(decoding::decode(object.bytes, path, {}, keys, 1).decoded, payload);
    }
}

void tst_ChunkDecoder::largeChunks()
{
    QFETCH(ChunkStyle, style);
    const auto keys = decoding::keysFor(decoding::encryption(4));
    // Half of it repeats itself, half does not; more than two windows of zlib and lz4.
    auto payload = support::payload(support::repetitive(4), 300'001);
    const auto second = support::payload(support::noise(5), 200'000);
    payload.insert(payload.end(), second.begin(), second.end());
    const auto object = support::buildObject({{{1, 2, 3}, {}, {}, {}}, {payload, style, {}, {}}});
    for (const Path path : {Path::Fast, Path::Streaming}) {
        for (const std::size_t piece : {SIZE_MAX, std::size_t{4099}}) {
            const auto outcome = decoding::decodeChunk(object, 1, path, keys, piece);
            QCOMPARE(outcome.result, QStringLiteral("ok"));
            QVERIFY(outcome.decoded == payload);
        }
    }
}

void tst_ChunkDecoder::prepareLendsTheRightRoom_data()
{
    QTest::addColumn<bool>("streaming");
    QTest::newRow("fast") << false;
    QTest::newRow("streaming") << true;
}

void tst_ChunkDecoder::prepareLendsTheRightRoom()
{
    QFETCH(bool, streaming);
    const auto limits = decoding::limitsFor(streaming ? Path::Streaming : Path::Fast);
    const auto payload = support::payload(support::noise(6), 1000);
    const auto object = support::buildObject(payload, 400, {});
    Workspace workspace;
    VectorSink sink;
    ChunkDecoder decoder(workspace, {}, limits);
    Bytes rest = Bytes(object.bytes).subspan(object.table.headerSize());
    QVERIFY(decoder.prepare(10).empty()); // nothing begun
    for (std::size_t i = 0; i < object.table.size(); ++i) {
        decoder.begin(object.table, i, sink);
        QCOMPARE(decoder.isWhole(), !streaming);
        while (!decoder.isComplete()) {
            const auto left = static_cast<std::size_t>(object.table[i].encodedSize - decoder.encodedTaken());
            QVERIFY(decoder.prepare(100'000).size() <= left);
            const auto room = decoder.prepare(60);
            QVERIFY(!room.empty() && room.size() <= std::min<std::size_t>(60, left));
            std::copy_n(rest.begin(), room.size(), room.begin());
            QVERIFY(decoder.commit(0));
            QVERIFY(decoder.commit(room.size()));
            rest = rest.subspan(room.size());
        }
        QVERIFY(decoder.prepare(1).empty());
        QCOMPARE(decoder.push(ByteVector(5)).value(), std::size_t{0}); // not of this chunk
    }
    QVERIFY(rest.empty());
    QCOMPARE(sink.bytes, payload);
}

void tst_ChunkDecoder::fastPathWritesOnce()
{
    const auto payload = support::payload(support::noise(7), 200'000);
    const auto object = support::buildObject(payload, 200'000, {Encoding::Zlib, 6, {}});
    Workspace workspace;
    VectorSink sink;
    ChunkDecoder decoder(workspace, {});
    decoder.begin(object.table, 0, sink);
    const Bytes chunk = Bytes(object.bytes).subspan(object.table.headerSize());
    QVERIFY(decoder.push(chunk.first(chunk.size() - 1)));
    QCOMPARE(sink.writes, 0); // nothing before the digest was checked
    QVERIFY(decoder.push(chunk.last(1)));
    QCOMPARE(sink.writes, 1);
    QVERIFY(sink.bytes == payload);
}

void tst_ChunkDecoder::refusingSink()
{
    QFETCH(ChunkStyle, style);
    const auto keys = decoding::keysFor(decoding::encryption(4));
    const auto object = support::buildObject(support::payload(support::noise(8), 1000), 1000, style);
    const Bytes chunk = Bytes(object.bytes).subspan(object.table.headerSize());
    for (const Path path : {Path::Fast, Path::Streaming}) {
        for (int refused = 1;; ++refused) { // the sink fails at write 1, 2, 3 … until it never gets that far
            Workspace workspace;
            RefusingSink sink(refused);
            ChunkDecoder decoder(workspace, keys, decoding::limitsFor(path));
            decoder.begin(object.table, 0, sink);
            const auto taken = decoder.push(chunk);
            QCOMPARE(decoder.decodedGiven(), std::uint64_t{sink.size});
            if (taken) {
                QVERIFY(decoder.isComplete());
                QCOMPARE(sink.writes, refused - 1);
                break;
            }
            QCOMPARE(sink.writes, refused);
            QCOMPARE(taken.error().kind, FaultKind::SinkRefused);
            QCOMPARE(taken.error().chunk, 0);
            QVERIFY(!decoder.isComplete());
            QVERIFY(decoder.prepare(10).empty());
            QVERIFY(!decoder.push(chunk));
            QVERIFY(!decoder.commit(0));
            QVERIFY(!decoder.finish());
            QCOMPARE(sink.writes, refused);
        }
    }
}

void tst_ChunkDecoder::modeIsTold()
{
    const auto object =
        support::buildObject(ByteVector(100), 100, {Encoding::Zlib, 6, decoding::encryption(4)});
    Workspace workspace;
    VectorSink sink;
    ChunkDecoder decoder(workspace, {}, decoding::limitsFor(Path::Streaming));
    decoder.begin(object.table, 0, sink);
    QCOMPARE(decoder.mode(), std::uint8_t{0});
    QVERIFY(decoder.push(Bytes(object.bytes).subspan(36, 1)));
    QCOMPARE(decoder.mode(), std::uint8_t{'E'});
}

void tst_ChunkDecoder::beginAbandonsTheChunkBefore()
{
    const auto payload = support::payload(support::repetitive(11), 3000);
    const auto object =
        support::buildObject(payload, 1500, {Encoding::Zlib, 6, {}}, TableFormat::WithDecodedMd5);
    for (const Path path : {Path::Fast, Path::Streaming}) {
        Workspace workspace;
        VectorSink sink;
        ChunkDecoder decoder(workspace, {}, decoding::limitsFor(path));
        decoder.begin(object.table, 0, sink);
        QVERIFY(decoder.push(Bytes(object.bytes).subspan(object.table[0].encodedOffset, 70)));
        sink.bytes.clear();
        decoder.begin(object.table, 1, sink);
        QVERIFY(decoder.push(Bytes(object.bytes).subspan(object.table[1].encodedOffset)));
        QVERIFY(decoder.isComplete());
        QCOMPARE(sink.bytes, ByteVector(payload.begin() + 1500, payload.end()));
    }
}

SLUICE_TEST(tst_ChunkDecoder)
#include "tst_chunkdecoder.moc"
