#include "core/catalog/selection.h"
#include "core/catalog/treechecks.h"
#include "core/links/productsource.h"
#include "core/tact/wowroot.h"
#include "tests/catalog/sampletree.h"
#include "tests/support/testmain.h"

#include <random>
#include <set>

using catalog::TreeChecks;
using catalog::TreeIndex;
using State = TreeChecks::State;
using namespace Qt::StringLiterals;
using Files = std::vector<SampleTree::File>;

namespace {

const Files kGame{{"a/b/1", 1, 10}, {"a/b/2", 2, 20}, {"a/3", 3, 30, {}, {}, tact::contentflag::kEncrypted},
                  {"c/4", 4},       {"5", 5, 50},     {"", 6}};

/// "a/" checks a folder, "a/3" a file; with "-" before it it is the other way.
void apply(TreeChecks &checks, const TreeIndex &index, QString change)
{
    const bool isChecked = !change.startsWith(u'-');
    change.remove(u'-');
    if (change.isEmpty() || change.endsWith(u'/')) {
        change.chop(1);
        checks.setFolder(*index.findFolder(change.toStdString()), isChecked);
    } else {
        checks.setFile(*index.find(change.toStdString()), isChecked);
    }
}

QString textOf(const core::FileSelection &selection)
{
    return links::toText({QStringLiteral("p"), {}, selection});
}

} // namespace

class tst_TreeChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changes_data();
    void changes();
    void totals();
    void byNumbers();
    void manyAtOnce();
    void selectsTheSame();
};

void tst_TreeChecks::changes_data()
{
    QTest::addColumn<QStringList>("done");
    QTest::addColumn<QString>("states"); ///< of the top, a, a/b, c, unknown
    QTest::addColumn<QString>("selection");

    QTest::newRow("file") << QStringList{u"a/3"_s} << u"SS---"_s << u"p:a/3"_s;
    QTest::newRow("folder") << QStringList{u"a/"_s} << u"SAA--"_s << u"p:a/"_s;
    QTest::newRow("folder but a file") << QStringList{u"a/"_s, u"-a/b/1"_s} << u"SSS--"_s << u"p:a/3|a/b/2"_s;
    QTest::newRow("folder but a folder") << QStringList{u"a/"_s, u"-a/b/"_s} << u"SS---"_s << u"p:a/3"_s;
    QTest::newRow("folder by its files")
        << QStringList{u"a/3"_s, u"a/b/2"_s, u"a/b/1"_s} << u"SAA--"_s << u"p:a/"_s;
    QTest::newRow("twice") << QStringList{u"a/3"_s, u"a/3"_s, u"a/"_s, u"a/"_s, u"-c/"_s} << u"SAA--"_s
                           << u"p:a/"_s;
    QTest::newRow("all") << QStringList{u"/"_s} << u"AAAAA"_s << u"p:"_s;
    QTest::newRow("all but one") << QStringList{u"/"_s, u"-5"_s} << u"SAAAA"_s << u"p:a/|c/|unknown/6"_s;
    QTest::newRow("without a name") << QStringList{u"unknown/"_s} << u"S---A"_s << u"p:unknown/6"_s;
    QTest::newRow("folder and file") << QStringList{u"c/"_s, u"5"_s} << u"S--A-"_s << u"p:5|c/"_s;
}

void tst_TreeChecks::changes()
{
    QFETCH(const QStringList, done);
    const auto index = std::make_shared<const TreeIndex>(SampleTree(kGame));
    TreeChecks checks(index);
    for (const QString &change : done)
        apply(checks, *index, change);
    QString states;
    for (const char *folder : {"", "a", "a/b", "c", "unknown"})
        states += QStringLiteral("-SA")[static_cast<int>(checks.state(*index->findFolder(folder)))];
    QTEST(states, "states");
    QTEST(textOf(checks.selection()), "selection");
    checks.clear();
    QCOMPARE(checks.state(TreeIndex::kTop), State::None);
    QCOMPARE(checks.total(), TreeChecks::Total());
}

void tst_TreeChecks::totals()
{
    const auto index = std::make_shared<const TreeIndex>(SampleTree(kGame));
    TreeChecks checks(index);
    checks.setFolder(TreeIndex::kTop, true);
    QCOMPARE(checks.total(), (TreeChecks::Total{6, 110, 2, 0, 6, 1}));
    apply(checks, *index, u"-a/b/2"_s);
    apply(checks, *index, u"-c/4"_s);
    QCOMPARE(checks.total(), (TreeChecks::Total{4, 90, 1, 0, 4, 1}));
    apply(checks, *index, u"-a/"_s);
    QCOMPARE(checks.total(), (TreeChecks::Total{2, 50, 1, 0, 2, 0}));
}

