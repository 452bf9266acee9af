#include "core/blte/keylist.h"
#include "core/tact/buildconfig.h"
#include "core/tact/cdnconfig.h"
#include "core/tact/patchconfig.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"

using namespace tact;
using namespace corpus;
using support::ByteVector;

/// Build, CDN, patch and key ring configs.
class tst_Configs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds_data();
    void kinds();
    void lines();
    void hashes_data();
    void hashes();
    void build();
    void buildWithoutMuch_data();
    void buildWithoutMuch();
    void badValuesCostThemselves();
    void cdn();
    void holesInAList();
    void selection();
    void patch();
    void wrongKind();
    void realBuilds_data();
    void realBuilds();
    void realVfs();
    void realCdn();
    void realKeyRings_data();
    void realKeyRings();
};

namespace {

const std::string kA = "0017a402f556fbece46c38dc431a2c9b";
const std::string kB = "ffeeddccbbaa99887766554433221100";

} // namespace

void tst_Configs::kinds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind"); // -1: none
    const auto row = [](const char *name, const QByteArray &text, int kind) {
        QTest::newRow(name) << text << kind;
    };
    using Kind = Config::Kind;
    row("build", "# Build Configuration\n\nroot = ab\n", int(Kind::Build));
    row("build, CRLF", "# Build Configuration\r\n\r\nroot = ab\r\n", int(Kind::Build));
    row("build, with a mark", "\xEF\xBB\xBF# Build Configuration\n", int(Kind::Build));
    row("static", "# Static Build Configuration\n\nroot = ab\n", int(Kind::StaticBuild));
    row("CDN", "# CDN Configuration\n", int(Kind::Cdn));
    row("patch", "# Patch Configuration\n", int(Kind::Patch));
    row("key ring", "key-4eb4869f95f23b53 = c9316739348dcc033aa8112f9a3acf5d\n", int(Kind::KeyRing));
    row("comment of another kind", "# Whatever\nroot = ab\n", int(Kind::Other));
    row("no comment", "root = ab\n", int(Kind::Other));
    row("page", "<!doctype html>\n", -1);
    row("encrypted", QByteArray("\x8f\x02\x11root = ab", 12), -1);
    row("empty", "", -1);
    row("blank", "\n\n", -1);
}

void tst_Configs::kinds()
{
    QFETCH(QByteArray, text);
    const auto config = Config::parse(text.toStdString());
    QTEST(config ? int(config->kind()) : -1, "kind");
    QVERIFY(config || config.error().kind == FaultKind::NotThisFormat);
}

void tst_Configs::lines()
{
    const auto config = Config::parse("# x\na = 1\nb =\n  c=2  3 \r\na = 4\nno line\nd\x01 = 5\n= 6\n");
    QVERIFY(config);
    QCOMPARE(config->lines(), std::size_t{3});
    QCOMPARE(text(config->value("a")), QStringLiteral("4")); // the last one
    QCOMPARE(text(config->value("b")), QString());
    QCOMPARE(text(config->value("c")), QStringLiteral("2  3"));
    QCOMPARE(config->find("c")->number, std::size_t{4});
    QVERIFY(!config->find("absent") && !config->find("b") && !config->find(""));
    QCOMPARE(config->warnings().count(), std::size_t{3});
    QCOMPARE(config->warnings().first()[0].row, std::uint64_t{6});
}

void tst_Configs::hashes_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("isHash");
    QTest::newRow("hash") << QString::fromStdString(kA) << true;
    QTest::newRow("upper case") << QString::fromStdString(kA).toUpper() << true;
    QTest::newRow("zeros") << QString(32, u'0') << false;
    QTest::newRow("shortened to 9 bytes") << QStringLiteral("dac38ffabeb4d44f7300000000000000") << false;
    QTest::newRow("10 bytes") << QStringLiteral("dac38ffabeb4d44f7301000000000000") << true;
    QTest::newRow("too short") << QStringLiteral("dac38ffabeb4d44f73") << false;
    QTest::newRow("no hex") << QString(32, u'x') << false;
}

void tst_Configs::hashes()
{
    QFETCH(QString, word);
    QTEST(hashInConfig(word.toStdString()).has_value(), "isHash");
}

