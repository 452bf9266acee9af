#include "core/queue/storedids.h"
#include "tests/support/testmain.h"

#include <QTest>

using queue::StoredIds;

class tst_StoredIds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsOfThisRunGetTheNextNumbers()
    {
        const qint64 a = StoredIds::kFirstOfRun;
        StoredIds ids(8);
        QCOMPARE(ids.of(5), 5); // a stored row's own
        QCOMPARE(ids.give(5), 5);
        QCOMPARE(ids.of(a), 0);
        QCOMPARE(ids.give(a), 8);
        QCOMPARE(ids.give(a), 8);
        QCOMPARE(ids.give(a + 7), 9);
        QCOMPARE(ids.giveNew(), 10);
        QCOMPARE(ids.next(), 11);
        QCOMPARE(ids.ofThisRun(), (QSet<qint64>{8, 9}));
    }

    void theyMoveInOrder()
    {
        const qint64 a = StoredIds::kFirstOfRun;
        StoredIds ids(1);
        for (const qint64 id : {a + 2, a, a + 1})
            ids.give(id);
        const auto moved = ids.moveTo(100);
        QCOMPARE(moved, (QHash<qint64, qint64>{{2, 100}, {3, 101}, {1, 102}}));
        QCOMPARE(ids.of(a), 100);
        QCOMPARE(ids.of(a + 2), 102);
        QCOMPARE(ids.next(), 103);
    }
};

SLUICE_TEST(tst_StoredIds)
#include "tst_storedids.moc"
