#include "core/catalog/treecomparison.h"

#include "tests/catalog/treefiles.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>

using catalog::CaseRule;
using catalog::Difference;
using catalog::SelectionFilter;
using catalog::TreeComparison;
using catalog::TreeFile;
using core::FileSelection;
using namespace Qt::StringLiterals;
using treefiles::key;

namespace {

/// A file in words: "path", or "#7" without one; then any of "cKK" (content key), "eKK" (encoding key), "s5"
/// (size), "#7" (file data id), "oKK" (an object by its content key), "pKK" (by its encoding key).
class WordsTree final : public catalog::FileTree
{
public:
    explicit WordsTree(const QStringList &files, CaseRule rule = CaseRule::Insensitive)
        : m_files(files)
        , m_rule(rule)
    {
    }

    QList<catalog::LoadWarning> visit(const Visit &visit) const override
    {
        for (const QString &file : m_files)
            tell(file, visit);
        return {};
    }
    CaseRule caseRule() const override { return m_rule; }

private:
    static void tell(const QString &text, const Visit &visit)
    {
        QStringList words = text.split(u' ');
        const std::string path =
            words.first().startsWith(u'#') ? std::string() : words.takeFirst().toStdString();
        TreeFile file;
        file.path = path;
        blte::Digest contentKey;
        blte::Digest encodingKey;
        std::vector<blte::Digest> keys;
        keys.reserve(static_cast<std::size_t>(words.size()));
        for (const QString &word : words) {
            const QString value = word.mid(1);
            const auto number = static_cast<std::uint8_t>(value.toUInt(nullptr, 16));
            switch (word[0].unicode()) {
            case u'c':
                file.contentKey = contentKey = key(number);
                break;
            case u'e':
                encodingKey = key(number);
                file.encodingKey = blte::Bytes(encodingKey).first(9);
                break;
            case u's':
                file.size = value.toULongLong();
                break;
            case u'#':
                file.fileDataId = value.toUInt();
                break;
            default:
                keys.push_back(key(number));
                file.objects.push_back({});
                (word[0] == u'o' ? file.objects.back().contentKey : file.objects.back().encodingKey) =
                    keys.back();
            }
        }
        visit(file);
    }

    QStringList m_files;
    CaseRule m_rule;
};

TreeComparison::Tree treeOf(const QStringList &files, CaseRule rule = CaseRule::Insensitive)
{
    return std::make_shared<const WordsTree>(files, rule);
}

QString sizeOf(const std::optional<catalog::SelectedFile> &file)
{
    return file && file->size ? QString::number(*file->size) : u"-"_s;
}

/// "+ path", with the sizes where there are some; sorted.
QStringList differences(const TreeComparison &comparison)
{
    QStringList lines;
    comparison.visit([&](const Difference &difference) {
        const QChar sign = u"+-~"[static_cast<int>(difference.kind)];
        const catalog::SelectedFile &file = difference.after ? *difference.after : *difference.before;
        const QString sizes = sizeOf(difference.before) + u' ' + sizeOf(difference.after);
        lines << sign + u' ' + catalog::pathOrUnknown(file) + (sizes == u"- -"_s ? QString() : u' ' + sizes);
    });
    lines.sort();
    return lines;
}

/// A million files, without memory.
class CountedTree final : public catalog::FileTree
{
public:
    CountedTree(std::uint32_t first, std::uint32_t count, std::uint32_t changedEvery)
        : m_first(first)
        , m_count(count)
        , m_changedEvery(changedEvery)
    {
    }

    QList<catalog::LoadWarning> visit(const Visit &visit) const override
    {
        TreeFile file;
        for (std::uint32_t i = m_first; i < m_first + m_count; ++i) {
            const std::string path =
                "World/Folder" + std::to_string(i % 777) + "/File" + std::to_string(i) + ".blp";
            blte::Digest digest{};
            const std::uint32_t content = m_changedEvery > 0 && i % m_changedEvery == 0 ? ~i : i;
            for (std::size_t byte = 0; byte < 4; ++byte)
                digest[byte] = static_cast<std::uint8_t>(content >> (8 * byte));
            file.path = path;
            file.contentKey = digest;
            visit(file);
        }
        return {};
    }

private:
    const std::uint32_t m_first;
    const std::uint32_t m_count;
    const std::uint32_t m_changedEvery;
};

} // namespace

