#include "core/catalog/treeopening.h"
#include "tests/catalog/treefiles.h"
#include "tests/support/ngdp/gameroots.h"
#include "tests/support/ngdp/tagmanifests.h"
#include "tests/support/ngdp/tvfswriter.h"
#include "tests/support/ngdp/wowrootwriter.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QThreadPool>
#include <QTimer>

using catalog::FileLoaded;
using catalog::NamingManifest;
using catalog::OpenedTree;
using catalog::SelectedFile;
using catalog::TreeOpening;
using catalog::TreeWishes;
using support::ByteVector;
using treefiles::array;
using treefiles::key;
using treefiles::lines;

namespace {

constexpr std::uint8_t kRoot = 0x10;
constexpr std::uint8_t kInstall = 0x11;
constexpr std::uint8_t kDownload = 0x12;
constexpr std::uint8_t kVfsRoot = 0x13;

/// A build without a network: manifests by the first byte of their content keys; those of objects have 0x80
/// more.
class FakeBuild
{
public:
    tact::BuildConfig config;

    FakeBuild()
    {
        config.product = "Hero";
        config.uid = "hero";
    }

    tact::ManifestRef put(std::uint8_t first, const QByteArray &bytes)
    {
        m_objects[first] = bytes;
        tact::ManifestRef manifest;
        manifest.contentKey = blte::ContentKey{key(first)};
        manifest.encodingKey = blte::EncodingKey{key(first | 0x80)};
        return manifest;
    }
    void putRoot(const QByteArray &bytes)
    {
        config.root = put(kRoot, bytes);
        config.root.encodingKey.reset();
    }
    void putInstall()
    {
        config.install =
            put(kInstall,
                array(ngdp::writeInstall(1, {{"Game.exe", key(1), {}, 1, 1, 0, {"Windows", "x86_64", "enUS"}},
                                             {"Game.app/x", key(2), {}, 1, 1, 0, {"OSX", "enUS"}},
                                             {"deutsch", key(3), {}, 1, 1, 0, {"Windows", "x86_64", "deDE"}}})
                          .bytes));
    }
    void remove(std::uint8_t first) { m_objects.erase(first); }
    int mostAtOnce() const { return m_most; }

    catalog::LoadFile loader()
    {
        return [this](const SelectedFile &file, const QString &what, const FileLoaded &done) {
            m_most = std::max(m_most, ++m_underWay);
            QTimer::singleShot(0, [this, file, what, done] {
                --m_underWay;
                done(answer(file, what));
            });
        };
    }

private:
    core::Result<QByteArray> answer(const SelectedFile &file, const QString &what) const
    {
        const auto first = file.contentKey ? file.contentKey->digest[0]
                                           : static_cast<std::uint8_t>(file.encodingKey[0] & 0x7F);
        const auto found = m_objects.find(first);
        if (found == m_objects.end())
            return core::failure(core::ErrorKind::NotInBuild,
                                 what + QStringLiteral(" is not in the encoding manifest"));
        return found->second;
    }

    std::map<std::uint8_t, QByteArray> m_objects;
    int m_underWay = 0;
    int m_most = 0;
};

ngdp::TvfsObject object(std::uint8_t first)
{
    return {key(first | 0x80), key(first), 18, 10, "n"};
}

QByteArray tvfs(std::initializer_list<std::pair<const char *, std::uint8_t>> files)
{
    std::vector<ngdp::TvfsPath> paths;
    for (const auto &[path, first] : files)
        paths.push_back({path, {object(first)}});
    return array(ngdp::writeTvfs(paths));
}

QByteArray wowRoot()
{
    const std::vector<ngdp::WowRootRun> runs{{0, 0x2, {{1, key(1)}, {2, key(2)}}}, {0, 0x20, {{1, key(3)}}}};
    return array(ngdp::writeWowRoot(ngdp::WowRootForm::Version2, runs, ngdp::totalsOf(runs)));
}

core::Result<OpenedTree> open(FakeBuild &build, const TreeWishes &wishes = {})
{
    TreeOpening opening(build.loader(), *QThreadPool::globalInstance(), build.config, wishes);
    std::optional<core::Result<OpenedTree>> result;
    opening.start([&](const core::Result<OpenedTree> &opened) { result = opened; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }))
        return core::failure(core::ErrorKind::Internal, QStringLiteral("no answer"));
    return *result;
}

