#include "core/blte/headerparser.h"
#include "tests/blte/decoding.h"

#include <QTest>
#include <cstdlib>
#include <new>

using namespace blte;
using decoding::ByteVector;

namespace {

/// The largest single allocation since it was last set to 0.
std::size_t largestAllocation = 0;

} // namespace

void *operator new(std::size_t size)
{
    largestAllocation = std::max(largestAllocation, size);
    if (void *memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}

void operator delete(void *memory) noexcept
{
    std::free(memory);
}

void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

/// Headers: what they say, what they may not say, and that they come in any split.
class tst_HeaderParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tables_data();
    void tables();
    void faults_data();
    void faults();
    void nothingAfterAFault();
    void largeCountsAllocateNothing();
    void tooManyChunksAreRefusedBeforeTheyCome_data();
    void tooManyChunksAreRefusedBeforeTheyCome();
    void everyBitFlipIsCaught_data() { tables_data(); }
    void everyBitFlipIsCaught();
};

namespace {

support::BuiltObject sample(support::TableFormat format)
{
    const auto payload = support::payload(support::noise(7), 100);
    return support::buildObject(payload, format == support::TableFormat::Headerless ? 100 : 40, {}, format);
}

HeaderExpectation expecting(const support::BuiltObject &object)
{
    HeaderExpectation expectation;
    expectation.encodedSize = object.bytes.size();
    expectation.encodingKey = object.encodingKey;
    return expectation;
}

void compareTables(const ChunkTable &table, const ChunkTable &expected)
{
    QCOMPARE(table.kind(), expected.kind());
    QCOMPARE(table.format(), expected.format());
    QCOMPARE(table.headerSize(), expected.headerSize());
    QCOMPARE(table.headerMd5(), expected.headerMd5());
    QCOMPARE(table.encodedSize(), expected.encodedSize());
    QCOMPARE(table.decodedSize(), expected.decodedSize());
    QCOMPARE(table.size(), expected.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        QCOMPARE(table[i].encodedOffset, expected[i].encodedOffset);
        QCOMPARE(table[i].decodedOffset, expected[i].decodedOffset);
        QCOMPARE(table[i].encodedSize, expected[i].encodedSize);
        QCOMPARE(table[i].decodedSize, expected[i].decodedSize);
        QCOMPARE(table[i].md5, expected[i].md5);
        QCOMPARE(table[i].hasMd5, expected[i].hasMd5);
        QCOMPARE(table.decodedMd5(i) != nullptr, expected.decodedMd5(i) != nullptr);
        if (table.decodedMd5(i))
            QCOMPARE(*table.decodedMd5(i), *expected.decodedMd5(i));
    }
}

/// A header's first bytes: sizes and counts as given, then zeros up to `length`.
ByteVector preamble(std::uint32_t headerSize, std::uint8_t format, std::uint32_t count,
                    std::size_t length = 12)
{
    const auto byte = [](std::uint32_t value, int shift) {
        return static_cast<std::uint8_t>(value >> shift);
    };
    ByteVector bytes{'B', 'L', 'T', 'E'};
    for (const int shift : {24, 16, 8, 0})
        bytes.push_back(byte(headerSize, shift));
    bytes.push_back(format);
    for (const int shift : {16, 8, 0})
        bytes.push_back(byte(count, shift));
    bytes.resize(length);
    return bytes;
}

QString resultOf(HeaderParser &parser, Bytes bytes)
{
    const auto taken = parser.push(bytes);
    if (!taken)
        return QString::fromLatin1(name(taken.error().kind));
    return parser.isComplete() ? QStringLiteral("complete") : QStringLiteral("more");
}

} // namespace

void tst_HeaderParser::tables_data()
{
    QTest::addColumn<support::TableFormat>("format");
    QTest::newRow("0x0F") << support::TableFormat::Normal;
    QTest::newRow("0x10") << support::TableFormat::WithDecodedMd5;
    QTest::newRow("headerless") << support::TableFormat::Headerless;
}

void tst_HeaderParser::tables()
{
    QFETCH(support::TableFormat, format);
    const auto object = sample(format);
    const auto size = static_cast<std::size_t>(object.table.headerSize());
    for (std::size_t split = 0; split <= object.bytes.size(); ++split) {
        HeaderParser parser(expecting(object));
        const auto first = parser.push(Bytes(object.bytes).first(split));
        QVERIFY(first);
        QCOMPARE(*first, std::min(split, size));
        QCOMPARE(parser.headerSize(), split < 8 ? 0 : object.table.headerSize());
        QCOMPARE(parser.isComplete(), split >= size);
        const auto second = parser.push(Bytes(object.bytes).subspan(split));
        QVERIFY(second);
        QCOMPARE(*first + *second, size);
        QVERIFY(parser.isComplete());
        compareTables(parser.takeTable(), object.table);
    }
}

