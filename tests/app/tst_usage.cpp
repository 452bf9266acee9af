#include "tests/app/appbed.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// Every way to call the program wrongly ends in 2 with a sentence that names the option and the remedy; help
/// and version need nothing.
class tst_Usage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refused_data();
    void refused();
    void answered_data();
    void answered();

private:
    support::AppBed m_bed;
};

void tst_Usage::refused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");

    const QString url = u"http://127.0.0.1:9/file"_s;
    m_bed.write(u"mirrors.txt"_s, "mirror wow:World/\n");
    const QString list = m_bed.path(u"mirrors.txt"_s);
    const auto row = [](const char *name, const QStringList &arguments, const char *says) {
        QTest::newRow(name) << arguments << QByteArray(says);
    };
    row("get without source", {u"get"_s}, "no source is given");
    row("get of a mirror in a list", {u"get"_s, list}, "sluice mirror wow:World/ -o DIR");
    row("unknown long option", {u"get"_s, u"--fast"_s, url}, "--fast");
    row("unknown letter", {u"get"_s, u"-qx"_s, url}, "-x");
    row("missing value at the end", {u"get"_s, url, u"-o"_s}, "--output=DIR");
    row("missing value before an option", {u"get"_s, u"--limit"_s, u"--json"_s, url}, "--limit=RATE");
    row("empty value", {u"get"_s, u"--name="_s, url}, "--name=NAME");
    row("value for a switch", {u"get"_s, u"--json=yes"_s, url}, "--json takes no value");
    row("given twice", {u"get"_s, u"-O"_s, u"a"_s, u"-O"_s, u"b"_s, url}, "--name is given twice");
    row("bad rate", {u"get"_s, u"-l"_s, u"2X"_s, url}, "512K, 2M");
    row("negative rate", {u"get"_s, u"--limit=-5"_s, url}, "--limit");
    row("no connections", {u"get"_s, u"-c"_s, u"0"_s, url}, "--connections wants a whole number from 1");
    row("bad jobs", {u"get"_s, u"-j"_s, u"many"_s, url}, "--jobs");
    row("bad wait", {u"get"_s, u"--max-wait=soon"_s, url}, "--max-wait");
    row("bad network", {u"get"_s, u"--network=fast"_s, url}, "standard, unreliable, stable");
    row("bad memory", {u"get"_s, u"--memory=none"_s, url}, "low, balanced, high");
    row("bad missing-keys", {u"get"_s, u"--missing-keys=guess"_s, url}, "fail, zero, keep");
    row("both overwrite and rename", {u"get"_s, u"--overwrite"_s, u"--auto-rename"_s, url},
        "exclude each other");
    row("both quiet and verbose", {u"get"_s, u"-q"_s, u"-v"_s, url}, "exclude each other");
    row("name for two", {u"get"_s, u"-O"_s, u"one"_s, url, url + u'2'}, "-O names one file");
    row("not a scheme", {u"get"_s, u"ftp://127.0.0.1/file"_s}, "ftp://127.0.0.1/file");
    row("no such list", {u"get"_s, u"there-is-none.txt"_s}, "there-is-none.txt");
    row("no such key list", {u"get"_s, u"-k"_s, u"none.txt"_s, url}, "none.txt");
    row("bad mirror", {u"get"_s, u"-m"_s, u"nowhere"_s, url}, "--mirror=nowhere");
    row("inspect nothing", {u"inspect"_s}, "one address or file");
    row("inspect no file", {u"inspect"_s, u"none"_s}, "none");
    row("decode nothing", {u"decode"_s}, "one file is needed");
    row("decode no file", {u"decode"_s, u"none"_s, u"-o"_s, u"out"_s}, "cannot read none");
    row("decode keep", {u"decode"_s, u"--missing-keys=keep"_s, u"x"_s}, "fail, zero");
    row("verify nothing", {u"verify"_s}, "no file is given");
    row("keys alone", {u"keys"_s}, "import FILE");
    row("keys of another kind", {u"keys"_s, u"drop"_s}, "import FILE");
    row("keys import nothing", {u"keys"_s, u"import"_s}, "sluice keys import FILE");
    row("no such command", {u"fetch"_s, url}, "fetch is neither a command");
    row("badly named files of a product", {u"wow:fdid=x"_s}, "no file data id");
    row("no display for files of a product", {u"wow:fdid=5"_s}, "sluice get");
    row("no display", {}, "sluice get");
    row("no display for a source", {url}, "sluice get");
}

void tst_Usage::refused()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    const support::Run run = m_bed.run(arguments);
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(says), run.err.constData());
    QCOMPARE(run.out, QByteArray());
    QVERIFY(m_bed.server.requests().isEmpty());
}

void tst_Usage::answered_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("version") << QStringList{u"--version"_s} << QByteArray("Sluice ");
    QTest::newRow("help") << QStringList{u"--help"_s} << QByteArray("sluice get [options]");
    for (const char *command : {"get", "inspect", "decode", "verify", "keys"}) {
        QTest::newRow(command) << QStringList{QString::fromLatin1(command), u"--help"_s}
                               << QByteArray("sluice ") + command;
    }
}

void tst_Usage::answered()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    const support::Run run = m_bed.run(arguments);
    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.contains(says), run.out.constData());
    QCOMPARE(run.err, QByteArray());
}

SLUICE_TEST(tst_Usage)
#include "tst_usage.moc"
