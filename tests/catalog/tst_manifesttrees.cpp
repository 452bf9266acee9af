#include "core/catalog/downloadtree.h"
#include "core/catalog/installtree.h"
#include "core/catalog/texttree.h"
#include "tests/catalog/treefiles.h"
#include "tests/support/ngdp/gameroots.h"
#include "tests/support/ngdp/tagmanifests.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"

#include <QSet>

using catalog::DownloadTree;
using catalog::InstallTree;
using catalog::TextTree;
using catalog::TreeFile;
using treefiles::array;
using treefiles::key;
using treefiles::lines;
using treefiles::rows;

namespace {

std::vector<ngdp::TaggedObject> sampleObjects()
{
    return {
        {"World of Warcraft.app/Contents/Info.plist", key(1), key(0x81), 5, 13, 0, {"OSX", "enUS"}},
        {"Wow.exe", key(2), key(0x82), 7, 15, -1, {"Windows", "x86_64", "enUS"}},
        {"Wow.exe", key(3), key(0x83), 8, 16, 2, {"Windows", "x86_32", "enUS"}},
        {"empty", key(4), key(0x84), 0, 9, 3, {"Windows", "x86_64", "x86_32", "deDE"}},
    };
}

} // namespace

class tst_ManifestTrees : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void install_data();
    void install();
    void installFacts();
    void installFaults();
    void realInstall();
    void download();
    void starCraft();
    void overwatch();
};

void tst_ManifestTrees::install_data()
{
    QTest::addColumn<QByteArray>("tags");
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<QString>("unknown");
    QTest::newRow("all") << QByteArray()
                         << lines({"World of Warcraft.app/Contents/Info.plist 1", "Wow.exe 2", "Wow.exe 3",
                                   "empty 4"})
                         << QString();
    QTest::newRow("one platform, collisions stay")
        << QByteArray("Windows") << lines({"Wow.exe 2", "Wow.exe 3", "empty 4"}) << QString();
    QTest::newRow("one of each kind")
        << QByteArray("Windows,x86_64,enUS") << lines({"Wow.exe 2"}) << QString();
    QTest::newRow("one left out") << QByteArray("!x86_32")
                                  << lines({"World of Warcraft.app/Contents/Info.plist 1", "Wow.exe 2"})
                                  << QString();
    QTest::newRow("unknown ones") << QByteArray("Amiga,OSX")
                                  << lines({"World of Warcraft.app/Contents/Info.plist 1"})
                                  << QStringLiteral("Amiga");
}

void tst_ManifestTrees::install()
{
    QFETCH(QByteArray, tags);
    for (const unsigned version : {1u, 2u}) {
        const QByteArray bytes = array(ngdp::writeInstall(version, sampleObjects()).bytes);
        const auto opened =
            InstallTree::open(bytes, QStringLiteral("install"), tact::parseTagQuery(tags.toStdString()));
        QVERIFY(opened);
        QTEST(rows(*opened->tree), "rows");
        QTEST(opened->unknownTags.empty() ? QString() : QString::fromStdString(opened->unknownTags[0]),
              "unknown");
    }
}

void tst_ManifestTrees::installFacts()
{
    const QByteArray bytes = array(ngdp::writeInstall(1, sampleObjects()).bytes);
    const auto opened = InstallTree::open(bytes, QStringLiteral("install"), tact::parseTagQuery("x86_64"));
    QStringList facts;
    opened->tree->visit([&](const TreeFile &file) {
        facts << treefiles::text(file.path) << QString::number(*file.size);
        for (const std::string_view tag : file.tags)
            facts << treefiles::text(tag);
    });
    QCOMPARE(facts, lines({"Wow.exe", "7", "Windows", "x86_64", "enUS", "empty", "0", "Windows", "x86_32",
                           "x86_64", "deDE"}));
    QCOMPARE(opened->tree->caseRule(), catalog::CaseRule::Sensitive);
}

