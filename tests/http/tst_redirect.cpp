#include "core/http/redirect.h"

#include "core/address.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <array>

class tst_Redirect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void follows_data();
    void follows();
    void refuses_data();
    void refuses();
    void looksUpNames_data();
    void looksUpNames();
    void addresses_data();
    void addresses();
    void origins_data();
    void origins();
};

namespace {

/// Also in the forms that only some parsers take for addresses.
constexpr std::array kPrivateHosts{"127.0.0.1",
                                   "127.1",
                                   "2130706433",
                                   "0x7f.0.0.1",
                                   "10.1.2.3",
                                   "172.16.0.1",
                                   "172.31.255.255",
                                   "192.168.0.1",
                                   "169.254.169.254",
                                   "100.64.0.1",
                                   "0.0.0.0",
                                   "[::1]",
                                   "[::]",
                                   "[fe80::1]",
                                   "[fd00::1]",
                                   "[::ffff:127.0.0.1]",
                                   "[::ffff:7f00:1]",
                                   "localhost",
                                   "LOCALHOST",
                                   "localhost.",
                                   "x.localhost",
                                   "router",
                                   "nas.local",
                                   "metadata.google.internal"};

} // namespace

void tst_Redirect::follows_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, QByteArray from, QByteArray location, QByteArray expected) {
        QTest::newRow(name) << from << location << expected;
    };

    row("21: absolute", "http://a.example/x", "http://b.example/y?z=1", "http://b.example/y?z=1");
    row("21: relative", "http://a.example/dir/x?q", "y", "http://a.example/dir/y");
    row("21: rooted", "http://a.example/dir/x", "/y", "http://a.example/y");
    row("21: up", "http://a.example/one/two/x", "../y", "http://a.example/one/y");
    row("21: only a query", "http://a.example/x", "?y", "http://a.example/x?y");
    row("21: same scheme", "https://a.example/x", "//b.example/y", "https://b.example/y");
    row("21: http to https", "http://a.example/x", "https://a.example/x", "https://a.example/x");
    row("21: other port", "http://a.example/x", "http://a.example:8080/x", "http://a.example:8080/x");
    row("21: blanks around", "http://a.example/x", " /y ", "http://a.example/y");
    row("21: blank inside", "http://a.example/x", "/y z", "http://a.example/y%20z");
    row("21: escapes kept", "http://a.example/x", "/y%2Fz", "http://a.example/y%2Fz");
    row("21: UTF-8", "http://a.example/x", "/caf\xc3\xa9", "http://a.example/caf%C3%A9");
    row("21: Latin-1", "http://a.example/x", "/caf\xe9?q=\xfc", "http://a.example/caf%E9?q=%FC");
    row("21: GBK, absolute", "http://a.example/x", "http://b.example/\xc4\xe3.bin",
        "http://b.example/%C4%E3.bin");
    row("21: Latin-1 beside escapes", "http://a.example/x", "/%41\xe9%2F", "http://a.example/%41%E9%2F");
    row("21: fragment dropped", "http://a.example/x", "/y#ekey=00", "http://a.example/y");
    row("21: credentials kept within the origin", "http://u:p@a.example/x", "/y", "http://u:p@a.example/y");
    row("21: credentials dropped across", "http://u:p@a.example/x", "http://b.example/y",
        "http://b.example/y");
    row("21: offered credentials dropped", "http://a.example/x", "http://u:p@b.example/y",
        "http://b.example/y");
    row("24: within a private network", "http://10.0.0.1/x", "http://192.168.1.1/y", "http://192.168.1.1/y");
    row("24: from loopback", "http://127.0.0.1/x", "http://localhost/y", "http://localhost/y");
    row("24: private to public", "http://nas.local/x", "http://a.example/y", "http://a.example/y");
    row("24: public address", "http://a.example/x", "http://172.32.0.1/y", "http://172.32.0.1/y");
}

void tst_Redirect::follows()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, location);
    QFETCH(QByteArray, expected);
    const auto target = http::redirectTarget(QUrl::fromEncoded(from), location);
    QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
    QCOMPARE(core::addressText(*target).toLatin1(), expected);
}

void tst_Redirect::refuses_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("location");
    const auto row = [](const char *name, QByteArray location, QByteArray from = "https://a.example/x") {
        QTest::newRow(name) << from << location;
    };

    row("21: no location", "");
    row("21: not a URL", "http://[broken/");
    row("21: no host", "http:///y");
    row("22: https to http", "http://a.example/x");
    for (const char *location : {"ftp://b.example/y", "file:///etc/passwd", "data:text/plain,x", "qrc:/x",
                                 "javascript:x", "mailto:a@b"})
        QTest::addRow("24: %s", location) << QByteArray("https://a.example/x") << QByteArray(location);
    for (const char *host : kPrivateHosts)
        QTest::addRow("24: public to %s", host)
            << QByteArray("http://a.example/x") << "http://" + QByteArray(host) + "/y";
}

