#include "core/http/responsehead.h"
#include "tests/support/testmain.h"

#include <QTest>

using core::ErrorKind;
using http::BodyBounds;
using http::RangeRequest;
using http::RawResponse;

class tst_ResponseHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
    void statuses_data();
    void statuses();
    void readsTheHead();
    void namesTheLengthOfA416();
    void bounds_data();
    void bounds();
};

namespace {

constexpr qint64 kAny = -1; ///< no length

RangeRequest asking(qint64 first, std::optional<qint64> last = {}, std::optional<qint64> complete = {})
{
    return {QUrl(QStringLiteral("http://a.example/x")), first, last, complete};
}

RawResponse whole(QByteArray contentLength = {})
{
    RawResponse r;
    r.status = 200;
    r.contentLength = std::move(contentLength);
    return r;
}

RawResponse partial(QByteArray contentRange, QByteArray contentLength = {})
{
    RawResponse r;
    r.status = 206;
    r.contentRange = std::move(contentRange);
    r.contentLength = std::move(contentLength);
    return r;
}

RawResponse with(RawResponse r, QByteArray RawResponse::*member, QByteArray value)
{
    r.*member = std::move(value);
    return r;
}

void row(const char *name, const RangeRequest &request, const RawResponse &response, ErrorKind expected,
         qint64 length = kAny)
{
    QTest::newRow(name) << request << response << expected << length;
}

void rowsForWholeAnswers()
{
    const RawResponse sliceAs200 = with(whole("10"), &RawResponse::contentRange, "bytes 5-14/100");
    row("1: 200 to a range", asking(5, 14), whole("100"), ErrorKind::RangeIgnored);
    row("1: 200 to an open range", asking(5), whole("100"), ErrorKind::RangeIgnored);
    row("1: 200 to a range from 0", asking(0, 9), whole("100"), ErrorKind::None, 100);
    row("1: 200 to a range from 0, no length", asking(0, 9), whole(), ErrorKind::None);
    RawResponse byProxy = whole("100");
    byProxy.status = 203;
    row("203 with everything", asking(0), byProxy, ErrorKind::None, 100);
    row("203 to a range from 0", asking(0, 9), byProxy, ErrorKind::None, 100);
    row("203 to a range", asking(5, 14), byProxy, ErrorKind::RangeIgnored);
    row("206 to a request for everything, and it is not", asking(0), partial("bytes 0-49/100"),
        ErrorKind::WrongRange);
    row("206 to a request for everything, and who knows", asking(0), partial("bytes 0-49/*"),
        ErrorKind::WrongRange);
    row("206 to a request for everything, from elsewhere", asking(0), partial("bytes 50-99/100"),
        ErrorKind::WrongRange);
    row("2: 200 with the right Content-Range", asking(5, 14), sliceAs200, ErrorKind::None, 100);
    row("2: 200 with another Content-Range", asking(6, 14), sliceAs200, ErrorKind::WrongRange);
    row("2: 200 with a garbage Content-Range", asking(0, 9),
        with(whole("10"), &RawResponse::contentRange, "bytes oops"), ErrorKind::RangeIgnored);
    row("15: no length, length known", asking(0, {}, 100), whole(), ErrorKind::None, 100);
    row("17: empty on resume", asking(5), whole("0"), ErrorKind::RangeIgnored);
    row("17: empty slice on resume", asking(5, 14), partial("bytes 5-14/100", "0"), ErrorKind::RangeIgnored);
    row("20: recompressed on the way", asking(0, {}, 100), whole("57"), ErrorKind::LengthContradicts);
    row("42: another length", asking(0, {}, 100), whole("101"), ErrorKind::LengthContradicts);
    row("whole", asking(0), whole("100"), ErrorKind::None, 100);
    row("whole, length known", asking(0, {}, 100), whole("100"), ErrorKind::None, 100);
    row("whole, no length", asking(0), whole(), ErrorKind::None);
    row("whole, empty", asking(0), whole("0"), ErrorKind::None, 0);
    row("whole, negative length", asking(0), whole("-7"), ErrorKind::UnexpectedStatus);
    row("whole, garbage length", asking(0), whole("1e3"), ErrorKind::UnexpectedStatus);
    row("whole, the length twice", asking(0), whole("100, 100"), ErrorKind::None, 100);
    row("whole, two lengths", asking(0), whole("100, 99"), ErrorKind::UnexpectedStatus);
    const auto coding = &RawResponse::transferEncoding;
    row("whole, chunks and a length", asking(0), with(whole("99"), coding, "chunked"), ErrorKind::None);
    row("whole, chunks and a length, known", asking(0, {}, 100), with(whole("99"), coding, "chunked"),
        ErrorKind::None, 100);
    row("whole, another transfer coding", asking(0), with(whole("99"), coding, "gzip, chunked"),
        ErrorKind::UnexpectedStatus);
}

void rowsForPartialAnswers()
{
    row("right slice", asking(5, 14), partial("bytes 5-14/100", "10"), ErrorKind::None, 100);
    row("right slice, no length", asking(5, 14), partial("bytes 5-14/100"), ErrorKind::None, 100);
    row("right slice, complete length unsaid", asking(5, 14), partial("bytes 5-14/*"), ErrorKind::None);
    row("right slice, unsaid but known", asking(5, 14, 100), partial("bytes 5-14/*"), ErrorKind::None, 100);
    row("right slice, open end", asking(5), partial("bytes 5-99/100"), ErrorKind::None, 100);
    row("right slice, resource ends before", asking(5, 999), partial("bytes 5-99/100"), ErrorKind::None, 100);
    row("right slice, less than asked", asking(5, 14), partial("bytes 5-7/100"), ErrorKind::None, 100);
    row("3: earlier start", asking(5, 14), partial("bytes 4-14/100"), ErrorKind::WrongRange);
    row("3: earlier start, right size", asking(5, 14), partial("bytes 0-9/100"), ErrorKind::WrongRange);
    row("4: later start", asking(5, 14), partial("bytes 6-14/100"), ErrorKind::WrongRange);
    row("4: later end", asking(5, 14), partial("bytes 5-15/100"), ErrorKind::None, 100);
    row("4: to the end of the file", asking(5, 14), partial("bytes 5-99/100", "95"), ErrorKind::None, 100);
    row("6: as in a request", asking(5, 14), partial("bytes=5-14/100"), ErrorKind::None, 100);
    row("6: without a length", asking(5, 14, 100), partial("bytes 5-14", "10"), ErrorKind::None, 100);
    row("6: the end is one too far", asking(5, 14), partial("bytes 5-15/100", "10"), ErrorKind::RangeIgnored);
    row("6: no last byte", asking(5, 14), partial("bytes 5-/100", "10"), ErrorKind::RangeIgnored);
    row("5: wrong total", asking(5, 14, 100), partial("bytes 5-14/101"), ErrorKind::LengthContradicts);
    row("6: no Content-Range", asking(5, 14), partial({}, "10"), ErrorKind::RangeIgnored);
    row("6: garbage", asking(5, 14), partial("bytes 5..14"), ErrorKind::RangeIgnored);
    row("6: other unit", asking(5, 14), partial("lines 5-14/100"), ErrorKind::RangeIgnored);
    row("6: unsatisfied form", asking(5, 14), partial("bytes */100"), ErrorKind::RangeIgnored);
    row("6: contradicts itself", asking(5, 14), partial("bytes 5-14/10"), ErrorKind::RangeIgnored);
    row("6: twice", asking(5, 14), partial("bytes 5-14/100, bytes 5-14/100"), ErrorKind::RangeIgnored);
    row("7: unasked, and everything", asking(0), partial("bytes 0-99/100"), ErrorKind::None, 100);
    row("7: unasked, no Content-Range", asking(0), partial({}), ErrorKind::WrongRange);
    row("8: multipart", asking(5, 14),
        with(partial({}), &RawResponse::contentType, "Multipart/ByteRanges; boundary=x"),
        ErrorKind::WrongRange);
    row("8: multipart as 200", asking(0),
        with(whole(), &RawResponse::contentType, "multipart/byteranges; boundary=x"), ErrorKind::WrongRange);
    row("16: longer than its range", asking(5, 14), partial("bytes 5-14/100", "11"), ErrorKind::RangeIgnored);
    row("20: slice recompressed", asking(5, 14), partial("bytes 5-14/100", "9"), ErrorKind::RangeIgnored);
}

RawResponse unsatisfied(QByteArray contentRange)
{
    RawResponse r = partial(std::move(contentRange));
    r.status = 416;
    return r;
}

void rowsFor416AndPages()
{
    row("10: 416, the length is right", asking(100, {}, 100), unsatisfied("bytes */100"),
        ErrorKind::WrongRange);
    row("11: 416, shorter than known", asking(5, 14, 100), unsatisfied("bytes */4"),
        ErrorKind::LengthContradicts);
    row("12: 416, nothing said", asking(5, 14, 100), unsatisfied({}), ErrorKind::WrongRange);
    row("12: 416 to a range from 0, nothing said", asking(0, 14), unsatisfied({}), ErrorKind::RangeIgnored);
    row("12: 416 to no range", asking(0), unsatisfied({}), ErrorKind::WrongRange);
    row("empty", asking(0, 14), unsatisfied("bytes */0"), ErrorKind::None, 0);
    row("empty, but known not to be", asking(0, 14, 100), unsatisfied("bytes */0"),
        ErrorKind::LengthContradicts);
    const RawResponse page = with(whole("77"), &RawResponse::contentType, "Text/HTML; charset=utf-8");
    RangeRequest file = asking(0, 9);
    row("34: a page where one may be", file, page, ErrorKind::None, 77);
    file.refusesPages = true;
    row("34: a page in place of a file", file, page, ErrorKind::WrongContent);
}

void rowsForEncodedAnswers()
{
    const auto encoding = &RawResponse::contentEncoding;
    row("18: gzip", asking(0), with(whole("100"), encoding, "gzip"), ErrorKind::EncodedBody);
    row("18: gzip on a slice", asking(5, 14), with(partial("bytes 5-14/100"), encoding, "gzip"),
        ErrorKind::EncodedBody);
    row("18: br", asking(0), with(whole(), encoding, "br"), ErrorKind::EncodedBody);
    row("18: two", asking(0), with(whole(), encoding, "identity, gzip"), ErrorKind::EncodedBody);
    row("18: gzip among words", asking(0), with(whole(), encoding, "aws-chunked,GZIP"),
        ErrorKind::EncodedBody);
    for (const char *word :
         {"none", "UTF-8", "binary", "aws-chunked", "8bit", "identity, identity", "x-magic", ","})
        row(word, asking(0), with(whole("9"), encoding, word), ErrorKind::None, 9);
    row("18: identity", asking(0), with(whole("9"), encoding, "Identity"), ErrorKind::None, 9);
    RangeRequest gz = asking(0);
    gz.url = QUrl(QStringLiteral("http://a.example/x.tar.gz"));
    row("19: .gz called gzip", gz, with(whole("9"), encoding, "gzip"), ErrorKind::None, 9);
    row("19: .gz called br", gz, with(whole("9"), encoding, "br"), ErrorKind::EncodedBody);
    row("19: .gz called gzip twice", gz, with(whole("9"), encoding, "gzip, gzip"), ErrorKind::EncodedBody);
    RawResponse elsewhere = with(whole("9"), encoding, "x-gzip");
    elsewhere.url = QUrl(QStringLiteral("http://b.example/app-1.2.TGZ?x"));
    row("19: .tgz behind a redirect", asking(0), elsewhere, ErrorKind::None, 9);
    const RawResponse labelled = with(whole("9"), encoding, "gzip");
    row("19: a gzip by type", asking(0), with(labelled, &RawResponse::contentType, "Application/X-Gzip; v=1"),
        ErrorKind::None, 9);
    row("19: a gzip by name", asking(0),
        with(labelled, &RawResponse::contentDisposition, "attachment; filename=\"a.tar.gz\""),
        ErrorKind::None, 9);
    row("19: a page called gzip", asking(0), with(labelled, &RawResponse::contentType, "text/html"),
        ErrorKind::EncodedBody);
    row("19: no .gz, called gzip", asking(0), with(whole("9"), encoding, "gzip"), ErrorKind::EncodedBody);
}

} // namespace

