#include "core/tact/archiveindex.h"
#include "tests/support/tactobjects.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"
#include "tests/tact/damage.h"

#include <QJsonArray>

using namespace tact;
using namespace corpus;
using namespace support;

/// Archive indices, whole and by blocks.
class tst_ArchiveIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shapes_data();
    void shapes();
    void blocks_data();
    void blocks();
    void beginningsOfKeys();
    void tailThatIsTooShort();
    void cutEverywhere();
    void everyByteCounts();
    void hostile_data();
    void hostile();
    void real_data();
    void real();
    void realSamples();
};

namespace {

std::size_t tailSize(const ByteVector &bytes)
{
    return IndexTail::usualSize(bytes.size());
}

} // namespace

void tst_ArchiveIndex::shapes_data()
{
    QTest::addColumn<int>("entries");
    QTest::addColumn<int>("offsetSize");
    QTest::addColumn<int>("keySize");
    QTest::addColumn<int>("blockKb");
    QTest::addColumn<bool>("isBigEndian");
    const auto row = [](const char *name, int entries, int offsetSize, int keySize = 16, int blockKb = 4,
                        bool isBigEndian = false) {
        QTest::newRow(name) << entries << offsetSize << keySize << blockKb << isBigEndian;
    };
    row("none", 0, 4);
    row("one", 1, 4);
    row("a full block", 170, 4);
    row("one more", 171, 4);
    row("loose", 409, 0);
    row("group of few archives", 400, 5);
    row("group", 400, 6);
    row("short keys", 400, 4, 9);
    row("other blocks", 400, 4, 16, 1);
    row("count in the other order", 400, 4, 16, 4, true);
}

void tst_ArchiveIndex::shapes()
{
    QFETCH(int, entries);
    QFETCH(int, offsetSize);
    QFETCH(int, keySize);
    QFETCH(int, blockKb);
    QFETCH(bool, isBigEndian);
    IndexShape shape;
    shape.entries = static_cast<std::size_t>(entries);
    shape.offsetSize = static_cast<std::size_t>(offsetSize);
    shape.keySize = static_cast<std::size_t>(keySize);
    shape.blockKb = static_cast<std::size_t>(blockKb);
    if (isBigEndian)
        shape.count = IndexShape::Count::BigEndian;
    const ByteVector bytes = madeIndexOf(shape);
    const auto index = readArchiveIndex(bytes);
    QVERIFY2(index, index ? "" : index.error().text.c_str());
    QCOMPARE(index->entries.size(), shape.entries);
    QCOMPARE(index->footer.hasPlaces(), offsetSize > 0);
    QVERIFY(index->footer.name == blte::md5(blte::Bytes(bytes).last(28)));
    for (std::size_t i = 0; i < shape.entries; ++i) {
        const IndexEntry &entry = index->entries[i];
        QVERIFY(std::equal(entry.key.begin(), entry.key.begin() + keySize, keyOf(i + 1).begin()));
        QCOMPARE(std::size_t{entry.encodedSize}, 100 + i);
        QCOMPARE(std::size_t{entry.offset}, offsetSize > 0 ? 1000 * i : 0);
        QCOMPARE(std::size_t{entry.archive}, offsetSize > 4 ? i % 200 : 0);
    }
    if (offsetSize == 4 && entries > 0)
        QCOMPARE(std::size_t{index->archiveSize()}, 1000 * (shape.entries - 1) + 100 + shape.entries - 1);
}

void tst_ArchiveIndex::blocks_data()
{
    QTest::addColumn<int>("number"); // of the key
    QTest::addColumn<int>("block");  // -1: in none
    QTest::newRow("first") << 1 << 0;
    QTest::newRow("last of a block") << 170 << 0;
    QTest::newRow("first of the next") << 171 << 1;
    QTest::newRow("last") << 400 << 2;
    QTest::newRow("before all") << 0 << -1;
    QTest::newRow("behind all") << 401 << -1;
}

