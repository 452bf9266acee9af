#include "core/links/dropped.h"
#include "core/links/metalink.h"
#include "tests/support/testmain.h"

#include <QTest>

class tst_MetalinkWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
};

void tst_MetalinkWriter::roundTrip_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("url");
    const QString path = QStringLiteral("http://a/data/00/11/00112233445566778899aabbccddeeff");
    QTest::newRow("plain") << QStringLiteral("http://a/x#name=f") << QStringLiteral(">http://a/x<");
    QTest::newRow("mirrors") << QStringLiteral("http://b/x?a=1&b=2#size=3&name=d/f\thttp://a/x")
                             << QStringLiteral("<url priority=\"2\">http://a/x</url>");
    QTest::newRow("implied key") << QString(path + QStringLiteral("#name=f")) << QString(u'>' + path + u'<');
    QTest::newRow("explicit key") << QStringLiteral("http://a/x#ekey=00112233445566778899aabbccddeeff&name=f")
                                  << QStringLiteral("http://a/x#ekey=00112233445566778899aabbccddeeff<");
    QTest::newRow("all") << QStringLiteral("http://a/x#bytes=5-9&ekey=00112233445566778899aabbccddeeff&"
                                           "ckey=ff112233445566778899aabbccddeeff&size=0&name=f%20%26%3C%22")
                         << QStringLiteral("<hash type=\"md5\">ff112233445566778899aabbccddeeff</hash>");
}

void tst_MetalinkWriter::roundTrip()
{
    QFETCH(QString, line);
    QFETCH(QString, url);
    const auto source = links::sourcesInText(line).entries.value(0).source;
    QVERIFY(!source.mirrors.isEmpty());
    const QString text = links::toMetalink({{source, QStringLiteral("/home"), 0}, {core::Source(), {}, 0}});
    QVERIFY(links::looksLikeMetalink(text));
    QVERIFY2(text.contains(url), qPrintable(text));
    QVERIFY(!text.contains(u"/home"));
    const links::SourceList list = links::parseMetalink(text);
    QVERIFY(list.problems.isEmpty());
    QCOMPARE(list.entries.size(), 1);
    QVERIFY(list.entries[0].source == source);
}

SLUICE_TEST(tst_MetalinkWriter)
#include "tst_metalinkwriter.moc"
