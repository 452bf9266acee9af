#include "core/links/dropped.h"
#include "core/links/metalink.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QTest>

using core::ErrorKind;

namespace {

const QString kHead = QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
const QString kFour = QStringLiteral("<metalink xmlns=\"urn:ietf:params:xml:ns:metalink\">");
const QString kThree =
    QStringLiteral("<metalink version=\"3.0\" xmlns=\"http://www.metalinker.org/\"><files>");

QString four(const QString &body)
{
    return QString(kHead + kFour + body + QStringLiteral("</metalink>"));
}

QString three(const QString &body)
{
    return QString(kHead + kThree + body + QStringLiteral("</files></metalink>"));
}

QStringList linesOf(const links::SourceList &list)
{
    QStringList lines;
    for (const links::ListEntry &entry : list.entries)
        lines << core::toLine(entry.source);
    return lines;
}

} // namespace

class tst_Metalink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void problems_data();
    void problems();
    void example();
    void looks_data();
    void looks();
    void drops();
    void cutAnywhere();
    void limits_data();
    void limits();
};

void tst_Metalink::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("lines");
    const auto row = [](const char *title, const QString &text, const QStringList &lines) {
        QTest::newRow(title) << text << lines;
    };
    const auto file = [](const char *body) -> QString {
        return QStringLiteral("<file name=\"f\">") + QString::fromLatin1(body) + QStringLiteral("</file>");
    };
    const QString x = QStringLiteral("http://a/x#name=f");
    row("no file", four({}), {});
    row("one url", four(file("<url>http://a/x</url>")), {x});
    row("blanks around it", four(file("<url>\n http://a/x \n</url>")), {x});
    row("CDATA", four(file("<url><![CDATA[http://a/x?a&b]]></url>")),
        {QStringLiteral("http://a/x?a&b#name=f")});
    row("character references", four(file("<url>http://a/x?a&amp;b</url>")),
        {QStringLiteral("http://a/x?a&b#name=f")});
    row("a comment in it", four(file("<url>http://a<!-- no -->/x</url>")), {x});
    row("size", four(file("<size>12</size><url>http://a/x</url>")),
        {QStringLiteral("http://a/x#size=12&name=f")});
    row("md5", four(file("<hash type=\"md5\">00112233445566778899AABBCCDDEEFF</hash><url>http://a/x</url>")),
        {QStringLiteral("http://a/x#ckey=00112233445566778899aabbccddeeff&name=f")});
    row("other hashes", four(file("<hash type=\"sha-256\">00</hash><hash>11</hash><url>http://a/x</url>")),
        {x});
    row("hashes of pieces",
        four(file(
            "<pieces length=\"1\" type=\"md5\"><hash type=\"md5\">00</hash></pieces><url>http://a/x</url>")),
        {x});
    row("priorities",
        four(file(
            "<url>http://d/x</url><url priority=\"2\">http://b/x</url><url priority=\"1\">http://a/x</url>"
            "<url priority=\"2\">http://c/x</url>")),
        {QStringLiteral("http://a/x#name=f\thttp://b/x\thttp://c/x\thttp://d/x")});
    row("odd priorities",
        four(file("<url priority=\"-1\">http://c/x</url><url priority=\"many\">http://d/x</url>"
                  "<url priority=\"99999999\">http://e/x</url><url priority=\"7\">http://a/x</url>")),
        {QStringLiteral("http://a/x#name=f\thttp://c/x\thttp://d/x\thttp://e/x")});
    row("other schemes",
        four(file("<url priority=\"1\">ftp://b/x</url><metaurl mediatype=\"torrent\">http://b/t</metaurl>"
                  "<url priority=\"2\">http://a/x</url><url>rsync://c</url><url>http:///</url>")),
        {x});
    row("fragments", four(file("<url>http://a/x#bytes=1-9</url>")),
        {QStringLiteral("http://a/x#bytes=1-9&name=f")});
    row("a CDN path names the encoding key",
        four(file("<url>http://a/data/00/11/00112233445566778899aabbccddeeff</url>")),
        {QStringLiteral("http://a/data/00/11/00112233445566778899aabbccddeeff"
                        "#ekey=00112233445566778899aabbccddeeff&name=f")});
    row("two files", four(file("<url>http://a/x</url>") + file("<url>http://b/x</url>")),
        {x, QStringLiteral("http://b/x#name=f")});
    row("an extension with the same names",
        four(file("<e:url xmlns:e=\"urn:e\">http://b/x</e:url><e xmlns=\"urn:e\"><url>http://c/x</url></e>"
                  "<url>http://a/x</url>")),
        {x});
    row("a prefix",
        QStringLiteral("<m:metalink xmlns:m=\"urn:ietf:params:xml:ns:metalink\"><m:file name=\"f\">"
                       "<m:url>http://a/x</m:url></m:file></m:metalink>"),
        {x});
    row("3: preferences",
        three(file("<size>12</size><verification><hash type=\"sha1\">00</hash><hash type=\"md5\">"
                   "00112233445566778899aabbccddeeff</hash></verification><resources>"
                   "<url type=\"http\">http://c/x</url><url type=\"http\" preference=\"10\">http://b/x</url>"
                   "<url type=\"http\" location=\"de\" preference=\"100\">http://a/x</url></resources>")),
        {QStringLiteral(
            "http://a/x#ckey=00112233445566778899aabbccddeeff&size=12&name=f\thttp://b/x\thttp://c/x")});
    row("3: where 4 has them",
        three(file("<url>http://a/x</url><resources><url>http://b/x</url></resources>")),
        {QStringLiteral("http://b/x#name=f")});
    row("a mark at the beginning", QChar(QChar::ByteOrderMark) + four(file("<url>http://a/x</url>")), {x});
}

