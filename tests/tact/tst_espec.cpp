#include "core/tact/espec.h"
#include "core/tact/text.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"

#include <QJsonArray>

using namespace tact;

/// The grammar of ESpecs.
class tst_Espec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void keys();
    void cutEverywhere();
    void depth();
    void real();
    void realOfEra();
};

namespace {

/// Writes it again, in one way of the several there are.
QString written(const Espec &espec)
{
    const auto inside = [&] {
        QStringList parts;
        for (const Espec::Part &part : espec.parts) {
            const QString count = part.count == 0   ? QStringLiteral("*")
                                  : part.count == 1 ? QString()
                                                    : QStringLiteral("*%1").arg(part.count);
            parts << (part.size == 0 ? QStringLiteral("*") : QString::number(part.size) + count) +
                         QStringLiteral("=") + written(part.spec);
        }
        return parts.join(u',');
    };
    switch (espec.mode) {
    case Espec::Mode::Raw:
        return QStringLiteral("n");
    case Espec::Mode::Zlib:
        return QStringLiteral("z%1%2").arg(espec.level).arg(QString::fromStdString(espec.window));
    case Espec::Mode::Encrypted:
        return QStringLiteral("e(%1,%2,%3)")
            .arg(QString::fromStdString(blte::toHex(espec.key)))
            .arg(espec.ivSize)
            .arg(written(espec.parts.front().spec));
    case Espec::Mode::Blocks:
        return QStringLiteral("b(") + inside() + QStringLiteral(")");
    case Espec::Mode::BcPack:
        return QStringLiteral("c");
    case Espec::Mode::GDeflate:
        break;
    }
    return QStringLiteral("g");
}

} // namespace

void tst_Espec::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("meaning");
    const auto row = [](const char *text, const char *meaning) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(meaning);
    };
    row("n", "n");
    row("z", "z0");
    row("z:9", "z9");
    row("z:{9}", "z9");
    row("z:{9,15}", "z915");
    row("z:{6,mpq}", "z6mpq");
    row("b:256K*=n", "b(262144*=n)");
    row("b:{22=n,*=z}", "b(22=n,*=z0)");
    row("b:{1M=z,64K*3=n,7=z:6}", "b(1048576=z0,65536*3=n,7=z6)");
    row("e:{0102030405060708,00000000,z}", "e(0807060504030201,4,z0)");
    row("b:{256K*=e:{000684749764DCBE,5379955308151E04,n}}", "b(262144*=e(BEDC649774840600,8,n))");
    row("b:{*=b:{1=n,*=z}}", "b(*=b(1=n,*=z0))");
    row("e:{0102030405060708,00000000,b:{8=n,*=z}}", "e(0807060504030201,4,b(8=n,*=z0))");
    row("c", "c");
    row("c:{4}", "c");
    row("g:{5,9}", "g");
    row("b:{16=c:2,*=g}", "b(16=c,*=g)");
}

void tst_Espec::reads()
{
    QFETCH(QString, text);
    const auto espec = parseEspec(text.toStdString());
    QVERIFY2(espec, espec ? "" : espec.error().text.c_str());
    QTEST(written(*espec), "meaning");
}

void tst_Espec::refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             "x",
                             "nn",
                             "z:",
                             "z:10",
                             "z:{}",
                             "z:{9,}",
                             "z:{9,15",
                             "b:",
                             "b:{}",
                             "b:{22=n",
                             "b:{22=n,}",
                             "b:{*=n,1=n}",
                             "b:{1K*=n,1=n}",
                             "b:{0=n}",
                             "b:{1K*0=n}",
                             "b:{99999999999999999999=n}",
                             "b:{1099511627777=n}",
                             "b:{1048577M=n}",
                             "b:{1=}",
                             "e:{}",
                             "e:{0102,00000000,n}",
                             "e:{0102030405060708,0000,n}",
                             "e:{0102030405060708,00000000}",
                             "e:{0102030405060708,00000000,n",
                             "e:{010203040506070g,00000000,n}",
                             "c:",
                             "c:{}",
                             "n ",
                             "B:{1=n}"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void tst_Espec::refuses()
{
    QFETCH(QString, text);
    QVERIFY(!parseEspec(text.toStdString()));
}

void tst_Espec::keys()
{
    const auto espec =
        parseEspec("b:{1=e:{0102030405060708,00000000,n},2=n,3=e:{1102030405060708,00000000,z},"
                   "*=e:{0102030405060708,11111111,n}}");
    QVERIFY(espec);
    const auto names = keysOf(*espec);
    QCOMPARE(names.size(), std::size_t{2});
    QCOMPARE(blte::toHex(names[0]), std::string("0807060504030201")); // as key lists print it
    QVERIFY(keysOf(*parseEspec("b:{*=z}")).empty());
}

void tst_Espec::cutEverywhere()
{
    const std::string whole = "b:{1M=z,64K*3=e:{0102030405060708,00000000,z:{6,mpq}},7=c:{4},*=n}";
    for (std::size_t size = 0; size < whole.size(); ++size)
        QVERIFY(!parseEspec(std::string(whole, 0, size)));
    QVERIFY(parseEspec(whole));
}

void tst_Espec::depth()
{
    std::string deep = "n";
    for (int i = 0; i < 1000; ++i)
        deep = i == 0 ? "b:" : deep + "*=b:";
    const auto espec = parseEspec(deep);
    QVERIFY(!espec);
    QCOMPARE(int(espec.error().kind), int(FaultKind::TooDeep));
    QVERIFY(parseEspec("b:*=b:*=b:*=n"));
}

void tst_Espec::real()
{
    const std::string content = corpus::read(QStringLiteral("ngdp/espec/encodings.txt")).toStdString();
    NEEDS_SAMPLE(content);
    std::string_view rest = content;
    int count = 0;
    while (!rest.empty()) {
        const std::string line(trimmed(takeLine(rest)));
        if (line.empty())
            continue;
        const auto espec = parseEspec(line);
        QVERIFY2(espec, line.c_str());
        QCOMPARE(!keysOf(*espec).empty(), line.find("e:{") != line.npos);
        ++count;
    }
    QVERIFY(count > 2900);
}

void tst_Espec::realOfEra()
{
    const QJsonArray especs =
        corpus::json(QStringLiteral("ngdp/espec/wow_classic_era_especs.json"))[u"especs"].toArray();
    NEEDS_SAMPLE(especs);
    int encrypted = 0;
    for (const QJsonValue &text : especs) {
        const auto espec = parseEspec(text.toString().toStdString());
        QVERIFY2(espec, qPrintable(text.toString()));
        encrypted += keysOf(*espec).empty() ? 0 : 1;
    }
    QCOMPARE(encrypted, 7);
}

SLUICE_TEST(tst_Espec)
#include "tst_espec.moc"
