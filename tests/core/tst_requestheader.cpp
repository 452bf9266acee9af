#include "core/requestheader.h"
#include "tests/support/testmain.h"

#include <QTest>

class tst_RequestHeader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("name"); // empty: refused
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *text, const char *name, const char *value) {
            QTest::newRow(text) << QString::fromUtf8(text) << QByteArray(name) << QByteArray(value);
        };
        row("Referer: https://a.example/page?x=1", "Referer", "https://a.example/page?x=1");
        row("  cookie :  a=b; c=d  ", "cookie", "a=b; c=d");
        row("Authorization: Bearer abc", "Authorization", "Bearer abc");
        row("X-Name: \xC3\xBC", "X-Name", "\xC3\xBC");
        row("X-Colons: a:b:c", "X-Colons", "a:b:c");
        for (const char *text : {"",
                                 "no colon",
                                 ": value",
                                 "Na me: x",
                                 "N\xC3\xA4me: x",
                                 "Empty:",
                                 "Empty:   ",
                                 "Host: other",
                                 "hOsT: other",
                                 "Range: bytes=0-1",
                                 "If-Range: x",
                                 "Connection: close",
                                 "Content-Length: 5",
                                 "Transfer-Encoding: chunked",
                                 "Accept-Encoding: gzip",
                                 "Upgrade: h2c",
                                 "Proxy-Authorization: Basic x",
                                 "X: a\rRange: bytes=0-1",
                                 "X: a\nHost: b",
                                 "X: \x7f"})
            row(text, "", "");
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        const auto header = core::requestHeaderFromText(text);
        QCOMPARE(header.has_value(), !name.isEmpty());
        if (!header) {
            QCOMPARE(header.error().kind, core::ErrorKind::SourceNotUnderstood);
            return;
        }
        QCOMPARE(header->name, name);
        QCOMPARE(header->value, value);
        QCOMPARE(*core::requestHeaderFromText(core::toText(*header)), *header);
    }

    /// What is wrong may be a secret.
    void refusalsDoNotRepeatTheValue()
    {
        for (const char *text : {"secret", "Range: secret", "X: secret\x01"}) {
            const auto header = core::requestHeaderFromText(QString::fromLatin1(text));
            QVERIFY(!header);
            QVERIFY2(!header.error().detail.contains(u"secret"), qPrintable(header.error().detail));
        }
    }

    void several()
    {
        const auto headers = core::requestHeadersFromText(QStringLiteral("A: 1\n\n  \nB: 2\r\n"));
        QVERIFY(headers);
        QCOMPARE(headers->size(), 2);
        QCOMPARE(core::headerValue(*headers, "b"), QByteArray("2"));
        QVERIFY(core::headerValue(*headers, "c").isNull());
        QVERIFY(!core::requestHeadersFromText(QStringLiteral("A: 1\nHost: x")));
        QString many;
        for (int i = 0; i <= core::kMostRequestHeaders; ++i)
            many += QStringLiteral("X-%1: y\n").arg(i);
        QVERIFY(!core::requestHeadersFromText(many));
        const QString large = QString(core::kLongestRequestHeaders / 2, u'x');
        QVERIFY(
            !core::requestHeadersFromText(QStringLiteral("A: ") + large + QStringLiteral("\nB: ") + large));
    }
};

SLUICE_TEST(tst_RequestHeader)
#include "tst_requestheader.moc"
