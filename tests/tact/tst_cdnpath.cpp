#include "core/tact/cdnpath.h"

#include <QTest>

using core::ErrorKind;
using tact::CdnPath;

namespace {

const QString kHash = QStringLiteral("0017a402f556fbece46c38dc431a2c9b");

QString hex(const blte::Digest &digest)
{
    return QString::fromStdString(blte::toHex(digest));
}

} // namespace

class tst_CdnPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void implied_data();
    void implied();
    void mirrors_data();
    void mirrors();
    void mirrorOfNothing();
    void mirrorsOfTheUser();
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
    const auto parsed = tact::parseCdnPath(prefix + path);
    QVERIFY(parsed);
    QCOMPARE(int(parsed->kind), int(kind));
    QCOMPARE(hex(parsed->hash), kHash);
    QCOMPARE(parsed->isIndex, isIndex);
    if (!prefix.contains(u"configs"))
        QCOMPARE(tact::toPath(*parsed), path);
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
    QVERIFY(!tact::parseCdnPath(path));
}

void tst_CdnPath::implied_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("ekey");
    QTest::addColumn<QString>("ckey");
    const QString data = QStringLiteral("http://h/tpr/wow/data/00/17/") + kHash;
    const QString config = QStringLiteral("http://h/tpr/wow/config/00/17/") + kHash;
    const QString other(32, u'a');
    QTest::newRow("data") << data << kHash << QString();
    QTest::newRow("config") << config << QString() << kHash;
    QTest::newRow("product config") << QStringLiteral("http://h/tpr/configs/data/00/17/") + kHash << QString()
                                    << kHash;
    QTest::newRow("patch") << QStringLiteral("http://h/tpr/wow/patch/00/17/") + kHash << QString()
                           << QString();
    QTest::newRow("index") << data + QStringLiteral(".index") << QString() << QString();
    QTest::newRow("slice") << data + QStringLiteral("#bytes=0-9") << QString() << QString();
    QTest::newRow("slice with key") << data + QStringLiteral("#bytes=0-9&ekey=") + other << other
                                    << QString();
    QTest::newRow("explicit wins") << data + QStringLiteral("#ekey=") + other << other << QString();
    QTest::newRow("explicit content key wins")
        << config + QStringLiteral("#ckey=") + other << QString() << other;
    QTest::newRow("with a query") << data + QStringLiteral("?offset=0") << kHash << QString();
    QTest::newRow("second mirror") << QStringLiteral("http://h/x\t") + data << kHash << QString();
    QTest::newRow("plain file") << QStringLiteral("http://h/a/b.zip") << QString() << QString();
}

void tst_CdnPath::implied()
{
    QFETCH(QString, line);
    QFETCH(QString, ekey);
    QFETCH(QString, ckey);
    const auto source = tact::sourceFromText(line);
    QVERIFY(source);
    QCOMPARE(source->encodingKey ? hex(source->encodingKey->digest) : QString(), ekey);
    QCOMPARE(source->contentKey ? hex(source->contentKey->digest) : QString(), ckey);
}

void tst_CdnPath::mirrors_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("mirror"); // empty: refused
    QTest::newRow("host") << QStringLiteral("https://b") << QStringLiteral("https://b/tpr/a%20b?");
    QTest::newRow("slash") << QStringLiteral("https://b/") << QStringLiteral("https://b/tpr/a%20b");
    QTest::newRow("port, prefix") << QStringLiteral("http://b:81/x/y/")
                                  << QStringLiteral("http://b:81/x/y/tpr/a%20b");
    QTest::newRow("escaped prefix") << QStringLiteral("http://b/x%2Fy")
                                    << QStringLiteral("http://b/x%2Fy/tpr/a%20b");
    QTest::newRow("server list") << QStringLiteral("http://b/?maxhosts=4&fallback=1")
                                 << QStringLiteral("http://b/tpr/a%20b");
    QTest::newRow("itself") << QStringLiteral("http://a") << QStringLiteral("http://a/tpr/a%20b");
    QTest::newRow("no scheme") << QStringLiteral("b.example") << QString();
    QTest::newRow("other scheme") << QStringLiteral("ftp://b") << QString();
    QTest::newRow("empty") << QString() << QString();
}

void tst_CdnPath::mirrors()
{
    QFETCH(QString, base);
    QFETCH(QString, mirror);
    auto source = *tact::sourceFromText(QStringLiteral("http://a/tpr/a%20b?token=1#name=x"));
    const auto added = tact::addMirror(source, base);
    QCOMPARE(added.has_value(), !mirror.isEmpty());
    if (!added) {
        QCOMPARE(core::name(added.error().kind), QStringLiteral("SourceNotUnderstood"));
        return;
    }
    QCOMPARE(source.mirrors.last().toString(QUrl::FullyEncoded), mirror.remove(u'?'));
    const auto before = source;
    QVERIFY(tact::addMirror(source, base)); // twice is once
    QVERIFY(source == before);
}

void tst_CdnPath::mirrorOfNothing()
{
    core::Source source;
    QVERIFY(!tact::addMirror(source, QStringLiteral("http://b")).has_value());
}

void tst_CdnPath::mirrorsOfTheUser()
{
    const QStringList bases{QStringLiteral("http://b.example/x/?maxhosts=4"), QStringLiteral("no base"),
                            QStringLiteral("https://c.example:444")};
    const QString path = QStringLiteral("/tpr/wow/data/00/17/") + kHash;
    const auto shaped = tact::sourceFromText(QStringLiteral("http://a.example") + path).value();
    const QList<QUrl> all{shaped.mirrors.first(), QUrl(QStringLiteral("http://b.example/x") + path),
                          QUrl(QStringLiteral("https://c.example:444") + path)};
    const core::Source more = tact::withMirrors(shaped, bases);
    QCOMPARE(more.mirrors, all);
    QCOMPARE(more.encodingKey, shaped.encodingKey);
    QCOMPARE(tact::withMirrors(more, bases).mirrors, all);
    // Any other path may mean something else at every host.
    const auto other = tact::sourceFromText(QStringLiteral("http://a.example/setup.exe")).value();
    QCOMPARE(tact::withMirrors(other, bases).mirrors, other.mirrors);
    QVERIFY(tact::withMirrors({}, bases).mirrors.isEmpty());
}

QTEST_GUILESS_MAIN(tst_CdnPath)
#include "tst_cdnpath.moc"
