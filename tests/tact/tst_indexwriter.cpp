#include "core/tact/indexwriter.h"
#include "tests/support/tactobjects.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace tact;
using namespace support;

/// What is written against an index made by hand.
class tst_IndexWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writes_data();
    void writes();
    void noPlace();
};

namespace {

IndexEntry entryAt(std::size_t i)
{
    IndexEntry entry;
    entry.key = keyOf(i + 1);
    entry.encodedSize = static_cast<std::uint32_t>(100 + i);
    entry.offset = static_cast<std::uint32_t>(1000 * i);
    entry.archive = static_cast<std::uint32_t>(i % 200);
    return entry;
}

} // namespace

void tst_IndexWriter::writes_data()
{
    QTest::addColumn<int>("archives");
    QTest::addColumn<int>("entries");
    QTest::addColumn<int>("offsetSize");
    QTest::newRow("nothing") << 0 << 0 << 5;
    QTest::newRow("one") << 200 << 1 << 5;
    QTest::newRow("a full block of 25 bytes an entry") << 200 << 163 << 5;
    QTest::newRow("one more") << 200 << 164 << 5;
    QTest::newRow("as many archives as a byte counts") << 256 << 400 << 5;
    QTest::newRow("one archive more") << 257 << 400 << 6;
    QTest::newRow("a full block of 26 bytes an entry") << 1270 << 157 << 6;
    QTest::newRow("one more of these") << 1270 << 158 << 6;
    QTest::newRow("loose, nothing") << 0 << 0 << 0;
    QTest::newRow("loose, a full block of 20 bytes an entry") << 0 << 204 << 0;
    QTest::newRow("loose, one more") << 0 << 205 << 0;
}

void tst_IndexWriter::writes()
{
    QFETCH(int, archives);
    QFETCH(int, entries);
    QFETCH(int, offsetSize);
    IndexShape shape;
    shape.entries = static_cast<std::size_t>(entries);
    shape.offsetSize = static_cast<std::size_t>(offsetSize);
    const ByteVector expected = madeIndexOf(shape);

    ByteVector written;
    const auto write = [&](blte::Bytes bytes) {
        written.insert(written.end(), bytes.begin(), bytes.end());
        return true;
    };
    IndexWriter writer = offsetSize > 0 ? IndexWriter(static_cast<std::size_t>(archives), write)
                                        : IndexWriter(IndexWriter::Loose(), write);
    for (std::size_t i = 0; i < shape.entries; ++i)
        QVERIFY(writer.add(entryAt(i)));
    const auto name = writer.finish();
    QVERIFY(name);
    QVERIFY(written == expected);
    QVERIFY(*name == blte::md5(blte::Bytes(expected).last(IndexFooter::kSize)));
}

void tst_IndexWriter::noPlace()
{
    for (const int fits : {0, 1, 2, 3}) {
        int left = fits;
        IndexWriter writer(200, [&](blte::Bytes) { return left-- > 0; });
        bool isWritten = true;
        for (std::size_t i = 0; i < 300; ++i)
            isWritten = isWritten && writer.add(entryAt(i));
        QCOMPARE(isWritten, fits > 0);
        QVERIFY(!writer.finish()); // two blocks, the contents, the footer
    }
}

SLUICE_TEST(tst_IndexWriter)
#include "tst_indexwriter.moc"
