#include "core/catalog/serviceanswer.h"

#include "tests/catalog/serviceanswers.h"
#include "tests/support/testmain.h"

#include <QTest>

using catalog::ServiceTable;

class tst_ServiceAnswer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
    void older_data();
    void older();
};

void tst_ServiceAnswer::judges_data()
{
    QTest::addColumn<int>("table");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("complaint"); // empty: a table
    const auto row = [](const char *title, ServiceTable table, const QByteArray &bytes,
                        const char *complaint = "") {
        QTest::newRow(title) << int(table) << bytes << QString::fromLatin1(complaint);
    };
    row("versions", ServiceTable::Versions, answers::versions(7));
    row("bgdl", ServiceTable::BackgroundDownload, answers::versions(7));
    row("cdns", ServiceTable::Cdns, answers::cdns());
    row("summary", ServiceTable::Summary, answers::summary());
    row("nothing", ServiceTable::Versions, "", "nothing");
    row("page", ServiceTable::Versions, "<!DOCTYPE html><html>Sign in</html>", "a web page");
    row("page after blanks", ServiceTable::Cdns, "\r\n  <HTML lang=en>", "a web page");
    row("Invalid", ServiceTable::Versions, "Invalid", "table");
    row("JSON", ServiceTable::Summary, "{\"error\":\"no\"}", "table");
    row("header alone", ServiceTable::Versions,
        "Region!STRING:0|BuildConfig!HEX:16|CDNConfig!HEX:16\n## seqn = 1\n", "an empty table");
    row("rows without hashes", ServiceTable::Versions,
        "Region!STRING:0|BuildConfig!HEX:16|CDNConfig!HEX:16\nus|x|y\n", "without a readable row");
    row("another table", ServiceTable::Versions, answers::summary(), "");
}

void tst_ServiceAnswer::judges()
{
    QFETCH(int, table);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, complaint);
    const auto answer = catalog::judgeAnswer(static_cast<ServiceTable>(table), bytes);
    if (QByteArrayView(QTest::currentDataTag()) == "another table") {
        QVERIFY(!answer);
        return;
    }
    QCOMPARE(answer.has_value(), complaint.isEmpty());
    if (answer) {
        QCOMPARE(answer->text, bytes);
        return;
    }
    QCOMPARE(answer.error().kind, core::ErrorKind::WrongContent);
    QVERIFY2(answer.error().detail.contains(complaint), qPrintable(answer.error().detail));
}

void tst_ServiceAnswer::older_data()
{
    QTest::addColumn<int>("answer"); // -1: without a number
    QTest::addColumn<int>("known");
    QTest::addColumn<bool>("isOlder");
    QTest::newRow("lower") << 6 << 7 << true;
    QTest::newRow("same") << 7 << 7 << false;
    QTest::newRow("higher") << 8 << 7 << false;
    QTest::newRow("none") << -1 << 7 << false;
    QTest::newRow("none known") << 6 << -1 << false;
}

void tst_ServiceAnswer::older()
{
    QFETCH(int, answer);
    QFETCH(int, known);
    QFETCH(bool, isOlder);
    const auto of = [](int number) {
        catalog::ServiceAnswer made;
        if (number >= 0)
            made.sequenceNumber = static_cast<quint64>(number);
        return made;
    };
    QCOMPARE(catalog::isOlder(of(answer), of(known)), isOlder);
}

SLUICE_TEST(tst_ServiceAnswer)
#include "tst_serviceanswer.moc"
