#include "core/hex.h"
#include "core/links/cdnsource.h"
#include "tests/support/testmain.h"

#include <QTest>

namespace {

const QString kHash = QStringLiteral("0017a402f556fbece46c38dc431a2c9b");

} // namespace

class tst_CdnSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void implied_data();
    void implied();
    void mirrors_data();
    void mirrors();
    void mirrorOfNothing();
    void mirrorsOfTheUser();
};

void tst_CdnSource::implied_data()
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

void tst_CdnSource::implied()
{
    QFETCH(QString, line);
    QFETCH(QString, ekey);
    QFETCH(QString, ckey);
    const auto source = links::sourceFromText(line);
    QVERIFY(source);
    QCOMPARE(source->encodingKey ? core::hex(source->encodingKey->digest) : QString(), ekey);
    QCOMPARE(source->contentKey ? core::hex(source->contentKey->digest) : QString(), ckey);
}

void tst_CdnSource::mirrors_data()
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

void tst_CdnSource::mirrors()
{
    QFETCH(QString, base);
    QFETCH(QString, mirror);
    auto source = *links::sourceFromText(QStringLiteral("http://a/tpr/a%20b?token=1#name=x"));
    const auto added = links::addMirror(source, base);
    QCOMPARE(added.has_value(), !mirror.isEmpty());
    if (!added) {
        QCOMPARE(core::name(added.error().kind), QStringLiteral("SourceNotUnderstood"));
        return;
    }
    QCOMPARE(source.mirrors.last().toString(QUrl::FullyEncoded), mirror.remove(u'?'));
    const auto before = source;
    QVERIFY(links::addMirror(source, base)); // twice is once
    QVERIFY(source == before);
}

void tst_CdnSource::mirrorOfNothing()
{
    core::Source source;
    QVERIFY(!links::addMirror(source, QStringLiteral("http://b")).has_value());
}

void tst_CdnSource::mirrorsOfTheUser()
{
    const QStringList bases{QStringLiteral("http://b.example/x/?maxhosts=4"), QStringLiteral("no base"),
                            QStringLiteral("https://c.example:444")};
    const QString path = QStringLiteral("/tpr/wow/data/00/17/") + kHash;
    const auto shaped = links::sourceFromText(QStringLiteral("http://a.example") + path).value();
    const QList<QUrl> all{shaped.mirrors.first(), QUrl(QStringLiteral("http://b.example/x") + path),
                          QUrl(QStringLiteral("https://c.example:444") + path)};
    const core::Source more = links::withMirrors(shaped, bases);
    QCOMPARE(more.mirrors, all);
    QCOMPARE(more.encodingKey, shaped.encodingKey);
    QCOMPARE(links::withMirrors(more, bases).mirrors, all);
    QCOMPARE(more.primaries, 0);
    const core::Source last = links::withLastMirrors(shaped, bases);
    QCOMPARE(last.mirrors, all);
    QCOMPARE(last.primaries, 1);
    core::Source ranked = more;
    ranked.primaries = 2;
    QCOMPARE(links::withLastMirrors(ranked, {QStringLiteral("d.example")}).primaries, 2);
    QCOMPARE(links::withLastMirrors(shaped, {}), shaped);
    // Any other path may mean something else at every host.
    const auto other = links::sourceFromText(QStringLiteral("http://a.example/setup.exe")).value();
    QCOMPARE(links::withMirrors(other, bases).mirrors, other.mirrors);
    QVERIFY(links::withMirrors({}, bases).mirrors.isEmpty());
}

SLUICE_TEST(tst_CdnSource)
#include "tst_cdnsource.moc"
