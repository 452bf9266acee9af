#include "core/catalog/pathpattern.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QTest>

using catalog::CaseRule;
using catalog::PathPattern;
using Match = catalog::PathPattern::Match;

class tst_PathPattern : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data();
    void matches();
    void rulesOfCase_data();
    void rulesOfCase();
    void paths_data();
    void paths();
    void longPatterns();
    void hostilePatterns_data();
    void hostilePatterns();
};

void tst_PathPattern::matches_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<Match>("match");
    const auto row = [](const char *pattern, const char *path, Match match) {
        QTest::addRow("%s - %s", pattern, path) << QByteArray(pattern) << QByteArray(path) << match;
    };
    // Files and folders.
    row("a/b.txt", "a/b.txt", Match::Exact);
    row("a/b.txt", "a/b_txt", Match::None);
    row("a/b.txt", "a/b.txt2", Match::None);
    row("a\\b.txt", "a/b.txt", Match::Exact);
    row("/a/b.txt", "a/b.txt", Match::Exact);
    row("a/b", "a/b/c/d", Match::Below);
    row("a/b", "a/bc", Match::None);
    row("a/b/", "a/b/c/d", Match::Below);
    row("a/b\\", "a/b/c", Match::Below);
    row("a/b/", "a/b", Match::None);
    row("", "a", Match::Below);
    row("/", "a/b", Match::Below);
    // Within a folder.
    row("a/*", "a/b", Match::Glob);
    row("a/*", "a/b/c", Match::None);
    row("a/*.blp", "a/.blp", Match::Glob);
    row("*.blp", "b.blp", Match::Glob);
    row("*.blp", "a/b.blp", Match::None);
    row("a*b*c", "a__bb_c", Match::Glob);
    row("a*b*c", "a__bb_d", Match::None);
    row("a*bc", "abcbc", Match::Glob);
    row("a/?", "a/b", Match::Glob);
    row("a/?", "a/", Match::None);
    row("a?b", "a/b", Match::None);
    row("?", "ä", Match::Glob);
    row("?.txt", "語.txt", Match::Glob);
    row("??.txt", "語.txt", Match::None);
    // Across folders.
    row("a/**", "a/b/c", Match::Glob);
    row("a/**/*.blp", "a/b.blp", Match::Glob);
    row("a/**/*.blp", "a/x/y/b.blp", Match::Glob);
    row("a/**/*.blp", "ab.blp", Match::None);
    row("a/**/b", "a/b", Match::Glob);
    row("a/**/b", "a/xb", Match::None);
    row("a/**/b", "a/x/b", Match::Glob);
    row("a/**/**/b", "a/b", Match::Glob);
    row("**/b", "b", Match::Glob);
    row("**/b", "x/y/b", Match::Glob);
    row("**", "x/y/b", Match::Glob);
    row("a**b", "a/x/b", Match::Glob);
    row("a**/b", "ax/y/b", Match::Glob);
    row("a**/b", "ab", Match::None);
    row("a/***/b", "a/x/y/b", Match::Glob);
    row("a/*/", "a/b/c/d", Match::Glob);
    row("a/*/", "a/b", Match::None);
    row("**/x/*", "x/x/x/y", Match::Glob);
    // Sets.
    row("[abc]", "b", Match::Glob);
    row("[abc]", "d", Match::None);
    row("[a-cx]", "c", Match::Glob);
    row("[a-cx]", "-", Match::None);
    row("[a-]", "-", Match::Glob);
    row("[-a]", "-", Match::Glob);
    row("[c-a]", "b", Match::None);
    row("[!a-c]", "d", Match::Glob);
    row("[!a-c]", "b", Match::None);
    row("[^a]", "b", Match::Glob);
    row("[!a]", "ä", Match::Glob);
    row("[]a]", "]", Match::Glob);
    row("[!]a]", "]", Match::None);
    row("[!]a]", "b", Match::Glob);
    row("x[!a]y", "x/y", Match::None);
    row("x[/-z]y", "x/y", Match::None);
    row("x[a\\]y", "x/y", Match::None);
    row("[a", "[a", Match::Exact);
    row("[a*", "[abc", Match::Glob);
    row("[ä]*", "[ä]x", Match::Glob);
    row("[]", "[]", Match::Exact);
    // Names that have such characters themselves.
    row("a[1].txt", "a[1].txt", Match::Exact);
    row("a[1].txt", "a1.txt", Match::Glob);
    row("*", "*", Match::Exact);
    row("a[1]/", "a[1]/b", Match::Below);
    row("a[1]/", "a1/b", Match::Glob);
    row("a[1]", "a[1]/b", Match::Below);
    row("a[[]1].txt", "a[1].txt", Match::Glob);
    // Files without a name.
    row("unknown/123", "unknown/123", Match::Exact);
    row("unknown", "unknown/123", Match::None);
    row("unknown/", "unknown/123", Match::None);
    row("**", "unknown/123", Match::None);
    row("", "unknown/123", Match::None);
    row("u*/1*", "Unknown/123", Match::None);
    row("**", "unknown.txt", Match::Glob);
}

