#include "core/catalog/mirrortables.h"

#include "core/bytes.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace catalog;

/// The tables that a mirror writes are those that the parsers read.
class tst_MirrorTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestFirst();
    void replaced();
    void ofDamagedTables();
    void cdns();
    void summary();
    void builds();
    void damagedBuilds();
    void firstBuildStandsFirst();
};

namespace {

tact::VersionRow rowOf(const char *region, std::uint8_t number)
{
    tact::VersionRow row;
    row.region = region;
    row.buildConfig.fill(number);
    row.cdnConfig.fill(static_cast<std::uint8_t>(number + 100));
    row.buildId = 1000u + number;
    row.versionName = "1.0." + std::to_string(number);
    return row;
}

tact::VersionTable parsed(const QByteArray &versions)
{
    return tact::parseVersions(core::textOf(versions)).value();
}

} // namespace

void tst_MirrorTables::newestFirst()
{
    tact::VersionRow full = rowOf("us", 1);
    full.keyRing = blte::Digest{1, 2};
    full.productConfig = blte::Digest{3, 4};
    const QByteArray first = withBuild({}, full, 7);
    const QByteArray both = withBuild(first, rowOf("us", 2), 5);
    const tact::VersionTable table = parsed(both);
    QVERIFY(table.warnings.count() == 0);
    QCOMPARE(table.rows.size(), 2u);
    QCOMPARE(table.rows[0].buildConfig, rowOf("us", 2).buildConfig);
    QVERIFY(!table.rows[0].keyRing);
    QCOMPARE(table.rows[1].buildConfig, full.buildConfig);
    QCOMPARE(table.rows[1].cdnConfig, full.cdnConfig);
    QCOMPARE(table.rows[1].keyRing, full.keyRing);
    QCOMPARE(table.rows[1].productConfig, full.productConfig);
    QCOMPARE(table.rows[1].buildId, full.buildId);
    QCOMPARE(table.rows[1].versionName, full.versionName);
    QCOMPARE(table.sequenceNumber, std::optional<std::uint64_t>(7)); // it never goes down
}

void tst_MirrorTables::replaced()
{
    QByteArray versions = withBuild({}, rowOf("us", 1), {});
    versions = withBuild(versions, rowOf("eu", 1), {});
    tact::VersionRow moved = rowOf("us", 1);
    moved.cdnConfig.fill(9);
    versions = withBuild(versions, moved, {});
    const tact::VersionTable table = parsed(versions);
    QCOMPARE(table.rows.size(), 2u);
    QCOMPARE(table.rows[0].cdnConfig, moved.cdnConfig);
    QCOMPARE(table.rows[1].region, std::string("eu"));
}

/// What was there and cannot be read is written anew.
void tst_MirrorTables::ofDamagedTables()
{
    for (const char *damaged : {"", "<html>", "Region!STRING:0\n"}) {
        QCOMPARE(parsed(withBuild(damaged, rowOf("us", 1), 3)).rows.size(), 1u);
        QVERIFY(tact::parseSummary(core::textOf(withProduct(damaged, QStringLiteral("wow"), 3))));
    }
}

void tst_MirrorTables::cdns()
{
    QByteArray versions = withBuild({}, rowOf("us", 1), 4);
    versions = withBuild(versions, rowOf("us", 2), {});
    versions = withBuild(versions, rowOf("eu", 2), {});
    const auto table = tact::parseCdns(
        core::textOf(cdnsText(versions, QStringLiteral("tpr/wow"), QStringLiteral("tpr/configs/data"))));
    QVERIFY(table.has_value());
    QCOMPARE(table->rows.size(), 2u);
    QCOMPARE(table->sequenceNumber, std::optional<std::uint64_t>(4));
    for (const tact::CdnRow &row : table->rows) {
        QCOMPARE(row.folder, std::string("tpr/wow"));
        QCOMPARE(row.configFolder, std::string("tpr/configs/data"));
        QVERIFY(row.servers.empty());
    }
}

