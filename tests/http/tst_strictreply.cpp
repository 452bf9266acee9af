#include "core/http/misreading.h"
#include "core/http/strictreply.h"
#include "tests/http/client.h"
#include "tests/support/testmain.h"

#include <QTest>

using core::ErrorKind;
using http::Misreading;
using http::RawResponse;
using http::StrictReply;
using namespace std::chrono_literals;
using namespace support;

/// Answers that Qt's parser misreads, and how they are read instead.
class tst_StrictReply : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void misreadings_data();
    void misreadings();
    void confusingHostsAreRemembered();
    void plainFramingIsRemembered();
    void bodies_data();
    void bodies();
    void framings_data();
    void framings();
    void information_data();
    void information();
    void unreadBytesStayInBounds();
    void aResetEndsNoBody();
    void oneRequestForAFile_data();
    void oneRequestForAFile();
    void mayBeDroppedAtAnyTime();
    void goesThroughAProxy();
};

namespace {

QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

/// `body` as it is, called a body in chunks; then the connection is closed, or not.
Fault inChunks(const QByteArray &body, bool isClosed = true)
{
    Fault fault;
    fault.body = body;
    fault.headers = {{"Transfer-Encoding", "chunked"}, {"Content-Length", {}}};
    fault.isClosedAfter = isClosed;
    return fault;
}

QByteArray someBytes()
{
    return patternBytes(0, 30'000);
}

} // namespace

void tst_StrictReply::misreadings_data()
{
    QTest::addColumn<RawResponse>("response");
    QTest::addColumn<bool>("hasFields");
    QTest::addColumn<Misreading>("expected");
    const auto row = [](const char *name, int status, QByteArray coding, QByteArray length, QByteArray range,
                        Misreading expected, bool hasFields = true) {
        RawResponse response;
        response.status = status;
        response.transferEncoding = std::move(coding);
        response.contentLength = std::move(length);
        response.contentRange = std::move(range);
        QTest::newRow(name) << response << hasFields << expected;
    };
    row("length", 200, {}, "5", {}, Misreading::None);
    row("part", 206, {}, "5", "bytes 0-4/9", Misreading::None);
    row("until close", 200, {}, {}, {}, Misreading::Body);
    row("until close, identity", 200, "identity", {}, {}, Misreading::Body);
    row("part until close", 206, {}, {}, "bytes 0-4/9", Misreading::None);
    row("identity", 200, "identity", "5", {}, Misreading::None);
    row("chunks", 200, "chunked", {}, {}, Misreading::Body);
    row("chunks and a length", 200, "Chunked", "5", {}, Misreading::Body);
    row("part in chunks", 206, "chunked", {}, "bytes 0-4/9", Misreading::None);
    row("part in chunks and a length", 206, "chunked", "5", "bytes 0-4/9", Misreading::Body);
    row("parts in chunks", 206, "chunked", {}, {}, Misreading::Body);
    row("another coding", 200, "gzip", {}, {}, Misreading::Body);
    row("no fields", 200, {}, {}, {}, Misreading::Body, false);
    row("refusal in chunks", 404, "chunked", {}, {}, Misreading::None);
    row("refusal without fields", 500, {}, {}, {}, Misreading::None, false);
    row("102", 102, {}, {}, {}, Misreading::Connection, false);
    row("103", 103, {}, {}, {}, Misreading::Connection);
    row("another protocol", 101, {}, {}, {}, Misreading::None);
}

void tst_StrictReply::misreadings()
{
    QFETCH(RawResponse, response);
    QFETCH(bool, hasFields);
    QFETCH(Misreading, expected);
    QCOMPARE(http::misreadingOf(response, hasFields), expected);
    const bool isPlain = response.status < 300 && response.status >= 200 && hasFields &&
                         !response.contentLength.isEmpty() && response.transferEncoding.isEmpty();
    QCOMPARE(http::isPlainlyFramed(response, hasFields), isPlain);
}

void tst_StrictReply::confusingHostsAreRemembered()
{
    const QUrl url(QStringLiteral("http://u:p@one.example:81/x"));
    QVERIFY(!http::confusesQt(url));
    http::rememberConfusing(url);
    QVERIFY(http::confusesQt(QUrl(QStringLiteral("http://one.example:81/y?z"))));
    QVERIFY(!http::confusesQt(QUrl(QStringLiteral("http://one.example/x"))));
    QVERIFY(!http::confusesQt(QUrl(QStringLiteral("https://one.example:81/x"))));
    for (int i = 0; i < 300; ++i)
        http::rememberConfusing(QUrl(QStringLiteral("http://h%1.example/x").arg(i)));
    QVERIFY(!http::confusesQt(url));
    QVERIFY(http::confusesQt(QUrl(QStringLiteral("http://h299.example/"))));
}

void tst_StrictReply::plainFramingIsRemembered()
{
    const QUrl url(QStringLiteral("http://u:p@plain.example:81/x"));
    const QUrl sibling(QStringLiteral("http://plain.example:81/y?z"));
    QVERIFY(!http::framesPlainly(url));
    http::rememberFraming(url, true);
    QVERIFY(http::framesPlainly(sibling));
    QVERIFY(!http::framesPlainly(QUrl(QStringLiteral("https://plain.example:81/x"))));
    http::rememberFraming(sibling, false);
    QVERIFY(!http::framesPlainly(url));
    http::rememberFraming(url, true);
    for (int i = 0; i < 300; ++i)
        http::rememberFraming(QUrl(QStringLiteral("http://p%1.example/x").arg(i)), true);
    QVERIFY(!http::framesPlainly(url));
    QVERIFY(http::framesPlainly(QUrl(QStringLiteral("http://p299.example/"))));
}

void tst_StrictReply::bodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("expected");
    const QByteArray a = someBytes().left(10'000);
    const QByteArray b = someBytes().mid(10'000);
    const QByteArray end = "0\r\n\r\n";
    const auto row = [](const char *name, const QByteArray &body, ErrorKind expected) {
        QTest::newRow(name) << body << expected;
    };
    row("right", chunk(a) + chunk(b) + end, ErrorKind::None);
    row("with trailers", chunk(a) + chunk(b) + "0\r\nX: y\r\n\r\n", ErrorKind::None);
    row("lines end with LF", "2710\n" + a + "\n4e20\n" + b + "\n0\n\n", ErrorKind::None);
    row("no last chunk", chunk(a) + chunk(b), ErrorKind::ConnectionLost);
    row("no end of the last chunk", chunk(a) + chunk(b) + "0\r\n", ErrorKind::ConnectionLost);
    row("cut at a chunk's end", chunk(a), ErrorKind::ConnectionLost);
    row("cut within a chunk", chunk(a) + chunk(b).left(5'000), ErrorKind::ConnectionLost);
    row("cut within a size", chunk(a) + "4e", ErrorKind::ConnectionLost);
    row("size is no number", chunk(a) + "zz\r\n" + b + "\r\n" + end, ErrorKind::UnexpectedStatus);
    row("size is empty", chunk(a) + "\r\n" + chunk(b) + end, ErrorKind::UnexpectedStatus);
    row("size is negative", chunk(a) + "-5\r\n" + b + "\r\n" + end, ErrorKind::UnexpectedStatus);
    row("size is too large", chunk(a) + "FFFFFFFFFFFFFFFFFFFF\r\n" + b + "\r\n" + end,
        ErrorKind::UnexpectedStatus);
    row("no line end behind a chunk", "2710\r\n" + a + chunk(b) + end, ErrorKind::UnexpectedStatus);
    row("endless extension", "2710;x=" + QByteArray(1 << 20, 'a'), ErrorKind::UnexpectedStatus);
    row("endless trailers", chunk(a) + "0\r\n" + QByteArray("X: y\r\n").repeated(100'000),
        ErrorKind::UnexpectedStatus);
}

void tst_StrictReply::bodies()
{
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, expected);
    for (const bool isClosed : {true, false}) {
        if (!isClosed && expected == ErrorKind::ConnectionLost)
            continue; // nothing tells
        FaultServer server;
        server.always("/x", inChunks(body, isClosed));
        Client client;
        QVERIFY(client.run({server.url("/x")}));
        QVERIFY2(client.error.kind == expected,
                 qPrintable(core::name(client.error.kind) + u' ' + client.error.detail));
        QVERIFY(client.head);
        QVERIFY(someBytes().startsWith(client.body));
        if (expected == ErrorKind::None)
            QCOMPARE(client.body.size(), someBytes().size());
    }
}

void tst_StrictReply::framings_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<bool>("isChunked"); // how the body really comes
    QTest::addColumn<ErrorKind>("expected");
    const auto row = [](const char *name, const QByteArray &fields, bool isChunked, ErrorKind expected) {
        QTest::newRow(name) << fields << isChunked << expected;
    };
    row("a shorter length beside", "Transfer-Encoding: chunked\r\nContent-Length: 99\r\n", true,
        ErrorKind::None);
    row("before", "Content-Length: 99\r\nTransfer-Encoding: chunked\r\n", true, ErrorKind::None);
    row("a longer length beside", "Transfer-Encoding: chunked\r\nContent-Length: 70000\r\n", true,
        ErrorKind::None);
    row("nothing beside", "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n", true, ErrorKind::None);
    row("nonsense beside", "Transfer-Encoding: chunked\r\nContent-Length: x\r\n", true, ErrorKind::None);
    row("the coding twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", true,
        ErrorKind::None);
    row("a line that is no field", "X Y: z\r\nTransfer-Encoding: chunked\r\n", true, ErrorKind::None);
    row("a line that is no field, length", "X Y: z\r\nContent-Length: 30000\r\n", false, ErrorKind::None);
    row("no fields", "", false, ErrorKind::None);
    row("gzip within", "Transfer-Encoding: gzip, chunked\r\n", true, ErrorKind::UnexpectedStatus);
    row("gzip around", "Transfer-Encoding: chunked, gzip\r\n", true, ErrorKind::UnexpectedStatus);
    row("gzip", "Transfer-Encoding: gzip\r\nContent-Length: 30000\r\n", false, ErrorKind::UnexpectedStatus);
    row("unknown coding", "Transfer-Encoding: x\r\n", false, ErrorKind::UnexpectedStatus);
    row("identity", "Transfer-Encoding: identity\r\nContent-Length: 30000\r\n", false, ErrorKind::None);
    row("the length twice", "Content-Length: 30000\r\nContent-Length: 30000\r\n", false, ErrorKind::None);
    row("the length twice in a line", "Content-Length: 30000, 30000\r\n", false, ErrorKind::None);
    row("two lengths", "Content-Length: 30000\r\nContent-Length: 99\r\n", false, ErrorKind::UnexpectedStatus);
    row("two lengths, the shorter first", "Content-Length: 99\r\nContent-Length: 30000\r\n", false,
        ErrorKind::UnexpectedStatus);
    row("two lengths in a line", "Content-Length: 99, 30000\r\n", false, ErrorKind::UnexpectedStatus);
    row("a signed length", "Content-Length: +30000\r\n", false, ErrorKind::UnexpectedStatus);
    row("a negative length", "Content-Length: -5\r\n", false, ErrorKind::UnexpectedStatus);
    row("garbage behind the length", "Content-Length: 99abc\r\n", false, ErrorKind::UnexpectedStatus);
    row("a fraction", "Content-Length: 99.5\r\n", false, ErrorKind::UnexpectedStatus);
}

void tst_StrictReply::framings()
{
    QFETCH(QByteArray, fields);
    QFETCH(bool, isChunked);
    QFETCH(ErrorKind, expected);
    FaultServer server;
    Fault fault;
    fault.rawHead = "HTTP/1.1 200 OK\r\n" + fields + "\r\n";
    fault.body = isChunked ? chunk(someBytes()) + "0\r\n\r\n" : someBytes();
    fault.isClosedAfter = true;
    server.always("/x", fault);
    Client client;
    QVERIFY(client.run({server.url("/x")}));
    QVERIFY2(client.error.kind == expected,
             qPrintable(core::name(client.error.kind) + u' ' + client.error.detail));
    QVERIFY(client.body == (expected == ErrorKind::None ? someBytes() : QByteArray()));
    QVERIFY(server.requests().size() <= 2);
}

void tst_StrictReply::information_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<ErrorKind>("expected");
    const QByteArray hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n";
    QTest::newRow("100") << QByteArray("HTTP/1.1 100 Continue\r\n\r\n") << ErrorKind::None;
    QTest::newRow("102") << QByteArray("HTTP/1.1 102 Processing\r\n\r\n") << ErrorKind::None;
    QTest::newRow("103") << hints << ErrorKind::None;
    QTest::newRow("103 twice") << hints + hints << ErrorKind::None;
    QTest::newRow("103 often") << hints.repeated(50) << ErrorKind::None;
    QTest::newRow("100, 103, 199") << "HTTP/1.1 100 C\r\n\r\n" + hints + "HTTP/1.1 199 X\r\n\r\n"
                                   << ErrorKind::None;
    QTest::newRow("101") << QByteArray("HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n")
                         << ErrorKind::UnexpectedStatus;
    QTest::newRow("without end") << hints.repeated(10'000) << ErrorKind::UnexpectedStatus;
}

void tst_StrictReply::information()
{
    QFETCH(QByteArray, before);
    QFETCH(ErrorKind, expected);
    FaultServer server;
    Fault fault;
    fault.rawHead = before + "HTTP/1.1 200 OK\r\nContent-Length: 30000\r\n\r\n";
    fault.body = someBytes();
    server.always("/x", fault);
    server.serve("/y", "another");
    Client client;
    QVERIFY(client.run({server.url("/x")}));
    QVERIFY2(client.error.kind == expected,
             qPrintable(core::name(client.error.kind) + u' ' + client.error.detail));
    if (expected == ErrorKind::None)
        QVERIFY(client.body == someBytes());
    QVERIFY(client.run({server.url("/y")})); // what came behind is nobody's answer
    QCOMPARE(client.body, "another");
}

void tst_StrictReply::unreadBytesStayInBounds()
{
    FaultServer server;
    server.serve("/x", patternResource(8 << 20));
    server.always("/x", fault::chunked());
    Client client;
    client.isReading = false;
    client.start({server.url("/x")});
    QTRY_VERIFY(client.readables > 0);
    const auto sent = [&] { return server.bytesServed(); };
    qint64 before = -1;
    QVERIFY(QTest::qWaitFor([&] { return std::exchange(before, sent()) == sent() && sent() > 0; }));
    QVERIFY2(sent() < 8 << 20, qPrintable(QString::number(sent())));
    client.isReading = true;
    client.fetcher.resume();
    QVERIFY(client.waitForEnd());
    QCOMPARE(client.error.kind, ErrorKind::None);
    QVERIFY(client.body == patternBytes(0, 8 << 20));
}

void tst_StrictReply::aResetEndsNoBody()
{
    Fault until = fault::untilClose();
    Fault reset = until;
    reset.cut = Fault::Cut::Reset;
    reset.cutAfter = 10'000;
    FaultServer server;
    server.serve("/whole", someBytes());
    server.always("/whole", until);
    server.serve("/cut", someBytes());
    server.always("/cut", reset);
    Client client;
    QVERIFY(client.run({server.url("/whole")}));
    QCOMPARE(client.error.kind, ErrorKind::None);
    QVERIFY(client.body == someBytes());
    Client other;
    QVERIFY(other.run({server.url("/cut")}));
#ifdef Q_OS_LINUX // elsewhere a reset cannot be told from an end
    QCOMPARE(other.error.kind, ErrorKind::ConnectionLost);
#endif
}

/// A link that is good once: the first request for all of a file is the only one.
void tst_StrictReply::oneRequestForAFile_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::newRow("chunks") << fault::chunked();
    QTest::newRow("until close") << fault::untilClose();
    Fault hinted;
    hinted.rawHead = "HTTP/1.1 103 E\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 30000\r\n\r\n";
    hinted.body = someBytes();
    QTest::newRow("early hints") << hinted;
    QTest::newRow("a length") << fault::rangeIgnored();
}

void tst_StrictReply::oneRequestForAFile()
{
    QFETCH(Fault, fault);
    FaultServer server;
    server.serve("/x", someBytes());
    server.always("/x", fault);
    Client client;
    http::RangeRequest request{server.url("/x")};
    request.isOpenRange = true;
    QVERIFY(client.run(request));
    QCOMPARE(client.error.kind, ErrorKind::None);
    QVERIFY(client.body == someBytes());
    QCOMPARE(server.requests().size(), 1);
}

void tst_StrictReply::mayBeDroppedAtAnyTime()
{
    FaultServer server;
    server.serve("/x", patternResource(1 << 20));
    server.always("/x", fault::chunked());
    for (int i = 0; i < 4; ++i) {
        auto client = std::make_unique<Client>();
        bool isOver = false;
        QObject::connect(&client->fetcher, &http::Fetcher::headReceived, this, [&] {
            isOver = true;
            if (i == 0)
                client->fetcher.abort();
        });
        QObject::connect(&client->fetcher, &http::Fetcher::readable, this, [&] {
            if (i == 1)
                client->fetcher.abort();
        });
        client->start({server.url("/x")});
        if (i > 2)
            continue; // before anything came
        QTRY_VERIFY(isOver);
        if (i < 2) {
            QTest::qWait(20);
            QCOMPARE(client->ends, 0);
        }
    }
}

void tst_StrictReply::goesThroughAProxy()
{
    FaultServer proxy;
    proxy.serve("/x", someBytes());
    proxy.always("/x", fault::chunked());
    http::Proxy way{http::ProxyKind::Http, QStringLiteral("127.0.0.1"), proxy.port(), {}, {}};
    http::useProxy(way);
    Client client;
    const bool hasEnded = client.run({QUrl(QStringLiteral("http://far.example/x"))});
    http::useProxy({});
    QVERIFY(hasEnded);
    QCOMPARE(client.error.kind, ErrorKind::None);
    QVERIFY(client.body == someBytes());
}

SLUICE_TEST(tst_StrictReply)
#include "tst_strictreply.moc"
