#include "tests/app/appbed.h"
#include "tests/catalog/serviceanswers.h"
#include "tests/support/testmain.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QSettings>
#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::Run;

/// products, builds and cache on the command line.
class tst_Products : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void products();
    void builds();
    void oldBuildsAreListed();
    void anotherServiceIsTold();
    void offline();
    void aMirrorsFolder();
    void noService();
    void cacheInfo();
    void badUsage_data();
    void badUsage();

private:
    Run run(const QStringList &arguments, const QStringList &more = {}) const
    {
        return m_bed->run(arguments + QStringList{u"--service"_s, m_bed->server.url("").toString()} + more);
    }

    /// In the bed's home folder.
    QString historyPath() const
    {
        QDirIterator files(m_bed->path({}), {u"builds.jsonl"_s}, QDir::Files | QDir::Hidden,
                           QDirIterator::Subdirectories);
        return files.hasNext() ? files.next() : QString();
    }

    std::unique_ptr<AppBed> m_bed;
};

void tst_Products::init()
{
    m_bed = std::make_unique<AppBed>();
    m_bed->server.serve("/v2/summary", answers::summary());
    m_bed->server.serve("/v2/products/wow/versions", answers::versions(5));
}

void tst_Products::products()
{
    const Run human = run({u"products"_s});
    QCOMPARE(human.code, 0);
    QVERIFY2(human.out.contains("World of Warcraft\n"), human.out);
    QVERIFY(human.out.contains("us eu"));
    const Run json = run({u"products"_s, u"--json"_s});
    QCOMPARE(json.code, 0);
    QCOMPARE(json.events().size(), 2);
    const QJsonObject wow = json.events().last();
    QCOMPARE(wow.value(u"product"_s).toString(), u"wow"_s);
    QCOMPARE(wow.value(u"seqn"_s).toInt(), 5);
    QCOMPARE(wow.value(u"regions"_s).toArray(), (QJsonArray{u"us"_s, u"eu"_s}));
    // Of the other one nobody has the versions, and that is told.
    const QByteArray other = json.events().first().value(u"product"_s).toString().toUtf8();
    QVERIFY2(json.err.count('\n') == 1 && json.err.contains(other), json.err);
}

void tst_Products::builds()
{
    const Run json = run({u"builds"_s, u"WOW"_s, u"--json"_s});
    QCOMPARE(json.code, 0);
    QCOMPARE(json.events().size(), 2);
    const QJsonObject us = json.events().first();
    QCOMPARE(us.value(u"product"_s).toString(), u"wow"_s);
    QCOMPARE(us.value(u"region"_s).toString(), u"us"_s);
    QCOMPARE(us.value(u"version"_s).toString(), u"1.15.8.12345"_s);
    QCOMPARE(us.value(u"buildId"_s).toInt(), 12345);
    QCOMPARE(us.value(u"buildConfig"_s).toString(), u"be2bb98dc28aee05bbee519393696cdb"_s);
    QCOMPARE(us.value(u"cdnConfig"_s).toString(), u"fac77b9ca52c84ac28ad83a7dbe1c829"_s);
    QCOMPARE(us.value(u"keyRing"_s).toString(), u"3ca57fe7319a297346440e4d2a03a0cd"_s);
    QVERIFY(json.events().last().value(u"keyRing"_s).isNull());
    const Run eu = run({u"builds"_s, u"wow"_s, u"--region"_s, u"eu"_s});
    QCOMPARE(eu.code, 0);
    QVERIFY(eu.out.contains("1.15.8.12346") && !eu.out.contains("1.15.8.12345"));
    const Run nowhere = run({u"builds"_s, u"wow"_s, u"--region=kr"_s});
    QCOMPARE(nowhere.code, 3);
    QVERIFY(nowhere.err.contains("no build for the region kr"));
}

void tst_Products::oldBuildsAreListed()
{
    QCOMPARE(run({u"builds"_s, u"wow"_s}).code, 0);
    QByteArray next = answers::versions(6);
    next.replace("us|be2b", "us|beef");
    m_bed->server.serve("/v2/products/wow/versions", next);
    const Run json = run({u"builds"_s, u"wow"_s, u"--json"_s});
    QCOMPARE(json.events().size(), 3);
    QCOMPARE(json.events().first().value(u"current"_s).toBool(), false);
    QCOMPARE(json.events().last().value(u"current"_s).toBool(), true);
}

void tst_Products::anotherServiceIsTold()
{
    support::FaultServer page;
    page.always("/v2/products/wow/versions", support::fault::htmlPage());
    const Run told = m_bed->run({u"builds"_s, u"wow"_s, u"--service"_s, page.url("").toString(),
                                 u"--service"_s, m_bed->server.url("").toString()});
    QCOMPARE(told.code, 0);
    QVERIFY2(told.err.contains(QByteArray::number(page.port())) && told.err.contains("page"), told.err);
}

