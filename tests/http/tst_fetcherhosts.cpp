#include "core/http/redirect.h"
#include "tests/http/client.h"
#include "tests/support/testmain.h"

using namespace std::chrono_literals;
using namespace support;
using core::ErrorKind;

/// Faults of the list that are more than one wrong answer: hosts, heads, waiting, redirects.
class tst_FetcherHosts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void garbageHeads_data();
    void garbageHeads();
    void retryAfter_data();
    void retryAfter();
    void redirectLoop();
    void cookiesOfAChain_data();
    void cookiesOfAChain();
    void hosts_data();
    void hosts();
    void slowHead();
    void trickleIsNoStall();
    void serverGoesDown();
    void downIsNobodyElses();
};

namespace {

constexpr qint64 kSize = 1'000'000;

http::Fetcher::Options impatient()
{
    http::Fetcher::Options options;
    options.stallTimeout = 700ms;
    options.connectTimeout = options.answerTimeout = 700ms;
    return options;
}

} // namespace

void tst_FetcherHosts::garbageHeads_data()
{
    QTest::addColumn<Fault>("given");
    QTest::addColumn<ErrorKind>("expected"); // to a request for everything
    QTest::addColumn<ErrorKind>("ofARange");
    const auto head = [](const char *name, const QByteArray &text, ErrorKind kind, bool isLost = false) {
        QTest::newRow(name) << fault::garbageHead(text) << kind
                            << (isLost ? ErrorKind::ConnectionLost : kind);
    };
    // Qt, which reads the answer to a range, takes these for connections that died, and asks three times
    // more.
    head("36: no status line", "ICY 200 what is this\r\n\r\n", ErrorKind::UnexpectedStatus, true);
    head("36: binary", QByteArray(100'000, '\1'), ErrorKind::UnexpectedStatus, true);
    head("36: nothing", "\r\n", ErrorKind::UnexpectedStatus, true);
    head("36: status without number", "HTTP/1.1 ok\r\n\r\n", ErrorKind::UnexpectedStatus, true);
    head("36: negative status", "HTTP/1.1 -200 OK\r\nX: y\r\n\r\n", ErrorKind::UnexpectedStatus);
    head("36: no headers, and the file", "HTTP/1.1 200 OK\r\n\r\n", ErrorKind::None);
}

void tst_FetcherHosts::garbageHeads()
{
    QFETCH(Fault, given);
    QFETCH(ErrorKind, expected);
    QFETCH(ErrorKind, ofARange);
    FaultServer server;
    server.serve("/x", "hello");
    server.always("/x", given);
    for (const bool isRange : {false, true}) {
        server.clearLog();
        Client client;
        QVERIFY(client.run({server.url("/x"), 0, isRange ? std::optional<qint64>(4) : std::nullopt}));
        const ErrorKind kind = isRange ? ofARange : expected;
        QVERIFY2(client.error.kind == kind,
                 qPrintable(core::name(client.error.kind) + u' ' + client.error.detail));
        QCOMPARE(client.body, QByteArray(kind == ErrorKind::None ? "hello" : ""));
        QVERIFY(server.requests().size() <= 4);
    }
}

void tst_FetcherHosts::retryAfter_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<std::optional<std::chrono::milliseconds>>("expected");
    using Wish = std::optional<std::chrono::milliseconds>;
    QTest::newRow("27: 429") << 429 << QByteArray("7") << Wish(7s);
    QTest::newRow("27: 503") << 503 << QByteArray("120") << Wish(120s);
    QTest::newRow("28: past date") << 503 << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << Wish(0s);
    QTest::newRow("29: ten years") << 503 << QByteArray("315360000") << Wish(1h);
    QTest::newRow("29: negative") << 429 << QByteArray("-1") << Wish(0s);
    QTest::newRow("29: garbage") << 429 << QByteArray("soon") << Wish();
}

void tst_FetcherHosts::retryAfter()
{
    QFETCH(int, status);
    QFETCH(QByteArray, value);
    QFETCH(std::optional<std::chrono::milliseconds>, expected);
    FaultServer server;
    server.script("/x", {fault::retryAfter(status, value)});
    Client client;
    QVERIFY(client.run({server.url("/x"), 5, 9, {}}));
    QCOMPARE(client.error.kind, ErrorKind::ServerBusy);
    QVERIFY(client.refusal.retryAfter == expected);
    QCOMPARE(client.refusal.status, status);
}

void tst_FetcherHosts::redirectLoop()
{
    FaultServer server;
    server.always("/x", fault::redirect("/y"));
    server.always("/y", fault::redirect("/x"));
    Client client;
    QVERIFY(client.run({server.url("/x")}));
    QCOMPARE(client.error.kind, ErrorKind::RedirectRefused);
    QCOMPARE(server.requests().size(), 1 + http::kMostRedirects);
}

void tst_FetcherHosts::cookiesOfAChain_data()
{
    QTest::addColumn<QByteArray>("cookie"); // that the first answer sets
    QTest::addColumn<QString>("host");      // where it leads
    QTest::addColumn<QByteArray>("sent");
    const QString same = QStringLiteral("127.0.0.1");
    QTest::newRow("to itself") << QByteArray("pass=1; Path=/") << same << QByteArray("pass=1");
    QTest::newRow("of this path") << QByteArray("a=b; HttpOnly") << same << QByteArray("a=b");
    QTest::newRow("of another path") << QByteArray("a=b; Path=/other") << same << QByteArray();
    QTest::newRow("over TLS only") << QByteArray("a=b; Secure") << same << QByteArray();
    QTest::newRow("over already") << QByteArray("a=b; Max-Age=0") << same << QByteArray();
    QTest::newRow("to another host") << QByteArray("a=b") << QStringLiteral("localhost") << QByteArray();
    QTest::newRow("for all hosts") << QByteArray("a=b; Domain=example") << same << QByteArray();
}

void tst_FetcherHosts::cookiesOfAChain()
{
    QFETCH(QByteArray, cookie);
    QFETCH(QString, host);
    QFETCH(QByteArray, sent);
    FaultServer server;
    server.serve("/x", "hello");
    Fault first = fault::redirect(server.url("/x", host).toEncoded());
    first.headers.append(Header{"Set-Cookie", cookie});
    server.script("/x", {first});
    Client client;
    for (int i = 0; i < 2; ++i) {
        QVERIFY(client.run({server.url("/x")}));
        QCOMPARE(client.body, "hello");
    }
    QCOMPARE(server.requests().size(), 3);
    QCOMPARE(server.requests().at(0).header("Cookie"), QByteArray());
    QCOMPARE(server.requests().at(1).header("Cookie"), sent);
    QCOMPARE(server.requests().at(2).header("Cookie"), QByteArray()); // forgotten with the request
}

void tst_FetcherHosts::hosts_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<ErrorKind>("expected");
    QUrl closed(QStringLiteral("http://127.0.0.1/x"));
    closed.setPort(closedPort());
    QTest::newRow("47: unknown host")
        << QUrl(QStringLiteral("http://nowhere.invalid/x")) << ErrorKind::HostNotFound;
    QTest::newRow("48: refused") << closed << ErrorKind::ConnectionRefused;
    QTest::newRow("another scheme") << QUrl(QStringLiteral("qrc:/x")) << ErrorKind::SourceNotUnderstood;
    QTest::newRow("not in the folder") << QUrl(QStringLiteral("file:///nowhere/x")) << ErrorKind::NotFound;
    QTest::newRow("no URL") << QUrl() << ErrorKind::SourceNotUnderstood;
}

