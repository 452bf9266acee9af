#include "core/tact/tvfs.h"
#include "tests/support/tactroots.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"
#include "tests/tact/damage.h"

#include <QJsonArray>
#include <map>

using namespace tact;
using namespace corpus;
using namespace support;

/// File trees.
class tst_Tvfs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void paths_data();
    void paths();
    void brokenPaths_data();
    void brokenPaths();
    void deepFolders();
    void files_data();
    void files();
    void containers_data();
    void containers();
    void refuses_data();
    void refuses();
    void cutEverywhere();
    void everyByteTurned();
    void real();
};

namespace {

QString pathsOf(const ByteVector &table, std::optional<FaultKind> *fault = nullptr)
{
    TreeShape shape;
    shape.paths = table;
    const ByteVector bytes = madeTree(shape);
    const auto tree = Tvfs::open(bytes);
    if (!tree)
        return QStringLiteral("not opened");
    QStringList found;
    const auto end = tree->visit([&](std::string_view path, std::uint32_t value) {
        found << corpus::text(path) + QLatin1Char('=') + QString::number(value);
    });
    if (fault && !end)
        *fault = end.error().kind;
    return found.join(u' ');
}

} // namespace

void tst_Tvfs::paths_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("paths");
    const auto row = [](const char *title, const ByteVector &table, const char *paths) {
        QTest::newRow(title) << QByteArray(reinterpret_cast<const char *>(table.data()),
                                           qsizetype(table.size()))
                             << QString::fromLatin1(paths);
    };
    const ByteVector two = joined({treeFile("a", 1), treeFile("b", 2)});
    row("nothing", {}, "");
    row("files", two, "a=1 b=2");
    row("a root around all", treeFolder({}, two), "a=1 b=2");
    row("names in pieces", joined({treeFolder(treeName("000"), two), treeFile("c", 3)}), "000a=1 000b=2 c=3");
    row("folder, separator behind", treeFolder(joined({treeName("data"), kSeparator}), two),
        "data/a=1 data/b=2");
    row("folder, separator before its files",
        treeFolder(treeName("data"), joined({kSeparator, treeFile("a", 1), kSeparator, treeFile("b", 2)})),
        "data/a=1 data/b=2");
    row("both", treeFolder(joined({treeName("data"), kSeparator}), joined({kSeparator, treeFile("a", 1)})),
        "data/a=1");
    row("name without a value", joined({treeName("data"), treeFile("a", 1), treeFile("b", 2)}),
        "data/a=1 b=2");
    row("folders in folders",
        treeFolder(joined({treeName("x"), kSeparator}),
                   joined({treeFolder(joined({treeName("y"), kSeparator}), two), treeFile("z", 3)})),
        "x/y/a=1 x/y/b=2 x/z=3");
    row("empty folder", joined({treeFolder(treeName("x"), {}), treeFile("a", 1)}), "a=1");
    row("a file of that name",
        joined({treeFolder(treeName("x"), joined({{0xFF, 0, 0, 0, 1}, treeFile("y", 2)}))}), "x=1 xy=2");
}

void tst_Tvfs::paths()
{
    QFETCH(QByteArray, table);
    std::optional<FaultKind> fault;
    QTEST(pathsOf(ByteVector(table.begin(), table.end()), &fault), "paths");
    QVERIFY(!fault);
}

void tst_Tvfs::brokenPaths_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *title, const ByteVector &table, FaultKind kind) {
        QTest::newRow(title) << QByteArray(reinterpret_cast<const char *>(table.data()),
                                           qsizetype(table.size()))
                             << int(kind);
    };
    const ByteVector a = treeFile("a", 1);
    row("cut value", ByteVector(a.begin(), a.end() - 1), FaultKind::TooShort);
    row("cut name", {5, 'a'}, FaultKind::TooShort);
    row("folder behind the end", joined({treeName("x"), {0xFF, 0x80, 0, 0, 9}, {1}}),
        FaultKind::CountImpossible);
    row("folder of 3 bytes", joined({treeName("x"), {0xFF, 0x80, 0, 0, 3}, {1}}), FaultKind::CountImpossible);
    row("folder larger than its own", treeFolder(treeName("x"), {0xFF, 0x80, 0, 0, 5}),
        FaultKind::CountImpossible);
    row("name beyond its folder", treeFolder(treeName("x"), {9, 'a'}), FaultKind::TooShort);
    ByteBuilder longest;
    for (int i = 0; i < 20; ++i)
        longest.bytes(treeName(std::string(250, 'x')));
    row("path too long", longest.done(), FaultKind::TooDeep);
}

void tst_Tvfs::brokenPaths()
{
    QFETCH(QByteArray, table);
    std::optional<FaultKind> fault;
    pathsOf(ByteVector(table.begin(), table.end()), &fault);
    QVERIFY(fault);
    QTEST(int(*fault), "kind");
}

