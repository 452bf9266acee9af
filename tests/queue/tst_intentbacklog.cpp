#include "core/queue/intentbacklog.h"
#include "tests/support/testmain.h"

#include <QTest>

using queue::IntentBacklog;
using queue::ItemId;
using transfer::Intent;

namespace {

QList<ItemId> numbered(qint64 first, qint64 count)
{
    QList<ItemId> ids;
    for (qint64 id = first; id < first + count; ++id)
        ids.append(ItemId{id});
    return ids;
}

} // namespace

/// Slices come in the order of what was wanted.
class tst_IntentBacklog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void slices_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<QList<int>>("sizes");
        constexpr int kSlice = IntentBacklog::kSlice;
        QTest::newRow("none") << 0 << QList<int>();
        QTest::newRow("one") << 1 << QList<int>{1};
        QTest::newRow("a slice") << kSlice << QList<int>{kSlice};
        QTest::newRow("one more") << kSlice + 1 << QList<int>{kSlice, 1};
        QTest::newRow("several") << 2 * kSlice + 7 << QList<int>{kSlice, kSlice, 7};
    }
    void slices()
    {
        QFETCH(int, rows);
        QFETCH(QList<int>, sizes);
        IntentBacklog backlog;
        backlog.add(Intent::Run, numbered(1, rows));
        QList<ItemId> all;
        for (const int size : sizes) {
            const IntentBacklog::Slice slice = backlog.take();
            QCOMPARE(slice.intent, Intent::Run);
            QCOMPARE(slice.ids.size(), size);
            all += slice.ids;
        }
        QVERIFY(backlog.isEmpty());
        QCOMPARE(all, numbered(1, rows));
    }

    void oldestFirst()
    {
        IntentBacklog backlog;
        QVERIFY(!backlog.isHolding());
        backlog.add(Intent::Run, numbered(1, 2));
        backlog.add(Intent::Hold, numbered(2, 2));
        QVERIFY(backlog.isHolding());
        QCOMPARE(backlog.take().ids, numbered(1, 2));
        QVERIFY(backlog.isHolding());
        const IntentBacklog::Slice last = backlog.take();
        QCOMPARE(last.intent, Intent::Hold);
        QCOMPARE(last.ids, numbered(2, 2));
        QVERIFY(backlog.isEmpty() && !backlog.isHolding());
    }
};

SLUICE_TEST(tst_IntentBacklog)
#include "tst_intentbacklog.moc"
