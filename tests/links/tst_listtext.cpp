#include "core/links/listtext.h"
#include "tests/support/testmain.h"

#include <QStringEncoder>
#include <QTest>

class tst_ListText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void encodings_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        const QString text = QStringLiteral("http://h/gr\u00fc\u00df\nhttp://h/\u4f60");
        const auto as = [&](QStringConverter::Encoding encoding, bool hasMark) {
            QStringEncoder encoder(encoding,
                                   hasMark ? QStringConverter::Flag::WriteBom : QStringConverter::Flag{});
            return QByteArray(encoder(text));
        };
        QTest::newRow("UTF-8") << as(QStringConverter::Utf8, false) << text;
        QTest::newRow("UTF-8, marked") << as(QStringConverter::Utf8, true) << text;
        QTest::newRow("UTF-16 LE") << as(QStringConverter::Utf16LE, true) << text;
        QTest::newRow("UTF-16 BE") << as(QStringConverter::Utf16BE, true) << text;
        QTest::newRow("UTF-32") << as(QStringConverter::Utf32LE, true) << text;
        QTest::newRow("UTF-16 LE, unmarked") << as(QStringConverter::Utf16LE, false) << text;
        QTest::newRow("UTF-16 BE, unmarked") << as(QStringConverter::Utf16BE, false) << text;
        QTest::newRow("Latin-1") << QByteArray("http://h/gr\xfc") << QStringLiteral("http://h/gr\ufffd");
        QTest::newRow("nothing") << QByteArray() << QString();
        QTest::newRow("one byte") << QByteArray("h") << QStringLiteral("h");
    }
    void encodings()
    {
        QFETCH(QByteArray, bytes);
        QTEST(links::textFromBytes(bytes), "expected");
    }

    void listsCannotLeaveTheFolder_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("leads");
        const QString base = QStringLiteral("/home/mara/Downloads");
        QTest::newRow("none") << QString() << base << false;
        QTest::newRow("below") << QStringLiteral("a/b") << base + QStringLiteral("/a/b") << false;
        QTest::newRow("absolute below")
            << base + QStringLiteral("/a") << base + QStringLiteral("/a") << false;
        QTest::newRow("itself") << QStringLiteral("a/..") << base << false;
        QTest::newRow("up") << QStringLiteral("../.config/autostart") << base << true;
        QTest::newRow("up alone") << QStringLiteral("..") << base << true;
        QTest::newRow("up later") << QStringLiteral("a/../../x") << base << true;
        QTest::newRow("absolute") << QStringLiteral("/etc") << base << true;
        QTest::newRow("absolute, up") << base + QStringLiteral("/../x") << base << true;
        QTest::newRow("sibling") << QStringLiteral("/home/mara/Downloads2") << base << true;
    }
    void listsCannotLeaveTheFolder()
    {
        QFETCH(QString, wanted);
        const QString base = QStringLiteral("/home/mara/Downloads");
        QTEST(links::folderFor(base, wanted), "folder");
        QTEST(links::leadsOut(base, wanted), "leads");
    }
};

SLUICE_TEST(tst_ListText)
#include "tst_listtext.moc"