void tst_Configs::build()
{
    const auto build = parseBuildConfig(
        "# Build Configuration\n\nroot = " + kA + "\nencoding = " + kA + " " + kB +
        "\nencoding-size = 100 90\ninstall = " + kB + "\ninstall-size = 7\n" + "vfs-root = " + kA + " " + kB +
        "\nvfs-root-size = 5 6\nvfs-2 = " + kB + " " + kA + "\nvfs-2-size = 8 9\nvfs-x = " + kA +
        "\npatch = " + kB + "\npatch-size = 11\npatch-config = " + kA +
        "\nbuild-name = a b c\nbuild-uid = wow\nbuild-product = WoW\n\n");
    QVERIFY(build);
    QCOMPARE(blte::toHex(build->root.contentKey->digest), kA);
    QVERIFY(!build->root.encodingKey && !build->root.decodedSize);
    QCOMPARE(blte::toHex(build->encoding.encodingKey->digest), kB);
    QVERIFY(build->encoding.decodedSize == 100u && build->encoding.encodedSize == 90u);
    QVERIFY(build->install.contentKey && !build->install.encodingKey && build->install.decodedSize == 7u);
    QVERIFY(!build->download.isNamed() && build->vfsRoot.isNamed());
    QCOMPARE(build->vfs.size(), std::size_t{1});
    QVERIFY(build->vfs.at(2).encodedSize == 9u);
    QVERIFY(build->patchSize == 11u && build->patch && build->patchConfig && !build->isStatic);
    QCOMPARE(build->name, std::string("a b c"));
    QCOMPARE(build->uid, std::string("wow"));
    QCOMPARE(build->product, std::string("WoW"));
    QCOMPARE(build->warnings.count(), std::size_t{0});
}

void tst_Configs::buildWithoutMuch_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("isStatic");
    QTest::addColumn<int>("warnings");
    QTest::newRow("nothing") << QByteArray() << false << 0;
    QTest::newRow("root of zeros") << QByteArray("root = 00000000000000000000000000000000") << false << 0;
    QTest::newRow("root that is no hash") << QByteArray("root = none") << false << 1;
    QTest::newRow("patch without value") << QByteArray("patch =") << false << 0;
    QTest::newRow("key layout") << QByteArray("key-layout-0 = 8 8 40 1") << true << 0;
    QTest::newRow("vfs beyond numbers") << QByteArray("vfs-99999999999 = 00") << false << 0;
}

void tst_Configs::buildWithoutMuch()
{
    QFETCH(QByteArray, line);
    const auto build = parseBuildConfig("# Build Configuration\n\n" + line.toStdString() + "\n");
    QVERIFY(build);
    QVERIFY(!build->root.isNamed() && !build->encoding.isNamed() && build->vfs.empty() && !build->patch);
    QTEST(build->isStatic, "isStatic");
    QTEST(int(build->warnings.count()), "warnings");
}

void tst_Configs::badValuesCostThemselves()
{
    const auto build =
        parseBuildConfig("# Build Configuration\nencoding = xyz " + kB + "\nencoding-size = 5 -1\n");
    QVERIFY(build);
    QVERIFY(!build->encoding.contentKey && build->encoding.encodingKey);
    QVERIFY(build->encoding.decodedSize == 5u && !build->encoding.encodedSize);
    QCOMPARE(build->warnings.count(), std::size_t{2});
    QCOMPARE(build->warnings.first()[0].row, std::uint64_t{2});
    QCOMPARE(build->warnings.first()[1].row, std::uint64_t{3});
}

void tst_Configs::cdn()
{
    const auto cdn =
        parseCdnConfig("# CDN Configuration\n\narchives = " + kA + " " + kB +
                       "\narchives-index-size = 1 2\narchive-group = " + kB + "\npatch-archives = " + kB +
                       "\nfile-index = " + kA + "\nfile-index-size = 9\npatch-file-index = " + kB +
                       "\nbuilds = " + kA + "\n");
    QVERIFY(cdn);
    QCOMPARE(cdn->data.archives.size(), std::size_t{2});
    QCOMPARE(blte::toHex(cdn->data.archives[1].name), kB);
    QVERIFY(cdn->data.archives[1].indexSize == 2u);
    QVERIFY(cdn->data.group && cdn->data.looseIndex && cdn->data.looseIndex->indexSize == 9u);
    QCOMPARE(cdn->patch.archives.size(), std::size_t{1});
    QVERIFY(!cdn->patch.archives[0].indexSize && !cdn->patch.group);
    QVERIFY(cdn->patch.looseIndex && !cdn->patch.looseIndex->indexSize);
    QCOMPARE(cdn->builds.size(), std::size_t{1});
    QCOMPARE(cdn->warnings.count(), std::size_t{0});
}

