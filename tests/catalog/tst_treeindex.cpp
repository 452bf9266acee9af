#include "core/bytes.h"
#include "core/catalog/treeindex.h"
#include "core/tact/wowroot.h"
#include "tests/catalog/sampletree.h"
#include "tests/support/testmain.h"

#include <random>
#include <set>

using catalog::CaseRule;
using catalog::TreeIndex;
using Files = std::vector<SampleTree::File>;
using namespace Qt::StringLiterals;

namespace {

const Files kGame{{"world/maps/azeroth.wdt", 20},
                  {"Readme.txt", 10},
                  {"WORLD/Maps/Azeroth/a_1.adt", 30},
                  {"interface/icons/temp.blp", 40},
                  {"interface/icons/Arrow.BLP", 41},
                  {"interface/ui.toc", 42},
                  {"", 1'000},
                  {"", 99},
                  {"world.txt", 50}};

/// The tree as somebody reads it who opens all folders.
QStringList outline(const TreeIndex &index, TreeIndex::Folder folder = TreeIndex::kTop)
{
    QStringList lines;
    const auto files = index.filesIn(folder);
    for (auto file = files.first; file < files.end; ++file)
        lines << core::fromUtf8(index.path(file));
    for (const auto inside : index.foldersIn(folder)) {
        lines << core::fromUtf8(index.folderPath(inside)) + u'/';
        lines += outline(index, inside);
    }
    return lines;
}

} // namespace

class tst_TreeIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outlines_data();
    void outlines();
    void numbers();
    void finds_data();
    void finds();
    void facts();
    void withoutName();
    void manyFolders();
};

void tst_TreeIndex::outlines_data()
{
    QTest::addColumn<Files>("files");
    QTest::addColumn<CaseRule>("rule");
    QTest::addColumn<QStringList>("lines");

    QTest::newRow("nothing") << Files{} << CaseRule::Sensitive << QStringList{};
    QTest::newRow("folders, files, and those without a name") << kGame << CaseRule::Insensitive
                                                              << QStringList{u"Readme.txt"_s,
                                                                             u"world.txt"_s,
                                                                             u"interface/"_s,
                                                                             u"interface/ui.toc"_s,
                                                                             u"interface/icons/"_s,
                                                                             u"interface/icons/Arrow.BLP"_s,
                                                                             u"interface/icons/temp.blp"_s,
                                                                             u"unknown/"_s,
                                                                             u"unknown/99"_s,
                                                                             u"unknown/1000"_s,
                                                                             u"WORLD/"_s,
                                                                             u"WORLD/Maps/"_s,
                                                                             u"WORLD/Maps/azeroth.wdt"_s,
                                                                             u"WORLD/Maps/Azeroth/"_s,
                                                                             u"WORLD/Maps/Azeroth/a_1.adt"_s};
    QTest::newRow("case counts") << Files{{"B/x"}, {"b/y"}, {"b/Y"}, {"a/z"}} << CaseRule::Sensitive
                                 << QStringList{u"a/"_s, u"a/z"_s, u"B/"_s, u"B/x"_s,
                                                u"b/"_s, u"b/Y"_s, u"b/y"_s};
    QTest::newRow("the same path twice")
        << Files{{"a/x", 1}, {"a/x", 2}} << CaseRule::Sensitive << QStringList{u"a/"_s, u"a/x"_s, u"a/x"_s};
    QTest::newRow("odd paths") << Files{{"a//b"}, {"/c"}, {"d/"}} << CaseRule::Sensitive
                               << QStringList{u"c"_s, u"a/"_s, u"a//"_s, u"a//b"_s, u"d/"_s, u"d/"_s};
}

void tst_TreeIndex::outlines()
{
    QFETCH(const Files, files);
    QFETCH(const CaseRule, rule);
    const TreeIndex index{SampleTree(files, rule)};
    QTEST(outline(index), "lines");
    QCOMPARE(index.files(), TreeIndex::File(files.size()));
    QCOMPARE(index.warnings().size(), 1);
}

