#include "core/catalog/buildrecord.h"

#include "tests/catalog/serviceanswers.h"
#include "tests/support/testmain.h"

#include <QTest>

using catalog::BuildRecord;

namespace {

const QString kProduct = QStringLiteral("wow");

tact::VersionTable tableOf(const QByteArray &text)
{
    return tact::parseVersions({text.constData(), static_cast<std::size_t>(text.size())}).value();
}

QDateTime day(int number)
{
    return QDateTime(QDate(2026, 11, number), QTime(12, 0), Qt::UTC);
}

QList<BuildRecord> usual()
{
    return catalog::merged({}, kProduct, tableOf(answers::versions(1)), day(1));
}

} // namespace

class tst_BuildRecord : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreRemembered();
    void sameBuildGetsTheNewDate();
    void otherProductsStay();
    void textAndBack();
    void brokenLinesAreLeftOut();
    void matching_data();
    void matching();
    void installedOnesAreAdded();
    void newestFirst();
};

void tst_BuildRecord::rowsAreRemembered()
{
    const auto builds = usual();
    QCOMPARE(builds.size(), 2);
    QCOMPARE(builds[0].product, kProduct);
    QCOMPARE(QString::fromStdString(builds[0].row.region), QStringLiteral("us"));
    QCOMPARE(builds[0].firstSeen, day(1));
    QVERIFY(builds[0].isCurrent && builds[1].isCurrent);
}

/// What a version service said is not replaced by what lies in some folder.
void tst_BuildRecord::installedOnesAreAdded()
{
    tact::InstalledBuild build;
    build.product = "wow";
    build.branch = "eu";
    build.version = "1.2.3";
    build.buildConfig[0] = 7;
    build.cdnConfig = blte::Digest{8};
    tact::InstalledBuild known = build;
    known.buildConfig = usual().first().row.buildConfig;
    tact::InstalledBuild noCdn = build;
    noCdn.buildConfig[0] = 9;
    noCdn.cdnConfig.reset();
    tact::InstalledBuild noProduct = build;
    noProduct.buildConfig[0] = 10;
    noProduct.product = "../etc";
    const auto builds = catalog::withInstalled(usual(), {build, known, noCdn, noProduct, build}, day(5));
    QCOMPARE(builds.size(), usual().size() + 1);
    const BuildRecord &added = builds.last();
    QCOMPARE(added.product, kProduct);
    QCOMPARE(added.row.region, std::string("eu"));
    QCOMPARE(added.row.versionName, std::string("1.2.3"));
    QCOMPARE(added.row.cdnConfig, blte::Digest{8});
    QVERIFY(!added.isCurrent);
    QCOMPARE(added.firstSeen, day(5));
    QCOMPARE(builds.first().row.cdnConfig, usual().first().row.cdnConfig);
    QVERIFY(builds.first().isCurrent);
}

void tst_BuildRecord::newestFirst()
{
    QList<BuildRecord> builds = usual(); // the same build in two regions, or two builds
    BuildRecord older = builds.first();
    older.row.buildConfig = blte::Digest{1};
    older.lastSeen = day(1);
    BuildRecord newer = older;
    newer.row.buildConfig = blte::Digest{2};
    newer.lastSeen = day(9);
    BuildRecord elsewhere = newer;
    elsewhere.row.region = "kr";
    elsewhere.lastSeen = day(3);
    BuildRecord otherProduct = newer;
    otherProduct.product = QStringLiteral("wowt");
    otherProduct.lastSeen = day(4);
    const auto sorted = catalog::newestFirst({older, elsewhere, newer, otherProduct});
    QCOMPARE(sorted.size(), 3);
    QCOMPARE(sorted[0].row.buildConfig, blte::Digest{2});
    QCOMPARE(sorted[0].lastSeen, day(9));
    QCOMPARE(sorted[1].product, QStringLiteral("wowt"));
    QCOMPARE(sorted[2].row.buildConfig, blte::Digest{1});
}

void tst_BuildRecord::sameBuildGetsTheNewDate()
{
    QByteArray next = answers::versions(2);
    next.replace("us|be2b", "us|beef");
    const auto builds = catalog::merged(usual(), kProduct, tableOf(next), day(2));
    QCOMPARE(builds.size(), 3);
    QCOMPARE(builds[0].lastSeen, day(1)); // us, replaced
    QVERIFY(!builds[0].isCurrent);
    QCOMPARE(builds[1].firstSeen, day(1)); // eu, as before
    QCOMPARE(builds[1].lastSeen, day(2));
    QVERIFY(builds[1].isCurrent);
    QCOMPARE(builds[2].firstSeen, day(2));
    QVERIFY(builds[2].isCurrent);
}

void tst_BuildRecord::otherProductsStay()
{
    const auto builds = catalog::merged(usual(), QStringLiteral("d4"), tableOf(answers::versions(1)), day(2));
    QCOMPARE(builds.size(), 4);
    QVERIFY(builds[0].isCurrent);
    QCOMPARE(builds[0].lastSeen, day(1));
}

void tst_BuildRecord::textAndBack()
{
    const auto builds = usual();
    const auto back = catalog::buildsFromText(catalog::toText(builds));
    QCOMPARE(back.size(), builds.size());
    QCOMPARE(catalog::toText(back), catalog::toText(builds));
    QCOMPARE(back[0].row.buildId, builds[0].row.buildId);
    QCOMPARE(back[0].row.keyRing, builds[0].row.keyRing);
    QCOMPARE(back[1].row.keyRing, builds[1].row.keyRing);
    QCOMPARE(back[0].firstSeen, day(1));
}

void tst_BuildRecord::brokenLinesAreLeftOut()
{
    QByteArray text = catalog::toText(usual());
    const qsizetype whole = text.size();
    for (qsizetype size = 0; size < whole; size += 7)
        QVERIFY(catalog::buildsFromText(text.first(size)).size() < 2);
    text.prepend("nonsense\n[1,2]\n{\"product\":\"x\"}\n");
    QCOMPARE(catalog::buildsFromText(text).size(), 2);
}

void tst_BuildRecord::matching_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QStringList>("regions");
    const auto row = [](const char *wanted, const QStringList &regions) {
        QTest::newRow(wanted) << QString::fromLatin1(wanted) << regions;
    };
    const QString us = QStringLiteral("us");
    const QString eu = QStringLiteral("eu");
    row("be2bb98dc28aee05bbee519393696cdb", {us});
    row("CE2BB98DC28AEE05BBEE519393696CDB", {eu});
    row("ffffb98dc28aee05bbee519393696cdb", {});
    row("1.15.8.12346", {eu});
    row("12345", {us});
    row("us", {us});
    row("EU", {eu});
    row("kr", {});
    row("", {});
}

void tst_BuildRecord::matching()
{
    QFETCH(QString, wanted);
    QFETCH(QStringList, regions);
    QStringList found;
    for (const BuildRecord &build : catalog::matching(usual(), wanted))
        found << QString::fromStdString(build.row.region);
    QCOMPARE(found, regions);
}

SLUICE_TEST(tst_BuildRecord)
#include "tst_buildrecord.moc"