/// What a mirror of parts of a build writes for its CDN config.
void tst_Configs::selection()
{
    const blte::Digest index = *blte::digestFromHex(kA);
    const blte::Digest whole = *blte::digestFromHex(kB);
    const std::string text = selectionConfig({index, 8268}, whole);
    const auto cdn = parseCdnConfig(text);
    QVERIFY(cdn && cdn->warnings.count() == 0);
    QVERIFY(cdn->data.archives.empty() && cdn->patch.archives.empty() && !cdn->patch.looseIndex);
    QVERIFY(cdn->data.looseIndex && cdn->data.looseIndex->name == index);
    QCOMPARE(cdn->data.looseIndex->indexSize, std::optional<std::uint64_t>(8268));
    QVERIFY(cdn->selectionOf == whole);
    QVERIFY(!parseCdnConfig(selectionConfig({index, {}}, whole))->data.looseIndex->indexSize);
    QVERIFY(text.ends_with("\n\n"));
}

void tst_Configs::holesInAList()
{
    const auto cdn = parseCdnConfig("# CDN Configuration\narchives = " + kA + " zz " + kB +
                                    "\narchives-index-size = 1 2 3\narchive-group = " + kA +
                                    "\npatch-archives = " + kB + "\npatch-archives-index-size = 1 2\n");
    QVERIFY(cdn);
    QCOMPARE(cdn->data.archives.size(), std::size_t{2});
    QVERIFY(cdn->data.archives[1].indexSize == 3u);
    QVERIFY(!cdn->data.group);
    QVERIFY(!cdn->patch.archives[0].indexSize);
    QCOMPARE(cdn->warnings.count(), std::size_t{2});
}

void tst_Configs::patch()
{
    const auto patch = parsePatchConfig(
        "# Patch Configuration\n\npatch-entry = encoding " + kA + " 100 " + kB + " 90 b:{22=n,*=z} " + kA +
        " 80 " + kB + " 7 " + kB + " 81 " + kA + " 8\npatch-entry = install " + kA + " 1 " + kB +
        " 2 z\npatch-entry = size " + kA + "\npatch-entry = download " + kA + " 1 " + kB + " 2 z " + kA +
        " 3\npatch = " + kB + "\npatch-size = 12\n");
    QVERIFY(patch);
    QCOMPARE(patch->entries.size(), std::size_t{2});
    const PatchEntry &entry = patch->entries[0];
    QCOMPARE(entry.type, std::string("encoding"));
    QCOMPARE(entry.espec, std::string("b:{22=n,*=z}"));
    QVERIFY(entry.decodedSize == 100 && entry.encodedSize == 90 && entry.olds.size() == 2);
    QVERIFY(entry.olds[1].encodedSize == 81 && entry.olds[1].patchSize == 8);
    QCOMPARE(blte::toHex(entry.olds[1].patch), kA);
    QCOMPARE(patch->warnings.count(), std::size_t{2});
    QVERIFY(patch->patch && patch->patchSize == 12u);
}

void tst_Configs::wrongKind()
{
    const std::string build = "# Build Configuration\nroot = " + kA + "\n";
    const std::string cdn = "# CDN Configuration\narchives = " + kA + "\n";
    QVERIFY(!parseBuildConfig(cdn) && !parseBuildConfig("key-aa = bb\n"));
    QVERIFY(!parseCdnConfig(build) && !parsePatchConfig(build));
    QCOMPARE(int(parseCdnConfig(build).error().kind), int(FaultKind::Contradiction));
    QVERIFY(!parseBuildConfig("<html>") && !parseCdnConfig("") && !parsePatchConfig("\x01"));
}