/// What two builds do not have in common.
class tst_TreeComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void compares_data();
    void compares();
    void counts();
    void keepsFacts();
    void rulesOfCase();
    void filters_data();
    void filters();
    void large();
};

void tst_TreeComparison::compares_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");
    QTest::addColumn<QStringList>("found");
    const auto row = [](const char *name, const QStringList &before, const QStringList &after,
                        const QStringList &found) { QTest::newRow(name) << before << after << found; };
    row("nothing", {}, {}, {});
    row("the same", {u"a c1"_s, u"b c2"_s}, {u"b c2"_s, u"a c1"_s}, {});
    row("added, removed, changed", {u"a c1"_s, u"b c2"_s, u"c c3"_s}, {u"a c1"_s, u"c c4"_s, u"d c5"_s},
        {u"+ d"_s, u"- b"_s, u"~ c"_s});
    row("all new", {}, {u"a c1 s7"_s}, {u"+ a - 7"_s});
    row("all gone", {u"a c1 s7"_s}, {}, {u"- a 7 -"_s});
    row("sizes", {u"a c1 s5"_s}, {u"a c2 s6"_s}, {u"~ a 5 6"_s});
    row("the content counts, not how it is encoded", {u"a c1 e1"_s}, {u"a c1 e2"_s}, {});
    row("by encoding keys", {u"a e1"_s, u"b e2"_s}, {u"a e1"_s, u"b e3"_s}, {u"~ b"_s});
    row("by sizes, where keys are of two kinds", {u"a c1 s5"_s, u"b c2 s6"_s}, {u"a e1 s5"_s, u"b e2 s7"_s},
        {u"~ b 6 7"_s});
    row("nothing to compare by", {u"a c1"_s}, {u"a e1"_s}, {u"~ a"_s});
    row("without any key", {u"a s5"_s, u"b s5"_s, u"c"_s}, {u"a s5"_s, u"b s6"_s, u"c"_s},
        {u"~ b 5 6"_s, u"~ c"_s});
    row("without bytes, whatever the keys", {u"a c1 s0"_s}, {u"a e2 s0"_s}, {});
    row("by number", {u"#1 c1"_s, u"#2 c2"_s, u"#3 c3"_s}, {u"#2 c2"_s, u"#3 c4"_s, u"#4 c4"_s},
        {u"+ unknown/4"_s, u"- unknown/1"_s, u"~ unknown/3"_s});
    row("neither path nor number", {u"#1 c1"_s}, {u"#1 c1"_s}, {});
    row("a path beats its number", {u"a #1 c1"_s}, {u"a #2 c1"_s}, {});
    row("in another case", {u"World/A c1"_s}, {u"WORLD/a c1"_s}, {});
    row("several versions", {u"a c1"_s, u"a c2"_s}, {u"a c2"_s, u"a c1"_s}, {});
    row("one version more", {u"a c1"_s}, {u"a c2"_s, u"a c1"_s}, {u"~ a"_s});
    row("one version fewer", {u"a c1"_s, u"a c2"_s}, {u"a c2"_s}, {u"~ a"_s});
    row("one version twice", {u"a c1"_s, u"a c1"_s}, {u"a c1"_s}, {});
    row("several objects", {u"a o1 o2"_s, u"b o1 o2"_s, u"c p1 p2"_s},
        {u"a o1 o2"_s, u"b o2 o1"_s, u"c p1 p3"_s}, {u"~ b"_s, u"~ c"_s});
}

void tst_TreeComparison::compares()
{
    QFETCH(QStringList, before);
    QFETCH(QStringList, after);
    QFETCH(QStringList, found);
    const TreeComparison comparison(treeOf(before), treeOf(after));
    QCOMPARE(differences(comparison), found);
    QCOMPARE(comparison.differences(), found.size());
}

void tst_TreeComparison::counts()
{
    const TreeComparison comparison(treeOf({u"a c1 s1"_s, u"b c2 s2"_s, u"c c3 s4"_s, u"d c4"_s}),
                                    treeOf({u"a c1 s1"_s, u"c c5 s8"_s, u"e c6 s16"_s, u"f c7"_s}));
    const auto text = [](const TreeComparison::Count &count) {
        return u"%1 %2 %3"_s.arg(count.files).arg(count.bytes).arg(count.ofUnknownSize);
    };
    QCOMPARE(text(comparison.same()), u"1 1 0"_s);
    QCOMPARE(text(comparison.added()), u"2 16 1"_s);
    QCOMPARE(text(comparison.removed()), u"2 2 1"_s);
    QCOMPARE(text(comparison.changed()), u"1 8 0"_s); // as it is now
}

