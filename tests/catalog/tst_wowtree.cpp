#include "core/catalog/wowtree.h"
#include "core/tact/namehash.h"
#include "tests/catalog/treefiles.h"
#include "tests/support/ngdp/wowrootwriter.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <set>

using catalog::Listfile;
using catalog::TreeFile;
using catalog::WowTree;
using ngdp::WowRootForm;
using ngdp::WowRootRun;
using treefiles::key;
using treefiles::rows;

namespace {

constexpr std::uint32_t kEnUs = 0x2;
constexpr std::uint32_t kDeDe = 0x20;

QByteArray rootOf(const std::vector<WowRootRun> &runs, WowRootForm form = WowRootForm::Version2)
{
    return treefiles::array(ngdp::writeWowRoot(form, runs, ngdp::totalsOf(runs)));
}

} // namespace

class tst_WowTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bestVersions_data();
    void bestVersions();
    void names_data();
    void names();
    void longListfiles();
    void longListfilesOfAnyLines();
    void listfileChanges();
    void listfileGoes();
    void byHash_data();
    void byHash();
    void unusualIds();
    void damaged();
    void real();

private:
    std::shared_ptr<const catalog::FileTree> open(const QByteArray &root, const QByteArray &listfile,
                                                  std::uint32_t locale = kEnUs);

    QTemporaryDir m_folder;
};

std::shared_ptr<const catalog::FileTree> tst_WowTree::open(const QByteArray &root, const QByteArray &listfile,
                                                           std::uint32_t locale)
{
    WowTree::Wishes wishes;
    wishes.locale = locale;
    if (!listfile.isNull()) {
        QFile file(m_folder.filePath(QStringLiteral("list.csv")));
        if (!file.open(QIODevice::WriteOnly))
            return nullptr;
        file.write(listfile);
        file.close();
        wishes.listfile = Listfile::open(file.fileName()).value();
    }
    return WowTree::open(root, QStringLiteral("root"), wishes).value_or(nullptr);
}

void tst_WowTree::bestVersions_data()
{
    QTest::addColumn<int>("form");
    for (const WowRootForm form :
         {WowRootForm::Old, WowRootForm::Named, WowRootForm::Version1, WowRootForm::Version2})
        QTest::addRow("%d", int(form)) << int(form);
}

/// One version a file: by locale, and those for low violence only where there is no other one.
void tst_WowTree::bestVersions()
{
    QFETCH(int, form);
    std::vector<WowRootRun> runs{
        {tact::contentflag::kLowViolence, kEnUs | kDeDe, {{1, key(1)}, {2, key(2)}, {5, key(5)}}},
        {0, kEnUs, {{1, key(0x11)}, {3, key(0x13)}}},
        {0, kDeDe, {{1, key(0x21)}, {4, key(0x24)}}},
        {0, kEnUs | kDeDe, {{3, key(0x33)}, {6, key(0x36)}}},
    };
    runs[0].files.resize(2000, {10, key(9)}); // more than a header of the second form could have
    for (std::uint32_t i = 3; i < 2000; ++i)
        runs[0].files[i] = {i + 7, key(9)};
    const QByteArray root = rootOf(runs, WowRootForm{form});
    const QStringList english = rows(*open(root, {}));
    QCOMPARE(english.size(), 1997 + 5);
    QVERIFY(english.contains(QStringLiteral(" 1 11")));
    QVERIFY(english.contains(QStringLiteral(" 2 2")));
    QVERIFY(english.contains(QStringLiteral(" 3 13"))); // the first of those that suit as well
    QVERIFY(english.contains(QStringLiteral(" 6 36")));
    const QStringList german = rows(*open(root, {}, kDeDe));
    QCOMPARE(german.size(), 1997 + 6);
    QVERIFY(german.contains(QStringLiteral(" 1 21")));
    QVERIFY(german.contains(QStringLiteral(" 3 33")));
    QVERIFY(german.contains(QStringLiteral(" 4 24")));
    QCOMPARE(rows(*open(root, {}, 0x4)), QStringList());
}