void tst_Configs::realBuilds_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("uid");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<int>("vfs");
    const auto row = [](const char *path, const char *uid, const char *encoding, int vfs) {
        QTest::newRow(path) << QString::fromLatin1(path) << QString::fromLatin1(uid)
                            << QString::fromLatin1(encoding) << vfs;
    };
    row("config/6a5f9d058ac7c519d929571a64e4ef3d", "hsb", "6458db70f79e3877f7b7296205db0b97", 0);
    row("ngdp/config/46bbf430436ce472d8b6815b12e47569", "hero", "1535a825a3153660397b7fc362db6317", 0);
    row("ngdp/config/596c212114208f0f849c6b6e596e6680", "wow_classic", "34e57cbbcb58f4da834ae3db5b3fa9e7", 0);
    row("ngdp/config/864772b9ff94f6d372aa4ee90ee2f8ab", "s1", "b135dde729b026904eeb4b7e76332750", 0);
    row("ngdp/config/903cc3552ca1075d5bdc264eab8e2480", "wow_classic_era", "25c87b6ce82551dc8d62c2800aad6e8f",
        239);
    row("ngdp/config/f7e68fd6611317050be908301b944855", "wow", "4ef620f81bf2073cb0cd8199e3eb7ebd", 0);
    row("ngdp/config/trimmed/build_config_bna", "bna", "4044941a1b4e69e3cd6033a7cee276af", 0);
}

void tst_Configs::realBuilds()
{
    QFETCH(QString, path);
    const ByteVector content = corpus::bytes(path);
    NEEDS_SAMPLE(content);
    if (!path.contains(u"trimmed"))
        QCOMPARE(hex(blte::md5(content)), path.section(u'/', -1));
    const auto build = parseBuildConfig(std::string(content.begin(), content.end()));
    QVERIFY(build);
    QTEST(QString::fromStdString(build->uid), "uid");
    QTEST(hex(build->encoding.encodingKey->digest), "encoding");
    QTEST(int(build->vfs.size()), "vfs");
    QVERIFY(build->root.contentKey && build->install.contentKey && build->patch &&
            build->encoding.encodedSize);
    QCOMPARE(build->warnings.count(), std::size_t{0});
}

void tst_Configs::realVfs()
{
    const std::string content =
        corpus::read(QStringLiteral("ngdp/config/903cc3552ca1075d5bdc264eab8e2480")).toStdString();
    NEEDS_SAMPLE(content);
    const auto build = parseBuildConfig(content);
    QVERIFY(build);
    QCOMPARE(hex(build->vfsRoot.encodingKey->digest), QStringLiteral("2a6f1a538227094c04a4c364b1dda995"));
    QVERIFY(build->vfs.at(1).encodingKey == build->vfsRoot.encodingKey);
    QVERIFY(build->vfs.at(2).decodedSize == 867u && build->vfs.at(2).encodedSize == 668u);
}

void tst_Configs::realCdn()
{
    const std::string content =
        corpus::read(QStringLiteral("ngdp/config/trimmed/cdn_config_retail")).toStdString();
    NEEDS_SAMPLE(content);
    const auto cdn = parseCdnConfig(content);
    QVERIFY(cdn);
    QCOMPARE(cdn->data.archives.size(), std::size_t{2});
    QVERIFY(cdn->data.archives[1].indexSize == 173068u && cdn->patch.archives[1].indexSize == 535628u);
    QVERIFY(cdn->data.group && cdn->patch.group && cdn->data.looseIndex && cdn->patch.looseIndex);
    QCOMPARE(cdn->warnings.count(), std::size_t{0});
}

void tst_Configs::realKeyRings_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("one key") << QStringLiteral("config/wow_keyring_config.txt");
    QTest::newRow("many") << QStringLiteral("ngdp/keyring/3dabb1bf65a3a797ccc6eff63c51b509");
}

/// What is in a key ring is read by blte::parseKeyList(); it is a config all the same.
void tst_Configs::realKeyRings()
{
    QFETCH(QString, path);
    const std::string content = corpus::read(path).toStdString();
    NEEDS_SAMPLE(content);
    const auto config = Config::parse(content);
    QVERIFY(config);
    QCOMPARE(int(config->kind()), int(Config::Kind::KeyRing));
    QCOMPARE(config->lines(), blte::parseKeyList(content).entries.size());
    QVERIFY(config->lines() > 0);
}

SLUICE_TEST(tst_Configs)
#include "tst_configs.moc"