/// What there was and what there is, for whoever wants to show it.
void tst_TreeComparison::keepsFacts()
{
    const TreeComparison comparison(treeOf({u"A #7 c1 e2 s3"_s}), treeOf({u"a #7 c4 e5 s6"_s}));
    int number = 0;
    comparison.visit([&](const Difference &difference) {
        ++number;
        QVERIFY(difference.before && difference.after);
        QCOMPARE(difference.after->path, u"a"_s);
        QCOMPARE(difference.before->fileDataId, 7u);
        QVERIFY(difference.before->contentKey == blte::ContentKey{key(1)});
        QCOMPARE(difference.before->encodingKey.toHex(), QByteArrayLiteral("02aabb000000000000"));
        QCOMPARE(difference.before->size, 3);
        QVERIFY(difference.after->contentKey == blte::ContentKey{key(4)});
        QCOMPARE(difference.after->size, 6);
    });
    QCOMPARE(number, 1);
}

/// Where one of the trees does not care, the comparison does not.
void tst_TreeComparison::rulesOfCase()
{
    const auto between = [](CaseRule before, CaseRule after) {
        return differences(TreeComparison(treeOf({u"A c1"_s}, before), treeOf({u"a c1"_s}, after)));
    };
    QCOMPARE(between(CaseRule::Sensitive, CaseRule::Sensitive), (QStringList{u"+ a"_s, u"- A"_s}));
    QCOMPARE(between(CaseRule::Insensitive, CaseRule::Sensitive), QStringList());
    QCOMPARE(between(CaseRule::Sensitive, CaseRule::Insensitive), QStringList());
}

void tst_TreeComparison::filters_data()
{
    QTest::addColumn<FileSelection>("selection");
    QTest::addColumn<QStringList>("found");
    const auto paths = [](const QStringList &all) { return FileSelection::ofPaths(all); };
    QTest::newRow("a folder") << paths({u"world/"_s}) << QStringList{u"+ World/b"_s, u"~ World/a"_s};
    QTest::newRow("several") << paths({u"World/a"_s, u"*.txt"_s})
                             << QStringList{u"- c.txt"_s, u"~ World/a"_s};
    QTest::newRow("numbers") << FileSelection{FileSelection::By::FileDataId, {}, {{1, 2}, {8, 9}}, {}}
                             << QStringList{u"+ unknown/9"_s, u"~ World/a"_s};
    QTest::newRow("one without a name") << paths({u"unknown/9"_s}) << QStringList{u"+ unknown/9"_s};
    QTest::newRow("keys, which are not for this")
        << FileSelection{FileSelection::By::ContentKey, {}, {}, {key(1)}} << QStringList();
}

void tst_TreeComparison::filters()
{
    QFETCH(FileSelection, selection);
    QFETCH(QStringList, found);
    const TreeComparison comparison(treeOf({u"World/a #1 c1"_s, u"c.txt c2"_s, u"top c3"_s}),
                                    treeOf({u"World/a #1 c9"_s, u"World/b #3 c2"_s, u"#9 c3"_s, u"top c4"_s}),
                                    SelectionFilter(selection, CaseRule::Insensitive));
    QCOMPARE(differences(comparison), found);
}

void tst_TreeComparison::large()
{
    constexpr std::uint32_t kFiles = 200'000;
    QElapsedTimer timer;
    timer.start();
    const TreeComparison comparison(std::make_shared<const CountedTree>(0, kFiles, 0),
                                    std::make_shared<const CountedTree>(1000, kFiles, 100));
    qint64 visited = 0;
    comparison.visit([&](const Difference &) { ++visited; });
    QCOMPARE(comparison.added().files, 1000);
    QCOMPARE(comparison.removed().files, 1000);
    QCOMPARE(comparison.changed().files, (kFiles - 1000) / 100);
    QCOMPARE(comparison.same().files, (kFiles - 1000) - (kFiles - 1000) / 100);
    QCOMPARE(visited, comparison.differences());
    QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
}

SLUICE_TEST(tst_TreeComparison)
#include "tst_treecomparison.moc"
