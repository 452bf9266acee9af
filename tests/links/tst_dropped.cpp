#include "core/links/dropped.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QTest>

using links::TextKind;

class tst_Dropped : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kinds_data();
    void kinds();
    void links_data();
    void links();
    void listsStayLists();
    void productSources_data();
    void productSources();
    void hostileText_data();
    void hostileText();
};

void tst_Dropped::kinds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<TextKind>("kind");
    const QString keys = QStringLiteral("FA505078126ACB3E BDC51862ABED79B2DE48C8E7E66C6200\n");
    QTest::newRow("empty") << QString() << TextKind::Nothing;
    QTest::newRow("prose") << QStringLiteral("Nothing to see here.") << TextKind::Nothing;
    QTest::newRow("other scheme") << QStringLiteral("ftp://host/x file:///x") << TextKind::Nothing;
    QTest::newRow("a scheme alone") << QStringLiteral("http:// is a scheme, https:// too")
                                    << TextKind::Nothing;
    QTest::newRow("a link") << QStringLiteral("http://host/x") << TextKind::Sources;
    QTest::newRow("a link in prose") << QStringLiteral("Look at https://host/x, please.")
                                     << TextKind::Sources;
    QTest::newRow("files of a product") << QStringLiteral("wow:World/a.adt") << TextKind::Sources;
    QTest::newRow("files of a product in prose") << QStringLiteral("Get\nwow:fdid=5\n") << TextKind::Sources;
    QTest::newRow("files of a product, badly named") << QStringLiteral("wow:fdid=x") << TextKind::Sources;
    QTest::newRow("keys") << keys.repeated(3) << TextKind::Keys;
    QTest::newRow("keys and a comment")
        << QStringLiteral("# from http://host/keys\n") + keys << TextKind::Keys;
}

void tst_Dropped::kinds()
{
    QFETCH(QString, text);
    QFETCH(TextKind, kind);
    QCOMPARE(int(links::classify(text)), int(kind));
}

void tst_Dropped::links_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("urls");
    const auto row = [](const char *title, const QString &text, const QStringList &urls) {
        QTest::newRow(title) << text << urls;
    };
    const QString x = QStringLiteral("http://a/x");
    const QString y = QStringLiteral("https://b/y");
    row("alone", x, {x});
    row("spaces", x + u' ' + y, {x, y});
    row("prose", QStringLiteral("See ") + x + QStringLiteral(", or (") + y + QStringLiteral(")!"), {x, y});
    row("sentence", QStringLiteral("It is at ") + x + u'.', {x});
    row("quotes", QStringLiteral("\"%1\" '%2'").arg(x, y), {x, y});
    row("typographic", QStringLiteral("\u201c%1\u201d, \u00ab%2\u00bb").arg(x, y), {x, y});
    row("angle brackets", QStringLiteral("<%1> <%2>").arg(x, y), {x, y});
    row("HTML", QStringLiteral("<a href=\"%1\">%1</a>\n<br><img src='%2'>").arg(x, y), {x, y});
    row("Markdown", QStringLiteral("[text](%1) and [more](%2).").arg(x, y), {x, y});
    row("brackets inside", QStringLiteral("at http://a/x_(1)"), {QStringLiteral("http://a/x_(1)")});
    row("twice", x + QStringLiteral(" and again ") + x, {x});
    row("upper case", QStringLiteral("It is HTTP://A/x, is it"), {x});
    // A line that begins as an address is one: what is cut off at a blank would be another resource.
    row("with blanks", QStringLiteral("http://a/two words.zip?q=a b"),
        {QStringLiteral("http://a/two%20words.zip?q=a%20b")});
    row("odd characters", QStringLiteral("see http://a/{x}?a=b|c^d`e\\f&g=[1], please"),
        {QStringLiteral("http://a/%7Bx%7D?a=b%7Cc%5Ed%60e%5Cf&g=%5B1%5D")});
    row("quotes inside", QStringLiteral("see http://a/x?q=\"1\"&y=2, please"),
        {QStringLiteral("http://a/x?q=%221%22&y=2")});
    row("JSON", QStringLiteral("{\"a\":\"http://a/x\",\"b\":\"http://b/y?q={1}\"}"),
        {x, QStringLiteral("http://b/y?q=%7B1%7D")});
    row("code", QStringLiteral("run `%1` or {%2}").arg(x, y), {x, y});
    row("table", QStringLiteral("|%1|%2|").arg(x, y), {x, y});
    row("a bracket in brackets", QStringLiteral("(http://a/x_(1)) and (%1).").arg(y),
        {QStringLiteral("http://a/x_(1)"), y});
    row("bytes that count", QStringLiteral("see http://a/%7E//x"), {QStringLiteral("http://a/%7E//x")});
    row("in a word", QStringLiteral("shttp://a/x and xhttp://a/x"), {});
    row("in a query", QStringLiteral("go http://a/?u=http://b/y"),
        {QStringLiteral("http://a/?u=http://b/y")});
    row("many lines", QStringLiteral("a\nb\n%1\nc\n%2\nd").arg(x, y), {x, y});
    row("with a fragment", QStringLiteral("get http://a/x#name=y"), {QStringLiteral("http://a/x#name=y")});
    row("broken ones are passed over", QStringLiteral("see http://a/x#bytes=9-1 and ") + y, {y});
}

