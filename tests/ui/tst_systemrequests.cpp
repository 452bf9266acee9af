#include "tests/support/ownqueue.h"
#include "tests/support/privatebus.h"
#include "tests/support/recordedservice.h"
#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "ui/desktop/meteredwatch.h"
#include "ui/desktop/systemrequests.h"
#include "ui/preferences.h"

#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QDBusVariant>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using support::RecordedService;
using transfer::State;

namespace {

const QString kPortalService = u"org.freedesktop.portal.Desktop"_s;
const QString kPortalPath = u"/org/freedesktop/portal/desktop"_s;
const QString kManager = u"org.freedesktop.NetworkManager"_s;

/// A pipe whose far end is given away: at its end nobody has it any more.
class Held
{
public:
    Held()
    {
        if (pipe2(m_ends, O_NONBLOCK | O_CLOEXEC) != 0)
            qFatal("no pipe");
    }
    ~Held() { ::close(m_ends[0]); }
    QDBusUnixFileDescriptor give()
    {
        QDBusUnixFileDescriptor given;
        given.giveFileDescriptor(m_ends[1]);
        return given;
    }
    bool isReleased() const
    {
        char byte = 0;
        return ::read(m_ends[0], &byte, 1) == 0;
    }

private:
    int m_ends[2] = {};
};

/// A server that takes connections and says nothing: what asks it stays active.
class SilentServer : public QTcpServer
{
public:
    SilentServer() { listen(QHostAddress::LocalHost); }
    queue::Request request(const QString &folder) const
    {
        core::Source source;
        source.mirrors = {QUrl(u"http://127.0.0.1:%1/file"_s.arg(serverPort()))};
        return {source, folder, u"file"_s, {}, transfer::Intent::Run, 0};
    }
};

} // namespace

