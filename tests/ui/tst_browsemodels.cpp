#include "core/catalog/productnames.h"
#include "tests/catalog/sampletree.h"
#include "tests/support/testmain.h"
#include "ui/browse/buildchoices.h"
#include "ui/browse/filechanges.h"
#include "ui/browse/filetreemodel.h"
#include "ui/browse/foundfilesmodel.h"
#include "ui/browse/previewcontent.h"
#include "ui/browse/productmodel.h"
#include "ui/browse/totalsbar.h"
#include "ui/list/queuemodel.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using catalog::ProductEntry;
using catalog::TreeIndex;
using ui::FileColumn;

namespace {

using Files = std::vector<SampleTree::File>;

/// Two folders of many files, and some at the top.
std::shared_ptr<const TreeIndex> manyFiles()
{
    Files files{{"readme", 1, 10}, {"about", 2, 30}, {"license", 3, 20}};
    for (quint32 i = 0; i < 2'500; ++i) {
        const std::string number = std::to_string(i);
        files.push_back({"many/f" + std::string(4 - number.size(), '0') + number, 100 + i, 5'000 - i});
    }
    files.push_back({"other/x", 9'999, 1});
    return std::make_shared<const TreeIndex>(SampleTree(files));
}

/// What both views stand on; no file is ever looked up.
struct Bed
{
    explicit Bed(std::shared_ptr<const TreeIndex> built = manyFiles())
        : index(std::move(built))
        , checks(index)
        , facts(nullptr, index)
    {
    }

    std::shared_ptr<const TreeIndex> index;
    ui::FileChecks checks;
    ui::FactsCache facts;
};

ProductEntry product(const QString &code, const QString &version = {}, const QString &keyName = {})
{
    ProductEntry entry;
    entry.code = code;
    entry.version = version;
    entry.keyName = keyName;
    entry.regions = QStringList{u"us"_s, u"eu"_s};
    return entry;
}

tact::VersionRow versionRow(const char *region, std::uint8_t config, const char *version)
{
    tact::VersionRow row;
    row.region = region;
    row.buildConfig = {config};
    row.versionName = version;
    return row;
}

catalog::BuildRecord seen(const QString &product, const tact::VersionRow &row, const QDate &last)
{
    catalog::BuildRecord record;
    record.product = product;
    record.row = row;
    record.lastSeen = QDateTime(last, QTime(12, 0), Qt::UTC);
    return record;
}

QStringList shownCodes(const ui::ProductProxy &proxy)
{
    QStringList codes;
    for (int row = 0; row < proxy.rowCount(); ++row)
        codes << proxy.index(row, 0).data(ui::ProductModel::CodeRole).toString();
    return codes;
}

QByteArray png(const QSize &size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::red);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

} // namespace

class tst_BrowseModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tree();
    void treeInParts();
    void treeSorted_data();
    void treeSorted();
    void treeChecks();
    void treeReveals();
    void found();
    void foundChecks();
    void products();
    void productsFiltered_data();
    void productsFiltered();
    void vendors_data();
    void vendors();
    void builds();
    void totals_data();
    void totals();
    void changes();
    void previews_data();
    void previews();
    void hexDumps();
};

void tst_BrowseModels::tree()
{
    Bed bed;
    ui::FileTreeModel model(bed.index, ui::FileCells(bed.index, nullptr), bed.checks, bed.facts);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 5);
    const auto name = [&](int row) { return model.index(row, 0).data().toString(); };
    QCOMPARE((QStringList{name(0), name(1), name(2), name(3), name(4)}),
             (QStringList{u"many"_s, u"other"_s, u"about"_s, u"license"_s, u"readme"_s}));
    const QModelIndex other = model.index(1, 0);
    QCOMPARE(model.rowCount(other), 1);
    QCOMPARE(model.index(0, 0, other).data().toString(), u"x"_s);
    QCOMPARE(model.parent(model.index(0, 0, other)), other);
    QVERIFY(!model.hasChildren(model.index(2, 0)));
    QCOMPARE(model.index(2, static_cast<int>(FileColumn::Number)).data().toString(), u"2"_s);
    QVERIFY(!model.index(2, static_cast<int>(FileColumn::Size)).data().toString().isEmpty());
}

/// A folder of any size takes no longer to open than a small one. Without QAbstractItemModelTester, which
/// asks for all rows there are.
void tst_BrowseModels::treeInParts()
{
    Bed bed;
    ui::FileTreeModel model(bed.index, ui::FileCells(bed.index, nullptr), bed.checks, bed.facts);
    const QModelIndex many = model.index(0, 0);
    QStringList counts;
    while (model.canFetchMore(many)) {
        counts << QString::number(model.rowCount(many));
        model.fetchMore(many);
    }
    QCOMPARE(counts, (QStringList{u"1000"_s, u"2000"_s}));
    QCOMPARE(model.rowCount(many), 2'500);
    QCOMPARE(model.index(2'499, 0, many).data().toString(), u"f2499"_s);
    QVERIFY(!model.canFetchMore({}));
}

void tst_BrowseModels::treeSorted_data()
{
    QTest::addColumn<FileColumn>("column");
    QTest::addColumn<Qt::SortOrder>("order");
    QTest::addColumn<QString>("top");
    QTest::addColumn<QString>("firstOfMany");

    QTest::newRow("name") << FileColumn::Name << Qt::AscendingOrder << u"many other about license readme"_s
                          << u"f0000"_s;
    QTest::newRow("name, down") << FileColumn::Name << Qt::DescendingOrder
                                << u"other many readme license about"_s << u"f2499"_s;
    QTest::newRow("size") << FileColumn::Size << Qt::AscendingOrder << u"many other readme license about"_s
                          << u"f2499"_s;
    QTest::newRow("size, down") << FileColumn::Size << Qt::DescendingOrder
                                << u"many other about license readme"_s << u"f0000"_s;
    QTest::newRow("number") << FileColumn::Number << Qt::AscendingOrder
                            << u"many other readme about license"_s << u"f0000"_s;
}

/// Rows that somebody holds on to stay the same files.
void tst_BrowseModels::treeSorted()
{
    QFETCH(const FileColumn, column);
    QFETCH(const Qt::SortOrder, order);
    Bed bed;
    ui::FileTreeModel model(bed.index, ui::FileCells(bed.index, nullptr), bed.checks, bed.facts);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QPersistentModelIndex about = model.index(2, 0);
    const QPersistentModelIndex other = model.index(1, 0);
    model.sort(static_cast<int>(column), order);
    QStringList top;
    for (int row = 0; row < model.rowCount(); ++row)
        top << model.index(row, 0).data().toString();
    QTEST(top.join(u' '), "top");
    const QModelIndex many = model.index(static_cast<int>(top.indexOf(u"many"_s)), 0);
    QTEST(model.index(0, 0, many).data().toString(), "firstOfMany");
    QCOMPARE(about.data().toString(), u"about"_s);
    QCOMPARE(other.data().toString(), u"other"_s);
    QCOMPARE(model.index(0, 0, many).parent(), many);
}

void tst_BrowseModels::treeChecks()
{
    Bed bed;
    ui::FileTreeModel model(bed.index, ui::FileCells(bed.index, nullptr), bed.checks, bed.facts);
    const QModelIndex many = model.index(0, 0);
    const QModelIndex first = model.index(0, 0, many);
    QSignalSpy changed(&bed.checks, &ui::FileChecks::changed);
    QVERIFY(model.setData(first, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(many.data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
    QVERIFY(model.setData(many, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(many.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QCOMPARE(bed.checks.checks().total().files, 2'500u);
    QVERIFY(model.setData(first, Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(bed.checks.checks().total().files, 2'499u);
    QVERIFY(model.flags(many).testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(!model.setData(many, 1, Qt::EditRole));
}

/// Also a file whose row no view has asked for yet.
void tst_BrowseModels::treeReveals()
{
    Bed bed;
    ui::FileTreeModel model(bed.index, ui::FileCells(bed.index, nullptr), bed.checks, bed.facts);
    const auto file = *bed.index->find("many/f2400");
    const QModelIndex shown = model.reveal(file);
    QCOMPARE(model.fileAt(shown), std::optional(file));
    QCOMPARE(shown.data().toString(), u"f2400"_s);
    QCOMPARE(model.rowCount(shown.parent()), 2'401);
}

void tst_BrowseModels::found()
{
    Bed bed;
    ui::FoundFilesModel model(bed.index, ui::FileCells(bed.index, nullptr), bed.checks, bed.facts);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    const std::vector<TreeIndex::File> files{*bed.index->find("other/x"), *bed.index->find("about")};
    model.setFiles(std::make_shared<const std::vector<TreeIndex::File>>(files));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, 0).data().toString(), u"other/x"_s);
    QSignalSpy sorted(&model, &ui::FoundFilesModel::sortWanted);
    model.sort(1, Qt::DescendingOrder);
    QCOMPARE(sorted.size(), 1);
}

void tst_BrowseModels::foundChecks()
{
    Bed bed;
    ui::FoundFilesModel model(bed.index, ui::FileCells(bed.index, nullptr), bed.checks, bed.facts);
    const std::vector<TreeIndex::File> files{*bed.index->find("other/x")};
    model.setFiles(std::make_shared<const std::vector<TreeIndex::File>>(files));
    QVERIFY(model.setData(model.index(0, 0), Qt::Checked, Qt::CheckStateRole));
    QVERIFY(bed.checks.checks().isChecked(files.front()));
    QCOMPARE(model.index(0, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
}

void tst_BrowseModels::products()
{
    ui::ProductModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProducts(
        {product(u"wow"_s, u"11.0.2.1"_s), product(u"fenris"_s), product(u"zzz"_s, {}, u"zzzkey"_s)});
    const QModelIndex wow = model.index(0);
    QCOMPARE(wow.data().toString(), u"World of Warcraft"_s);
    QCOMPARE(wow.data(ui::QueueModel::SecondLineRole).toString(), u"wow · 11.0.2.1 · us eu"_s);
    QVERIFY(model.index(2).data(ui::QueueModel::SecondLineRole).toString().contains(u"zzzkey"_s));
    QCOMPARE(model.index(2).data().toString(), u"zzz"_s);
    QSignalSpy changed(&model, &ui::ProductModel::favouritesChanged);
    model.toggleFavourite(u"fenris"_s);
    QCOMPARE(model.index(1).data(ui::ProductModel::RankRole).toInt(), 0);
    QCOMPARE(changed.size(), 1);
    model.toggleFavourite(u"fenris"_s);
    QCOMPARE(model.favourites(), QStringList());
    // Versions that come later change no row.
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setProducts({product(u"wow"_s, u"11.0.3.1"_s), product(u"fenris"_s), product(u"zzz"_s)});
    QCOMPARE(reset.size(), 0);
    QVERIFY(wow.data(ui::QueueModel::SecondLineRole).toString().contains(u"11.0.3.1"_s));
}

void tst_BrowseModels::productsFiltered_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("withVendors");
    QTest::addColumn<QStringList>("codes");

    QTest::newRow("all") << QString() << false
                         << QStringList{u"s2"_s, u"w3"_s, u"fenris"_s, u"wow"_s, u"wow_classic"_s};
    QTest::newRow("by name, any case")
        << u"WARCRAFT"_s << false << QStringList{u"w3"_s, u"wow"_s, u"wow_classic"_s};
    QTest::newRow("by code") << u"fen"_s << false << QStringList{u"fenris"_s};
    QTest::newRow("several words") << u"classic world"_s << false << QStringList{u"wow_classic"_s};
    QTest::newRow("vendors") << u"fen"_s << true << QStringList{u"fenris"_s, u"fenrisvendor1"_s};
    QTest::newRow("a vendor's by its whole code")
        << u"fenrisvendor1"_s << false << QStringList{u"fenrisvendor1"_s};
}

/// Favourites first, then what was used, then the others by name.
void tst_BrowseModels::productsFiltered()
{
    QFETCH(const QString, text);
    QFETCH(const bool, withVendors);
    ui::ProductModel model;
    ui::ProductProxy proxy;
    proxy.setSourceModel(&model);
    model.setProducts({product(u"fenris"_s), product(u"fenrisvendor1"_s), product(u"s2"_s), product(u"w3"_s),
                       product(u"wow"_s), product(u"wow_classic"_s)});
    model.setFavourites({u"s2"_s});
    model.setRecent({u"w3"_s});
    proxy.setText(text);
    proxy.setVendorShown(withVendors);
    QTEST(shownCodes(proxy), "codes");
}

void tst_BrowseModels::vendors_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("isVendor");

    for (const char *code : {"wow", "wow_classic_era", "fenris", "s2", "agent", "wow_classic_beta", "zeus"})
        QTest::newRow(code) << QString::fromLatin1(code) << false;
    for (const char *code : {"fenrisvendor1", "auksvendor", "gryphondev", "wowv2", "wowe1", "wowdev"})
        QTest::newRow(code) << QString::fromLatin1(code) << true;
}

void tst_BrowseModels::vendors()
{
    QFETCH(const QString, code);
    QTEST(catalog::isVendorProduct(code), "isVendor");
}

void tst_BrowseModels::builds()
{
    ProductEntry wow = product(u"wow"_s);
    wow.builds = {versionRow("us", 1, "2.0"), versionRow("eu", 1, "2.0"), versionRow("cn", 2, "1.9")};
    const QList<catalog::BuildRecord> known{seen(u"wow"_s, versionRow("us", 3, "1.8"), QDate(2026, 1, 2)),
                                            seen(u"wow"_s, versionRow("us", 1, "2.0"), QDate(2026, 3, 1)),
                                            seen(u"wow"_s, versionRow("us", 4, ""), QDate(2026, 2, 2)),
                                            seen(u"s2"_s, versionRow("us", 5, "5.0"), QDate(2026, 2, 2))};
    QStringList all;
    for (const ui::BuildChoice &choice : ui::buildChoices(wow, u"us"_s, known))
        all << choice.text.section(u' ', 0, 0) + u'=' + choice.build.left(2);
    QCOMPARE(all, (QStringList{u"2.0="_s, u"1.9=02"_s, u"04000000=04"_s, u"1.8=03"_s}));
    // Before the versions are there, the region's current one can be chosen all the same.
    const auto early = ui::buildChoices(product(u"wow"_s), u"us"_s, {});
    QCOMPARE(early.size(), 1);
    QVERIFY(early.first().build.isEmpty());
}

void tst_BrowseModels::totals_data()
{
    QTest::addColumn<ui::CheckedTotals>("totals");
    QTest::addColumn<qint64>("free");
    QTest::addColumn<QStringList>("parts");

    const auto row = [](const char *name, qint64 free, const QStringList &parts, auto change) {
        ui::CheckedTotals totals;
        totals.files = 3;
        change(totals);
        QTest::newRow(name) << totals << free << parts;
    };
    row("nothing", 5, {u"Nothing is checked yet."_s}, [](ui::CheckedTotals &t) { t.files = 0; });
    row("sizes unknown", -1, {u"3 file(s) checked"_s}, [](ui::CheckedTotals &) {});
    row("sizes known in part", 100'000'000,
        {u"3 file(s) checked"_s, u"more than 2.00 MB"_s, u"100 MB free"_s},
        [](ui::CheckedTotals &t) { t.size = 2'000'000; });
    row("all known", 1'000'000,
        {u"3 file(s) checked"_s, u"2.00 MB"_s, u"1.00 MB to fetch"_s, u"1 need(s) a key that is not there"_s,
         u"2 there already"_s, u"1.00 MB free"_s, u"not enough room"_s},
        [](ui::CheckedTotals &t) {
            t.size = 2'000'000;
            t.encodedSize = 1'000'000;
            t.isSizeWhole = t.isEncodedSizeWhole = t.areKeysKnown = true;
            t.locked = 1;
            t.occupied = 2;
        });
    row("encrypted, keys not looked for", -1, {u"3 file(s) checked"_s, u"1 encrypted"_s},
        [](ui::CheckedTotals &t) { t.locked = 1; });
}

void tst_BrowseModels::totals()
{
    QFETCH(const ui::CheckedTotals, totals);
    QFETCH(const qint64, free);
    QTEST(ui::totalsText(totals, free).split(u" · "_s), "parts");
}

/// What another build has is marked by number, what only that one has is named.
void tst_BrowseModels::changes()
{
    using Key = std::uint8_t;
    const auto file = [](const char *path, std::uint32_t id, Key key) {
        return SampleTree::File{path, id, {}, {}, {}, {}, {}, key};
    };
    const auto before =
        std::make_shared<const SampleTree>(Files{file("same", 1, 1), file("a/changed", 2, 2),
                                                 file("gone/b", 3, 3), file("gone/a", 4, 4), file("", 9, 9)});
    const auto after = std::make_shared<const SampleTree>(
        Files{file("a/new", 5, 5), file("SAME", 1, 1), file("a/changed", 2, 7), file("", 9, 8)});
    const TreeIndex index(*after);
    const ui::FileChanges changes = ui::changesIn(index, catalog::TreeComparison(before, after));
    const auto names = [&](const ui::FileChanges::Files &files) {
        QStringList all;
        for (TreeIndex::File number = 0; number < index.files(); ++number) {
            if ((*files)[number])
                all << QString::fromStdString(index.path(number));
        }
        return all.join(u' ');
    };
    QCOMPARE(names(changes.added), u"a/new"_s);
    QCOMPARE(names(changes.changed), u"a/changed unknown/9"_s);
    QCOMPARE(names(changes.either), u"a/changed a/new unknown/9"_s);
    QCOMPARE(changes.removed, (QStringList{u"gone/a"_s, u"gone/b"_s}));
    QCOMPARE(changes.addedCount, 1);
    QCOMPARE(changes.changedCount, 2);
    QCOMPARE(changes.removedCount, 2);
}

void tst_BrowseModels::previews_data()
{
    using Kind = ui::PreviewContent::Kind;
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isWhole");
    QTest::addColumn<Kind>("kind");

    const QByteArray picture = png({20, 10});
    QTest::newRow("nothing") << QByteArray() << true << Kind::Empty;
    QTest::newRow("text") << QByteArray("## Interface\r\n\tline") << true << Kind::Text;
    QTest::newRow("text, not ASCII") << u"Überall 中文"_s.toUtf8() << true << Kind::Text;
    QTest::newRow("text, cut in a character") << u"中文"_s.toUtf8().chopped(1) << false << Kind::Text;
    QTest::newRow("the same, and that is all") << u"中文"_s.toUtf8().chopped(1) << true << Kind::Hex;
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe"
                                          "a\0b\0",
                                          6)
                            << true << Kind::Text;
    QTest::newRow("zero bytes") << QByteArray("ab\0cd", 5) << true << Kind::Hex;
    QTest::newRow("picture") << picture << true << Kind::Image;
    QTest::newRow("picture, cut") << picture.chopped(10) << false << Kind::Hex;
    QTest::newRow("picture, damaged") << picture.left(40) << true << Kind::Hex;
    QTest::newRow("a drawing is text")
        << QByteArray("<svg xmlns=\"http://www.w3.org/2000/svg\"/>") << true << Kind::Text;
}

void tst_BrowseModels::previews()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, isWhole);
    const ui::PreviewContent content = ui::previewContent(bytes, isWhole);
    QTEST(content.kind, "kind");
    if (content.kind == ui::PreviewContent::Kind::Image)
        QCOMPARE(content.imageSize, QSize(20, 10));
    // Of a large file a part is enough, and its size is told.
    const ui::PreviewContent large = ui::previewContent(QByteArray(2 << 20, 'x'), false);
    QVERIFY(large.shown < (2 << 20));
    QCOMPARE(large.text.size(), large.shown);
}

void tst_BrowseModels::hexDumps()
{
    QCOMPARE(ui::hexDump({}), QString());
    QCOMPARE(ui::hexDump(QByteArray("A\x01\xff", 3)),
             QString(u"00000000  41 01 ff "_s + QString(5 * 3 + 1 + 8 * 3, u' ') + u" |A..|\n"_s));
    QCOMPARE(ui::hexDump(QByteArray(17, '0')).count(u'\n'), 2);
}

SLUICE_GUI_TEST(tst_BrowseModels)
#include "tst_browsemodels.moc"
