#include "partialfixture.h"

#include "core/storage/freename.h"
#include "core/storage/safename.h"

class tst_FreeName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data();
    void names();
    void stayShort_data();
    void stayShort();
};

void tst_FreeName::names_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("numbered");
    const auto row = [](const char *name, const char *numbered) {
        QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(numbered);
    };
    row("a.bin", "a (7).bin");
    row("noext", "noext (7)");
    row(".config", ".config (7)");
    row(".config.json", ".config (7).json");
    row("prog-1.4.tar.gz", "prog-1.4 (7).tar.gz");
    row("a.tar.zst", "a (7).tar.zst");
    row("A.TAR.XZ", "A (7).TAR.XZ");
    row("a.tar", "a (7).tar");
    row("tar.gz", "tar (7).gz");
    row(".tar.gz", ".tar (7).gz");
    row("app-1.2", "app-1.2 (7)");
    row("v2.0-final", "v2.0-final (7)");
    row("song.mp3", "song (7).mp3");
    row("x (1).bin", "x (1) (7).bin");
    row("Dr. Who and the others", "Dr. Who and the others (7)");
    row("ends with a dot.", "ends with a dot. (7)");
    row("folder.d/file", "folder.d/file (7)");
    row("a/b.tar/c.tar.bz2", "a/b.tar/c (7).tar.bz2");
    row("\u00fcber.\u6f22", "\u00fcber.\u6f22 (7)");
}

void tst_FreeName::names()
{
    QFETCH(QString, name);
    QFETCH(QString, numbered);
    QCOMPARE(storage::numberedName(name, 7), numbered);
    QVERIFY(storage::numberedName(name, 1) != storage::numberedName(name, 2));
}

void tst_FreeName::stayShort_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("tail");
    QTest::newRow("as long as may be")
        << QString(229, u'n') + QStringLiteral(".bin") << QStringLiteral(" (12).bin");
    QTest::newRow("packed") << QString(226, u'n') + QStringLiteral(".tar.gz")
                            << QStringLiteral(" (12).tar.gz");
    QTest::newRow("three bytes a character")
        << QString(76, QChar(0x6f22)) + QStringLiteral(".txt") << QStringLiteral(" (12).txt");
    QTest::newRow("pairs of surrogates")
        << QString::fromUtf8("\xf0\x9f\x98\x80").repeated(57) + QStringLiteral(".txt")
        << QStringLiteral(" (12).txt");
}

void tst_FreeName::stayShort()
{
    QFETCH(QString, name);
    QFETCH(QString, tail);
    const QString got = storage::numberedName(name, 12);
    QVERIFY(got.endsWith(tail));
    QVERIFY(got.isValidUtf16());
    QVERIFY(got.toUtf8().size() <= storage::kLongestName);
    QCOMPARE(storage::safeName(got).value(), got); // nothing is left to mend
}

QTEST_GUILESS_MAIN(tst_FreeName)
#include "tst_freename.moc"
