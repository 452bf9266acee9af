#include "core/queue/waitingrows.h"
#include "tests/queue/madeitems.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace std::chrono_literals;
using queue::Item;
using queue::ItemId;
using queue::Standstill;
using queue::WaitingRows;
using transfer::State;

namespace {

const auto kStart = Standstill::Clock::time_point(1h);

Item waiting(int id, std::chrono::seconds due)
{
    Item item = support::madeItem(id, State::Waiting);
    item.standstill.wait(kStart + due);
    item.waitingUntil = QDateTime::fromSecsSinceEpoch(due.count());
    return item;
}

Item parked(int id)
{
    Item item = support::madeItem(id, State::Waiting);
    item.position = -id;
    return item;
}

Item withoutRoom(Item item, quint64 volume)
{
    item.error.kind = core::ErrorKind::DiskFull;
    item.volume = volume;
    return item;
}

} // namespace

class tst_WaitingRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNextToGoOn()
    {
        WaitingRows rows;
        QVERIFY(!rows.next());
        rows.update(waiting(1, 30s));
        rows.update(waiting(2, 10s));
        rows.update(waiting(3, 20s));
        rows.update(parked(4));
        QCOMPARE(rows.next()->second, ItemId{2});
        QVERIFY(rows.next()->first == kStart + 10s);
        rows.update(waiting(2, 40s));
        QCOMPARE(rows.next()->second, ItemId{3});
        rows.update(support::madeItem(3, State::Queued));
        QCOMPARE(rows.next()->second, ItemId{1});
        QCOMPARE(rows.count(), 3);
    }

    void twoAtTheSameTime()
    {
        WaitingRows rows;
        rows.update(waiting(1, 10s));
        rows.update(waiting(2, 10s));
        rows.forget(rows.next()->second);
        QVERIFY(rows.next());
        rows.forget(rows.next()->second);
        QVERIFY(!rows.next());
    }

    void parkedInTheirOrder()
    {
        WaitingRows rows;
        rows.update(parked(1));
        rows.update(parked(2));
        rows.update(waiting(3, 5s));
        QCOMPARE(rows.parked(), (QList<ItemId>{ItemId{2}, ItemId{1}}));
        QCOMPARE(rows.parkedCount(), 2);
        rows.update(waiting(2, 5s));
        QCOMPARE(rows.parked(), QList<ItemId>{ItemId{1}});
        rows.forget(ItemId{1});
        QCOMPARE(rows.parkedCount(), 0);
        QCOMPARE(rows.count(), 2);
    }

    void byVolume()
    {
        WaitingRows rows;
        rows.update(withoutRoom(waiting(1, 5s), 7));
        rows.update(withoutRoom(waiting(2, 5s), 8));
        Item otherwise = waiting(3, 5s);
        otherwise.volume = 7;
        rows.update(otherwise);
        QCOMPARE(rows.forRoomOn(7), QList<ItemId>{ItemId{1}});
        QCOMPARE(rows.forRoomOn(8), QList<ItemId>{ItemId{2}});
        rows.forget(ItemId{1});
        QVERIFY(rows.forRoomOn(7).isEmpty());
        QVERIFY(rows.forRoomOn(9).isEmpty());
    }
};

SLUICE_TEST(tst_WaitingRows)
#include "tst_waitingrows.moc"
