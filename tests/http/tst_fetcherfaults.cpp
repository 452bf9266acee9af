#include "client.h"

#include "tests/support/testmain.h"

using namespace std::chrono_literals;
using namespace support;
using core::ErrorKind;
using http::RangeRequest;

/// One row per wrong answer of the fault list; the rows' numbers are the list's.
class tst_FetcherFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void wholeAnswers_data();
    void wholeAnswers();
    void chunkedCutOfUnknownLength();
};

namespace {

constexpr qint64 kFirst = 1'000;
constexpr qint64 kLast = 200'999;
constexpr qint64 kAsked = kLast - kFirst + 1;
constexpr qint64 kSize = 1'000'000;

/// On a busy machine everything stalls for a while: only who expects a stall is impatient.
http::Fetcher::Options patienceFor(ErrorKind expected)
{
    http::Fetcher::Options options;
    if (expected == ErrorKind::Stalled)
        options.stallTimeout = options.connectTimeout = options.answerTimeout = 800ms;
    return options;
}

/// Every byte, but never the end of the chunked body.
Fault silentTail()
{
    Fault f = fault::chunked();
    f.cut = Fault::Cut::Stall;
    f.cutAfter = kAsked;
    return f;
}

void row(const char *name, const Fault &given, ErrorKind expected, qint64 bytes)
{
    QTest::newRow(name) << given << expected << bytes;
}

void rowsForHeads()
{
    row("1: range ignored", fault::rangeIgnored(), ErrorKind::RangeIgnored, 0);
    row("2: slice as 200", fault::sliceAs200(), ErrorKind::None, kAsked);
    row("3: earlier start", fault::shifted(-7), ErrorKind::WrongRange, 0);
    row("4: later start", fault::shifted(7), ErrorKind::WrongRange, 0);
    row("5: wrong total", fault::otherTotal(kSize + 1, "1000-200999"), ErrorKind::LengthContradicts, 0);
    row("6: no Content-Range", fault::contentRange(""), ErrorKind::RangeIgnored, 0);
    row("6: garbage Content-Range", fault::contentRange("bytes 1000..200999"), ErrorKind::RangeIgnored, 0);
    row("8: multipart", fault::multipart("bytes=1000-200999"), ErrorKind::WrongRange, 0);
    row("12: 416", fault::unsatisfied(), ErrorKind::WrongRange, 0);
    row("18: gzip label", fault::labelled("gzip"), ErrorKind::EncodedBody, 0);
    row("22: https demanded of nobody", fault::redirect("ftp://127.0.0.1/x"), ErrorKind::RedirectRefused, 0);
    row("24: redirect to a file", fault::redirect("file:///etc/hostname"), ErrorKind::RedirectRefused, 0);
    row("24: redirect to nowhere", fault::redirect(""), ErrorKind::RedirectRefused, 0);
    row("26: 410", fault::status(410), ErrorKind::Forbidden, 0);
    row("30: 500", fault::status(500), ErrorKind::ServerFailed, 0);
    row("30: 502", fault::status(502), ErrorKind::ServerFailed, 0);
    row("31: 401", fault::status(401, "who?", {{"WWW-Authenticate", "Basic realm=\"x\""}}),
        ErrorKind::CredentialsNeeded, 0);
    row("31: 401 without challenge", fault::status(401), ErrorKind::CredentialsNeeded, 0);
    row("31: 407", fault::status(407, "who?", {{"Proxy-Authenticate", "Basic realm=\"x\""}}),
        ErrorKind::CredentialsNeeded, 0);
    row("32: 404", fault::status(404), ErrorKind::NotFound, 0);
    row("33: 403", fault::status(403), ErrorKind::Forbidden, 0);
    row("34: sign-in page", fault::htmlPage(), ErrorKind::LengthContradicts, 0);
    row("35: 204", fault::status(204, ""), ErrorKind::UnexpectedStatus, 0);
    row("35: 205", fault::status(205, ""), ErrorKind::UnexpectedStatus, 0);
    row("35: 304", fault::status(304, ""), ErrorKind::UnexpectedStatus, 0);
    row("36: large header", fault::giantHeaders(50'000), ErrorKind::None, kAsked);
    row("36: giant header", fault::giantHeaders(150'000), ErrorKind::UnexpectedStatus, 0);
}

void rowsForBodies()
{
    row("9: wrong bytes", fault::bitFlipped(5'000), ErrorKind::None, kAsked); // the digest's business
    row("13: short", fault::closedAfter(70'000), ErrorKind::ConnectionLost, 70'000);
    row("13: nothing", fault::closedAfter(0), ErrorKind::ConnectionLost, 0);
    row("14: chunked", fault::chunked(), ErrorKind::None, kAsked);
    row("14: chunked cut", fault::chunkedCut(70'000), ErrorKind::ConnectionLost, 70'000);
    row("15: until close", fault::untilClose(), ErrorKind::None, kAsked);
    row("15: until close, cut", fault::untilCloseCut(70'000), ErrorKind::ConnectionLost, 70'000);
    row("16: longer", fault::longer(5'000), ErrorKind::None, kAsked);
    row("16: longer, chunked", fault::longer(5'000, Fault::Framing::Chunked), ErrorKind::None, kAsked);
    row("16: longer, until close", fault::longer(5'000'000, Fault::Framing::UntilClose), ErrorKind::None,
        kAsked);
    row("49: reset", fault::resetAfter(70'000), ErrorKind::ConnectionLost, 70'000);
    row("49: reset at once", fault::resetAfter(0), ErrorKind::ConnectionLost, 0);
    row("50: stall", fault::stalledAfter(70'000), ErrorKind::Stalled, 70'000);
    row("50: stall at once", fault::stalledAfter(0), ErrorKind::Stalled, 0);
    row("53: closed at the exact length", fault::closing(), ErrorKind::None, kAsked);
    row("53: closed unannounced at the exact length", fault::closedAfter(kAsked), ErrorKind::None, kAsked);
    row("53: silent behind the last byte", silentTail(), ErrorKind::None, kAsked);
}

QByteArray corrected(QByteArray body)
{
    if (body.size() > 4'000 && body[4'000] != patternBytes(5'000, 1)[0])
        body[4'000] = char(body[4'000] ^ 1);
    return body;
}

} // namespace

void tst_FetcherFaults::answers_data()
{
    QTest::addColumn<Fault>("given");
    QTest::addColumn<ErrorKind>("expected");
    QTest::addColumn<qint64>("bytes");
    rowsForHeads();
    rowsForBodies();
}

void tst_FetcherFaults::answers()
{
    QFETCH(Fault, given);
    QFETCH(ErrorKind, expected);
    QFETCH(qint64, bytes);
    FaultServer server;
    server.serve("/x", patternResource(kSize));
    const bool isMisread = given.headers.value(0).first == "X-Giant"; // by Qt, and asked for once more
    server.script("/x", QList<Fault>(isMisread ? 2 : 1, given));
    Client client(patienceFor(expected));
    QVERIFY(client.run({server.url("/x"), kFirst, kLast, kSize}));
    QVERIFY2(client.error.kind == expected,
             qPrintable(core::name(client.error.kind) + u' ' + client.error.detail));
    QCOMPARE(client.ends, 1);
    // A reset may overtake what was sent before it.
    QVERIFY(client.body.size() == bytes || (given.cut == Fault::Cut::Reset && client.body.size() < bytes));
    QVERIFY(corrected(client.body) == patternBytes(kFirst, client.body.size()));
    QCOMPARE(client.error.detail.isEmpty(), expected == ErrorKind::None);

    // Whatever it was, the next request is not harmed by it.
    QVERIFY(client.run({server.url("/x"), kFirst, kLast, kSize}));
    QVERIFY2(client.error.kind == ErrorKind::None, qPrintable(client.error.detail));
    QVERIFY(client.body == patternBytes(kFirst, kAsked));
}

void tst_FetcherFaults::wholeAnswers_data()
{
    QTest::addColumn<Fault>("given");
    QTest::addColumn<ErrorKind>("expected");
    QTest::addColumn<qint64>("bytes");
    row("7: unasked 206", fault::unaskedPartial("bytes=0-99"), ErrorKind::WrongRange, 0);
    row("13: short", fault::closedAfter(70'000), ErrorKind::ConnectionLost, 70'000);
    row("14: chunked", fault::chunked(), ErrorKind::None, kSize);
    row("15: until close", fault::untilClose(), ErrorKind::None, kSize);
    row("15: until close, cut", fault::untilCloseCut(70'000), ErrorKind::None, 70'000); // nobody can know
    row("18: br label", fault::labelled("br"), ErrorKind::EncodedBody, 0);
    row("34: sign-in page", fault::htmlPage(kSize), ErrorKind::None,
        kSize); // the type is the transfer's business
}

void tst_FetcherFaults::wholeAnswers()
{
    QFETCH(Fault, given);
    QFETCH(ErrorKind, expected);
    QFETCH(qint64, bytes);
    FaultServer server;
    server.serve("/x", patternResource(kSize));
    // What Qt may misread is asked for once more.
    server.script("/x", QList<Fault>(given.framing == Fault::Framing::UntilClose ? 2 : 1, given));
    Client client;
    QVERIFY(client.run({server.url("/x")}));
    QVERIFY2(client.error.kind == expected,
             qPrintable(core::name(client.error.kind) + u' ' + client.error.detail));
    QCOMPARE(client.body.size(), bytes);
    if (client.head && given.status != 0)
        QVERIFY(client.head->contentType.startsWith("text/html"));
    else
        QVERIFY(client.body == patternBytes(0, bytes));
}

// 14: Qt 6.4 calls a cut chunked body a success about every second time. Without a length nobody can
// contradict it, but what was read is right, and the head says that the length is unknown. With a length it
// is found out.
void tst_FetcherFaults::chunkedCutOfUnknownLength()
{
    FaultServer server;
    server.serve("/x", patternResource(kSize));
    server.always("/x", fault::chunkedCut(70'000));
    Client client;
    for (int i = 0; i < 20; ++i) {
        QVERIFY(client.run({server.url("/x")}));
        QVERIFY(client.error.kind == ErrorKind::None || client.error.kind == ErrorKind::ConnectionLost);
        QVERIFY(!client.head->completeLength);
        QVERIFY(client.body == patternBytes(0, 70'000));
        QVERIFY(client.run({server.url("/x"), 0, {}, kSize}));
        QCOMPARE(client.error.kind, ErrorKind::ConnectionLost);
    }
}

SLUICE_TEST(tst_FetcherFaults)
#include "tst_fetcherfaults.moc"
