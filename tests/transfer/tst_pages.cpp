#include "core/transfer/routing/pages.h"
#include "tests/support/testmain.h"

#include <QTest>

using transfer::PagePolicy;

class tst_Pages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void policies_data();
    void policies();
    void looks_data();
    void looks();
};

void tst_Pages::policies_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("policy");
    const auto row = [](const char *line, PagePolicy policy) {
        QTest::newRow(line) << QString::fromLatin1(line) << static_cast<int>(policy);
    };
    for (const char *name : {"", "x", "x.html", "wiki/Node.js", "release/v1.2", "index.html.en", "page.phtml",
                             "report.txt", "doc.md", "web/2020/http://example.com", "get.php?f=a.zip"})
        row(qPrintable(QStringLiteral("http://a/") + QLatin1String(name)), PagePolicy::Welcome);
    for (const char *name : {"app.zip", "get.php/app.zip", "a.tar.gz", "A.ISO", "a.exe?x=y", "film.mkv"})
        row(qPrintable(QStringLiteral("http://a/") + QLatin1String(name)), PagePolicy::Suspect);
    row("http://a/x.zip\thttp://b/x", PagePolicy::Welcome);
    row("http://a/tpr/x/data/d4/a7/d4a7e50899180c44f3daa02db117297f", PagePolicy::Never);
    row("http://a/tpr/x/data/d4/a7/d4a7e50899180c44f3daa02db117297f.index", PagePolicy::Never);
    row("http://a/tpr/x/data/d4a7e50899180c44f3daa02db117297f", PagePolicy::Never);
    row("http://a/tpr/x/patch/d4/a7/d4a7e50899180c44f3daa02db117297f", PagePolicy::Never);
    row("http://a/tpr/x/patch/D4A7E50899180C44F3DAA02DB117297F", PagePolicy::Never);
    row("http://a/tpr/x/config/d4/a7/d4a7e50899180c44f3daa02db117297f", PagePolicy::Never);
    row("http://a/wiki/d4a7e50899180c44f3daa02db117297f", PagePolicy::Welcome);
    row("http://a/x#ekey=d4a7e50899180c44f3daa02db117297f", PagePolicy::Never);
    row("http://a/x#ckey=d4a7e50899180c44f3daa02db117297f", PagePolicy::Never);
    row("http://a/x.html#ckey=d4a7e50899180c44f3daa02db117297f", PagePolicy::Welcome);
    row("http://a/x#bytes=5-9", PagePolicy::Never);
}

void tst_Pages::policies()
{
    QFETCH(QString, line);
    const auto source = core::sourceFromLine(line);
    QVERIFY(source);
    QTEST(static_cast<int>(transfer::pagePolicy(*source)), "policy");
}

void tst_Pages::looks_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isPage");
    QTest::newRow("a page") << QByteArray("<!DOCTYPE html><html>") << true;
    QTest::newRow("in small letters") << QByteArray("<!doctype HTML>") << true;
    QTest::newRow("without a doctype") << QByteArray("<html lang=\"de\">") << true;
    QTest::newRow("behind blanks") << QByteArray("\r\n\t <html>") << true;
    QTest::newRow("behind a byte order mark") << QByteArray("\xEF\xBB\xBF<html>") << true;
    QTest::newRow("behind a remark") << QByteArray("<!-- saved --><html>") << true;
    QTest::newRow("XHTML") << QByteArray("<?xml version=\"1.0\"?><html xmlns=\"x\">") << true;
    QTest::newRow("its first bytes") << QByteArray("<!DO") << true;
    QTest::newRow("XML") << QByteArray("<?xml version=\"1.0\"?><rss>") << false;
    QTest::newRow("an archive") << QByteArray("PK\x03\x04<html>") << false;
    QTest::newRow("a program") << QByteArray("MZ\x90") << false;
    QTest::newRow("text") << QByteArray("<3 html") << false;
    QTest::newRow("blanks") << QByteArray("    ") << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void tst_Pages::looks()
{
    QFETCH(QByteArray, bytes);
    const std::span span(reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                         static_cast<std::size_t>(bytes.size()));
    QTEST(transfer::looksLikePage(span), "isPage");
}

SLUICE_TEST(tst_Pages)
#include "tst_pages.moc"