/// Its files, then "! " and the warnings; or "error: ".
QStringList textOf(const core::Result<OpenedTree> &opened)
{
    QStringList text;
    if (!opened)
        text << QStringLiteral("error: ") + core::name(opened.error().kind) + QStringLiteral(": ") +
                    opened.error().detail;
    else
        text = opened->tree ? treefiles::rows(*opened->tree) : QStringList{QStringLiteral("none")};
    for (const catalog::LoadWarning &warning : opened ? opened->warnings : QList<catalog::LoadWarning>())
        text << QStringLiteral("! ") + warning.object + QStringLiteral(": ") + warning.detail;
    text.replaceInStrings(QStringLiteral("aabb00000000000000000000000000"), QStringLiteral("…"));
    return text;
}

} // namespace

class tst_TreeOpening : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wow();
    void listfile();
    void locales();
    void rootFallsBack();
    void kindsOfRoots_data();
    void kindsOfRoots();
    void othersTakeTvfsFirst();
    void nested();
    void nestedOnesFail();
    void manyNestedOnes();
    void diablo3();
    void tags();
    void wishes();
    void endsWithoutAWord();
};

void tst_TreeOpening::wow()
{
    FakeBuild build;
    build.config.product = "WoW";
    build.putRoot(wowRoot());
    build.putInstall();
    build.config.vfsRoot = build.put(kVfsRoot, tvfs({{"x", 5}}));
    const auto opened = open(build);
    QCOMPARE(textOf(opened), lines({" 1 1", " 2 2"}));
    QVERIFY(opened->manifest == NamingManifest::Root);
    build.config.product.clear();
    build.config.uid = "wow_classic_era";
    QCOMPARE(textOf(open(build)), lines({" 1 1", " 2 2"}));
}

void tst_TreeOpening::listfile()
{
    QTemporaryDir folder;
    TreeWishes wishes;
    wishes.listfile = folder.filePath(QStringLiteral("list.csv"));
    FakeBuild build;
    build.config.product = "WoW";
    build.putRoot(wowRoot());
    build.putInstall();
    const auto without = open(build, wishes); // the user's file: no other manifest can make up for it
    QVERIFY(!without);
    QCOMPARE(without.error().kind, core::ErrorKind::ReadFailed);
    QFile file(wishes.listfile);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("1;a/b\n");
    file.close();
    QCOMPARE(textOf(open(build, wishes)), lines({" 2 2", "a/b 1 1"}));
}

void tst_TreeOpening::locales()
{
    FakeBuild build;
    build.config.product = "WoW";
    build.putRoot(wowRoot());
    TreeWishes wishes;
    wishes.locale = QStringLiteral("dede");
    QCOMPARE(textOf(open(build, wishes)), lines({" 1 3"}));
    wishes.locale = QStringLiteral("xxYY");
    QCOMPARE(textOf(open(build, wishes)), lines({"error: SourceNotUnderstood: no locale is called xxYY"}));
}

/// By the name that vfs-root has for it, then the install manifest, then none; each is told.
void tst_TreeOpening::rootFallsBack()
{
    FakeBuild build;
    build.config.product = "WoW";
    build.putRoot(wowRoot());
    build.remove(kRoot);
    build.putInstall();
    build.put(0x20, wowRoot());
    build.config.vfsRoot = build.put(kVfsRoot, tvfs({{".root", 0x20}, {"x", 5}}));
    QCOMPARE(
        textOf(open(build)),
        lines({" 1 1", " 2 2",
               "! root 10…: root is not in the encoding manifest; names are those of the root manifest that "
               "vfs-root names"}));
    build.put(0x20, wowRoot().chopped(1));
    QCOMPARE(
        textOf(open(build)),
        lines({"Game.exe 1",
               "! root 10…: root is not in the encoding manifest; names are those of the install manifest",
               "! .root 20…: it ends inside its block 1; names are those of the install manifest"}));
    build.config.vfsRoot = build.put(kVfsRoot, tvfs({{"x", 5}}));
    build.remove(kInstall);
    const auto none = open(build);
    QCOMPARE(
        textOf(none),
        lines(
            {"none",
             "! root 10…: root is not in the encoding manifest; without names, files can be looked up by "
             "their keys only",
             "! vfs-root 13…: vfs-root 13… has no \".root\"; without names, files can be looked up by their "
             "keys only",
             "! install 11…: install is not in the encoding manifest; without names, files can be looked up "
             "by their keys only"}));
    QVERIFY(!none->manifest);
}