void tst_Products::offline()
{
    const Run before = run({u"builds"_s, u"wow"_s}, {u"--offline"_s});
    QCOMPARE(before.code, 3);
    QVERIFY2(before.err.contains("the cache does not know it"), before.err);
    QCOMPARE(run({u"builds"_s, u"wow"_s}).code, 0);
    m_bed->server.clearLog();
    // As if it had been named some days ago.
    QFile history(historyPath());
    QVERIFY(history.open(QIODevice::ReadWrite));
    const QByteArray today = QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-dd"_s).toLatin1();
    QByteArray text = history.readAll();
    QVERIFY(text.contains(today));
    QVERIFY(history.seek(0));
    history.write(text.replace(today, "2026-01-02"));
    history.close();
    const Run after = run({u"builds"_s, u"wow"_s, u"--json"_s}, {u"--offline"_s});
    QCOMPARE(after.code, 0);
    QCOMPARE(after.events().size(), 2);
    QVERIFY(after.err.isEmpty());
    m_bed->server.goDown();
    const Run down = run({u"builds"_s, u"wow"_s});
    QCOMPARE(down.code, 0);
    QVERIFY2(down.err.contains("127.0.0.1") && down.err.contains("seen before"), down.err);
    QVERIFY(after.events().first().value(u"lastSeen"_s).toString().startsWith(u"2026-01-02"));
    QVERIFY(m_bed->server.requests().isEmpty());
}

void tst_Products::aMirrorsFolder()
{
    QVERIFY(QDir().mkpath(m_bed->path(u"mirror/v2/products/d4"_s)));
    m_bed->write(u"mirror/v2/products/d4/versions"_s, answers::versions(2));
    const Run relative =
        m_bed->run({u"builds"_s, u"d4"_s, u"--json"_s, u"--service"_s, u"mirror"_s, u"--offline"_s});
    QCOMPARE(relative.code, 0);
    QCOMPARE(relative.events().size(), 2);
}

void tst_Products::noService()
{
    m_bed->server.goDown();
    const Run run = this->run({u"products"_s});
    QCOMPARE(run.code, 3);
    QVERIFY2(run.err.contains("127.0.0.1"), run.err);
    QVERIFY(run.out.isEmpty());
}

void tst_Products::cacheInfo()
{
    QCOMPARE(run({u"builds"_s, u"wow"_s}).code, 0);
    const Run info = m_bed->run({u"cache"_s, u"info"_s, u"--json"_s});
    QCOMPARE(info.code, 0);
    QCOMPARE(info.events().first().value(u"entries"_s).toInt(), 1);
    QCOMPARE(info.events().first().value(u"misses"_s).toInt(), 1);
    QVERIFY(m_bed->run({u"cache"_s, u"info"_s}).out.contains("1 object,"));
    QVERIFY(m_bed->run({u"cache"_s, u"verify"_s}).out.contains("0 damaged"));
    const auto limit = [this](const QStringList &options) {
        const Run run = m_bed->run(QStringList{u"cache"_s, u"info"_s, u"--json"_s} + options);
        return run.events().first().value(u"limit"_s).toInteger();
    };
    QCOMPARE(limit({}), qint64{2} << 30);
    // What the window's settings say counts for the folder that both share.
    const QString settings = m_bed->path(u"XDG_CONFIG_HOME/Sluice/sluice.ini"_s);
    QVERIFY(QDir().mkpath(QFileInfo(settings).path()));
    QSettings(settings, QSettings::IniFormat).setValue(u"cache/bytes"_s, qint64{3'000'000'000});
    QCOMPARE(limit({}), qint64{3'000'000'000});
    QCOMPARE(limit({u"--cache-size=1G"_s}), qint64{1} << 30);
    QCOMPARE(limit({u"--cache"_s, m_bed->path(u"other"_s)}), qint64{2} << 30);
    QCOMPARE(m_bed->run({u"cache"_s, u"clear"_s}).code, 0);
    QCOMPARE(m_bed->run({u"cache"_s, u"info"_s, u"--json"_s}).events().first().value(u"entries"_s).toInt(),
             0);
}

void tst_Products::badUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("complaint");
    const auto row = [](const char *title, const QStringList &arguments, const char *complaint) {
        QTest::newRow(title) << arguments << QByteArray(complaint);
    };
    row("no product", {u"builds"_s}, "one product is needed");
    row("two products", {u"builds"_s, u"wow"_s, u"d4"_s}, "one product is needed");
    row("no code", {u"builds"_s, u"http://h/x"_s}, "no product's code");
    row("an argument", {u"products"_s, u"wow"_s}, "products takes nothing");
    row("service", {u"products"_s, u"--service=ftp://h"_s}, "--service");
    row("region", {u"products"_s, u"--region=a/b"_s}, "--region");
    row("cache size", {u"products"_s, u"--cache-size=much"_s}, "--cache-size");
    row("cache what", {u"cache"_s, u"burn"_s}, "say \"info\"");
}

void tst_Products::badUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, complaint);
    const Run run = m_bed->run(arguments);
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(complaint), run.err);
}

SLUICE_TEST(tst_Products)
#include "tst_products.moc"
