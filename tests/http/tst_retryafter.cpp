#include "core/http/retryafter.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace std::chrono_literals;
using std::chrono::milliseconds;

class tst_RetryAfter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void delays_data();
    void delays();
    void refuses_data();
    void refuses();
};

namespace {

// 1994-11-06 08:49:37 is the date of RFC 9110's examples; "now" is a minute before it.
QDateTime aMinuteBefore()
{
    return QDateTime(QDate(1994, 11, 6), QTime(8, 48, 37), Qt::UTC);
}

} // namespace

void tst_RetryAfter::delays_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<milliseconds>("expected");

    QTest::newRow("27: seconds") << QByteArray("120") << milliseconds(2min);
    QTest::newRow("27: zero") << QByteArray("0") << 0ms;
    QTest::newRow("27: blanks around") << QByteArray(" 5 ") << milliseconds(5s);
    QTest::newRow("28: IMF-fixdate") << QByteArray("Sun, 06 Nov 1994 08:49:37 GMT") << milliseconds(60s);
    QTest::newRow("28: RFC 850") << QByteArray("Sunday, 06-Nov-94 08:49:37 GMT") << milliseconds(60s);
    QTest::newRow("28: asctime") << QByteArray("Sun Nov  6 08:49:37 1994") << milliseconds(60s);
    QTest::newRow("28: past date") << QByteArray("Sun, 06 Nov 1994 07:49:37 GMT") << 0ms;
    QTest::newRow("28: two-digit year ahead")
        << QByteArray("Sunday, 06-Nov-30 08:49:37 GMT") << milliseconds(1h);
    QTest::newRow("28: two-digit year behind") << QByteArray("Sunday, 06-Nov-60 08:49:37 GMT") << 0ms;
    QTest::newRow("29: ten years") << QByteArray("315360000") << milliseconds(1h);
    QTest::newRow("29: an hour and a second") << QByteArray("3601") << milliseconds(1h);
    QTest::newRow("29: beyond 64 bits") << QByteArray("99999999999999999999999999") << milliseconds(1h);
    QTest::newRow("29: overflows as milliseconds") << QByteArray("9223372036854775807") << milliseconds(1h);
    QTest::newRow("29: negative") << QByteArray("-5") << 0ms;
    QTest::newRow("29: far date") << QByteArray("Sun, 06 Nov 9999 08:49:37 GMT") << milliseconds(1h);
}

void tst_RetryAfter::delays()
{
    QFETCH(QByteArray, text);
    QFETCH(milliseconds, expected);
    const auto delay = http::parseRetryAfter(text, aMinuteBefore());
    QVERIFY(delay);
    QCOMPARE(delay->count(), expected.count());
}

void tst_RetryAfter::refuses_data()
{
    QTest::addColumn<QByteArray>("text");

    for (const char *text :
         {"", "soon", "1.5", "1e3", "+5", "--5", "-", "5s", "Sun, 06 Nov 1994 08:49:37",
          "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
          "Sun, 06 Nov 19941 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET", "06 Nov 1994"})
        QTest::newRow(*text ? text : "empty") << QByteArray(text);
}

void tst_RetryAfter::refuses()
{
    QFETCH(QByteArray, text);
    QVERIFY(!http::parseRetryAfter(text, aMinuteBefore()));
}

SLUICE_TEST(tst_RetryAfter)
#include "tst_retryafter.moc"