void tst_TreeOpening::kindsOfRoots_data()
{
    QTest::addColumn<QByteArray>("root");
    QTest::addColumn<QStringList>("files");
    QTest::newRow("StarCraft") << array(ngdp::writeStarCraftRoot({{"a/b", key(7)}})) << lines({"a/b 7"});
    QTest::newRow("Overwatch") << array(ngdp::writeOverwatchRoot({{"a.cmf", key(7)}})) << lines({"a.cmf 7"});
    QTest::newRow("WoW") << wowRoot() << lines({" 1 1", " 2 2"});
    QTest::newRow("TVFS") << tvfs({{"a/b", 7}}) << lines({"a/b 7"});
    QTest::newRow("token, nothing is wrong with it")
        << QByteArrayLiteral("0123456789abcdef0123456789abcdef") << lines({"Game.exe 1"});
    QTest::newRow("MNDX") << array(ngdp::writeMndxRoot())
                          << lines({"Game.exe 1",
                                    "! root 10…: of the kind of StarCraft II and Heroes of the Storm "
                                    "(MNDX), which is not understood; names are those of the "
                                    "install manifest"});
    QTest::newRow("packed") << QByteArray("\x78\x9C").append(50, 'x')
                            << lines({"Game.exe 1",
                                      "! root 10…: static build (Steam), its files lie in archives on "
                                      "a disk, there is nothing to fetch; names are those of the install "
                                      "manifest"});
    QTest::newRow("of nothing") << QByteArray(50, 'x')
                                << lines({"Game.exe 1",
                                          "! root 10…: it ends inside its block 0; names are those "
                                          "of the install manifest"});
}

void tst_TreeOpening::kindsOfRoots()
{
    QFETCH(QByteArray, root);
    FakeBuild build;
    build.putRoot(root);
    build.putInstall();
    QTEST(textOf(open(build)), "files");
}

void tst_TreeOpening::othersTakeTvfsFirst()
{
    FakeBuild build;
    build.config.vfsRoot = build.put(kVfsRoot, tvfs({{"x", 5}}));
    build.putRoot(array(ngdp::writeStarCraftRoot({{"a", key(7)}})));
    build.putInstall();
    const auto opened = open(build);
    QCOMPARE(textOf(opened), lines({"x 5"}));
    QVERIFY(opened->manifest == NamingManifest::Tvfs);
    build.put(kVfsRoot, QByteArrayLiteral("TVFS"));
    QCOMPARE(
        textOf(open(build)),
        lines({"a 7", "! vfs-root 13…: it ends inside its header; names are those of the root manifest"}));
}

void tst_TreeOpening::nested()
{
    FakeBuild build;
    build.config.vfsRoot = build.put(kVfsRoot, tvfs({{"base", 0x22}, {"itself", kVfsRoot}, {"x", 5}}));
    build.config.vfs[1] = build.config.vfsRoot;
    build.config.vfs[2] = build.put(0x22, tvfs({{"y", 6}, {"deeper", 0x23}}));
    build.config.vfs[3] = build.put(0x23, tvfs({{"z", 7}, {"cycle", 0x22}}));
    QCOMPARE(textOf(open(build)),
             lines({"! vfs-root 13…: vfs 2 is mounted below itself", "base/deeper/cycle 22",
                    "base/deeper/z 7", "base/y 6", "itself 13", "x 5"}));
}

void tst_TreeOpening::nestedOnesFail()
{
    FakeBuild build;
    build.config.vfsRoot = build.put(kVfsRoot, tvfs({{"a", 0x22}, {"b", 0x23}, {"x", 5}}));
    build.config.vfs[2] = build.put(0x22, {});
    build.remove(0x22);
    build.config.vfs[3] = build.put(0x23, QByteArrayLiteral("TVFS"));
    QStringList text = textOf(open(build));
    text.sort();
    QCOMPARE(text,
             lines({"! vfs-2: cannot be read, and its files are not there: vfs-2 is not in the encoding "
                    "manifest",
                    "! vfs-3: cannot be read, and its files are not there: vfs-3: it ends inside its header",
                    "a 22", "b 23", "x 5"}));
}

void tst_TreeOpening::manyNestedOnes()
{
    FakeBuild build;
    std::vector<ngdp::TvfsPath> mounts;
    for (std::uint8_t i = 0x20; i < 0x70; ++i) {
        build.config.vfs[i] = build.put(i, tvfs({{"x", 5}}));
        mounts.push_back({std::to_string(i), {object(i)}});
    }
    build.config.vfsRoot = build.put(kVfsRoot, array(ngdp::writeTvfs(mounts)));
    QCOMPARE(textOf(open(build)).size(), 0x50);
    QVERIFY2(build.mostAtOnce() > 1 && build.mostAtOnce() <= 8,
             qPrintable(QString::number(build.mostAtOnce())));
}

