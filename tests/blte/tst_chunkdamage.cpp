#include "tests/blte/decoding.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <algorithm>

using namespace blte;
using decoding::ByteVector;
using decoding::Path;
using support::ChunkStyle;
using support::Encoding;

/// Chunks that are damaged, malicious or beyond us: each ends in its own fault, the same in both ways.
class tst_ChunkDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void madeWrong_data();
    void madeWrong();
    void everyBitFlip_data();
    void everyBitFlip();
    void everyTruncation_data() { everyBitFlip_data(); }
    void everyTruncation();
    void nestingHasALimit_data();
    void nestingHasALimit();
    void bombsAreStopped();
};

namespace {

ByteVector operator+(ByteVector left, const ByteVector &right)
{
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

ByteVector without(ByteVector bytes, std::size_t count)
{
    bytes.resize(bytes.size() - count);
    return bytes;
}

ByteVector changed(ByteVector bytes, std::size_t at)
{
    bytes[at] ^= 0xFF;
    return bytes;
}

const ByteVector kPayload = support::payload(support::repetitive(20), 400);

/// One chunk that the table says decodes to kPayload, with a right MD5.
support::BuiltObject objectOf(const ByteVector &encoded)
{
    return support::buildObject({{kPayload, {}, encoded, {}}});
}

} // namespace

void tst_ChunkDamage::madeWrong_data()
{
    QTest::addColumn<ByteVector>("encoded");
    QTest::addColumn<QString>("result");
    const auto row = [](const char *title, const ByteVector &encoded, const char *result) {
        QTest::newRow(title) << encoded << QString::fromLatin1(result);
    };
    const auto encode = [](Encoding encoding) {
        return support::encodeChunk(kPayload, {encoding, 6, {}}, 0);
    };
    const ByteVector raw = encode(Encoding::Raw);
    row("N too long", raw + ByteVector{0}, "DecodedSizeWrong");
    row("N too short", without(raw, 1), "DecodedSizeWrong");
    row("only a mode byte", {'N'}, "DecodedSizeWrong");
    for (const char mode : {'L', 'S', 'Q', 'n', '\0'}) {
        QTest::addRow("mode %d", mode)
            << ByteVector{static_cast<std::uint8_t>(mode), 0, 0} << QStringLiteral("ModeUnsupported");
    }

    const ByteVector zlib = encode(Encoding::Zlib);
    row("Z cut", without(zlib, 10), "StreamCorrupt");
    row("Z without the last byte of Adler-32", without(zlib, 1), "StreamCorrupt");
    row("Z with a wrong Adler-32", changed(zlib, zlib.size() - 1), "StreamCorrupt");
    row("Z with a wrong header", changed(zlib, 1), "StreamCorrupt");
    row("Z damaged", changed(zlib, 4), "StreamCorrupt");
    row("Z with unused bytes", zlib + ByteVector{0}, "StreamCorrupt");
    row("Z, empty", {'Z'}, "StreamCorrupt");
    row("Z of one byte less", support::encodeChunk(without(kPayload, 1), {Encoding::Zlib, 6, {}}, 0),
        "DecodedSizeWrong");
    row("Z of one byte more", support::encodeChunk(kPayload + ByteVector{1}, {Encoding::Zlib, 6, {}}, 0),
        "DecodedSizeWrong");

    const ByteVector subBlocks = encode(Encoding::Lz4SubBlocks);
    row("4A cut", without(subBlocks, 1), "StreamCorrupt");
    row("4A with unused bytes", subBlocks + ByteVector{0}, "StreamCorrupt");
    row("4A with an unused block", subBlocks + ByteVector{0, 0, 0, 1, 0}, "StreamCorrupt");
    row("4A, other size", changed(subBlocks, 9), "Lz4Ambiguous");
    row("4A, other shift", changed(subBlocks, 10), "Lz4Ambiguous");
    const ByteVector oneBlock = encode(Encoding::Lz4LittleEndian64);
    row("4B cut", without(oneBlock, 1), "StreamCorrupt");
    row("4B with unused bytes", oneBlock + ByteVector{0}, "StreamCorrupt");
    row("4B, other size", changed(oneBlock, 1), "Lz4Ambiguous");
    row("4, empty", {'4'}, "Lz4Ambiguous");
    row("4, three bytes", {'4', 1, 2, 3}, "Lz4Ambiguous");
    row("4B, offset 0", ByteVector{'4', 0x90, 1, 0, 0, 0, 0, 0, 0, 0x14, 65, 0, 0, 0}, "StreamCorrupt");
    row("4B, offset before the start", ByteVector{'4', 0x90, 1, 0, 0, 0, 0, 0, 0, 0x14, 65, 2, 0, 0},
        "StreamCorrupt");
    row("4B, endless length", ByteVector{'4', 0x90, 1, 0, 0, 0, 0, 0, 0, 0xF0} + ByteVector(500, 0xFF),
        "StreamCorrupt");

    row("E, empty", {'E'}, "EncryptionCorrupt");
    row("E, name of 4 bytes", {'E', 4, 1, 2, 3, 4, 4, 0, 0, 0, 0, 'S', 1}, "EncryptionCorrupt");
    row("E, no name", {'E', 0, 4, 0, 0, 0, 0, 'S', 1, 1, 1, 1, 1, 1, 1}, "EncryptionCorrupt");
    row("E, IV of 5 bytes", {'E', 8, 1, 2, 3, 4, 5, 6, 7, 8, 5, 0, 0, 0, 0, 0, 'S', 1}, "EncryptionCorrupt");
    row("E, header cut", {'E', 8, 1, 2, 3, 4, 5, 6, 7, 8, 4, 0, 0, 0, 0}, "EncryptionCorrupt");
    row("E, ARC4", {'E', 8, 1, 2, 3, 4, 5, 6, 7, 8, 4, 0, 0, 0, 0, 'A', 1}, "CipherUnsupported");
    row("E, no such cipher", {'E', 8, 1, 2, 3, 4, 5, 6, 7, 8, 4, 0, 0, 0, 0, 'x', 1}, "CipherUnsupported");

    const ByteVector nested = encode(Encoding::Nested);
    row("F, not BLTE", {'F', 'n', 'o', 'p', 'e', 0, 0, 0, 0}, "StreamCorrupt");
    row("F cut", without(nested, 1), "StreamCorrupt");
    row("F with unused bytes", nested + ByteVector{0}, "StreamCorrupt");
    row("F damaged", changed(nested, nested.size() - 1), "StreamCorrupt");
    row("F, empty", {'F'}, "StreamCorrupt");
    row("F of one byte less", ByteVector{'F'} + support::buildObject(without(kPayload, 1), 100, {}).bytes,
        "DecodedSizeWrong");
    row("F of one byte more", ByteVector{'F'} + support::buildObject(kPayload + ByteVector{1}, 100, {}).bytes,
        "DecodedSizeWrong");
}

void tst_ChunkDamage::madeWrong()
{
    QFETCH(ByteVector, encoded);
    QFETCH(QString, result);
    const auto object = objectOf(encoded);
    const auto keys = decoding::keysFor(decoding::encryption(4));
    for (const Path path : {Path::Fast, Path::Streaming}) {
        for (const std::size_t piece : {SIZE_MAX, std::size_t{1}}) {
            const auto outcome = decoding::decodeChunk(object, 0, path, keys, piece);
            QCOMPARE(outcome.result, result);
            QCOMPARE(outcome.fault.chunk, 0);
            QVERIFY(outcome.decoded.size() <= kPayload.size());
            // The same bytes with another digest were damaged on the way, whatever they look like now.
            auto damaged = object;
            damaged.bytes[damaged.bytes.size() - 1] ^= 1;
            QCOMPARE(decoding::decodeChunk(damaged, 0, path, keys, piece).result,
                     QStringLiteral("ChunkDigestWrong"));
        }
    }
}

void tst_ChunkDamage::everyBitFlip_data()
{
    QTest::addColumn<ChunkStyle>("style");
    QTest::newRow("N") << ChunkStyle{Encoding::Raw, 0, {}};
    QTest::newRow("Z") << ChunkStyle{Encoding::Zlib, 6, {}};
    QTest::newRow("E, Z") << ChunkStyle{Encoding::Zlib, 6, decoding::encryption(4)};
    QTest::newRow("4") << ChunkStyle{Encoding::Lz4SubBlocks, 6, {}};
    QTest::newRow("F") << ChunkStyle{Encoding::Nested, 6, {}};
}

void tst_ChunkDamage::everyBitFlip()
{
    QFETCH(ChunkStyle, style);
    const auto keys = decoding::keysFor(decoding::encryption(4));
    const auto object = support::buildObject(support::payload(support::repetitive(21), 120), 60, style);
    const auto first = static_cast<std::size_t>(object.table.headerSize());
    for (const Path path : {Path::Fast, Path::Streaming}) {
        for (std::size_t bit = first * 8; bit < object.bytes.size() * 8; ++bit) {
            auto bytes = object.bytes;
            bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
            const auto outcome = decoding::decode(bytes, path, {}, keys);
            QCOMPARE(outcome.result, QStringLiteral("ChunkDigestWrong"));
            QCOMPARE(outcome.fault.chunk, bit / 8 < object.table[1].encodedOffset ? 0 : 1);
            if (path == Path::Fast) // nothing of the damaged chunk went out
                QCOMPARE(outcome.decoded.size(), std::size_t(outcome.fault.chunk) * 60);
        }
    }
}

void tst_ChunkDamage::everyTruncation()
{
    QFETCH(ChunkStyle, style);
    const auto keys = decoding::keysFor(decoding::encryption(4));
    const auto object = support::buildObject(support::payload(support::repetitive(22), 120), 60, style);
    for (const Path path : {Path::Fast, Path::Streaming}) {
        for (std::size_t size = 0; size < object.bytes.size(); ++size) {
            const ByteVector bytes(object.bytes.begin(),
                                   object.bytes.begin() + static_cast<std::ptrdiff_t>(size));
            QCOMPARE(decoding::decode(bytes, path, {}, keys).result, QStringLiteral("Truncated"));
            StreamDecoder::Options options; // with the length known, it is plain from the header
            options.expectation.encodedSize = size;
            const auto outcome = decoding::decode(bytes, path, options, keys);
            QVERIFY(outcome.result != QStringLiteral("ok"));
            QVERIFY(outcome.decoded.empty());
        }
    }
}

void tst_ChunkDamage::nestingHasALimit_data()
{
    QTest::addColumn<int>("depth");
    QTest::addColumn<QString>("result");
    for (int depth = 1; depth <= 6; ++depth)
        QTest::addRow("%d", depth) << depth << QString::fromLatin1(depth <= 4 ? "ok" : "NestingTooDeep");
}

void tst_ChunkDamage::nestingHasALimit()
{
    QFETCH(int, depth);
    auto object = support::buildObject(kPayload, kPayload.size(), {});
    for (int i = 0; i < depth; ++i)
        object = objectOf(ByteVector{'F'} + object.bytes);
    for (const Path path : {Path::Fast, Path::Streaming}) {
        const auto outcome = decoding::decodeChunk(object, 0, path, {}, 50);
        QTEST(outcome.result, "result");
        QCOMPARE(outcome.fault.chunk, outcome.result == QStringLiteral("ok") ? -1 : 0);
    }
}

void tst_ChunkDamage::bombsAreStopped()
{
    // 16 MiB of zeros in 16 KiB, which the table calls 1000 bytes.
    const ByteVector zeros(16u << 20);
    for (const auto encoding : {Encoding::Zlib, Encoding::Lz4LittleEndian64, Encoding::Nested}) {
        const auto object = support::buildObject({{zeros, {encoding, 9, {}}, {}, 1000}});
        for (const Path path : {Path::Fast, Path::Streaming}) {
            const auto outcome = decoding::decodeChunk(object, 0, path);
            QVERIFY(outcome.result != QStringLiteral("ok"));
            QVERIFY(outcome.decoded.size() <= 1000);
        }
    }
}

SLUICE_TEST(tst_ChunkDamage)
#include "tst_chunkdamage.moc"