void tst_PathPattern::matches()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    for (const CaseRule rule : {CaseRule::Sensitive, CaseRule::Insensitive})
        QTEST(PathPattern(pattern.toStdString(), rule).match(path.toStdString()), "match");
}

void tst_PathPattern::rulesOfCase_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<Match>("match");
    const auto row = [](const char *pattern, const char *path, Match match) {
        QTest::newRow(pattern) << QByteArray(pattern) << QByteArray(path) << match;
    };
    row("A/b.TXT", "a/B.txt", Match::Exact);
    row("A/", "a/B.txt", Match::Below);
    row("A/*.TXT", "a/B.txt", Match::Glob);
    row("A/?.[S-T]xt", "a/B.Txt", Match::Glob);
    row("A/[!C].txt", "a/b.txt", Match::Glob);
    row("Ä/b*", "ä/b", Match::None); // A to Z only
}

void tst_PathPattern::rulesOfCase()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    QTEST(PathPattern(pattern.toStdString(), CaseRule::Insensitive).match(path.toStdString()), "match");
    QCOMPARE(PathPattern(pattern.toStdString(), CaseRule::Sensitive).match(path.toStdString()), Match::None);
    QCOMPARE(PathPattern("[!b]", CaseRule::Insensitive).match("B"), Match::None);
}

void tst_PathPattern::paths_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("file") << QByteArray("a/b") << QByteArray("a/b");
    QTest::newRow("folder") << QByteArray("\\a\\b\\") << QByteArray("a/b");
    QTest::newRow("everything") << QByteArray("//") << QByteArray();
}

void tst_PathPattern::paths()
{
    QFETCH(QByteArray, pattern);
    QTEST(QByteArray::fromStdString(PathPattern(pattern.toStdString(), CaseRule::Sensitive).path()), "path");
}

/// An automaton of several words.
void tst_PathPattern::longPatterns()
{
    for (const std::size_t size : {60u, 63u, 64u, 65u, 127u, 128u, 300u, 4000u}) {
        const std::string letters(size, 'x');
        const PathPattern pattern("*" + letters + "**/*" + letters + "?", CaseRule::Sensitive);
        const auto isGlob = size * 2 + 6 <= 4096;
        QCOMPARE(pattern.match("a" + letters + "/b/c" + letters + "y"), isGlob ? Match::Glob : Match::None);
        QCOMPARE(pattern.match("a" + letters + "b/c" + letters.substr(1) + "y"), Match::None);
    }
}

void tst_PathPattern::hostilePatterns_data()
{
    QTest::addColumn<std::string>("part");
    QTest::newRow("stars") << std::string("a*");
    QTest::newRow("folders") << std::string("a/**/");
    QTest::newRow("both") << std::string("*a**");
    QTest::newRow("any") << std::string("?*");
    QTest::newRow("sets") << std::string("[a-z]**");
}

/// What backtracking would not finish in a life.
void tst_PathPattern::hostilePatterns()
{
    QFETCH(std::string, part);
    std::string text;
    while (text.size() < 1000)
        text += part;
    const PathPattern pattern(text + "*b?", CaseRule::Sensitive);
    std::string path;
    while (path.size() < 4000)
        path += "a/aaa";
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(pattern.match(path + "bb/"), Match::None);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

SLUICE_TEST(tst_PathPattern)
#include "tst_pathpattern.moc"
