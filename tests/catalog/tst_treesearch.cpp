#include "core/bytes.h"
#include "core/catalog/treesearch.h"
#include "core/tact/wowroot.h"
#include "tests/catalog/sampletree.h"
#include "tests/support/testmain.h"

using catalog::FileOrder;
using catalog::FileQuery;
using catalog::TreeIndex;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kEncrypted = tact::contentflag::kEncrypted;

const SampleTree &game()
{
    static const SampleTree tree({{"Interface/Icons/Temp.blp", 40, 300, {"Windows"}, 0x2, 0u},
                                  {"Interface/Icons/arrow.blp", 41, 100, {"OSX"}, 0x2, kEncrypted},
                                  {"Interface/ui [old].toc", 42, 200, {"Windows", "OSX"}, 0x20, 0u},
                                  {"World/Icons.wdt", 1234, {}, {}, {}, {}, {}, 0xC0},
                                  {"World/icons/ic", 7, 1, {}, {}, {}},
                                  {"", 1'234'567}});
    return tree;
}

const std::atomic<bool> kNotCancelled{false};

QString names(const TreeIndex &index, const std::vector<TreeIndex::File> &files)
{
    QStringList names;
    for (const auto file : files)
        names << core::fromUtf8(index.name(file));
    return names.join(u' ');
}

} // namespace

class tst_TreeSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void filters_data();
    void filters();
    void orders_data();
    void orders();
    void acrossNames();
    void many();
    void among();
    void cancelled();
    void suffixes();
};

void tst_TreeSearch::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found");

    const QString all = u"arrow.blp Temp.blp"_s;
    QTest::newRow("nothing") << u""_s << u"ui [old].toc arrow.blp Temp.blp 1234567 Icons.wdt ic"_s;
    QTest::newRow("blanks") << u"  \t"_s << u"ui [old].toc arrow.blp Temp.blp 1234567 Icons.wdt ic"_s;
    QTest::newRow("in a name") << u"emp"_s << u"Temp.blp"_s;
    QTest::newRow("any case") << u"ARROW"_s << u"arrow.blp"_s;
    QTest::newRow("in a folder's name or a file's") << u"icons"_s << u"arrow.blp Temp.blp Icons.wdt ic"_s;
    QTest::newRow("two words, any order") << u"blp interf"_s << all;
    QTest::newRow("two words, one lacks") << u"blp world"_s << u""_s;
    QTest::newRow("across folders") << u"face/ico"_s << all;
    QTest::newRow("with the other slash") << u"face\\ico"_s << all;
    QTest::newRow("up to the name") << u"icons/te"_s << u"Temp.blp"_s;
    QTest::newRow("pattern of the name") << u"*.blp"_s << all;
    QTest::newRow("pattern of the whole name only") << u"?emp"_s << u""_s;
    QTest::newRow("pattern of the path's end") << u"icons/*.blp"_s << all;
    QTest::newRow("pattern of the whole path") << u"/world/*"_s << u"Icons.wdt"_s;
    QTest::newRow("pattern across folders") << u"/interface/**/t*"_s << u"Temp.blp"_s;
    QTest::newRow("pattern and word") << u"*.blp arr"_s << u"arrow.blp"_s;
    QTest::newRow("in quotes") << u"\"ui [old]\""_s << u"ui [old].toc"_s;
    QTest::newRow("a quote without an end") << u"\"ui ["_s << u"ui [old].toc"_s;
    QTest::newRow("number and name") << u"1234"_s << u"1234567 Icons.wdt"_s;
    QTest::newRow("number") << u"42"_s << u"ui [old].toc"_s;
    QTest::newRow("key") << u"C0AA0000000000000000000000000000"_s << u"Icons.wdt"_s;
    QTest::newRow("key of nothing") << u"D0AA0000000000000000000000000000"_s << u""_s;
}

void tst_TreeSearch::texts()
{
    QFETCH(const QString, text);
    const TreeIndex index(game());
    FileQuery query;
    query.text = text;
    QTEST(names(index, catalog::findFiles(index, query, kNotCancelled)), "found");
}

void tst_TreeSearch::filters_data()
{
    QTest::addColumn<FileQuery>("query");
    QTest::addColumn<QString>("found");

    const auto row = [](const char *name, const QString &found, auto change) {
        FileQuery query;
        change(query);
        QVERIFY(!query.isEmpty());
        QTest::newRow(name) << query << found;
    };
    row("suffix", u"arrow.blp Temp.blp"_s, [](FileQuery &q) { q.suffix = u"BLP"_s; });
    row("a suffix is behind a point", u""_s, [](FileQuery &q) { q.suffix = u"lp"_s; });
    row("encrypted", u"arrow.blp"_s, [](FileQuery &q) { q.encryption = FileQuery::Encryption::Encrypted; });
    row("clear, where that is known", u"ui [old].toc Temp.blp"_s,
        [](FileQuery &q) { q.encryption = FileQuery::Encryption::Clear; });
    row("tag", u"ui [old].toc arrow.blp"_s, [](FileQuery &q) { q.tag = 0; });
    row("locale", u"ui [old].toc"_s, [](FileQuery &q) { q.locales = 0x30; });
    row("large", u"ui [old].toc Temp.blp"_s, [](FileQuery &q) { q.leastSize = 200; });
    row("small", u"arrow.blp ic"_s, [](FileQuery &q) { q.greatestSize = 100; });
    row("all at once", u"Temp.blp"_s, [](FileQuery &q) {
        q.text = u"icons"_s;
        q.suffix = u"blp"_s;
        q.tag = 1;
        q.leastSize = 0;
        q.locales = 0x2;
        q.encryption = FileQuery::Encryption::Clear;
    });
}

