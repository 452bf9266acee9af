#include "tests/blte/decoding.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace blte;
using decoding::ByteVector;
using decoding::Path;
using decoding::RefusingSink;
using decoding::VectorSink;
using support::ChunkSpec;
using support::Encoding;

/// Whole objects, front to back: what happens around the chunks.
class tst_StreamDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyChunkIsTold();
    void trailingBytes();
    void zeroFill_data();
    void zeroFill();
    void keepGoing_data();
    void keepGoing();
    void headerlessIsJudgedOnce_data();
    void headerlessIsJudgedOnce();
    void wrongKeyLocks_data();
    void wrongKeyLocks();
    void keepGoingEndsWhereNothingCanFollow();
    void refusingSink();
    void nothingAfterAFault();
    void trueDecodedMd5IsNotNeeded();
};

namespace {

/// Chunks of 100 bytes: N, E, Z, E.
support::BuiltObject mixedObject()
{
    const auto payload = support::payload(support::noise(30), 400);
    const auto part = [&payload](std::ptrdiff_t i) {
        return ByteVector(payload.begin() + 100 * i, payload.begin() + 100 * (i + 1));
    };
    const auto encryption = decoding::encryption(4);
    return support::buildObject({ChunkSpec{part(0), {}, {}, {}},
                                 ChunkSpec{part(1), {Encoding::Zlib, 6, encryption}, {}, {}},
                                 ChunkSpec{part(2), {Encoding::Zlib, 6, {}}, {}, {}},
                                 ChunkSpec{part(3), {Encoding::Raw, 6, encryption}, {}, {}}});
}

struct Run
{
    QString result;
    QStringList chunks; ///< one per call of ChunkDone: "ok" or the fault's kind
    ByteVector decoded;
    std::uint64_t decodedSize = 0;
};

Run run(const ByteVector &bytes, const StreamDecoder::Options &options, std::size_t piece,
        std::shared_ptr<const KeyStore> keys = {})
{
    Workspace workspace;
    VectorSink sink;
    Run run;
    StreamDecoder decoder(workspace, std::move(keys), sink, options);
    decoder.onChunkDone([&run](std::size_t index, const Fault *fault) {
        QCOMPARE(index, std::size_t(run.chunks.size()));
        run.chunks << QString::fromLatin1(fault ? name(fault->kind) : "ok");
    });
    tl::expected<void, Fault> ok;
    for (std::size_t at = 0; ok && at < bytes.size(); at += piece)
        ok = decoder.push(Bytes(bytes).subspan(at, std::min(piece, bytes.size() - at)));
    if (ok)
        ok = decoder.finish();
    run.result = decoding::kindName(ok);
    run.decoded = sink.bytes;
    run.decodedSize = decoder.decodedSize();
    return run;
}

} // namespace

void tst_StreamDecoder::everyChunkIsTold()
{
    const auto object = mixedObject();
    const Run all = run(object.bytes, {}, 7, decoding::keysFor(decoding::encryption(4)));
    QCOMPARE(all.result, QStringLiteral("ok"));
    QCOMPARE(all.chunks.join(u' '), QStringLiteral("ok ok ok ok"));
    QCOMPARE(all.decoded, object.payload);
}

void tst_StreamDecoder::trailingBytes()
{
    auto bytes = mixedObject().bytes;
    bytes.resize(bytes.size() + 16);
    StreamDecoder::Options options;
    options.expectation.encodedSize = bytes.size();
    const auto outcome =
        decoding::decode(bytes, Path::Fast, options, decoding::keysFor(decoding::encryption(4)), 5);
    QCOMPARE(outcome.result, QStringLiteral("ok"));
    QCOMPARE(outcome.trailing, std::uint64_t{16});
}

void tst_StreamDecoder::zeroFill_data()
{
    QTest::addColumn<bool>("streaming");
    QTest::addColumn<int>("piece");
    for (const int piece : {1, 13, 100000}) {
        QTest::addRow("fast, %d", piece) << false << piece;
        QTest::addRow("streaming, %d", piece) << true << piece;
    }
}

