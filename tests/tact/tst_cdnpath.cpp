#include "core/hex.h"
#include "core/tact/cdnpath.h"
#include "tests/support/testmain.h"

#include <QTest>

using tact::CdnPath;

namespace {

const QString kHash = QStringLiteral("0017a402f556fbece46c38dc431a2c9b");

} // namespace

class tst_CdnPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
};

void tst_CdnPath::parses_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QString>("rest");
    QTest::addColumn<CdnPath::Kind>("kind");
    QTest::addColumn<bool>("isIndex");
    using Kind = CdnPath::Kind;
    const auto row = [](const char *title, const char *prefix, const char *folder, Kind kind,
                        bool isIndex = false) {
        QTest::newRow(title) << QString::fromLatin1(prefix) << QString::fromLatin1(folder) << kind << isIndex;
    };
    row("data", "/tpr/wow/", "data", Kind::Data);
    row("config", "/tpr/wow/", "config", Kind::Config);
    row("patch", "/tpr/wow/", "patch", Kind::Patch);
    row("index", "/tpr/wow/", "data", Kind::Data, true);
    row("patch index", "/tpr/wow/", "patch", Kind::Patch, true);
    row("case of the product", "/tpr/Hero-Live-a/", "data", Kind::Data);
    row("another segment", "/tpr/prov3/2/", "data", Kind::Data);
    row("not tpr", "/agent/Agent-Redists-Live/", "data", Kind::Data);
    row("nothing before", "", "data", Kind::Data);
    row("product config", "/tpr/configs/", "data", Kind::Config);
}

void tst_CdnPath::parses()
{
    QFETCH(QString, prefix);
    QFETCH(QString, rest);
    QFETCH(CdnPath::Kind, kind);
    QFETCH(bool, isIndex);
    const QString path =
        rest + QStringLiteral("/00/17/") + kHash + (isIndex ? QStringLiteral(".index") : QString());
    const auto parsed = tact::parseCdnPath(QString(prefix + path).toStdString());
    QVERIFY(parsed);
    QCOMPARE(int(parsed->kind), int(kind));
    QCOMPARE(core::hex(parsed->hash), kHash);
    QCOMPARE(parsed->isIndex, isIndex);
    if (!prefix.contains(u"configs"))
        QCOMPARE(QString::fromStdString(tact::toPath(*parsed)), path);
}

void tst_CdnPath::refuses_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("empty") << QString();
    QTest::newRow("file") << QStringLiteral("/a/b/c/file.zip");
    QTest::newRow("hash alone") << kHash;
    QTest::newRow("other folder") << QStringLiteral("/tpr/wow/other/00/17/") + kHash;
    QTest::newRow("upper-case folder") << QStringLiteral("/tpr/wow/Data/00/17/") + kHash;
    QTest::newRow("filed wrongly") << QStringLiteral("/tpr/wow/data/17/00/") + kHash;
    QTest::newRow("one level") << QStringLiteral("/tpr/wow/data/00/") + kHash;
    QTest::newRow("too short") << QStringLiteral("/tpr/wow/data/00/17/") + kHash.chopped(1);
    QTest::newRow("too long") << QStringLiteral("/tpr/wow/data/00/17/") + kHash + u'0';
    QTest::newRow("no hex") << QStringLiteral("/tpr/wow/data/00/17/") + kHash.chopped(1) + u'g';
    QTest::newRow("other extension") << QStringLiteral("/tpr/wow/data/00/17/") + kHash +
                                            QStringLiteral(".idx");
    QTest::newRow("folder") << QStringLiteral("/tpr/wow/data/00/17/") + kHash + u'/';
    QTest::newRow("not ASCII") << QStringLiteral("/tpr/wow/data/00/17/") + kHash.chopped(1) + QChar(0x0660);
}

void tst_CdnPath::refuses()
{
    QFETCH(QString, path);
    QVERIFY(!tact::parseCdnPath(path.toStdString()));
}

SLUICE_TEST(tst_CdnPath)
#include "tst_cdnpath.moc"