void tst_HeaderParser::faults_data()
{
    QTest::addColumn<ByteVector>("bytes");
    QTest::addColumn<quint64>("encodedSize");
    QTest::addColumn<QString>("result");
    const quint64 unknown = kUnknownSize;
    const auto row = [](const char *title, ByteVector bytes, quint64 encodedSize, const char *result) {
        QTest::newRow(title) << std::move(bytes) << encodedSize << QString::fromLatin1(result);
    };
    row("three bytes of anything", {'<', 'h', 't'}, unknown, "more");
    row("a page", {'<', 'h', 't', 'm'}, unknown, "NotBlte");
    row("header size too small", preamble(35, 0x0F, 1), unknown, "HeaderCorrupt");
    row("header size 8", preamble(8, 0x0F, 1), unknown, "HeaderCorrupt");
    row("no chunks", preamble(12, 0x0F, 0), unknown, "HeaderCorrupt");
    row("no chunks, some header", preamble(36, 0x0F, 0), unknown, "HeaderCorrupt");
    row("one byte more than 12 + 24n", preamble(37, 0x0F, 1), unknown, "HeaderCorrupt");
    row("0x0F with the size of 0x10", preamble(52, 0x0F, 1), unknown, "HeaderCorrupt");
    row("0x10 with the size of 0x0F", preamble(36, 0x10, 1), unknown, "HeaderCorrupt");
    row("unknown table format", preamble(36, 0x11, 1), unknown, "TableUnsupported");
    row("table beyond the known length", preamble(12 + 24 * 1000, 0x0F, 1000), 24011, "TableTooLarge");
    row("table beyond the policy", preamble(12 + 40 * 0xFFFFFF, 0x10, 0xFFFFFF), unknown, "TableTooLarge");
    row("one chunk of 0/0", preamble(36, 0x0F, 1, 36), unknown, "complete");
    ByteVector zeroNonZero = preamble(36, 0x0F, 1, 36);
    zeroNonZero[19] = 1;
    row("one chunk of 0/1", zeroNonZero, unknown, "SizesContradict");
    ByteVector fiveBytes = preamble(36, 0x0F, 1, 36);
    fiveBytes[15] = fiveBytes[19] = 5;
    row("chunks beyond the known length", fiveBytes, 40, "SizesContradict");
    row("chunks fill the known length", fiveBytes, 41, "complete");
    row("bytes to spare", fiveBytes, 42, "complete");
    row("headerless", preamble(0, 0, 0, 8), unknown, "complete");
    row("headerless without a mode byte", preamble(0, 0, 0, 8), 8, "Truncated");
}

void tst_HeaderParser::faults()
{
    QFETCH(ByteVector, bytes);
    QFETCH(quint64, encodedSize);
    HeaderExpectation expectation;
    expectation.encodedSize = encodedSize;
    HeaderParser parser(expectation);
    QTEST(resultOf(parser, bytes), "result");
}

void tst_HeaderParser::nothingAfterAFault()
{
    HeaderParser parser;
    QCOMPARE(resultOf(parser, ByteVector{'n', 'o', 'p', 'e'}), QStringLiteral("NotBlte"));
    QCOMPARE(resultOf(parser, ByteVector{'B'}), QStringLiteral("NotBlte"));
    QVERIFY(!parser.isComplete());
}

void tst_HeaderParser::largeCountsAllocateNothing()
{
    // A million chunks are within the policy; but only 100 bytes of them come.
    const ByteVector bytes = preamble(12 + (24 << 20), 0x0F, 1 << 20, 100);
    HeaderParser parser;
    largestAllocation = 0;
    QCOMPARE(resultOf(parser, bytes), QStringLiteral("more"));
    QVERIFY2(largestAllocation <= 1024, qPrintable(QString::number(largestAllocation)));
}

void tst_HeaderParser::tooManyChunksAreRefusedBeforeTheyCome_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("chunks");
    QTest::addColumn<QString>("result");
    QTest::newRow("as many as are taken") << 0x0F << (1 << 20) << QStringLiteral("more");
    QTest::newRow("one more") << 0x0F << (1 << 20) + 1 << QStringLiteral("TableTooLarge");
    QTest::newRow("as many as there can be") << 0x0F << 0xFFFFFF << QStringLiteral("TableTooLarge");
    QTest::newRow("long entries") << 0x10 << 0xFFFFFF << QStringLiteral("TableTooLarge");
    QTest::newRow("long entries, fewer") << 0x10 << 600000 << QStringLiteral("more");
}

void tst_HeaderParser::tooManyChunksAreRefusedBeforeTheyCome()
{
    QFETCH(int, format);
    QFETCH(int, chunks);
    const auto size = static_cast<std::uint32_t>(12 + (format == 0x0F ? 24 : 40) * chunks);
    HeaderParser parser;
    QTEST(resultOf(parser,
                   preamble(size, static_cast<std::uint8_t>(format), static_cast<std::uint32_t>(chunks), 12)),
          "result");
}

void tst_HeaderParser::everyBitFlipIsCaught()
{
    QFETCH(support::TableFormat, format);
    const auto object = sample(format);
    const auto headerBits = static_cast<std::size_t>(object.table.headerSize()) * 8;
    for (std::size_t bit = 0; bit < headerBits; ++bit) {
        auto bytes = object.bytes;
        bytes[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        blte::StreamDecoder::Options options;
        options.expectation = expecting(object);
        const auto outcome = decoding::decode(bytes, decoding::Path::Fast, options);
        QVERIFY2(outcome.result != QStringLiteral("ok"), qPrintable(QString::number(bit)));
    }
}

QTEST_APPLESS_MAIN(tst_HeaderParser)
#include "tst_headerparser.moc"
