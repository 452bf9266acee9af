#include "core/queue/rowlist.h"
#include "tests/queue/madeitems.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>
#include <algorithm>

using queue::Item;
using queue::ItemId;
using queue::RowList;
using support::madeItems;

namespace {

QList<int> idsOf(const RowList &rows)
{
    QList<int> ids;
    for (int row = 0; row < rows.count(); ++row)
        ids << static_cast<int>(rows.at(row).id);
    return ids;
}

QList<ItemId> toIds(const QList<int> &numbers)
{
    QList<ItemId> ids;
    for (const int number : numbers)
        ids << ItemId{number};
    return ids;
}

/// What the order and the look-ups say of each other; empty: they agree.
QString contradiction(const RowList &rows)
{
    for (int row = 0; row < rows.count(); ++row) {
        const Item &item = rows.at(row);
        if (rows.rowOf(item.id) != row)
            return QStringLiteral("row %1 is said to be %2").arg(row).arg(rows.rowOf(item.id));
        if (rows.find(item.id) != &item)
            return QStringLiteral("row %1 is not found").arg(row);
        if (row > 0 && rows.at(row - 1).position >= item.position)
            return QStringLiteral("row %1 does not ascend").arg(row);
    }
    return {};
}

/// The same move on a plain list.
QList<int> moved(QList<int> ids, const QList<int> &which, int row)
{
    const QSet<int> wanted(which.begin(), which.end());
    const auto isWanted = [&](int id) { return wanted.contains(id); };
    const auto split = ids.begin() + std::clamp(row, 0, static_cast<int>(ids.size()));
    std::stable_partition(ids.begin(), split, std::not_fn(isWanted));
    std::stable_partition(split, ids.end(), isWanted);
    return ids;
}

} // namespace

