#include "core/queue/dispatcher.h"
#include "core/transfer/transferservices.h"
#include "tests/queue/madeitems.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using namespace queue;
using transfer::State;

namespace {

const core::Error kMetered{core::ErrorKind::NetworkMetered, {}};

/// What a Dispatcher works with. Nobody listens where its items are, so what is started goes on trying.
struct Stage
{
    explicit Stage(Gate gate = Gate::Open)
        : dispatcher(rows, backlog, running, waits, volumes, settings, services, gate)
    {
        settings.jobs = 2;
        dispatcher.applySettings();
    }
    ~Stage()
    {
        dispatcher.enter(GateEvent::Close);
        QObject::connect(&running, &RunningItems::stopped, &running,
                         [this](const Ended &ended) { rows.moveTo(*rows.find(ended.id), State::Queued); });
        running.stopAll();
        if (!QTest::qWaitFor([this] { return running.isQuiet(); }, 20'000))
            qWarning("it does not stop");
    }

    void add(int count)
    {
        auto items = support::madeItems(rows.count() + 1, count);
        for (auto &item : items)
            item->folder = folder.path();
        rows.append(std::move(items));
        dispatcher.lookSoon();
    }
    int inState(State state) const { return rows.counts().inState(state); }

    QTemporaryDir folder;
    Settings settings;
    transfer::TransferServices services;
    Rows rows;
    IntentBacklog backlog;
    DiskSpaceWatch volumes{services.disk()};
    Waits waits{rows, volumes};
    RunningItems running{rows, services};
    Dispatcher dispatcher;
};

} // namespace

/// What begins, and when; whose turn it is decides Scheduler.
class tst_Dispatcher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// Some of those that are queued may be about to be held.
    void nothingBeginsWhileRowsAreBeingHeld()
    {
        Stage stage;
        QSignalSpy idle(&stage.dispatcher, &Dispatcher::idle);
        stage.backlog.add(transfer::Intent::Hold, {ItemId{2}});
        stage.dispatcher.lookSoon();
        QTest::qWait(0);
        QCOMPARE(idle.count(), 0);
        stage.add(3);
        QTest::qWait(20);
        QCOMPARE(stage.inState(State::Queued), 3);
        QCOMPARE(stage.backlog.take().ids, QList<ItemId>{ItemId{2}});
        stage.dispatcher.lookSoon();
        QTRY_VERIFY(stage.inState(State::Queued) < 3);
    }

    void startsAsManyAsThereArePlaces()
    {
        Stage stage;
        stage.add(4);
        QCOMPARE(stage.running.count(), 0); // from the event loop
        QTRY_COMPARE(stage.running.count(), 2);
        QVERIFY(stage.running.find(ItemId{1}));
        QVERIFY(stage.running.find(ItemId{2}));
        QCOMPARE(stage.rows.at(2).state, State::Queued);
    }

    void nothingBeforeTheGateOpens()
    {
        Stage stage(Gate::Unread);
        stage.add(1);
        stage.dispatcher.enter(GateEvent::Hold);
        stage.dispatcher.enter(GateEvent::Read);
        QCoreApplication::processEvents();
        QCOMPARE(stage.running.count(), 0);
        stage.dispatcher.enter(GateEvent::Allow);
        QTRY_COMPARE(stage.running.count(), 1);
    }

    /// As many as would run say why they do not; the others wait for their turn.
    void paused()
    {
        Stage stage;
        stage.dispatcher.setPauseReason(kMetered);
        stage.add(3);
        QTRY_COMPARE(stage.inState(State::Waiting), 2);
        QCOMPARE(stage.running.count(), 0);
        QCOMPARE(stage.rows.at(0).error.kind, core::ErrorKind::NetworkMetered);
        QCOMPARE(stage.rows.at(2).state, State::Queued);
        QCOMPARE(stage.dispatcher.pauseReason().kind, core::ErrorKind::NetworkMetered);
        stage.dispatcher.setPauseReason({});
        QTRY_COMPARE(stage.running.count(), 2);
    }

    /// An item whose volume is full takes no place from others.
    void fullVolume()
    {
        Stage stage;
        stage.volumes.add(7, stage.folder.path(), DiskSpaceWatch::Kind::Full,
                          {core::ErrorKind::DiskFull, {}});
        stage.add(3);
        stage.rows.find(ItemId{1})->volume = 7;
        QTRY_COMPARE(stage.running.count(), 2);
        QCOMPARE(stage.rows.at(0).state, State::Waiting);
        QCOMPARE(stage.rows.at(0).error.kind, core::ErrorKind::DiskFull);
        QVERIFY(stage.running.find(ItemId{3}));
    }

    void idle()
    {
        Stage stage;
        QSignalSpy idle(&stage.dispatcher, &Dispatcher::idle);
        stage.dispatcher.lookSoon();
        QTRY_COMPARE(idle.count(), 1);
        stage.add(1);
        QTRY_COMPARE(stage.running.count(), 1);
        QCOMPARE(idle.count(), 1);
    }

    /// What waits counts as running.
    void notIdleWhileSomethingWaits()
    {
        Stage stage;
        QSignalSpy idle(&stage.dispatcher, &Dispatcher::idle);
        stage.add(1);
        stage.waits.wait(*stage.rows.find(ItemId{1}), {{core::ErrorKind::ConnectionLost, {}}, true, 1h}, {});
        bool isOver = false;
        QMetaObject::invokeMethod(
            this, [&] { isOver = true; }, Qt::QueuedConnection);
        QTRY_VERIFY(isOver); // the look, too, that was posted before
        QVERIFY(idle.isEmpty());
    }

    void aSettingOpensPlaces()
    {
        Stage stage;
        stage.add(4);
        QTRY_COMPARE(stage.running.count(), 2);
        stage.settings.jobs = 3;
        stage.dispatcher.applySettings();
        stage.dispatcher.lookSoon();
        QTRY_COMPARE(stage.running.count(), 3);
    }

    void requeues()
    {
        Stage stage;
        QSignalSpy stopped(&stage.running, &RunningItems::stopped);
        stage.add(2);
        QTRY_COMPARE(stage.running.count(), 2);
        stage.dispatcher.requeueAll();
        QTRY_COMPARE(stopped.count(), 2);
    }
};

SLUICE_TEST(tst_Dispatcher)
#include "tst_dispatcher.moc"
