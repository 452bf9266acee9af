#include "core/queue/waits.h"
#include "tests/queue/madeitems.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using queue::DiskSpaceWatch;
using queue::Item;
using queue::ItemId;
using queue::Rows;
using queue::Waits;
using transfer::Event;
using transfer::State;

namespace {

const core::Error kLost{core::ErrorKind::ConnectionLost, {}};
const core::Error kMetered{core::ErrorKind::NetworkMetered, {}};
const core::Error kFull{core::ErrorKind::DiskFull, {}};

} // namespace

class tst_Waits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_rows = std::make_unique<Rows>();
        m_rows->append(support::madeItems(1, 3));
        m_volumes = std::make_unique<DiskSpaceWatch>(&m_disk);
        m_waits = std::make_unique<Waits>(*m_rows, *m_volumes);
    }
    void cleanup()
    {
        m_waits.reset();
        m_volumes.reset();
        m_rows.reset();
    }

    void goesOnByItself()
    {
        QSignalSpy woke(m_waits.get(), &Waits::woke);
        m_waits->wait(item(2), {kLost, true, 50ms}, {});
        QCOMPARE(item(2).state, State::Waiting);
        QCOMPARE(item(2).error.kind, core::ErrorKind::ConnectionLost);
        QVERIFY(item(2).waitingUntil.isValid());
        QCOMPARE(m_rows->log().events(ItemId{2}).last().kind, Event::Kind::Waiting);
        QCOMPARE(m_rows->log().events(ItemId{2}).last().delayMs, 50);
        QTRY_COMPARE(item(2).state, State::Queued);
        QCOMPARE(woke.count(), 1);
    }

    /// A shorter wait does not wait for a longer one that began before it.
    void theShortestFirst()
    {
        m_waits->wait(item(1), {kLost, true, 1h}, {});
        m_waits->wait(item(2), {kLost, true, 50ms}, {});
        QTRY_COMPARE(item(2).state, State::Queued);
        QCOMPARE(item(1).state, State::Waiting);
    }

    void stopped()
    {
        Rows others;
        others.append(support::madeItems(1, 1));
        Waits goesOn(others, *m_volumes);
        m_waits->wait(item(1), {kLost, true, 1ms}, {});
        goesOn.wait(*others.find(ItemId{1}), {kLost, true, 20ms}, {});
        m_waits->stop();
        QTRY_COMPARE(others.at(0).state, State::Queued);
        QCOMPARE(item(1).state, State::Waiting);
    }

    void parksUntilThePauseEnds()
    {
        m_waits->park(item(1), kMetered);
        m_waits->wait(item(2), {kLost, true, 1h}, {});
        QCOMPARE(item(1).state, State::Waiting);
        QVERIFY(!item(1).waitingUntil.isValid());
        QCOMPARE(m_rows->log().events(ItemId{1}).last().delayMs, -1);
        QCOMPARE(m_rows->waiting().parkedCount(), 1);
        m_waits->unpark();
        QCOMPARE(item(1).state, State::Queued);
        QCOMPARE(item(1).error.kind, core::ErrorKind::None);
        QCOMPARE(item(2).state, State::Waiting);
    }

    void roomWakesThoseWhoWaitForIt()
    {
        QSignalSpy woke(m_waits.get(), &Waits::woke);
        item(1).volume = 7;
        item(2).volume = 8;
        item(3).volume = 7;
        m_waits->wait(item(1), {kFull, true, 1h}, {});
        m_waits->wait(item(2), {kFull, true, 1h}, {});
        m_waits->wait(item(3), {kLost, true, 1h}, {});
        Q_EMIT m_volumes->roomMade(7);
        QCOMPARE(item(1).state, State::Queued);
        QCOMPARE(item(2).state, State::Waiting);
        QCOMPARE(item(3).state, State::Waiting); // it waits for something else
        QCOMPARE(woke.count(), 1);
    }

    /// When its wait is over it is tried, even if nobody saw room there: the attempt finds out.
    void theEndOfAWaitForgetsTheVolume()
    {
        QTemporaryDir folder;
        m_volumes->add(7, folder.path(), DiskSpaceWatch::Kind::Full, kFull);
        item(1).volume = 7;
        m_waits->wait(item(1), {kFull, true, 20ms}, {});
        QVERIFY(m_volumes->trouble(7));
        QTRY_COMPARE(item(1).state, State::Queued);
        QVERIFY(!m_volumes->trouble(7));
    }

private:
    Item &item(int id) { return *m_rows->find(ItemId{id}); }

    core::Mailbox m_disk;
    std::unique_ptr<Rows> m_rows;
    std::unique_ptr<DiskSpaceWatch> m_volumes;
    std::unique_ptr<Waits> m_waits;
};

SLUICE_TEST(tst_Waits)
#include "tst_waits.moc"
