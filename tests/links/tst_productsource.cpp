#include "core/hex.h"
#include "core/links/dropped.h"
#include "core/links/productsource.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::FileSelection;
using By = FileSelection::By;

/// PRODUCT[@BUILD]:SELECTION.
class tst_ProductSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void read_data();
    void read();
    void paths_data();
    void paths();
    void pathsWrittenAndRead_data();
    void pathsWrittenAndRead();
    void fiftyThousandPaths();
    void options_data();
    void options();
    void ids();
    void keys();
    void isNone_data();
    void isNone();
    void refused_data();
    void refused();
    void shortenedKeys();
};

namespace {

const QString kKey = u"0123456789abcdef0123456789abcdef"_s;
const QString kOther = u"ffe7577ae7627e4c90bd4836f1b84479"_s;

} // namespace

void tst_ProductSource::read_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("product");
    QTest::addColumn<QString>("build");
    QTest::addColumn<int>("by");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("again"); // empty: the text itself
    const auto row = [](const char *name, const char *text, const char *product, const char *build, By by,
                        const char *path, const char *again = "") {
        QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(product)
                            << QString::fromUtf8(build) << static_cast<int>(by) << QString::fromUtf8(path)
                            << QString::fromUtf8(again);
    };
    row("everything", "wow_classic_era:", "wow_classic_era", "", By::Everything, "");
    row("a slash alone", "d4:/", "d4", "", By::Everything, "", "d4:");
    row("file", "wow:Interface/Icons/Temp.blp", "wow", "", By::Path, "Interface/Icons/Temp.blp");
    row("folder", "wow:Interface/Icons/", "wow", "", By::Path, "Interface/Icons/");
    row("glob", "wow:Interface/**/*.[bt]lp", "wow", "", By::Path, "Interface/**/*.[bt]lp");
    row("backslashes", "wow:Interface\\Icons\\a.blp", "wow", "", By::Path, "Interface/Icons/a.blp",
        "wow:Interface/Icons/a.blp");
    row("a slash first", "wow:/World/a b.wmo", "wow", "", By::Path, "World/a b.wmo", "wow:World/a b.wmo");
    row("case of the product", "WoW:Readme.TXT", "wow", "", By::Path, "Readme.TXT", "wow:Readme.TXT");
    row("blanks around it", "  wow:a  ", "wow", "", By::Path, "a", "wow:a");
    row("a version", "wow_classic_era@1.13.7.12345:a", "wow_classic_era", "1.13.7.12345", By::Path, "a");
    row("a hash", "wow@0123456789abcdef0123456789abcdef:a", "wow", "0123456789abcdef0123456789abcdef",
        By::Path, "a");
    row("a region", "wow@eu:", "wow", "eu", By::Everything, "");
    row("no dotted number", "viper@bo5_TU8_8512817_2_ship:a", "viper", "bo5_TU8_8512817_2_ship", By::Path,
        "a");
    row("a colon in the path", "d4:base:meta/a", "d4", "", By::Path, "base:meta/a");
    row("an equals sign in the path", "d4:a=b/c", "d4", "", By::Path, "a=b/c");
    row("not Latin", "wow:Données/é.txt", "wow", "", By::Path, "Données/é.txt");
    row("ids", "wow:fdid=53183", "wow", "", By::FileDataId, "");
    row("name of ids in upper case", "wow:FDID=1,2,7-9", "wow", "", By::FileDataId, "", "wow:fdid=1,2,7-9");
}

void tst_ProductSource::read()
{
    QFETCH(QString, text);
    QFETCH(QString, again);
    QVERIFY(links::looksLikeProductSource(text));
    const auto source = links::productSourceFromText(text);
    QVERIFY2(source, source ? "" : qPrintable(source.error().detail));
    QTEST(source->product, "product");
    QTEST(source->build, "build");
    QTEST(static_cast<int>(source->selection.by), "by");
    QTEST(source->selection.path, "path");
    QCOMPARE(links::toText(*source), again.isEmpty() ? text : again);
    QCOMPARE(*links::productSourceFromText(links::toText(*source)), *source);
}

