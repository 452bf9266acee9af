#include "core/queue/jobslots.h"
#include "core/transfer/transferservices.h"
#include "tests/queue/madeitems.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <deque>

using queue::Item;
using queue::JobSlots;
using support::madeItem;

namespace {

Item slice(int id, qint64 first, qint64 size, const char *url = "http://h/archive")
{
    Item item = madeItem(id, transfer::State::Queued, url);
    item.source.slice = core::ByteRange{first, first + size - 1};
    return item;
}

} // namespace

/// Who takes a place of its own, and who shares one.
class tst_JobSlots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void filesTakeOneEach()
    {
        JobSlots places(m_services);
        QVERIFY(places.hasRoomFor(madeItem(1), 2));
        const auto first = places.take(madeItem(1), 2);
        auto second = places.take(madeItem(2), 2);
        QVERIFY(!first->sharedConnection());
        QCOMPARE(places.taken(), 2);
        QVERIFY(!places.hasRoomFor(madeItem(3), 2));
        QVERIFY(places.hasRoomFor(madeItem(3), 3));
        second.reset();
        QVERIFY(places.hasRoomFor(madeItem(3), 2));
        QCOMPARE(places.files(), 1);
    }

    void noPlacesAtAll()
    {
        JobSlots places(m_services);
        QVERIFY(!places.hasRoomFor(madeItem(1), 0));
        QVERIFY(!places.hasRoomFor(slice(1, 0, 10), -1));
    }

    void neighbours_data()
    {
        QTest::addColumn<Item>("next");
        QTest::addColumn<bool>("shares");
        QTest::newRow("side by side") << slice(2, 100, 50) << true;
        QTest::newRow("a small gap") << slice(2, 110, 50) << true;
        QTest::newRow("before it") << slice(2, 0, 50) << false;
        QTest::newRow("far away") << slice(2, qint64(1) << 30, 50) << false;
        QTest::newRow("another archive") << slice(2, 100, 50, "http://h/other") << false;
        QTest::newRow("too large") << slice(2, 100, qint64(1) << 30) << false;
        QTest::newRow("a whole file") << madeItem(2, transfer::State::Queued, "http://h/archive") << false;
        Item limited = slice(2, 100, 50);
        limited.bytesPerSecond = 5;
        QTest::newRow("with a limit of its own") << limited << false;
    }
    void neighbours()
    {
        QFETCH(Item, next);
        QFETCH(bool, shares);
        JobSlots places(m_services);
        const auto first = places.take(slice(1, 50, 50), 1);
        QVERIFY(first->sharedConnection());
        QCOMPARE(places.hasRoomFor(next, 1), shares);
        if (!shares)
            return;
        const auto second = places.take(next, 1);
        QCOMPARE(second->sharedConnection().get(), first->sharedConnection().get());
        QCOMPARE(places.taken(), 1);
        QCOMPARE(places.files(), 2);
    }

    void aPlaceIsFull()
    {
        JobSlots places(m_services);
        std::deque<std::unique_ptr<JobSlots::SlotLease>> leases;
        int id = 0;
        while (id <= JobSlots::kMostFiles && places.hasRoomFor(slice(id, id * 10, 10), 1)) {
            leases.push_back(places.take(slice(id, id * 10, 10), 1));
            ++id;
        }
        QCOMPARE(id, JobSlots::kMostFiles);
        // Half of them must be through before more are taken.
        leases.erase(leases.begin(), leases.begin() + id / 2 - 1);
        QVERIFY(!places.hasRoomFor(slice(id, 1 << 30, 10), 1));
        leases.pop_front();
        leases.pop_front();
        QVERIFY(places.hasRoomFor(slice(id, 1 << 30, 10), 1));
    }

    void allTogetherShareSoMany()
    {
        JobSlots places(m_services);
        places.setMostInAll(4);
        const auto first = places.take(slice(1, 0, 10), 2);
        const auto second = places.take(slice(2, 10, 10), 2);
        QCOMPARE(first->sharedConnection().get(), second->sharedConnection().get());
        const auto third = places.take(slice(3, 20, 10), 2);
        QVERIFY(third->sharedConnection() != first->sharedConnection()); // two in each of two places
    }

private:
    transfer::TransferServices m_services;
};

SLUICE_TEST(tst_JobSlots)
#include "tst_jobslots.moc"
