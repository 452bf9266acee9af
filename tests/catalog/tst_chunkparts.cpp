#include "core/catalog/chunkparts.h"

#include "tests/support/testmain.h"

#include <QTest>

using catalog::ChunkPart;
using catalog::DecodedRange;
using core::ErrorKind;
using Parts = std::vector<ChunkPart>;

namespace {

struct Sizes
{
    std::uint64_t encoded = 0;
    std::uint64_t decoded = 0;
};

blte::ChunkTable tableOf(const std::vector<Sizes> &sizes)
{
    std::vector<blte::Chunk> chunks;
    for (const Sizes &size : sizes) {
        blte::Chunk chunk;
        chunk.encodedSize = size.encoded;
        chunk.decodedSize = size.decoded;
        chunk.hasMd5 = true;
        chunks.push_back(chunk);
    }
    const std::uint64_t headerSize = 12 + 24 * chunks.size();
    return blte::ChunkTable::fromHeader(headerSize, 0x0F, {}, std::move(chunks), {});
}

/// N, Z, nothing, N.
const blte::ChunkTable &sample()
{
    static const blte::ChunkTable table = tableOf({{23, 22}, {50, 100}, {0, 0}, {4097, 4096}});
    return table;
}

} // namespace

class tst_ChunkParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parts_data();
    void parts();
    void beyondTheEnd_data();
    void beyondTheEnd();
    void withoutTable();
    void everyRange();
    void raw_data();
    void raw();
    void sizes_data();
    void sizes();
};

void tst_ChunkParts::parts_data()
{
    QTest::addColumn<quint64>("first");
    QTest::addColumn<quint64>("size");
    QTest::addColumn<Parts>("expected");
    QTest::newRow("nothing") << quint64{0} << quint64{0} << Parts{};
    QTest::newRow("nothing at the end") << quint64{4218} << quint64{0} << Parts{};
    QTest::newRow("first chunk") << quint64{0} << quint64{22} << Parts{{0, 0, 22}};
    QTest::newRow("inside one") << quint64{30} << quint64{5} << Parts{{1, 8, 5}};
    QTest::newRow("two") << quint64{20} << quint64{4} << Parts{{0, 20, 2}, {1, 0, 2}};
    QTest::newRow("over the empty one") << quint64{121} << quint64{2} << Parts{{1, 99, 1}, {3, 0, 1}};
    QTest::newRow("behind the empty one") << quint64{122} << quint64{1} << Parts{{3, 0, 1}};
    QTest::newRow("last byte") << quint64{4217} << quint64{1} << Parts{{3, 4095, 1}};
    QTest::newRow("all") << quint64{0} << quint64{4218} << Parts{{0, 0, 22}, {1, 0, 100}, {3, 0, 4096}};
}

void tst_ChunkParts::parts()
{
    QFETCH(quint64, first);
    QFETCH(quint64, size);
    QFETCH(Parts, expected);
    QCOMPARE(catalog::partsOf(sample(), {first, size}).value(), expected);
}

void tst_ChunkParts::beyondTheEnd_data()
{
    QTest::addColumn<quint64>("first");
    QTest::addColumn<quint64>("size");
    QTest::newRow("one byte") << quint64{4218} << quint64{1};
    QTest::newRow("over the end") << quint64{0} << quint64{4219};
    QTest::newRow("far behind") << quint64{5000} << quint64{0};
    QTest::newRow("more than there are numbers") << quint64{10} << ~quint64{0};
}

void tst_ChunkParts::beyondTheEnd()
{
    QFETCH(quint64, first);
    QFETCH(quint64, size);
    const auto parts = catalog::partsOf(sample(), {first, size});
    QVERIFY(!parts);
    QCOMPARE(parts.error().kind, ErrorKind::HeaderCorrupt);
}

void tst_ChunkParts::withoutTable()
{
    QVERIFY(!catalog::partsOf(blte::ChunkTable::headerless(1000, nullptr), {0, 22}));
}

void tst_ChunkParts::everyRange()
{
    const blte::ChunkTable table = tableOf({{4, 3}, {0, 0}, {1, 0}, {9, 1}, {6, 5}, {0, 0}});
    for (std::uint64_t first = 0; first <= 9; ++first) {
        for (std::uint64_t size = 0; first + size <= 9; ++size) {
            const Parts parts = catalog::partsOf(table, {first, size}).value();
            std::uint64_t at = first;
            for (const ChunkPart &part : parts) {
                QCOMPARE(table[part.chunk].decodedOffset + part.first, at);
                QVERIFY(part.size > 0 && part.first + part.size <= table[part.chunk].decodedSize);
                at += part.size;
            }
            QCOMPARE(at, first + size);
        }
    }
}

void tst_ChunkParts::raw_data()
{
    QTest::addColumn<int>("chunk");
    QTest::addColumn<bool>("isRaw");
    QTest::newRow("N") << 3 << true;
    QTest::newRow("Z") << 1 << false;
}

void tst_ChunkParts::raw()
{
    QFETCH(int, chunk);
    QFETCH(bool, isRaw);
    const auto range = catalog::rawRange(sample(), {static_cast<std::size_t>(chunk), 10, 20});
    QCOMPARE(range.has_value(), isRaw);
    if (range) {
        // Header, the chunks before, mode byte.
        const qint64 first = 12 + 4 * 24 + 23 + 50 + 1 + 10;
        QCOMPARE(range->first, first);
        QCOMPARE(range->last, first + 19);
    }
    const core::ByteRange whole = catalog::encodedRange(sample()[static_cast<std::size_t>(chunk)]);
    QCOMPARE(quint64(whole.size()), quint64{sample()[static_cast<std::size_t>(chunk)].encodedSize});
}

void tst_ChunkParts::sizes_data()
{
    QTest::addColumn<quint64>("encoded");
    QTest::addColumn<quint64>("decoded");
    QTest::addColumn<ErrorKind>("expected");
    QTest::newRow("usual") << quint64{23} << quint64{22} << ErrorKind::None;
    QTest::newRow("large") << quint64{107'307'009} << quint64{107'307'008} << ErrorKind::None;
    QTest::newRow("a bomb") << quint64{100} << quint64{100'000'000} << ErrorKind::HeaderCorrupt;
    QTest::newRow("too large") << quint64{0xFFFFFFFF} << quint64{0xFFFFFFFE} << ErrorKind::ObjectTooLarge;
    QTest::newRow("decodes to too much")
        << quint64{10 << 20} << quint64{0xFFFFFFFF} << ErrorKind::ObjectTooLarge;
}

void tst_ChunkParts::sizes()
{
    QFETCH(quint64, encoded);
    QFETCH(quint64, decoded);
    QFETCH(ErrorKind, expected);
    const auto checked = catalog::checkSizes(tableOf({{encoded, decoded}}), 0);
    QCOMPARE(checked ? ErrorKind::None : checked.error().kind, expected);
}

SLUICE_TEST(tst_ChunkParts)
#include "tst_chunkparts.moc"
