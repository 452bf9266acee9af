#include "core/tact/versiontables.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"

using namespace tact;
using namespace corpus;

/// Tables of the version service, and what is in them.
class tst_VersionTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tables_data();
    void tables();
    void cellsAreFoundByName();
    void refuses_data();
    void refuses();
    void versions();
    void badRowsCostThemselves();
    void cdns();
    void summary();
    void regions_data();
    void regions();
    void servers_data();
    void servers();
    void folders_data();
    void folders();
    void addresses_data();
    void addresses();
    void realVersions_data();
    void realVersions();
    void realCdns_data();
    void realCdns();
};

namespace {

const std::string kHash = "0017a402f556fbece46c38dc431a2c9b";

} // namespace

void tst_VersionTables::tables_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("sequence"); // -1: none
    QTest::addColumn<QString>("last"); // cell "B" of the last row
    const auto row = [](const char *name, const char *text, int rows, int sequence, const char *last) {
        QTest::newRow(name) << QByteArray(text) << rows << sequence << QString::fromLatin1(last);
    };
    row("plain", "A!STRING:0|B!HEX:16\n## seqn = 12\nx|y\n", 1, 12, "y");
    row("no line end", "A!STRING:0|B!HEX:16\nx|y", 1, -1, "y");
    row("CRLF", "A!STRING:0|B!HEX:16\r\n## seqn = 7\r\nx|y\r\n\r\n", 1, 7, "y");
    row("comment first", "## nothing\nA!STRING:0|B!HEX:16\n## seqn: 9\nx|y", 1, 9, "y");
    row("number without sign", "A!STRING:0|B!HEX:16\n## seqn 9\nx|y", 1, 9, "y");
    row("broken type", "A!STRING:0|B!HEX:!16\nx|y", 1, -1, "y");
    row("spaces in names", "A b!STRING:0|B!HEX:16\nx|y z", 1, -1, "y z");
    row("fewer cells", "A!STRING:0|B!HEX:16\nx", 1, -1, "");
    row("more cells", "A!STRING:0|B!HEX:16\nx|y|z|w", 1, -1, "y");
    row("empty cells", "A!STRING:0|B!HEX:16\n|\n", 1, -1, "");
    row("empty rows", "A!STRING:0|B!HEX:16\n\n\nx|y\n\n\nz|w\n", 2, -1, "w");
    row("no rows", "A!STRING:0|B!HEX:16\n## seqn = 1\n", 0, 1, "");
    row("mark",
        "\xEF\xBB\xBF"
        "A!STRING:0|b!hex:16\nx|y",
        1, -1, "y");
    row("no type but one", "A|B!HEX:16\nx|y", 1, -1, "y");
    row("number too large", "A!S|B!S\n## seqn = 99999999999999999999\nx|y", 1, -1, "y");
}

void tst_VersionTables::tables()
{
    QFETCH(QByteArray, text);
    const auto table = BpsvTable::parse(text.toStdString());
    QVERIFY2(table, table ? "" : table.error().text.c_str());
    QTEST(int(table->rows()), "rows");
    QTEST(table->sequenceNumber() ? int(*table->sequenceNumber()) : -1, "sequence");
    QTEST(table->rows() == 0 ? QString() : corpus::text(table->cell(table->rows() - 1, "B")), "last");
}

void tst_VersionTables::cellsAreFoundByName()
{
    const auto table = BpsvTable::parse("Region!STRING:0|BuildId!dec:4\n\nus| 5 \n");
    QVERIFY(table);
    QCOMPARE(table->columns().size(), std::size_t{2});
    QCOMPARE(table->columns()[1].type, std::string("dec"));
    QCOMPARE(corpus::text(table->cell(0, "buildid")), QStringLiteral("5"));
    QCOMPARE(corpus::text(table->cell(0, "Absent")), QString());
    QCOMPARE(table->lineOf(0), std::size_t{3});
}

