#include "core/source.h"
#include "tests/support/testmain.h"

#include <QTest>

using core::ErrorKind;
using core::Source;

class tst_Source : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void everyField();
    void refused_data();
    void refused();
    void anchorsMeanNothing();
    void identities();
    void credentialsAreNotShown_data();
    void credentialsAreNotShown();
    void names_data();
    void names();
};

void tst_Source::roundTrip_data()
{
    QTest::addColumn<QString>("line");
    const QString hash = QStringLiteral("0017a402f556fbece46c38dc431a2c9b");
    QTest::newRow("plain") << QStringLiteral("http://host/a/b.bin");
    QTest::newRow("https, port, query") << QStringLiteral("https://host:8443/a?x=1&y=%20z");
    QTest::newRow("no path") << QStringLiteral("http://host");
    QTest::newRow("IPv6") << QStringLiteral("http://[::1]:8080/a");
    QTest::newRow("escaped path") << QStringLiteral("http://host/a%20b/%23c/%2Fd%25");
    QTest::newRow("brackets") << QStringLiteral("http://host/a[1](2).zip");
    QTest::newRow("not ASCII") << QStringLiteral("http://h\u00f6st/\u00fcber/\u6f22");
    QTest::newRow("user") << QStringLiteral("http://user:pa%40ss@host/a");
    QTest::newRow("bytes that count")
        << QStringLiteral("http://host//a%7E/../%2f?%41=%7e#name=%7E\thttp://b/%41");
    QTest::newRow("a blank") << QStringLiteral("http://host/a b?c d#name=e f");
    QTest::newRow("mirrors") << QStringLiteral("http://host/a\thttps://other/b/a\thttp://third/a?t=1");
    QTest::newRow("slice") << QStringLiteral("http://host/a#bytes=4096-10239");
    QTest::newRow("keys") << QStringLiteral("http://host/a#ekey=") + hash + QStringLiteral("&ckey=") + hash;
    QTest::newRow("checksum") << QStringLiteral(
        "http://host/a#sha-1=da39a3ee5e6b4b0d3255bfef95601890afd80709&size=0");
    QTest::newRow("size and name") << QStringLiteral(
        "http://host/a#size=123456789012&esize=17&name=interface/logo.blp");
    QTest::newRow("odd name") << QStringLiteral("http://host/a#name=a%26b%3Dc%20%25%23%09%C3%BC.txt");
    QTest::newRow("name that begins with a byte order mark")
        << QStringLiteral("http://host/a#name=%EF%BB%BFx%00");
    QTest::newRow("name of nothing but escapes") << QStringLiteral("http://host/a#name=%25%32%35");
    QTest::newRow("mirrors that stand back")
        << QStringLiteral("http://host/a#primaries=2\thttp://b/a\thttp://c/a");
    QTest::newRow("encrypted as a whole")
        << QStringLiteral("http://host/a#ekey=0017a402f556fbece46c38dc431a2c9b&armadillo=sc1Dev");
    QTest::newRow("headers") << QStringLiteral(
        "http://host/a#header=Referer%3A%20https%3A%2F%2Fb%2F%3Fc%26d&header=Cookie%3A%20a%3Db%3B%20c%3D%23");
    QTest::newRow("all and mirrors") << QStringLiteral("http://host/a#bytes=0-0&size=0&name=x\thttp://b/a");
}

void tst_Source::roundTrip()
{
    QFETCH(QString, line);
    const auto source = core::sourceFromLine(line);
    QVERIFY2(source.has_value(), source ? "" : qPrintable(source.error().detail));
    const QString written = core::toLine(*source);
    const auto again = core::sourceFromLine(written);
    QVERIFY2(again.has_value(), qPrintable(written));
    QVERIFY2(*again == *source, qPrintable(written));
    QCOMPARE(core::toLine(*again), written);
    QCOMPARE(written.contains(u"%EF%BB%BF"), line.contains(u"%EF%BB%BF"));
    QVERIFY(!written.contains(u'\n') && !written.contains(u' '));
}

void tst_Source::everyField()
{
    const auto source = core::sourceFromLine(QStringLiteral(
        "http://host/data/x#bytes=10-19&ekey=00112233445566778899aabbccddeeff"
        "&ckey=FFEEDDCCBBAA99887766554433221100&size=42&name=a/b%20c.txt\thttp://other/x#name=late"));
    QVERIFY(source);
    QCOMPARE(source->mirrors, (QList<QUrl>{QUrl(QStringLiteral("http://host/data/x")),
                                           QUrl(QStringLiteral("http://other/x"))}));
    QCOMPARE(source->slice->size(), qint64(10));
    QCOMPARE(blte::toHex(source->encodingKey->digest), std::string("00112233445566778899aabbccddeeff"));
    QCOMPARE(blte::toHex(source->contentKey->digest), std::string("ffeeddccbbaa99887766554433221100"));
    QCOMPARE(*source->decodedSize, qint64(42));
    QCOMPARE(source->name, QStringLiteral("late"));
}

