#include "core/http/proxyvariables.h"
#include "tests/support/testmain.h"

#include <QHash>
#include <QTest>

using http::ProxyKind;
using http::ProxyVariables;

/// The variables of the environment against what curl makes of them.
class tst_ProxyVariables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leads_data();
    void leads();
    void signsIn();
};

namespace {

using Variables = QHash<QByteArray, QString>;

ProxyVariables read(const Variables &variables)
{
    return ProxyVariables::from([&](const char *name) { return variables.value(name); });
}

} // namespace

void tst_ProxyVariables::leads_data()
{
    QTest::addColumn<QString>("variables"); // NAME=VALUE, separated by ";"
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("way"); // host:port of the proxy; empty: none
    const auto row = [](const char *variables, const char *url, const char *way) {
        QTest::newRow(qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(variables), QLatin1String(url))))
            << QString::fromLatin1(variables) << QString::fromLatin1(url) << QString::fromLatin1(way);
    };
    row("", "http://a.example", "");
    row("http_proxy=http://p:8", "http://a.example", "p:8");
    row("http_proxy=http://p:8", "https://a.example", "");
    row("https_proxy=http://p:8", "https://a.example", "p:8");
    row("HTTPS_PROXY=http://p:8", "https://a.example", "p:8");
    row("https_proxy=http://p:8;HTTPS_PROXY=http://q:9", "https://a.example", "p:8");
    row("HTTP_PROXY=http://p:8", "http://a.example", ""); // what a client may set of a CGI script
    row("all_proxy=http://p:8", "http://a.example", "p:8");
    row("ALL_PROXY=http://p:8", "https://a.example", "p:8");
    row("all_proxy=http://p:8;http_proxy=http://q:9", "http://a.example", "q:9");
    row("all_proxy=http://p:8;http_proxy=", "http://a.example", "p:8");
    row("http_proxy=p:8", "http://a.example", "p:8");
    row("http_proxy=p", "http://a.example", "p:1080");
    row("http_proxy=http://p:8/", "http://a.example", "p:8");
    row("http_proxy=socks5://p:8", "http://a.example", "socks p:8");
    row("all_proxy=socks5h://p", "http://a.example", "socks p:1080");
    row("http_proxy=socks4://p:8", "http://a.example", ""); // not known here
    row("http_proxy=http://[::1]:8", "http://a.example", "::1:8");
    // no_proxy
    row("http_proxy=p:8;no_proxy=*", "http://a.example", "");
    row("http_proxy=p:8;no_proxy=a.example", "http://a.example", "");
    row("http_proxy=p:8;NO_PROXY=a.example", "http://A.example", "");
    row("http_proxy=p:8;no_proxy=example", "http://a.example", "");
    row("http_proxy=p:8;no_proxy=.example", "http://a.example", "");
    row("http_proxy=p:8;no_proxy=ample", "http://a.example", "p:8");
    row("http_proxy=p:8;no_proxy=b.example, a.example", "http://a.example", "");
    row("http_proxy=p:8;no_proxy=b.example a.example", "http://a.example", "");
    row("http_proxy=p:8;no_proxy=a.example:80", "http://a.example", "");
    row("http_proxy=p:8;no_proxy=a.example:81", "http://a.example", "p:8");
    row("http_proxy=p:8;no_proxy=a.example:81", "http://a.example:81", "");
    row("http_proxy=p:8;no_proxy=127.0.0.1", "http://127.0.0.1:99", "");
    row("http_proxy=p:8;no_proxy=127.0.0.1:99", "http://127.0.0.1:99", "");
    row("http_proxy=p:8;no_proxy=10.0.0.0/8", "http://10.1.2.3", "");
    row("http_proxy=p:8;no_proxy=10.0.0.0/8", "http://11.1.2.3", "p:8");
    row("http_proxy=p:8;no_proxy=0.0.1", "http://127.0.0.1", "p:8"); // no ending of an address
    row("http_proxy=p:8;no_proxy=::1", "http://[::1]", "");
    row("http_proxy=p:8;no_proxy=[::1]:80", "http://[::1]", "");
    row("http_proxy=p:8;no_proxy=fd00::/8", "http://[fd12::1]", "");
    row("http_proxy=p:8;no_proxy=", "http://a.example", "p:8");
    row("http_proxy=p:8;no_proxy=.", "http://a.example", "p:8");
}

void tst_ProxyVariables::leads()
{
    QFETCH(QString, variables);
    QFETCH(QString, url);
    Variables values;
    for (const QString &variable : variables.split(u';', Qt::SkipEmptyParts))
        values.insert(variable.section(u'=', 0, 0).toLatin1(), variable.section(u'=', 1));
    const QUrl to(url);
    const http::Proxy proxy =
        read(values).proxyFor(to.scheme(), to.host(), to.port(to.scheme() == u"https" ? 443 : 80));
    QString way;
    if (proxy.kind != ProxyKind::None)
        way = proxy.host + u':' + QString::number(proxy.port);
    if (proxy.kind == ProxyKind::Socks5)
        way.prepend(QStringLiteral("socks "));
    QTEST(way, "way");
}

void tst_ProxyVariables::signsIn()
{
    const auto proxy = read({{"http_proxy", QStringLiteral("http://me:p%40s%3As@p:8")}})
                           .proxyFor(QStringLiteral("http"), QStringLiteral("a.example"), 80);
    QCOMPARE(proxy.host, QStringLiteral("p"));
    QCOMPARE(proxy.user, QStringLiteral("me"));
    QCOMPARE(proxy.password, QStringLiteral("p@s:s"));
}

SLUICE_TEST(tst_ProxyVariables)
#include "tst_proxyvariables.moc"