void tst_ProductSource::paths_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QString>("again"); // empty: the text itself
    QTest::newRow("two") << u"wow:a/b.blp|World/"_s << QStringList{u"a/b.blp"_s, u"World/"_s} << QString();
    QTest::newRow("of a build") << u"wow@1.2.3.4:a|b|c*"_s << QStringList{u"a"_s, u"b"_s, u"c*"_s}
                                << QString();
    QTest::newRow("slashes") << u"wow:/a\\b|//c|\\d\\"_s << QStringList{u"a/b"_s, u"c"_s, u"d/"_s}
                             << u"wow:a/b|c|d/"_s;
    QTest::newRow("blanks are kept") << u"wow:a b | c"_s << QStringList{u"a b "_s, u" c"_s}
                                     << u"wow:a b |/ c"_s;
    QTest::newRow("a bar at the end") << u"wow:a|b|"_s << QStringList{u"a"_s, u"b"_s} << u"wow:a|b"_s;
    QTest::newRow("one part") << u"wow:|a|"_s << QStringList{u"a"_s} << u"wow:a"_s;
    QTest::newRow("bars of names") << u"wow:a||b|c||||d"_s << QStringList{u"a|b"_s, u"c||d"_s} << QString();
    QTest::newRow("one name with a bar") << u"wow:a||b"_s << QStringList{u"a|b"_s} << QString();
    QTest::newRow("a list's name behind")
        << u"wow:a|fdid=1"_s << QStringList{u"a"_s, u"fdid=1"_s} << u"wow:a|/fdid=1"_s;
    QTest::newRow("everything among them") << u"wow:a|/|b"_s << QStringList() << u"wow:"_s;
}

void tst_ProductSource::paths()
{
    QFETCH(QString, text);
    QFETCH(QStringList, paths);
    QFETCH(QString, again);
    const auto source = links::productSourceFromText(text);
    QVERIFY2(source, source ? "" : qPrintable(source.error().detail));
    const FileSelection wanted = paths.isEmpty() ? FileSelection{} : FileSelection::ofPaths(paths);
    QVERIFY(source->selection == wanted);
    QCOMPARE(links::toText(*source), again.isEmpty() ? text : again);
    QCOMPARE(*links::productSourceFromText(links::toText(*source)), *source);
}

/// Any names, also such as nobody would type.
void tst_ProductSource::pathsWrittenAndRead_data()
{
    QTest::addColumn<QStringList>("paths");
    const auto row = [](const QStringList &paths) {
        QTest::newRow(qPrintable(paths.join(u" , "_s))) << paths;
    };
    row({u"a|"_s, u"b"_s});
    row({u"a"_s, u"|b"_s});
    row({u"a||"_s, u"||b|"_s, u"|"_s});
    row({u"|"_s});
    row({u" a "_s});
    row({u"a"_s, u" b "_s});
    row({u"fdid=1"_s});
    row({u"CKEY=x"_s, u"ekey=y"_s});
    row({u"@b:c"_s, u"d:e"_s});
    row({u"*"_s, u"**/[a-b]?"_s});
}

void tst_ProductSource::pathsWrittenAndRead()
{
    QFETCH(QStringList, paths);
    const links::ProductSource source{u"wow"_s, u"eu"_s, FileSelection::ofPaths(paths)};
    const auto again = links::productSourceFromText(links::toText(source));
    QVERIFY2(again, again ? "" : qPrintable(again.error().detail));
    QCOMPARE(again->selection.path, source.selection.path);
    QCOMPARE(again->selection.paths, source.selection.paths);
    QCOMPARE(*again, source);
}

