#include "core/tact/diablo3root.h"
#include "core/tact/rootkind.h"
#include "core/tact/textroots.h"
#include "tests/support/tactroots.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"
#include "tests/tact/damage.h"

using namespace tact;
using namespace corpus;
using namespace support;

/// Roots of other games than World of Warcraft.
class tst_OtherRoots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds_data();
    void kinds();
    void starCraft();
    void overwatch_data();
    void overwatch();
    void diablo3Root();
    void diablo3Folder();
    void diablo3Assets();
    void diablo3AssetsBent();
    void diablo3Packages();
    void diablo3Paths_data();
    void diablo3Paths();
};

namespace {

const std::string kSomeKey = "0017a402f556fbece46c38dc431a2c9b";
const std::string kOtherKey = "ffeeddccbbaa99887766554433221100";

struct Found
{
    QStringList rows;
    Warnings warnings;

    VisitNamedFile visit()
    {
        return [this](std::string_view path, const blte::ContentKey &key) {
            rows << corpus::text(path) + QLatin1Char('=') + hex(key.digest).left(4);
        };
    }
};

QString textOf(const Diablo3Entry &entry)
{
    QString text = entry.asset ? QString::number(*entry.asset) : corpus::text(entry.name);
    if (entry.part)
        text += QLatin1Char('.') + QString::number(*entry.part);
    return text;
}

} // namespace

void tst_OtherRoots::kinds_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, const QByteArray &bytes, RootKind kind) {
        QTest::newRow(name) << bytes << int(kind);
    };
    const QByteArray more(60, '\1');
    row("wow", "TSFM" + more, RootKind::Wow);
    row("TVFS", "TVFS" + more, RootKind::Tvfs);
    row("Diablo 3", "\xC4\xD0\x07\x80" + more, RootKind::Diablo3);
    row("MNDX", "MNDX" + more, RootKind::Mndx);
    row("zlib", "\x78\xDA" + more, RootKind::Packed);
    row("Overwatch", "#MD5|CHUNK_ID|FILENAME|INSTALLPATH\r\n" + more, RootKind::Overwatch);
    row("StarCraft", "rez/a.dat|" + QByteArray::fromStdString(kSomeKey) + "\r\n" + more, RootKind::StarCraft);
    row("old wow", more, RootKind::Unmarked);
    row("some text", "Some text|that is no root and has nothing else to say", RootKind::Unmarked);
    row("a small Diablo 3",
        "\xC4\xD0\x07\x80"
        "12345678",
        RootKind::Diablo3);
    row("an MD5", QByteArray::fromStdString(kSomeKey), RootKind::None);
    row("nothing", "", RootKind::None);
}

void tst_OtherRoots::kinds()
{
    QFETCH(QByteArray, bytes);
    const ByteVector content(bytes.begin(), bytes.end());
    QTEST(int(recogniseRoot(content)), "kind");
}

void tst_OtherRoots::starCraft()
{
    Found found;
    visitStarCraftRoot("rez/a b.dat|" + kSomeKey + "\r\n\r\nc|" + kOtherKey + "\nd|12\n|" + kSomeKey +
                           "\ne\nf|" + kSomeKey + "|more",
                       found.visit(), found.warnings);
    QCOMPARE(found.rows.join(u' '), QStringLiteral("rez/a b.dat=0017 c=ffee f=0017"));
    QCOMPARE(found.warnings.count(), std::size_t{3});
    QCOMPARE(quint64{found.warnings.first()[0].row}, quint64{4});
}

void tst_OtherRoots::overwatch_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("rows"); // null: refused
    QTest::addColumn<int>("warnings");
    const QByteArray a = QByteArray::fromStdString(kSomeKey);
    QTest::newRow("old") << "#MD5|CHUNK_ID|FILENAME|INSTALLPATH\r\n" + a + "|0|x/y.apm|\r\n"
                         << QStringLiteral("x/y.apm=0017") << 0;
    QTest::newRow("new") << "#FILEID|MD5|CHUNK_ID|PRIORITY|MPRIORITY|FILENAME|INSTALLPATH\n1|" + a +
                                "|0|1|2|f.cmf|p"
                         << QStringLiteral("f.cmf=0017") << 0;
    QTest::newRow("short MD5") << "#MD5|FILENAME\n0017|f\n" + a + "|g\n" + a + "\n"
                               << QStringLiteral("g=0017") << 2;
    QTest::newRow("no rows") << QByteArray("#MD5|FILENAME\n") << QStringLiteral("") << 0;
    QTest::newRow("no column") << "#MD5|NAME\n" + a + "|f" << QString() << 0;
    QTest::newRow("no header") << a + "|f" << QString() << 0;
    QTest::newRow("nothing") << QByteArray() << QString() << 0;
}

void tst_OtherRoots::overwatch()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, rows);
    Found found;
    const auto end = visitOverwatchRoot(text.toStdString(), found.visit(), found.warnings);
    QCOMPARE(end.has_value(), !rows.isNull());
    QCOMPARE(found.rows.join(u' '), rows);
    QTEST(int(found.warnings.count()), "warnings");
}