void tst_Source::refused_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"",
                             "   ",
                             "host/a",
                             "ftp://host/a",
                             "file:///etc/passwd",
                             "http://",
                             "http:///a",
                             "javascript:alert(1)",
                             "http://host/a\x1b",
                             "http://host/a#bytes=5",
                             "http://host/a#bytes=9-5",
                             "http://host/a#bytes=-5",
                             "http://host/a#bytes=-1-5",
                             "http://host/a#bytes=1-99999999999999999999",
                             "http://host/a#ekey=12",
                             "http://host/a#ckey=zz112233445566778899aabbccddeeff",
                             "http://host/a#size=-1",
                             "http://host/a#size=x",
                             "http://host/a#esize=x",
                             "http://host/a#name=x&colour=red",
                             "http://host/a#chapter&ekey=12",
                             "http://host/a#md5=zz",
                             "http://host/a#SHA256=00",
                             "http://host/a#sha256sum=00",
                             "http://host/a#EKEY=00112233445566778899aabbccddeeff",
                             "http://host/a#range=0-4",
                             "http://host/a#header=Range%3A%20bytes%3D0-1",
                             "http://host/a#header=A%3A%20b%0D%0AHost%3A%20c",
                             "http://host/a\tftp://host/a"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void tst_Source::refused()
{
    QFETCH(QString, line);
    const auto source = core::sourceFromLine(line);
    QVERIFY(!source.has_value());
    QCOMPARE(core::name(source.error().kind), QStringLiteral("SourceNotUnderstood"));
    QVERIFY(!source.error().detail.isEmpty());
}

void tst_Source::anchorsMeanNothing()
{
    for (const char *anchor : {"chapter-2", "page=3", "t=10&x", "", "!/a=b", "bytes"}) {
        const auto source = core::sourceFromLine(u"http://host/page#" + QString::fromLatin1(anchor));
        QVERIFY2(source, anchor);
        QCOMPARE(core::toLine(*source), QStringLiteral("http://host/page"));
    }
    QCOMPARE(core::toLine(Source()), QString());
}

void tst_Source::identities()
{
    const auto of = [](const char *line) {
        return core::identity(*core::sourceFromLine(QString::fromLatin1(line)));
    };
    QCOMPARE(of("http://a/x#ekey=00112233445566778899aabbccddeeff"),
             of("http://b/y#ekey=00112233445566778899AABBCCDDEEFF&bytes=1-2"));
    // One object, at two places of two archives.
    QCOMPARE(of("http://a/x#ekey=00112233445566778899aabbccddeeff&bytes=7-8"),
             of("http://a/y#ekey=00112233445566778899aabbccddeeff&bytes=1-2"));
    QCOMPARE(of("http://a/x"), of("http://a/x#name=y"));
    QVERIFY(
        core::sourceFromLine(QStringLiteral("http://a/x#md5=00112233445566778899aabbccddeeff"))->contentKey);
    QCOMPARE(of("http://a/x"), of("http://a/x\thttp://b/x"));
    QVERIFY(of("http://a/x") != of("http://b/x"));
    QVERIFY(of("http://a/x#bytes=0-4") != of("http://a/x#bytes=5-9"));
    QVERIFY(of("http://a/x%7E") != of("http://a/x~"));
    QVERIFY(of("http://a//x") != of("http://a/x"));
}

void tst_Source::credentialsAreNotShown_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *text, const char *shown) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(shown);
    };
    row("http://joe:secret@host/a", "http://host/a");
    row("http://joe@host/a", "http://host/a");
    row("http://joe:a%40b%2Fc@host:8080/a", "http://host:8080/a");
    row("http://joe:a@b@host/a", "http://host/a");
    row("see https://a:b@x/1 and ftp://c:d@y/2.", "see https://x/1 and ftp://y/2.");
    row("{\"source\":\"http://u:p@h/x\",\"to\":\"me@home\"}",
        "{\"source\":\"http://h/x\",\"to\":\"me@home\"}");
    row("http://host/a#header=Cookie%3A%20a%3Db", "http://host/a#");
    row("see http://host/a#name=x&header=A%3A%20b&header=C%3A%20d now", "see http://host/a#name=x& now");
    row("http://host/picture@2x.png", "http://host/picture@2x.png");
    row("http://host?to=me@home", "http://host?to=me@home");
    row("http://host/#me@home is not said", "http://host/#me@home is not said");
    row("http://host and me@home", "http://host and me@home");
    row("me@home: no address", "me@home: no address");
}

void tst_Source::credentialsAreNotShown()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(core::withoutCredentials(text), shown);
    if (const auto source = core::sourceFromLine(text); source && !text.contains(u' '))
        QCOMPARE(core::toLine(core::withoutCredentials(*source)),
                 shown.endsWith(u'#') ? shown.chopped(1) : shown);
}

void tst_Source::names_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("name");
    QTest::newRow("file") << QStringLiteral("http://h/a/b.txt?x=/y") << QStringLiteral("b.txt");
    QTest::newRow("escaped") << QStringLiteral("http://h/a/b%20c.txt") << QStringLiteral("b c.txt");
    QTest::newRow("folder") << QStringLiteral("http://h/a/") << QString();
    QTest::newRow("dots") << QStringLiteral("http://h/a/..") << QString();
    QTest::newRow("host only") << QStringLiteral("http://h") << QString();
}

void tst_Source::names()
{
    QFETCH(QString, url);
    QFETCH(QString, name);
    QCOMPARE(core::nameFromUrl(QUrl(url)), name);
}

SLUICE_TEST(tst_Source)
#include "tst_source.moc"
