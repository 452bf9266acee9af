#include "core/catalog/downloadtree.h"
#include "core/catalog/folderlisting.h"
#include "core/catalog/selection.h"
#include "tests/catalog/treefiles.h"
#include "tests/support/ngdp/tagmanifests.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>

using catalog::CaseRule;
using catalog::FileTree;
using catalog::FolderListing;
using catalog::Selection;
using catalog::TreeFile;
using core::FileSelection;
using treefiles::key;

namespace {

using Range = FileSelection::IdRange;

/// A few files, and one that is known by the hash of its name.
class SmallTree final : public FileTree
{
public:
    struct File
    {
        std::string path;
        std::optional<std::uint32_t> id;
        std::uint8_t key = 0; ///< of content, and with 0x80 of the object
    };
    explicit SmallTree(std::vector<File> files, CaseRule rule = CaseRule::Insensitive)
        : m_files(std::move(files))
        , m_rule(rule)
    {
    }

    QList<catalog::LoadWarning> visit(const Visit &visit) const override
    {
        for (const File &file : m_files)
            tell(file, visit);
        return {{QStringLiteral("root"), {}, QStringLiteral("is odd")}};
    }
    void visitByHash(std::span<const std::string_view> paths, const Visit &visit) const override
    {
        if (std::find(paths.begin(), paths.end(), "hashed/file") != paths.end())
            tell({"hashed/file", 77, 0x77}, visit);
    }
    CaseRule caseRule() const override { return m_rule; }

private:
    static void tell(const File &file, const Visit &visit)
    {
        const blte::Digest encodingKey = key(file.key | 0x80);
        TreeFile told;
        told.path = file.path;
        told.fileDataId = file.id;
        const blte::Digest contentKey = key(file.key);
        told.contentKey = contentKey;
        told.encodingKey = blte::Bytes(encodingKey).first(9);
        visit(told);
    }

    std::vector<File> m_files;
    CaseRule m_rule;
};

SmallTree sample(CaseRule rule = CaseRule::Insensitive)
{
    return SmallTree(
        {
            {"Interface/Icons/b.blp", 4, 4},
            {"Interface/Icons/a.blp", 3, 3},
            {"Interface/a[1].txt", 5, 5},
            {"Interface/a1.txt", 6, 6},
            {"World/x", 1, 1},
            {"WORLD/y/z", 2, 2},
            {"top", 8, 1},
            {"", 12, 12},
            {"", 9, 9},
            {"", std::nullopt, 10},
        },
        rule);
}

FileSelection byPath(const QString &path)
{
    FileSelection selection;
    selection.by = FileSelection::By::Path;
    selection.path = path;
    return selection;
}

/// Parted by blanks.
FileSelection byPaths(const QString &paths)
{
    return FileSelection::ofPaths(paths.split(u' '));
}

FileSelection byIds(const QList<Range> &ids)
{
    FileSelection selection;
    selection.by = FileSelection::By::FileDataId;
    selection.ids = ids;
    return selection;
}

FileSelection byKeys(FileSelection::By by, const QList<blte::Digest> &keys)
{
    FileSelection selection;
    selection.by = by;
    selection.keys = keys;
    return selection;
}

QString textOf(const core::Result<Selection> &selection)
{
    if (!selection)
        return core::name(selection.error().kind) + QStringLiteral(": ") + selection.error().detail;
    QStringList paths;
    for (const catalog::SelectedFile &file : selection->files)
        paths << catalog::pathOrUnknown(file);
    for (const core::Error &error : selection->absent)
        paths << QStringLiteral("! ") + error.detail;
    return paths.join(u' ');
}

QString select(const FileTree &tree, const FileSelection &selection)
{
    return textOf(catalog::select(&tree, selection, QStringLiteral("wow")));
}

QString list(const FileTree &tree, const QString &folder)
{
    const auto listing = catalog::listFolder(tree, folder, QStringLiteral("wow"));
    if (!listing)
        return listing.error().detail;
    QStringList texts;
    for (const FolderListing::Folder &child : listing->folders)
        texts << QStringLiteral("%1/:%2").arg(child.name).arg(child.files);
    for (const catalog::SelectedFile &file : listing->files)
        texts << catalog::pathOrUnknown(file);
    return texts.join(u' ');
}

} // namespace