void tst_ArchiveIndex::blocks()
{
    QFETCH(int, number);
    QFETCH(int, block);
    const ByteVector bytes = madeIndexOf({});
    const auto tail = IndexTail::read(blte::Bytes(bytes).last(tailSize(bytes)), bytes.size());
    QVERIFY2(tail, tail ? "" : tail.error().text.c_str());
    QCOMPARE(tail->blocks(), std::size_t{3});
    const blte::Digest key = keyOf(static_cast<std::uint64_t>(number));
    int found = -1;
    const auto [first, end] = tail->blocksOf(key);
    for (std::size_t i = first; i < end; ++i) {
        const auto read = tail->readBlock(i, blte::Bytes(bytes).subspan(i * 4096, 4096));
        QVERIFY(read);
        const auto [entry, beyond] = read->find(key);
        if (entry == beyond)
            continue;
        found = int(i);
        QCOMPARE(beyond - entry, std::size_t{1});
        QCOMPARE(read->entry(entry).encodedSize, quint32(99 + number));
    }
    QCOMPARE(found, block);
    QVERIFY(end - first <= 2);
}

/// 256 keys begin with the same seven bytes and the zero before them: they are in the first two blocks.
void tst_ArchiveIndex::beginningsOfKeys()
{
    const ByteVector bytes = madeIndexOf({});
    const auto tail = IndexTail::read(bytes, bytes.size());
    QVERIFY(tail);
    const blte::Bytes beginning = blte::Bytes(bytes).first(7); // of keyOf(1)
    const auto [first, end] = tail->blocksOf(beginning);
    QCOMPARE(first, std::size_t{0});
    QCOMPARE(end, std::size_t{2});
    std::size_t found = 0;
    for (std::size_t i = first; i < end; ++i) {
        const auto block = tail->readBlock(i, blte::Bytes(bytes).subspan(i * 4096, 4096));
        QVERIFY(block);
        const auto range = block->find(beginning);
        found += range.second - range.first;
    }
    QCOMPARE(found, std::size_t{255});
}

void tst_ArchiveIndex::tailThatIsTooShort()
{
    const ByteVector bytes = madeIndexOf({});
    const auto tail = IndexTail::read(blte::Bytes(bytes).last(28), bytes.size());
    QVERIFY(!tail);
    QCOMPARE(int(tail.error().kind), int(FaultKind::TooShort));
    QCOMPARE(std::size_t{tail.error().where}, tailSize(bytes));
    QCOMPARE(tailSize(bytes), std::size_t{3 * 24 + 28});
    QCOMPARE(IndexTail::usualSize(0), std::size_t{28});
}

void tst_ArchiveIndex::cutEverywhere()
{
    damage::cutEverywhere(madeIndexOf({200, 4, 16, 1}),
                          [](const ByteVector &bytes, std::size_t) { QVERIFY(!readArchiveIndex(bytes)); });
}

void tst_ArchiveIndex::everyByteCounts()
{
    const ByteVector right = madeIndexOf({200, 4, 16, 1});
    const blte::Digest name = blte::md5(blte::Bytes(right).last(28));
    damage::turnEveryByte(right, [&](const ByteVector &bytes, std::size_t) {
        const auto index = readArchiveIndex(bytes);
        QVERIFY(!index || index->footer.name != name);
    });
}

void tst_ArchiveIndex::hostile_data()
{
    QTest::addColumn<int>("at"); // in the 12 bytes from the version on
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, int at, const QByteArray &bytes, FaultKind kind) {
        QTest::newRow(name) << at << bytes << int(kind);
    };
    row("version", 0, "\2", FaultKind::NotUnderstood);
    row("no block size", 3, QByteArray(1, '\0'), FaultKind::NotUnderstood);
    row("largest block", 3, "\xff", FaultKind::Contradiction);
    row("offset of 7 bytes", 4, "\7", FaultKind::NotUnderstood);
    row("size of 8 bytes", 5, "\x8", FaultKind::NotUnderstood);
    row("key of no bytes", 6, QByteArray(1, '\0'), FaultKind::NotUnderstood);
    row("key of 17 bytes", 6, "\x11", FaultKind::NotUnderstood);
    row("hash of 16 bytes", 7, "\x10", FaultKind::NotUnderstood);
    row("four billion entries", 8, "\xff\xff\xff\xff", FaultKind::CountImpossible);
    row("fewer than blocks", 8, QByteArray("\1\0\0\0", 4), FaultKind::CountImpossible);
    row("one less", 8, QByteArray("\x8f\1\0\0", 4), FaultKind::Contradiction);
    row("one more", 8, QByteArray("\x91\1\0\0", 4), FaultKind::Contradiction);
}