void tst_Metalink::reads()
{
    QFETCH(QString, text);
    QFETCH(QStringList, lines);
    QVERIFY(links::looksLikeMetalink(text));
    const links::SourceList list = links::parseMetalink(text);
    for (const links::ListProblem &problem : list.problems)
        qWarning().noquote() << problem.line << problem.error.detail;
    QVERIFY(list.problems.isEmpty());
    QCOMPARE(linesOf(list), lines);
}

void tst_Metalink::problems_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("entries");
    const auto good = QStringLiteral("<file name=\"f\"><url>http://a/x</url></file>\n");
    const auto row = [](const char *title, const QString &text, ErrorKind kind, int line, int entries) {
        QTest::newRow(title) << text << kind << line << entries;
    };
    const auto named = [&](const QString &name) -> QString {
        return four(good + QString(good).replace(QStringLiteral("\"f\""), u'"' + name + u'"') + good);
    };
    const auto with = [&](const char *body) -> QString {
        return four(good + QStringLiteral("<file name=\"g\">") + QString::fromLatin1(body) +
                    QStringLiteral("</file>") + good);
    };
    for (const char *name : {"", "/x", "../x", "x/../y", "x/..", "./x", ".", "x//y", "x/", "\\x", "x\\..\\y",
                             "C:x", "c:/x", "x&#9;y", "x&#x7f;y"})
        row(qPrintable(QStringLiteral("name ") + QString::fromLatin1(name)), named(QString::fromLatin1(name)),
            ErrorKind::NameRefused, 3, 2);
    row("no name", four(QStringLiteral("<file><url>http://a/x</url></file>")), ErrorKind::NameRefused, 2, 0);
    row("no url", with(""), ErrorKind::SourceNotUnderstood, 3, 2);
    row("no usable url", with("<url>ftp://a/x</url>"), ErrorKind::SourceNotUnderstood, 3, 2);
    row("bad fragment", with("<url>http://a/x#bytes=9-1</url>"), ErrorKind::SourceNotUnderstood, 3, 2);
    row("bad md5", with("<hash type=\"md5\">00</hash><url>http://a/x</url>"), ErrorKind::ListNotUnderstood, 3,
        2);
    row("bad size", with("<size>-1</size><url>http://a/x</url>"), ErrorKind::ListNotUnderstood, 3, 2);
    row("huge size", with("<size>9999999999999999999</size><url>http://a/x</url>"),
        ErrorKind::ListNotUnderstood, 3, 2);
    row("not closed", kHead + kFour + good, ErrorKind::ListNotUnderstood, 3, 1);
    row("another root", QStringLiteral("<html/>"), ErrorKind::ListNotUnderstood, 1, 0);
    row("another namespace", QStringLiteral("<metalink xmlns=\"urn:x\"><file name=\"f\"/></metalink>"),
        ErrorKind::ListNotUnderstood, 1, 0);
    row("no namespace", QStringLiteral("<metalink/>"), ErrorKind::ListNotUnderstood, 1, 0);
    row("a document type",
        QStringLiteral("<!DOCTYPE metalink [<!ENTITY a 'b'>]>\n") + kFour +
            QStringLiteral("<file name=\"&a;\"><url>http://a/&a;</url></file></metalink>"),
        ErrorKind::ListNotUnderstood, 1, 0);
    row("an entity of nobody", with("<url>http://a/&b;</url>"), ErrorKind::ListNotUnderstood, 3, 1);
    row("no XML", QStringLiteral("http://a/x"), ErrorKind::ListNotUnderstood, 1, 0);
    row("nothing", QString(), ErrorKind::ListNotUnderstood, 1, 0);
}

void tst_Metalink::problems()
{
    QFETCH(QString, text);
    QFETCH(ErrorKind, kind);
    QFETCH(int, line);
    QFETCH(int, entries);
    const links::SourceList list = links::parseMetalink(text);
    QCOMPARE(list.problems.size(), 1);
    QCOMPARE(list.problems[0].error.kind, kind);
    QVERIFY(!list.problems[0].error.detail.isEmpty() || kind == ErrorKind::NameRefused);
    QCOMPARE(list.problems[0].line, line);
    QCOMPARE(list.entries.size(), entries);
}