void tst_OtherRoots::diablo3Root()
{
    const ByteVector bytes = ByteBuilder()
                                 .little(0x8007D0C4, 4)
                                 .little(2, 4)
                                 .bytes(keyOf(1))
                                 .cString("Base")
                                 .bytes(keyOf(2))
                                 .cString("enUS")
                                 .done();
    QStringList names;
    const auto visit = [&](const Diablo3Entry &entry) { names << textOf(entry); };
    QVERIFY(visitDiablo3Root(bytes, visit));
    QCOMPARE(names.join(u' '), QStringLiteral("Base enUS"));
    QVERIFY(!visitDiablo3Folder(bytes, visit));
    damage::cutEverywhere(
        bytes, [&](const ByteVector &cut, std::size_t) { QVERIFY(!visitDiablo3Root(cut, visit)); });
    const auto most = visitDiablo3Root(damage::with(bytes, 4, {0xFF, 0xFF, 0xFF, 0xFF}), visit);
    QCOMPARE(int(most.error().kind), int(FaultKind::CountImpossible));
}

void tst_OtherRoots::diablo3Folder()
{
    const ByteVector bytes = madeDiablo3Folder();
    QStringList names;
    const auto visit = [&](const Diablo3Entry &entry) { names << textOf(entry); };
    QVERIFY(visitDiablo3Folder(bytes, visit));
    QCOMPARE(names.join(u' '), QStringLiteral("7 8 9.12 a.txt"));
    damage::cutEverywhere(
        bytes, [&](const ByteVector &cut, std::size_t) { QVERIFY(!visitDiablo3Folder(cut, visit)); });
}

void tst_OtherRoots::diablo3Assets()
{
    const ByteVector bytes = madeCoreToc();
    QStringList assets;
    Warnings warnings;
    const auto visit = [&](const Diablo3Asset &asset) {
        assets << QString::number(asset.asset) + QLatin1Char('=') +
                      QString::fromStdString(diablo3Path(asset, {}));
    };
    QVERIFY(visitDiablo3Assets(bytes, visit, warnings));
    QCOMPARE(assets.join(u' '),
             QStringLiteral("5=Actor\\one.acr 7=SoundBank\\two.sbk 8=SoundBank\\three.sbk"));
    QCOMPARE(warnings.count(), std::size_t{0});
}

void tst_OtherRoots::diablo3AssetsBent()
{
    const ByteVector bytes = madeCoreToc();
    const auto ignore = [](const Diablo3Asset &) {};
    // The last name without its end costs its row.
    Warnings warnings;
    QVERIFY(visitDiablo3Assets(ByteVector(bytes.begin(), bytes.end() - 1), ignore, warnings));
    QCOMPARE(warnings.count(), std::size_t{1});
    QCOMPARE(quint64{warnings.first()[0].row}, quint64{2});
    damage::cutEverywhere(bytes, [&](const ByteVector &cut, std::size_t) {
        Warnings ofCut;
        QVERIFY(!visitDiablo3Assets(cut, ignore, ofCut) || ofCut.count() > 0);
    });
    const auto most = visitDiablo3Assets(damage::with(bytes, 4, {0xFF, 0xFF, 0xFF, 0xFF}), ignore, warnings);
    QCOMPARE(int(most.error().kind), int(FaultKind::CountImpossible));
}

void tst_OtherRoots::diablo3Packages()
{
    const ByteVector bytes =
        ByteBuilder().little(0xAABB0002, 4).little(2, 4).cString("a\\0001.fsb").cString("b").done();
    QStringList names;
    const auto visit = [&](std::string_view name) { names << corpus::text(name); };
    QVERIFY(visitDiablo3Packages(bytes, visit));
    QCOMPARE(names.join(u' '), QStringLiteral("a\\0001.fsb b"));
    damage::cutEverywhere(
        bytes, [&](const ByteVector &cut, std::size_t) { QVERIFY(!visitDiablo3Packages(cut, visit)); });
}

void tst_OtherRoots::diablo3Paths_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("part"); // -1: none
    QTest::addColumn<QString>("path");
    QTest::newRow("file") << 1 << -1 << QStringLiteral("Actor\\x.acr");
    QTest::newRow("part") << 41 << 12 << QStringLiteral("SoundBank\\x\\0012.xxx");
    QTest::newRow("large part") << 41 << 12345 << QStringLiteral("SoundBank\\x\\12345.xxx");
    QTest::newRow("last kind") << 66 << -1 << QStringLiteral("Accolade\\x.aco");
    QTest::newRow("gap") << 3 << -1 << QStringLiteral("Unknown\\x.xxx");
    QTest::newRow("beyond") << 67 << -1 << QStringLiteral("Unknown\\x.xxx");
}

void tst_OtherRoots::diablo3Paths()
{
    QFETCH(int, kind);
    QFETCH(int, part);
    const Diablo3Asset asset{static_cast<std::uint32_t>(kind), 1, "x"};
    const auto number = part < 0 ? std::optional<std::uint32_t>() : static_cast<std::uint32_t>(part);
    QTEST(QString::fromStdString(diablo3Path(asset, number)), "path");
}

SLUICE_TEST(tst_OtherRoots)
#include "tst_otherroots.moc"
