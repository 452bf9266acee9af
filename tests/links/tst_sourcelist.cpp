#include "core/links/cdnsource.h"
#include "core/links/sourcelist.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QTest>

class tst_SourceList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts_data();
    void counts();
    void options();
    void optionsOfABrokenSource();
    void linesAreCounted();
    void problemsAreBounded();
    void largeText_data();
    void largeText();
    void writes_data();
    void writes();
    void writtenListsReadBack_data();
    void writtenListsReadBack();
};

void tst_SourceList::counts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("entries");
    QTest::addColumn<int>("problems");
    const auto row = [](const char *text, int entries, int problems) {
        QTest::newRow(text) << QString::fromLatin1(text) << entries << problems;
    };
    row("", 0, 0);
    row("\n\n  \n\t\n", 0, 0);
    row("http://a/x", 1, 0);
    row("http://a/x\n", 1, 0);
    row("http://a/x\nhttp://b/y\n", 2, 0);
    row("http://a/x\r\nhttp://b/y\r\n", 2, 0);
    row("HTTPS://a/x", 1, 0);
    row("# comment\nhttp://a/x\n#http://b/y", 1, 0);
    row("http://a/x\thttp://b/x", 1, 0);
    row("http://a/x\n  out=y\n", 1, 0);
    row("http://a/x\n\tout=y\n", 1, 0);
    row("http://a/x\n  # comment\n  out=y\n", 1, 0);
    row("http://a/x\n  referer=y\n", 1, 0);
    row("http://a/x\n  header=Host: other\n", 1, 1);
    row("http://a/x\n  unknown=y\n", 1, 1);
    row("http://a/x\n  out\n  =y\n", 1, 2);
    row("http://a/x\n  split=4\n  header=X: y\n", 1, 1);
    // Not without the proof that is asked for.
    row("http://a/x\n  checksum=sha-256=00\n", 0, 1);
    row("http://a/x\n  checksum=md5=00\n  out=y\n", 0, 1);
    row("http://a/x\n  checksum=adler32=00000000\n", 0, 1);
    row("http://a/x\n  checksum=sha-1=da39a3ee5e6b4b0d3255bfef95601890afd80709\n", 1, 0);
    row("http://a/x\n  checksum=SHA-256=da39a3ee5e6b4b0d3255bfef95601890afd80709\n", 0, 1);
    row("http://a/x\n  ekey=zz\nhttp://b/y", 1, 1);
    row("http://a/x\rhttp://b/y\r", 2, 0);
    row("  http://a/x\n\thttp://b/y\n", 2, 0);
    row("\"http://a/x\"\n'http://b/y'\n<http://c/z>\n", 3, 0);
    row("1. http://a/x\n- http://b/y\n12) http://c/z\n", 3, 0);
    row("http://a/x # the first\n  # indented\nhttp://b/y", 2, 0);
    row("http://a/two words.zip", 1, 0);
    row("http://a/x\tftp://b/x", 0, 1);
    row("  out=y\nhttp://a/x\n", 1, 1);
    row("ftp://a/x\nnonsense\nhttp://b/y", 1, 2);
    row("http://a/x http://b/y", 0, 1);
    row("http://a/x#bytes=9-1", 0, 1);
}

void tst_SourceList::counts()
{
    QFETCH(QString, text);
    QFETCH(int, entries);
    QFETCH(int, problems);
    for (const QString &mark : {QString(), QString(QChar::ByteOrderMark)}) {
        const auto list = links::parseSourceList(mark + text);
        QCOMPARE(list.entries.size(), entries);
        QCOMPARE(list.problems.size(), problems);
        QCOMPARE(list.moreProblems, 0);
    }
}

void tst_SourceList::options()
{
    const auto list =
        links::parseSourceList(QStringLiteral("http://a/x#name=old\thttp://b/x\n"
                                              "  out = sub/new name.bin\n"
                                              "  dir=/tmp/a b\n"
                                              "  checksum=MD5=00112233445566778899AABBCCDDEEFF\n"
                                              "  ekey=ffeeddccbbaa99887766554433221100\n"
                                              "http://c/z\n"
                                              "  ckey=ffeeddccbbaa99887766554433221100\n"));
    QVERIFY(list.problems.isEmpty());
    QCOMPARE(list.entries.size(), 2);
    const auto &first = list.entries[0];
    QCOMPARE(first.source.mirrors.size(), 2);
    QCOMPARE(first.source.name, QStringLiteral("sub/new name.bin"));
    QCOMPARE(first.folder, QStringLiteral("/tmp/a b"));
    QCOMPARE(blte::toHex(first.source.contentKey->digest), std::string("00112233445566778899aabbccddeeff"));
    QCOMPARE(blte::toHex(first.source.encodingKey->digest), std::string("ffeeddccbbaa99887766554433221100"));
    QVERIFY(list.entries[1].folder.isEmpty());
    QVERIFY(!list.entries[1].source.encodingKey);
    QVERIFY(list.entries[1].source.contentKey.has_value());
}

