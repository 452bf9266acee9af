#include "core/hex.h"
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
    row("many ids", u"wow:fdid=1"_s + u",1"_s.repeated(10'000), "more than 10000");
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
