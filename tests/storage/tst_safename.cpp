#include "partialfixture.h"

#include "core/storage/safename.h"
#include "tests/support/testmain.h"

using core::ErrorKind;

class tst_SafeName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
    void refused_data();
    void refused();
    void longNames_data();
    void longNames();
    void numbered_data();
    void numbered();
};

void tst_SafeName::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("safe");
    const auto row = [](const char *title, const QString &name, const QString &safe) {
        QTest::newRow(title) << name << safe;
    };
    row("plain", QStringLiteral("logo.blp"), QStringLiteral("logo.blp"));
    row("folders", QStringLiteral("interface/icons/a.blp"), QStringLiteral("interface/icons/a.blp"));
    row("backslashes", QStringLiteral("interface\\icons\\a.blp"), QStringLiteral("interface/icons/a.blp"));
    row("hidden", QStringLiteral(".build.info"), QStringLiteral(".build.info"));
    row("dots inside", QStringLiteral("a..b"), QStringLiteral("a..b"));
    row("many dots", QStringLiteral("..."), QStringLiteral("_"));
    row("dots and spaces at the end", QStringLiteral("a . ./b. "), QStringLiteral("a/b"));
    row("device", QStringLiteral("con"), QStringLiteral("_con"));
    row("device with extension", QStringLiteral("Nul.tar.gz"), QStringLiteral("_Nul.tar.gz"));
    row("device as a folder", QStringLiteral("aux/x"), QStringLiteral("_aux/x"));
    row("port", QStringLiteral("COM1.txt"), QStringLiteral("_COM1.txt"));
    row("port with superscript", QStringLiteral("lpt\u00b2"), QStringLiteral("_lpt\u00b2"));
    row("no port", QStringLiteral("COM10"), QStringLiteral("COM10"));
    row("no device", QStringLiteral("console"), QStringLiteral("console"));
    row("Windows' characters", QStringLiteral("a<b>c:d\"e|f?g*h"), QStringLiteral("a_b_c_d_e_f_g_h"));
    row("stream", QStringLiteral("file.txt:stream"), QStringLiteral("file.txt_stream"));
    row("decomposed", QStringLiteral("u\u0308ber"), QStringLiteral("\u00fcber"));
    row("disguise", QStringLiteral("txt\u202eexe.doc"), QStringLiteral("txt_exe.doc"));
    row("tilde", QStringLiteral("~/x"), QStringLiteral("~/x"));
}

void tst_SafeName::names()
{
    QFETCH(QString, name);
    QFETCH(QString, safe);
    const auto got = storage::safeName(name);
    QVERIFY_OK(got);
    QCOMPARE(*got, safe);
    QCOMPARE(*storage::safeName(*got), safe); // mended once is mended
}

void tst_SafeName::refused_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << QString();
    QTest::newRow("absolute") << QStringLiteral("/etc/passwd");
    QTest::newRow("absolute, backslash") << QStringLiteral("\\windows\\x");
    QTest::newRow("UNC") << QStringLiteral("\\\\host\\share");
    QTest::newRow("parent") << QStringLiteral("../x");
    QTest::newRow("parent in the middle") << QStringLiteral("a/../../x");
    QTest::newRow("parent at the end") << QStringLiteral("a/..");
    QTest::newRow("parent, backslash") << QStringLiteral("a\\..\\x");
    QTest::newRow("parent with a space") << QStringLiteral("a/.. /x");
    QTest::newRow("here") << QStringLiteral("./x");
    QTest::newRow("empty segment") << QStringLiteral("a//x");
    QTest::newRow("folder") << QStringLiteral("a/");
    QTest::newRow("spaces") << QStringLiteral("a/  /x");
    QTest::newRow("drive") << QStringLiteral("C:\\x");
    QTest::newRow("drive relative") << QStringLiteral("c:x");
    QTest::newRow("zero") << QStringLiteral("a") + QChar(0) + QStringLiteral("b");
    QTest::newRow("newline") << QStringLiteral("a\nb");
    QTest::newRow("escape") << QStringLiteral("a\x1b[2J");
    QTest::newRow("C1 control") << QStringLiteral("a\u0085");
    QTest::newRow("half a surrogate pair") << QStringLiteral("a") + QChar(0xd800);
    QTest::newRow("too deep") << QStringLiteral("a/").repeated(2000) + u'x';
}

void tst_SafeName::refused()
{
    QFETCH(QString, name);
    QVERIFY_FAILS(storage::safeName(name), ErrorKind::NameRefused);
}

void tst_SafeName::longNames_data()
{
    QTest::addColumn<QString>("letter");
    QTest::newRow("one byte") << QStringLiteral("a");
    QTest::newRow("two bytes") << QStringLiteral("\u00e4");
    QTest::newRow("three bytes") << QStringLiteral("\u6f22");
    QTest::newRow("four bytes") << QStringLiteral("\U0001f600");
}

void tst_SafeName::longNames()
{
    QFETCH(QString, letter);
    const auto got = storage::safeName(letter.repeated(400) + QStringLiteral(".tar"));
    QVERIFY_OK(got);
    QVERIFY(QString(*got + QStringLiteral(".part.chunk4294967295")).toUtf8().size() <= 255);
    QVERIFY(got->toUtf8().size() > 220);
    QVERIFY(got->endsWith(u".tar"));
    QVERIFY(got->isValidUtf16());
    QCOMPARE(*storage::safeName(*got), *got);
}

void tst_SafeName::numbered_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(expected);
    };
    row("a.bin", "a (3).bin");
    row("sub.d/a", "sub.d/a (3)");
    row("a.tar.gz", "a (3).tar.gz");
    row("prog-1.4.tar.zst", "prog-1.4 (3).tar.zst");
    row(".tar.gz", ".tar (3).gz");
    row(".config", ".config (3)");
    row("d/.config", "d/.config (3)");
    row("app-1.2", "app-1.2 (3)");
    row("a.7z.001", "a.7z (3).001");
    row("Mr. Smith goes", "Mr. Smith goes (3)");
    row("a (1).bin", "a (1) (3).bin");
}

void tst_SafeName::numbered()
{
    QFETCH(QString, name);
    QTEST(storage::numberedName(name, 3), "expected");
    const QString full = *storage::safeName(QString(400, QChar(0x6f22)) + QStringLiteral(".bin"));
    const QString other = storage::numberedName(full, 12);
    QVERIFY(other.endsWith(u" (12).bin"));
    QCOMPARE(*storage::safeName(other), other);
}

SLUICE_TEST(tst_SafeName)
#include "tst_safename.moc"