void tst_Tvfs::deepFolders()
{
    ByteVector table = treeFile("a", 1);
    for (int i = 0; i < 1000; ++i)
        table = treeFolder({}, table);
    std::optional<FaultKind> fault;
    QCOMPARE(pathsOf(table, &fault), QStringLiteral("a=1"));
    QVERIFY(!fault);
    for (int i = 0; i < 100; ++i)
        table = treeFolder({}, table);
    pathsOf(table, &fault);
    QVERIFY(fault == FaultKind::TooDeep);
}

void tst_Tvfs::files_data()
{
    QTest::addColumn<int>("containers"); // bytes of the table
    QTest::addColumn<int>("offsetSize");
    QTest::newRow("1 byte") << 0xFF << 1;
    QTest::newRow("2 bytes") << 0x100 << 2;
    QTest::newRow("2 bytes, all") << 0xFFFF << 2;
    QTest::newRow("3 bytes") << 0x10000 << 3;
    QTest::newRow("4 bytes") << 0x1000000 << 4;
}

void tst_Tvfs::files()
{
    QFETCH(int, containers);
    QFETCH(int, offsetSize);
    const auto size = static_cast<std::size_t>(offsetSize);
    TreeShape shape;
    shape.containers.resize(static_cast<std::size_t>(containers));
    shape.files = ByteBuilder()
                      .big(2, 1)
                      .big(0, 4)
                      .big(0xFFFFFFFF, 4)
                      .big(7, size)
                      .big(5, 4)
                      .big(6, 4)
                      .big(200, size) // two spans
                      .big(225, 1)
                      .big(254, 1)
                      .big(255, 1)
                      .big(0, 1)
                      .big(3, 1)
                      .done();
    const ByteVector bytes = madeTree(shape);
    const auto tree = Tvfs::open(bytes);
    QVERIFY(tree);
    const auto two = tree->file(0);
    QVERIFY(two);
    QCOMPARE(two->spans.size(), std::size_t{2});
    QVERIFY(two->spans[0].size == 0xFFFFFFFF && two->spans[0].container == 7);
    QVERIFY(two->spans[1].offset == 5 && two->spans[1].size == 6 && two->spans[1].container == 200);
    const auto at = static_cast<std::uint32_t>(1 + 2 * (8 + size));
    QVERIFY(tree->file(at)->kind == TvfsFile::Kind::Other &&
            tree->file(at + 1)->kind == TvfsFile::Kind::Other);
    QVERIFY(tree->file(at + 2)->kind == TvfsFile::Kind::Deleted);
    QVERIFY(!tree->file(at + 3)); // no spans
    QVERIFY(!tree->file(at + 4)); // cut
    QVERIFY(!tree->file(at + 5) && !tree->file(0x7FFFFFFF));
}

void tst_Tvfs::containers_data()
{
    QTest::addColumn<int>("flags");
    QTest::addColumn<int>("keySize");
    QTest::addColumn<int>("headerSize");
    QTest::newRow("bare, short header") << 0 << 9 << 38;
    QTest::newRow("content keys") << 1 << 9 << 38;
    QTest::newRow("ESpecs") << 2 << 9 << 46;
    QTest::newRow("patches have ESpecs") << 4 << 9 << 46;
    QTest::newRow("all, as WoW") << 7 << 9 << 46;
    QTest::newRow("long keys") << 7 << 16 << 46;
    QTest::newRow("lower case") << 8 << 9 << 46;
}

void tst_Tvfs::containers()
{
    QFETCH(int, flags);
    QFETCH(int, keySize);
    QFETCH(int, headerSize);
    TreeShape shape;
    shape.flags = static_cast<unsigned>(flags);
    shape.keySize = static_cast<unsigned>(keySize);
    shape.headerSize = static_cast<unsigned>(headerSize);
    const bool hasEspecs = (flags & 6) != 0;
    if (hasEspecs)
        shape.especs = ByteBuilder().cString("z").cString("b:{*=n}").done();
    ByteBuilder container;
    container.zeros(3).bytes(blte::Bytes(keyOf(1)).first(shape.keySize)).big(1000, 4);
    if (hasEspecs)
        container.big(2, 1);
    container.big(2000, 4);
    if ((flags & 1) != 0)
        container.bytes(keyOf(2));
    if ((flags & 4) != 0)
        container.big(2, 1).zeros(2 * (shape.keySize + 4 + 9 + 4 + 1));
    shape.containers = container.done();
    const ByteVector bytes = madeTree(shape);
    const auto tree = Tvfs::open(bytes);
    QVERIFY2(tree, tree ? "" : tree.error().text.c_str());
    QCOMPARE(tree->isLowerCase(), flags == 8);
    const auto read = tree->container(3);
    QVERIFY2(read, read ? "" : read.error().text.c_str());
    QVERIFY(read->encodedSize == 1000 && read->decodedSize == 2000);
    QCOMPARE(int(read->key.size()), keySize);
    QVERIFY(std::equal(read->key.begin(), read->key.end(), keyOf(1).begin()));
    const blte::Digest contentKey = keyOf(2);
    QCOMPARE(read->contentKey.size(), (flags & 1) != 0 ? contentKey.size() : 0);
    QVERIFY(std::equal(read->contentKey.begin(), read->contentKey.end(), contentKey.begin()));
    QCOMPARE(corpus::text(read->espec), hasEspecs ? QStringLiteral("b:{*=n}") : QString());
    QCOMPARE(read->patches, (flags & 4) != 0 ? 2u : 0u);
    QVERIFY(!tree->container(static_cast<std::uint32_t>(bytes.size())) && !tree->container(0xFFFFFFFF));
}

