#include "core/catalog/cdnhosts.h"

#include "core/hex.h"
#include "tests/support/testmain.h"

#include <QTest>

using catalog::CdnHost;
using catalog::CdnHosts;
using catalog::CdnObject;
using catalog::HostWishes;

namespace {

QStringList addresses(const core::Source &source)
{
    QStringList texts;
    for (const QUrl &url : source.mirrors)
        texts << url.toString(QUrl::FullyEncoded);
    return texts;
}

tact::CdnRow row(std::initializer_list<const char *> servers)
{
    tact::CdnRow row;
    row.folder = "tpr/Hero-Live-a";
    row.configFolder = "tpr/configs/data";
    for (const char *server : servers)
        row.servers.push_back(tact::parseCdnServer(server).value());
    return row;
}

CdnObject config(std::uint8_t first)
{
    blte::Digest name{};
    name[3] = first;
    return catalog::configObject(name, QStringLiteral("build config"));
}

} // namespace

class tst_CdnHosts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ranks();
    void oneHostTwice();
    void strictListsAreNotLeft();
    void primariesTakeTurns();
    void doubtedOnesComeLater();
    void addressesHaveOneSlash();
    void archivesAndProductConfigs();
    void withoutCdns();
};

void tst_CdnHosts::ranks()
{
    HostWishes wishes;
    wishes.own = {QUrl(QStringLiteral("http://own.example/mirror/"))};
    wishes.community = {QUrl(QStringLiteral("https://people.example"))};
    auto official = row({"http://b.example/?fallback=1&maxhosts=4", "http://a.example?maxhosts=8"});
    const CdnHosts hosts = catalog::hostsFrom(official, wishes);
    QCOMPARE(
        addresses(catalog::sourceOf(hosts, config(0))),
        (QStringList{
            QStringLiteral("http://a.example/tpr/Hero-Live-a/config/00/00/") + QString(32, u'0'),
            QStringLiteral("http://b.example/tpr/Hero-Live-a/config/00/00/") + QString(32, u'0'),
            QStringLiteral("http://own.example/mirror/tpr/Hero-Live-a/config/00/00/") + QString(32, u'0'),
            QStringLiteral("https://people.example/tpr/Hero-Live-a/config/00/00/") + QString(32, u'0')}));
    QCOMPARE(hosts.find(QStringLiteral("a.example"))->mostConnections, std::optional(8));
    QVERIFY(!hosts.find(QStringLiteral("c.example")));
    wishes.official = HostWishes::Official::LeftOut;
    QCOMPARE(catalog::hostsFrom(official, wishes).hosts.size(), 2);
    const auto alike = catalog::hostsFrom(row({"http://a.example", "http://b.example"}), {});
    QCOMPARE(catalog::sourceOf(alike, config(0)).primaries, 0);
}

void tst_CdnHosts::oneHostTwice()
{
    const CdnHosts hosts = catalog::hostsFrom(
        row({"http://a.example/?maxhosts=8", "https://a.example/?fallback=1&maxhosts=4"}), {});
    QCOMPARE(hosts.hosts.size(), 1);
    QCOMPARE(hosts.hosts[0].base.scheme(), QStringLiteral("https"));
    QCOMPARE(hosts.hosts[0].rank, CdnHost::Rank::Primary);
    QCOMPARE(hosts.hosts[0].mostConnections, std::optional(4));
}

void tst_CdnHosts::strictListsAreNotLeft()
{
    HostWishes wishes;
    wishes.community = {QUrl(QStringLiteral("https://people.example"))};
    QCOMPARE(catalog::hostsFrom(row({"http://a.example/?strict=1"}), wishes).hosts.size(), 1);
}