class tst_Selection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void paths_data();
    void paths();
    void severalPaths_data();
    void severalPaths();
    void severalPathsByCase();
    void nameWithABar_data();
    void nameWithABar();
    void filesBeforeFolders();
    void manyPaths();
    void manyGlobs();
    void manyPathsThatAreAbsent();
    void rulesOfCase();
    void nearMisses();
    void everything();
    void noMoreThanWanted_data();
    void noMoreThanWanted();
    void ids_data();
    void ids();
    void manyIdsThatAreAbsent();
    void keys();
    void shortenedKeys();
    void withoutTree();
    void facts();
    void lists_data();
    void lists();
    void listsByCase();
    void objectsOfADownloadManifest();
};

void tst_Selection::paths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *path, const char *found) {
        QTest::newRow(path) << QString::fromUtf8(path) << QString::fromUtf8(found);
    };
    row("interface/icons/A.BLP", "Interface/Icons/a.blp");
    row("Interface/Icons", "Interface/Icons/a.blp Interface/Icons/b.blp");
    row("Interface\\Icons\\", "Interface/Icons/a.blp Interface/Icons/b.blp");
    row("world/", "WORLD/y/z World/x");
    row("*/*1*", "Interface/a1.txt Interface/a[1].txt");
    row("Interface/a[1].txt", "Interface/a[1].txt"); // and not a1.txt
    row("**/[a-b].blp", "Interface/Icons/a.blp Interface/Icons/b.blp");
    row("hashed/file", "hashed/file");
    row("unknown/9", "unknown/9");
    row("unknown/0aaabb00000000000000000000000000", "unknown/0aaabb00000000000000000000000000");
    row("unknown/", "NotInBuild: wow has no \"unknown/\"");
    row("unknown/*", "NotInBuild: wow has no \"unknown/*\"");
    row("unknown/13", "NotInBuild: wow has no \"unknown/13\"");
    row("none", "NotInBuild: wow has no \"none\"");
    row("**", "Interface/Icons/a.blp Interface/Icons/b.blp Interface/a1.txt Interface/a[1].txt WORLD/y/z "
              "World/x top");
}

void tst_Selection::paths()
{
    QFETCH(QString, path);
    QTEST(select(sample(), byPath(path)), "found");
}

void tst_Selection::severalPaths_data()
{
    QTest::addColumn<QString>("paths");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *paths, const char *found) {
        QTest::newRow(paths) << QString::fromUtf8(paths) << QString::fromUtf8(found);
    };
    const char *icons = "Interface/Icons/a.blp Interface/Icons/b.blp";
    row("world/X TOP", "World/x top");
    row("Interface/Icons world/", "Interface/Icons/a.blp Interface/Icons/b.blp WORLD/y/z World/x");
    row("Interface\\Icons\\ /Interface/Icons/a.blp interface/icons", icons); // each once
    row("Interface/ Interface/Icons/", "Interface/Icons/a.blp Interface/Icons/b.blp Interface/a1.txt "
                                       "Interface/a[1].txt");
    row("**/a.blp **/[a-b].blp Interface/Icons/b.blp", icons);
    row("Interface/a[1].txt top", "Interface/a[1].txt top"); // and not a1.txt
    row("Interface/[a]1.txt top", "Interface/a1.txt top");
    row("top/ World/x", "World/x ! wow has no \"top/\"; there is \"top\"");
    row("hashed/file top", "hashed/file top");
    row("unknown/9 unknown/12 unknown/0aaabb00000000000000000000000000 top",
        "top unknown/0aaabb00000000000000000000000000 unknown/9 unknown/12");
    row("unknown/ top unknown", "top ! wow has no \"unknown/\" ! wow has no \"unknown\"");
    row("unknown/* top", "top ! wow has no \"unknown/*\"");
    row("none top Icons/B.blp no/*",
        "top ! wow has no \"none\" ! wow has no \"Icons/B.blp\"; there is \"Interface/Icons/b.blp\" "
        "! wow has no \"no/*\"");
    row("none no/ne", "NotInBuild: wow has no \"none\"; wow has no \"no/ne\"");
}

void tst_Selection::severalPaths()
{
    QFETCH(QString, paths);
    QTEST(select(sample(), byPaths(paths)), "found");
}

void tst_Selection::severalPathsByCase()
{
    QCOMPARE(select(sample(CaseRule::Sensitive), byPaths(QStringLiteral("World/ TOP top World/X"))),
             QStringLiteral("World/x top ! wow has no \"TOP\"; there is \"top\" ! wow has no \"World/X\"; "
                            "there is \"World/x\""));
}

void tst_Selection::nameWithABar_data()
{
    QTest::addColumn<QString>("paths"); // parted by blanks, which a user wrote as bars
    QTest::addColumn<QString>("found");
    QTest::newRow("a file") << "x y"
                            << "x|y";
    QTest::newRow("a folder") << "d e/"
                              << "d|e/1 d|e/2";
    QTest::newRow("a file in it") << "d e/1"
                                  << "d|e/1";
    QTest::newRow("both parts") << "x z"
                                << "x z";
    QTest::newRow("the name itself") << "x|y"
                                     << "x|y";
    QTest::newRow("the name and another") << "x|y z"
                                          << "x|y z";
}

