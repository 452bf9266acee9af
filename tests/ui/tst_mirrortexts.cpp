#include "tests/support/testmain.h"
#include "tests/support/testpaths.h"
#include "ui/language.h"
#include "ui/mirror/mirrorforecast.h"
#include "ui/mirror/mirrormakepart.h"
#include "ui/mirror/mirrorservice.h"
#include "ui/mirror/wrongobjects.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::MirrorCheckTotals;
using ui::MirrorForecast;

namespace {

MirrorForecast forecast(qint64 objects, qint64 bytes, qint64 present, qint64 presentBytes, qint64 free)
{
    MirrorForecast made;
    made.builds = {u"wow 1.2.3"_s};
    made.objects = objects;
    made.bytes = bytes;
    made.present = {present, presentBytes};
    made.free = free;
    return made;
}

MirrorCheckTotals totals(qint64 objects, qint64 whole, qint64 absent, qint64 wrong)
{
    MirrorCheckTotals made;
    made.objects = objects;
    made.whole = whole;
    made.absent = absent;
    made.wrong = wrong;
    return made;
}

} // namespace

/// What is said of mirrors, and what is copied.
class tst_MirrorTexts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::installLanguage(u"en"_s); }

    void forecasts_data()
    {
        QTest::addColumn<MirrorForecast>("forecast");
        QTest::addColumn<QStringList>("lines");
        const QString first = u"wow 1.2.3: 10 objects, 5.00 GB."_s;
        QTest::newRow("nothing") << MirrorForecast() << QStringList{u"Nothing can be mirrored."_s};
        QTest::newRow("new") << forecast(10, 5'000'000'000, 0, 0, -1)
                             << QStringList{first, u"None of it is in the folder yet."_s};
        QTest::newRow("free") << forecast(10, 5'000'000'000, 0, 0, 6'000'000'000)
                              << QStringList{first, u"None of it is in the folder yet."_s,
                                             u"6.00 GB free there."_s};
        QTest::newRow("too little room") << forecast(10, 5'000'000'000, 0, 0, 1'000'000'000)
                                         << QStringList{first, u"None of it is in the folder yet."_s,
                                                        u"That is more than is free there: 1.00 GB."_s};
        QTest::newRow("some, and room for the rest")
            << forecast(10, 5'000'000'000, 4, 4'500'000'000, 1'000'000'000)
            << QStringList{
                   first,
                   u"In the folder already: 4 objects, 4.50 GB. It is proven, and the rest is fetched."_s,
                   u"1.00 GB free there."_s};
        QTest::newRow("all") << forecast(10, 5'000'000'000, 10, 5'000'000'000, -1)
                             << QStringList{
                                    first,
                                    u"All of it is in the folder. It is read and proven again; what is "
                                    "damaged is fetched."_s};
        MirrorForecast unknown = forecast(10, 5'000'000'000, 0, 0, -1);
        unknown.ofUnknownSize = 1;
        unknown.unlisted = 3;
        unknown.unlistedBytes = 1'500;
        QTest::newRow("not all is known")
            << unknown
            << QStringList{first, u"The size of 1 archive is not known before it is fetched."_s,
                           u"Besides: up to 3 objects, 1.5 kB that no index lists and no host may have."_s,
                           u"None of it is in the folder yet."_s};
    }
    void forecasts()
    {
        QFETCH(MirrorForecast, forecast);
        QTEST(ui::forecastText(forecast).split(u'\n'), "lines");
    }

    void checks_data()
    {
        QTest::addColumn<MirrorCheckTotals>("totals");
        QTest::addColumn<QString>("progress");
        QTest::addColumn<QString>("end");
        QTest::newRow("whole") << totals(1'200, 1'200, 0, 0) << u"1,200 of 1,200 objects read"_s
                               << u"1,200 objects read, and all of them are whole."_s;
        QTest::newRow("wrong") << totals(10, 8, 0, 2) << u"10 of 10 objects read · 2 wrong"_s
                               << u"2 objects of 10 are missing or damaged."_s;
        QTest::newRow("absent") << totals(10, 9, 1, 0) << u"10 of 10 objects read"_s
                                << u"9 objects read, and all of them are whole. 1 more known to the encoding "
                                   "manifest only, and not here: a CDN may lack it, too."_s;
        MirrorCheckTotals unopened;
        unopened.unopened = 1;
        QTest::newRow("cannot be opened")
            << unopened << u"0 of 0 objects read"_s
            << u"1 build cannot be opened. Mirror again what is to be kept of it. "
               "Nothing could be read."_s;
    }
    void checks()
    {
        QFETCH(MirrorCheckTotals, totals);
        QTEST(ui::progressText(totals), "progress");
        QTEST(ui::checkedText(totals), "end");
    }

    void sources_data()
    {
        QTest::addColumn<QStringList>("typed"); ///< product, build, region, files
        QTest::addColumn<QString>("source");    ///< empty: none
        const auto row = [](const char *name, const QStringList &typed, const QString &source) {
            QTest::newRow(name) << typed << source;
        };
        row("product", {u" wow "_s, {}, {}, {}}, u"wow:"_s);
        row("region", {u"wow"_s, {}, u"eu"_s, {}}, u"wow@eu:"_s);
        row("build", {u"wow"_s, u" 1.2.3 "_s, u"eu"_s, {}}, u"wow@1.2.3:"_s);
        row("files", {u"wow"_s, {}, {}, u"World/ "_s}, u"wow:World/"_s);
        row("ids", {u"wow"_s, u"7"_s, {}, u"fdid=1,2"_s}, u"wow@7:fdid=1,2"_s);
        row("pasted whole", {u"wow@eu:World/"_s, {}, {}, {}}, u"wow@eu:World/"_s);
        row("pasted with a build", {u"wow@1.2"_s, {}, {}, {}}, u"wow@1.2:"_s);
        row("nothing", {{}, {}, {}, {}}, {});
        row("no product", {u"a b"_s, {}, {}, {}}, {});
        row("bad key", {u"wow"_s, {}, {}, u"ekey=1"_s}, {});
    }
    void sources()
    {
        QFETCH(QStringList, typed);
        const auto source = ui::mirrorSourceFrom(typed[0], typed[1], typed[2], typed[3]);
        QTEST(source ? links::toText(*source) : QString(), "source");
    }

    void nginx_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("root"); ///< empty: it cannot be named
        QTest::newRow("plain") << u"/srv/wow"_s << u"root \"/srv/wow\";"_s;
        QTest::newRow("blanks") << u"/srv/my games"_s << u"root \"/srv/my games\";"_s;
        QTest::newRow("quotes") << u"/srv/\"a\\b"_s << u"root \"/srv/\\\"a\\\\b\";"_s;
        QTest::newRow("variable") << u"/srv/$host"_s << QString();
        QTest::newRow("two lines") << u"/srv/a\nb"_s << QString();
    }
    void nginx()
    {
        QFETCH(QString, folder);
        QFETCH(QString, root);
        const auto text = ui::nginxText(folder, 8080);
        QCOMPARE(text.has_value(), !root.isEmpty());
        if (text)
            QVERIFY2(text->contains(root) && text->contains(u"listen 8080;"_s), qPrintable(*text));
    }

    void theReadMeSaysTheSame()
    {
        QFile file(support::sourceFolder() + u"/README.md"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        QVERIFY(text.contains(ui::nginxText(u"/srv/wow"_s, 8080).value()));
        QVERIFY(text.contains(
            u"sluice ls wow_classic_era: --service %1"_s.arg(ui::serviceAddress(u"mirror.lan"_s, 8080))));
    }

    void addresses()
    {
        QCOMPARE(ui::serviceAddress(u"a.lan"_s, 80), u"http://a.lan"_s);
        QCOMPARE(ui::serviceAddress(u"a.lan"_s, 8080), u"http://a.lan:8080"_s);
        QCOMPARE(ui::serviceAddress(u"::1"_s, 8080), u"http://[::1]:8080"_s);
        QCOMPARE(ui::commandText(u"http://a"_s, {}),
                 u"sluice ls PRODUCT: --service http://a\nsluice get PRODUCT:PATH --service http://a\n"_s);
    }

    void wrongObjectsComeInBatches()
    {
        ui::WrongObjects model;
        const QAbstractItemModelTester tester(&model);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        const core::Error error{core::ErrorKind::EncodingKeyWrong, u"at byte 5"_s};
        model.add(u"a"_s, {error});
        model.add(u"b"_s, {error, error});
        QCOMPARE(model.rowCount(), 0);
        model.flush();
        model.flush();
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(2, 0).data().toString(), u"b"_s);
        QVERIFY(model.index(2, 1).data().toString().contains(u"at byte 5"_s));
        QCOMPARE(model.text().count(u'\n'), 3);
        for (int i = 0; i < ui::WrongObjects::kMostRows; ++i)
            model.add(u"c"_s, {error});
        model.flush();
        QCOMPARE(model.rowCount(), ui::WrongObjects::kMostRows);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
};

SLUICE_GUI_TEST(tst_MirrorTexts)
#include "tst_mirrortexts.moc"
