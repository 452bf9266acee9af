#include "core/tact/buildinfo.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace {

constexpr const char *kHeader =
    "Branch!STRING:0|Active!DEC:1|Build Key!HEX:16|CDN Key!HEX:16|Install Key!HEX:16|IM Size!DEC:4|"
    "CDN Path!STRING:0|CDN Hosts!STRING:0|CDN Servers!STRING:0|Tags!STRING:0|Armadillo!STRING:0|"
    "Last Activated!STRING:0|Version!STRING:0|KeyRing!HEX:16|Product!STRING:0\n";
constexpr const char *kEra =
    "eu|1|0123456789abcdef0123456789abcdef|fedcba9876543210fedcba9876543210|||tpr/wow|a.example b.example|"
    "http://a.example/?maxhosts=4|Windows x86_64 EU? enUS speech?:Windows x86_64 EU? enUS text?||"
    "2026-11-01T10:00:00Z|1.15.8.64272|3ca57fe7319a297346440e4d2a03a0cd|wow_classic_era\n";
constexpr const char *kOld =
    "us|0|11111111111111111111111111111111|22222222222222222222222222222222|||tpr/wow|||||"
    "|1.14.0.1||WOW_classic\n";

std::string joined(std::initializer_list<const char *> parts)
{
    std::string text;
    for (const char *part : parts)
        text += part;
    return text;
}

} // namespace

class tst_BuildInfo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsRows()
    {
        const auto info = tact::parseBuildInfo(joined({kHeader, kEra, kOld}));
        QVERIFY(info);
        QCOMPARE(info->rows.size(), std::size_t(2));
        const tact::InstalledBuild &era = info->rows[0];
        QCOMPARE(era.product, std::string("wow_classic_era"));
        QCOMPARE(era.branch, std::string("eu"));
        QVERIFY(era.isActive);
        QCOMPARE(blte::toHex(era.buildConfig), std::string("0123456789abcdef0123456789abcdef"));
        QCOMPARE(blte::toHex(*era.cdnConfig), std::string("fedcba9876543210fedcba9876543210"));
        QCOMPARE(blte::toHex(*era.keyRing), std::string("3ca57fe7319a297346440e4d2a03a0cd"));
        QCOMPARE(era.version, std::string("1.15.8.64272"));
        QVERIFY(era.tags.starts_with("Windows x86_64"));
        const tact::InstalledBuild &old = info->rows[1];
        QVERIFY(!old.isActive);
        QCOMPARE(old.product, std::string("wow_classic"));
        QVERIFY(!old.keyRing);
        QVERIFY(old.armadillo.empty());
    }

    void oldTablesLackColumns()
    {
        const auto info = tact::parseBuildInfo(
            "Branch!STRING:0|Build Key!HEX:16|CDN Key!HEX:16\nus|0123456789abcdef0123456789abcdef|\n");
        QVERIFY(info);
        QCOMPARE(info->rows.size(), std::size_t(1));
        QVERIFY(info->rows[0].isActive);
        QVERIFY(info->rows[0].product.empty());
        QVERIFY(!info->rows[0].cdnConfig);
    }

    void aRowWithoutAKeyIsToldByItsLine()
    {
        const auto info = tact::parseBuildInfo(joined({kHeader, "us|1|01234||||\n", kEra}));
        QVERIFY(info);
        QCOMPARE(info->rows.size(), std::size_t(1));
        QCOMPARE(info->warnings.count(), std::size_t(1));
        QCOMPARE(info->warnings.first().front().row, std::uint64_t(2));
    }

    void recognised_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("is");
        QTest::newRow("whole") << QByteArray(kHeader) + kEra << true;
        QTest::newRow("header only") << QByteArray(kHeader) << true;
        QTest::newRow("with mark") << "\xEF\xBB\xBF" + QByteArray(kHeader) << true;
        QTest::newRow("comment first") << "## nothing\r\n\r\n" + QByteArray(kHeader) << true;
        QTest::newRow("other case") << QByteArray("branch!string:0|BUILD KEY!hex:16\n") << true;
        QTest::newRow("versions") << QByteArray("Region!STRING:0|BuildConfig!HEX:16\nus|00\n") << false;
        QTest::newRow("a word") << QByteArray("Build Key") << false;
        QTest::newRow("prose") << QByteArray("the Build Key | of a game") << false;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("link") << QByteArray("http://a.example/x\n") << false;
    }
    void recognised()
    {
        QFETCH(QByteArray, text);
        QTEST(tact::looksLikeBuildInfo({text.constData(), static_cast<std::size_t>(text.size())}), "is");
    }

    void otherTablesAreRefused()
    {
        const auto info = tact::parseBuildInfo("Region!STRING:0|BuildConfig!HEX:16\nus|00\n");
        QVERIFY(!info);
        QCOMPARE(info.error().kind, tact::FaultKind::NotThisFormat);
        QVERIFY(!tact::parseBuildInfo("<html>"));
    }

    /// Cut anywhere, it is what is left of it, or a fault.
    void cutAnywhere()
    {
        const std::string text = joined({kHeader, kEra, kOld});
        for (std::size_t size = 0; size <= text.size(); ++size) {
            const auto info = tact::parseBuildInfo(std::string_view(text).substr(0, size));
            QVERIFY(!info || info->rows.size() <= 2);
        }
    }
};

SLUICE_TEST(tst_BuildInfo)
#include "tst_buildinfo.moc"