void tst_Selection::nameWithABar()
{
    QFETCH(QString, paths);
    const SmallTree tree(
        {{"x", 1, 1}, {"y", 2, 2}, {"x|y", 3, 3}, {"z", 4, 4}, {"d|e/1", 5, 5}, {"d|e/2", 6, 6}});
    QTEST(select(tree, byPaths(paths)), "found");
}

/// A name that is both means the file, whichever of them comes first.
void tst_Selection::filesBeforeFolders()
{
    for (const bool isFileFirst : {false, true}) {
        std::vector<SmallTree::File> files{{"a/1", 1, 1}, {"b", 2, 2}, {"a/2", 3, 3}};
        files.insert(isFileFirst ? files.begin() : files.end(), {"A", 4, 4});
        const SmallTree tree(files);
        QCOMPARE(select(tree, byPaths(QStringLiteral("a b"))), QStringLiteral("A b"));
        QCOMPARE(select(tree, byPaths(QStringLiteral("a a/ b"))), QStringLiteral("A a/1 a/2 b"));
        QCOMPARE(select(tree, byPaths(QStringLiteral("a a/1"))), QStringLiteral("A a/1"));
    }
}

/// Each name is found, and no time is lost to the number of names: by one after the other it would be hours.
void tst_Selection::manyPaths()
{
    constexpr int kFiles = 100'000;
    std::vector<SmallTree::File> files;
    QStringList paths;
    for (std::uint32_t i = 0; i < kFiles; ++i) {
        const std::string path =
            "folder" + std::to_string(i % 1000) + "/Deeper/File [" + std::to_string(i) + "].blp";
        files.push_back({path, i, static_cast<std::uint8_t>(i % 100)});
        if (i % 2 == 0)
            paths << QString::fromStdString(path).toUpper();
    }
    for (int folder = 1; folder < 1000; folder += 4) // odd ones, of odd files
        paths << QStringLiteral("folder%1/").arg(folder);
    const SmallTree tree(files);
    QElapsedTimer timer;
    timer.start();
    const auto found = catalog::select(&tree, FileSelection::ofPaths(paths), QStringLiteral("wow"));
    QVERIFY(found);
    QCOMPARE(found->files.size(), kFiles / 2 + kFiles / 4);
    QVERIFY(found->absent.isEmpty());
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

/// A hundred are looked for; names that only look like globs do not count.
void tst_Selection::manyGlobs()
{
    std::vector<SmallTree::File> files;
    QStringList paths;
    for (int i = 0; i < 150; ++i) {
        files.push_back({"[" + std::to_string(i) + "]", {}, 1});
        paths << QStringLiteral("[%1]").arg(i);
    }
    for (int i = 100; i < 250; ++i) {
        files.push_back({"g/" + std::to_string(i), {}, 1});
        paths << QStringLiteral("g/?%1").arg(i % 100, 2, 10, QLatin1Char('0')) + u'*';
    }
    const auto found = catalog::select(&static_cast<const FileTree &>(SmallTree(files)),
                                       FileSelection::ofPaths(paths), QStringLiteral("wow"));
    QVERIFY(found);
    QCOMPARE(found->files.size(), 150 + 150); // g/?00* means two files
    QVERIFY(found->absent.isEmpty());
}

void tst_Selection::manyPathsThatAreAbsent()
{
    QStringList paths{QStringLiteral("top")};
    for (int i = 0; i < 50; ++i)
        paths << QStringLiteral("no/%1").arg(i);
    const auto found = catalog::select(&static_cast<const FileTree &>(sample()),
                                       FileSelection::ofPaths(paths), QStringLiteral("wow"));
    QCOMPARE(found->absent.size(), 11);
    QCOMPARE(found->absent.last().detail, QStringLiteral("wow has no 40 more of the paths"));
}

void tst_Selection::rulesOfCase()
{
    const SmallTree tree = sample(CaseRule::Sensitive);
    QCOMPARE(select(tree, byPath(QStringLiteral("World/"))), QStringLiteral("World/x"));
    QCOMPARE(select(tree, byPath(QStringLiteral("TOP"))),
             QStringLiteral("NotInBuild: wow has no \"TOP\"; there is \"top\""));
}

void tst_Selection::nearMisses()
{
    QCOMPARE(select(sample(), byPath(QStringLiteral("Icons/B.blp"))),
             QStringLiteral("NotInBuild: wow has no \"Icons/B.blp\"; there is \"Interface/Icons/b.blp\""));
    std::vector<SmallTree::File> files;
    for (int i = 0; i < 5; ++i)
        files.push_back({std::to_string(i) + "/x", {}, 1});
    QCOMPARE(select(SmallTree(files), byPath(QStringLiteral("x"))),
             QStringLiteral("NotInBuild: wow has no \"x\"; there is \"0/x\", \"1/x\", \"2/x\", 2 more"));
}

void tst_Selection::everything()
{
    const auto all = catalog::select(&static_cast<const FileTree &>(sample()), {}, QStringLiteral("wow"));
    QCOMPARE(textOf(all).count(u' '), 9);
    QVERIFY(textOf(all).endsWith(
        QStringLiteral(" top unknown/0aaabb00000000000000000000000000 unknown/9 unknown/12")));
    QCOMPARE(all->warnings.size(), 1);
    QCOMPARE(select(SmallTree({}), {}),
             QStringLiteral("NotInBuild: wow has no files by these tags and this locale"));
}

void tst_Selection::noMoreThanWanted_data()
{
    QTest::addColumn<FileSelection>("selection");
    QTest::newRow("everything") << FileSelection{};
    QTest::newRow("a glob") << byPath(QStringLiteral("**/f*"));
    QTest::newRow("a folder") << byPath(QStringLiteral("d"));
    QTest::newRow("ids") << byIds({{1, 100}});
    QTest::newRow("several paths") << byPaths(QStringLiteral("d/f1 d/f2 d/f1* **/f3 d/"));
}

void tst_Selection::noMoreThanWanted()
{
    QFETCH(FileSelection, selection);
    std::vector<SmallTree::File> files;
    for (std::uint32_t id = 1; id <= 5; ++id)
        files.push_back({"d/f" + std::to_string(id), id, static_cast<std::uint8_t>(id)});
    const SmallTree tree(files);
    for (const qsizetype most : {1, 4, 5, 6}) {
        const auto found = catalog::select(&tree, selection, QStringLiteral("wow"), most);
        QVERIFY(found);
        QCOMPARE(found->files.size(), std::min<qsizetype>(most, 5));
        QCOMPARE(found->files.size() + found->more, 5);
        QVERIFY(found->absent.isEmpty());
    }
}

void tst_Selection::ids_data()
{
    QTest::addColumn<QList<Range>>("ids");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, const QList<Range> &ids, const char *found) {
        QTest::newRow(name) << ids << QString::fromUtf8(found);
    };
    row("one", {{3, 3}}, "Interface/Icons/a.blp");
    row("without a name", {{9, 9}}, "unknown/9");
    row("range with gaps", {{8, 11}}, "top unknown/9");
    row("overlapping", {{1, 2}, {2, 3}, {1, 1}}, "Interface/Icons/a.blp WORLD/y/z World/x");
    row("all", {{0, 0xFFFFFFFF}},
        "Interface/Icons/a.blp Interface/Icons/b.blp Interface/a1.txt Interface/a[1].txt WORLD/y/z World/x "
        "top unknown/9 unknown/12");
    row("some absent", {{100, 200}, {3, 3}, {7, 7}},
        "Interface/Icons/a.blp ! wow has no fdid=100-200 ! wow has no fdid=7");
    row("all absent", {{100, 200}, {7, 7}}, "NotInBuild: wow has no fdid=100-200; wow has no fdid=7");
}

