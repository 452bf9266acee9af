#include "core/cache/indexmerger.h"
#include "core/cache/objectcache.h"
#include "core/tact/indexwriter.h"
#include "tests/support/tactobjects.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QTest>
#include <map>
#include <random>

using namespace cache;
using namespace support;

/// IndexMerger, and the IndexStore that comes of it.
class tst_IndexMerger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void isTheGroupIndex_data();
    void isTheGroupIndex();
    void findsEveryKey();
    void keysThatBeginAlike();
    void damagedIndices_data();
    void damagedIndices();
    void tooManyArchives();
    void anotherRunFindsIt();
    void damagedStores_data();
    void damagedStores();
    void worksUnkept();
    void theCacheVerifiesIt();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ObjectCache> m_cache;
};

namespace {

using Rows = std::vector<IndexRow>;

EntryKey storeKey()
{
    EntryKey key;
    key.kind = EntryKey::Kind::Merged;
    key.space = QStringLiteral("tpr/test");
    key.name = keyOf(1);
    return key;
}

bool isBefore(const IndexRow &a, const IndexRow &b)
{
    return std::tie(a.key, a.archive) < std::tie(b.key, b.archive);
}

/// Rows of random keys, spread over so many archives.
Rows someRows(std::size_t count, std::size_t archives)
{
    std::mt19937_64 random(count);
    Rows rows;
    for (std::size_t i = 0; i < count; ++i)
        rows.push_back(
            {keyOf(random()), 1 + random() % 100'000, random() % 200'000'000, random() % archives});
    std::sort(rows.begin(), rows.end(), isBefore);
    return rows;
}

ByteVector indexOfArchive(const Rows &all, std::size_t archive)
{
    Rows rows;
    std::copy_if(all.begin(), all.end(), std::back_inserter(rows),
                 [&](const IndexRow &row) { return row.archive == archive; });
    return madeIndexFrom(rows);
}

core::Result<std::shared_ptr<const IndexStore>> merged(ObjectCache &objects, const Rows &rows,
                                                       std::size_t archives)
{
    IndexMerger merger(objects, archives);
    for (std::size_t i = archives; i-- > 0;) { // in any order
        if (const auto added = merger.add(static_cast<std::uint32_t>(i), indexOfArchive(rows, i)); !added)
            return tl::unexpected(added.error());
    }
    return merger.finish(storeKey());
}

bool isOf(const tact::IndexEntry &entry, const IndexRow &row)
{
    return entry.key == row.key && entry.encodedSize == row.size && entry.offset == row.offset &&
           entry.archive == row.archive;
}

} // namespace

void tst_IndexMerger::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_cache = std::make_unique<ObjectCache>(m_folder->path(), 1 << 24);
}

void tst_IndexMerger::isTheGroupIndex_data()
{
    QTest::addColumn<int>("archives");
    QTest::addColumn<int>("rows");
    QTest::newRow("none") << 0 << 0;
    QTest::newRow("one, empty") << 1 << 0;
    QTest::newRow("few") << 3 << 1000;
    QTest::newRow("256") << 256 << 5000;
    QTest::newRow("257") << 257 << 5000;
}

/// Byte by byte the one made by hand from all rows, so it has the name by which configs call it.
void tst_IndexMerger::isTheGroupIndex()
{
    QFETCH(int, archives);
    QFETCH(int, rows);
    const Rows all = someRows(static_cast<std::size_t>(rows), static_cast<std::size_t>(archives));
    const auto store = merged(*m_cache, all, static_cast<std::size_t>(archives));
    QVERIFY(store);
    IndexShape shape;
    shape.offsetSize = archives <= 256 ? 5 : 6;
    const ByteVector expected = madeIndexFrom(all, shape);
    QVERIFY((*store)->name() == blte::md5(blte::Bytes(expected).last(28)));
    QCOMPARE((*store)->entries(), static_cast<std::uint32_t>(rows));
    QFile file(m_cache->find(storeKey()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().chopped(kFooterSize),
             QByteArray(reinterpret_cast<const char *>(expected.data()), qsizetype(expected.size())));
}

void tst_IndexMerger::findsEveryKey()
{
    const Rows all = someRows(5000, 30);
    const auto store = merged(*m_cache, all, 30);
    QVERIFY(store);
    for (const IndexRow &row : all) {
        for (const std::size_t size : {std::size_t{9}, std::size_t{16}}) {
            const auto found = (*store)->find(blte::Bytes(row.key).first(size));
            QVERIFY(found);
            QCOMPARE(found->size(), std::size_t{1});
            QVERIFY(isOf(found->front(), row));
        }
        blte::Digest other = row.key;
        other[8] ^= 1;
        const auto missing = (*store)->find(other);
        QVERIFY(missing && missing->empty());
    }
}

/// The same object in several archives, over several blocks; and others that share its first nine bytes.
void tst_IndexMerger::keysThatBeginAlike()
{
    Rows all = someRows(1000, 3);
    std::size_t alike = 0;
    for (std::uint64_t archive = 0; archive < 3; ++archive) {
        for (std::uint8_t last = 0; last < 200; ++last, ++alike) {
            IndexRow row{keyOf(1ull << 63), 1ull + last, last, archive};
            row.key[15] = last;
            all.push_back(row);
        }
    }
    std::sort(all.begin(), all.end(), isBefore);
    const auto store = merged(*m_cache, all, 3);
    QVERIFY(store);
    const blte::Digest first = keyOf(1ull << 63);
    const auto beginnings = (*store)->find(blte::Bytes(first).first(9));
    QVERIFY(beginnings);
    QCOMPARE(beginnings->size(), alike);
    QVERIFY(std::is_sorted(beginnings->begin(), beginnings->end(), [](const auto &a, const auto &b) {
        return std::tie(a.key, a.archive) < std::tie(b.key, b.archive);
    }));
    for (std::uint8_t last = 0; last < 200; ++last) {
        blte::Digest key = first;
        key[15] = last;
        const auto found = (*store)->find(key);
        QVERIFY(found);
        QCOMPARE(found->size(), std::size_t{3});
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE((*found)[i].archive, static_cast<std::uint32_t>(i));
    }
}

void tst_IndexMerger::damagedIndices_data()
{
    QTest::addColumn<ByteVector>("index");
    ByteVector bytes = madeIndexOf(IndexShape{});
    QTest::newRow("nothing") << ByteVector();
    QTest::newRow("cut") << ByteVector(bytes.begin(), bytes.end() - 1);
    bytes[4096 * 2 + 17] ^= 1;
    QTest::newRow("a bit in its last block") << bytes;
    IndexShape shape;
    shape.offsetSize = 0;
    QTest::newRow("of loose objects") << madeIndexOf(shape);
    shape = {};
    shape.keySize = 9;
    QTest::newRow("of short keys") << madeIndexOf(shape);
}

/// It is told, and nothing of it is merged; so it may be added once more.
void tst_IndexMerger::damagedIndices()
{
    QFETCH(ByteVector, index);
    IndexMerger merger(*m_cache, 2);
    QVERIFY(merger.add(1, madeIndexOf(IndexShape{})));
    const auto added = merger.add(0, index);
    QVERIFY(!added);
    QCOMPARE(added.error().kind, core::ErrorKind::HeaderCorrupt);
    QVERIFY(!added.error().detail.isEmpty());
    QVERIFY(merger.add(0, madeIndexOf(IndexShape{})));
    const auto store = merger.finish(storeKey());
    QVERIFY(store);
    QCOMPARE((*store)->entries(), 800u);
}

/// Their numbers would be cut, and lead to wrong places.
void tst_IndexMerger::tooManyArchives()
{
    constexpr std::size_t kMost = tact::IndexWriter::kMostArchives;
    QVERIFY(IndexMerger(*m_cache, kMost).add(kMost - 1, madeIndexOf(IndexShape{})));
    const auto added = IndexMerger(*m_cache, kMost + 1).add(0, madeIndexOf(IndexShape{}));
    QVERIFY(!added);
    QCOMPARE(added.error().kind, core::ErrorKind::ObjectTooLarge);
}

void tst_IndexMerger::anotherRunFindsIt()
{
    const Rows all = someRows(5000, 300);
    const auto name = merged(*m_cache, all, 300).value()->name();
    m_cache = std::make_unique<ObjectCache>(m_folder->path(), 1 << 24);
    const QString path = m_cache->find(storeKey());
    QVERIFY(!path.isEmpty());
    const auto store = IndexStore::open(storeKey(), path);
    QVERIFY(store);
    QVERIFY((*store)->name() == name);
    m_cache->remove(storeKey()); // it is mapped
    const auto found = (*store)->find(all[77].key);
    QVERIFY(found && found->size() == 1 && isOf(found->front(), all[77]));
    QVERIFY(m_cache->find(storeKey()).isEmpty());
}

void tst_IndexMerger::damagedStores_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<qint64>("flipAt");
    QTest::addColumn<bool>("opens");
    const Rows all = someRows(400, 3);
    IndexShape shape;
    shape.offsetSize = 5;
    const auto index = static_cast<qint64>(madeIndexFrom(all, shape).size());
    for (const qint64 size : {qint64{0}, qint64{1}, qint64{48}, qint64{76}, qint64{4096}, index, index + 47})
        QTest::addRow("cut at %lld", size) << size << qint64{-1} << false;
    const qint64 whole = index + kFooterSize;
    QTest::newRow("more behind") << whole + 1 << qint64{-1} << false;
    const qint64 contents = index - 28 - 3 * 24;
    for (const qint64 at : {contents, contents + 71, index - 28, index - 10, index, index + 20})
        QTest::addRow("flipped at %lld", at) << whole << at << false;
    for (const qint64 at : {qint64{5}, qint64{4095}, qint64{4096 + 30}})
        QTest::addRow("flipped in a block, at %lld", at) << whole << at << true;
}

/// Told at once, or by the look-up that reads it; never a wrong place.
void tst_IndexMerger::damagedStores()
{
    QFETCH(qint64, size);
    QFETCH(qint64, flipAt);
    QFETCH(bool, opens);
    const Rows all = someRows(400, 3);
    QVERIFY(merged(*m_cache, all, 3));
    QFile file(m_cache->find(storeKey()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    if (flipAt >= 0) {
        file.seek(flipAt);
        const char byte = file.peek(1)[0];
        file.write(QByteArray(1, static_cast<char>(byte ^ 4)));
    }
    QVERIFY(file.resize(size));
    file.close();
    const auto store = IndexStore::open(storeKey(), file.fileName());
    QCOMPARE(store.has_value(), opens);
    if (!opens) {
        QCOMPARE(store.error().kind, core::ErrorKind::ReadFailed);
        return;
    }
    std::size_t failures = 0;
    for (const IndexRow &row : all) {
        const auto found = (*store)->find(row.key);
        if (found)
            QVERIFY(found->size() == 1 && isOf(found->front(), row));
        else
            ++failures;
    }
    QVERIFY(failures >= 74 && failures <= 165); // the last block has 74 entries, the others 163
}

/// Into a cache that is too small, and where there is no place to write.
void tst_IndexMerger::worksUnkept()
{
    const Rows all = someRows(400, 3);
    ObjectCache small(m_folder->path(), 100);
    const auto store = merged(small, all, 3);
    QVERIFY(store);
    QVERIFY(small.find(storeKey()).isEmpty());
    QVERIFY(QDir(small.asideFolder()).isEmpty());
    const auto found = (*store)->find(all[5].key);
    QVERIFY(found && found->size() == 1 && isOf(found->front(), all[5]));

    QFile file(m_folder->filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    ObjectCache none(file.fileName(), 1 << 24);
    const auto failed = merged(none, all, 3);
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, core::ErrorKind::WriteFailed);
}

void tst_IndexMerger::theCacheVerifiesIt()
{
    QVERIFY(merged(*m_cache, someRows(400, 3), 3));
    QCOMPARE(m_cache->info().entries, 1);
    QVERIFY(m_cache->removeDamaged().damaged.isEmpty());
    const QString path = m_cache->find(storeKey());
    QVERIFY(QFile::resize(path, 5000));
    QCOMPARE(m_cache->removeDamaged().damaged, QStringList{relativePath(storeKey())});
    QVERIFY(m_cache->find(storeKey()).isEmpty());
    QVERIFY(merged(*m_cache, someRows(400, 3), 3));
    QVERIFY(m_cache->clear());
    QVERIFY(m_cache->find(storeKey()).isEmpty());
}

SLUICE_TEST(tst_IndexMerger)
#include "tst_indexmerger.moc"