void tst_CdnHosts::primariesTakeTurns()
{
    const CdnHosts hosts = catalog::hostsFrom(
        row({"http://a.example", "http://b.example", "http://c.example", "http://d.example?fallback=1"}), {});
    QMap<QString, int> firsts;
    for (int i = 0; i < 30; ++i) {
        const auto source = catalog::sourceOf(hosts, config(static_cast<std::uint8_t>(i)));
        ++firsts[source.mirrors.first().host()];
        QCOMPARE(source.mirrors.size(), 4);
        QCOMPARE(source.primaries, 3);
        QCOMPARE(source.mirrors.last().host(), QStringLiteral("d.example"));
        QCOMPARE(addresses(catalog::sourceOf(hosts, config(static_cast<std::uint8_t>(i)))),
                 addresses(source));
    }
    QCOMPARE(firsts.values(), (QList{10, 10, 10}));
}

void tst_CdnHosts::doubtedOnesComeLater()
{
    const CdnHosts hosts =
        catalog::hostsFrom(row({"http://a.example", "http://b.example", "http://c.example?fallback=1"}), {});
    catalog::HostMisses misses;
    const tact::CdnPath path = config(0).path;
    const auto order = [&](const CdnObject &object) {
        QStringList names;
        for (const QUrl &url : catalog::sourceOf(hosts, object, misses).mirrors)
            names << url.host();
        return names;
    };
    for (int i = 0; i < 4; ++i)
        misses.missed(QStringLiteral("a.example"), path);
    const QStringList behind{QStringLiteral("b.example"), QStringLiteral("a.example"),
                             QStringLiteral("c.example")};
    QCOMPARE(order(config(0)), behind);
    // Of another kind it is asked as before.
    QCOMPARE(order(catalog::looseObject({}, {}, QStringLiteral("file"))).first(),
             QStringLiteral("a.example"));
    misses.served(QStringLiteral("a.example"), path);
    QCOMPARE(order(config(0)).first(), QStringLiteral("a.example"));
}

void tst_CdnHosts::addressesHaveOneSlash()
{
    HostWishes wishes;
    wishes.official = HostWishes::Official::LeftOut;
    wishes.own = {QUrl(QStringLiteral("http://h.example//")), QUrl(QStringLiteral("http://i.example"))};
    for (const QString &address :
         addresses(catalog::sourceOf(catalog::hostsFrom(row({}), wishes), config(0))))
        QVERIFY2(!address.mid(8).contains(u"//"), qPrintable(address));
}

void tst_CdnHosts::archivesAndProductConfigs()
{
    const CdnHosts hosts = catalog::hostsFrom(row({"http://a.example"}), {});
    blte::Digest archive{};
    archive.fill(0xAB);
    const auto object = catalog::archivedObject(archive, {70, 235}, {}, {}, QStringLiteral("file"));
    const core::Source source = catalog::sourceOf(hosts, object);
    QCOMPARE(source.slice->first, 70);
    QVERIFY(source.encodingKey.has_value());
    QVERIFY(addresses(source).first().endsWith(QStringLiteral("/data/ab/ab/") + core::hex(archive)));
    const auto product = catalog::sourceOf(hosts, catalog::productConfigObject(archive));
    QCOMPARE(addresses(product).first(),
             QStringLiteral("http://a.example/tpr/configs/data/ab/ab/") + core::hex(archive));
    QCOMPARE(catalog::filePathOf(hosts, QStringLiteral("/disk"), object),
             QStringLiteral("/disk/tpr/Hero-Live-a/data/ab/ab/") + core::hex(archive));
}

void tst_CdnHosts::withoutCdns()
{
    HostWishes wishes;
    wishes.own = {QUrl(QStringLiteral("http://h.example/tpr/wow"))};
    QCOMPARE(addresses(catalog::sourceOf(catalog::hostsFrom(wishes), config(0))).first(),
             QStringLiteral("http://h.example/tpr/wow/config/00/00/") + QString(32, u'0'));
}

SLUICE_TEST(tst_CdnHosts)
#include "tst_cdnhosts.moc"