void tst_StreamDecoder::zeroFill()
{
    QFETCH(bool, streaming);
    QFETCH(int, piece);
    const auto object = mixedObject();
    StreamDecoder::Options options;
    options.limits = decoding::limitsFor(streaming ? Path::Streaming : Path::Fast);
    QCOMPARE(run(object.bytes, options, std::size_t(piece)).result, QStringLiteral("KeyMissing"));

    options.missingKeys = MissingKeys::ZeroFill;
    const Run filled = run(object.bytes, options, std::size_t(piece));
    QCOMPARE(filled.result, QStringLiteral("ok"));
    QCOMPARE(filled.chunks.join(u' '), QStringLiteral("ok KeyMissing ok KeyMissing"));
    auto expected = object.payload;
    std::fill_n(expected.begin() + 100, 100, std::uint8_t{0});
    std::fill_n(expected.begin() + 300, 100, std::uint8_t{0});
    QCOMPARE(filled.decoded, expected);
    QCOMPARE(filled.decodedSize, std::uint64_t{400});
}

void tst_StreamDecoder::keepGoing_data()
{
    zeroFill_data();
}

void tst_StreamDecoder::keepGoing()
{
    QFETCH(bool, streaming);
    QFETCH(int, piece);
    const auto object = mixedObject();
    auto bytes = object.bytes;
    bytes[static_cast<std::size_t>(object.table[0].encodedOffset)] ^= 1; // its mode byte
    bytes[static_cast<std::size_t>(object.table[2].encodedOffset) + 9] ^= 1;
    StreamDecoder::Options options;
    options.limits = decoding::limitsFor(streaming ? Path::Streaming : Path::Fast);
    options.keepGoing = true;
    const Run locked = run(bytes, options, std::size_t(piece));
    QCOMPARE(locked.result, QStringLiteral("ok"));
    QCOMPARE(locked.chunks.join(u' '),
             QStringLiteral("ChunkDigestWrong KeyMissing ChunkDigestWrong KeyMissing"));
    const Run open = run(bytes, options, std::size_t(piece), decoding::keysFor(decoding::encryption(4)));
    QCOMPARE(open.result, QStringLiteral("ok"));
    QCOMPARE(open.chunks.join(u' '), QStringLiteral("ChunkDigestWrong ok ChunkDigestWrong ok"));
    QCOMPARE(open.decodedSize, std::uint64_t{open.decoded.size()});
}

void tst_StreamDecoder::headerlessIsJudgedOnce_data()
{
    QTest::addColumn<ByteVector>("chunk");
    QTest::addColumn<bool>("hasKey"); // the object's encoding key is known
    QTest::addColumn<QString>("verdict");
    const auto locked =
        support::encodeChunk(ByteVector(50, 7), {Encoding::Raw, 0, decoding::encryption(4)}, 0);
    for (const bool hasKey : {false, true}) {
        const auto row = [hasKey](const char *what, const ByteVector &chunk, const char *verdict) {
            QTest::addRow("%s%s", what, hasKey ? ", key known" : "")
                << chunk << hasKey << QString::fromLatin1(verdict);
        };
        row("right", ByteVector{'N', 1, 2, 3}, "ok");
        row("locked", locked, "KeyMissing");
        row("unknown mode", ByteVector(400, 'Q'), "ModeUnsupported");
        row("bad zlib", ByteVector{'Z', 0x78, 0x9C, 255, 255, 255, 255}, "StreamCorrupt");
        row("only a mode byte", ByteVector{'Z'}, "StreamCorrupt");
        row("half an encryption header", ByteVector{'E', 8, 1}, "EncryptionCorrupt");
    }
}

void tst_StreamDecoder::headerlessIsJudgedOnce()
{
    QFETCH(ByteVector, chunk);
    QFETCH(bool, hasKey);
    QFETCH(QString, verdict);
    ByteVector object{'B', 'L', 'T', 'E', 0, 0, 0, 0};
    object.insert(object.end(), chunk.begin(), chunk.end());
    StreamDecoder::Options options;
    options.keepGoing = true;
    options.missingKeys = MissingKeys::ZeroFill;
    if (hasKey)
        options.expectation.encodingKey = EncodingKey{md5(object)};
    for (const std::size_t piece : {std::size_t{1}, std::size_t{11}, object.size()}) {
        const Run all = run(object, options, piece);
        QCOMPARE(all.chunks.join(u' '), verdict);
        QCOMPARE(all.result, QStringLiteral("ok"));
    }
    // Asked twice, it says the same, and tells no chunk again.
    Workspace workspace;
    VectorSink sink;
    StreamDecoder decoder(workspace, {}, sink, options);
    int told = 0;
    decoder.onChunkDone([&](std::size_t index, const Fault *) { told += index == 0 ? 1 : 100; });
    QVERIFY(decoder.push(object));
    QVERIFY(decoder.finish());
    QVERIFY(decoder.finish());
    QCOMPARE(told, 1);
}

