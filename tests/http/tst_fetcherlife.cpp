#include "client.h"
#include "core/http/misreading.h"

#include "tests/support/testmain.h"

#include <QDeadlineTimer>
#include <memory>

using namespace std::chrono_literals;
using namespace support;
using core::ErrorKind;
using http::Fetcher;

/// start(), abort() and deletion at every moment there is.
class tst_FetcherLife : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actsInsideSignals_data();
    void actsInsideSignals();
    void abortsAtAnyTime();
    void startsAgainInEnded();
    void abortEmitsNothing();
    void queuedRequestsDoNotTimeOut();
    void readsNothingWhileIdle();
};

namespace {

enum class Moment { Head, Readable, EndedWell, EndedBadly };
enum class Act { Abort, AbortAndRestart, Delete };

constexpr qint64 kSize = 3'000'000;

void connectTo(Fetcher *fetcher, Moment moment, QObject *context, const std::function<void()> &act)
{
    if (moment == Moment::Head)
        QObject::connect(fetcher, &Fetcher::headReceived, context, act);
    else if (moment == Moment::Readable)
        QObject::connect(fetcher, &Fetcher::readable, context, act);
    else
        QObject::connect(fetcher, &Fetcher::ended, context, act);
}

void readEverything(Fetcher *fetcher, QByteArray *body)
{
    std::vector<std::uint8_t> buffer(64 << 10);
    while (const qint64 got = fetcher->read(buffer))
        body->append(reinterpret_cast<const char *>(buffer.data()), got);
}

} // namespace

void tst_FetcherLife::actsInsideSignals_data()
{
    QTest::addColumn<Moment>("moment");
    QTest::addColumn<Act>("act");
    const QList<std::pair<const char *, Moment>> moments{{"head", Moment::Head},
                                                         {"readable", Moment::Readable},
                                                         {"ended well", Moment::EndedWell},
                                                         {"ended badly", Moment::EndedBadly}};
    for (const auto &[name, moment] : moments) {
        QTest::addRow("abort in %s", name) << moment << Act::Abort;
        QTest::addRow("restart in %s", name) << moment << Act::AbortAndRestart;
        QTest::addRow("delete in %s", name) << moment << Act::Delete;
    }
}

