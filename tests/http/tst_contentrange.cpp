#include "core/http/contentrange.h"
#include "tests/support/testmain.h"

#include <QTest>

using core::ByteRange;
using http::ContentRange;

class tst_ContentRange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
};

void tst_ContentRange::accepts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ContentRange>("expected");

    QTest::newRow("range") << QByteArray("bytes 0-499/1234") << ContentRange{ByteRange{0, 499}, 1234};
    QTest::newRow("one byte") << QByteArray("bytes 7-7/8") << ContentRange{ByteRange{7, 7}, 8};
    QTest::newRow("unknown length") << QByteArray("bytes 5-9/*") << ContentRange{ByteRange{5, 9}, {}};
    QTest::newRow("unsatisfied") << QByteArray("bytes */1234") << ContentRange{{}, 1234};
    QTest::newRow("unsatisfied, empty") << QByteArray("bytes */0") << ContentRange{{}, 0};
    QTest::newRow("unit in capitals") << QByteArray("Bytes 0-1/2") << ContentRange{ByteRange{0, 1}, 2};
    QTest::newRow("blanks around") << QByteArray("  bytes 0-1/2 ") << ContentRange{ByteRange{0, 1}, 2};
    QTest::newRow("blanks inside") << QByteArray("bytes  5 - 9 / 20") << ContentRange{ByteRange{5, 9}, 20};
    QTest::newRow("a tab") << QByteArray("bytes\t5-9/20") << ContentRange{ByteRange{5, 9}, 20};
    QTest::newRow("as in a request") << QByteArray("bytes=5-9/20") << ContentRange{ByteRange{5, 9}, 20};
    QTest::newRow("as a field") << QByteArray("Bytes: 5-9/20") << ContentRange{ByteRange{5, 9}, 20};
    QTest::newRow("no unit") << QByteArray("5-9/20") << ContentRange{ByteRange{5, 9}, 20};
    QTest::newRow("no length") << QByteArray("bytes 5-9") << ContentRange{ByteRange{5, 9}, {}};
    QTest::newRow("no unit, no length") << QByteArray("5-9") << ContentRange{ByteRange{5, 9}, {}};
    QTest::newRow("largest") << QByteArray("bytes 0-9223372036854775806/9223372036854775807")
                             << ContentRange{ByteRange{0, 9223372036854775806}, 9223372036854775807};
}

void tst_ContentRange::accepts()
{
    QFETCH(QByteArray, text);
    QFETCH(ContentRange, expected);
    const auto parsed = http::parseContentRange(text);
    QVERIFY(parsed);
    QVERIFY(*parsed == expected);
}

void tst_ContentRange::refuses_data()
{
    QTest::addColumn<QByteArray>("text");

    for (const char *text : {"",
                             "bytes",
                             "bytes ",
                             "bytes 0-1/",
                             "bytes /2",
                             "bytes -1/2",
                             "bytes 0-/2",
                             "bytes 2-1/9",
                             "bytes 0-9/9",
                             "bytes 0-9/5",
                             "bytes */*",
                             "bytes 0-1/2/3",
                             "bytes 0--1/2",
                             "bytes +0-1/2",
                             "bytes 0-1/+2",
                             "bytes -5-9/20",
                             "items 0-1/2",
                             "bytes 0x0-0x1/2",
                             "bytes 0-1/2, bytes 0-1/2",
                             "bytes 0-9223372036854775807/*",
                             "bytes 0-9223372036854775808/*",
                             "bytes 0-1/99999999999999999999999",
                             "bytes0-1/2",
                             "bytes==0-1/2",
                             "bytes-0-1/2",
                             "*/5",
                             "-1/2",
                             "0-",
                             "bytes 0 1/2",
                             "bytes 0- 1 0/20",
                             "garbage"})
        QTest::newRow(*text ? text : "empty") << QByteArray(text);
    QTest::newRow("NUL inside") << QByteArray("bytes 0-1\0/2", 12);
}

void tst_ContentRange::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!http::parseContentRange(text));
}

SLUICE_TEST(tst_ContentRange)
#include "tst_contentrange.moc"