void tst_MirrorTables::summary()
{
    QByteArray text = withProduct({}, QStringLiteral("wow"), 5);
    text = withProduct(text, QStringLiteral("d4"), 9);
    text = withProduct(text, QStringLiteral("wow"), 6);
    const auto table = tact::parseSummary(core::textOf(text));
    QVERIFY(table.has_value());
    QCOMPARE(table->sequenceNumber, std::optional<std::uint64_t>(9));
    QStringList rows;
    for (const tact::SummaryRow &row : table->rows) {
        rows << QStringLiteral("%1 %2 %3")
                    .arg(QString::fromStdString(row.product))
                    .arg(row.sequenceNumber)
                    .arg(static_cast<int>(row.kind));
    }
    rows.sort();
    QCOMPARE(rows, (QStringList{QStringLiteral("d4 9 0"), QStringLiteral("d4 9 1"), QStringLiteral("wow 6 0"),
                                QStringLiteral("wow 6 1")}));
}

namespace {

QList<MirroredBuild> twoBuilds()
{
    MirroredBuild whole{QStringLiteral("wow"), rowOf("us", 1), 7, {}, {}};
    whole.place.folder = QStringLiteral("tpr/wow");
    whole.place.configFolder = QStringLiteral("tpr/configs/data");
    MirroredBuild part{QStringLiteral("d4"), rowOf("eu", 2), {}, {}, {}};
    part.row.keyRing = blte::Digest{1, 2, 3};
    part.place.folder = QStringLiteral("tpr/fenris");
    part.place.armadillo = QStringLiteral("somekey");
    part.selection = MirroredSelection{blte::Digest{4}, {{blte::Digest{5}, 100}, {blte::Digest{6}, 0}}};
    return {whole, part};
}

} // namespace

void tst_MirrorTables::builds()
{
    const auto back = mirroredBuildsFrom(toBytes(twoBuilds()));
    QVERIFY(back.has_value());
    QCOMPARE(back->size(), 2);
    const MirroredBuild &whole = back->at(0);
    QCOMPARE(whole.product, QStringLiteral("wow"));
    QCOMPARE(whole.row.buildConfig, rowOf("us", 1).buildConfig);
    QCOMPARE(whole.row.versionName, std::string("1.0.1"));
    QCOMPARE(whole.sequenceNumber, std::optional<quint64>(7));
    QCOMPARE(whole.place.configFolder, QStringLiteral("tpr/configs/data"));
    QVERIFY(!whole.selection);
    const MirroredBuild &part = back->at(1);
    QCOMPARE(part.place.armadillo, QStringLiteral("somekey"));
    QCOMPARE(part.row.keyRing, std::optional(blte::Digest{1, 2, 3}));
    QVERIFY(part.selection && part.selection->cdnConfig == blte::Digest{4});
    QCOMPARE(part.selection->objects.size(), std::size_t(2));
    QCOMPARE(part.selection->objects[0].key, blte::Digest{5});
    QCOMPARE(part.selection->objects[0].encodedSize, 100u);
}

void tst_MirrorTables::damagedBuilds()
{
    const QByteArray bytes = toBytes(twoBuilds());
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const auto builds = mirroredBuildsFrom(bytes.first(size));
        QVERIFY(!builds);
        QCOMPARE(builds.error().kind, core::ErrorKind::RecordUnreadable);
    }
    QVERIFY(!mirroredBuildsFrom(bytes + 'x'));
}

void tst_MirrorTables::firstBuildStandsFirst()
{
    const QTemporaryDir dir;
    QList<MirroredBuild> builds = twoBuilds();
    builds[1] = builds[0];
    builds[1].row = rowOf("us", 2);
    QVERIFY(closeMirror(dir.path(), toBytes(builds), nullptr));
    QFile file(dir.filePath(QStringLiteral("v2/products/wow/versions")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const tact::VersionTable table = parsed(file.readAll());
    QCOMPARE(table.rows.size(), std::size_t(2));
    QCOMPARE(table.rows[0].buildConfig, rowOf("us", 1).buildConfig);
    QVERIFY(QFile::exists(dir.filePath(QStringLiteral("v2/summary"))));
    QVERIFY(!closeMirror(dir.path(), "nonsense", nullptr));
}

SLUICE_TEST(tst_MirrorTables)
#include "tst_mirrortables.moc"
