#include "core/catalog/channel.h"

#include "core/bytes.h"
#include "core/hex.h"
#include "tests/support/testmain.h"
#include "tests/support/testpaths.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace catalog;
using namespace Qt::StringLiterals;

/// The channel service's objects, and the tables that are made of them.
class tst_Channel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void summary_data();
    void summary();
    void catalogue();
    void build();
    void hosts();
    void tables();
    void cellsCannotBreakOut();
    void realOnes();
};

namespace {

blte::Digest digest(char digit)
{
    return *blte::digestFromHex(std::string(32, digit));
}

QByteArray hexOf(char digit)
{
    return QByteArray(32, digit);
}

QByteArray stored(const QString &name)
{
    QFile file(support::corpusFolder() + u"/ngdp/channel/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray stored(const QString &path, const blte::Digest &name)
{
    const QString hex = core::hex(name);
    return stored(path + u'/' + hex.first(2) + u'/' + hex.sliced(2, 2) + u'/' + hex);
}

} // namespace

void tst_Channel::summary_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isGood");
    const QByteArray name = R"(,"public":{"channel":")" + hexOf('a') + "\"}}";
    QTest::newRow("as it is") << R"({"path":"green/")" + name << true;
    QTest::newRow("another path") << R"({"path":"/blue")" + name << true;
    QTest::newRow("out of the store") << R"({"path":"../x")" + name << false;
    QTest::newRow("no path") << R"({"x":1)" + name << false;
    QTest::newRow("no name") << QByteArray(R"({"path":"green/","public":{"channel":"x"}})") << false;
    QTest::newRow("no JSON") << QByteArray("<html>") << false;
}

void tst_Channel::summary()
{
    QFETCH(QByteArray, json);
    const auto summary = parseChannelSummary(json);
    QTEST(summary.has_value(), "isGood");
    if (summary) {
        QVERIFY(!summary->path.contains(u'/'));
        QVERIFY(summary->catalogue == digest('a'));
    } else {
        QCOMPARE(summary.error().kind, core::ErrorKind::WrongContent);
    }
}

/// What is not of its kind is left out.
void tst_Channel::catalogue()
{
    const auto products = parseChannelCatalogue(
        R"({"name":"","json_version":2,"products":[
            {"variant":"WOW","builds":[{"branches":["us","eu"],"definition":")" +
        hexOf('1') + R"("},{"branches":[],"definition":")" + hexOf('2') +
        R"("},{"branches":["kr"],"definition":"x"}],"regions":[{"branches":["us"],"cdns":")" + hexOf('3') +
        R"("}]},{"variant":"no code"},{"variant":"d4"},7]})");
    QVERIFY(products.has_value());
    QCOMPARE(products->size(), 2);
    const ChannelProduct &wow = products->first();
    QCOMPARE(wow.code, u"wow"_s);
    QCOMPARE(wow.builds.size(), 1);
    QCOMPARE(wow.builds.first().regions, (QStringList{u"us"_s, u"eu"_s}));
    QVERIFY(wow.builds.first().object == digest('1'));
    QCOMPARE(wow.hosts.size(), 1);
    QVERIFY(products->last().builds.isEmpty() && products->last().hosts.isEmpty());
    QCOMPARE(channelSummaryTable(*products), "Product!STRING:0|Seqn!DEC:4|Flags!STRING:0\nwow|0|\n");
    QVERIFY(!parseChannelCatalogue("{}"));
    QVERIFY(!parseChannelCatalogue("[]"));
}

