#include "tests/support/testmain.h"
#include "ui/desktop/autostart.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using State = ui::Autostart::State;

class tst_Autostart : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onAndOff();
    void programsWithOddPaths_data();
    void programsWithOddPaths();
    void theDesktopsOwnToolCounts_data();
    void theDesktopsOwnToolCounts();
    void whatCannotBeWrittenIsTold();

private:
    static QString fileIn(const QTemporaryDir &folder)
    {
        return folder.filePath(QStringLiteral("autostart/org.sluice.sluice.desktop"));
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

void tst_Autostart::onAndOff()
{
    const QTemporaryDir folder;
    const ui::Autostart entry(folder.filePath(QStringLiteral("autostart")), QStringLiteral("sluice"));
    QCOMPARE(entry.state(), State::Off);
    QCOMPARE(entry.change(State::Off), QString());
    QCOMPARE(entry.change(State::On), QString());
    QCOMPARE(entry.state(), State::On);
    QVERIFY(read(fileIn(folder)).contains("\nExec=\"sluice\" --minimized\n"));
    QCOMPARE(entry.change(State::On), QString());
    QCOMPARE(entry.change(State::Off), QString());
    QCOMPARE(entry.state(), State::Off);
    QVERIFY(QDir(folder.filePath(QStringLiteral("autostart"))).isEmpty());
}

void tst_Autostart::programsWithOddPaths_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QByteArray>("exec");
    QTest::newRow("blank") << QStringLiteral("/opt/my programs/sluice")
                           << QByteArray("\"/opt/my programs/sluice\"");
    QTest::newRow("percent") << QStringLiteral("/opt/50%/sluice") << QByteArray("\"/opt/50%%/sluice\"");
    QTest::newRow("dollar") << QStringLiteral("/opt/$x/sluice") << QByteArray("\"/opt/\\\\$x/sluice\"");
    QTest::newRow("quote") << QStringLiteral("/opt/\"/sluice") << QByteArray("\"/opt/\\\\\"/sluice\"");
    QTest::newRow("backslash") << QStringLiteral("/opt/\\/sluice") << QByteArray("\"/opt/\\\\\\\\/sluice\"");
}

void tst_Autostart::programsWithOddPaths()
{
    QFETCH(QString, program);
    QFETCH(QByteArray, exec);
    const QTemporaryDir folder;
    const ui::Autostart entry(folder.filePath(QStringLiteral("autostart")), program);
    QCOMPARE(entry.change(State::On), QString());
    QVERIFY2(read(fileIn(folder)).contains(QByteArray("\nExec=" + exec + " --minimized\n")),
             read(fileIn(folder)).constData());
    const QString tool = QStandardPaths::findExecutable(QStringLiteral("desktop-file-validate"));
    if (!tool.isEmpty())
        QCOMPARE(QProcess::execute(tool, {fileIn(folder)}), 0);
}

void tst_Autostart::theDesktopsOwnToolCounts_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("hidden") << QByteArray("Hidden=true");
    QTest::newRow("switched off") << QByteArray("X-GNOME-Autostart-enabled=false");
}

void tst_Autostart::theDesktopsOwnToolCounts()
{
    QFETCH(QByteArray, line);
    const QTemporaryDir folder;
    const ui::Autostart entry(folder.filePath(QStringLiteral("autostart")), QStringLiteral("sluice"));
    QCOMPARE(entry.change(State::On), QString());
    QFile file(fileIn(folder));
    QVERIFY(file.open(QIODevice::Append) && file.write(line) > 0);
    file.close();
    QCOMPARE(entry.state(), State::Off);
    QCOMPARE(entry.change(State::On), QString());
    QCOMPARE(entry.state(), State::On);
}

void tst_Autostart::whatCannotBeWrittenIsTold()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("autostart"))); // where the folder would have to be
    QVERIFY(file.open(QIODevice::WriteOnly));
    const ui::Autostart entry(file.fileName(), QStringLiteral("sluice"));
    QVERIFY(entry.change(State::On).contains(QStringLiteral("org.sluice.sluice.desktop")));
    QCOMPARE(entry.state(), State::Off);
}

SLUICE_TEST(tst_Autostart)
#include "tst_autostart.moc"
