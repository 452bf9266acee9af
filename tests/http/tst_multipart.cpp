#include "core/http/multipart.h"
#include "tests/support/testmain.h"

#include <QTest>

using core::ByteRange;
using core::ErrorKind;
using http::MultipartFault;
using http::MultipartParser;
using Step = http::MultipartParser::Step;

namespace {

const QByteArray kBoundary = "THIS_STRING_SEPARATES";
const QList<ByteRange> kAsked{{0, 4}, {10, 13}};

/// "0-4/20=hello;10-13/20=abcd": what a stream was, and how it ended.
struct Outcome
{
    QByteArray text;
    MultipartFault fault = MultipartFault::None;
    bool operator==(const Outcome &) const = default;
};

void tell(const MultipartParser::Part &part, QByteArray &text)
{
    if (!text.isEmpty())
        text += ';';
    text += QByteArray::number(part.range.first) + '-' + QByteArray::number(part.range.last) + '/' +
            (part.completeLength ? QByteArray::number(*part.completeLength) : QByteArray("*")) + '=';
}

/// Takes what is there; true while more is wanted.
bool feed(MultipartParser &parser, QByteArrayView bytes, QByteArray &text)
{
    while (true) {
        switch (parser.next(bytes)) {
        case Step::NeedMore:
            return bytes.isEmpty();
        case Step::Part:
            tell(parser.part(), text);
            break;
        case Step::Body:
            text += parser.body();
            break;
        case Step::End:
        case Step::Failed:
            return false;
        }
    }
}

Outcome parse(const QList<QByteArray> &pieces, const QList<ByteRange> &asked = kAsked,
              std::optional<qint64> length = {})
{
    MultipartParser parser(kBoundary, asked, length);
    Outcome outcome;
    for (const QByteArray &piece : pieces) {
        if (!feed(parser, piece, outcome.text))
            break;
    }
    outcome.fault = parser.finish();
    return outcome;
}

QList<QByteArray> singly(const QByteArray &bytes)
{
    QList<QByteArray> pieces;
    for (const char c : bytes)
        pieces << QByteArray(1, c);
    return pieces;
}

QByteArray part(const QByteArray &range, const QByteArray &body, const QByteArray &fields = {})
{
    return QByteArray("\r\n--" + kBoundary + "\r\nContent-Type: text/plain\r\nContent-Range: bytes " + range +
                      "\r\n" + fields + "\r\n" + body);
}

const QByteArray kEnd = "\r\n--" + kBoundary + "--\r\n";

} // namespace

class tst_Multipart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void splits_data();
    void splits();
    void faults_data();
    void faults();
    void truncated();
    void knownLength();
    void staysFinished();
    void faultsAreErrors();
    void largeBody();
};

void tst_Multipart::reads_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArray>("text");
    const QByteArray both = part("0-4/20", "hello") + part("10-13/20", "abcd") + kEnd;
    const QByteArray said = "0-4/20=hello;10-13/20=abcd";
    QTest::newRow("two parts") << both << said;
    QTest::newRow("no line end before the first") << both.sliced(2) << said;
    QTest::newRow("no line end at the end") << both.chopped(2) << said;
    QTest::newRow("preamble") << QByteArray("\r\rnothing\r\n--THIS_STR\r\n-" + both) << said;
    QTest::newRow("epilogue") << QByteArray(both + "more" + part("0-4/20", "hello")) << said;
    QTest::newRow("padding") << QByteArray(both).replace("S\r\n", "S \t\r\n") << said;
    QTest::newRow("other order") << part("10-13/20", "abcd") + part("0-4/20", "hello") + kEnd
                                 << QByteArray("10-13/20=abcd;0-4/20=hello");
    QTest::newRow("fewer") << part("10-13/20", "abcd") + kEnd << QByteArray("10-13/20=abcd");
    QTest::newRow("a piece of what was asked for")
        << part("11-12/20", "bc") + kEnd << QByteArray("11-12/20=bc");
    QTest::newRow("none") << kEnd << QByteArray();
    QTest::newRow("unknown length") << part("0-4/*", "hello") + kEnd << QByteArray("0-4/*=hello");
    QTest::newRow("case and blanks") << QByteArray(both).replace("Content-Range: bytes",
                                                                 "cONTENT-rANGE:  \tBytes")
                                     << said;
    QTest::newRow("identity") << part("0-4/20", "hello", "Content-Encoding: identity\r\n") + kEnd
                              << QByteArray("0-4/20=hello");
    for (const char *body : {"\r\n--\r", "\r\r\r\r\n", "\r\n--T", "--THI", "\n\r\n\r\n", "abc\r\n"}) {
        const QByteArray five = QByteArray(body).leftJustified(5, '\r', true);
        QTest::addRow("a body like a boundary: %s", five.toPercentEncoding().constData())
            << part("0-4/20", five) + kEnd << QByteArray("0-4/20=" + five);
    }
}

