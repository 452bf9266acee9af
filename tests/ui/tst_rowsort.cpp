#include "tests/support/testmain.h"
#include "ui/list/queuemodel.h"
#include "ui/list/rowsort.h"

#include <QTest>

using Column = ui::QueueModel::Column;
using transfer::State;

class tst_RowSort : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsAreFollowed_data()
    {
        using Steps = std::function<void(ui::RowsSince &)>;
        QTest::addColumn<Steps>("steps");
        QTest::addColumn<QList<int>>("now"); // of 3 1 4 0 2
        QTest::addColumn<QList<int>>("others");
        const auto row = [](const char *name, const Steps &steps, const QList<int> &now,
                            const QList<int> &others) { QTest::newRow(name) << steps << now << others; };
        row("nothing happens", [](ui::RowsSince &) {}, {3, 1, 4, 0, 2}, {});
        row("two come first", [](ui::RowsSince &rows) { rows.insert(0, 1); }, {5, 3, 6, 2, 4}, {0, 1});
        row("two come last", [](ui::RowsSince &rows) { rows.insert(5, 6); }, {3, 1, 4, 0, 2}, {5, 6});
        row("one goes", [](ui::RowsSince &rows) { rows.remove(1, 1); }, {2, 3, 0, 1}, {});
        row("all go", [](ui::RowsSince &rows) { rows.remove(0, 4); }, {}, {});
        row("one becomes another", [](ui::RowsSince &rows) { rows.replace(4); }, {3, 1, 0, 2}, {4});
        row("one becomes another and goes",
            [](ui::RowsSince &rows) {
                rows.replace(4);
                rows.remove(4, 4);
            },
            {3, 1, 0, 2}, {});
        row("one comes, and one goes before it",
            [](ui::RowsSince &rows) {
                rows.insert(2, 2);
                rows.remove(0, 0);
            },
            {3, 0, 4, 2}, {1});
        row("all go, and others come",
            [](ui::RowsSince &rows) {
                rows.remove(0, 4);
                rows.insert(0, 2);
            },
            {}, {0, 1, 2});
    }
    void rowsAreFollowed()
    {
        QFETCH(std::function<void(ui::RowsSince &)>, steps);
        ui::RowsSince rows(5);
        steps(rows);
        QTEST(rows.now({3, 1, 4, 0, 2}), "now");
        QTEST(rows.others(), "others");
    }

    void whatMayMoveARow_data()
    {
        QTest::addColumn<Column>("column");
        QTest::addColumn<bool>("isOtherState");
        QTest::addColumn<bool>("isOtherValue");
        QTest::addColumn<bool>("mayMove");
        QTest::newRow("another name") << Column::Name << false << true << true;
        QTest::newRow("the same name in another state") << Column::Name << true << false << false;
        QTest::newRow("another folder") << Column::Folder << false << true << true;
        QTest::newRow("another size") << Column::Size << false << true << true;
        QTest::newRow("the same size in another state") << Column::Size << true << false << false;
        QTest::newRow("another speed") << Column::Speed << false << true << false;
        QTest::newRow("another speed in another state") << Column::Speed << true << true << true;
        QTest::newRow("the same speed in another state") << Column::Speed << true << false << false;
    }
    void whatMayMoveARow()
    {
        QFETCH(Column, column);
        QFETCH(bool, isOtherState);
        QFETCH(bool, isOtherValue);
        const int which = static_cast<int>(column);
        const bool isText = ui::isSortedByText(which);
        const ui::SortValue before{State::Paused, 0, {}};
        const ui::SortValue now{isOtherState ? State::Failed : State::Paused,
                                isOtherValue && !isText ? 1.0 : 0.0,
                                isOtherValue && isText ? QStringLiteral("a") : QString()};
        QTEST(ui::mayMove(which, before, now), "mayMove");
    }

    /// And brought up to date where a row has changed.
    void keysAreKept()
    {
        ui::RowSort sort;
        sort.column = static_cast<int>(Column::Name);
        const auto set = [&sort](const QStringList &names) {
            sort.rows.clear();
            for (const QString &name : names)
                sort.rows.push_back({queue::ItemId(sort.rows.size()), {State::Paused, 0, name}});
        };
        set({QStringLiteral("b 10"), QStringLiteral("B 9"), QStringLiteral("a"), QStringLiteral("b 9")});
        sort.run(ui::naturalCollator());
        QCOMPARE(sort.order, (QList<int>{2, 1, 3, 0}));
        set({QStringLiteral("b 10"), QStringLiteral("c"), QStringLiteral("a"), QStringLiteral("b 9")});
        sort.direction = Qt::DescendingOrder;
        sort.run(ui::naturalCollator());
        QCOMPARE(sort.order, (QList<int>{1, 0, 3, 2}));
        QCOMPARE(sort.keys.size(), std::size_t{4});
    }
};

SLUICE_GUI_TEST(tst_RowSort)
#include "tst_rowsort.moc"