void tst_FetcherLife::actsInsideSignals()
{
    QFETCH(Moment, moment);
    QFETCH(Act, act);
    FaultServer server;
    server.serve("/x", patternResource(kSize));
    server.script("/x", {moment == Moment::EndedBadly ? fault::resetAfter(10'000) : fault::none()});
    QNetworkAccessManager manager;
    auto fetcher = std::make_unique<Fetcher>(&manager, Fetcher::Options{});
    QByteArray body;
    int acts = 0;
    int ends = 0;
    const http::RangeRequest request{server.url("/x"), 0, {}, kSize};
    if (moment != Moment::Readable)
        connect(fetcher.get(), &Fetcher::readable, this, [&] { readEverything(fetcher.get(), &body); });
    connectTo(fetcher.get(), moment, this, [&] {
        if (++acts > 1)
            return;
        if (act == Act::Delete) {
            fetcher.reset();
            return;
        }
        fetcher->abort();
        body.clear();
        if (act == Act::AbortAndRestart)
            fetcher->start(request);
    });
    if (moment == Moment::Readable)
        connect(fetcher.get(), &Fetcher::readable, this, [&] { readEverything(fetcher.get(), &body); });
    connect(fetcher.get(), &Fetcher::ended, this, [&] { ++ends; });
    fetcher->start(request);
    QTRY_VERIFY(acts > 0);
    if (act == Act::AbortAndRestart)
        QTRY_VERIFY(body.size() == kSize);
    const int expected = act == Act::AbortAndRestart ? 1 : 0;
    QTRY_VERIFY(ends >= expected);
    QVERIFY(!fetcher || !fetcher->isActive());
    if (act == Act::AbortAndRestart)
        QVERIFY(body == patternBytes(0, kSize));
}

void tst_FetcherLife::abortsAtAnyTime()
{
    FaultServer server;
    server.serve("/x", patternResource(qint64(1) << 40));
    server.script("/x", {fault::redirect("/x"), fault::status(404), fault::redirect("/x")});
    Client client;
    for (int i = 0; i < 50; ++i) {
        client.start({server.url("/x"), i, {}, {}});
        const QDeadlineTimer moment(std::chrono::microseconds(100 * (i % 50)), Qt::PreciseTimer);
        while (!moment.hasExpired())
            QCoreApplication::processEvents();
        client.fetcher.abort();
        QVERIFY(!client.fetcher.isActive());
    }
    QVERIFY(!server.requests().isEmpty());
    server.script("/x", {});
    QVERIFY(client.run({server.url("/x"), 5, 9, {}}));
    QCOMPARE(client.error.kind, ErrorKind::None);
    QVERIFY(client.body == patternBytes(5, 5));
}

void tst_FetcherLife::startsAgainInEnded()
{
    FaultServer server;
    server.serve("/x", patternResource(kSize));
    QNetworkAccessManager manager;
    Fetcher fetcher(&manager, {});
    QByteArray body;
    connect(&fetcher, &Fetcher::readable, this, [&] { readEverything(&fetcher, &body); });
    connect(&fetcher, &Fetcher::ended, this, [&](const core::Error &error) {
        QCOMPARE(error.kind, ErrorKind::None);
        if (body.size() < kSize)
            fetcher.start({server.url("/x"), body.size(), body.size() + 99'999, kSize});
    });
    fetcher.start({server.url("/x"), 0, 99'999, kSize});
    QTRY_VERIFY(body.size() == kSize && !fetcher.isActive());
    QVERIFY(body == patternBytes(0, kSize));
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.bytesServed(), kSize);
}

void tst_FetcherLife::abortEmitsNothing()
{
    FaultServer server;
    server.serve("/x", patternResource(kSize));
    Client client;
    client.isReading = false;
    client.start({server.url("/x")});
    QTRY_VERIFY(client.readables > 0);
    const int readables = client.readables;
    client.fetcher.resume();
    client.fetcher.abort();
    client.fetcher.abort();
    client.fetcher.resume();
    QTRY_COMPARE(server.openConnections(), 0);
    QCoreApplication::processEvents();
    QCOMPARE(client.readables, readables);
    QCOMPARE(client.ends, 0);
}

// 58: Qt has six connections for a host; whoever waits for one is not late.
void tst_FetcherLife::queuedRequestsDoNotTimeOut()
{
    FaultServer server;
    server.serve("/x", patternResource(20'000));
    server.always("/x", fault::trickle(1'000, 60ms)); // 1.2 s each
    http::rememberFraming(server.url("/x"), true);    // so it is Qt that asks
    QNetworkAccessManager manager;
    Fetcher::Options options;
    options.connectTimeout = options.answerTimeout = 1s;
    options.stallTimeout = 1s;
    std::vector<std::unique_ptr<Fetcher>> fetchers;
    QList<ErrorKind> ends;
    for (int i = 0; i < 10; ++i) {
        auto &fetcher = fetchers.emplace_back(std::make_unique<Fetcher>(&manager, options));
        connect(fetcher.get(), &Fetcher::readable, this, [f = fetcher.get()] {
            QByteArray body;
            readEverything(f, &body);
        });
        connect(fetcher.get(), &Fetcher::ended, this, [&](const core::Error &e) { ends << e.kind; });
        fetcher->start({server.url("/x"), 0, {}, 20'000});
    }
    QTRY_COMPARE_WITH_TIMEOUT(ends.size(), 10, 20'000);
    QCOMPARE(ends.count(ErrorKind::None), 10);
    QCOMPARE(server.mostConnections(), 6);
}

void tst_FetcherLife::readsNothingWhileIdle()
{
    FaultServer server;
    server.serve("/x", "hello");
    Client client;
    QCOMPARE(client.fetcher.read(client.buffer), 0);
    client.fetcher.resume();
    client.fetcher.abort();
    QVERIFY(client.run({server.url("/x")}));
    QCOMPARE(client.fetcher.read(client.buffer), 0);
    QCOMPARE(client.fetcher.bytesRead(), 5);
}

SLUICE_TEST(tst_FetcherLife)
#include "tst_fetcherlife.moc"