void tst_Multipart::reads()
{
    QFETCH(QByteArray, stream);
    QFETCH(QByteArray, text);
    const Outcome outcome = parse({stream});
    QCOMPARE(outcome.fault, MultipartFault::None);
    QCOMPARE(outcome.text, text);
}

void tst_Multipart::splits_data()
{
    reads_data();
}

void tst_Multipart::splits()
{
    QFETCH(QByteArray, stream);
    const Outcome whole = parse({stream});
    for (qsizetype i = 0; i <= stream.size(); ++i)
        QVERIFY2(parse({stream.first(i), stream.sliced(i)}) == whole, qPrintable(QString::number(i)));
    QVERIFY(parse(singly(stream)) == whole);
}

void tst_Multipart::faults_data()
{
    using F = MultipartFault;
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<MultipartFault>("fault");
    const auto row = [](const char *title, const QByteArray &stream, F fault) {
        QTest::newRow(title) << stream << fault;
    };
    const QByteArray begin = "\r\n--" + kBoundary;
    row("nothing", {}, F::Truncated);
    row("another boundary", "\r\n--OTHER\r\n\r\n", F::Truncated);
    row("endless preamble", QByteArray(5000, 'x'), F::PreambleTooLong);
    row("longer boundary", begin + "X\r\n", F::DelimiterInvalid);
    row("half an end", begin + "-\r\n", F::DelimiterInvalid);
    row("dash behind padding", begin + " --", F::DelimiterInvalid);
    row("line feed alone", begin + "\n", F::DelimiterInvalid);
    row("endless padding", begin + QByteArray(1000, ' '), F::DelimiterInvalid);
    row("endless head", begin + "\r\n" + QByteArray(9000, 'x'), F::HeadTooLong);
    row("endless fields", begin + "\r\n" + QByteArray("X: y\r\n").repeated(2000), F::HeadTooLong);
    row("no field", begin + "\r\nnothing\r\n\r\n", F::HeadInvalid);
    row("no name", begin + "\r\n: x\r\n\r\n", F::HeadInvalid);
    row("folded line", begin + "\r\nContent-Range: bytes\r\n 0-4/20\r\n\r\n", F::RangeInvalid);
    row("folded other line", begin + "\r\nX: y\r\n Content-Range: bytes 0-4/20\r\n\r\n", F::HeadInvalid);
    row("line feeds alone", begin + "\r\nContent-Range: bytes 0-4/20\n\n", F::HeadInvalid);
    row("no range", begin + "\r\nX: y\r\n\r\nhello", F::RangeMissing);
    row("no head", begin + "\r\n\r\nhello", F::RangeMissing);
    row("two ranges", part("0-4/20", "hello", "content-range: bytes 0-4/20\r\n"), F::RangeTwice);
    for (const char *range : {"", "0-4/4", "4-0/20", "a-b/20", "*/20", "0-99999999999999999999/*", "-5/20"})
        row(qPrintable(QStringLiteral("range ") + QString::fromLatin1(range)), part(range, "hello"),
            F::RangeInvalid);
    for (const char *range : {"0-5/20", "9-13/20", "4-10/20", "14-15/20", "0-13/20", "5-5/20"})
        row(qPrintable(QStringLiteral("not asked ") + QString::fromLatin1(range)), part(range, "hello"),
            F::RangeNotAsked);
    row("two lengths", part("0-4/20", "hello") + part("10-13/21", "abcd"), F::LengthContradicts);
    row("gzip", part("0-4/20", "hello", "Content-Encoding: gzip\r\n"), F::EncodedPart);
    row("too many", part("0-4/20", "hello") + part("10-13/20", "abcd") + part("0-4/20", "hello"),
        F::TooManyParts);
    row("short body", part("0-4/20", "hell") + kEnd, F::BodyTooShort);
    row("no body", part("0-4/20", "") + kEnd, F::BodyTooShort);
    row("long body", part("0-4/20", "hello!") + kEnd, F::BodyTooLong);
    row("longer by a line end", part("0-4/20", "hello\r\n") + kEnd, F::BodyTooLong);
    row("shorter, almost a boundary", part("0-4/20", "hel\r\n--THIS_STRING_SEPARATED") + kEnd,
        F::BodyTooLong);
}