void tst_Redirect::refuses()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, location);
    const auto target = http::redirectTarget(QUrl::fromEncoded(from), location);
    QVERIFY2(!target, target ? target->toEncoded().constData() : "");
    QCOMPARE(target.error().kind, core::ErrorKind::RedirectRefused);
    QVERIFY(!target.error().detail.isEmpty());
}

void tst_Redirect::looksUpNames_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const char *from, const char *target, bool expected) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(target) << expected;
    };
    row("another name", "http://a.example/x", "http://b.example/y", true);
    row("a part of it", "http://a.example/x", "http://c.a.example/y", true);
    row("the same name", "http://a.example/x", "http://A.example:81/y", false);
    row("an address", "http://a.example/x", "http://203.0.113.5/y", false);
    row("from an address", "http://203.0.113.5/x", "http://b.example/y", true);
    row("from here", "http://127.0.0.1/x", "http://b.example/y", false);
    row("from a private network", "http://nas.local/x", "http://b.example/y", false);
}

void tst_Redirect::looksUpNames()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, target);
    QFETCH(bool, expected);
    QCOMPARE(http::needsLookUp(QUrl::fromEncoded(from), QUrl::fromEncoded(target)), expected);
}

void tst_Redirect::addresses_data()
{
    QTest::addColumn<QStringList>("from");
    QTest::addColumn<QStringList>("target");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const char *from, const char *target, bool expected) {
        QTest::newRow(name) << QString::fromLatin1(from).split(u' ', Qt::SkipEmptyParts)
                            << QString::fromLatin1(target).split(u' ', Qt::SkipEmptyParts) << expected;
    };
    row("public", "203.0.113.5", "198.51.100.7 2001:db8::1", true);
    row("to this machine", "203.0.113.5", "127.0.0.1", false);
    row("to this machine, too", "203.0.113.5", "198.51.100.7 ::1", false);
    row("to this machine in disguise", "203.0.113.5", "::ffff:127.0.0.1", false);
    row("to nowhere", "203.0.113.5", "0.0.0.0", false);
    row("to a cloud's own data", "203.0.113.5", "169.254.169.254", false);
    row("into a private network", "203.0.113.5", "10.0.0.1", false);
    row("within a private network", "10.0.0.7", "192.168.0.1", true);
    row("from a private network to this machine", "10.0.0.7", "127.0.0.1", false);
    row("from this machine to itself", "127.0.0.1", "127.0.0.1", true);
    row("from this machine to another", "127.0.0.2", "127.0.0.1", false);
    row("from nobody knows where", "", "10.0.0.1", false);
    row("to nobody knows where", "203.0.113.5", "", true);
}

void tst_Redirect::addresses()
{
    QFETCH(QStringList, from);
    QFETCH(QStringList, target);
    QFETCH(bool, expected);
    const auto parse = [](const QStringList &texts) {
        QList<QHostAddress> result;
        for (const QString &text : texts)
            result.append(QHostAddress(text));
        return result;
    };
    QCOMPARE(http::mayLeadTo(parse(target), parse(from)), expected);
}

void tst_Redirect::origins_data()
{
    QTest::addColumn<QUrl>("a");
    QTest::addColumn<QUrl>("b");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *name, const char *a, const char *b, bool same) {
        QTest::newRow(name) << QUrl::fromEncoded(a) << QUrl::fromEncoded(b) << same;
    };

    row("path differs", "http://a.example/x", "http://a.example/y", true);
    row("default port named", "http://a.example/x", "http://a.example:80/x", true);
    row("default port of https", "https://a.example/x", "https://a.example:443/x", true);
    row("case", "http://A.example/x", "HTTP://a.EXAMPLE/x", true);
    row("scheme differs", "http://a.example/x", "https://a.example/x", false);
    row("scheme differs, port does not", "http://a.example:443/x", "https://a.example/x", false);
    row("port differs", "http://a.example/x", "http://a.example:81/x", false);
    row("host differs", "http://a.example/x", "http://b.example/x", false);
    row("subdomain", "http://a.example/x", "http://x.a.example/x", false);
}

void tst_Redirect::origins()
{
    QFETCH(QUrl, a);
    QFETCH(QUrl, b);
    QFETCH(bool, same);
    QCOMPARE(http::isSameOrigin(a, b), same);
    QCOMPARE(http::isSameOrigin(b, a), same);
}

SLUICE_TEST(tst_Redirect)
#include "tst_redirect.moc"
