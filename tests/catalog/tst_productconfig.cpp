#include "core/catalog/productconfig.h"

#include "tests/support/testmain.h"
#include "tests/support/testpaths.h"

#include <QFile>
#include <QTest>

using catalog::parseProductConfig;
using catalog::ProductConfig;
using namespace Qt::StringLiterals;

class tst_ProductConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyField();
    void othersAreAsIfAbsent();
    void refused_data();
    void refused();
    void tags_data();
    void tags();
    void realOnes_data();
    void realOnes();
};

namespace {

const QByteArray kWhole = R"({
"all": {"config": {"product": "WoW", "decryption_key_name": "wowDev", "update_method": "ngdp",
                   "supported_locales": ["enUS", "deDE"], "extra_tags": ["Always"], "unknown": {"a": [1]}}},
"enus": {"config": {"install": [{"desktop_shortcut": {"link": "x"}},
                                {"add_remove_programs_key": {"display_name": "World of Warcraft"}}]}},
"cn": {"config": {"extra_tags": ["Alternate"]}},
"platform": {"win": {"config": {"tags": ["Windows"], "tags_64bit": ["x86_64"], "tags_arm64": ["arm64"]}},
             "mac": {"config": {"tags": ["OSX", "code"]}}}})";

QStringList wanted(const tact::TagQuery &query)
{
    QStringList names;
    for (const std::string &name : query.wanted)
        names << QString::fromStdString(name);
    return names;
}

} // namespace

void tst_ProductConfig::everyField()
{
    const auto config = parseProductConfig(kWhole);
    QVERIFY(config.has_value());
    QCOMPARE(config->product, u"WoW"_s);
    QCOMPARE(config->title, u"World of Warcraft"_s);
    QCOMPARE(config->keyName, u"wowDev"_s);
    QCOMPARE(config->updateMethod, u"ngdp"_s);
    QCOMPARE(config->locales, (QStringList{u"enUS"_s, u"deDE"_s}));
    QCOMPARE(config->platforms.keys(), (QStringList{u"mac"_s, u"win"_s}));
    QCOMPARE(config->platforms[u"win"_s].always, QStringList{u"Windows"_s});
    QCOMPARE(config->platforms[u"win"_s].x86_64, QStringList{u"x86_64"_s});
    QCOMPARE(config->platforms[u"mac"_s].always, (QStringList{u"OSX"_s, u"code"_s}));
    QCOMPARE(config->extraTags[u"cn"_s], QStringList{u"Alternate"_s});
    QCOMPARE(config->extraTags[u"all"_s], QStringList{u"Always"_s});
}

/// Whatever is of another kind than it should be.
void tst_ProductConfig::othersAreAsIfAbsent()
{
    for (const QByteArray &json :
         {QByteArray("{}"), QByteArray(R"({"all": 7, "platform": "x", "cn": {"config": {"extra_tags": 1}}})"),
          QByteArray(R"({"all": {"config": {"decryption_key_name": ["a"], "supported_locales": {"a": 1}}},
                         "platform": [1, {}], "enus": {"config": {"install": {"a": 1}}}})")}) {
        const auto config = parseProductConfig(json);
        QVERIFY(config.has_value());
        QVERIFY(config->keyName.isEmpty() && config->title.isEmpty() && config->locales.isEmpty());
        QVERIFY(config->extraTags.isEmpty() && config->platforms.isEmpty());
    }
}

void tst_ProductConfig::refused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a list") << QByteArray("[1]");
    QTest::newRow("cut") << kWhole.first(kWhole.size() / 2);
    QTest::newRow("a page") << QByteArray("<!DOCTYPE html>");
    QTest::newRow("deep") << QByteArray(100'000, '[');
}

void tst_ProductConfig::refused()
{
    QFETCH(QByteArray, json);
    const auto config = parseProductConfig(json);
    QVERIFY(!config);
    QCOMPARE(config.error().kind, core::ErrorKind::WrongContent);
}

void tst_ProductConfig::tags_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("region");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("platform, architecture, locale, region")
        << kWhole << u"us"_s << QStringList{u"Windows"_s, u"x86_64"_s, u"enUS"_s, u"US"_s, u"Always"_s};
    QTest::newRow("the region's own")
        << kWhole << u"cn"_s
        << QStringList{u"Windows"_s, u"x86_64"_s, u"enUS"_s, u"CN"_s, u"Always"_s, u"Alternate"_s};
    QTest::newRow("no region") << kWhole << QString()
                               << QStringList{u"Windows"_s, u"x86_64"_s, u"enUS"_s, u"Always"_s};
    QTest::newRow("no platforms") << QByteArray("{}") << u"eu"_s << QStringList{u"enUS"_s, u"EU"_s};
}

void tst_ProductConfig::tags()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, region);
    const auto query = usualTags(*parseProductConfig(json), u"enUS"_s, region);
    QTEST(wanted(query), "names");
    QVERIFY(query.excluded.empty());
}

void tst_ProductConfig::realOnes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("product");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("keyName");
    QTest::addColumn<QStringList>("tags"); ///< for us
    const auto row = [](const char *name, const char *product, const char *title, const QString &keyName,
                        const QStringList &tags) {
        const QByteArray hash(name);
        QFile file(support::corpusFolder() + u"/ngdp/channel/green/"_s +
                   QString::fromLatin1(hash.left(2) + '/' + hash.mid(2, 2) + '/' + hash));
        const QByteArray json = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        QTest::newRow(product) << json << QString::fromLatin1(product) << QString::fromLatin1(title)
                               << keyName << tags;
    };
    row("53020d32e1a25648c8e1eafd5771935f", "WoW", "World of Warcraft", {},
        {u"Windows"_s, u"x86_64"_s, u"enUS"_s, u"US"_s});
    row("f5e8a99db3a9a2066620c7623cf085c2", "fenris", "Diablo IV", {}, {u"Windows"_s, u"enUS"_s, u"US"_s});
    row("14d469785b47c23da0592db533b757ec", "pro", "Overwatch", {},
        {u"TPWin"_s, u"SPWin"_s, u"DevReg"_s, u"EExt"_s, u"DX11"_s, u"DX12"_s, u"enUS"_s, u"US"_s});
    row("a27720069328eaf95569fe3f4c5a02fa", "anbsdev", "Diablo Immortal Dev", u"immortaldev"_s,
        {u"enUS"_s, u"US"_s});
    row("e8a9e3b2b36cc844d7a26a18fce57792", "bts", "", {}, {u"Windows"_s, u"enUS"_s, u"US"_s});
}

void tst_ProductConfig::realOnes()
{
    QFETCH(QByteArray, json);
    if (json.isEmpty())
        QSKIP("the samples are not here");
    const auto config = parseProductConfig(json);
    QVERIFY(config.has_value());
    QTEST(config->product, "product");
    QTEST(config->title, "title");
    QTEST(config->keyName, "keyName");
    QVERIFY(config->updateMethod.contains(u"ngdp"));
    QTEST(wanted(usualTags(*config, u"enUS"_s, u"us"_s)), "tags");
}

SLUICE_TEST(tst_ProductConfig)
#include "tst_productconfig.moc"