/// They must not end up at the source before it.
void tst_SourceList::optionsOfABrokenSource()
{
    const auto list =
        links::parseSourceList(QStringLiteral("http://a/x\n  out=x\nftp://b/y\n  out=y\n  dir=/y\n"));
    QCOMPARE(list.entries.size(), 1);
    QCOMPARE(list.entries[0].source.name, QStringLiteral("x"));
    QVERIFY(list.entries[0].folder.isEmpty());
    QCOMPARE(list.problems.size(), 1);
}

void tst_SourceList::linesAreCounted()
{
    const auto list = links::parseSourceList(QStringLiteral("#\n\nhttp://a/x\n  foo=1\n") +
                                             QString(500, u'z') + QStringLiteral("\nhttp://a/y"));
    QCOMPARE(list.entries[0].line, 3);
    QCOMPARE(list.entries[1].line, 6);
    QCOMPARE(list.problems[0].line, 4);
    QCOMPARE(list.problems[0].text, QStringLiteral("  foo=1").trimmed());
    QCOMPARE(list.problems[1].line, 5);
    QCOMPARE(list.problems[1].text.size(), 200);
}

void tst_SourceList::problemsAreBounded()
{
    const auto list = links::parseSourceList(QStringLiteral("x\n").repeated(5000));
    QCOMPARE(list.problems.size(), 1000);
    QCOMPARE(list.moreProblems, 4000);
}

void tst_SourceList::largeText_data()
{
    QTest::addColumn<QString>("piece");
    QTest::newRow("one line") << QStringLiteral("http://a/");
    QTest::newRow("tabs") << QStringLiteral("http://a/x\t");
    QTest::newRow("empty lines") << QStringLiteral("\n");
    QTest::newRow("spaces") << QStringLiteral(" ");
    QTest::newRow("words") << QStringLiteral("some words\n");
    QTest::newRow("options") << QStringLiteral("  a=b\n");
}

void tst_SourceList::largeText()
{
    QFETCH(QString, piece);
    const QString text = piece.repeated(20'000'000 / piece.size());
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(links::parseSourceList(text).entries.size(), 0);
    QVERIFY(timer.elapsed() < 30'000);
}

void tst_SourceList::writes_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *title, const char *line, const char *folder, const char *text) {
        QTest::newRow(title) << QString::fromUtf8(line) << QString::fromUtf8(folder)
                             << QString::fromUtf8(text);
    };
    row("bare", "http://a/x", "", "http://a/x\n");
    row("mirrors", "http://a/x\thttp://b/y", "", "http://a/x\thttp://b/y\n");
    row("name", "http://a/x#name=s%20t/ü", "", "http://a/x\n  out=s t/ü\n");
    row("folder", "http://a/x", "/home/a b", "http://a/x\n  dir=/home/a b\n");
    row("digests", "http://a/x#ekey=00112233445566778899aabbccddeeff&ckey=ff112233445566778899aabbccddeeff",
        "",
        "http://a/x\n  checksum=md5=ff112233445566778899aabbccddeeff\n"
        "  ekey=00112233445566778899aabbccddeeff\n");
    row("checksum", "http://a/x#sha-1=DA39a3ee5e6b4b0d3255bfef95601890afd80709", "",
        "http://a/x\n  checksum=sha-1=da39a3ee5e6b4b0d3255bfef95601890afd80709\n");
    row("slice and size", "http://a/x#bytes=1-2&size=3&name=f", "/f",
        "http://a/x#bytes=1-2&size=3\n  out=f\n  dir=/f\n");
    row("key in the path", "http://a/data/00/11/00112233445566778899aabbccddeeff", "",
        "http://a/data/00/11/00112233445566778899aabbccddeeff\n");
    row("odd name", "http://a/x#name=f%20", "", "http://a/x#name=f%20\n");
    row("control characters", "http://a/x#name=f%0Aout=g", " /x", "http://a/x#name=f%0Aout%3Dg\n");
}

void tst_SourceList::writes()
{
    QFETCH(QString, line);
    QFETCH(QString, folder);
    QFETCH(QString, text);
    const auto source = links::sourceFromText(line);
    QVERIFY(source.has_value());
    QCOMPARE(links::toSourceList({{*source, folder, 0}, {core::Source(), folder, 0}}), text);
}

void tst_SourceList::writtenListsReadBack_data()
{
    writes_data();
}

void tst_SourceList::writtenListsReadBack()
{
    QFETCH(QString, line);
    QFETCH(QString, folder);
    const auto source = links::sourceFromText(line);
    const links::ListEntry entry{*source, folder, 0};
    const auto list = links::parseSourceList(links::toSourceList({entry, entry}));
    QVERIFY(list.problems.isEmpty());
    QCOMPARE(list.entries.size(), 2);
    for (const links::ListEntry &read : list.entries) {
        QVERIFY(read.source == *source);
        QCOMPARE(read.folder, folder.startsWith(u' ') ? QString() : folder);
    }
}

SLUICE_TEST(tst_SourceList)
#include "tst_sourcelist.moc"