void tst_VersionTables::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const QByteArray &text, const char *why) {
        QTest::newRow(name) << text << QString::fromLatin1(why);
    };
    row("empty", "", "it is empty");
    row("only comments", "## seqn = 4\n", "it is empty");
    row("page", "<!DOCTYPE html>\n<html>a!b|c</html>", "it is a web page");
    row("sentence", "Invalid", "it is no table");
    row("column without name", "!STRING:0|B!HEX:16\n", "it is no table");
    row("binary", QByteArray("A!S\1|B!S\nx|y", 12), "it is no text");
    row("binary in a row", QByteArray("A!S|B!S\nx|\0", 12), "it is no text");
}

void tst_VersionTables::refuses()
{
    QFETCH(QByteArray, text);
    const auto table = BpsvTable::parse(text.toStdString());
    QVERIFY(!table);
    QCOMPARE(int(table.error().kind), int(FaultKind::NotThisFormat));
    QTEST(QString::fromStdString(table.error().text), "why");
}

void tst_VersionTables::versions()
{
    const std::string text =
        "VersionsName!STRING:0|cdnconfig!HEX:16|BuildConfig!HEX:16|Region!STRING:0|BuildId!DEC:4\n"
        "1.2 (x)|" +
        kHash + "|ffeeddccbbaa99887766554433221100|us|5\n";
    const auto table = parseVersions(text);
    QVERIFY(table);
    QCOMPARE(table->rows.size(), std::size_t{1});
    const VersionRow &row = table->rows.front();
    QCOMPARE(row.region, std::string("us"));
    QCOMPARE(hex(row.buildConfig), QStringLiteral("ffeeddccbbaa99887766554433221100"));
    QCOMPARE(blte::toHex(row.cdnConfig), kHash);
    QCOMPARE(row.versionName, std::string("1.2 (x)"));
    QVERIFY(row.buildId == 5u && !row.keyRing && !row.productConfig);
    QVERIFY(!parseVersions("Name!STRING:0|Path!STRING:0\nus|a\n")); // cdns
}

void tst_VersionTables::badRowsCostThemselves()
{
    const auto table = parseVersions("Region!STRING:0|BuildConfig!HEX:16|CDNConfig!HEX:16\n"
                                     "us|" +
                                     kHash + "|" + kHash +
                                     "\n"
                                     "eu||" +
                                     kHash +
                                     "\n"
                                     "kr|" +
                                     kHash +
                                     "|xyz\n"
                                     "cn|" +
                                     kHash + "|" + kHash + "\n");
    QVERIFY(table);
    QCOMPARE(table->rows.size(), std::size_t{2});
    QCOMPARE(table->rows[1].region, std::string("cn"));
    QCOMPARE(table->warnings.count(), std::size_t{2});
    QCOMPARE(table->warnings.first()[0].row, std::uint64_t{3});
    QCOMPARE(table->warnings.first()[1].row, std::uint64_t{4});
}

void tst_VersionTables::cdns()
{
    const auto table = parseCdns(
        "Name!STRING:0|Path!STRING:0|Hosts!STRING:0|Servers!STRING:0|ConfigPath!STRING:0\n"
        "us|/tpr/wow/|a b|http://a/?maxhosts=4 https://b/?fallback=1&maxhosts=2 gopher://c|tpr/configs/data\n"
        "eu|tpr/Hero-Live-a|a b||\n"
        "kr|../x|a||\n");
    QVERIFY(table);
    QCOMPARE(table->rows.size(), std::size_t{2});
    const CdnRow &us = table->rows[0];
    QCOMPARE(us.folder, std::string("tpr/wow"));
    QCOMPARE(us.configFolder, std::string("tpr/configs/data"));
    QCOMPARE(us.servers.size(), std::size_t{2});
    QVERIFY(us.servers[1].isFallback && us.servers[1].maxHosts == 2u && !us.servers[0].isFallback);
    QCOMPARE(table->rows[1].servers[1].base, std::string("http://b"));
    QCOMPARE(table->warnings.count(), std::size_t{2});
}