void tst_WowTree::names_data()
{
    QTest::addColumn<QByteArray>("listfile");
    QTest::addColumn<QStringList>("rows");
    const QStringList unnamed{QStringLiteral(" 1 1"), QStringLiteral(" 2 2"), QStringLiteral(" 9 9")};
    QTest::newRow("none") << QByteArray() << unnamed;
    QTest::newRow("empty") << QByteArray("") << unnamed;
    QTest::newRow("all") << QByteArray("1;a/b\n2;c\n9;d")
                         << QStringList{QStringLiteral("a/b 1 1"), QStringLiteral("c 2 2"),
                                        QStringLiteral("d 9 9")};
    QTest::newRow("some, and others")
        << QByteArray("7;x\r\n2;c\r\n10;y\r\n")
        << QStringList{QStringLiteral(" 1 1"), QStringLiteral(" 9 9"), QStringLiteral("c 2 2")};
    QTest::newRow("any order, the last one counts")
        << QByteArray("9;d\n2;old\n1;b\n2;c\n9;e\n")
        << QStringList{QStringLiteral("b 1 1"), QStringLiteral("c 2 2"), QStringLiteral("e 9 9")};
    QTest::newRow("no lines") << QByteArray("\n\r\n\n") << unnamed;
    QTest::newRow("no lines between")
        << QByteArray("\n\n1;a\n\n\r\n9;d\n\n")
        << QStringList{QStringLiteral(" 2 2"), QStringLiteral("a 1 1"), QStringLiteral("d 9 9")};
    QTest::newRow("a mark") << QByteArray("\xEF\xBB\xBF"
                                          "1;a\n")
                            << QStringList{QStringLiteral(" 2 2"), QStringLiteral(" 9 9"),
                                           QStringLiteral("a 1 1")};
    QTest::newRow("broken lines") << QByteArray("1;a\n1\n2;b\x01\n9;d\n")
                                  << QStringList{QStringLiteral(" 2 2"),
                                                 QStringLiteral("! LIST: line 2 is no number and path"),
                                                 QStringLiteral("! LIST: line 3 is no number and path"),
                                                 QStringLiteral("a 1 1"), QStringLiteral("d 9 9")};
    QTest::newRow("the same name twice")
        << QByteArray("1;a\n2;a\n9;A\n")
        << QStringList{QStringLiteral("A 9 9"), QStringLiteral("a 1 1"), QStringLiteral("a 2 2")};
}

void tst_WowTree::names()
{
    QFETCH(QByteArray, listfile);
    const QByteArray root = rootOf({{0, kEnUs, {{1, key(1)}, {2, key(2)}, {9, key(9)}}}});
    QStringList found = rows(*open(root, listfile));
    found.replaceInStrings(QStringLiteral("listfile ") + m_folder.filePath(QStringLiteral("list.csv")),
                           QStringLiteral("LIST"));
    QTEST(found, "rows");
}