void tst_ResponseHead::judges_data()
{
    QTest::addColumn<RangeRequest>("request");
    QTest::addColumn<RawResponse>("response");
    QTest::addColumn<ErrorKind>("expected");
    QTest::addColumn<qint64>("length");
    rowsForWholeAnswers();
    rowsForPartialAnswers();
    rowsForEncodedAnswers();
    rowsFor416AndPages();
}

void tst_ResponseHead::judges()
{
    QFETCH(RangeRequest, request);
    QFETCH(RawResponse, response);
    QFETCH(ErrorKind, expected);
    QFETCH(qint64, length);
    const auto head = http::acceptResponse(request, response);
    QCOMPARE(head ? ErrorKind::None : head.error().kind, expected);
    if (head) {
        QCOMPARE(head->completeLength.value_or(kAny), length);
        QCOMPARE(head->isPartial, !response.contentRange.isEmpty() && !request.isWhole());
    } else {
        QVERIFY(!head.error().detail.isEmpty());
    }
}

void tst_ResponseHead::statuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<ErrorKind>("expected");
    const auto rows = [](const char *fault, std::initializer_list<int> list, ErrorKind kind) {
        for (const int status : list)
            QTest::addRow("%s: %d", fault, status) << status << kind;
    };

    rows("12", {416}, ErrorKind::WrongRange);
    rows("21", {301, 302, 303, 307, 308}, ErrorKind::RedirectRefused);
    rows("27", {408, 425, 429, 503}, ErrorKind::ServerBusy);
    rows("30", {500, 501, 502, 504, 520, 599}, ErrorKind::ServerFailed);
    rows("31", {401, 407}, ErrorKind::CredentialsNeeded);
    rows("31", {511}, ErrorKind::SignInNeeded);
    rows("32", {404}, ErrorKind::NotFound);
    rows("33", {403, 410, 451}, ErrorKind::Forbidden);
    rows("35", {201, 202, 204, 205, 226, 304}, ErrorKind::UnexpectedStatus);
    rows("36", {0, 100, 199, 300, 305, 400, 405, 418, 600, 999, -1}, ErrorKind::UnexpectedStatus);
}