void tst_VersionTables::summary()
{
    const auto table = parseSummary("Product!STRING:0|Seqn!DEC:4|Flags!STRING:0\n## seqn = 3\n"
                                    "wow|5|\nwow|6|cdn\nwow|7|bgdl\nwow|8|new\n|9|\nw3|x|\n");
    QVERIFY(table);
    QCOMPARE(table->rows.size(), std::size_t{4});
    QCOMPARE(table->rows[0].sequenceNumber, std::uint64_t{5});
    QCOMPARE(int(table->rows[0].kind), int(SummaryRow::Kind::Versions));
    QCOMPARE(int(table->rows[1].kind), int(SummaryRow::Kind::Cdns));
    QCOMPARE(int(table->rows[2].kind), int(SummaryRow::Kind::BackgroundDownload));
    QCOMPARE(int(table->rows[3].kind), int(SummaryRow::Kind::Other));
    QCOMPARE(table->warnings.count(), std::size_t{2});
}

void tst_VersionTables::regions_data()
{
    QTest::addColumn<QString>("region");
    QTest::addColumn<bool>("isNamed");
    QTest::addColumn<int>("row"); // -1: none
    QTest::newRow("there") << QStringLiteral("eu") << true << 1;
    QTest::newRow("default, there") << QStringLiteral("eu") << false << 1;
    QTest::newRow("absent") << QStringLiteral("us") << true << -1;
    QTest::newRow("default, absent") << QStringLiteral("us") << false << 0;
}

void tst_VersionTables::regions()
{
    QFETCH(QString, region);
    QFETCH(bool, isNamed);
    std::vector<CdnRow> rows(2);
    rows[0].region = "cn";
    rows[1].region = "eu";
    const RegionWish wish = isNamed ? RegionWish::Named : RegionWish::Default;
    const auto row = rowForRegion(rows, region.toStdString(), wish);
    QTEST(row ? int(*row) : -1, "row");
    QVERIFY(!rowForRegion(std::vector<CdnRow>(), "us", RegionWish::Default));
}

void tst_VersionTables::servers_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("base"); // empty: refused
    QTest::addColumn<QString>("options");
    const auto row = [](const char *address, const char *base, const char *options = "") {
        QTest::newRow(address) << QString::fromLatin1(address) << QString::fromLatin1(base)
                               << QString::fromLatin1(options);
    };
    row("http://h/?maxhosts=4", "http://h", "4");
    row("http://h?maxhosts=4", "http://h", "4");
    row("HTTPS://H.example/?fallback=1&maxhosts=4", "https://h.example", "4 fallback");
    row("http://h/?maxhosts=4&fallback=1&strict=1", "http://h", "4 fallback strict");
    row("http://h:8080/a/b/?new=1", "http://h:8080/a/b");
    row("http://h/?maxhosts=0&fallback=0", "http://h");
    row("http://h/?maxhosts=99999999999", "http://h", "1000");
    row("http://[::1]:80", "http://[::1]:80");
    row("h", "");
    row("ftp://h", "");
    row("http://", "");
    row("http://:80", "");
    row("http://user@h/", "");
    row("http://h/../x", "");
    row("http://h/a b", "");
}

void tst_VersionTables::servers()
{
    QFETCH(QString, address);
    QFETCH(QString, base);
    const auto server = parseCdnServer(address.toStdString());
    QCOMPARE(server.has_value(), !base.isEmpty());
    if (!server)
        return;
    QCOMPARE(QString::fromStdString(server->base), base);
    QStringList options;
    if (server->maxHosts)
        options << QString::number(*server->maxHosts);
    if (server->isFallback)
        options << QStringLiteral("fallback");
    if (server->isStrict)
        options << QStringLiteral("strict");
    QTEST(options.join(u' '), "options");
}

void tst_VersionTables::folders_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("folder"); // null: refused
    const auto row = [](const char *path, const QString &folder) {
        QTest::newRow(path) << QString::fromLatin1(path) << folder;
    };
    row("tpr/wow", QStringLiteral("tpr/wow"));
    row("/tpr/wow/", QStringLiteral("tpr/wow"));
    row("anbs/Immortal-External-Event", QStringLiteral("anbs/Immortal-External-Event"));
    row("tpr/prov3/2", QStringLiteral("tpr/prov3/2"));
    row("", QStringLiteral(""));
    row("a/../b", {});
    row("a//b", {});
    row("a\\b", {});
    row("a?b", {});
}