void tst_Selection::ids()
{
    QFETCH(QList<Range>, ids);
    QTEST(select(sample(), byIds(ids)), "found");
}

void tst_Selection::manyIdsThatAreAbsent()
{
    QList<Range> ids{{3, 3}};
    for (quint32 i = 1000; i < 1100; ++i)
        ids.append({i, i});
    const auto found =
        catalog::select(&static_cast<const FileTree &>(sample()), byIds(ids), QStringLiteral("wow"));
    QCOMPARE(found->absent.size(), 11);
    QCOMPARE(found->absent.last().detail, QStringLiteral("wow has no 90 more of the numbers"));
}

/// Of files with the same content the first one; what has no name stays a key.
void tst_Selection::keys()
{
    const auto found = catalog::select(
        &static_cast<const FileTree &>(sample()),
        byKeys(FileSelection::By::ContentKey, {key(0x55), key(1), key(9), key(1)}), QStringLiteral("wow"));
    QCOMPARE(textOf(found), QStringLiteral("World/x unknown/55aabb00000000000000000000000000 unknown/9"));
    QVERIFY(found->files[1].contentKey == blte::ContentKey{key(0x55)});
}

void tst_Selection::shortenedKeys()
{
    blte::Digest whole = key(0x83);
    whole[15] = 7; // what the tree does not have
    const auto found =
        catalog::select(&static_cast<const FileTree &>(sample()),
                        byKeys(FileSelection::By::EncodingKey, {whole, key(0x20)}), QStringLiteral("wow"));
    QCOMPARE(textOf(found), QStringLiteral("Interface/Icons/a.blp unknown/20aabb00000000000000000000000000"));
    QCOMPARE(found->files[0].encodingKey.toHex(), QByteArrayLiteral("83aabb00000000000000000000000007"));
}