void tst_ResponseHead::statuses()
{
    QFETCH(int, status);
    QFETCH(ErrorKind, expected);
    RawResponse response = partial("bytes 5-14/100", "10"); // looks right, but for the status
    response.status = status;
    const auto head = http::acceptResponse(asking(5, 14), response);
    QVERIFY(!head);
    QCOMPARE(head.error().kind, expected);
    QVERIFY(head.error().detail.contains(QString::number(status)));
}

void tst_ResponseHead::readsTheHead()
{
    RawResponse response = whole("100");
    response.etag = "\"abc\"";
    response.lastModified = "Sun, 06 Nov 1994 08:49:37 GMT";
    response.contentType = "application/octet-stream";
    response.contentDisposition = "attachment; filename=\"dir/a.bin\"";
    const auto head = http::acceptResponse(asking(0), response);
    QVERIFY(head);
    QCOMPARE(head->status, 200);
    QCOMPARE(head->finalUrl, QUrl(QStringLiteral("http://a.example/x")));
    QCOMPARE(head->etag, response.etag);
    QCOMPARE(head->lastModified, response.lastModified);
    QCOMPARE(head->contentType, response.contentType);
    QCOMPARE(head->dispositionName, QStringLiteral("a.bin"));
}

void tst_ResponseHead::namesTheLengthOfA416()
{
    RawResponse response;
    response.status = 416;
    response.contentRange = "bytes */1234";
    const auto head = http::acceptResponse(asking(5000), response);
    QVERIFY(!head);
    QVERIFY(head.error().detail.contains(u"1234"));
}