void tst_TreeSearch::filters()
{
    QFETCH(const FileQuery, query);
    const TreeIndex index(game());
    QTEST(names(index, catalog::findFiles(index, query, kNotCancelled)), "found");
}

void tst_TreeSearch::orders_data()
{
    QTest::addColumn<FileOrder>("order");
    QTest::addColumn<Qt::SortOrder>("direction");
    QTest::addColumn<QString>("found");

    QTest::newRow("path") << FileOrder::Path << Qt::DescendingOrder
                          << u"ic Icons.wdt 1234567 Temp.blp arrow.blp ui [old].toc"_s;
    QTest::newRow("name") << FileOrder::Name << Qt::AscendingOrder
                          << u"1234567 arrow.blp ic Icons.wdt Temp.blp ui [old].toc"_s;
    QTest::newRow("size") << FileOrder::Size << Qt::DescendingOrder
                          << u"Temp.blp ui [old].toc arrow.blp ic 1234567 Icons.wdt"_s;
    QTest::newRow("number") << FileOrder::FileDataId << Qt::AscendingOrder
                            << u"ic Temp.blp arrow.blp ui [old].toc Icons.wdt 1234567"_s;
}

void tst_TreeSearch::orders()
{
    QFETCH(const FileOrder, order);
    QFETCH(const Qt::SortOrder, direction);
    const TreeIndex index(game());
    QTEST(names(index, catalog::findFiles(index, {}, kNotCancelled, order, direction)), "found");
}

/// Names lie one behind the other: what only two of them have together is in none.
void tst_TreeSearch::acrossNames()
{
    const TreeIndex index{SampleTree({{"aab"}, {"abc"}, {"bca"}, {"cab"}})};
    const auto found = [&](const QString &text) {
        FileQuery query;
        query.text = text;
        return names(index, catalog::findFiles(index, query, kNotCancelled));
    };
    QCOMPARE(found(u"ba"_s), u""_s);
    QCOMPARE(found(u"ab"_s), u"aab abc cab"_s);
    QCOMPARE(found(u"bc"_s), u"abc bca"_s);
    QCOMPARE(found(u"a"_s), u"aab abc bca cab"_s);
}

/// More than one thread takes at once, some in folders that begin for one and end for another.
void tst_TreeSearch::many()
{
    constexpr std::uint32_t kFiles = 150'000;
    constexpr std::uint32_t kInFolder = 50'000;
    std::vector<SampleTree::File> files;
    for (std::uint32_t i = 0; i < kFiles; ++i) {
        const std::string number = std::to_string(1'000'000 + i);
        files.push_back({"Zone" + std::to_string(i / kInFolder) + "/inner/tile_" + number +
                             (i % 2 == 0 ? ".adt" : ".blp"),
                         i, i});
    }
    const TreeIndex index{SampleTree(std::move(files))};
    const auto wanted = [&](const auto &isWanted) {
        std::vector<TreeIndex::File> found;
        for (TreeIndex::File file = 0; file < kFiles; ++file) {
            if (isWanted(file))
                found.push_back(file);
        }
        return found;
    };
    const auto found = [&](const QString &text) {
        FileQuery query;
        query.text = text;
        return catalog::findFiles(index, query, kNotCancelled);
    };
    const auto isInSecond = [](auto file) { return file / kInFolder == 1; };
    QCOMPARE(found(u"zone1"_s), wanted(isInSecond));
    QCOMPARE(found(u"zone1/inner/tile"_s), wanted(isInSecond));
    QCOMPARE(found(u"*.adt"_s), wanted([](auto file) { return file % 2 == 0; }));
    QCOMPARE(found(u"zone1/**/*.blp"_s),
             wanted([&](auto file) { return isInSecond(file) && file % 2 == 1; }));
    QCOMPARE(found(u"zone1 .blp"_s), wanted([&](auto file) { return isInSecond(file) && file % 2 == 1; }));
    QCOMPARE(found(u"tile_111"_s), wanted([](auto file) { return file / 10'000 == 11; }));
    QCOMPARE(found(u"149999"_s), wanted([](auto file) { return file == 149'999; }));
    QCOMPARE(found({}).size(), std::size_t{kFiles});
}

void tst_TreeSearch::among()
{
    const TreeIndex index(game());
    std::vector<bool> some(index.files());
    some[1] = some[4] = true;
    FileQuery query;
    query.among = std::make_shared<const std::vector<bool>>(some);
    QCOMPARE(names(index, catalog::findFiles(index, query, kNotCancelled)), u"arrow.blp Icons.wdt"_s);
}

void tst_TreeSearch::cancelled()
{
    const TreeIndex index(game());
    const std::atomic<bool> isCancelled{true};
    FileQuery query;
    QVERIFY(catalog::findFiles(index, query, isCancelled).empty());
    query.text = u"i"_s;
    QVERIFY(catalog::findFiles(index, query, isCancelled).empty());
}

void tst_TreeSearch::suffixes()
{
    const TreeIndex index(game());
    QCOMPARE(catalog::commonSuffixes(index, 10), (QStringList{u"blp"_s, u"toc"_s, u"wdt"_s}));
    QCOMPARE(catalog::commonSuffixes(index, 1), QStringList{u"blp"_s});
    const TreeIndex odd{SampleTree({{".hidden"}, {"a."}, {"b.verylongsuffix"}, {"c.d"}})};
    QCOMPARE(catalog::commonSuffixes(odd, 10), QStringList{u"d"_s});
}

SLUICE_TEST(tst_TreeSearch)
#include "tst_treesearch.moc"