void tst_ManifestTrees::installFaults()
{
    const QByteArray bytes =
        array(ngdp::writeInstall(1, {{"", key(1), {}, 0, 0, 0, {}}, {"a", key(2), {}, 0, 0, 0, {}}}).bytes);
    const auto opened = InstallTree::open(bytes, QStringLiteral("install"), {});
    QCOMPARE(rows(*opened->tree), lines({"! install: entry 0 has no path", "a 2"}));
    const auto cut = InstallTree::open(bytes.chopped(1), QStringLiteral("install"), {});
    QVERIFY(!cut);
    QCOMPARE(cut.error().kind, core::ErrorKind::HeaderCorrupt);
    QVERIFY(cut.error().detail.startsWith(QStringLiteral("install: it ")));
    QByteArray newer = bytes;
    newer[2] = 9;
    QCOMPARE(InstallTree::open(newer, QStringLiteral("install"), {}).error().kind,
             core::ErrorKind::ModeUnsupported);
}

void tst_ManifestTrees::realInstall()
{
    const auto sample =
        corpus::bytes(QStringLiteral("ngdp/install/1c2bd6a31893e96b09d2481532575c03.install"));
    NEEDS_SAMPLE(sample);
    const auto all = InstallTree::open(array(sample), QStringLiteral("install"), {});
    QVERIFY(all);
    QCOMPARE(rows(*all->tree).size(), 111);
    const auto windows =
        InstallTree::open(array(sample), QStringLiteral("install"), tact::parseTagQuery("Windows,enUS"));
    const QStringList found = rows(*windows->tree);
    QCOMPARE(found.size(), 31);
    QVERIFY(found.contains(QStringLiteral("BlizzardError.exe f7")));
    QVERIFY(windows->unknownTags.empty());
    const QString name =
        QStringLiteral("World of Warcraft.app/Contents/Resources/it.lproj/Application.strings f6");
    QVERIFY(rows(*all->tree).contains(name));
    QVERIFY(!found.contains(name));
}

void tst_ManifestTrees::download()
{
    for (const unsigned version : {1u, 2u, 3u}) {
        ngdp::DownloadShape shape;
        shape.version = version;
        const QByteArray bytes = array(ngdp::writeDownload(shape, sampleObjects()).bytes);
        const auto opened = DownloadTree::open(bytes, QStringLiteral("download"),
                                               tact::parseTagQuery("Windows,x86_64,Amiga"));
        QVERIFY(opened);
        QCOMPARE(opened->unknownTags, std::vector<std::string>{"Amiga"});
        QStringList facts;
        opened->tree->visit([&](const TreeFile &file) {
            facts << treefiles::text(file.path) << QString::number(*file.encodedSize)
                  << QString::number(file.encodingKey[0], 16) << QString::number(file.tags.size());
        });
        QCOMPARE(facts, lines({"unknown/82aabb00000000000000000000000000", "15", "82", "3",
                               "unknown/84aabb00000000000000000000000000", "9", "84", "4"}));
        QVERIFY(!DownloadTree::open(bytes.chopped(1), QStringLiteral("download"), {}));
    }
}

void tst_ManifestTrees::starCraft()
{
    const QByteArray root =
        array(ngdp::writeStarCraftRoot({{"rez/a.txt", key(1)}, {"SD\\mainSd.anim", key(2)}}));
    const auto tree = TextTree::open(root + "broken\n", QStringLiteral("root"), TextTree::Form::StarCraft);
    QVERIFY(tree);
    QCOMPARE(rows(**tree), lines({"! root: line 3 has no path or no whole content key", "SD/mainSd.anim 2",
                                  "rez/a.txt 1"}));
}

void tst_ManifestTrees::overwatch()
{
    const QByteArray root = array(ngdp::writeOverwatchRoot({{"TactManifest\\a.cmf", key(1)}}));
    const auto tree = TextTree::open(root, QStringLiteral("root"), TextTree::Form::Overwatch);
    QVERIFY(tree);
    QCOMPARE(rows(**tree), lines({"TactManifest/a.cmf 1"}));
    const auto other = TextTree::open("#A|B\n", QStringLiteral("root"), TextTree::Form::Overwatch);
    QVERIFY(!other);
    QCOMPARE(other.error().detail, QStringLiteral("root: it has no column MD5 or FILENAME"));
}

SLUICE_TEST(tst_ManifestTrees)
#include "tst_manifesttrees.moc"