void tst_Tvfs::refuses_data()
{
    QTest::addColumn<int>("at");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *title, int at, const QByteArray &bytes, FaultKind kind) {
        QTest::newRow(title) << at << bytes << int(kind);
    };
    row("magic", 0, "XXXX", FaultKind::NotThisFormat);
    row("packed", 0, "\x78\x9C", FaultKind::NotUnderstood);
    row("packed better", 0, "\x78\xDA", FaultKind::NotUnderstood);
    row("version", 4, "\2", FaultKind::NotUnderstood);
    row("short header", 5, "\x25", FaultKind::NotUnderstood);
    row("8-byte keys", 6, "\x8", FaultKind::NotUnderstood);
    row("17-byte keys", 6, "\x11", FaultKind::NotUnderstood);
    for (const int at : {12, 16, 20, 24, 28, 32})
        QTest::addRow("table, %d", at)
            << at << QByteArray("\xff\xff\xff\xff") << int(FaultKind::CountImpossible);
}

void tst_Tvfs::refuses()
{
    QFETCH(int, at);
    QFETCH(QByteArray, bytes);
    TreeShape shape;
    shape.paths = treeFile("a", 1);
    const ByteVector bent =
        damage::with(madeTree(shape), static_cast<std::size_t>(at), ByteVector(bytes.begin(), bytes.end()));
    const auto tree = Tvfs::open(bent);
    QVERIFY(!tree);
    QTEST(int(tree.error().kind), "kind");
}

namespace {

/// Reads everything that can be read.
std::size_t readAll(const ByteVector &bytes)
{
    const auto tree = Tvfs::open(bytes);
    if (!tree)
        return 0;
    std::size_t right = 0;
    (void)tree->visit([&](std::string_view, std::uint32_t value) {
        const auto read = tree->file(value);
        for (const TvfsSpan &span : read ? read->spans : std::vector<TvfsSpan>())
            right += tree->container(span.container) ? 1u : 0u;
    });
    return right;
}

} // namespace

void tst_Tvfs::cutEverywhere()
{
    const ByteVector bytes = madeSmallTree();
    QCOMPARE(readAll(bytes), std::size_t{2});
    damage::cutEverywhere(bytes,
                          [](const ByteVector &cut, std::size_t) { QCOMPARE(readAll(cut), std::size_t{0}); });
}

void tst_Tvfs::everyByteTurned()
{
    damage::turnEveryByte(madeSmallTree(),
                          [](const ByteVector &bent, std::size_t) { QVERIFY(readAll(bent) <= 2); });
}

void tst_Tvfs::real()
{
    const ByteVector content = corpus::bytes(QStringLiteral("blte/wow_classic_era_04ca19154f0c48b1.bin"));
    NEEDS_SAMPLE(content);
    const QJsonObject expected =
        corpus::json(QStringLiteral("ngdp/tvfs/wow_classic_era_04ca19154f0c48b1.expected.json"));
    const auto tree = Tvfs::open(content);
    QVERIFY2(tree, tree ? "" : tree.error().text.c_str());
    std::map<QString, std::uint32_t> files;
    const auto end = tree->visit(
        [&](std::string_view path, std::uint32_t value) { files.emplace(corpus::text(path), value); });
    QVERIFY2(end, end ? "" : end.error().text.c_str());
    QCOMPARE(int(files.size()), expected[u"files"].toInt());
    for (const QJsonValue &sample : expected[u"sample"].toArray()) {
        const auto found = files.find(sample[u"path"].toString());
        QVERIFY(found != files.end());
        const auto read = tree->file(found->second);
        QVERIFY(read);
        const QJsonArray spans = sample[u"spans"].toArray();
        QCOMPARE(qsizetype(read->spans.size()), spans.size());
        QCOMPARE(qint64{read->spans[0].offset}, spans[0][u"offset"].toInteger());
        QCOMPARE(qint64{read->spans[0].size}, spans[0][u"length"].toInteger());
        const auto container = tree->container(read->spans[0].container);
        QVERIFY(container);
        QCOMPARE(
            QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(container->key.data()), 9).toHex()),
            spans[0][u"ekey9"].toString());
        QCOMPARE(qint64{container->encodedSize}, spans[0][u"encoded"].toInteger());
        QCOMPARE(qint64{container->decodedSize}, spans[0][u"decoded"].toInteger());
        QCOMPARE(corpus::hex(container->contentKey), spans[0][u"ckey"].toString());
        QCOMPARE(int(container->patches), spans[0][u"patch_records"].toInt());
        QVERIFY(!container->espec.empty());
    }
}

SLUICE_TEST(tst_Tvfs)
#include "tst_tvfs.moc"
