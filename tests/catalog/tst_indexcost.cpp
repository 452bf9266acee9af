#include "core/catalog/indexcost.h"
#include "tests/support/testmain.h"

#include <QTest>

using catalog::IndexReading;

class tst_IndexCost : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cheaper_data();
    void cheaper();
};

void tst_IndexCost::cheaper_data()
{
    QTest::addColumn<int>("archives");
    QTest::addColumn<int>("indexSize"); ///< -1: not known
    QTest::addColumn<int>("keys");
    QTest::addColumn<IndexReading>("reading");
    const int real = 102'640; // the mean of Classic Era's 1,270
    QTest::newRow("one key") << 1270 << real << 1 << IndexReading::Blocks;
    QTest::newRow("24 keys") << 1270 << real << 24 << IndexReading::Blocks;
    QTest::newRow("25 keys") << 1270 << real << 25 << IndexReading::Whole;
    QTest::newRow("the number of archives does not matter") << 40 << real << 24 << IndexReading::Blocks;
    QTest::newRow("indices of one block") << 40 << 4148 << 1 << IndexReading::Whole;
    QTest::newRow("sizes are not known") << 1270 << -1 << 1 << IndexReading::Whole;
    QTest::newRow("no archives") << 0 << real << 1 << IndexReading::Blocks;
}

void tst_IndexCost::cheaper()
{
    QFETCH(int, archives);
    QFETCH(int, indexSize);
    QFETCH(int, keys);
    tact::ArchiveRef archive;
    if (indexSize >= 0)
        archive.indexSize = static_cast<std::uint64_t>(indexSize);
    const std::vector<tact::ArchiveRef> all(static_cast<std::size_t>(archives), archive);
    QTEST(catalog::cheaperReading(all, static_cast<std::size_t>(keys)), "reading");
}

SLUICE_TEST(tst_IndexCost)
#include "tst_indexcost.moc"