void tst_Channel::build()
{
    const QByteArray needed = R"({"buildKey":")" + hexOf('a') + R"(","cdnKey":")" + hexOf('b') + "\"";
    const auto build = parseChannelBuild(needed + R"(,"path":"tpr/wow","keyRing":"","versionNumber":7,
        "versionString":"1.2.3.7","productConfig":{"cdnPath":"","hash":")" +
                                         hexOf('c') + "\"}}");
    QVERIFY(build.has_value());
    QVERIFY(build->row.buildConfig == digest('a') && build->row.cdnConfig == digest('b'));
    QVERIFY(!build->row.keyRing && build->row.productConfig == digest('c'));
    QCOMPARE(build->row.versionName, "1.2.3.7");
    QCOMPARE(build->row.buildId, quint64{7});
    QCOMPARE(build->folder, u"tpr/wow"_s);
    const auto bare = parseChannelBuild(needed + R"(,"path":"/tpr/wow/","versionNumber":-1})");
    QVERIFY(bare.has_value() && !bare->row.productConfig && !bare->row.buildId);
    QCOMPARE(bare->folder, u"tpr/wow"_s);
    QVERIFY(!parseChannelBuild(needed + R"(,"path":"../wow"})"));
    QVERIFY(!parseChannelBuild(needed + "}"));
    QVERIFY(!parseChannelBuild(R"({"path":"tpr/wow"})"));
}