/// Many files by themselves are said by their numbers, unless one has none, or a folder is among them.
void tst_TreeChecks::byNumbers()
{
    Files files{{"z/whole", 9'000}, {"z/none"}};
    for (quint32 i = 0; i < 300; ++i)
        files.push_back({"f/" + std::to_string(i), i < 200 ? i : i + 1'000});
    const auto index = std::make_shared<const TreeIndex>(SampleTree(files));
    TreeChecks checks(index);
    checks.setFolder(*index->findFolder("f"), true);
    apply(checks, *index, u"-f/100"_s);
    QCOMPARE(textOf(checks.selection()), u"p:fdid=0-99,101-199,1200-1299"_s);
    apply(checks, *index, u"z/whole"_s);
    QCOMPARE(textOf(checks.selection()), u"p:fdid=0-99,101-199,1200-1299,9000"_s);
    apply(checks, *index, u"-z/whole"_s);
    apply(checks, *index, u"z/none"_s);
    QCOMPARE(checks.selection().paths.size(), 300);
}

/// Many at once come to the same as one by one.
void tst_TreeChecks::manyAtOnce()
{
    std::mt19937 generator(3);
    Files files;
    for (quint32 i = 0; i < 5'000; ++i)
        files.push_back(
            {"d" + std::to_string(i % 7) + "/e" + std::to_string(i % 31) + "/f" + std::to_string(i), i, i});
    const auto index = std::make_shared<const TreeIndex>(SampleTree(files));
    TreeChecks atOnce(index);
    TreeChecks oneByOne(index);
    for (const bool isChecked : {true, false, true}) {
        std::vector<TreeIndex::File> some;
        for (TreeIndex::File file = 0; file < index->files(); ++file) {
            if (generator() % 3 != 0)
                some.push_back(file);
        }
        QVERIFY(some.size() > 1'000);
        atOnce.setFiles(some, isChecked);
        for (const TreeIndex::File file : some)
            oneByOne.setFile(file, isChecked);
        QCOMPARE(atOnce.total(), oneByOne.total());
        for (TreeIndex::Folder folder = 0; folder < index->folders(); ++folder)
            QCOMPARE(atOnce.state(folder), oneByOne.state(folder));
    }
}

/// Whatever is checked: its selection means those files in the tree, and no others.
void tst_TreeChecks::selectsTheSame()
{
    std::mt19937 generator(11);
    const auto random = [&](quint32 most) { return static_cast<quint32>(generator() % most); };
    Files files;
    for (quint32 i = 0; i < 200; ++i) {
        std::string path = "f" + std::to_string(i);
        for (unsigned depth = random(4); depth > 0; --depth)
            path.insert(0, std::string(1, static_cast<char>('a' + random(3))) + '/');
        files.push_back({random(20) == 0 ? std::string() : path, i});
    }
    const SampleTree tree(files);
    const auto index = std::make_shared<const TreeIndex>(tree);
    for (int round = 0; round < 300; ++round) {
        TreeChecks checks(index);
        for (unsigned change = 1 + random(12); change > 0; --change) {
            if (random(2) == 0)
                checks.setFile(random(index->files()), random(3) != 0);
            else
                checks.setFolder(random(index->folders()), random(3) != 0);
        }
        std::set<quint32> checked;
        for (TreeIndex::File file = 0; file < index->files(); ++file) {
            if (checks.isChecked(file))
                checked.insert(*index->columns().fileDataId(file));
        }
        QCOMPARE(std::size_t(checks.total().files), checked.size());
        if (checked.empty())
            continue;
        std::set<quint32> selected;
        const auto selection = catalog::select(&tree, checks.selection(), QStringLiteral("p"));
        QVERIFY2(selection, qPrintable(selection ? QString() : selection.error().detail));
        QVERIFY(selection->absent.isEmpty());
        for (const catalog::SelectedFile &file : selection->files)
            selected.insert(*file.fileDataId);
        QCOMPARE(selected, checked);
    }
}

SLUICE_TEST(tst_TreeChecks)
#include "tst_treechecks.moc"
