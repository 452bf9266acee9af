#include "core/blte/headerparser.h"
#include "core/blte/headerwriter.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/payload.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace blte;
using support::TableFormat;

class tst_HeaderWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void largestNumbers();
    void othersHaveNone();
};

void tst_HeaderWriter::roundTrip_data()
{
    QTest::addColumn<TableFormat>("format");
    QTest::addColumn<int>("size");
    for (const int size : {1, 100, 4096}) {
        QTest::addRow("normal, %d bytes", size) << TableFormat::Normal << size;
        QTest::addRow("with decoded MD5s, %d bytes", size) << TableFormat::WithDecodedMd5 << size;
        QTest::addRow("headerless, %d bytes", size) << TableFormat::Headerless << size;
    }
}

/// Against a builder that has its own way of making headers, and through the parser.
void tst_HeaderWriter::roundTrip()
{
    QFETCH(TableFormat, format);
    QFETCH(int, size);
    const auto payload = support::payload(support::noise(7), static_cast<std::size_t>(size));
    const std::size_t chunk = format == TableFormat::Headerless ? payload.size() : 40;
    const auto object = support::buildObject(payload, chunk, {}, format);
    const auto header = Bytes(object.bytes).first(object.table.headerSize());
    const std::vector<std::uint8_t> written = headerBytes(object.table);
    QVERIFY(std::equal(written.begin(), written.end(), header.begin(), header.end()));
    HeaderParser parser;
    QCOMPARE(parser.push(written).value_or(0), written.size());
    QVERIFY(parser.isComplete());
    QVERIFY(headerBytes(parser.takeTable()) == written);
}

void tst_HeaderWriter::largestNumbers()
{
    Chunk large;
    large.encodedSize = 0xFFFFFFFF;
    large.decodedSize = 0xFFFFFFFE;
    large.md5.fill(0xAB);
    const auto table = ChunkTable::fromHeader(12 + 24, 0x0F, {}, {large}, {});
    const std::vector<std::uint8_t> written = headerBytes(table);
    QCOMPARE(written.size(), std::size_t(36));
    HeaderParser parser;
    QVERIFY(parser.push(written));
    const ChunkTable read = parser.takeTable();
    QCOMPARE(read[0].encodedSize, large.encodedSize);
    QCOMPARE(read[0].decodedSize, large.decodedSize);
    QCOMPARE(read[0].md5, large.md5);
}

void tst_HeaderWriter::othersHaveNone()
{
    QVERIFY(headerBytes(ChunkTable::plain(1000, 10)).empty());
    const auto object = support::buildObject(support::payload(support::noise(7), 100), 40, {});
    QVERIFY(headerBytes(ChunkTable::encoded(object.table, object.encodingKey)).empty());
}

SLUICE_TEST(tst_HeaderWriter)
#include "tst_headerwriter.moc"
