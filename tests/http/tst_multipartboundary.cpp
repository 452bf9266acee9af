#include "core/http/multipart.h"
#include "tests/support/testmain.h"

#include <QTest>

class tst_MultipartBoundary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boundaries_data();
    void boundaries();
};

void tst_MultipartBoundary::boundaries_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("boundary"); // null: none
    const auto row = [](const char *type, const QByteArray &boundary) {
        QTest::newRow(type) << QByteArray(type) << boundary;
    };
    row("multipart/byteranges; boundary=abc", "abc");
    row("multipart/byteranges;boundary=abc", "abc");
    row("Multipart/ByteRanges ; Boundary=aBc ", "aBc");
    row("multipart/byteranges; charset=\"x;boundary=no\"; boundary=abc; x=y", "abc");
    row("multipart/byteranges; boundary=\"a b:c\"", "a b:c");
    row("multipart/byteranges; boundary=00000000000000000001", "00000000000000000001");
    row("multipart/byteranges; "
        "boundary=aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggg");
    row("multipart/byteranges; "
        "boundary=aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggggggggh",
        {});
    for (const char *type :
         {"", ";", "multipart/byteranges", "multipart/byteranges;", "multipart/byteranges; x=y",
          "multipart/byteranges; boundary=", "multipart/byteranges; boundary=\"\"",
          "multipart/byteranges; boundary=\"abc", "multipart/byteranges; boundary=\"abc \"",
          "multipart/byteranges; boundary=a\x01", "multipart/byteranges; boundary=a\\b",
          "multipart/byteranges; boundary=\xc3\xa4", "multipart/byteranges; myboundary=a",
          "multipart/mixed; boundary=abc", "text/plain; boundary=abc"})
        row(type, {});
}

void tst_MultipartBoundary::boundaries()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, boundary);
    const auto found = http::multipartBoundary(type);
    QCOMPARE(found.has_value(), !boundary.isNull());
    QCOMPARE(found.value_or(QByteArray()), boundary);
}

SLUICE_TEST(tst_MultipartBoundary)
#include "tst_multipartboundary.moc"