/// What is below a folder is one range, and no other.
void tst_TreeIndex::numbers()
{
    const TreeIndex index{SampleTree(kGame)};
    for (TreeIndex::Folder folder = 0; folder < index.folders(); ++folder) {
        const std::string prefix = index.folderPath(folder);
        const auto isBelow = [&](const std::string &path) {
            return prefix.empty() || path.rfind(prefix + '/', 0) == 0;
        };
        for (TreeIndex::File file = 0; file < index.files(); ++file)
            QCOMPARE(index.filesBelow(folder).has(file), isBelow(index.path(file)));
        for (TreeIndex::Folder other = 0; other < index.folders(); ++other)
            QCOMPARE(index.foldersBelow(folder).has(other),
                     other == folder || isBelow(index.folderPath(other)));
        const auto siblings = index.foldersIn(index.parent(folder));
        if (folder != TreeIndex::kTop)
            QCOMPARE(siblings[index.rowInParent(folder)], folder);
        const auto own = index.filesIn(folder);
        for (auto file = own.first; file < own.end; ++file)
            QCOMPARE(index.folderOf(file), folder);
    }
}

void tst_TreeIndex::finds_data()
{
    QTest::addColumn<CaseRule>("rule");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("file"); ///< null: none

    QTest::newRow("as it is written") << CaseRule::Sensitive << u"a/Bc/x.txt"_s << u"a/Bc/x.txt"_s;
    QTest::newRow("otherwise, where case counts") << CaseRule::Sensitive << u"a/bc/x.txt"_s << QString();
    QTest::newRow("otherwise") << CaseRule::Insensitive << u"A/bC/X.TXT"_s << u"a/Bc/x.txt"_s;
    QTest::newRow("one of two that differ in case") << CaseRule::Sensitive << u"a/y"_s << u"a/y"_s;
    QTest::newRow("the other") << CaseRule::Sensitive << u"a/Y"_s << u"a/Y"_s;
    QTest::newRow("at the top") << CaseRule::Sensitive << u"top"_s << u"top"_s;
    QTest::newRow("by number") << CaseRule::Sensitive << u"unknown/100"_s << u"unknown/100"_s;
    QTest::newRow("a folder is no file") << CaseRule::Sensitive << u"a/Bc"_s << QString();
    QTest::newRow("no such folder") << CaseRule::Sensitive << u"b/x.txt"_s << QString();
    QTest::newRow("behind the last") << CaseRule::Sensitive << u"a/zzz"_s << QString();
    QTest::newRow("nothing") << CaseRule::Sensitive << u""_s << QString();
}

void tst_TreeIndex::finds()
{
    QFETCH(const CaseRule, rule);
    QFETCH(const QString, path);
    const TreeIndex index{
        SampleTree({{"a/Bc/x.txt"}, {"a/y"}, {"a/Y"}, {"top"}, {"", 7}, {"", 100}, {"", 20}}, rule)};
    const auto found = index.find(path.toStdString());
    QTEST(found ? core::fromUtf8(index.path(*found)) : QString(), "file");
    for (TreeIndex::Folder folder = 0; folder < index.folders(); ++folder)
        QCOMPARE(index.findFolder(index.folderPath(folder)), std::optional(folder));
}

