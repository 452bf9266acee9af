#include "core/links/offer.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// Links of web pages: what they may say, and nothing else.
class tst_Offer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void taken_data();
    void taken();
    void refused_data();
    void refused();
    void recognised();
};

void tst_Offer::taken_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QStringList>("lines");
    const auto row = [](const char *name, const QString &link, const QStringList &lines) {
        QTest::newRow(name) << link << lines;
    };
    row("one", u"sluice:add?url=http%3A%2F%2Fhost%2Ffile"_s, {u"http://host/file"_s});
    row("as typed", u"sluice:add?url=http://host/file"_s, {u"http://host/file"_s});
    row("with slashes", u"sluice://add?url=https://host/file"_s, {u"https://host/file"_s});
    row("as a browser's address", u"SLUICE://add/?url=https://host/file"_s, {u"https://host/file"_s});
    row("two", u"sluice:add?url=http://host/a&url=http://host/b"_s, {u"http://host/a"_s, u"http://host/b"_s});
    row("with a query", u"sluice:add?url=http%3A%2F%2Fhost%2Ff%3Fa%3D1%26b%3D2"_s,
        {u"http://host/f?a=1&b=2"_s});
    row("percent stays", u"sluice:add?url=http%3A%2F%2Fhost%2Fa%2520b"_s, {u"http://host/a%20b"_s});
    row("slice", u"sluice:add?url=http%3A%2F%2Fhost%2Ff%23bytes%3D0-9"_s, {u"http://host/f#bytes=0-9"_s});
    row("product", u"sluice:add?url=wow_classic_era%3AWorld%2FMaps%2F"_s, {u"wow_classic_era:World/Maps/"_s});
}

void tst_Offer::taken()
{
    QFETCH(QString, link);
    QFETCH(QStringList, lines);
    const auto offered = links::offeredSources(link);
    QVERIFY2(offered, offered ? "" : qUtf8Printable(offered.error().detail));
    QCOMPARE(*offered, lines);
}

void tst_Offer::refused_data()
{
    QTest::addColumn<QString>("link");
    const auto row = [](const char *name, const QString &link) { QTest::newRow(name) << link; };
    row("nothing", u"sluice:"_s);
    row("no address", u"sluice:add"_s);
    row("empty address", u"sluice:add?url="_s);
    row("another command", u"sluice:quit?url=http://host/file"_s);
    row("another word", u"sluice:add?url=http://host/file&dir=/etc"_s);
    row("a folder of the list's options", u"sluice:add?url=http://host/a%0A%20dir%3D/etc"_s);
    row("a second line", u"sluice:add?url=http://host/a%0Ahttp://host/b"_s);
    row("a mirror behind a tab", u"sluice:add?url=http://host/a%09http://host/b"_s);
    row("a local file", u"sluice:add?url=file:///etc/passwd"_s);
    row("a path", u"sluice:add?url=/etc/passwd"_s);
    row("another scheme", u"sluice:add?url=ftp://host/a"_s);
    row("script", u"sluice:add?url=javascript:alert(1)//://"_s);
    row("a key", u"sluice:add?url=FA505078126ACB3E%20BDC51862ABED79B2DE48C8E7E66C6200"_s);
    row("itself", u"sluice:add?url=sluice%3A%2F%2Fadd"_s);
    row("zero", u"sluice:add?url=http://host/%00"_s);
    row("too many", u"sluice:add?"_s + QStringList(101, u"url=http://host/a"_s).join(u'&'));
    row("too long", u"sluice:add?url=http://host/"_s + QString(70'000, u'a'));
}

void tst_Offer::refused()
{
    QFETCH(QString, link);
    const auto offered = links::offeredSources(link);
    QVERIFY2(!offered, offered ? qUtf8Printable(offered->join(u'|')) : "");
    QCOMPARE(offered.error().kind, core::ErrorKind::SourceNotUnderstood);
}

void tst_Offer::recognised()
{
    QVERIFY(links::looksLikeOffer(u" sluice:add?url=x"_s));
    QVERIFY(links::looksLikeOffer(u"Sluice:"_s));
    QVERIFY(!links::looksLikeOffer(u"http://host/sluice:add"_s));
    QVERIFY(!links::looksLikeOffer(u"sluice"_s));
}

SLUICE_TEST(tst_Offer)
#include "tst_offer.moc"