void tst_FetcherHosts::hosts()
{
    QFETCH(QUrl, url);
    QFETCH(ErrorKind, expected);
    Client client;
    client.start({url});
    QCOMPARE(client.ends, 0); // never from within start()
    QVERIFY(client.waitForEnd());
    QVERIFY2(client.error.kind == expected,
             qPrintable(core::name(client.error.kind) + u' ' + client.error.detail));
    QVERIFY(!client.error.detail.isEmpty());
}

void tst_FetcherHosts::slowHead()
{
    FaultServer server;
    server.serve("/x", "hello");
    server.script("/x", {fault::delayed(1h)});
    Client client(impatient());
    QVERIFY(client.run({server.url("/x")}));
    QCOMPARE(client.error.kind, ErrorKind::Stalled);
    QVERIFY(client.run({server.url("/x")}));
    QCOMPARE(client.body, "hello");
}

// 51: who sends a little is slow, not stalled; whether that is enough is the transfer's business.
void tst_FetcherHosts::trickleIsNoStall()
{
    FaultServer server;
    server.serve("/x", patternResource(kSize));
    server.script("/x", {fault::trickle(100, 50ms)});
    Client client(impatient());
    QVERIFY(client.run({server.url("/x"), 0, 1'999, kSize})); // about a second
    QCOMPARE(client.error.kind, ErrorKind::None);
    QVERIFY(client.body == patternBytes(0, 2'000));
}

void tst_FetcherHosts::serverGoesDown()
{
    FaultServer server;
    server.serve("/x", patternResource(qint64(1) << 40));
    Client client;
    client.start({server.url("/x")});
    QTRY_VERIFY(client.body.size() > 0);
    server.goDown();
    QVERIFY(client.waitForEnd());
    QCOMPARE(client.error.kind, ErrorKind::ConnectionLost);
    QVERIFY(client.body == patternBytes(0, client.body.size()));
    QVERIFY(client.run({server.url("/x")}));
    QCOMPARE(client.error.kind, ErrorKind::ConnectionRefused);
    server.goUp();
    QVERIFY(client.run({server.url("/x"), 0, 9, {}}));
    QCOMPARE(client.error.kind, ErrorKind::None);
}

/// What asks a server that is down must not meet another program's.
void tst_FetcherHosts::downIsNobodyElses()
{
    FaultServer server;
    server.goDown();
    for (const quint16 port : {server.port(), closedPort()}) {
        QVERIFY(port != 0);
        QTcpSocket other;
        QVERIFY(!other.bind(QHostAddress::LocalHost, port, QAbstractSocket::DontShareAddress));
        Client client;
        QUrl url = server.url("/x");
        url.setPort(port);
        QVERIFY(client.run({url}));
        QCOMPARE(client.error.kind, ErrorKind::ConnectionRefused);
    }
}

SLUICE_TEST(tst_FetcherHosts)
#include "tst_fetcherhosts.moc"