void tst_ProductSource::fiftyThousandPaths()
{
    QStringList paths;
    for (int i = 0; i < 50'000; ++i)
        paths << u"World/Maps/Azeroth/Some quite long name of a folder/And of a file_%1.adt"_s.arg(i);
    const links::ProductSource source{u"wow"_s, {}, FileSelection::ofPaths(paths)};
    const QString text = links::toText(source);
    QVERIFY(links::looksLikeProductSource(text));
    QVERIFY(*links::productSourceFromText(text) == source);
    QCOMPARE(links::shownText(source), text.left(200) + u'\u2026');
    const links::SourceList list = links::parseSourceList(text + u"\n  dir=x\n"_s);
    QCOMPARE(list.problems.size(), 0);
    QCOMPARE(list.products.size(), 1);
    QVERIFY(list.products.first().source == source);
    QCOMPARE(list.products.first().folder, u"x"_s);
    QCOMPARE(links::classify(text), links::TextKind::Sources);
}

void tst_ProductSource::options_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("build");
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("tags");
    QTest::addColumn<int>("manifest"); // −1: none
    QTest::addColumn<bool>("hasCdn");
    QTest::addColumn<QString>("again"); // empty: the text itself
    const auto row = [](const char *name, const QString &text, const char *build, const char *locale,
                        const char *tags, int manifest, bool hasCdn, const QString &again = {}) {
        QTest::newRow(name) << text << QString::fromLatin1(build) << QString::fromLatin1(locale)
                            << QString::fromLatin1(tags) << manifest << hasCdn << again;
    };
    row("locale", u"wow;locale=deDE:World/"_s, "", "deDE", "", -1, false);
    row("tags", u"wow;tags=Windows,!speech,x86_64:World/"_s, "", "", "Windows,!speech,x86_64", -1, false);
    row("tags with anything", u"wow;tags=a%20b%3A%2Fc%3B%25,d:World/"_s, "", "", "a b:/c;%,d", -1, false);
    row("manifest", u"wow;manifest=install:World/"_s, "", "", "", 2, false);
    row("all, of a build", u"wow@1.2.3.4;locale=frFR;tags=A;manifest=tvfs;cdn=%1:World/"_s.arg(kKey),
        "1.2.3.4", "frFR", "A", 1, true);
    row("upper case and order", u"WOW;MANIFEST=Root;Cdn=%1;LOCALE=deDE:World/"_s.arg(kKey.toUpper()), "",
        "deDE", "", 0, true, u"wow;locale=deDE;manifest=root;cdn=%1:World/"_s.arg(kKey));
    row("no tags", u"wow;tags=:World/"_s, "", "", "", -1, false, u"wow:World/"_s);
}

void tst_ProductSource::options()
{
    QFETCH(QString, text);
    QFETCH(int, manifest);
    QFETCH(QString, again);
    QVERIFY(links::looksLikeProductSource(text));
    const auto source = links::productSourceFromText(text);
    QVERIFY2(source, source ? "" : qPrintable(source.error().detail));
    QTEST(source->build, "build");
    QCOMPARE(source->selection.path, u"World/"_s);
    QTEST(source->options.locale, "locale");
    QTEST(source->options.tags, "tags");
    QCOMPARE(source->options.manifest ? static_cast<int>(*source->options.manifest) : -1, manifest);
    QTEST(source->options.cdnConfig.has_value(), "hasCdn");
    QCOMPARE(links::toText(*source), again.isEmpty() ? text : again);
    QCOMPARE(*links::productSourceFromText(links::toText(*source)), *source);
}

void tst_ProductSource::ids()
{
    const auto source = links::productSourceFromText(u"wow:fdid=1,2,7-9,4294967295"_s);
    QVERIFY(source);
    const QList<FileSelection::IdRange> wanted{{1, 1}, {2, 2}, {7, 9}, {4294967295, 4294967295}};
    QCOMPARE(source->selection.ids, wanted);
    QVERIFY(source->selection.keys.isEmpty());
}

void tst_ProductSource::keys()
{
    const auto content = links::productSourceFromText(u"wow:ckey="_s + kKey.toUpper());
    QVERIFY(content);
    QCOMPARE(content->selection.by, By::ContentKey);
    QCOMPARE(core::hex(content->selection.keys.value(0)), kKey);
    const auto encoding = links::productSourceFromText(u"wow@eu:ekey=%1,%2"_s.arg(kKey, kOther));
    QVERIFY(encoding);
    QCOMPARE(encoding->selection.by, By::EncodingKey);
    QCOMPARE(encoding->selection.keys.size(), 2);
    QCOMPARE(links::toText(*encoding), u"wow@eu:ekey=%1,%2"_s.arg(kKey, kOther));
}

