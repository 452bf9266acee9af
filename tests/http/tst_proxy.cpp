#include "client.h"

#include "core/http/proxy.h"
#include "tests/support/testmain.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace support;
using core::ErrorKind;
using http::ProxyKind;

namespace {

/// The host exists for the proxy alone: a request that does not go through it ends in HostNotFound.
const QString kHost = QStringLiteral("cdn.invalid");

/// SOCKS5 (RFC 1928) with or without sign-in (RFC 1929); every connection leads to `port` of this machine.
class SocksServer : public QTcpServer
{
public:
    SocksServer(quint16 port, QByteArray signIn)
        : m_port(port)
        , m_signIn(std::move(signIn))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] { serve(nextPendingConnection()); });
    }

    QStringList hosts;
    QByteArrayList signIns;

private:
    enum class Step { Greeting, SignIn, Request, Relay };

    void serve(QTcpSocket *client)
    {
        auto step = std::make_shared<Step>(Step::Greeting);
        connect(client, &QTcpSocket::readyRead, this, [this, client, step] { advance(client, *step); });
    }

    void advance(QTcpSocket *client, Step &step)
    {
        const QByteArray said = step == Step::Relay ? QByteArray() : client->readAll();
        switch (step) {
        case Step::Greeting:
            step = m_signIn.isEmpty() ? Step::Request : Step::SignIn;
            client->write(m_signIn.isEmpty() ? QByteArray("\x05\x00", 2) : QByteArray("\x05\x02", 2));
            break;
        case Step::SignIn:
            signIns << said.mid(2, said.at(1)) + ':' + said.mid(3 + said.at(1));
            client->write(signIns.last() == m_signIn ? QByteArray("\x01\x00", 2) : QByteArray("\x01\x01", 2));
            step = Step::Request;
            break;
        case Step::Request:
            hosts << QString::fromLatin1(said.mid(5, said.at(4))); // address type 3: a name
            client->write(QByteArray("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00", 10));
            relay(client);
            step = Step::Relay;
            break;
        case Step::Relay:
            break;
        }
    }

    void relay(QTcpSocket *client)
    {
        auto *server = new QTcpSocket(client);
        server->connectToHost(QHostAddress::LocalHost, m_port);
        connect(client, &QTcpSocket::readyRead, server, [=] { server->write(client->readAll()); });
        connect(server, &QTcpSocket::readyRead, client, [=] { client->write(server->readAll()); });
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    }

    quint16 m_port;
    QByteArray m_signIn;
};

http::RangeRequest request(const QString &host = kHost, quint16 port = 80)
{
    QUrl url(QStringLiteral("http://%1/file").arg(host));
    if (port != 80)
        url.setPort(port);
    return {url};
}

http::Proxy proxy(ProxyKind kind, quint16 port, const QString &user = {}, const QString &password = {})
{
    return {kind, QStringLiteral("127.0.0.1"), port, user, password};
}

} // namespace

/// Where requests go, as the settings say; changed while the program runs.
class tst_Proxy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { server.serve("/file", "through the proxy"); }
    void cleanup() { http::useProxy({}); }

    void httpProxy()
    {
        Client client;
        QVERIFY(client.run(request()));
        QCOMPARE(client.error.kind, ErrorKind::HostNotFound);
        http::useProxy(proxy(ProxyKind::Http, server.port()));
        QVERIFY(client.run(request()));
        QCOMPARE(client.body, "through the proxy");
        QCOMPARE(server.requests().last().header("Host"), kHost.toLatin1());
        http::useProxy({});
        QVERIFY(client.run(request()));
        QCOMPARE(client.error.kind, ErrorKind::HostNotFound);
    }

    void httpProxyWithSignIn()
    {
        server.setRule([](const Request &r) -> std::optional<Fault> {
            if (r.header("Proxy-Authorization") == "Basic " + QByteArray("me:secret").toBase64())
                return fault::none();
            return fault::status(407, "sign in", {{"Proxy-Authenticate", "Basic realm=\"p\""}});
        });
        Client client;
        http::useProxy(proxy(ProxyKind::Http, server.port(), QStringLiteral("me"), QStringLiteral("wrong")));
        QVERIFY(client.run(request()));
        QCOMPARE(client.error.kind, ErrorKind::CredentialsNeeded);
        http::useProxy(proxy(ProxyKind::Http, server.port(), QStringLiteral("me"), QStringLiteral("secret")));
        Client other;
        QVERIFY(other.run(request()));
        QCOMPARE(other.body, "through the proxy");
        server.setRule({});
    }

    void socks5_data()
    {
        QTest::addColumn<QByteArray>("signIn");
        QTest::newRow("open") << QByteArray();
        QTest::newRow("with sign-in") << QByteArray("me:secret");
    }
    void socks5()
    {
        QFETCH(QByteArray, signIn);
        SocksServer socks(server.port(), signIn);
        const QList<QByteArray> parts = signIn.split(':');
        http::useProxy(proxy(ProxyKind::Socks5, socks.serverPort(), QString::fromLatin1(parts.value(0)),
                             QString::fromLatin1(parts.value(1))));
        Client client;
        QVERIFY(client.run(request()));
        QCOMPARE(client.body, "through the proxy");
        QCOMPARE(socks.hosts, QStringList{kHost}); // its name was not looked up here
    }

    void aProxyThatIsGone()
    {
        http::useProxy(proxy(ProxyKind::Http, closedPort()));
        Client client;
        QVERIFY(client.run(request()));
        QCOMPARE(client.error.kind, ErrorKind::ProxyFailed);
    }

    void thisMachineNeedsNone()
    {
        http::useProxy(proxy(ProxyKind::Http, closedPort()));
        Client client;
        for (const QString &host : {QStringLiteral("127.0.0.1"), QStringLiteral("localhost")}) {
            QVERIFY(client.run(request(host, server.port())));
            QCOMPARE(client.body, "through the proxy");
        }
    }

private:
    FaultServer server;
};

SLUICE_TEST(tst_Proxy)
#include "tst_proxy.moc"
