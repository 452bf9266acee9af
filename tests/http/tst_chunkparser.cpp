#include "core/http/chunkparser.h"
#include "tests/support/testmain.h"

#include <QTest>

using http::ChunkParser;
using Step = http::ChunkParser::Step;

class tst_ChunkParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesApart_data();
    void takesApart();
    void refuses_data();
    void refuses();
    void waits_data();
    void waits();
};

namespace {

struct Outcome
{
    Step end = Step::NeedMore;
    QByteArray body;
    qsizetype left = 0; ///< of the bytes, behind the end
    QString fault;
};

/// In pieces of `piece` bytes.
Outcome parse(const QByteArray &bytes, qsizetype piece)
{
    ChunkParser parser;
    Outcome outcome;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        QByteArrayView rest = QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at));
        while ((outcome.end = parser.next(rest)) == Step::Data)
            outcome.body += parser.data();
        outcome.left = rest.size() + std::max<qsizetype>(0, bytes.size() - at - piece);
        if (outcome.end != Step::NeedMore)
            break;
    }
    outcome.fault = parser.fault();
    return outcome;
}

} // namespace

void tst_ChunkParser::takesApart_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("left");
    const auto row = [](const char *name, QByteArray bytes, QByteArray body, int left = 0) {
        QTest::newRow(name) << bytes << body << left;
    };
    row("one", "5\r\nhello\r\n0\r\n\r\n", "hello");
    row("two", "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "hello world");
    row("none", "0\r\n\r\n", "");
    row("hexadecimal", "1a\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\n", "abcdefghijklmnopqrstuvwxyz");
    row("capitals", "A\r\n0123456789\r\n0\r\n\r\n", "0123456789");
    row("line ends within", "4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n");
    row("zeros before", "0000000000000005\r\nhello\r\n00\r\n\r\n", "hello");
    row("extension", "5;a=b;c=\"d\"\r\nhello\r\n0;x\r\n\r\n", "hello");
    row("blanks behind", "5  \t\r\nhello\r\n0 \r\n\r\n", "hello");
    row("blanks before the extension", "5 ;a\r\nhello\r\n0\r\n\r\n", "hello");
    row("lines end with LF", "5\nhello\n0\n\n", "hello");
    row("trailers", "5\r\nhello\r\n0\r\nX: y\r\nZ: 0\r\n\r\n", "hello");
    row("something behind", "5\r\nhello\r\n0\r\n\r\nHTTP/1.1", "hello", 8);
}

void tst_ChunkParser::takesApart()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, body);
    QFETCH(int, left);
    for (qsizetype piece = 1; piece <= bytes.size(); ++piece) {
        const Outcome outcome = parse(bytes, piece);
        QCOMPARE(outcome.end, Step::End);
        QCOMPARE(outcome.body, body);
        QCOMPARE(outcome.left, left);
    }
}

void tst_ChunkParser::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("before"); // what is handed out until then
    const auto row = [](const char *name, QByteArray bytes, QByteArray before = {}) {
        QTest::newRow(name) << bytes << before;
    };
    row("no number", "zz\r\nhello\r\n");
    row("no number later", "5\r\nhello\r\nzz\r\n", "hello");
    row("negative", "-5\r\nhello\r\n");
    row("plus", "+5\r\nhello\r\n");
    row("prefix", "0x5\r\nhello\r\n");
    row("empty", "\r\nhello\r\n");
    row("empty line between", "5\r\nhello\r\n\r\n5\r\n", "hello");
    row("blank before", " 5\r\nhello\r\n");
    row("blank within", "1 0\r\nhello\r\n");
    row("only an extension", ";5\r\nhello\r\n");
    row("too large", "ffffffffffffffff\r\nhello\r\n");
    row("beyond 64 bits", "10000000000000005\r\nhello\r\n");
    row("too many digits", "00000000000000005\r\nhello\r\n");
    row("no line end behind a chunk", "5\r\nhello5\r\nworld\r\n", "hello");
    row("chunk longer than said", "5\r\nhello!\r\n0\r\n\r\n", "hello");
    row("chunk shorter than said", "6\r\nhello\r\n0\r\n\r\n", "hello\r");
    row("chunk shorter than said, between others", "6\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n", "hello\r");
    row("CR alone", "5\rhello\r\n0\r\n\r\n");
    row("CR twice", "5\r\r\nhello\r\n0\r\n\r\n");
    row("NUL behind", QByteArray("5\0\r\nhello", 9));
    row("endless extension", "5;x=" + QByteArray(5'000, 'a'));
    row("endless size", QByteArray(5'000, '0'));
    row("endless trailer", "0\r\n" + QByteArray(5'000, 'a'));
    row("endless trailers", "0\r\n" + QByteArray("X: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").repeated(3'000));
}

void tst_ChunkParser::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, before);
    for (const qsizetype piece : {qsizetype(1), qsizetype(2), qsizetype(3), qsizetype(7), bytes.size()}) {
        const Outcome outcome = parse(bytes, piece);
        QCOMPARE(outcome.end, Step::Failed);
        QCOMPARE(outcome.body, before);
        QVERIFY(!outcome.fault.isEmpty());
    }
}

void tst_ChunkParser::waits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const char *bytes : {"5", "5\r", "5\r\n", "5\r\nhel", "5\r\nhello", "5\r\nhello\r", "5\r\nhello\r\n",
                              "0", "0\r\n", "0\r\n\r", "0\r\nX: y\r\n"})
        QTest::addRow("cut behind %d bytes of %s", int(qstrlen(bytes)),
                      QByteArray(bytes).toPercentEncoding().constData())
            << QByteArray(bytes);
}

/// Nothing but the line end behind the last chunk ends a body.
void tst_ChunkParser::waits()
{
    QFETCH(QByteArray, bytes);
    for (qsizetype piece = 1; piece <= bytes.size(); ++piece)
        QCOMPARE(parse(bytes, piece).end, Step::NeedMore);
}

SLUICE_TEST(tst_ChunkParser)
#include "tst_chunkparser.moc"