void tst_ProductSource::isNone_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             "wow",
                             "http://host/a",
                             "https://host/a",
                             "HTTP://host",
                             "http:a",
                             "ftp://host/a",
                             "wow://a",
                             "c:\\Games\\a",
                             "C:/a",
                             "c:",
                             "wow:\tb",
                             "Note: see below",
                             "10:30 GET http://host/a",
                             "a-b:c",
                             "wow.x:y",
                             "/wow:a",
                             "w@eu:a",
                             "wow;:a",
                             "wow;locale:a",
                             "wow;a=b: c",
                             "wow@a b:c",
                             "wow@a/b:c",
                             "0123456789abcdef0123456789abcdefx:y"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void tst_ProductSource::isNone()
{
    QFETCH(QString, text);
    QVERIFY(!links::looksLikeProductSource(text));
    const auto source = links::productSourceFromText(text);
    QVERIFY(!source);
    QCOMPARE(source.error().kind, core::ErrorKind::SourceNotUnderstood);
}

void tst_ProductSource::refused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const QString &text, const char *why) {
        QTest::newRow(name) << text << QString::fromLatin1(why);
    };
    row("no build", u"wow@:a"_s, "no build behind");
    row("long build", u"wow@"_s + QString(65, u'1') + u":a"_s, "too long");
    row("no id", u"wow:fdid="_s, "no file data id");
    row("a word", u"wow:fdid=x"_s, "no file data id");
    row("a sign", u"wow:fdid=+1"_s, "no file data id");
    row("too large", u"wow:fdid=4294967296"_s, "no file data id");
    row("backwards", u"wow:fdid=9-7"_s, "no file data id");
    row("open", u"wow:fdid=7-"_s, "no file data id");
    row("empty part", u"wow:fdid=1,,2"_s, "no file data id");
    row("no key", u"wow:ckey="_s, "no key");
    row("no hex", u"wow:ckey="_s + QString(32, u'g'), "no key");
    row("too long", u"wow:ekey="_s + kKey + u"0"_s, "no key");
    row("cut", u"wow:ekey=dac38ffabeb4d44f73"_s, "shortened key");
    row("padded", u"wow:ekey=dac38ffabeb4d44f7300000000000000"_s, "shortened key");
    row("padded content key", u"wow:ckey=dac38ffabeb4d44f7300000000000000"_s, "shortened key");
    row("one of several", u"wow:ekey=%1,dac38ffabeb4d44f7300000000000000"_s.arg(kKey), "shortened key");
    row("control character", u"wow:a\u0001b"_s, "control character");
    row("long path", u"wow:"_s + QString(4097, u'a'), "longer than 4096");
    row("many ids", u"wow:fdid=1"_s + u",1"_s.repeated(100'000), "more than 100000");
    row("no locale", u"wow;locale=xx:a"_s, "locale= wants");
    row("no manifest", u"wow;manifest=best:a"_s, "manifest= wants one of root, tvfs");
    row("no CDN config", u"wow;cdn=12:a"_s, "32 hex digits");
    row("no option", u"wow@eu;color=red:a"_s, "no option \"color\"");
    row("many paths", u"wow:a"_s + u"|a"_s.repeated(100'000), "more than 100000");
    row("bars alone", u"wow:|"_s, "no path");
    row("long path of several", u"wow:b|"_s + QString(4097, u'a'), "longer than 4096");
    row("control character in several", u"wow:b|a\u0001b"_s, "control character");
}

void tst_ProductSource::refused()
{
    QFETCH(QString, text);
    QFETCH(QString, why);
    QVERIFY(links::looksLikeProductSource(text));
    const auto source = links::productSourceFromText(text);
    QVERIFY(!source);
    QCOMPARE(source.error().kind, core::ErrorKind::SourceNotUnderstood);
    QVERIFY2(source.error().detail.contains(why), qPrintable(source.error().detail));
}

void tst_ProductSource::shortenedKeys()
{
    blte::Digest key = *blte::digestFromHex(kKey.toStdString());
    for (std::size_t i = key.size(); i > 10; --i) {
        QVERIFY(!links::isShortenedKey(key));
        key[i - 1] = 0;
    }
    QVERIFY(links::isShortenedKey(key));
    QVERIFY(links::isShortenedKey({}));
}

SLUICE_TEST(tst_ProductSource)
#include "tst_productsource.moc"
