#include "core/catalog/buildchoice.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using catalog::BuildRecord;
using catalog::BuildWish;
using core::ErrorKind;

namespace {

const blte::Digest kOther{0x77, 0x01};

tact::VersionRow row(const char *region, std::uint8_t number)
{
    tact::VersionRow row;
    row.region = region;
    row.buildConfig = {number, 0x01};
    row.cdnConfig = {number, 0x02};
    row.buildId = 50000u + number;
    row.versionName = "1.15.8." + std::to_string(50000 + number);
    return row;
}

tact::VersionTable today()
{
    tact::VersionTable table;
    table.rows = {row("eu", 7), row("us", 8)};
    return table;
}

/// A build of last month, and one of another product.
QList<BuildRecord> known()
{
    const QDateTime then = QDateTime::fromString(u"2026-10-01T00:00:00Z"_s, Qt::ISODate);
    return {{u"wow"_s, row("eu", 3), then, then, false},
            {u"wow"_s, row("us", 4), then, then, false},
            {u"d4"_s, row("us", 5), then, then, true}};
}

QString hexOf(const blte::Digest &digest)
{
    return QString::fromStdString(blte::toHex(digest));
}

} // namespace

class tst_BuildChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chooses_data();
    void chooses();
    void usualRegion();
    void refuses_data();
    void refuses();
    void aCdnConfigOfTheUsers();
    void complete();
    void hosts();
};

void tst_BuildChoice::chooses_data()
{
    QTest::addColumn<QString>("build");
    QTest::addColumn<QString>("region");
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("told"); ///< part of a warning; empty: none
    QTest::newRow("the usual region's") << QString() << QString() << 8 << QString();
    QTest::newRow("a region's") << QString() << u"eu"_s << 7 << QString();
    QTest::newRow("a region as build") << u"eu"_s << QString() << 7 << QString();
    QTest::newRow("config") << hexOf(row("us", 8).buildConfig) << QString() << 8 << QString();
    QTest::newRow("config, upper case")
        << hexOf(row("eu", 7).buildConfig).toUpper() << QString() << 7 << QString();
    QTest::newRow("config of an old build") << hexOf(row("eu", 3).buildConfig) << QString() << 3 << QString();
    QTest::newRow("version") << u"1.15.8.50007"_s << QString() << 7 << QString();
    QTest::newRow("build id of an old build") << u"50004"_s << QString() << 4 << QString();
    QTest::newRow("config nobody named") << hexOf(kOther) << QString() << 8 << u"--cdn-config"_s;
}

void tst_BuildChoice::chooses()
{
    QFETCH(QString, build);
    QFETCH(QString, region);
    QFETCH(int, number);
    QFETCH(QString, told);
    const auto chosen = catalog::chooseBuild({u"wow"_s, build, region, {}}, today(), known());
    QVERIFY2(chosen.has_value(), chosen ? "" : qPrintable(chosen.error().detail));
    QCOMPARE(int(chosen->row.cdnConfig[0]), number);
    if (told.isEmpty())
        QCOMPARE(int(chosen->row.buildConfig[0]), number);
    else
        QVERIFY(chosen->row.buildConfig == kOther);
    QCOMPARE(chosen->warnings.isEmpty(), told.isEmpty());
    QVERIFY(chosen->warnings.join(u'\n').contains(told));
}

/// Where one that was named would be an error.
void tst_BuildChoice::usualRegion()
{
    BuildWish wish{u"wow"_s, {}, {}, {}, u"eu"_s};
    auto chosen = catalog::chooseBuild(wish, today(), known());
    QVERIFY(chosen);
    QCOMPARE(int(chosen->row.buildConfig[0]), 7);
    QVERIFY(chosen->warnings.isEmpty());
    wish.usualRegion = u"kr"_s;
    chosen = catalog::chooseBuild(wish, today(), known());
    QVERIFY(chosen);
    QCOMPARE(chosen->warnings.size(), 1);
    QVERIFY2(chosen->warnings.first().contains(u"kr"_s), qPrintable(chosen->warnings.first()));
}