class tst_RowList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void appends_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 511, 512, 513, 1500})
            QTest::addRow("%d rows", count) << count;
    }
    void appends()
    {
        QFETCH(int, count);
        RowList rows;
        rows.append(madeItems(1, count));
        rows.append(madeItems(count + 1, 3));
        QCOMPARE(rows.count(), count + 3);
        QCOMPARE(contradiction(rows), QString());
        QCOMPARE(idsOf(rows).last(), count + 3);
        QCOMPARE(rows.rowOf(ItemId{count + 4}), -1);
        QCOMPARE(rows.find(ItemId{count + 4}), nullptr);
    }

    void moves_data()
    {
        QTest::addColumn<QList<int>>("which");
        QTest::addColumn<int>("row");
        QTest::newRow("up") << QList<int>{4} << 1;
        QTest::newRow("down") << QList<int>{2} << 5;
        QTest::newRow("to the top") << QList<int>{6} << 0;
        QTest::newRow("to the end") << QList<int>{1} << 6;
        QTest::newRow("beyond the end") << QList<int>{1} << 60;
        QTest::newRow("together, in their order") << QList<int>{6, 2, 4} << 3;
        QTest::newRow("before itself") << QList<int>{3} << 2;
        QTest::newRow("behind itself") << QList<int>{3} << 3;
        QTest::newRow("named twice") << QList<int>{3, 3} << 0;
        QTest::newRow("all") << QList<int>{1, 2, 3, 4, 5, 6} << 3;
        QTest::newRow("one that is gone") << QList<int>{9} << 3;
        QTest::newRow("none") << QList<int>{} << 3;
    }
    void moves()
    {
        QFETCH(QList<int>, which);
        QFETCH(int, row);
        RowList rows;
        rows.append(madeItems(1, 6));
        const QList<int> expected = moved(idsOf(rows), which, row);
        rows.move(toIds(which), row);
        QCOMPARE(idsOf(rows), expected);
        QCOMPARE(contradiction(rows), QString());
    }

    /// A row that moves gets another position; its neighbours keep theirs.
    void onlyWhatMovedIsRepositioned_data()
    {
        QTest::addColumn<int>("row");
        QTest::newRow("to the top") << 0;
        QTest::newRow("to the middle") << 5'000;
        QTest::newRow("to the end") << 10'000;
    }
    void onlyWhatMovedIsRepositioned()
    {
        QFETCH(int, row);
        RowList rows;
        rows.append(madeItems(1, 10'000));
        const auto repositioned = rows.move({ItemId{3'000}, ItemId{7'000}}, row);
        QCOMPARE(repositioned.size(), 2u);
        QCOMPARE(contradiction(rows), QString());
    }

    /// Where there is no room any more, rows nearby make some, not all.
    void manyToOnePlace()
    {
        RowList rows;
        rows.append(madeItems(1, 10'000));
        std::size_t repositioned = 0;
        for (int i = 0; i < 1'000; ++i)
            repositioned += rows.move({ItemId{9'000 - i}}, 100).size();
        QCOMPARE(contradiction(rows), QString());
        QVERIFY2(repositioned < 10'000, qPrintable(QString::number(repositioned)));
    }

    /// As an earlier version stored them: without gaps, and some positions twice.
    void storedWithoutGaps()
    {
        RowList::Items stored = madeItems(1, 100);
        for (std::size_t i = 0; i < stored.size(); ++i)
            stored[i]->position = static_cast<qint64>(i - (i > 50 ? 1 : 0));
        RowList rows;
        const auto repositioned = rows.prepend(std::move(stored));
        QCOMPARE(repositioned.size(), 49u); // from the second of the two on
        QCOMPARE(contradiction(rows), QString());
        rows.move({ItemId{90}}, 10);
        QCOMPARE(contradiction(rows), QString());
        QCOMPARE(rows.rowOf(ItemId{90}), 10);
    }

    void storedComeBeforeTheOthers()
    {
        RowList rows;
        rows.append(madeItems(100, 3));
        RowList::Items stored = madeItems(1, 2);
        stored[0]->position = 5;
        stored[1]->position = qint64(1) << 40;
        const auto repositioned = rows.prepend(std::move(stored));
        QCOMPARE(idsOf(rows), (QList<int>{1, 2, 100, 101, 102}));
        QCOMPARE(repositioned.size(), 3u); // those stand behind them now
        QCOMPARE(rows.at(0).position, 5);
        QCOMPARE(rows.at(1).position, qint64(1) << 40);
        QCOMPARE(contradiction(rows), QString());
    }

    void takes()
    {
        RowList rows;
        rows.append(madeItems(1, 3));
        const auto taken = rows.take(ItemId{2});
        QVERIFY(taken);
        QCOMPARE(taken->id, ItemId{2});
        QVERIFY(!rows.take(ItemId{2}));
        QCOMPARE(idsOf(rows), (QList<int>{1, 3}));
        rows.take(ItemId{1});
        rows.take(ItemId{3});
        QCOMPARE(rows.count(), 0);
        rows.append(madeItems(4, 1));
        QCOMPARE(idsOf(rows), QList<int>{4});
    }

    void likeAPlainList()
    {
        QRandomGenerator random(7);
        RowList rows;
        QList<int> expected;
        int next = 1;
        const auto any = [&](int below) { return static_cast<int>(random.bounded(below)); };
        for (int step = 0; step < 400; ++step) {
            const int what = any(4);
            if (what == 0 || expected.size() < 10) {
                const int count = any(300) + 1;
                rows.append(madeItems(next, count));
                for (int i = 0; i < count; ++i)
                    expected << next++;
            } else if (what == 1) {
                const int row = any(static_cast<int>(expected.size()));
                rows.take(ItemId{expected.takeAt(row)});
            } else {
                QList<int> which;
                for (int i = any(20); i >= 0; --i)
                    which << expected[any(static_cast<int>(expected.size()))];
                const int row = any(static_cast<int>(expected.size()) + 1);
                rows.move(toIds(which), row);
                expected = moved(expected, which, row);
            }
            QCOMPARE(rows.count(), static_cast<int>(expected.size()));
        }
        QCOMPARE(idsOf(rows), expected);
        QCOMPARE(contradiction(rows), QString());
    }
};

SLUICE_TEST(tst_RowList)
#include "tst_rowlist.moc"
