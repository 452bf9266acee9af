#include "tests/support/testmain.h"
#include "ui/list/columnfit.h"

#include <QTest>

using namespace ui;

/// The name keeps its floor, the least needed columns give way first, the progress grows with the room.
class tst_ColumnFit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void columns_data()
    {
        QTest::addColumn<int>("room");
        QTest::addColumn<QList<bool>>("isShown"); // size, speed, time left, added, button
        QTest::addColumn<int>("progress");
        QTest::newRow("all, with room to spare") << 2000 << QList<bool>{true, true, true, true, true} << 650;
        QTest::newRow("all, the progress at its most")
            << 3000 << QList<bool>{true, true, true, true, true} << 800;
        QTest::newRow("all") << 1000 << QList<bool>{true, true, true, true, true} << 240;
        QTest::newRow("just all") << 940 << QList<bool>{true, true, true, true, true} << 180;
        QTest::newRow("without added") << 939 << QList<bool>{true, true, true, false, true} << 199;
        QTest::newRow("without time left") << 780 << QList<bool>{true, true, false, false, true} << 190;
        QTest::newRow("only the button") << 500 << QList<bool>{false, false, false, false, true} << 180;
        QTest::newRow("nothing is left to give")
            << 100 << QList<bool>{false, false, false, false, true} << 180;
    }
    void columns()
    {
        QFETCH(int, room);
        const MainColumns main{260, 600, 180, 400, 800};
        const QList<OtherColumn> others{{130, 1}, {140, 2}, {150, 3}, {20, 4}, {60, 0}};
        const ColumnFit fit = fitColumns(room, main, others);
        QTEST(fit.isShown, "isShown");
        QTEST(fit.progress, "progress");
    }

    void withoutProgress()
    {
        MainColumns main{260, 600, 0, 400, 800};
        const ColumnFit fit = fitColumns(300, main, {{100, 1}, {30, 0}});
        QCOMPARE(fit.isShown, (QList<bool>{false, true}));
        QCOMPARE(fit.progress, 0);
    }
};

SLUICE_TEST(tst_ColumnFit)
#include "tst_columnfit.moc"
