#include "app/cli/options.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using app::Options;
using app::OptionSpec;

class tst_Options : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forms_data();
    void forms();
    void rates_data();
    void rates();
    void everythingAfterTwoDashesIsAnArgument();
    void repeatableKeepsTheOrder();
    void refused_data();
    void refused();
    void valuesWithDashes();
};

namespace {

constexpr std::array kKnown{
    OptionSpec{'o', "output", "DIR"},
    OptionSpec{'m', "mirror", "BASE", true},
    OptionSpec{'q', "quiet"},
    OptionSpec{'v', "verbose"},
};

} // namespace

void tst_Options::forms_data()
{
    QTest::addColumn<QStringList>("line");
    QTest::newRow("letter") << QStringList{u"-o"_s, u"x"_s, u"-q"_s, u"a"_s};
    QTest::newRow("letter with value") << QStringList{u"-ox"_s, u"a"_s, u"-q"_s};
    QTest::newRow("letters together") << QStringList{u"-qo"_s, u"x"_s, u"a"_s};
    QTest::newRow("long") << QStringList{u"a"_s, u"--output"_s, u"x"_s, u"--quiet"_s};
    QTest::newRow("long with equals") << QStringList{u"--output=x"_s, u"--quiet"_s, u"a"_s};
}

void tst_Options::forms()
{
    QFETCH(QStringList, line);
    const auto options = Options::parse(line, kKnown);
    QVERIFY(options);
    QCOMPARE(options->value("output"), u"x"_s);
    QVERIFY(options->isSet("quiet"));
    QVERIFY(!options->isSet("verbose"));
    QCOMPARE(options->arguments(), QStringList{u"a"_s});
}

void tst_Options::rates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("rate"); // -1: refused
    QTest::newRow("plain") << u"300000"_s << qint64(300000);
    QTest::newRow("kilo") << u"512K"_s << qint64(512 * 1024);
    QTest::newRow("small letter") << u"2m"_s << qint64(2 * 1024 * 1024);
    QTest::newRow("fraction") << u"1.5G"_s << qint64(1536) * 1024 * 1024;
    QTest::newRow("with unit") << u"2MiB/s"_s << qint64(2 * 1024 * 1024);
    QTest::newRow("with byte") << u"2MB"_s << qint64(2 * 1024 * 1024);
    QTest::newRow("zero") << u"0"_s << qint64(-1);
    QTest::newRow("negative") << u"-1M"_s << qint64(-1);
    QTest::newRow("nothing") << u""_s << qint64(-1);
    QTest::newRow("letter only") << u"M"_s << qint64(-1);
    QTest::newRow("word") << u"fast"_s << qint64(-1);
    QTest::newRow("not a number") << u"nan"_s << qint64(-1);
    QTest::newRow("endless") << u"inf"_s << qint64(-1);
    QTest::newRow("too large") << u"9e300G"_s << qint64(-1);
}

void tst_Options::rates()
{
    QFETCH(QString, text);
    QFETCH(qint64, rate);
    QCOMPARE(app::readRate(u"limit"_s, text).value_or(-1), rate);
    // A size is written alike, but for the time.
    if (!text.endsWith("/s"_L1))
        QCOMPARE(app::readSize(u"cache-size"_s, text).value_or(-1), rate);
}

void tst_Options::everythingAfterTwoDashesIsAnArgument()
{
    const auto options = Options::parse({u"-q"_s, u"--"_s, u"-o"_s, u"--"_s, u"-"_s}, kKnown);
    QVERIFY(options);
    QCOMPARE(options->arguments(), (QStringList{u"-o"_s, u"--"_s, u"-"_s}));
}

void tst_Options::repeatableKeepsTheOrder()
{
    const auto options = Options::parse({u"-m"_s, u"one"_s, u"--mirror=two"_s, u"-mthree"_s}, kKnown);
    QVERIFY(options);
    QCOMPARE(options->values("mirror"), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
}

/// Each complaint names the option as it was, or is to be, written.
void tst_Options::refused_data()
{
    QTest::addColumn<QStringList>("line");
    QTest::addColumn<QString>("says");
    QTest::newRow("unknown") << QStringList{u"--fast"_s} << u"unknown option --fast"_s;
    QTest::newRow("unknown letter") << QStringList{u"-qx"_s} << u"unknown option -x"_s;
    QTest::newRow("abbreviated") << QStringList{u"--out=x"_s} << u"unknown option --out"_s;
    QTest::newRow("letter as a name") << QStringList{u"--o=x"_s} << u"unknown option --o"_s;
    QTest::newRow("letter as help") << QStringList{u"--h"_s} << u"unknown option --h"_s;
    QTest::newRow("no value") << QStringList{u"a"_s, u"-o"_s} << u"--output needs a value: --output=DIR"_s;
    QTest::newRow("no value among letters")
        << QStringList{u"-qo"_s} << u"--output needs a value: --output=DIR"_s;
    QTest::newRow("option for a value")
        << QStringList{u"-o"_s, u"-q"_s} << u"--output needs a value: --output=DIR"_s;
    QTest::newRow("end for a value") << QStringList{u"--output"_s, u"--"_s, u"x"_s}
                                     << u"--output needs a value: --output=DIR"_s;
    QTest::newRow("empty value") << QStringList{u"--mirror="_s, u"x"_s}
                                 << u"--mirror needs a value: --mirror=BASE"_s;
    QTest::newRow("empty next") << QStringList{u"-o"_s, QString()}
                                << u"--output needs a value: --output=DIR"_s;
    QTest::newRow("value for a switch")
        << QStringList{u"--quiet=no"_s} << u"--quiet takes no value; leave out the \"=\" and what follows"_s;
    QTest::newRow("value for a letter")
        << QStringList{u"-v=no"_s} << u"--verbose takes no value; leave out the \"=\" and what follows"_s;
    QTest::newRow("twice") << QStringList{u"-o"_s, u"a"_s, u"--output=b"_s}
                           << u"--output is given twice; it counts once only"_s;
}

void tst_Options::refused()
{
    QFETCH(QStringList, line);
    QFETCH(QString, says);
    const auto options = Options::parse(line, kKnown);
    QVERIFY(!options);
    QCOMPARE(options.error(), says);
}

void tst_Options::valuesWithDashes()
{
    const auto options =
        Options::parse({u"-q"_s, u"--output=-q"_s, u"-m-"_s, u"-m"_s, u"-"_s, u"-"_s}, kKnown);
    QVERIFY(options);
    QCOMPARE(options->value("output"), u"-q"_s);
    QCOMPARE(options->values("mirror"), (QStringList{u"-"_s, u"-"_s}));
    QCOMPARE(options->arguments(), QStringList{u"-"_s});
    // The value's last letter is no option.
    const auto attached = Options::parse({u"-o/tmp/moo"_s, u"-q"_s, u"-qvm"_s, u"x"_s}, kKnown);
    QVERIFY(attached);
    QCOMPARE(attached->value("output"), u"/tmp/moo"_s);
    QCOMPARE(attached->values("mirror"), QStringList{u"x"_s}); // and a switch may be said twice
}

SLUICE_TEST(tst_Options)
#include "tst_options.moc"