void tst_ArchiveIndex::hostile()
{
    QFETCH(int, at);
    QFETCH(QByteArray, bytes);
    ByteVector index = madeIndexOf({});
    const std::size_t fixed = index.size() - 20;
    index = damage::with(index, fixed + static_cast<std::size_t>(at), ByteVector(bytes.begin(), bytes.end()));
    const ByteVector hashed = ByteBuilder().bytes(blte::Bytes(index).subspan(fixed, 12)).zeros(8).done();
    index = damage::with(index, fixed + 12, ByteBuilder().md5Of(hashed, 8).done());
    const auto read = readArchiveIndex(index);
    QVERIFY(!read);
    QTEST(int(read.error().kind), "kind");
}

void tst_ArchiveIndex::real_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("entries");
    QTest::newRow("s2") << QStringLiteral("index/s2_00872b40344ef1a3dac4aff09588603c.index") << 1555;
    QTest::newRow("wow") << QStringLiteral("ngdp/index/00b79cc0eebdd26437c7e92e57ac7f5c.index") << 2062;
}

void tst_ArchiveIndex::real()
{
    QFETCH(QString, path);
    const ByteVector content = corpus::bytes(path);
    NEEDS_SAMPLE(content);
    const auto index = readArchiveIndex(content);
    QVERIFY2(index, index ? "" : index.error().text.c_str());
    QTEST(int(index->entries.size()), "entries");
    QCOMPARE(hex(index->footer.name), path.section(u'/', -1).section(u'.', 0, 0).section(u'_', -1));
    const auto tail = IndexTail::read(blte::Bytes(content).last(tailSize(content)), content.size());
    QVERIFY(tail);
    std::uint64_t sizes = 0;
    for (const IndexEntry &entry : index->entries)
        sizes += entry.encodedSize;
    QCOMPARE(quint64{sizes}, quint64{index->archiveSize()}); // they tile the archive
}

void tst_ArchiveIndex::realSamples()
{
    const ByteVector content =
        corpus::bytes(QStringLiteral("ngdp/index/00b79cc0eebdd26437c7e92e57ac7f5c.index"));
    NEEDS_SAMPLE(content);
    const QJsonObject expected = corpus::json(QStringLiteral("ngdp/index/expected.json"));
    const auto tail = IndexTail::read(blte::Bytes(content).last(tailSize(content)), content.size());
    QVERIFY(tail);
    QCOMPARE(int(tail->blocks()), expected[u"header"][u"blocks"].toInt());
    const QJsonArray samples = expected[u"sample"].toArray();
    QVERIFY(!samples.isEmpty());
    for (const QJsonValue &sample : samples) {
        const blte::Digest key = corpus::digest(sample[0].toString());
        const std::size_t i = tail->blocksOf(key).first;
        const auto block = tail->readBlock(i, blte::Bytes(content).subspan(i * 4096, 4096));
        QVERIFY(block);
        const auto [first, end] = block->find(key);
        QCOMPARE(end - first, std::size_t{1});
        QCOMPARE(qint64{block->entry(first).encodedSize}, sample[1].toInteger());
        QCOMPARE(qint64{block->entry(first).offset}, sample[2].toInteger());
    }
    const auto index = readArchiveIndex(content);
    QCOMPARE(qint64(index->archiveSize()), expected[u"archive_length"].toInteger());
}

SLUICE_TEST(tst_ArchiveIndex)
#include "tst_archiveindex.moc"
