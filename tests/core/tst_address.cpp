#include "core/address.h"
#include "tests/support/testmain.h"

#include <QTest>

/// What is typed, and what a server is asked for then.
class tst_Address : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exact_data();
    void exact();
    void mended_data();
    void mended();
    void parts_data();
    void parts();
    void references_data();
    void references();
    void refused_data();
    void refused();
};

void tst_Address::exact_data()
{
    QTest::addColumn<QString>("target");
    for (const char *target : {"/a%40b.bin",
                               "/a%7Eb.bin",
                               "/a~b.bin",
                               "/a%2fb.bin",
                               "/a%2Fb.bin",
                               "/a+b.bin",
                               "/%41%42.bin",
                               "/a;p=1.bin",
                               "/a'b(c)!.bin",
                               "/a/./x.bin",
                               "/a/../x.bin",
                               "/%2e%2e/x.bin",
                               "/trail./x.",
                               "//key.bin",
                               "//a//b/key.bin",
                               "/a//",
                               "/.//x",
                               "/x.bin?",
                               "/x.bin?a?b/c",
                               "/x.bin?u=http://h/p?x=y",
                               "/x?k=%2F%2f+%20",
                               "/x?q=%7Bx%7D&r=%5B1%5D",
                               "/%E4.bin",
                               "/%e4%bd%a0.bin",
                               "/a%00b?x=1",
                               "/x?%41=%7e",
                               "/a%5Cb.bin",
                               "/x?a=%22%3C%3E",
                               "/a:b@c$d&e,f",
                               "/x?a=b'c*",
                               "/?x",
                               "/%7e?%7e",
                               "/x%25",
                               "/..",
                               "/a/%2E"})
        QTest::newRow(target) << QString::fromLatin1(target);
}

/// Every byte that RFC 3986 allows stays as it is.
void tst_Address::exact()
{
    QFETCH(QString, target);
    const auto address = core::addressFromText(QStringLiteral("http://h:81") + target);
    QVERIFY2(address, address ? "" : qPrintable(address.error().detail));
    QCOMPARE(QString::fromLatin1(core::requestTarget(address->url)), target);
    QCOMPARE(core::addressText(address->url), QStringLiteral("http://h:81") + target);
    const auto again = core::addressFromText(core::addressText(address->url));
    QVERIFY(again && again->url == address->url);
    QCOMPARE(address->url.host(), QStringLiteral("h"));
}

void tst_Address::mended_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("target");
    const auto row = [](const char *text, const char *target) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(target);
    };
    row("http://h", "/");
    row("http://h?x", "/?x");
    row("  http://h/a \r", "/a");
    row("http://h/two words.zip", "/two%20words.zip");
    row("http://h/x?q=two words", "/x?q=two%20words");
    row("http://h/[G] n.mkv", "/%5BG%5D%20n.mkv");
    row("http://h/a{1}|b^c`d.zip", "/a%7B1%7D%7Cb%5Ec%60d.zip");
    row("http://h/a\"b<c>.zip", "/a%22b%3Cc%3E.zip");
    row("http://h/x?q={\"a\":1}|b\\c", "/x?q=%7B%22a%22:1%7D%7Cb%5Cc");
    row("http://h/x?t[0:1],l[3]", "/x?t%5B0:1%5D,l%5B3%5D");
    row("http://h/a\\b.zip", "/a/b.zip");
    row("http:\\\\h\\a", "/a");
    row("http://h/100%.zip", "/100%25.zip");
    row("http://h/100%real%4", "/100%25real%254");
    row("http://h/x?n=100%&y=%zz", "/x?n=100%25&y=%25zz");
    row("http://h/gr\xc3\xbc\xc3\x9f.zip?\xe4\xbd\xa0", "/gr%C3%BC%C3%9F.zip?%E4%BD%A0");
    row("http://h/\xf0\x9f\x98\x80", "/%F0%9F%98%80");
    row("http://h/a#b c", "/a");
    row("http://h/a # a remark", "/a");
    row("HTTP://H/A", "/A");
}