void tst_Multipart::faults()
{
    QFETCH(QByteArray, stream);
    QFETCH(MultipartFault, fault);
    QCOMPARE(parse({stream}).fault, fault);
    QCOMPARE(parse(singly(stream)).fault, fault);
    for (qsizetype i = 0; i <= stream.size(); ++i)
        QCOMPARE(parse({stream.first(i), stream.sliced(i)}).fault, fault);
}

void tst_Multipart::truncated()
{
    const QByteArray stream = part("0-4/20", "hello") + part("10-13/20", "abcd") + kEnd;
    const QByteArray text = parse({stream}).text;
    for (qsizetype i = 0; i < stream.size() - 2; ++i) {
        const Outcome outcome = parse({stream.first(i)});
        QCOMPARE(outcome.fault, MultipartFault::Truncated);
        QVERIFY(text.startsWith(outcome.text));
    }
}

void tst_Multipart::knownLength()
{
    const QByteArray stream = part("0-4/20", "hello") + kEnd;
    QCOMPARE(parse({stream}, kAsked, 20).fault, MultipartFault::None);
    QCOMPARE(parse({stream}, kAsked, 21).fault, MultipartFault::LengthContradicts);
    QCOMPARE(parse({part("0-4/*", "hello") + kEnd}, kAsked, 21).fault, MultipartFault::None);
}

void tst_Multipart::staysFinished()
{
    MultipartParser parser(kBoundary, kAsked);
    QByteArrayView end(kEnd);
    QCOMPARE(parser.next(end), Step::End);
    const QByteArray again = part("0-4/20", "hello");
    QByteArrayView more(again);
    QCOMPARE(parser.next(more), Step::End);
    QVERIFY(more.isEmpty());
    QCOMPARE(parser.finish(), MultipartFault::None);

    MultipartParser failed(kBoundary, {});
    more = again;
    QCOMPARE(failed.next(more), Step::Failed);
    more = kEnd;
    QCOMPARE(failed.next(more), Step::Failed);
    QCOMPARE(failed.finish(), MultipartFault::TooManyParts);
}

void tst_Multipart::faultsAreErrors()
{
    QStringList details;
    for (int i = 0; i <= static_cast<int>(MultipartFault::Truncated); ++i)
        details << http::toError(static_cast<MultipartFault>(i)).detail;
    QCOMPARE(details.count(QString()), 1);
    QCOMPARE(details.removeDuplicates(), 0);
    QCOMPARE(http::toError(MultipartFault::None).kind, ErrorKind::None);
    QCOMPARE(http::toError(MultipartFault::Truncated).kind, ErrorKind::ConnectionLost);
    QCOMPARE(http::toError(MultipartFault::LengthContradicts).kind, ErrorKind::LengthContradicts);
    QCOMPARE(http::toError(MultipartFault::EncodedPart).kind, ErrorKind::EncodedBody);
    QCOMPARE(http::toError(MultipartFault::BodyTooShort).kind, ErrorKind::WrongRange);
}

/// Full of carriage returns, in blocks of any size.
void tst_Multipart::largeBody()
{
    constexpr qint64 size = 1'000'000;
    QByteArray body;
    while (body.size() < size)
        body += "\r\n--THIS_STRING\r" + QByteArray::number(body.size());
    body.truncate(size);
    const QByteArray stream = part("0-999999/*", body) + kEnd;
    for (const qsizetype block : {7, 4096, 65536}) {
        QList<QByteArray> pieces;
        for (qsizetype at = 0; at < stream.size(); at += block)
            pieces << stream.mid(at, block);
        const Outcome outcome = parse(pieces, {{0, size - 1}});
        QCOMPARE(outcome.fault, MultipartFault::None);
        QVERIFY(outcome.text == "0-999999/*=" + body);
    }
}

SLUICE_TEST(tst_Multipart)
#include "tst_multipart.moc"
