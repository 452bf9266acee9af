#include "core/cache/sortedrows.h"
#include "tests/support/tactbuilder.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

using cache::SortedRows;

namespace {

/// Numbers in an order that looks like none: every one below `count`, which is a power of two.
std::uint64_t shuffled(std::uint64_t i, std::uint64_t count)
{
    return (i * 2654435761u + 12345u) % count;
}

tact::IndexEntry entryOf(std::uint64_t number, std::uint32_t archive = 0)
{
    tact::IndexEntry entry;
    entry.key = support::keyOf(number);
    entry.encodedSize = static_cast<std::uint32_t>(number + 1);
    entry.offset = static_cast<std::uint32_t>(number * 3);
    entry.archive = archive;
    return entry;
}

} // namespace

class tst_SortedRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sorts_data();
    void sorts();
    void ofOneKeyByArchive();
    void discards();
    void stopsWhenTold();
    void noFolder();
};

void tst_SortedRows::sorts_data()
{
    QTest::addColumn<qulonglong>("count");
    QTest::addColumn<qulonglong>("atOnce");
    QTest::newRow("none") << 0ull << 1ull;
    QTest::newRow("one") << 1ull << 1ull;
    QTest::newRow("in memory") << 1024ull << 100ull;
    QTest::newRow("over the disk, one by one") << (1ull << 21) << 1ull;
    QTest::newRow("over the disk, many at once") << (1ull << 21) << 100'000ull;
    QTest::newRow("more at once than are held") << (1ull << 20) << (1ull << 20);
}

void tst_SortedRows::sorts()
{
    QFETCH(qulonglong, count);
    QFETCH(qulonglong, atOnce);
    QTemporaryDir folder;
    SortedRows rows(folder.filePath(QStringLiteral("aside")));
    for (std::uint64_t i = 0; i < count; ++i) {
        if (i % atOnce == 0)
            QVERIFY(rows.begin(static_cast<std::size_t>(std::min(count - i, atOnce))));
        rows.add(entryOf(shuffled(i, count)));
    }
    std::uint64_t next = 0;
    bool areRight = true;
    QVERIFY(rows.visit([&](const tact::IndexEntry &entry) {
        const tact::IndexEntry expected = entryOf(next++);
        areRight = areRight && entry.key == expected.key && entry.encodedSize == expected.encodedSize &&
                   entry.offset == expected.offset && entry.archive == 0;
        return true;
    }));
    QCOMPARE(next, count);
    QVERIFY(areRight);
}

void tst_SortedRows::ofOneKeyByArchive()
{
    QTemporaryDir folder;
    SortedRows rows(folder.path());
    QVERIFY(rows.begin(3));
    for (const std::uint32_t archive : {300u, 2u, 65535u})
        rows.add(entryOf(7, archive));
    std::vector<std::uint32_t> archives;
    QVERIFY(rows.visit([&](const tact::IndexEntry &entry) {
        archives.push_back(entry.archive);
        return true;
    }));
    QCOMPARE(archives, (std::vector<std::uint32_t>{2, 300, 65535}));
}

void tst_SortedRows::discards()
{
    QTemporaryDir folder;
    SortedRows rows(folder.path());
    QVERIFY(rows.begin(1));
    rows.add(entryOf(1));
    QVERIFY(rows.begin(1'000'000)); // goes to the disk with it
    rows.add(entryOf(2));
    rows.discard();
    QVERIFY(rows.begin(1));
    rows.add(entryOf(3));
    rows.discard();
    rows.add(entryOf(4));
    std::vector<std::uint32_t> sizes;
    QVERIFY(rows.visit([&](const tact::IndexEntry &entry) {
        sizes.push_back(entry.encodedSize);
        return true;
    }));
    QCOMPARE(sizes, (std::vector<std::uint32_t>{2, 5}));
}

void tst_SortedRows::stopsWhenTold()
{
    QTemporaryDir folder;
    SortedRows rows(folder.path());
    QVERIFY(rows.begin(10));
    for (std::uint64_t i = 0; i < 10; ++i)
        rows.add(entryOf(i));
    int taken = 0;
    QVERIFY(rows.visit([&](const tact::IndexEntry &) { return ++taken < 3; }));
    QCOMPARE(taken, 3);
}

void tst_SortedRows::noFolder()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    SortedRows rows(file.fileName());
    QVERIFY(rows.begin(1));
    rows.add(entryOf(1));
    const auto begun = rows.begin(1'000'000);
    QVERIFY(!begun);
    QCOMPARE(begun.error().kind, core::ErrorKind::WriteFailed);
}

SLUICE_TEST(tst_SortedRows)
#include "tst_sortedrows.moc"