/// RFC 5854 1.1, shortened by nothing but its text.
void tst_Metalink::example()
{
    const auto list = links::parseMetalink(QStringLiteral(R"(<?xml version="1.0" encoding="UTF-8"?>
<metalink xmlns="urn:ietf:params:xml:ns:metalink">
  <published>2009-05-15T12:23:23Z</published>
  <file name="example.ext">
    <size>14471447</size>
    <identity>Example</identity>
    <version>1.0</version>
    <language>en</language>
    <description>A description of the example file for download.</description>
    <hash type="sha-256">f0ad929cd259957e160ea442eb80986b5f01</hash>
    <url location="de" priority="1">ftp://ftp.example.com/example.ext</url>
    <url location="fr" priority="1">http://example.com/example.ext</url>
    <metaurl mediatype="torrent" priority="2">http://example.com/example.ext.torrent</metaurl>
  </file>
</metalink>)"));
    QVERIFY(list.problems.isEmpty());
    QCOMPARE(linesOf(list),
             QStringList{QStringLiteral("http://example.com/example.ext#size=14471447&name=example.ext")});
    QCOMPARE(list.entries[0].line, 4);
}

void tst_Metalink::looks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("is");
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("link") << QStringLiteral("http://a/x.metalink") << false;
    QTest::newRow("page") << QStringLiteral("<html><body>metalink</body></html>") << false;
    QTest::newRow("bare") << QStringLiteral("  \n<metalink>") << true;
    QTest::newRow("comment first") << kHead + QStringLiteral("<!-- x -->\n<metalink version='3.0'>") << true;
    QTest::newRow("prefix") << QStringLiteral("<m:metalink xmlns:m='urn:x'>") << true;
    QTest::newRow("too late") << u'<' + QString(5000, u' ') + QStringLiteral("<metalink>") << false;
}

void tst_Metalink::looks()
{
    QFETCH(QString, text);
    QFETCH(bool, is);
    QCOMPARE(links::looksLikeMetalink(text), is);
}

void tst_Metalink::drops()
{
    const QString text = four(QStringLiteral("<file name=\"f\"><url>http://a/x</url></file>"));
    QVERIFY(links::classify(text) == links::TextKind::Sources);
    QCOMPARE(linesOf(links::sourcesInText(text)), QStringList{QStringLiteral("http://a/x#name=f")});
}

void tst_Metalink::cutAnywhere()
{
    const QString text = four(QStringLiteral("<file name=\"f\"><size>1</size><hash type=\"md5\">"
                                             "00112233445566778899aabbccddeeff</hash>"
                                             "<url>http://a/x</url></file>"));
    for (qsizetype i = 0; i < text.size(); ++i) {
        const links::SourceList list = links::parseMetalink(text.left(i));
        QCOMPARE(list.problems.size(), 1);
        if (!list.entries.isEmpty())
            QCOMPARE(core::toLine(list.entries[0].source),
                     QStringLiteral("http://a/x#ckey=00112233445566778899aabbccddeeff&size=1&name=f"));
    }
}

void tst_Metalink::limits_data()
{
    QTest::addColumn<QString>("begin");
    QTest::addColumn<QString>("piece");
    QTest::addColumn<int>("most");
    QTest::newRow("depth") << kFour << QStringLiteral("<a>") << 0;
    QTest::newRow("files") << kFour << QStringLiteral("<file name='f'><url>http://a/x</url></file>")
                           << 100'000;
    QTest::newRow("no urls") << kFour << QStringLiteral("<file name='f'/>") << 0;
    QTest::newRow("urls") << QString(kFour + QStringLiteral("<file name='f'>"))
                          << QStringLiteral("<url>http://a/x</url>") << 0;
    QTest::newRow("one long url") << QString(kFour + QStringLiteral("<file name='f'><url>http://a/"))
                                  << QStringLiteral("x") << 0;
    QTest::newRow("attribute") << QString(kFour + QStringLiteral("<file name='")) << QStringLiteral("x") << 0;
    QTest::newRow("comments") << kFour << QStringLiteral("<!-- -->") << 0;
}

void tst_Metalink::limits()
{
    QFETCH(QString, begin);
    QFETCH(QString, piece);
    QFETCH(int, most);
    const QString text = begin + piece.repeated(10'000'000 / piece.size());
    QElapsedTimer timer;
    timer.start();
    const links::SourceList list = links::parseMetalink(text);
    QVERIFY(!list.problems.isEmpty());
    QVERIFY(list.problems.size() <= 1000);
    QVERIFY(list.entries.size() <= most);
    QVERIFY2(timer.elapsed() < 30'000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(links::parseMetalink(text.repeated(4)).problems.size(), 1);
}

SLUICE_TEST(tst_Metalink)
#include "tst_metalink.moc"
