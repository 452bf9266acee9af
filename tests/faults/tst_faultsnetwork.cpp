#include "tests/faults/faultrow.h"
#include "tests/faults/program.h"
#include "tests/support/namespaces.h"

#include <QTest>
#include <arpa/inet.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace support;
using namespace faults;
using core::ErrorKind;
using transfer::State;

/// What needs names and addresses of our own, in a network namespace: 54 (IPv6 black hole) and the half of 24
/// in which a public host points into a private network.
///
/// "cdn.example.com" has two addresses here, by a hosts file mounted over the real one. The black hole is
/// simulated on ::1 by a listener whose backlog is full: the kernel drops every further SYN without a word,
/// as a router without a route for the answers does.
class tst_FaultsNetwork : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void survives_data();
    void survives() { runRow(); }
    void theOtherAddressIsTriedSoon_data();
    void theOtherAddressIsTriedSoon();
    void killedBesideABlackHole();

private:
    QTemporaryDir m_state;
};

namespace {

QString g_forbidden;
const QString kName = QStringLiteral("cdn.example.com");

/// Lives as long as the process: one for every port.
class BlackHole
{
public:
    explicit BlackHole(quint16 port)
    {
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_addr = in6addr_loopback;
        address.sin6_port = htons(port);
        const auto *where = reinterpret_cast<const sockaddr *>(&address);
        m_sockets << ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
        m_isOpen =
            ::bind(m_sockets.first(), where, sizeof address) == 0 && ::listen(m_sockets.first(), 0) == 0;
        for (int i = 0; i < 4; ++i) {
            m_sockets << ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
            std::ignore = ::connect(m_sockets.last(), where, sizeof address);
        }
    }
    ~BlackHole()
    {
        for (const int socket : m_sockets)
            ::close(socket);
    }
    Q_DISABLE_COPY_MOVE(BlackHole)
    bool isOpen() const { return m_isOpen; }

private:
    QList<int> m_sockets;
    bool m_isOpen = false;
};

void useName(Stage &stage)
{
    stage.hosts = {kName};
    stage.source = stage.harness.source(stage.path, stage.hosts);
}

FaultRow::Arrange pointingTo(const QString &host)
{
    return [host](Stage &stage) {
        useName(stage);
        stage.server().serve("/secret", "nobody's business");
        const QByteArray target = stage.server().url("/secret", host).toEncoded();
        stage.server().setRule([target](const Request &request) -> std::optional<Fault> {
            return request.path == "/secret" ? std::nullopt : std::optional(fault::redirect(target));
        });
    };
}

QString neverAsked(Stage &stage)
{
    for (const Request &request : stage.server().requests()) {
        if (request.path == "/secret")
            return QStringLiteral("the private network was asked");
    }
    return {};
}

} // namespace

void tst_FaultsNetwork::initTestCase()
{
    if (!g_forbidden.isEmpty())
        QSKIP(qPrintable(QStringLiteral("no network of our own here: ") + g_forbidden));
    qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit());
    QFile hosts(m_state.filePath(QStringLiteral("hosts")));
    QVERIFY(hosts.open(QIODevice::WriteOnly));
    hosts.write("127.0.0.1 localhost\n::1 cdn.example.com\n127.0.0.1 cdn.example.com\n");
    hosts.close();
    QCOMPARE(
        ::mount(QFile::encodeName(hosts.fileName()).constData(), "/etc/hosts", nullptr, MS_BIND, nullptr), 0);
}

void tst_FaultsNetwork::survives_data()
{
    addColumns();
    for (const char *host : {"127.0.0.1", "localhost", "[::1]", "10.0.0.1"}) {
        addRow(qPrintable(QStringLiteral("24: from a public host to %1").arg(QLatin1String(host))),
               {What::Plain},
               {.arrange = pointingTo(QString::fromLatin1(host)),
                .end = State::Failed,
                .kind = ErrorKind::RedirectRefused,
                .check = neverAsked});
    }
}

void tst_FaultsNetwork::theOtherAddressIsTriedSoon_data()
{
    QTest::addColumn<bool>("isPaused");
    QTest::newRow("54: a black hole at the IPv6 address") << false;
    QTest::newRow("54: a black hole at the IPv6 address (paused)") << true;
}

void tst_FaultsNetwork::theOtherAddressIsTriedSoon()
{
    QFETCH(bool, isPaused);
    for (const What what : {What::Blte, What::Plain}) {
        Stage stage(what);
        const BlackHole hole(stage.server().port());
        QVERIFY(hole.isOpen());
        useName(stage);
        if (isPaused)
            stage.setSettings([](queue::Settings &s) { s.bytesPerSecond = 6'000'000; });
        stage.start();
        QVERIFY2(QTest::qWaitFor([&] { return !stage.server().requests().isEmpty(); }, 2000),
                 "IPv4 was not tried within 2 s");
        if (isPaused) {
            stage.harness.queue().hold({stage.id()});
            QTRY_COMPARE(stage.item().state, State::Paused);
            stage.harness.queue().run({stage.id()});
        }
        QVERIFY(stage.harness.waitFor(stage.id(), State::Done));
        QVERIFY(stage.harness.content() == stage.expected);
        QCOMPARE(stage.happened(transfer::Event::Kind::Retry), 0);
        QVERIFY2(stage.complaint().isEmpty(), qPrintable(stage.complaint()));
    }
}

void tst_FaultsNetwork::killedBesideABlackHole()
{
    Stage stage(What::Blte);
    const BlackHole hole(stage.server().port());
    useName(stage);
    Program first(stage, {QStringLiteral("--limit"), QStringLiteral("4M")});
    QTRY_VERIFY_WITH_TIMEOUT(stage.server().bytesServed() > (1 << 20), 20'000);
    first.kill();
    QCOMPARE(stage.harness.content(), QByteArray());
    Program second(stage);
    QVERIFY(second.hasEnded());
    QVERIFY2(second.process.exitCode() == 0, second.output().constData());
    QVERIFY(stage.harness.content() == stage.expected);
    QCOMPARE(stage.harness.litter(), QStringList());
}

int main(int argc, char *argv[])
{
    g_forbidden = enterNetworkNamespace();
    const QCoreApplication application(argc, argv);
    tst_FaultsNetwork test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_faultsnetwork.moc"