void tst_Address::mended()
{
    QFETCH(QString, text);
    QFETCH(QString, target);
    const auto address = core::addressFromText(text);
    QVERIFY2(address, address ? "" : qPrintable(address.error().detail));
    QCOMPARE(QString::fromLatin1(core::requestTarget(address->url)), target);
    QVERIFY(!core::hasOwnTarget(address->url)); // so Qt sends it by itself
    const auto again = core::addressFromText(core::addressText(address->url));
    QVERIFY(again && again->url == address->url);
}

void tst_Address::parts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("whole");
    QTest::addColumn<QString>("fragment");
    const auto row = [](const char *text, const char *whole, const char *fragment) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(whole)
                            << QString::fromUtf8(fragment);
    };
    row("http://h:80/a", "http://h/a", "");
    row("https://h:443/a", "https://h/a", "");
    row("https://h:80/a", "https://h:80/a", "");
    row("http://h:/a", "http://h/a", "");
    row("http://[::1]:81/%7E", "http://[::1]:81/%7E", "");
    row("http://joe:p@ss@h/%7E", "http://joe:p%40ss@h/%7E", "");
    row("http://joe:100%@h/a", "http://joe:100%25@h/a", "");
    row("http://h\xc3\xb6st/a", "http://xn--hst-sna/a", "");
    row("http://h/a%7E#bytes=1-2&name=a b", "http://h/a%7E", "bytes=1-2&name=a b");
    row("http://h/%7E#/x", "http://h/%7E", "/x");
}

void tst_Address::parts()
{
    QFETCH(QString, text);
    const auto address = core::addressFromText(text);
    QVERIFY2(address, address ? "" : qPrintable(address.error().detail));
    QTEST(core::addressText(address->url), "whole");
    QTEST(address->fragment, "fragment");
}

void tst_Address::references_data()
{
    QTest::addColumn<QString>("reference");
    QTest::addColumn<QString>("whole");
    const auto row = [](const char *reference, const char *whole) {
        QTest::newRow(reference) << QString::fromUtf8(reference) << QString::fromUtf8(whole);
    };
    row("http://h/a%7Eb?s=%2f", "http://h/a%7Eb?s=%2f");
    row("http://joe:secret@h//a", "http://h//a");
    row("//h/%41", "http://h/%41");
    row("/a/../%7E#x", "http://h/a/../%7E");
    row("/a b|c", "http://h/a%20b%7Cc");
    row("x%7E", "http://h/d/x~"); // resolved
    row("?%7E", "http://h/d/f?~");
}

void tst_Address::references()
{
    QFETCH(QString, reference);
    QUrl led = QUrl(QStringLiteral("http://h/d/f")).resolved(QUrl(reference));
    led.setFragment({});
    led.setUserInfo({});
    QTEST(core::addressText(core::withTargetOf(led, reference.toUtf8())), "whole");
}

void tst_Address::refused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *text, const char *reason) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(reason);
    };
    row("", "not an http or https address");
    row("ftp://h/a", "not an http or https address");
    row("http:/h/a", "not an http or https address");
    row("http://", "without a host");
    row("http:///a", "without a host");
    row("http://joe@/a", "without a host");
    row("http://h:99999/a", "port");
    row("http://h:8o/a", "port");
    row("http://h:0/a", "port");
    row("http://a b/c", "host");
    row("http://a|b/c", "host");
    row("http://h/a\x1b[2J", "U+001B (control character)");
    row("http://h/a\xc2\x9b"
        "31m",
        "U+009B (control character)");
    row("http://h/a\nb", "U+000A");
    row("http://h/a\tb", "U+0009");
    row("http://h/a?\x7f", "U+007F");
    row("http://h/gr\xef\xbf\xbd", "UTF-8");
}

void tst_Address::refused()
{
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const auto address = core::addressFromText(text);
    QVERIFY(!address);
    QCOMPARE(address.error().kind, core::ErrorKind::SourceNotUnderstood);
    QVERIFY2(address.error().detail.contains(reason), qPrintable(address.error().detail));
}

SLUICE_TEST(tst_Address)
#include "tst_address.moc"