/// To stay awake and to spare metered networks, over a bus with recorded services on it.
class tst_SystemRequests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        bus = std::make_unique<support::PrivateBus>();
        if (!bus->isRunning())
            QSKIP("there is no dbus-daemon");
    }
    void init()
    {
        folder = std::make_unique<QTemporaryDir>();
        preferences = std::make_unique<ui::Preferences>(folder->filePath(u"s.ini"_s));
        items = std::make_unique<support::OwnQueue>(queue::Settings{});
        server = std::make_unique<SilentServer>();
    }
    void cleanup()
    {
        requests.reset();
        items.reset();
    }

    void thePortalKeepsItAwake()
    {
        RecordedService portal(
            bus->connection(u"desktop"_s), kPortalService, kPortalPath, [](const auto &call) {
                return call.member() == "Inhibit"_L1 ? std::optional(QVariantList{QVariant::fromValue(
                                                           QDBusObjectPath(kPortalPath + u"/request/1"_s))})
                                                     : std::optional(QVariantList{});
            });
        begin();
        QTest::qWait(50);
        QVERIFY(portal.callsTo(u"Inhibit"_s).isEmpty()); // nothing is downloaded
        const auto id = download();
        QTRY_COMPARE(portal.callsTo(u"Inhibit"_s).size(), 1);
        const QVariantList asked = portal.callsTo(u"Inhibit"_s).first().arguments();
        QCOMPARE(asked.at(1).toUInt(), 4u); // suspend, and nothing else
        QVERIFY(!qdbus_cast<QVariantMap>(asked.at(2)).value(u"reason"_s).toString().isEmpty());
        items->hold({id});
        QTRY_COMPARE(portal.callsTo(u"Close"_s).size(), 1);
        QCOMPARE(portal.callsTo(u"Close"_s).first().path(), kPortalPath + u"/request/1"_s);
        items->run({id});
        QTRY_COMPARE(portal.callsTo(u"Inhibit"_s).size(), 2);
    }

    void powerManagementKeepsItAwake()
    {
        RecordedService power(bus->connection(u"desktop"_s), u"org.freedesktop.PowerManagement"_s,
                              u"/org/freedesktop/PowerManagement/Inhibit"_s, [](const auto &call) {
                                  return call.member() == "Inhibit"_L1 ? QVariantList{77u} : QVariantList{};
                              });
        begin();
        const auto id = download();
        QTRY_COMPARE(power.callsTo(u"Inhibit"_s).size(), 1);
        items->hold({id});
        QTRY_COMPARE(power.callsTo(u"UnInhibit"_s).size(), 1);
        QCOMPARE(power.callsTo(u"UnInhibit"_s).first().arguments().first().toUInt(), 77u);
    }

    void logindKeepsItAwake()
    {
        Held held;
        RecordedService login(
            bus->connection(u"desktop"_s), u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
            [&held](const auto &) { return QVariantList{QVariant::fromValue(held.give())}; });
        begin();
        const auto id = download();
        QTRY_COMPARE(login.callsTo(u"Inhibit"_s).size(), 1);
        const QVariantList asked = login.callsTo(u"Inhibit"_s).first().arguments();
        QCOMPARE(asked.at(0).toString(), u"sleep"_s);
        QCOMPARE(asked.at(3).toString(), u"block"_s);
        QTest::qWait(50);
        QVERIFY(!held.isReleased());
        items->hold({id});
        QTRY_VERIFY(held.isReleased());
    }

    void theUserMayNotWantIt()
    {
        int close = 0;
        RecordedService portal(
            bus->connection(u"desktop"_s), kPortalService, kPortalPath, [&](const auto &call) {
                close += call.member() == "Close"_L1 ? 1 : 0;
                return QVariantList{QVariant::fromValue(QDBusObjectPath(kPortalPath + u"/request/2"_s))};
            });
        begin();
        download();
        QTRY_COMPARE(portal.callsTo(u"Inhibit"_s).size(), 1);
        QTest::qWait(50); // its answer
        ui::DesktopChoices choices;
        choices.keepsAwake = false;
        preferences->setDesktop(choices);
        QTRY_COMPARE(close, 1); // at once
        choices.keepsAwake = true;
        preferences->setDesktop(choices);
        QTRY_COMPARE(portal.callsTo(u"Inhibit"_s).size(), 2);
    }

    /// It was over before the desktop answered: nothing stays held.
    void aLateAnswerIsGivenBack()
    {
        RecordedService portal(bus->connection(u"desktop"_s), kPortalService, kPortalPath, [](const auto &) {
            return QVariantList{QVariant::fromValue(QDBusObjectPath(kPortalPath + u"/request/3"_s))};
        });
        ui::SleepGuard guard;
        guard.hold(u"because"_s);
        guard.release();
        QTRY_COMPARE(portal.callsTo(u"Inhibit"_s).size(), 1);
        QTRY_COMPARE(portal.callsTo(u"Close"_s).size(), 1);
    }

    void networkManagerKnows_data()
    {
        QTest::addColumn<uint>("value");
        QTest::addColumn<bool>("metered");
        QTest::addRow("unknown") << 0u << false;
        QTest::addRow("yes") << 1u << true;
        QTest::addRow("no") << 2u << false;
        QTest::addRow("guess: yes") << 3u << true;
        QTest::addRow("guess: no") << 4u << false;
    }
    void networkManagerKnows()
    {
        QFETCH(uint, value);
        QFETCH(bool, metered);
        auto manager = networkManager(value);
        ui::MeteredWatch watch;
        QTRY_COMPARE(manager->callsTo(u"Get"_s).size(), 1);
        QCOMPARE(manager->callsTo(u"Get"_s).first().arguments(), (QVariantList{kManager, u"Metered"_s}));
        QTRY_COMPARE(watch.isMetered(), metered);
    }

    void thePortalKnows()
    {
        bool isMetered = true;
        RecordedService portal(bus->connection(u"desktop"_s), kPortalService, kPortalPath,
                               [&](const auto &) { return QVariantList{isMetered}; });
        ui::MeteredWatch watch;
        QTRY_VERIFY(watch.isMetered());
        isMetered = false;
        portal.emitSignal(u"org.freedesktop.portal.NetworkMonitor"_s, u"changed"_s, {});
        QTRY_VERIFY(!watch.isMetered());
    }

    void nobodyKnows()
    {
        ui::MeteredWatch watch;
        QTest::qWait(100);
        QVERIFY(!watch.isMetered());
        auto manager = networkManager(1); // it comes, and goes
        QTRY_VERIFY(watch.isMetered());
        manager.reset();
        QTRY_VERIFY(!watch.isMetered());
    }

    void downloadsWaitAndGoOnByThemselves()
    {
        auto manager = networkManager(2);
        begin();
        QSignalSpy told(requests.get(), &ui::SystemRequests::meteredChanged);
        const auto id = download();
        m_metered = 1;
        manager->emitSignal(u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s,
                            {kManager, QVariantMap{{u"Metered"_s, 1u}}, QStringList()});
        QTRY_COMPARE(items->find(id)->state, State::Waiting);
        QCOMPARE(items->find(id)->error.kind, core::ErrorKind::NetworkMetered);
        QCOMPARE(told.size(), 1);
        manager.reset();
        QTRY_VERIFY(items->activeCount() == 1);
        QCOMPARE(told.size(), 2);
    }

    /// Not a byte before NetworkManager has said what it costs.
    void nothingBeginsBeforeItIsKnown_data()
    {
        QTest::addColumn<uint>("value");
        QTest::addColumn<State>("state");
        QTest::addRow("metered") << 1u << State::Waiting;
        QTest::addRow("free") << 2u << State::Connecting;
    }
    void nothingBeginsBeforeItIsKnown()
    {
        QFETCH(uint, value);
        QFETCH(State, state);
        auto manager = networkManager(value);
        QSignalSpy asked(server.get(), &QTcpServer::newConnection);
        QList<State> states;
        const QObject here; // what is called is gone with this function
        begin();
        QVERIFY(!requests->mayFetch() && !requests->isMetered());
        QSignalSpy mayFetch(requests.get(), &ui::SystemRequests::mayFetchChanged);
        const auto id = items->add({server->request(folder->path())}).first();
        connect(items.get(), &queue::Queue::itemChanged, &here,
                [&](int row) { states << items->at(row).state; });
        QTRY_COMPARE(items->find(id)->state, state);
        QCOMPARE(manager->callsTo(u"Get"_s).size(), 1);
        QCOMPARE(states.first(), state); // from Queued, by no detour
        QTest::qWait(50);
        QCOMPARE(asked.isEmpty(), state == State::Waiting);
        QCOMPARE(mayFetch.size(), 1);
        QCOMPARE(requests->mayFetch(), state == State::Connecting);
        QCOMPARE(requests->isMetered(), state == State::Waiting);
    }

    /// Nobody to ask: at once. Somebody who does not answer: not for long.
    void nothingWaitsForSilence()
    {
        begin();
        const auto id = items->add({server->request(folder->path())}).first();
        QTRY_COMPARE_WITH_TIMEOUT(items->find(id)->state, State::Connecting, 2'000);
        items->holdStarts();
        items->hold({id});
        QTRY_COMPARE(items->find(id)->state, State::Paused);
        items->run({id});
        QTest::qWait(50);
        QCOMPARE(items->find(id)->state, State::Queued);
        items->allowStarts();
        QTRY_COMPARE(items->find(id)->state, State::Connecting);
    }

    void theUserMayAllowIt()
    {
        auto manager = networkManager(1);
        begin();
        const auto id = items->add({server->request(folder->path())}).first();
        QTRY_COMPARE(items->find(id)->state, State::Waiting);
        ui::DesktopChoices choices;
        choices.sparesMetered = false;
        preferences->setDesktop(choices);
        QTRY_COMPARE(items->activeCount(), 1);
        choices.sparesMetered = true;
        preferences->setDesktop(choices);
        QTRY_COMPARE(items->find(id)->state, State::Waiting);
    }

private:
    void begin() { requests = std::make_unique<ui::SystemRequests>(*items, *preferences, 10ms); }

    queue::ItemId download()
    {
        const auto id = items->add({server->request(folder->path())}).first();
        [&] { QTRY_COMPARE(items->activeCount(), 1); }();
        return id;
    }

    std::unique_ptr<RecordedService> networkManager(uint metered)
    {
        m_metered = metered;
        return std::make_unique<RecordedService>(
            bus->connection(u"network"_s), kManager, u"/org/freedesktop/NetworkManager"_s,
            [this](const auto &) { return QVariantList{QVariant::fromValue(QDBusVariant(m_metered))}; });
    }

    uint m_metered = 0; ///< what NetworkManager says
    std::unique_ptr<support::PrivateBus> bus;
    std::unique_ptr<QTemporaryDir> folder;
    std::unique_ptr<ui::Preferences> preferences;
    std::unique_ptr<queue::Queue> items;
    std::unique_ptr<SilentServer> server;
    std::unique_ptr<ui::SystemRequests> requests;
};

SLUICE_GUI_TEST(tst_SystemRequests)
#include "tst_systemrequests.moc"
