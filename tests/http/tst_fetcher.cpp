#include "client.h"
#include "core/address.h"
#include "core/http/ratelimiter.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>

using namespace std::chrono_literals;
using namespace support;
using core::ErrorKind;
using http::RangeRequest;

class tst_Fetcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranges_data();
    void ranges();
    void asksForWhatWasTyped_data();
    void asksForWhatWasTyped();
    void identifiesItself();
    void sendsCredentialsOfTheUrl();
    void keepsTheConnection();
    void keepsTheConnectionAfterRefusals();
    void cutsALongAnswer();
    void unreadBytesStayAtTheServer();
    void resumesAReaderThatStopped();
    void obeysTheLimiter();
    void connectionsShareALimiter();
    void followsAChangedLimit();
    void redirects_data();
    void redirects();
    void stripsCredentialsAcrossOrigins();
};

namespace {

constexpr qint64 kSize = 3'000'000;
constexpr qint64 kHuge = qint64(1) << 40;

} // namespace

void tst_Fetcher::ranges_data()
{
    QTest::addColumn<qint64>("first");
    QTest::addColumn<std::optional<qint64>>("last");
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<qint64>("size");
    const auto row = [](const char *name, qint64 first, std::optional<qint64> last, QByteArray range,
                        qint64 size) { QTest::newRow(name) << first << last << range << size; };

    row("whole", 0, {}, "", kSize);
    row("from 0", 0, 99, "bytes=0-99", 100);
    row("one byte", 7, 7, "bytes=7-7", 1);
    row("middle", 1'000'001, 1'999'999, "bytes=1000001-1999999", 999'999);
    row("open", 2'999'000, {}, "bytes=2999000-", 1'000);
    row("last byte", kSize - 1, kSize - 1, "bytes=2999999-2999999", 1);
    row("beyond the end", kSize - 10, kSize + 10, "bytes=2999990-3000010", 10);
    row("all of it as a range", 0, kSize - 1, "bytes=0-2999999", kSize);
}

void tst_Fetcher::ranges()
{
    QFETCH(qint64, first);
    QFETCH(std::optional<qint64>, last);
    QFETCH(QByteArray, range);
    QFETCH(qint64, size);
    FaultServer server;
    server.serve("/x", patternResource(kSize));
    Client client;
    QVERIFY(client.run({server.url("/x"), first, last, kSize}));
    QCOMPARE(client.error.kind, ErrorKind::None);
    QVERIFY(client.body == patternBytes(first, size));
    QCOMPARE(client.fetcher.bytesRead(), size);
    QVERIFY(!client.fetcher.isActive());
    QVERIFY(client.head);
    QCOMPARE(client.head->completeLength, kSize);
    QCOMPARE(client.head->etag, "\"one\"");
    QCOMPARE(client.head->finalUrl, server.url("/x"));
    QCOMPARE(server.requests().first().range(), range);
    QCOMPARE(server.bytesServed(), size);
}

void tst_Fetcher::asksForWhatWasTyped_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char *target :
         {"/x", "/a%7Eb?c=%2f", "//key.bin", "//a//b", "/a/../b", "/%2e%2e/b", "/%41?%42=~"})
        QTest::newRow(target) << QByteArray(target);
}

void tst_Fetcher::asksForWhatWasTyped()
{
    QFETCH(QByteArray, target);
    FaultServer server;
    server.serve(target.split('?').first(), "the file");
    const auto address = core::addressFromText(server.url("").toString() + QString::fromLatin1(target));
    QVERIFY(address);
    Client client;
    for (int i = 0; i < 2; ++i) {
        QVERIFY(client.run({address->url, 4, 7, 8}));
        QCOMPARE(client.error.kind, ErrorKind::None);
        QCOMPARE(client.body, "file");
        QCOMPARE(client.head->finalUrl, address->url);
    }
    for (const Request &request : server.requests()) {
        QCOMPARE(request.path + (target.contains('?') ? '?' + request.query : QByteArray()), target);
        QCOMPARE(request.range(), "bytes=4-7");
    }
    QCOMPARE(server.connections(), 1);
}

void tst_Fetcher::identifiesItself()
{
    FaultServer server;
    server.serve("/x", "hello");
    Client client;
    QVERIFY(client.run({server.url("/x"), 1, 3, {}}));
    const Request request = server.requests().first();
    QCOMPARE(request.method, "GET");
    QCOMPARE(request.header("Accept-Encoding"), "identity");
    QVERIFY(request.header("User-Agent").startsWith("Sluice/"));
    QCOMPARE(request.header("User-Agent"), http::userAgent());
    QCOMPARE(request.header("Cache-Control"), "no-transform");
    QCOMPARE(request.header("Connection").toLower(), "keep-alive");
    for (const char *unwanted :
         {"Pragma", "Authorization", "Cookie", "If-Range", "Upgrade", "HTTP2-Settings"})
        QVERIFY2(request.header(unwanted).isEmpty(), unwanted);
}