void tst_Dropped::links()
{
    QFETCH(QString, text);
    QFETCH(QStringList, urls);
    const auto list = links::sourcesInText(text);
    QStringList found;
    for (const auto &entry : list.entries)
        found << core::toLine(entry.source);
    QCOMPARE(found, urls);
    QVERIFY(list.problems.isEmpty() || urls.isEmpty());
}

void tst_Dropped::listsStayLists()
{
    const auto list =
        links::sourcesInText(QStringLiteral("http://a/x\n  out=y\n  referer=1\n  foo=2\n  bar=3\n"
                                            "http://b/z\nnot a source\n"));
    QCOMPARE(list.entries.size(), 2);
    QCOMPARE(list.entries[0].source.name, QStringLiteral("y"));
    QCOMPARE(list.problems.size(), 3);
    QCOMPARE(list.lostSources, 1);
    const auto lines = links::sourcesInText(QStringLiteral("a\nb\nc http://a/x\nd"));
    QCOMPARE(lines.entries.size(), 1);
    QCOMPARE(lines.entries[0].line, 3);
}

void tst_Dropped::productSources_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("links");
    QTest::addColumn<QStringList>("products");
    QTest::addColumn<int>("problems");
    QTest::newRow("alone") << QStringLiteral("WoW:World\\a.adt") << 0
                           << QStringList{QStringLiteral("wow:World/a.adt")} << 0;
    QTest::newRow("a list") << QStringLiteral("wow:fdid=5\n  dir=x\nhttp://a/x\nagent@eu:\n") << 1
                            << QStringList{QStringLiteral("wow:fdid=5"), QStringLiteral("agent@eu:")} << 0;
    QTest::newRow("in prose") << QStringLiteral("Get this\nwow:fdid=5\nand that\nand http://a/x\n") << 1
                              << QStringList{QStringLiteral("wow:fdid=5")} << 0;
    QTest::newRow("in prose, badly named")
        << QStringLiteral("Get this\nwow:fdid=x\nand that") << 0 << QStringList() << 1;
    QTest::newRow("badly named alone") << QStringLiteral("wow:ckey=1234") << 0 << QStringList() << 1;
    QTest::newRow("a mirror") << QStringLiteral("mirror wow:\nMirror  wow:World/\n  dir=x\n") << 0
                              << QStringList{QStringLiteral("mirror wow:"),
                                             QStringLiteral("mirror wow:World/")}
                              << 0;
    QTest::newRow("a mirror, badly named") << QStringLiteral("mirror wow:fdid=x") << 0 << QStringList() << 1;
    QTest::newRow("a mirror of nothing") << QStringLiteral("mirror http://a/x") << 1 << QStringList() << 0;
    QTest::newRow("a log") << QStringLiteral("10:30 GET http://a/x\n10:31 GET http://a/y\n") << 2
                           << QStringList() << 0;
}

void tst_Dropped::productSources()
{
    QFETCH(QString, text);
    const auto list = links::sourcesInText(text);
    QStringList products;
    for (const links::ProductEntry &entry : list.products)
        products << (entry.keep == links::Keep::Mirror ? QStringLiteral("mirror ") : QString()) +
                        links::toText(entry.source);
    QTEST(static_cast<int>(list.entries.size()), "links");
    QTEST(products, "products");
    QTEST(static_cast<int>(list.problems.size()), "problems");
    if (!products.isEmpty() || !list.entries.isEmpty())
        QVERIFY(links::classify(text) == links::TextKind::Sources);
}

void tst_Dropped::hostileText_data()
{
    QTest::addColumn<QString>("piece");
    for (const char *piece :
         {"http", "http://", "x http://a/", "http://a/)))", "http://a/x ", "(", "\n", " "})
        QTest::newRow(piece) << QString::fromLatin1(piece);
}

void tst_Dropped::hostileText()
{
    QFETCH(QString, piece);
    const QString text = u'!' + piece.repeated(10'000'000 / piece.size());
    QElapsedTimer timer;
    timer.start();
    QVERIFY(links::sourcesInText(text).entries.size() <= 2);
    links::classify(text);
    QVERIFY2(timer.elapsed() < 30'000, qPrintable(QString::number(timer.elapsed())));
}

SLUICE_TEST(tst_Dropped)
#include "tst_dropped.moc"
