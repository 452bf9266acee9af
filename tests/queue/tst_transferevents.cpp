#include "core/queue/transferevents.h"
#include "core/transfer/transferservices.h"
#include "tests/queue/madeitems.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace queue;
using core::ErrorKind;
using transfer::Event;
using transfer::Failure;
using transfer::Intent;
using transfer::State;

/// What becomes of a row when its transfer says something; said here by the test.
class tst_TransferEvents : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_rows = std::make_unique<Rows>();
        m_rows->append(support::madeItems(1, 2, State::Connecting));
        m_volumes = std::make_unique<DiskSpaceWatch>(m_services.disk());
        m_waits = std::make_unique<Waits>(*m_rows, *m_volumes);
        m_running = std::make_unique<RunningItems>(*m_rows, m_services);
        m_events = std::make_unique<TransferEvents>(*m_rows, *m_running, *m_waits, *m_volumes, m_settings,
                                                    m_services);
    }
    void cleanup()
    {
        m_events.reset();
        m_running.reset();
        m_waits.reset();
        m_volumes.reset();
        m_rows.reset();
    }

    void theWayOfAFile()
    {
        QSignalSpy ended(m_events.get(), &TransferEvents::ended);
        Q_EMIT m_running->opened(kId, 7);
        QCOMPARE(item().volume, std::optional<quint64>(7));
        Q_EMIT m_running->named(kId, QStringLiteral("other"));
        QCOMPARE(item().name, QStringLiteral("other"));
        Q_EMIT m_running->tableKnown(kId);
        QCOMPARE(item().state, State::Downloading);
        Q_EMIT m_running->committing(kId);
        QCOMPARE(item().state, State::Committing);
        transfer::Completion completion;
        completion.verdict = transfer::Verdict::Verified;
        completion.md5 = "00ff";
        completion.size = 5;
        Q_EMIT m_running->finished({kId, 5, {}, {}}, completion);
        QCOMPARE(item().state, State::Done);
        QCOMPARE(item().verdict, transfer::Verdict::Verified);
        QCOMPARE(item().progress.decodedDone, 5);
        QVERIFY(item().finished.isValid());
        QCOMPARE(lastEvent().kind, Event::Kind::Done);
        QCOMPARE(lastEvent().decodedSize, 5);
        QCOMPARE(ended.count(), 1);
    }

    /// Of the hosts that sent it, those that the user chose as the community's are told.
    void fromTheCommunity()
    {
        m_settings.communityMirrors = QStringList{QStringLiteral("https://free.example/x"),
                                                  QStringLiteral("https://other.example:8080")};
        QSignalSpy happened(m_rows.get(), &Rows::happened);
        transfer::Completion completion;
        completion.hosts = QStringList{QStringLiteral("cdn.example"), QStringLiteral("free.example"),
                                       QStringLiteral("other.example")};
        Q_EMIT m_running->finished({kId, 5, {}, {}}, completion);
        m_settings.communityMirrors.clear();
        QCOMPARE(happened.count(), 2);
        const auto told = happened.first().at(1).value<Event>();
        QCOMPARE(told.kind, Event::Kind::FromCommunity);
        QCOMPARE(told.mirror, QStringLiteral("free.example"));
        QCOMPARE(lastEvent().kind, Event::Kind::Done);
    }

    void failures_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("mayHeal");
        QTest::addColumn<bool>("hasBegun");
        QTest::addColumn<int>("state");
        const auto row = [](const char *name, ErrorKind error, bool mayHeal, bool hasBegun, State state) {
            QTest::newRow(name) << int(error) << mayHeal << hasBegun << int(state);
        };
        row("heals", ErrorKind::ConnectionLost, true, false, State::Waiting);
        row("does not", ErrorKind::NotFound, false, false, State::Failed);
        row("no such folder", ErrorKind::FolderMissing, false, false, State::Failed);
        row("its volume is gone", ErrorKind::FolderMissing, false, true, State::Waiting);
    }
    void failures()
    {
        QFETCH(int, error);
        QFETCH(bool, mayHeal);
        QFETCH(bool, hasBegun);
        if (hasBegun)
            item().volume = 7;
        fail({{ErrorKind(error), {}}, mayHeal, {}});
        QTEST(int(item().state), "state");
        QCOMPARE(int(item().error.kind), error);
        QCOMPARE(lastEvent().kind,
                 item().state == State::Failed ? Event::Kind::Failed : Event::Kind::Waiting);
    }

    void heldMeanwhile()
    {
        item().intent = Intent::Hold;
        fail({{ErrorKind::NotFound, {}}, false, {}});
        QCOMPARE(item().state, State::Paused);
    }

    /// It has not moved for longer than the settings allow.
    void forTooLong()
    {
        m_settings.maxWait = std::chrono::seconds(1);
        item().standstill.begin(Standstill::Clock::now() - std::chrono::seconds(2));
        fail({{ErrorKind::ConnectionLost, {}}, true, {}});
        QCOMPARE(item().state, State::Failed);
        m_settings.maxWait = {};
    }

    /// Writing that fails for want of room stops everybody on that volume; a file that does not fit only
    /// itself.
    void noRoom_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("isFull");
        QTest::newRow("before anything was written") << int(State::Connecting) << false;
        QTest::newRow("while writing") << int(State::Downloading) << true;
        QTest::newRow("while committing") << int(State::Committing) << true;
    }
    void noRoom()
    {
        QFETCH(int, state);
        if (State(state) != State::Connecting)
            Q_EMIT m_running->tableKnown(kId);
        if (State(state) == State::Committing)
            Q_EMIT m_running->committing(kId);
        item().volume = 7;
        fail({{ErrorKind::DiskFull, {}}, true, {}});
        QCOMPARE(item().state, State::Waiting);
        QTEST(m_volumes->trouble(7).has_value(), "isFull");
    }

    void everythingAgain()
    {
        Q_EMIT m_running->tableKnown(kId);
        item().progress.encodedDone = 5;
        item().progress.encodedSize = 10;
        Event event;
        event.kind = Event::Kind::Restarted;
        Q_EMIT m_running->happened(kId, event);
        QCOMPARE(item().state, State::Connecting);
        QCOMPARE(item().progress.encodedDone, 0);
        QCOMPARE(item().progress.encodedSize, -1);
        QCOMPARE(lastEvent().kind, Event::Kind::Restarted);
    }

    void lockedChunks()
    {
        Event event;
        event.kind = Event::Kind::KeyMissing;
        event.keyName = blte::KeyName(9);
        Q_EMIT m_running->happened(kId, event);
        event.kind = Event::Kind::KeyWrong;
        Q_EMIT m_running->happened(kId, event);
        QCOMPARE(item().lockedChunks, 2);
        QCOMPARE(item().missingKeys, QList<blte::KeyName>{blte::KeyName(9)});
        QCOMPARE(m_rows->counts().locked(), 1);
        event.kind = Event::Kind::TableKnown;
        Q_EMIT m_running->happened(kId, event);
        QCOMPARE(item().lockedChunks, 0);
        QCOMPARE(m_rows->counts().locked(), 0);
    }

    void aRetryNamesItsMirror()
    {
        item().source = core::sourceFromLine(QStringLiteral("http://a/x\thttp://b:8/x")).value();
        Event event;
        event.kind = Event::Kind::Retry;
        event.mirror = QStringLiteral("b:8");
        event.error.kind = ErrorKind::ConnectionLost;
        Q_EMIT m_running->happened(kId, event);
        QCOMPARE(item().mirror, 1);
        QCOMPARE(item().error.kind, ErrorKind::ConnectionLost);
    }

    /// A key came after the transfer had begun without it.
    void unlockable_data()
    {
        QTest::addColumn<bool>("hadItBefore");
        QTest::newRow("new") << false;
        QTest::newRow("known before") << true;
    }
    void unlockable()
    {
        QFETCH(bool, hadItBefore);
        auto keys = std::make_shared<blte::KeyStore>();
        keys->insert(blte::KeyName(9), {});
        m_services.keys = keys;
        item().missingKeys = {blte::KeyName(9)};
        Q_EMIT m_running->tableKnown(kId);
        Q_EMIT m_running->committing(kId);
        QSignalSpy unlockable(m_events.get(), &TransferEvents::unlockable);
        transfer::Completion completion;
        completion.verdict = transfer::Verdict::Incomplete;
        Q_EMIT m_running->finished({kId, 0, hadItBefore ? keys : nullptr, {}}, completion);
        QCOMPARE(unlockable.count(), hadItBefore ? 0 : 1);
    }

    void stops_data()
    {
        QTest::addColumn<bool>("yields");
        QTest::addColumn<bool>("closes");
        QTest::addColumn<int>("state");
        QTest::newRow("to go on at once") << false << false << int(State::Queued);
        QTest::newRow("for want of room") << true << false << int(State::Waiting);
        QTest::newRow("for want of room, at the end") << true << true << int(State::Queued);
    }
    void stops()
    {
        QFETCH(bool, yields);
        QFETCH(bool, closes);
        if (closes)
            m_events->close();
        Ended ended{kId, 0, {}, {}};
        if (yields)
            ended.yields = Failure{{ErrorKind::DiskFull, {}}, true, {}};
        Q_EMIT m_running->stopped(ended);
        QTEST(int(item().state), "state");
    }

    void stoppedByTheUser()
    {
        item().intent = Intent::Hold;
        Q_EMIT m_running->stopped({kId, 0, {}, {}});
        QCOMPARE(item().state, State::Paused);
        QCOMPARE(lastEvent().kind, Event::Kind::Paused);
    }

private:
    static constexpr ItemId kId{1};

    Item &item() { return *m_rows->find(kId); }
    Event lastEvent() const { return m_rows->log().events(kId).value(m_rows->log().events(kId).size() - 1); }
    void fail(const Failure &failure) { Q_EMIT m_running->failed({kId, 0, {}, {}}, failure); }

    QTemporaryDir m_folder;
    Settings m_settings;
    transfer::TransferServices m_services;
    std::unique_ptr<Rows> m_rows;
    std::unique_ptr<DiskSpaceWatch> m_volumes;
    std::unique_ptr<Waits> m_waits;
    std::unique_ptr<RunningItems> m_running;
    std::unique_ptr<TransferEvents> m_events;
};

SLUICE_TEST(tst_TransferEvents)
#include "tst_transferevents.moc"
