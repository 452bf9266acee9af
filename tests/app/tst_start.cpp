#include "app/desktop/handover.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

/// What the arguments of a start without subcommand mean, as people, menus, file managers and browsers give
/// them.
class tst_Start : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void means_data();
    void means();
    void refused_data();
    void refused();

private:
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName()
                                                                                    : QString();
    }

    QTemporaryDir m_folder;
};

void tst_Start::initTestCase()
{
    QVERIFY(QDir::setCurrent(m_folder.path()));
}

void tst_Start::means_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QStringList>("offers");
    QTest::addColumn<bool>("inTray");
    const QString list = write(u"a list.txt"_s, "http://host/listed\n");
    const QString blte = write(u"50% ü.blte"_s, "BLTE....");
    const QString address = QString::fromUtf8(QUrl::fromLocalFile(list).toEncoded());
    const QString blteAddress = QString::fromUtf8(QUrl::fromLocalFile(blte).toEncoded());
    const QString link = u"sluice:add?url=http%3A%2F%2Fhost%2Ff"_s;
    const QStringList none;
    const auto row = [](const char *name, const QStringList &arguments, const QStringList &texts,
                        const QStringList &files, const QStringList &offers, bool inTray) {
        QTest::newRow(name) << arguments << texts << files << offers << inTray;
    };
    row("nothing", none, none, none, none, false);
    row("address", {u"http://host/f"_s}, {u"http://host/f"_s}, none, none, false);
    row("list", {list}, {u"http://host/listed\n"_s}, none, none, false);
    row("list of a file manager", {address}, {u"http://host/listed\n"_s}, none, none, false);
    row("of this host", {QString(address).replace("file://"_L1, "file://localhost"_L1)},
        {u"http://host/listed\n"_s}, none, none, false);
    row("BLTE file of a file manager", {blteAddress}, none, {blte}, none, false);
    const QString key = write(u"sc1Dev.ak"_s, "20 bytes of anything");
    const QString names = write(u"names.csv"_s, "1;World/a.adt\n2;World/b.adt\n");
    QVERIFY(QDir().mkpath(m_folder.filePath(u"game"_s)));
    write(u"game/.build.info"_s, "Branch!STRING:0|Build Key!HEX:16\n");
    const QString game = m_folder.filePath(u"game"_s);
    row("key file", {key}, none, {key}, none, false);
    row("listfile", {u"names.csv"_s}, none, {names}, none, false);
    row("folder of a game", {game}, none, {game}, none, false);
    row("key of a file", {u"00112233445566778899aabbccddeeff"_s}, {u"00112233445566778899aabbccddeeff"_s},
        none, none, false);
    row("link", {link}, none, none, {link}, false);
    row("link and address", {u"http://host/f"_s, link}, {u"http://host/f"_s}, none, {link}, false);
    row("unknown link", {u"sluice:quit"_s}, none, none, {u"sluice:quit"_s}, false); // the window tells
    row("product", {u"wow:fdid=5"_s}, {u"wow:fdid=5"_s}, none, none, false);
    row("minimized", {u"--minimized"_s}, none, none, none, true);
    row("minimized with an address", {u"--minimized"_s, u"http://host/f"_s}, {u"http://host/f"_s}, none, none,
        true);
}

void tst_Start::means()
{
    QFETCH(QStringList, arguments);
    const auto start = app::readStart(arguments);
    QVERIFY2(start, start ? "" : qUtf8Printable(start.error()));
    QTEST(start->handover.texts, "texts");
    QTEST(start->handover.files, "files");
    QTEST(start->handover.offers, "offers");
    QFETCH(bool, inTray);
    QCOMPARE(start->opening == app::Opening::Tray, inTray);
}

void tst_Start::refused_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("says");
    QTest::newRow("option") << u"--loud"_s << u"--loud"_s;
    QTest::newRow("letter") << u"-m"_s << u"-m"_s;
    QTest::newRow("value for a switch") << u"--minimized=1"_s << u"takes no value"_s;
    QTest::newRow("no such file") << u"file:///none/such"_s << u"/none/such"_s;
    QTest::newRow("file of another host") << u"file://host/share/list.txt"_s << u"list.txt"_s;
}

void tst_Start::refused()
{
    QFETCH(QString, argument);
    QFETCH(QString, says);
    const auto start = app::readStart({argument});
    QVERIFY(!start);
    QVERIFY2(start.error().contains(says), qUtf8Printable(start.error()));
}

SLUICE_TEST(tst_Start)
#include "tst_start.moc"
