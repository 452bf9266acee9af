#include "app/text.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;

class tst_Text : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void terminalCommandsBecomeHarmless_data();
    void terminalCommandsBecomeHarmless();
    void fitsAnyWidth();
    void durations_data();
    void durations();
};

void tst_Text::terminalCommandsBecomeHarmless_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"maps/wörld 地图.bin"_s << u"maps/wörld 地图.bin"_s;
    QTest::newRow("escape") << u"a\x1b[31mb"_s << u"a?[31mb"_s;
    QTest::newRow("one-byte CSI") << u"a\u009b2Jb"_s << u"a?2Jb"_s;
    QTest::newRow("line break") << u"a\nb\rc"_s << u"a?b?c"_s;
    QTest::newRow("turned around") << u"exe.\u202Etxt"_s << u"exe.?txt"_s;
    QTest::newRow("above the first plane") << u"\U0001F600"_s << u"\U0001F600"_s;
    QTest::newRow("half a pair") << QString(QChar(0xD83D)) << u"\uFFFD"_s;
}

void tst_Text::terminalCommandsBecomeHarmless()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(app::printable(text), shown);
}

void tst_Text::fitsAnyWidth()
{
    for (const QString &text :
         {u"a long name that ends in .bin"_s, u"地图地图地图地图.bin"_s, u""_s, u"x"_s}) {
        for (int width = 1; width < 40; ++width) {
            const QString shown = app::fitted(text, width);
            QVERIFY2(app::columns(shown) <= width, qPrintable(shown));
            QVERIFY(shown == text || shown.contains(u'…'));
        }
    }
    QCOMPARE(app::fitted(u"0123456789"_s, 5), u"01…89"_s);
}

void tst_Text::durations_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("unknown") << qint64(-1) << u"-:--"_s;
    QTest::newRow("none") << qint64(0) << u"0:00"_s;
    QTest::newRow("seconds") << qint64(42) << u"0:42"_s;
    QTest::newRow("minutes") << qint64(125) << u"2:05"_s;
    QTest::newRow("hours") << qint64(3723) << u"1:02:03"_s;
}

void tst_Text::durations()
{
    QFETCH(qint64, seconds);
    QFETCH(QString, text);
    QCOMPARE(app::durationText(seconds), text);
}

SLUICE_TEST(tst_Text)
#include "tst_text.moc"
