#include "core/catalog/serviceendpoint.h"
#include "tests/support/testmain.h"

#include <QTest>

using catalog::ServiceEndpoint;
using catalog::ServiceTable;
using Layout = catalog::ServiceEndpoint::Layout;

class tst_ServiceEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void officialOnes_data();
    void officialOnes();
    void texts_data();
    void texts();
    void addresses_data();
    void addresses();
    void codes_data();
    void codes();
};

void tst_ServiceEndpoint::officialOnes_data()
{
    QTest::addColumn<QString>("region");
    QTest::addColumn<QStringList>("addresses");
    QTest::newRow("us") << QStringLiteral("us")
                        << QStringList{
                               QStringLiteral("https://us.version.battle.net/v2/products/wow/versions"),
                               QStringLiteral("http://us.patch.battle.net:1119/wow/versions"),
                               QStringLiteral("https://distribution.version.battle.net/summary")};
    QTest::newRow("kr") << QStringLiteral("kr")
                        << QStringList{
                               QStringLiteral("https://kr.version.battle.net/v2/products/wow/versions"),
                               QStringLiteral("http://kr.patch.battle.net:1119/wow/versions"),
                               QStringLiteral("https://distribution.version.battle.net/summary")};
    QTest::newRow("cn") << QStringLiteral("cn")
                        << QStringList{
                               QStringLiteral("https://cn.version.battlenet.com.cn/v2/products/wow/versions"),
                               QStringLiteral("https://cn.version.battle.net/v2/products/wow/versions"),
                               QStringLiteral("http://cn.patch.battle.net:1119/wow/versions"),
                               QStringLiteral("https://distribution.version.battle.net/summary")};
}

void tst_ServiceEndpoint::officialOnes()
{
    QFETCH(QString, region);
    QFETCH(QStringList, addresses);
    QStringList found;
    for (const ServiceEndpoint &endpoint : catalog::officialEndpoints(region))
        found << catalog::addressOf(endpoint, ServiceTable::Versions, QStringLiteral("wow")).toString();
    QCOMPARE(found, addresses);
}

void tst_ServiceEndpoint::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cdns"); // empty: refused
    QTest::addColumn<QString>("name");
    const auto row = [](const char *title, const char *text, const char *cdns, const char *name) {
        QTest::newRow(title) << QString::fromLatin1(text) << QString::fromLatin1(cdns)
                             << QString::fromLatin1(name);
    };
    row("host", "http://h", "http://h/v2/products/d4/cdns", "h");
    row("slash, port", "https://h:81/", "https://h:81/v2/products/d4/cdns", "h:81");
    row("prefix", "http://h/a/b//", "http://h/a/b/v2/products/d4/cdns", "h");
    row("query", "http://h/a?x=1#y", "http://h/a/v2/products/d4/cdns", "h");
    row("channel service", "channel:https://h:81/a/", "https://h:81/a/summary", "h:81");
    row("channel service, no address", "channel:h a", "", "");
    row("folder", "/mirror/a", "file:///mirror/a/v2/products/d4/cdns", "/mirror/a");
    row("folder, slash", "/mirror/a/", "file:///mirror/a/v2/products/d4/cdns", "/mirror/a");
    row("file:", "file:///mirror/a", "file:///mirror/a/v2/products/d4/cdns", "/mirror/a");
    row("file: with one slash", "file:/mirror/a", "file:///mirror/a/v2/products/d4/cdns", "/mirror/a");
    row("relative folder", "mirror/a", "", "");
    row("relative file:", "file:mirror", "", "");
    row("no address", "us", "", "");
    row("another scheme", "ftp://h", "", "");
    row("nothing", "", "", "");
}

void tst_ServiceEndpoint::texts()
{
    QFETCH(QString, text);
    QFETCH(QString, cdns);
    QFETCH(QString, name);
    const auto endpoint = catalog::endpointFromText(text);
    QCOMPARE(endpoint.has_value(), !cdns.isEmpty());
    if (!endpoint) {
        QCOMPARE(endpoint.error().kind, core::ErrorKind::SourceNotUnderstood);
        return;
    }
    QCOMPARE(catalog::addressOf(*endpoint, ServiceTable::Cdns, QStringLiteral("d4")).toString(), cdns);
    QCOMPARE(endpoint->name(), name);
}

void tst_ServiceEndpoint::addresses_data()
{
    QTest::addColumn<int>("layout");
    QTest::addColumn<int>("table");
    QTest::addColumn<QString>("address");
    const auto row = [](Layout layout, ServiceTable table, const char *address) {
        QTest::addRow("%d %d", int(layout), int(table))
            << int(layout) << int(table) << QString::fromLatin1(address);
    };
    row(Layout::V2, ServiceTable::Summary, "http://h/v2/summary");
    row(Layout::V2, ServiceTable::Versions, "http://h/v2/products/wow/versions");
    row(Layout::V2, ServiceTable::Cdns, "http://h/v2/products/wow/cdns");
    row(Layout::V2, ServiceTable::BackgroundDownload, "http://h/v2/products/wow/bgdl");
    row(Layout::Port1119, ServiceTable::Summary, "");
    row(Layout::Port1119, ServiceTable::Versions, "http://h/wow/versions");
    row(Layout::Port1119, ServiceTable::BackgroundDownload, "http://h/wow/bgdl");
    row(Layout::Folder, ServiceTable::Summary, "http://h/v2/summary");
    row(Layout::Folder, ServiceTable::Cdns, "http://h/v2/products/wow/cdns");
}

void tst_ServiceEndpoint::addresses()
{
    QFETCH(int, layout);
    QFETCH(int, table);
    QFETCH(QString, address);
    const ServiceEndpoint endpoint{static_cast<Layout>(layout), QUrl(QStringLiteral("http://h"))};
    const QUrl url = catalog::addressOf(endpoint, static_cast<ServiceTable>(table), QStringLiteral("wow"));
    QCOMPARE(url.toString(), address);
}

void tst_ServiceEndpoint::codes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *title, const QString &text, const QString &code = {}) {
        QTest::newRow(title) << text << code;
    };
    row("code", QStringLiteral("wow_classic_era"), QStringLiteral("wow_classic_era"));
    row("upper case", QStringLiteral("D4"), QStringLiteral("d4"));
    row("one letter", QStringLiteral("c"));
    row("longest", QString(32, u'a'), QString(32, u'a'));
    row("too long", QString(33, u'a'));
    row("dot", QStringLiteral("a.b"));
    row("path", QStringLiteral("../wow"));
    row("not ASCII", QStringLiteral("wöw"));
    row("nothing", QString());
}

void tst_ServiceEndpoint::codes()
{
    QFETCH(QString, text);
    QFETCH(QString, code);
    QCOMPARE(catalog::productCode(text), code);
}

SLUICE_TEST(tst_ServiceEndpoint)
#include "tst_serviceendpoint.moc"