void tst_TreeIndex::facts()
{
    using namespace tact::contentflag;
    const TreeIndex index{
        SampleTree({{"d", 4, 0},
                    {"c", {}, {}, {"Windows", "enUS"}, {}, {}, "e:{0123456789ABCDEF,00000000,n}"},
                    {"b", 2, 200, {"OSX"}, 0x2, kEncrypted, "n", 0xB0, true},
                    {"a", {}, {}, {}, 0x20, 0, {}, 0xA0}})};
    const catalog::FileColumns &columns = index.columns();
    const auto number = [&](const char *path) { return *index.find(path); };
    QCOMPARE(columns.size(number("d")), std::optional<qint64>(0));
    QCOMPARE(columns.size(number("c")), std::nullopt);
    QCOMPARE(columns.size(number("b")), std::optional<qint64>(200));
    QCOMPARE(columns.fileDataId(number("b")), std::optional<quint32>(2));
    QCOMPARE(columns.fileDataId(number("a")), std::nullopt);
    QCOMPARE(columns.isEncrypted(number("a")), std::optional(false));
    QCOMPARE(columns.isEncrypted(number("b")), std::optional(true));
    QCOMPARE(columns.isEncrypted(number("c")), std::optional(true));
    QCOMPARE(columns.isEncrypted(number("d")), std::nullopt);
    QVERIFY(columns.isJoined(number("b")));
    QVERIFY(!columns.isJoined(number("c")));
    QCOMPARE(columns.locales(number("a")), 0x20u);
    QCOMPARE(columns.allLocales(), 0x22u);
    QCOMPARE(columns.tags(), (QStringList{u"OSX"_s, u"Windows"_s, u"enUS"_s}));
    QVERIFY(columns.hasTag(number("c"), 1) && columns.hasTag(number("c"), 2));
    QVERIFY(!columns.hasTag(number("c"), 0) && !columns.hasTag(number("a"), 0));
    QVERIFY(columns.haveIds() && columns.haveSizes());

    const catalog::SelectedFile b = index.file(number("b"));
    QCOMPARE(b.path, u"b"_s);
    QCOMPARE(b.contentKey->digest[0], 0xB0);
    QCOMPARE(b.tags, QStringList{u"OSX"_s});
    QCOMPARE(b.espec, u"n"_s);
    QCOMPARE(b.locales, std::optional<quint32>(2));
    QVERIFY(!index.file(number("d")).contentKey);
}

/// A file that only looks like one without a name keeps its path.
void tst_TreeIndex::withoutName()
{
    const TreeIndex index{SampleTree({{"", 12}, {"", {}, {}, {}, {}, {}, {}, 0xAB}, {"unknown/13", 14}})};
    QStringList paths;
    for (TreeIndex::File file = 0; file < index.files(); ++file)
        paths << core::fromUtf8(index.path(file)) + u'>' + index.file(file).path;
    QCOMPARE(paths, (QStringList{u"unknown/12>"_s, u"unknown/13>unknown/13"_s,
                                 u"unknown/abaa0000000000000000000000000000>"_s}));
}

/// Any set of paths: every file is found again, in its folder, and folders are whole.
void tst_TreeIndex::manyFolders()
{
    std::mt19937 random(7);
    const auto pick = [&](unsigned most) { return static_cast<unsigned>(random() % most); };
    std::set<std::string> paths;
    while (paths.size() < 3'000) {
        std::string path;
        for (unsigned depth = pick(6); depth > 0; --depth)
            path += std::string(1 + pick(2), static_cast<char>('a' + pick(4))) + '/';
        paths.insert(path + 'f' + std::to_string(pick(500)));
    }
    Files files;
    for (const std::string &path : paths)
        files.push_back({path});
    std::shuffle(files.begin(), files.end(), random);
    const TreeIndex index{SampleTree(files, CaseRule::Sensitive)};
    QCOMPARE(index.filesBelow(TreeIndex::kTop).size(), 3'000u);
    for (const std::string &path : paths) {
        const auto file = index.find(path);
        QVERIFY(file);
        QCOMPARE(index.path(*file), path);
    }
    quint32 sum = 0;
    for (TreeIndex::Folder folder = 0; folder < index.folders(); ++folder) {
        sum += index.filesIn(folder).size();
        const std::string prefix = index.folderPath(folder) + '/';
        const auto first = paths.lower_bound(prefix);
        const auto end = paths.lower_bound(index.folderPath(folder) + char('/' + 1));
        if (folder != TreeIndex::kTop)
            QCOMPARE(std::ptrdiff_t(index.filesBelow(folder).size()), std::distance(first, end));
    }
    QCOMPARE(sum, index.files());
}

SLUICE_TEST(tst_TreeIndex)
#include "tst_treeindex.moc"
