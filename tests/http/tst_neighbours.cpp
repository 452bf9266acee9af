#include "core/http/neighbours.h"

#include "tests/support/testmain.h"

#include <QTest>

using namespace http;
using core::ByteRange;

/// Which ranges go into one request.
class tst_Neighbours : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picked_data();
    void picked();
    void othersAreNoNeighbours();
};

void tst_Neighbours::picked_data()
{
    QTest::addColumn<QList<ByteRange>>("ranges");
    QTest::addColumn<int>("oldest");
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("end");
    const auto row = [](const char *name, const QList<ByteRange> &ranges, int oldest, int begin, int end) {
        QTest::newRow(name) << ranges << oldest << begin << end;
    };
    row("alone", {{0, 9}}, 0, 0, 1);
    row("behind it", {{0, 9}, {10, 19}, {30, 39}}, 0, 0, 3);
    row("before it", {{0, 9}, {10, 19}, {30, 39}}, 2, 0, 3);
    row("on both sides", {{0, 9}, {10, 19}, {30, 39}}, 1, 0, 3);
    row("the largest gap", {{0, 9}, {10 + kMostGap, 100'000}}, 0, 0, 2);
    row("a larger one", {{0, 9}, {11 + kMostGap, 100'000}}, 0, 0, 1);
    row("a larger one before it", {{0, 9}, {11 + kMostGap, 100'000}}, 1, 1, 2);
    row("overlapping", {{0, 9}, {9, 19}}, 0, 0, 1);
    row("the same twice", {{0, 9}, {0, 9}}, 0, 0, 1);
    row("just not too much", {{0, 9}, {10, kMostTogether - 1}}, 0, 0, 2);
    row("too much", {{0, 9}, {10, kMostTogether}}, 0, 0, 1);
    row("one that is too much by itself",
        {{0, 2 * kMostTogether}, {2 * kMostTogether + 1, 2 * kMostTogether + 9}}, 0, 0, 1);
}

void tst_Neighbours::picked()
{
    QFETCH(QList<ByteRange>, ranges);
    QFETCH(int, oldest);
    const auto [begin, end] = neighbours(
        ranges.cbegin(), ranges.cend(), ranges.cbegin() + oldest,
        [](const ByteRange &range) { return range; },
        [](const ByteRange &, const ByteRange &) { return true; });
    QTEST(static_cast<int>(begin - ranges.cbegin()), "begin");
    QTEST(static_cast<int>(end - ranges.cbegin()), "end");
}

void tst_Neighbours::othersAreNoNeighbours()
{
    const QList<std::pair<char, ByteRange>> ranges{
        {'a', {0, 9}}, {'a', {10, 19}}, {'b', {20, 29}}, {'a', {30, 39}}};
    const auto [begin, end] = neighbours(
        ranges.cbegin(), ranges.cend(), ranges.cbegin() + 1, [](const auto &range) { return range.second; },
        [](const auto &a, const auto &b) { return a.first == b.first; });
    QCOMPARE(begin - ranges.cbegin(), 0);
    QCOMPARE(end - ranges.cbegin(), 2);
}

SLUICE_TEST(tst_Neighbours)
#include "tst_neighbours.moc"
