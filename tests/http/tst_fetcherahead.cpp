#include "tests/http/client.h"
#include "tests/support/testmain.h"

#include <QTest>

using core::ErrorKind;
using http::Fetcher;
using http::RangeRequest;
using http::ResponseOpener;
using support::Fault;
using support::FaultServer;
using support::patternBytes;
using support::patternResource;
using namespace std::chrono_literals;
namespace fault = support::fault;

/// Requests sent before their turn.
class tst_FetcherAhead : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesWithoutAWait();
    void onlyOverAProvenConnection();
    void theAnswerWaitsForItsTurn_data();
    void theAnswerWaitsForItsTurn();
    void survivesTheOneBefore_data();
    void survivesTheOneBefore();
    void theClockStartsWithTheTurn();
    void anotherRequestTakesItsPlace();
    void abortEndsBoth();
    void unreadAnswersStayInBounds();
};

namespace {

constexpr qint64 kSize = 4 << 20;
constexpr qint64 kPiece = 200'000;

/// Lasts a while, so that something can be asked meanwhile.
Fault lasting()
{
    return fault::trickle(kPiece / 10, 10ms);
}

Fetcher::Options alone()
{
    Fetcher::Options options;
    options.company = ResponseOpener::Company::Alone;
    return options;
}

/// A server and a fetcher whose connection has answered once, and lastingly answers for the second time.
struct Bed
{
    FaultServer server;
    Client client;

    explicit Bed(QList<Fault> then = {}, const Fetcher::Options &options = alone())
        : client(options)
    {
        server.serve("/x", patternResource(kSize));
        server.script("/x", QList<Fault>{fault::none(), lasting()} + then);
    }

    RangeRequest piece(int i) const { return {server.url("/x"), i * kPiece, (i + 1) * kPiece - 1, kSize}; }

    bool isPiece(int i) const { return client.body == patternBytes(i * kPiece, kPiece); }

    /// Piece 1 is on its way, and piece 2 asked for.
    bool begin()
    {
        if (!client.run(piece(0)))
            return false;
        client.start(piece(1));
        if (!QTest::qWaitFor([this] { return client.head.has_value(); }) || !client.fetcher.mayAskAhead())
            return false;
        client.fetcher.prefetch(piece(2));
        return true;
    }

    bool finish(int i) { return client.waitForEnd() && client.error.kind == ErrorKind::None && isPiece(i); }
};

} // namespace

void tst_FetcherAhead::comesWithoutAWait()
{
    Bed bed(QList<Fault>(3, lasting()));
    QVERIFY(bed.begin());
    for (int i = 1; i < 4; ++i) {
        QVERIFY(bed.finish(i));
        bed.client.start(bed.piece(i + 1));
        QVERIFY(QTest::qWaitFor([&] { return bed.client.head.has_value(); }));
        QCOMPARE(bed.client.head->completeLength, kSize);
        QVERIFY(bed.client.fetcher.mayAskAhead());
        bed.client.fetcher.prefetch(bed.piece(i + 2));
    }
    QVERIFY(bed.finish(4));
    const auto requests = bed.server.requests();
    QVERIFY(!requests[1].isAhead);
    QVERIFY(requests[2].isAhead);
    QCOMPARE(bed.server.connections(), 1);
}

void tst_FetcherAhead::onlyOverAProvenConnection()
{
    {
        Bed bed;
        bed.client.start(bed.piece(0));
        QVERIFY(QTest::qWaitFor([&] { return bed.client.head.has_value(); }));
        QVERIFY(!bed.client.fetcher.mayAskAhead()); // a new one
        QVERIFY(bed.finish(0));
        QVERIFY(!bed.client.fetcher.mayAskAhead()); // nothing is under way
    }
    {
        Bed bed;
        bed.server.script("/x", {fault::none(), fault::closing()});
        QVERIFY(!bed.begin()); // it will be closed
    }
    Bed bed({}, {});
    QVERIFY(!bed.begin()); // others use the manager
}

void tst_FetcherAhead::theAnswerWaitsForItsTurn_data()
{
    QTest::addColumn<Fault>("answer");
    QTest::addColumn<ErrorKind>("expected");
    QTest::newRow("right") << fault::none() << ErrorKind::None;
    QTest::newRow("chunked") << fault::chunked() << ErrorKind::None;
    QTest::newRow("redirected") << fault::redirect("/x") << ErrorKind::None;
    QTest::newRow("busy") << fault::retryAfter(503, "7") << ErrorKind::ServerBusy;
    QTest::newRow("another range") << fault::shifted(5) << ErrorKind::WrongRange;
    QTest::newRow("the whole") << fault::rangeIgnored() << ErrorKind::RangeIgnored;
    QTest::newRow("cut") << fault::closedAfter(1000) << ErrorKind::ConnectionLost;
    QTest::newRow("no answer") << fault::garbageHead("") << ErrorKind::None; // asked for anew
}