// 40: a weak ETag proves nothing about bytes.
void tst_ResponseHead::bounds_data()
{
    QTest::addColumn<RangeRequest>("request");
    QTest::addColumn<RawResponse>("response");
    QTest::addColumn<qint64>("wanted");
    QTest::addColumn<qint64>("readable");
    QTest::addColumn<bool>("isLonger");
    const auto bound = [](const char *name, const RangeRequest &request, const RawResponse &response,
                          qint64 wanted, qint64 readable, bool isLonger) {
        QTest::newRow(name) << request << response << wanted << readable << isLonger;
    };

    bound("slice", asking(5, 14), partial("bytes 5-14/100"), 10, 10, false);
    bound("slice, longer than asked", asking(5, 14), partial("bytes 5-99/100"), 10, 10, true);
    bound("slice, open", asking(5), partial("bytes 5-99/100"), 95, 95, false);
    bound("slice, short", asking(5, 14), partial("bytes 5-7/100"), 10, 3, false);
    bound("slice, resource ends", asking(5, 999), partial("bytes 5-99/100"), 95, 95, false);
    bound("slice, length unsaid", asking(5, 14), partial("bytes 5-14/*"), 10, 10, false);
    bound("slice, open, length unsaid", asking(5), partial("bytes 5-14/*"), 10, 10, false);
    bound("whole", asking(0), whole("100"), 100, 100, false);
    bound("whole, empty", asking(0), whole("0"), 0, 0, false);
    bound("whole, no length", asking(0), whole(), kAny, kAny, false);
    bound("whole, no length, known", asking(0, {}, 100), whole(), 100, 100, false);
    bound("range from 0, whole comes", asking(0, 9), whole("100"), 10, 10, true);
    bound("range from 0, less is there", asking(0, 9), whole("4"), 4, 4, false);
    bound("range from 0, no length", asking(0, 9), whole(), kAny, 10, false);
}

void tst_ResponseHead::bounds()
{
    QFETCH(RangeRequest, request);
    QFETCH(RawResponse, response);
    QFETCH(qint64, wanted);
    QFETCH(qint64, readable);
    QFETCH(bool, isLonger);
    const auto head = http::acceptResponse(request, response);
    QVERIFY(head);
    const BodyBounds bounds = http::bodyBounds(request, *head);
    QCOMPARE(bounds.wanted.value_or(kAny), wanted);
    QCOMPARE(bounds.readable.value_or(kAny), readable);
    QCOMPARE(bounds.isLonger, isLonger);
}

SLUICE_TEST(tst_ResponseHead)
#include "tst_responsehead.moc"
