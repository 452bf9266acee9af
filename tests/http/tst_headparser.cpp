#include "core/http/headparser.h"
#include "tests/support/testmain.h"

#include <QTest>

using http::AnswerHead;
using http::HeadParser;
using Step = http::HeadParser::Step;
using Fields = QList<std::pair<QByteArray, QByteArray>>;

class tst_HeadParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void joinsFields();
};

namespace {

struct Outcome
{
    Step end = Step::NeedMore;
    QList<int> statuses; ///< of every head up to the final one
    AnswerHead last;
    qsizetype left = 0;
};

Outcome parse(const QByteArray &bytes, qsizetype piece)
{
    HeadParser parser;
    Outcome outcome;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        QByteArrayView rest = QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at));
        while ((outcome.end = parser.next(rest)) == Step::Head) {
            outcome.statuses.append(parser.head().status);
            if (parser.head().status >= 200)
                break;
        }
        outcome.left = rest.size() + std::max<qsizetype>(0, bytes.size() - at - piece);
        outcome.last = parser.head();
        if (outcome.end != Step::NeedMore)
            break;
    }
    return outcome;
}

} // namespace

void tst_HeadParser::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<int>>("statuses");
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<int>("left");
    const auto row = [](const char *name, QByteArray bytes, QList<int> statuses, Fields fields,
                        int left = 0) { QTest::newRow(name) << bytes << statuses << fields << left; };
    row("no fields", "HTTP/1.1 200 OK\r\n\r\n", {200}, {});
    row("no reason", "HTTP/1.1 204\r\n\r\n", {204}, {});
    row("1.0", "HTTP/1.0 404 Not Found\r\n\r\n", {404}, {});
    row("fields", "HTTP/1.1 200 OK\r\nA: b\r\nC:d \r\nE:\r\n\r\n", {200},
        {{"A", "b"}, {"C", "d"}, {"E", ""}});
    row("a body behind", "HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", {200}, {{"A", "b"}}, 4);
    row("lines end with LF", "HTTP/1.1 200 OK\nA: b\n\nbody", {200}, {{"A", "b"}}, 4);
    row("a continued line", "HTTP/1.1 200 OK\r\nA: b\r\n  Content-Length: 3\r\nC: d\r\n\r\n", {200},
        {{"A", "b Content-Length: 3"}, {"C", "d"}});
    row("lines that are no fields",
        "HTTP/1.1 200 OK\r\n x\r\nno colon\r\nA B: c\r\n more\r\n: d\r\nE: f\r\n\r\n", {200}, {{"E", "f"}});
    row("empty lines before", "\r\n\n\r\nHTTP/1.1 200 OK\r\n\r\n", {200}, {});
    row("100", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n", {100, 200}, {{"A", "b"}});
    row("103 twice, 102",
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: y\r\n\r\n"
        "HTTP/1.1 102 P\r\n\r\nHTTP/1.1 206 P\r\nA: b\r\n\r\nbody",
        {103, 103, 102, 206}, {{"A", "b"}}, 4);
}

void tst_HeadParser::reads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<int>, statuses);
    QFETCH(Fields, fields);
    QFETCH(int, left);
    for (qsizetype piece = 1; piece <= bytes.size(); ++piece) {
        const Outcome outcome = parse(bytes, piece);
        QCOMPARE(outcome.end, Step::Head);
        QCOMPARE(outcome.statuses, statuses);
        QCOMPARE(outcome.last.fields, fields);
        QCOMPARE(outcome.left, left);
    }
}

void tst_HeadParser::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    const auto row = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes; };
    row("0.9", "hello");
    row("another protocol", "SSH-2.0");
    row("2.0", "HTTP/2.0 200 OK\r\n");
    row("no number", "HTTP/1.1 abc\r\n");
    row("two digits", "HTTP/1.1 20 OK\r\n");
    row("four digits", "HTTP/1.1 2000 OK\r\n");
    row("no blank", "HTTP/1.1200 OK\r\n");
    row("zeros", QByteArray(100, '\0'));
    row("endless status line", "HTTP/1.1 200 " + QByteArray(300'000, 'a'));
    row("a field too long", ok + "X: " + QByteArray(110'000, 'a') + "\r\n\r\n");
    row("endless field", ok + "X: " + QByteArray(300'000, 'a'));
    row("endless fields", ok + QByteArray("X: aaaaaaaaaaaaaaaa\r\n").repeated(20'000));
    row("endless empty lines", QByteArray("\r\n").repeated(300'000));
    row("endless information", QByteArray("HTTP/1.1 103 Early Hints\r\n\r\n").repeated(20'000));
}

void tst_HeadParser::refuses()
{
    QFETCH(QByteArray, bytes);
    for (const qsizetype piece : {qsizetype(100), qsizetype(1000), bytes.size()})
        QCOMPARE(parse(bytes, piece).end, Step::Failed);
}

void tst_HeadParser::joinsFields()
{
    const AnswerHead head{200, {}, {{"A", "1"}, {"b", ""}, {"a", "2"}}};
    QCOMPARE(head.value("a"), "1, 2");
    QVERIFY(head.value("B").isEmpty() && !head.value("B").isNull());
    QVERIFY(head.value("c").isNull());
}

SLUICE_TEST(tst_HeadParser)
#include "tst_headparser.moc"