void tst_Selection::withoutTree()
{
    const QString wow = QStringLiteral("wow");
    QCOMPARE(textOf(catalog::select(nullptr, byKeys(FileSelection::By::ContentKey, {key(1)}), wow)),
             QStringLiteral("unknown/01aabb00000000000000000000000000"));
    QCOMPARE(textOf(catalog::select(nullptr, byPath(QStringLiteral("a")), wow)),
             QStringLiteral("NotInBuild: wow has no manifest that tells the names of its files"));
}

void tst_Selection::facts()
{
    const blte::Digest encodingKey = key(0x81);
    const blte::Digest contentKey = key(1);
    TreeFile file;
    file.path = "a\x01/\xFF";
    file.size = 5;
    file.locales = 2;
    file.contentFlags = 0x80;
    file.espec = "z";
    file.tags = {"Windows", "enUS"};
    file.objects = {{blte::Bytes(encodingKey).first(9), contentKey, 3, 11}};
    const catalog::SelectedFile copy = catalog::selected(file);
    QCOMPARE(copy.path, QStringLiteral("a\u0001/\uFFFD"));
    QVERIFY(copy.size == 5 && !copy.encodedSize && copy.locales == 2u && copy.contentFlags == 0x80u);
    QCOMPARE(copy.tags.join(u','), QStringLiteral("Windows,enUS"));
    QCOMPARE(copy.espec, QStringLiteral("z"));
    QCOMPARE(copy.objects.size(), 1);
    QCOMPARE(copy.objects[0].encodingKey.toHex(), QByteArrayLiteral("81aabb000000000000"));
    QVERIFY(copy.objects[0].contentKey == blte::ContentKey{contentKey});
    QCOMPARE(copy.objects[0].size, 3);
    QCOMPARE(copy.objects[0].encodedSize, 11);
}

void tst_Selection::lists_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *folder, const char *found) {
        QTest::newRow(folder) << QString::fromUtf8(folder) << QString::fromUtf8(found);
    };
    row("", "Interface/:4 unknown/:3 WORLD/:2 top");
    row("/", "Interface/:4 unknown/:3 WORLD/:2 top");
    row("interface", "Icons/:2 Interface/a1.txt Interface/a[1].txt");
    row("Interface/Icons/", "Interface/Icons/a.blp Interface/Icons/b.blp");
    row("World", "y/:1 World/x");
    row("unknown", "unknown/0aaabb00000000000000000000000000 unknown/9 unknown/12");
    row("top", "wow has no folder \"top\"");
    row("Inter", "wow has no folder \"Inter\"");
}

void tst_Selection::lists()
{
    QFETCH(QString, folder);
    QTEST(list(sample(), folder), "found");
}

void tst_Selection::listsByCase()
{
    QCOMPARE(list(sample(CaseRule::Sensitive), {}),
             QStringLiteral("Interface/:4 WORLD/:1 World/:1 unknown/:3 top"));
    QCOMPARE(list(sample(CaseRule::Sensitive), QStringLiteral("World")), QStringLiteral("World/x"));
}

void tst_Selection::objectsOfADownloadManifest()
{
    const auto bytes = ngdp::writeDownload({}, {{"", {}, key(0x81), 0, 5, 0, {}}}).bytes;
    const auto opened = catalog::DownloadTree::open(treefiles::array(bytes), QStringLiteral("download"), {});
    const QString name = QStringLiteral("unknown/81aabb00000000000000000000000000");
    QCOMPARE(select(*opened->tree, {}), name);
    QCOMPARE(select(*opened->tree, byPath(name)), name);
    QVERIFY(
        select(*opened->tree, byPath(QStringLiteral("unknown"))).startsWith(QStringLiteral("NotInBuild")));
    QCOMPARE(list(*opened->tree, {}), QStringLiteral("unknown/:1"));
    QCOMPARE(list(*opened->tree, QStringLiteral("unknown/")), name);
}

SLUICE_TEST(tst_Selection)
#include "tst_selection.moc"
