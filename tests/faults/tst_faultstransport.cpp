#include "tests/faults/faultrow.h"
#include "tests/support/testmain.h"

#include <QNetworkProxy>
#include <QTest>

using namespace support;
using namespace faults;
using namespace std::chrono_literals;
using core::ErrorKind;
using transfer::Event;
using transfer::State;

/// The fault list, section C, without TLS (tst_faultstls) and without what needs a process of its own
/// (tst_faultsprocess).
///
/// 51 (trickle) and 44 (a mirror turns slow) are in tst_slowhosts, 54 (IPv6 black hole) in tst_faultsnetwork.
/// 56 (network change) is simulated by losing every connection and the way back for a while.
class tst_FaultsTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void cleanup() { QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy); }
    void survives_data();
    void survives() { runRow(); }

private:
    QTemporaryDir m_state;
};

namespace {

void rowsOfDeadEnds()
{
    const auto nowhere = [](Stage &stage) {
        stage.hosts = {QStringLiteral("nowhere.invalid"), QStringLiteral("127.0.0.1")};
    };
    addRow("47: a name that nobody knows", kEvery, {.arrange = nowhere});
    // No server of ours can give a name back, so the way to it is what heals: the proxy knows it.
    const auto onlyNowhere = [](Stage &stage) { stage.hosts = {QStringLiteral("nowhere.invalid")}; };
    const auto throughProxy = [](Stage &stage) {
        QNetworkProxy::setApplicationProxy(
            {QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), stage.server().port()});
    };
    addRow("47: the only name is unknown, then known", kEvery,
           {.arrange = onlyNowhere,
            .end = State::Waiting,
            .kind = ErrorKind::HostNotFound,
            .heal = throughProxy});
    const auto closed = [](Stage &stage) {
        stage.hosts.prepend(QStringLiteral("127.0.0.1:%1").arg(closedPort()));
    };
    addRow("48: one mirror refuses connections", kEvery, {.arrange = closed});
}

FaultRow::Arrange impatient(const FaultRow::Arrange &arrange)
{
    return [arrange](Stage &stage) {
        stage.setSettings([](queue::Settings &s) { s.stallTimeout = 250ms; });
        arrange(stage);
    };
}

void rowsOfBrokenConnections()
{
    addRow("49: reset", kEvery,
           {.arrange =
                scripted({fault::resetAfter(500'000), fault::resetAfter(100'000), fault::resetAfter(0)})});
    addRow("49: reset every 200 kB", kEvery,
           {.arrange = always(fault::resetAfter(200'000)), .twice = 2 << 20});
    addRow("50: stall", kEvery,
           {.arrange = impatient(scripted({fault::none(), fault::stalledAfter(100'000)}))});
    addRow("50: stall before the head", kEvery,
           {.arrange = impatient(scripted({fault::none(), fault::stalledAfter(0)}))});
    addRow("50: stall for long", kEvery,
           {.arrange = impatient(always(fault::stalledAfter(0), 0)),
            .end = State::Waiting,
            .kind = ErrorKind::Stalled});
    const auto change = [](Stage &stage) {
        stage.breakAfter(1, fault::stalledAfter(50'000));
        QTimer::singleShot(100ms, &stage.harness.queue(), [&stage] { stage.server().goDown(); });
        QTimer::singleShot(600ms, &stage.harness.queue(), [&stage] {
            stage.heal();
            stage.server().goUp();
        });
    };
    addRow("56: the network changes", kEvery, {.arrange = impatient(change), .twice = 2 << 20});
    const auto crowd = [](Stage &stage) {
        stage.setSettings([](queue::Settings &s) {
            s.connectionsPerFile = 16;
            s.connectionsPerHost = 16;
            s.connectTimeout = s.answerTimeout = 1s;
        });
        stage.always(fault::delayed(400ms));
    };
    const auto noRetry = [](Stage &stage) {
        return stage.happened(Event::Kind::Retry) == 0 ? QString() : QStringLiteral("a request timed out");
    };
    addRow("58: more requests than connections", kEvery, {.arrange = crowd, .check = noRetry});
}

void useProxy(Stage &stage)
{
    QNetworkProxy::setApplicationProxy(
        {QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), stage.server().port()});
}

void rowsOfProxies()
{
    const auto asks = [](Stage &stage) {
        useProxy(stage);
        stage.breakAfter(0,
                         fault::status(407, "who are you?", {{"Proxy-Authenticate", "Basic realm=\"x\""}}));
    };
    addRow("55: the proxy asks for a sign-in", kEvery,
           {.arrange = asks, .end = State::Failed, .kind = ErrorKind::CredentialsNeeded});
    const auto dies = [](Stage &stage) {
        useProxy(stage);
        stage.server().goDown();
    };
    addRow("55: the proxy is gone", kEvery,
           {.arrange = dies,
            .end = State::Waiting,
            .kind = ErrorKind::ConnectionRefused,
            .heal = [](Stage &stage) { stage.server().goUp(); }});
    const auto breaks = [](Stage &stage) {
        useProxy(stage);
        stage.script({fault::resetAfter(300'000), fault::resetAfter(0)});
    };
    addRow("55: the proxy breaks off", kEvery, {.arrange = breaks});
}

} // namespace

void tst_FaultsTransport::survives_data()
{
    addColumns();
    rowsOfDeadEnds();
    rowsOfBrokenConnections();
    rowsOfProxies();
}

SLUICE_TEST(tst_FaultsTransport)
#include "tst_faultstransport.moc"