/// Longer than what is read at once, and with lines that are longer.
void tst_WowTree::longListfiles()
{
    QByteArray listfile;
    for (int i = 10; i < 100'000; ++i)
        listfile += QByteArray::number(i) + ";World/Maps/Azeroth/tile.adt\n";
    listfile += "1;" + QByteArray(3'000'000, 'x') + "\n2;c\n9;" + QByteArray(100'000, 'y');
    const QByteArray root = rootOf({{0, kEnUs, {{1, key(1)}, {2, key(2)}, {9, key(9)}, {99'999, key(10)}}}});
    const QStringList found = rows(*open(root, listfile));
    QCOMPARE(found.size(), 6);
    QCOMPARE(found.first(), QStringLiteral(" 1 1"));
    QVERIFY(found.contains(QStringLiteral("c 2 2")));
    QVERIFY(found.contains(QStringLiteral("World/Maps/Azeroth/tile.adt 99999 a")));
    QCOMPARE(found.filter(QStringLiteral("line 99991 is too long")).size(), 1);
    QCOMPARE(found.filter(QStringLiteral("line 99993 is too long")).size(), 1);
}

/// Lines of every length lie across the ends of what is read at once.
void tst_WowTree::longListfilesOfAnyLines()
{
    constexpr std::uint32_t kFiles = 60'000;
    WowRootRun run{0, kEnUs, {}};
    QByteArray listfile;
    QStringList expected;
    for (std::uint32_t id = 1; id <= kFiles; ++id) {
        run.files.push_back({id, key(static_cast<std::uint8_t>(id))});
        const QByteArray path = "World/" + QByteArray(id % 97, 'x') + QByteArray::number(id);
        listfile += QByteArray::number(id) + (id % 500 == 0 ? " " : "") + ';' + path + '\n';
        if (id % 500 != 0)
            expected << QString::fromLatin1(path);
    }
    listfile += "7;last\n";
    expected.replace(6, QStringLiteral("last"));
    QVERIFY(listfile.size() > 3 << 20);
    QStringList named;
    const QList<catalog::LoadWarning> warnings =
        open(rootOf({run}), listfile)->visit([&](const TreeFile &file) {
            if (!file.path.empty())
                named << treefiles::text(file.path);
        });
    named.sort();
    expected.sort();
    QVERIFY(named == expected);
    QCOMPARE(warnings.size(), 101);
    for (qsizetype i = 0; i < 100; ++i) // the last hundred of them, in their order
        QVERIFY2(warnings[i].detail.startsWith(QStringLiteral("line %1 ").arg((i + 21) * 500)),
                 qPrintable(warnings[i].detail));
    QCOMPARE(warnings.last().detail, QStringLiteral("20 more rows were left out"));
}

/// Behind the tree, to one in no order.
void tst_WowTree::listfileChanges()
{
    const auto tree = open(rootOf({{0, kEnUs, {{1, key(1)}, {2, key(2)}}}}), "1;a\n2;b\n");
    QCOMPARE(rows(*tree), (QStringList{QStringLiteral("a 1 1"), QStringLiteral("b 2 2")}));
    QFile file(m_folder.filePath(QStringLiteral("list.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("2;old\n1;a\n2;new\n");
    file.close();
    QCOMPARE(rows(*tree), (QStringList{QStringLiteral("a 1 1"), QStringLiteral("new 2 2")}));
}

void tst_WowTree::listfileGoes()
{
    QVERIFY(!Listfile::open(m_folder.filePath(QStringLiteral("nowhere.csv"))));
    const auto tree = open(rootOf({{0, kEnUs, {{1, key(1)}}}}), "1;a\n");
    QVERIFY(QFile::remove(m_folder.filePath(QStringLiteral("list.csv"))));
    const QStringList found = rows(*tree);
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.first(), QStringLiteral(" 1 1"));
    QVERIFY2(found.last().contains(QStringLiteral("cannot be read")), qPrintable(found.last()));
}

void tst_WowTree::byHash_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("found");
    QTest::newRow("as it is") << QByteArray("Interface/Icons/a.blp") << QStringLiteral("1 11");
    QTest::newRow("otherwise") << QByteArray("INTERFACE\\icons/A.BLP") << QStringLiteral("1 11");
    QTest::newRow("of another locale only") << QByteArray("b") << QString();
    QTest::newRow("without hashes") << QByteArray("c") << QString();
    QTest::newRow("of nothing") << QByteArray("d") << QString();
}

void tst_WowTree::byHash()
{
    QFETCH(QByteArray, path);
    const std::uint64_t a = tact::nameHash("Interface/Icons/a.blp");
    const QByteArray root = rootOf({
        {tact::contentflag::kLowViolence, kEnUs, {{1, key(1), a}}},
        {0, kEnUs, {{1, key(0x11), a}}},
        {0, kDeDe, {{2, key(2), tact::nameHash("b")}}},
        {tact::contentflag::kNoNameHash, kEnUs, {{3, key(3), tact::nameHash("c")}}, false},
    });
    QStringList found;
    open(root, {})->visitByHash(path.toStdString(), [&](const TreeFile &file) {
        QCOMPARE(treefiles::text(file.path), QString::fromUtf8(path));
        found << QStringLiteral("%1 %2").arg(*file.fileDataId).arg(file.contentKey[0], 0, 16);
    });
    QTEST(found.join(u' '), "found");
}

void tst_WowTree::unusualIds()
{
    const QByteArray root =
        rootOf({{0, kEnUs, {{0, key(1)}, {0x7FFFFFFF, key(2)}, {0xFFFFFFFE, key(3)}}}}, WowRootForm::Old);
    QCOMPARE(rows(*open(root, "4294967294;a\n")),
             (QStringList{QStringLiteral(" 0 1"), QStringLiteral(" 2147483647 2"),
                          QStringLiteral("a 4294967294 3")}));
}

void tst_WowTree::damaged()
{
    const QByteArray root = rootOf({{0, kEnUs, {{1, key(1)}}}}).chopped(1);
    const auto tree = WowTree::open(root, QStringLiteral("root 02ba"), {});
    QVERIFY(!tree);
    QCOMPARE(tree.error().kind, core::ErrorKind::HeaderCorrupt);
    QCOMPARE(tree.error().detail, QStringLiteral("root 02ba: it ends inside its block 0"));
}

void tst_WowTree::real()
{
    const support::ByteVector sample = corpus::bytes(QStringLiteral("ngdp/root/classic_era_v1_2blocks.root"));
    NEEDS_SAMPLE(sample);
    const QByteArray root = treefiles::array(sample);
    const QJsonObject expected = corpus::json(QStringLiteral("ngdp/root/expected.json"));
    const auto tree = open(root, corpus::read(QStringLiteral("ngdp/listfile/spells_slice.csv")));
    const auto unlisted = open(root, {});
    QMap<QString, QString> keys;
    int unnamed = 0;
    tree->visit([&](const TreeFile &file) {
        if (file.path.empty())
            ++unnamed;
        else
            keys.insert(treefiles::text(file.path), corpus::hex(file.contentKey));
    });
    std::set<std::uint32_t> ids;
    const auto entries = tact::WowRoot::open(sample);
    tact::Warnings warnings;
    for (const tact::WowRootBlock &block : entries->blocks())
        entries->visit(
            block, [&](const tact::WowRootEntry &entry) { ids.insert(entry.fileDataId); }, warnings);
    QCOMPARE(std::size_t(keys.size() + unnamed), ids.size());
    const QJsonArray named = expected[u"named"].toArray();
    QCOMPARE(keys.size(), named.size());
    for (const QJsonValue &file : named) {
        const QString path = file[u"path"].toString();
        QCOMPARE(keys.value(path), file[u"ckey"].toString());
        int found = 0;
        unlisted->visitByHash(path.toStdString(), [&](const TreeFile &hit) {
            ++found;
            QCOMPARE(qint64{*hit.fileDataId}, file[u"fdid"].toInteger());
            QCOMPARE(corpus::hex(hit.contentKey), file[u"ckey"].toString());
        });
        QCOMPARE(found, 1);
    }
}

SLUICE_TEST(tst_WowTree)
#include "tst_wowtree.moc"