void tst_StreamDecoder::wrongKeyLocks_data()
{
    zeroFill_data();
}

void tst_StreamDecoder::wrongKeyLocks()
{
    QFETCH(bool, streaming);
    QFETCH(int, piece);
    const auto object = mixedObject();
    auto keys = std::make_shared<KeyStore>();
    auto wrong = decoding::encryption(4).key;
    wrong[3] ^= 1;
    keys->insert(decoding::encryption(4).keyName, wrong);
    StreamDecoder::Options options;
    options.limits = decoding::limitsFor(streaming ? Path::Streaming : Path::Fast);
    QCOMPARE(run(object.bytes, options, std::size_t(piece), keys).result, QStringLiteral("KeyWrong"));
    options.keepGoing = true;
    options.missingKeys = MissingKeys::ZeroFill;
    const Run all = run(object.bytes, options, std::size_t(piece), keys);
    QCOMPARE(all.chunks.join(u' '), QStringLiteral("ok KeyWrong ok KeyWrong"));
    QCOMPARE(all.result, QStringLiteral("ok"));
}

void tst_StreamDecoder::keepGoingEndsWhereNothingCanFollow()
{
    const auto object = mixedObject();
    StreamDecoder::Options options;
    options.keepGoing = true;
    auto bytes = object.bytes;
    bytes.pop_back();
    const Run cut = run(bytes, options, 50);
    QCOMPARE(cut.result, QStringLiteral("Truncated"));
    QCOMPARE(cut.chunks.join(u' '), QStringLiteral("ok KeyMissing ok Truncated"));
    bytes[8] = 0x11;
    QCOMPARE(run(bytes, options, 50).result, QStringLiteral("TableUnsupported"));
}

void tst_StreamDecoder::refusingSink()
{
    const auto object = mixedObject();
    for (int refused = 1; refused <= 5; ++refused) {
        Workspace workspace;
        RefusingSink sink(refused);
        StreamDecoder::Options options;
        options.missingKeys = MissingKeys::ZeroFill;
        options.keepGoing = true;
        StreamDecoder decoder(workspace, {}, sink, options);
        const auto ok = decoder.push(object.bytes);
        QCOMPARE(decoding::kindName(ok), QString::fromLatin1(refused <= 4 ? "SinkRefused" : "ok"));
        QCOMPARE(decoder.decodedSize(), std::uint64_t{sink.size});
        if (!ok)
            QCOMPARE(ok.error().chunk, refused - 1);
    }
}

void tst_StreamDecoder::nothingAfterAFault()
{
    auto bytes = mixedObject().bytes;
    bytes[200] ^= 1;
    Workspace workspace;
    VectorSink sink;
    StreamDecoder decoder(workspace, {}, sink, {});
    QVERIFY(decoder.table() == nullptr);
    QVERIFY(!decoder.push(bytes));
    const int writes = sink.writes;
    QVERIFY(!decoder.push(bytes));
    QVERIFY(!decoder.finish());
    QCOMPARE(sink.writes, writes);
    QVERIFY(decoder.table() != nullptr);
}

void tst_StreamDecoder::trueDecodedMd5IsNotNeeded()
{
    const ByteVector claimed{1, 2, 4}; // its MD5 is in the table, but the chunk holds other bytes
    const auto object = support::buildObject({{claimed, {}, ByteVector{'N', 1, 2, 3}, {}}},
                                             support::TableFormat::WithDecodedMd5);
    for (const Path path : {Path::Fast, Path::Streaming}) {
        const auto outcome = decoding::decode(object.bytes, path);
        QCOMPARE(outcome.result, QStringLiteral("ok"));
        QCOMPARE(outcome.decoded, (ByteVector{1, 2, 3}));
    }
}

SLUICE_TEST(tst_StreamDecoder)
#include "tst_streamdecoder.moc"