void tst_FetcherAhead::theAnswerWaitsForItsTurn()
{
    QFETCH(Fault, answer);
    QFETCH(ErrorKind, expected);
    Bed bed({answer});
    QVERIFY(bed.begin());
    QVERIFY(bed.finish(1));
    QTRY_VERIFY(bed.server.requests().size() > 2);
    QTest::qWait(20); // the answer is there
    QCOMPARE(bed.client.ends, 1);
    QVERIFY(bed.isPiece(1));
    bed.client.start(bed.piece(2));
    QCOMPARE(bed.client.ends, 0); // nothing before start() returned
    QVERIFY(bed.client.waitForEnd());
    QCOMPARE(bed.client.error.kind, expected);
    if (expected == ErrorKind::None)
        QVERIFY(bed.isPiece(2));
    if (expected == ErrorKind::ServerBusy)
        QCOMPARE(bed.client.refusal.retryAfter, std::optional<std::chrono::milliseconds>(7s));
    QVERIFY(bed.client.run(bed.piece(3)));
    QVERIFY(bed.isPiece(3));
}

void tst_FetcherAhead::survivesTheOneBefore_data()
{
    QTest::addColumn<Fault>("before");
    QTest::newRow("reset") << fault::resetAfter(kPiece / 2);
    QTest::newRow("closed early") << fault::closedAfter(kPiece / 2);
    QTest::newRow("longer") << fault::longer(5000);
}

/// What breaks the answer before it breaks that one, and the next is asked for again.
void tst_FetcherAhead::survivesTheOneBefore()
{
    QFETCH(Fault, before);
    Bed bed;
    before.delay = 20ms;
    before.paceBytes = kPiece / 10;
    before.paceInterval = 10ms;
    bed.server.script("/x", {fault::none(), before});
    QVERIFY(bed.begin());
    QVERIFY(bed.client.waitForEnd());
    bed.client.start(bed.piece(2));
    QVERIFY(bed.finish(2));
}

void tst_FetcherAhead::theClockStartsWithTheTurn()
{
    Fetcher::Options options = alone();
    options.connectTimeout = options.answerTimeout = 150ms;
    options.stallTimeout = 5s;
    Fault never = fault::none();
    never.delay = 20s;
    Bed bed({}, options);
    bed.server.script("/x", {fault::none(), fault::trickle(kPiece / 40, 10ms), never}); // lasts 400 ms
    QVERIFY(bed.begin());
    QVERIFY(bed.finish(1));
    QTest::qWait(200);
    QCOMPARE(bed.client.ends, 1);
    bed.client.start(bed.piece(2));
    QVERIFY(bed.client.waitForEnd());
    QCOMPARE(bed.client.error.kind, ErrorKind::Stalled);
}

void tst_FetcherAhead::anotherRequestTakesItsPlace()
{
    Bed bed;
    QVERIFY(bed.begin());
    QVERIFY(bed.finish(1));
    bed.client.start(bed.piece(7));
    QVERIFY(bed.finish(7));
    bed.client.start(bed.piece(2));
    QVERIFY(bed.finish(2));
}

void tst_FetcherAhead::abortEndsBoth()
{
    Bed bed;
    QVERIFY(bed.begin());
    bed.client.fetcher.abort();
    QTest::qWait(50);
    QCOMPARE(bed.client.ends, 0);
    QTRY_COMPARE(bed.server.openConnections(), 0);
    bed.client.start(bed.piece(2));
    QVERIFY(bed.finish(2));
}

/// Who stops reading holds up the server, also with the next answer behind this one.
void tst_FetcherAhead::unreadAnswersStayInBounds()
{
    constexpr qint64 kLarge = 64 << 20;
    FaultServer server;
    server.serve("/x", patternResource(2 * kLarge));
    Client client(alone());
    QVERIFY(client.run({server.url("/x"), 0, 999, 2 * kLarge}));
    client.isReading = false;
    client.start({server.url("/x"), 0, kLarge - 1, 2 * kLarge});
    QVERIFY(QTest::qWaitFor([&] { return client.head.has_value(); }));
    client.fetcher.prefetch({server.url("/x"), kLarge, 2 * kLarge - 1, 2 * kLarge});
    QTest::qWait(300);
    QVERIFY2(server.bytesServed() < kLarge / 2, qPrintable(QString::number(server.bytesServed())));
    client.fetcher.abort();
}

SLUICE_TEST(tst_FetcherAhead)
#include "tst_fetcherahead.moc"