void tst_BuildChoice::refuses_data()
{
    QTest::addColumn<BuildWish>("wish");
    QTest::addColumn<bool>("isAnswered");
    QTest::addColumn<QString>("told");
    QTest::newRow("a region that is not there")
        << BuildWish{u"wow"_s, {}, u"cn"_s, {}} << true << u"eu, us"_s;
    QTest::newRow("a version nobody named")
        << BuildWish{u"wow"_s, u"9.9.9"_s, {}, {}} << true << u"1.15.8.50008"_s;
    QTest::newRow("another product's build")
        << BuildWish{u"wow"_s, u"50005"_s, {}, {}} << true << u"known are"_s;
    QTest::newRow("the current one, nobody answers")
        << BuildWish{u"wow"_s, {}, {}, {}} << false << u"names a build"_s;
    QTest::newRow("a hash, nobody answers")
        << BuildWish{u"wow"_s, hexOf(kOther), {}, {}} << false << u"--cdn-config"_s;
}

void tst_BuildChoice::refuses()
{
    QFETCH(BuildWish, wish);
    QFETCH(bool, isAnswered);
    QFETCH(QString, told);
    const auto chosen = catalog::chooseBuild(wish, isAnswered ? today() : tact::VersionTable(), known());
    QVERIFY(!chosen);
    QCOMPARE(core::name(chosen.error().kind), core::name(ErrorKind::BuildUnknown));
    QVERIFY2(chosen.error().detail.contains(told), qPrintable(chosen.error().detail));
}

/// Only CN builds: the first row is taken, and that is said.
void tst_BuildChoice::aCdnConfigOfTheUsers()
{
    tact::VersionTable table;
    table.rows = {row("cn", 9)};
    auto chosen = catalog::chooseBuild({u"wow"_s, {}, {}, {}}, table, {});
    QVERIFY(chosen.has_value());
    QCOMPARE(int(chosen->row.buildConfig[0]), 9);
    QCOMPARE(chosen->warnings.size(), 1);
    chosen = catalog::chooseBuild({u"wow"_s, {}, u"cn"_s, kOther}, table, {});
    QVERIFY(chosen.has_value() && chosen->warnings.isEmpty());
    QVERIFY(chosen->row.cdnConfig == kOther);
}

void tst_BuildChoice::complete()
{
    const BuildWish wish{u"wow"_s, hexOf(kOther), {}, blte::Digest{1}};
    QVERIFY(wish.isComplete());
    QVERIFY(!(BuildWish{u"wow"_s, u"1.2.3"_s, {}, blte::Digest{1}}).isComplete());
    const auto chosen = catalog::chooseBuild(wish, {}, {});
    QVERIFY(chosen.has_value() && chosen->warnings.isEmpty());
    QVERIFY(chosen->row.buildConfig == kOther && chosen->row.cdnConfig == blte::Digest{1});
}

void tst_BuildChoice::hosts()
{
    tact::CdnTable table;
    QVERIFY(!catalog::chooseCdn(u"wow"_s, u"us"_s, table));
    table.rows = {{"eu", "tpr/wow", "", {}}, {"us", "tpr/wowus", "", {}}};
    QCOMPARE(catalog::chooseCdn(u"wow"_s, u"us"_s, table)->row.folder, "tpr/wowus");
    QVERIFY(catalog::chooseCdn(u"wow"_s, {}, table)->warnings.isEmpty());
    const auto other = catalog::chooseCdn(u"wow"_s, u"kr"_s, table);
    QCOMPARE(other->row.folder, "tpr/wow");
    QCOMPARE(other->warnings.size(), 1);
}

SLUICE_TEST(tst_BuildChoice)
#include "tst_buildchoice.moc"
