#include "core/http/disposition.h"
#include "tests/support/testmain.h"

#include <QTest>

class tst_Disposition : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
};

void tst_Disposition::names_data()
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
    row("apostrophe in extended", "attachment; filename*=UTF-8''John's%20CV.pdf",
        QStringLiteral("John's CV.pdf"));
    row("quoted extended", "attachment; filename*=\"UTF-8''a%20b.txt\"", QStringLiteral("a b.txt"));
    row("no type, quoted", "filename=\"a.txt\"", QStringLiteral("a.txt"));
    row("no type, token", "filename=a.txt; x=y", QStringLiteral("a.txt"));
    row("no type, extended", "filename*=UTF-8''a.txt", QStringLiteral("a.txt"));
    row("word without value", "attachment; foo; filename=\"a.txt\"", QStringLiteral("a.txt"));
    row("word at the end", "attachment; filename=a.txt; foo", QStringLiteral("a.txt"));
    row("nothing but semicolons", ";;;;filename=a.txt;;", QStringLiteral("a.txt"));
    row("junk behind a quoted one", "attachment; filename=\"a.txt\" junk; x=y", QStringLiteral("a.txt"));
    row("pieces", "attachment; filename*0=\"long-\"; filename*1=\"name.bin\"",
        QStringLiteral("long-name.bin"));
    row("pieces out of order, encoded", "attachment; filename*1*=%C3%A4.bin; filename*0*=UTF-8''a%20",
        QStringLiteral("a ä.bin"));
    row("pieces without the first", "attachment; filename*1=\"a.bin\"", {});
    row("encoded word, base64", "attachment; filename=\"=?UTF-8?B?5L2g5aW9LmJpbg==?=\"",
        QStringLiteral("你好.bin"));
    row("encoded words, quoted-printable", "attachment; filename=\"=?utf-8?q?a_=C3=A4?= =?utf-8?Q?.bin?=\"",
        QStringLiteral("a ä.bin"));
    row("encoded word of another charset", "attachment; filename=\"=?KOI8-R?B?eA==?=\"",
        QStringLiteral("=?KOI8-R?B?eA==?="));
    row("encoded word with a path", "attachment; filename=\"=?UTF-8?B?Li4vLmV2aWw=?=\"",
        QStringLiteral("_evil"));
    row("percents", "attachment; filename=\"%E4%BD%A0%E5%A5%BD.bin\"", QStringLiteral("你好.bin"));
    row("percents that are none", "attachment; filename=\"100%.bin\"", QStringLiteral("100%.bin"));
    row("percents that are no UTF-8", "attachment; filename=\"a%E4.bin\"", QStringLiteral("a%E4.bin"));
    row("percents that hide a path", "attachment; filename=\"..%2f.bashrc\"", QStringLiteral("_bashrc"));
    row("hidden", "attachment; filename=\".bash_profile\"", QStringLiteral("_bash_profile"));
    row("hidden, extended", "attachment; filename*=UTF-8''%2eprofile", QStringLiteral("_profile"));
    row("hidden behind a blank", "attachment; filename=\" .netrc\"", QStringLiteral("_netrc"));
    row("hidden behind a control character", "attachment; filename*=UTF-8''%07.ssh", QStringLiteral("_ssh"));
    row("two dots", "attachment; filename=\"..x\"", QStringLiteral("__x"));
    row("three dots", "attachment; filename=\"...\"", {});
    row("control characters", "attachment; filename*=UTF-8''a%00%0a%1fb.txt", QStringLiteral("ab.txt"));
}

void tst_Disposition::names()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, expected);
    QCOMPARE(http::dispositionName(header), expected);
}

SLUICE_TEST(tst_Disposition)
#include "tst_disposition.moc"