void tst_Channel::hosts()
{
    const auto hosts = parseChannelHosts(
        R"({"hosts":[{"host":"http://a?maxhosts=4"},{"host":""},{"host":"http://b c"},7,{"host":"https://d"}]})");
    QVERIFY(hosts.has_value());
    QCOMPARE(*hosts, (QStringList{u"http://a?maxhosts=4"_s, u"https://d"_s}));
    QVERIFY(parseChannelHosts("{}")->isEmpty());
    QVERIFY(!parseChannelHosts("7"));
}

void tst_Channel::tables()
{
    ChannelProduct product;
    product.code = u"wow"_s;
    product.builds = {{{u"us"_s, u"eu"_s}, digest('1')}, {{u"cn"_s}, digest('2')}, {{u"kr"_s}, digest('9')}};
    product.hosts = {{{u"us"_s}, digest('3')}, {{u"cn"_s}, digest('4')}, {{u"kr"_s}, digest('5')}};
    QMap<blte::Digest, ChannelBuild> builds;
    ChannelBuild &first = builds[digest('1')];
    first.row.buildConfig = digest('a');
    first.row.cdnConfig = digest('b');
    first.row.versionName = "1.2";
    first.row.buildId = 12;
    first.folder = u"tpr/wow"_s;
    builds[digest('2')] = first;
    builds[digest('2')].folder = u"tpr/cn"_s;
    builds[digest('2')].row.keyRing = builds[digest('2')].row.productConfig = digest('c');
    const QMap<blte::Digest, QStringList> hosts{{digest('3'), {u"http://a?maxhosts=4"_s, u"https://b"_s}},
                                                {digest('4'), {u"http://c"_s}},
                                                {digest('5'), {}}};
    const QByteArray text = channelVersionsTable(product, builds);
    const auto versions = tact::parseVersions(core::textOf(text));
    QVERIFY(versions.has_value());
    QCOMPARE(versions->warnings.count(), 0u);
    QCOMPARE(versions->rows.size(), std::size_t{3});
    QCOMPARE(versions->rows[1].region, "eu");
    QCOMPARE(versions->rows[1].versionName, "1.2");
    QVERIFY(versions->rows[1].buildConfig == digest('a') && !versions->rows[1].keyRing);
    QVERIFY(versions->rows[2].region == "cn" && versions->rows[2].keyRing == digest('c'));
    QVERIFY(versions->rows[2].productConfig == digest('c') && versions->rows[2].buildId == 12u);

    const QByteArray cdnsText = channelCdnsTable(product, builds, hosts);
    const auto cdns = tact::parseCdns(core::textOf(cdnsText));
    QVERIFY(cdns.has_value());
    QCOMPARE(cdns->rows.size(), std::size_t{2}); // nobody serves kr
    QCOMPARE(cdns->rows[0].folder, "tpr/wow");
    QCOMPARE(cdns->rows[0].servers.size(), std::size_t{2});
    QCOMPARE(cdns->rows[0].servers[0].base, "http://a");
    QCOMPARE(cdns->rows[0].servers[0].maxHosts, 4u);
    QVERIFY(cdns->rows[1].region == "cn" && cdns->rows[1].folder == "tpr/cn");
    QCOMPARE(cdns->rows[1].configFolder, "tpr/configs/data");
}

void tst_Channel::cellsCannotBreakOut()
{
    const auto products = parseChannelCatalogue(R"({"products":[{"variant":"wow","builds":[
        {"branches":["us|x\nevil|1","eu"],"definition":")" +
                                                hexOf('1') + "\"}]}]}");
    QVERIFY(products.has_value());
    auto build = parseChannelBuild(R"({"path":"tpr/wow","versionString":"1|2\n3","buildKey":")" + hexOf('a') +
                                   R"(","cdnKey":")" + hexOf('b') + "\"}");
    QVERIFY(build.has_value());
    const QByteArray text = channelVersionsTable(products->first(), {{digest('1'), *build}});
    QCOMPARE(text.count('\n'), 3);
    const auto versions = tact::parseVersions(core::textOf(text));
    QCOMPARE(versions->rows.size(), std::size_t{2});
    QCOMPARE(versions->rows[0].versionName, "123");
}

/// Everything of it that is here, against what it is known to say.
void tst_Channel::realOnes()
{
    const QByteArray text = stored(u"summary"_s);
    if (text.isEmpty())
        QSKIP("the samples are not here");
    const auto summary = parseChannelSummary(text);
    QVERIFY(summary.has_value());
    const auto products = parseChannelCatalogue(stored(summary->path, summary->catalogue));
    QVERIFY(products.has_value());
    QCOMPARE(products->size() > 400, true);
    const QJsonObject expected = QJsonDocument::fromJson(stored(u"expected.json"_s)).object();
    int compared = 0;
    for (const ChannelProduct &product : *products) {
        if (!expected.contains(product.code))
            continue;
        QMap<blte::Digest, ChannelBuild> builds;
        for (const ChannelBranches &branches : product.builds) {
            if (const auto build = parseChannelBuild(stored(summary->path, branches.object)))
                builds[branches.object] = *build;
        }
        QMap<blte::Digest, QStringList> hosts;
        for (const ChannelBranches &branches : product.hosts) {
            if (const auto servers = parseChannelHosts(stored(summary->path, branches.object)))
                hosts[branches.object] = *servers;
        }
        const QByteArray versionsText = channelVersionsTable(product, builds);
        const auto versions = tact::parseVersions(core::textOf(versionsText));
        const QByteArray cdnsText = channelCdnsTable(product, builds, hosts);
        const auto cdns = tact::parseCdns(core::textOf(cdnsText));
        QVERIFY(versions.has_value() && cdns.has_value());
        for (const auto &entry : expected[product.code].toArray()) {
            for (const auto &branch : entry[u"branches"_s].toArray()) {
                const std::string region = branch.toString().toStdString();
                const auto row = tact::rowForRegion(versions->rows, region, tact::RegionWish::Named);
                QVERIFY2(row, qPrintable(product.code + u' ' + branch.toString()));
                const tact::VersionRow &it = versions->rows[*row];
                QCOMPARE(core::hex(it.buildConfig), entry[u"buildKey"_s].toString());
                QCOMPARE(core::hex(it.cdnConfig), entry[u"cdnKey"_s].toString());
                QCOMPARE(core::fromUtf8(it.versionName), entry[u"versionString"_s].toString());
                QCOMPARE(it.keyRing ? core::hex(*it.keyRing) : QString(), entry[u"keyRing"_s].toString());
                if (const auto cdn = tact::rowForRegion(cdns->rows, region, tact::RegionWish::Named))
                    QCOMPARE(core::fromUtf8(cdns->rows[*cdn].folder), entry[u"path"_s].toString());
                ++compared;
            }
        }
    }
    QVERIFY2(compared > 80, qPrintable(QString::number(compared)));
}

SLUICE_TEST(tst_Channel)
#include "tst_channel.moc"