void tst_VersionTables::folders()
{
    QFETCH(QString, path);
    QFETCH(QString, folder);
    const auto parsed = parseCdnFolder(path.toStdString());
    QCOMPARE(parsed ? QString::fromStdString(*parsed) : QString(), folder);
    QCOMPARE(parsed.has_value(), !folder.isNull());
}

void tst_VersionTables::addresses_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("folder");
    for (const char *server : {"http://h/?maxhosts=4", "http://h?maxhosts=4", "http://h"}) {
        for (const char *folder : {"/tpr/Hero-Live-a", "tpr/Hero-Live-a/", "tpr/Hero-Live-a"})
            QTest::addRow("%s %s", server, folder)
                << QString::fromLatin1(server) << QString::fromLatin1(folder);
    }
}

void tst_VersionTables::addresses()
{
    QFETCH(QString, server);
    QFETCH(QString, folder);
    CdnPath path;
    path.hash = *blte::digestFromHex(kHash);
    path.isIndex = true;
    QCOMPARE(
        QString::fromStdString(addressOf(*parseCdnServer(server.toStdString()), folder.toStdString(), path)),
        QStringLiteral("http://h/tpr/Hero-Live-a/data/00/17/0017a402f556fbece46c38dc431a2c9b.index"));
}

void tst_VersionTables::realVersions_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("sequence");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("buildConfig");
    const auto row = [](const char *path, int rows, int sequence, const char *name, const char *buildConfig) {
        QTest::newRow(path) << QString::fromLatin1(path) << rows << sequence << QString::fromLatin1(name)
                            << QString::fromLatin1(buildConfig);
    };
    row("bpsv/versions.psv", 7, 35202, "8.0.1.27291", "4eb3986466ec004ffa1755642b375a87");
    row("ngdp/bpsv/hero_24.3.52008_versions.psv", 6, -1, "24.3.52008", "46bbf430436ce472d8b6815b12e47569");
    row("ngdp/bpsv/viper_dev_431874_versions.psv", 3, 431874, "bo5_TU8_8512817_2_ship",
        "bc968f5914f05bc6b9ff67f6ed63a4d0");
}

void tst_VersionTables::realVersions()
{
    QFETCH(QString, path);
    const std::string content = corpus::read(path).toStdString();
    NEEDS_SAMPLE(content);
    const auto table = parseVersions(content);
    QVERIFY2(table, table ? "" : table.error().text.c_str());
    QTEST(int(table->rows.size()), "rows");
    QTEST(table->sequenceNumber ? int(*table->sequenceNumber) : -1, "sequence");
    QTEST(QString::fromStdString(table->rows[0].versionName), "name");
    QTEST(hex(table->rows[0].buildConfig), "buildConfig");
    QCOMPARE(table->warnings.count(), std::size_t{0});
}

void tst_VersionTables::realCdns_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("lastServers");
    QTest::newRow("2014") << QStringLiteral("bpsv/cdns_a716783d0bfb5b6ee84ac3f7c7e42b1f") << 3 << 3;
    QTest::newRow("2017") << QStringLiteral("ngdp/bpsv/hero_2017_cdns.psv") << 5 << 5;
}

void tst_VersionTables::realCdns()
{
    QFETCH(QString, path);
    const std::string content = corpus::read(path).toStdString();
    NEEDS_SAMPLE(content);
    const auto table = parseCdns(content);
    QVERIFY2(table, table ? "" : table.error().text.c_str());
    QTEST(int(table->rows.size()), "rows");
    QTEST(int(table->rows.back().servers.size()), "lastServers");
    QCOMPARE(table->rows[0].folder, std::string("tpr/Hero-Live-a"));
    QCOMPARE(table->warnings.count(), std::size_t{0});
}

SLUICE_TEST(tst_VersionTables)
#include "tst_versiontables.moc"