void tst_TreeOpening::diablo3()
{
    FakeBuild build;
    build.putRoot(array(ngdp::writeDiablo3Root({{"Base", key(0x21)}, {"enUS", key(0x22)}})));
    build.putInstall();
    build.put(0x21, array(ngdp::writeDiablo3Folder({{"CoreTOC.dat", key(0x31)},
                                                    {"Data_D3\\PC\\Misc\\Packages.dat", key(0x32)},
                                                    {"a", key(1)}})));
    build.put(0x31, array(support::ByteBuilder().zeros(1000).done()));
    QCOMPARE(
        textOf(open(build)),
        lines(
            {"Base/CoreTOC.dat 31", "Base/Data_D3/PC/Misc/Packages.dat 32", "Base/a 1",
             "! folder enUS: cannot be read: folder enUS is not in the encoding manifest",
             "! Base/Data_D3/PC/Misc/Packages.dat: cannot be read: Base/Data_D3/PC/Misc/Packages.dat is not "
             "in the encoding manifest"}));
    build.putRoot(build.config.root.contentKey ? QByteArray("\xC4\xD0\x07\x80\xFF", 5) : QByteArray());
    QCOMPARE(textOf(open(build)).first(), QStringLiteral("Game.exe 1"));
}

void tst_TreeOpening::tags()
{
    FakeBuild build;
    build.putInstall();
    build.config.download =
        build.put(kDownload, array(ngdp::writeDownload({}, {{"", {}, key(0x81), 1, 1, 0, {"OSX"}},
                                                            {"", {}, key(0x82), 1, 1, 0, {"Windows"}}})
                                       .bytes));
    TreeWishes wishes;
    wishes.manifest = NamingManifest::Install;
    QCOMPARE(textOf(open(build, wishes)), lines({"Game.exe 1"}));
    wishes.locale = QStringLiteral("deDE");
    QCOMPARE(textOf(open(build, wishes)), lines({"deutsch 3"}));
    wishes.locale = QStringLiteral("itIT"); // no tag of this manifest, and nobody asked for a tag
    QCOMPARE(textOf(open(build, wishes)).size(), 2);
    wishes.tags = tact::parseTagQuery("OSX,Amiga");
    QCOMPARE(textOf(open(build, wishes)), lines({"Game.app/x 2", "! install 11…: it has no tag Amiga"}));
    wishes.manifest = NamingManifest::Download;
    QCOMPARE(textOf(open(build, wishes)), lines({"unknown/81…", "! download 12…: it has no tag Amiga"}));
    wishes.tags.reset();
    QCOMPARE(textOf(open(build, wishes)).size(), 2);
}

/// What is wished for is not made up for by another one.
void tst_TreeOpening::wishes()
{
    FakeBuild build;
    build.config.product = "WoW";
    build.putRoot(wowRoot());
    build.putInstall();
    build.config.vfsRoot = build.put(kVfsRoot, tvfs({{"x", 5}}));
    TreeWishes wishes;
    wishes.manifest = NamingManifest::Tvfs;
    QCOMPARE(textOf(open(build, wishes)), lines({"x 5"}));
    wishes.manifest = NamingManifest::Download;
    QCOMPARE(textOf(open(build, wishes)),
             lines({"error: NotInBuild: download: the build config names none"}));
    wishes.manifest = NamingManifest::Root;
    build.putRoot(QByteArrayLiteral("token"));
    QCOMPARE(textOf(open(build, wishes)), lines({"error: NotInBuild: root 10…: it names no files"}));
    build.remove(kRoot);
    QCOMPARE(textOf(open(build, wishes)),
             lines({"error: NotInBuild: root 10…: root is not in the encoding manifest"}));
}

void tst_TreeOpening::endsWithoutAWord()
{
    FakeBuild build;
    build.config.vfsRoot = build.put(kVfsRoot, tvfs({{"base", 0x22}}));
    build.config.vfs[2] = build.put(0x22, tvfs({{"y", 6}}));
    for (int steps = 0; steps < 12; ++steps) {
        bool isDone = false;
        {
            TreeOpening opening(build.loader(), *QThreadPool::globalInstance(), build.config, {});
            opening.start([&](const auto &) { isDone = true; });
            for (int i = 0; i < steps && !isDone; ++i)
                QCoreApplication::processEvents();
        }
        const bool wasDone = isDone;
        QTest::qWait(1);
        QCOMPARE(isDone, wasDone);
    }
}

SLUICE_TEST(tst_TreeOpening)
#include "tst_treeopening.moc"
