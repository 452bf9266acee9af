#include "core/http/disposition.h"

#include <QTest>

class TestDisposition : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
};

void TestDisposition::names_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *header, const QString &expected) {
        QTest::newRow(name) << QByteArray(header) << expected;
    };

    row("none", "", {});
    row("no parameters", "attachment", {});
    row("token", "attachment; filename=a.txt", QStringLiteral("a.txt"));
    row("quoted", "attachment; filename=\"a b.txt\"", QStringLiteral("a b.txt"));
    row("quoted pair", R"(attachment; filename="a \"b\".txt")", QStringLiteral("a \"b\".txt"));
    row("semicolon inside", "attachment; filename=\"a;b.txt\"; x=y", QStringLiteral("a;b.txt"));
    row("blanks", "attachment ;  FileName = a.txt ", QStringLiteral("a.txt"));
    row("unterminated", "attachment; filename=\"a.txt", QStringLiteral("a.txt"));
    row("ends in a backslash", "attachment; filename=\"a\\", QStringLiteral("a\\").left(0));
    row("empty", "attachment; filename=\"\"", {});
    row("UTF-8 bytes", "attachment; filename=\"\xc3\xa4.txt\"", QStringLiteral("ä.txt"));
    row("Latin-1 bytes", "attachment; filename=\"\xe4.txt\"", QStringLiteral("ä.txt"));
    row("extended wins", "attachment; filename=a.txt; filename*=UTF-8''%e2%82%ac.txt",
        QStringLiteral("€.txt"));
    row("extended comes first", "attachment; filename*=utf-8'en'b.txt; filename=a.txt",
        QStringLiteral("b.txt"));
    row("extended Latin-1", "attachment; filename*=ISO-8859-1''%e4.txt", QStringLiteral("ä.txt"));
    row("extended, other charset", "attachment; filename*=KOI8-R''x; filename=a.txt",
        QStringLiteral("a.txt"));
    row("extended, broken", "attachment; filename*=UTF-8; filename=a.txt", QStringLiteral("a.txt"));
    row("path", "attachment; filename=\"../../etc/passwd\"", QStringLiteral("passwd"));
    row("windows path", R"(attachment; filename="C:\\tmp\\a.txt")", QStringLiteral("a.txt"));
    row("escaped path", "attachment; filename*=UTF-8''..%2f..%2fa.txt", QStringLiteral("a.txt"));
    row("only dots", "attachment; filename=\"..\"", {});
    row("only a folder", "attachment; filename=\"a/\"", {});
    row("control characters", "attachment; filename*=UTF-8''a%00%0a%1fb.txt", QStringLiteral("ab.txt"));
}

void TestDisposition::names()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, expected);
    QCOMPARE(http::dispositionName(header), expected);
}

QTEST_GUILESS_MAIN(TestDisposition)
#include "tst_disposition.moc"
