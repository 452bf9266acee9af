#include "core/http/redirect.h"

#include <QTest>
#include <array>

class TestRedirect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void follows_data();
    void follows();
    void refuses_data();
    void refuses();
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

void TestRedirect::follows_data()
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

void TestRedirect::follows()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, location);
    QFETCH(QByteArray, expected);
    const auto target = http::redirectTarget(QUrl::fromEncoded(from), location);
    QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
    QCOMPARE(target->toEncoded(), expected);
}

void TestRedirect::refuses_data()
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

void TestRedirect::refuses()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, location);
    const auto target = http::redirectTarget(QUrl::fromEncoded(from), location);
    QVERIFY2(!target, target ? target->toEncoded().constData() : "");
    QCOMPARE(target.error().kind, core::ErrorKind::RedirectRefused);
    QVERIFY(!target.error().detail.isEmpty());
}

void TestRedirect::origins_data()
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

void TestRedirect::origins()
{
    QFETCH(QUrl, a);
    QFETCH(QUrl, b);
    QFETCH(bool, same);
    QCOMPARE(http::isSameOrigin(a, b), same);
    QCOMPARE(http::isSameOrigin(b, a), same);
}

QTEST_GUILESS_MAIN(TestRedirect)
#include "tst_redirect.moc"
