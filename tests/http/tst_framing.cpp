#include "core/http/framing.h"
#include "tests/support/testmain.h"

#include <QTest>

using http::Framing;
using End = http::Framing::End;

class tst_Framing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
};

namespace {

const QByteArray kNone; // the field did not come

} // namespace

void tst_Framing::judges_data()
{
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("length");
    QTest::addColumn<std::optional<Framing>>("expected"); // empty: refused
    const auto row = [](const char *name, const QByteArray &coding, const QByteArray &length,
                        std::optional<Framing> expected) {
        QTest::newRow(name) << coding << length << expected;
    };
    const Framing chunked{End::Chunked, {}};
    const Framing closing{End::Closing, {}};
    const auto bytes = [](qint64 count) { return Framing{End::Length, count}; };

    row("nothing said", kNone, kNone, closing);
    row("length", kNone, "5", bytes(5));
    row("length 0", kNone, "0", bytes(0));
    row("blanks around", kNone, " 5\t", bytes(5));
    row("zeros before", kNone, "0005", bytes(5));
    row("largest", kNone, "9223372036854775807", bytes(9223372036854775807));
    row("the same twice", kNone, "5, 5", bytes(5));
    row("the same, written otherwise", kNone, "5,05,5", bytes(5));
    row("two", kNone, "5, 6", {});
    row("the second is none", kNone, "5, x", {});
    row("the second is empty", kNone, "5,", {});
    row("empty", kNone, "", {});
    row("signed", kNone, "+5", {});
    row("negative", kNone, "-5", {});
    row("minus zero", kNone, "-0", {});
    row("too large", kNone, "9223372036854775808", {});
    row("garbage behind", kNone, "5abc", {});
    row("hexadecimal", kNone, "0x5", {});
    row("a fraction", kNone, "5.0", {});
    row("an exponent", kNone, "5e3", {});
    row("two words", kNone, "5 6", {});
    row("quoted", kNone, "\"5\"", {});

    row("chunked", "chunked", kNone, chunked);
    row("capitals", "Chunked", kNone, chunked);
    row("blanks around the coding", " chunked ", kNone, chunked);
    row("twice", "chunked, chunked", kNone, chunked);
    row("identity before", "identity, chunked", kNone, chunked);
    row("chunks win", "chunked", "5", chunked);
    row("chunks win over nonsense", "chunked", "5, x", chunked);
    row("identity", "identity", "5", bytes(5));
    row("no coding", "", "5", bytes(5));
    row("gzip", "gzip", "5", {});
    row("gzip within", "gzip, chunked", kNone, {});
    row("gzip around", "chunked, gzip", kNone, {});
    row("identity around", "chunked, identity", kNone, {});
    row("with a parameter", "chunked;q=1", kNone, {});
    row("quoted coding", "\"chunked\"", kNone, {});
    row("part of a word", "xchunked", kNone, {});
    row("unknown", "x-magic", "5", {});
}

void tst_Framing::judges()
{
    QFETCH(QByteArray, coding);
    QFETCH(QByteArray, length);
    QFETCH(std::optional<Framing>, expected);
    const auto framing = http::framingOf(coding, length);
    QCOMPARE(framing.has_value(), expected.has_value());
    if (expected)
        QVERIFY(*framing == *expected);
    else
        QVERIFY(framing.error().kind == core::ErrorKind::UnexpectedStatus &&
                !framing.error().detail.isEmpty());
}

SLUICE_TEST(tst_Framing)
#include "tst_framing.moc"