void tst_Fetcher::sendsCredentialsOfTheUrl()
{
    FaultServer server;
    server.serve("/x", "hello");
    QUrl url = server.url("/x");
    url.setUserInfo(QStringLiteral("user:p%40ss"));
    Client client;
    QVERIFY(client.run({url}));
    QCOMPARE(client.body, "hello");
    QCOMPARE(server.requests().first().header("Authorization"),
             "Basic " + QByteArray("user:p@ss").toBase64());
    QVERIFY(client.head->finalUrl.userInfo().isEmpty());
}

void tst_Fetcher::keepsTheConnection()
{
    FaultServer server;
    server.serve("/x", patternResource(kSize));
    server.script("/x", {fault::none(), fault::none(), fault::chunked()}); // whatever the framing
    Client client;
    for (qint64 first = 0; first < 10'000; first += 1'000) {
        QVERIFY(client.run({server.url("/x"), first, first + 999, kSize}));
        QCOMPARE(client.error.kind, ErrorKind::None);
        QVERIFY(client.body == patternBytes(first, 1'000));
    }
    QCOMPARE(server.requests().size(), 10);
    QCOMPARE(server.connections(), 1);
}

void tst_Fetcher::keepsTheConnectionAfterRefusals()
{
    FaultServer server;
    server.serve("/x", "hello");
    server.script("/x", {fault::none(), fault::status(404), fault::redirect("/x"), fault::none(),
                         fault::unsatisfied()});
    Client client;
    QVERIFY(client.run({server.url("/x")})); // over one of its own: the host's framing is not known yet
    QVERIFY(client.run({server.url("/x")}));
    QCOMPARE(client.error.kind, ErrorKind::NotFound);
    QVERIFY(client.run({server.url("/x")}));
    QCOMPARE(client.error.kind, ErrorKind::None);
    QVERIFY(client.run({server.url("/x"), 1, {}, {}}));
    QCOMPARE(client.error.kind, ErrorKind::WrongRange);
    QVERIFY(client.run({server.url("/x")}));
    QCOMPARE(client.body, "hello");
    QCOMPARE(server.connections(), 2);
}

void tst_Fetcher::cutsALongAnswer()
{
    FaultServer server;
    server.serve("/x", patternResource(kHuge));
    server.always("/x", fault::rangeIgnored());
    Client client;
    QVERIFY(client.run({server.url("/x"), 0, 99'999, kHuge}));
    QCOMPARE(client.error.kind, ErrorKind::None);
    QVERIFY(client.body == patternBytes(0, 100'000));
    QTRY_COMPARE(server.openConnections(), 0);
    QVERIFY2(server.bytesServed() < (16 << 20), qPrintable(QString::number(server.bytesServed())));
}

void tst_Fetcher::unreadBytesStayAtTheServer()
{
    FaultServer server;
    server.serve("/x", patternResource(kHuge));
    http::Fetcher::Options options;
    options.stallTimeout = 700ms; // not reading is nobody's stall
    Client client(options);
    client.isReading = false;
    client.start({server.url("/x"), 0, {}, kHuge});
    QTRY_VERIFY(client.readables > 0);
    qint64 served = -1;
    // Until the server has stood still for a while, longer than the stall timeout.
    QVERIFY(QTest::qWaitFor(
        [&] {
            const qint64 before = std::exchange(served, server.bytesServed());
            QTest::qWait(1000);
            return before == server.bytesServed();
        },
        10'000));
    qInfo("the server got rid of %lld bytes of 1 TiB", served);
    QVERIFY2(served < (16 << 20), qPrintable(QString::number(served)));
    QCOMPARE(client.ends, 0);
    client.isReading = true;
    client.fetcher.resume();
    QTRY_VERIFY_WITH_TIMEOUT(client.body.size() > (32 << 20), 60'000); // of a build without optimisation
    client.fetcher.abort();
    QVERIFY(client.body.first(served) == patternBytes(0, served));
}

void tst_Fetcher::resumesAReaderThatStopped()
{
    FaultServer server;
    server.serve("/x", patternResource(kSize));
    Client client;
    client.isReading = false;
    client.start({server.url("/x"), 0, {}, kSize});
    while (client.ends == 0) {
        const int before = client.readables;
        client.fetcher.resume();
        QVERIFY(QTest::qWaitFor([&] { return client.readables > before || client.ends > 0; }, 5'000));
        const qint64 got = client.fetcher.read(client.buffer); // one buffer for each resume()
        client.body.append(reinterpret_cast<const char *>(client.buffer.data()), got);
    }
    QCOMPARE(client.error.kind, ErrorKind::None);
    QVERIFY(client.body == patternBytes(0, kSize));
}

void tst_Fetcher::obeysTheLimiter()
{
    FaultServer server;
    server.serve("/x", patternResource(kHuge));
    http::RateLimiter limiter;
    limiter.setRate(2'000'000);
    http::Fetcher::Options options;
    options.limiter = &limiter;
    options.stallTimeout = 100ms; // the limiter's pauses are nobody's stall
    Client client(options);
    client.start({server.url("/x"), 0, 1'999'999, kHuge});
    QElapsedTimer time;
    time.start();
    QVERIFY(client.waitForEnd());
    QCOMPARE(client.error.kind, ErrorKind::None);
    QVERIFY(client.body == patternBytes(0, 2'000'000));
    qInfo("2 MB at 2 MB/s took %lld ms", time.elapsed());
    QVERIFY2(time.elapsed() >= 890, qPrintable(QString::number(time.elapsed())));
    QVERIFY2(time.elapsed() <= 3'000, qPrintable(QString::number(time.elapsed())));
}

/// Who asks all the time gets no more than who asks when there is something.
void tst_Fetcher::connectionsShareALimiter()
{
    FaultServer server;
    server.serve("/x", patternResource(kHuge));
    http::RateLimiter limiter;
    limiter.setRate(2'000'000);
    http::Fetcher::Options options;
    options.limiter = &limiter;
    Client greedy(options);
    Client modest(options);
    greedy.start({server.url("/x"), 0, 9'999'999, kHuge});
    modest.start({server.url("/x"), 0, 9'999'999, kHuge});
    QTimer greed;
    connect(&greed, &QTimer::timeout, &greedy, [&] { greedy.readAll(); });
    greed.start(1);
    QTRY_VERIFY_WITH_TIMEOUT(greedy.body.size() + modest.body.size() > 2'000'000, 20'000);
    const double share = double(modest.body.size()) / double(greedy.body.size());
    QVERIFY2(share > 0.5 && share < 2, qPrintable(QString::number(share)));
}

void tst_Fetcher::followsAChangedLimit()
{
    FaultServer server;
    server.serve("/x", patternResource(kHuge));
    http::RateLimiter limiter;
    limiter.setRate(1'000);
    http::Fetcher::Options options;
    options.limiter = &limiter;
    Client client(options);
    client.start({server.url("/x"), 0, 9'999'999, kHuge});
    QTRY_VERIFY(client.body.size() > 0);
    limiter.setRate(0);
    QVERIFY(client.waitForEnd());
    QVERIFY(client.body == patternBytes(0, 10'000'000));
}

void tst_Fetcher::redirects_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("location");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("21: %d", status) << status << QByteArray("/y");
    QTest::newRow("21: relative") << 302 << QByteArray("y");
    QTest::newRow("21: without scheme") << 302 << QByteArray("//127.0.0.1:PORT/y");
    QTest::newRow("21: other host") << 302 << QByteArray("http://localhost:PORT/y");
}

void tst_Fetcher::redirects()
{
    QFETCH(int, status);
    QFETCH(QByteArray, location);
    FaultServer server;
    location.replace("PORT", QByteArray::number(server.port()));
    server.serve("/y", patternResource(kSize));
    server.always("/x", fault::redirect(location, status));
    Client client;
    QVERIFY(client.run({server.url("/x"), 500, 999, kSize}));
    QCOMPARE(client.error.kind, ErrorKind::None);
    QVERIFY(client.body == patternBytes(500, 500));
    QCOMPARE(client.head->finalUrl.path(), QStringLiteral("/y"));
    QCOMPARE(server.requests().size(), 2);
    QCOMPARE(server.requests().last().range(), "bytes=500-999");
    QCOMPARE(server.requests().last().header("Accept-Encoding"), "identity");
}

void tst_Fetcher::stripsCredentialsAcrossOrigins()
{
    FaultServer home;
    FaultServer elsewhere;
    home.always("/x", fault::redirect("/same"));
    home.always("/same", fault::redirect(elsewhere.url("/y").toEncoded()));
    elsewhere.serve("/y", "hello");
    QUrl url = home.url("/x");
    url.setUserInfo(QStringLiteral("user:secret"));
    Client client;
    QVERIFY(client.run({url, 1, 3, {}}));
    QCOMPARE(client.body, "ell");
    QCOMPARE(home.requests().size(), 2);
    QVERIFY(!home.requests().last().header("Authorization").isEmpty()); // same origin
    QCOMPARE(elsewhere.requests().size(), 1);
    QVERIFY(elsewhere.requests().first().header("Authorization").isEmpty());
    QCOMPARE(elsewhere.requests().first().range(), "bytes=1-3");
}

SLUICE_TEST(tst_Fetcher)
#include "tst_fetcher.moc"
