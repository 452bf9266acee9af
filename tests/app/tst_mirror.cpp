#include "tests/app/appbed.h"
#include "tests/app/mirrored.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::Run;

namespace {

const QString kProduct = u"wow_classic_era"_s;
using support::contentOf;
using support::flip;
using support::mirroredBuild;
using support::smallArchives;

} // namespace

/// The program keeps builds as they are served, proves what it has, mends what is damaged, and what it kept
/// serves others.
class tst_Mirror : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bed = std::make_unique<AppBed>(); }

    void everything();
    void servesOthers();
    void fromAFolder();
    void fetchesOnlyWhatLacks();
    void findsAndMends_data();
    void findsAndMends();
    void anArchiveThatIsMostlyWrong();
    void severalBuildsShareObjects();
    void shardsTogether();
    void dryRun();
    void killed();
    void whatTheCdnLost();
    void badUsage_data();
    void badUsage();

private:
    QStringList command(const ngdp::NetworkServer &server, const QString &folder = u"mirror"_s) const
    {
        return {u"mirror"_s, kProduct, u"-o"_s, folder, u"--service"_s, server.address(), u"--json"_s};
    }
    Run verify(const QStringList &more = {}) const
    {
        return m_bed->run(QStringList{u"mirror"_s, u"--verify"_s, u"-o"_s, u"mirror"_s, u"--json"_s} + more);
    }
    QString path(const std::string &object) const
    {
        return m_bed->path(u"mirror/"_s + QString::fromStdString(object));
    }
    /// The paths of the store whose bytes are not those of the mirror.
    QStringList differences(const ngdp::Store &store) const
    {
        QStringList different;
        for (const auto &[name, bytes] : store.objects()) {
            if (contentOf(path(name)) != support::toBytes(*bytes))
                different << QString::fromStdString(name);
        }
        return different;
    }

    std::unique_ptr<AppBed> m_bed;
};

void tst_Mirror::everything()
{
    const ngdp::SampleNetwork network(mirroredBuild(300), smallArchives());
    QVERIFY(network.cdn.archives().size() >= 3);
    ngdp::NetworkServer server(network);
    const Run run = m_bed->run(command(server));
    QVERIFY2(run.code == 0, run.err);
    QCOMPARE(differences(network.store), QStringList());
    const QJsonObject summary = run.event(u"summary"_s);
    QCOMPARE(summary.value(u"done"_s).toInt(), static_cast<int>(network.store.objects().size()));
    QCOMPARE(summary.value(u"failed"_s).toInt(), 0);
    // Nothing else is left: no part files, no records.
    QCOMPARE(m_bed->files(u"mirror"_s).size(), static_cast<qsizetype>(network.store.objects().size()) + 3);
    QCOMPARE(verify().code, 0);
}

/// From a folder, and from any static server, with the origin off.
void tst_Mirror::servesOthers()
{
    const ngdp::SampleNetwork network(mirroredBuild(60), smallArchives());
    {
        ngdp::NetworkServer server(network);
        QCOMPARE(m_bed->run(command(server)).code, 0);
    }
    m_bed->write(u"names.csv"_s, support::listfileOf(network.build));
    support::FaultServer plain;
    support::serveFolder(plain, m_bed->path(u"mirror"_s));
    const std::pair<QString, QString> services[] = {{u"folder"_s, m_bed->path(u"mirror"_s)},
                                                    {u"server"_s, plain.url("").toString()}};
    for (const auto &[name, service] : services) {
        const Run run =
            m_bed->run({u"get"_s, kProduct + u":**"_s, u"-o"_s, u"out-"_s + name, u"--service"_s, service,
                        u"--listfile"_s, m_bed->path(u"names.csv"_s), u"--cache"_s, u"cache-"_s + name});
        QVERIFY2(run.code == 0, run.err);
        for (const ngdp::MadeFile &file : network.build.files) {
            QVERIFY(support::isContentOf(
                m_bed->read(u"out-"_s + name + u'/' + QString::fromStdString(file.path)), file));
        }
    }
}

/// A mirror is mirrored without any network, and mended from another one.
void tst_Mirror::fromAFolder()
{
    const ngdp::SampleNetwork network(mirroredBuild(100), smallArchives());
    {
        ngdp::NetworkServer server(network);
        QCOMPARE(m_bed->run(command(server, u"first"_s)).code, 0);
    }
    const QStringList copy{u"mirror"_s, kProduct,    u"-o"_s,        u"mirror"_s,  u"--service"_s,
                           u"first"_s,  u"--json"_s, u"--offline"_s, u"--cache"_s, u"otherCache"_s};
    const Run run = m_bed->run(copy);
    QVERIFY2(run.code == 0, run.err);
    QCOMPARE(differences(network.store), QStringList());
    const std::string loose = network.pathOfManifest("encoding");
    flip(path(loose), 50);
    flip(path(network.cdn.pathOf("data", network.cdn.archives().front())), 50);
    QCOMPARE(m_bed->run(copy).code, 0);
    QCOMPARE(differences(network.store), QStringList());
}

void tst_Mirror::fetchesOnlyWhatLacks()
{
    const ngdp::SampleNetwork network(mirroredBuild(100), smallArchives());
    ngdp::NetworkServer server(network);
    QCOMPARE(m_bed->run(command(server)).code, 0);
    server.clearLogs();
    const Run again = m_bed->run(command(server));
    QCOMPARE(again.code, 0);
    QCOMPARE(again.event(u"summary"_s).value(u"present"_s), again.event(u"summary"_s).value(u"done"_s));
    QVERIFY2(server.requests("tpr/").isEmpty(), server.requests("tpr/").value(0).path);
    const std::string loose = network.pathOfManifest("encoding");
    QVERIFY(QFile::remove(path(loose)));
    QCOMPARE(m_bed->run(command(server)).code, 0);
    QCOMPARE(server.requests("tpr/data/").size() + server.requests("wow/data/").size(), 1);
    QCOMPARE(differences(network.store), QStringList());
}

void tst_Mirror::findsAndMends_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("isCut");
    for (const char *what : {"archive", "index", "encoding", "config", "loose"}) {
        QTest::addRow("%s, a bit", what) << QString::fromLatin1(what) << false;
        QTest::addRow("%s, cut", what) << QString::fromLatin1(what) << true;
    }
}

/// By name, and the same command heals it; of an archive only the object that is damaged comes again.
void tst_Mirror::findsAndMends()
{
    QFETCH(QString, what);
    QFETCH(bool, isCut);
    const ngdp::SampleNetwork network(mirroredBuild(100), smallArchives());
    ngdp::NetworkServer server(network);
    QCOMPARE(m_bed->run(command(server)).code, 0);
    const blte::Digest archive = network.cdn.archives().front();
    std::string loose;
    for (const ngdp::MadeFile &file : network.build.files) {
        if (network.cdn.find(file.encodingKey)->place == ngdp::Place::Loose)
            loose = network.pathOf(file.encodingKey);
    }
    const std::map<QString, std::string> names{
        {u"archive"_s, network.cdn.pathOf("data", archive)},
        {u"index"_s, network.cdn.pathOf("data", archive, ".index")},
        {u"encoding"_s, network.pathOfManifest("encoding")},
        {u"config"_s, network.cdn.pathOf("config", network.build.config)},
        {u"loose"_s, loose}};
    const std::string &name = names.at(what);
    const qint64 size = QFileInfo(path(name)).size();
    if (isCut)
        QVERIFY(QFile::resize(path(name), size - 1));
    else
        flip(path(name), size / 2);
    // A build whose config is damaged cannot be listed; anything else is found by its name.
    const Run found = verify();
    QCOMPARE(found.code, 3);
    const QByteArray told = found.out + found.err;
    const QString digest = QString::fromStdString(name).section(u'/', -1).section(u'.', 0, 0);
    QVERIFY2(told.contains(digest.toUtf8()), told);
    server.clearLogs();
    const Run mended = m_bed->run(command(server));
    QVERIFY2(mended.code == 0, mended.err);
    QCOMPARE(differences(network.store), QStringList());
    if (what == u"archive"_s) {
        QCOMPARE(mended.event(u"summary"_s).value(u"healed"_s).toInt(), 1);
        QVERIFY(server.bytesServed() < size / 4);
    }
    QCOMPARE(verify().code, 0);
}

/// All of it comes again with few requests, and not object by object.
void tst_Mirror::anArchiveThatIsMostlyWrong()
{
    const ngdp::SampleNetwork network(mirroredBuild(400));
    ngdp::NetworkServer server(network);
    QCOMPARE(m_bed->run(command(server)).code, 0);
    const std::string name = network.cdn.pathOf("data", network.cdn.archives().front());
    m_bed->write(u"mirror/"_s + QString::fromStdString(name), QByteArray(QFileInfo(path(name)).size(), 'x'));
    server.clearLogs();
    const Run mended = m_bed->run(command(server));
    QVERIFY2(mended.code == 0, mended.err);
    QCOMPARE(mended.event(u"summary"_s).value(u"healed"_s).toInt(), 0);
    QCOMPARE(differences(network.store), QStringList());
    QVERIFY(server.requests().size() < 10);
}

void tst_Mirror::severalBuildsShareObjects()
{
    ngdp::Store store;
    ngdp::Cdn cdn(smallArchives(), store.putter());
    ngdp::Product product;
    const ngdp::MadeBuild first = ngdp::addBuild(cdn, mirroredBuild(60));
    const ngdp::VersionsRow before = ngdp::versionsRow("us", first, cdn.seal());
    const ngdp::MadeBuild second = ngdp::addBuild(cdn, mirroredBuild(80));
    product.builds = {before};
    {
        ngdp::NetworkServer server(store, {product});
        QCOMPARE(m_bed->run(command(server)).code, 0);
    }
    product.builds = {ngdp::versionsRow("us", second, cdn.seal())};
    product.sequenceNumber = 2;
    ngdp::NetworkServer server(store, {product});
    const Run both = m_bed->run(command(server));
    QVERIFY2(both.code == 0, both.err);
    QVERIFY(both.event(u"summary"_s).value(u"present"_s).toInt() > 0);
    QCOMPARE(differences(store), QStringList());
    const Run builds =
        m_bed->run({u"builds"_s, kProduct, u"--service"_s, u"mirror"_s, u"--offline"_s, u"--json"_s});
    QSet<QString> named;
    for (const QJsonObject &line : builds.events())
        named << line.value(u"buildConfig"_s).toString();
    QCOMPARE(named, (QSet<QString>{support::hex(first.config), support::hex(second.config)}));
    // Each of them can be read; the verification sees to both.
    for (const ngdp::MadeBuild *build : {&first, &second}) {
        const Run listed =
            m_bed->run({u"ls"_s, kProduct + u'@' + support::hex(build->config) + u":**"_s, u"-R"_s,
                        u"--offline"_s, u"--service"_s, u"mirror"_s, u"--manifest"_s, u"install"_s});
        QVERIFY2(listed.code == 0, listed.err);
    }
    const Run verified = verify();
    QCOMPARE(verified.code, 0);
    QCOMPARE(verified.events(u"build"_s).size(), 2);
}

/// Four at once fill one tree without talking to each other.
void tst_Mirror::shardsTogether()
{
    const ngdp::SampleNetwork network(mirroredBuild(200), smallArchives());
    ngdp::NetworkServer server(network);
    std::vector<std::unique_ptr<QProcess>> shards;
    for (int i = 1; i <= 4; ++i) {
        shards.push_back(
            m_bed->process(command(server) + QStringList{u"--shard"_s, u"%1/4"_s.arg(i), u"--cache"_s,
                                                         m_bed->path(u"cache%1"_s.arg(i))}));
        shards.back()->start();
    }
    int done = 0;
    for (const auto &shard : shards) {
        const Run run = AppBed::finish(*shard);
        QVERIFY2(run.code == 0, run.err);
        const int part = run.event(u"summary"_s).value(u"done"_s).toInt();
        QVERIFY(part > 0 && part < static_cast<int>(network.store.objects().size()));
        done += part;
    }
    QCOMPARE(done, static_cast<int>(network.store.objects().size()));
    QCOMPARE(differences(network.store), QStringList());
    QCOMPARE(verify().code, 0);
}

void tst_Mirror::dryRun()
{
    const ngdp::SampleNetwork network(mirroredBuild(100), smallArchives());
    ngdp::NetworkServer server(network);
    const Run run = m_bed->run({u"mirror"_s, kProduct, u"--dry-run"_s, u"--service"_s, server.address(),
                                u"--json"_s, u"-o"_s, u"mirror"_s});
    QVERIFY2(run.code == 0, run.err);
    const QJsonObject planned = run.event(u"planned"_s);
    QCOMPARE(planned.value(u"objects"_s).toInt() + planned.value(u"unlisted"_s).toInt(),
             static_cast<int>(network.store.objects().size()));
    QCOMPARE(planned.value(u"unlisted"_s).toInt(), 2); // 7 and 57
    QCOMPARE(planned.value(u"ofUnknownSize"_s).toInt(), 0);
    const auto size = static_cast<qint64>(network.store.size());
    const qint64 told = planned.value(u"size"_s).toInteger() + planned.value(u"unlistedSize"_s).toInteger();
    QVERIFY(told > size * 9 / 10);
    QVERIFY(told <= size);
    QVERIFY(!QFile::exists(m_bed->path(u"mirror"_s)));
}

/// At any moment: the same command goes on.
void tst_Mirror::killed()
{
    const ngdp::SampleNetwork network(mirroredBuild(300), smallArchives());
    ngdp::NetworkServer server(network);
    for (int i = 0; i < 5; ++i) {
        const auto process = m_bed->process(command(server) + QStringList{u"-l"_s, u"100K"_s});
        process->start();
        QVERIFY(process->waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(
            process->state() == QProcess::NotRunning || server.requests("tpr/").size() > 5 * (i + 1), 30'000);
        process->kill();
        process->waitForFinished();
    }
    const Run run = m_bed->run(command(server));
    QVERIFY2(run.code == 0, run.err);
    QCOMPARE(differences(network.store), QStringList());
    QCOMPARE(verify().code, 0);
}

/// What an index lists and no host has fails by name; what only the encoding manifest knows does not.
void tst_Mirror::whatTheCdnLost()
{
    ngdp::BuildShape shape = mirroredBuild(300);
    shape.strangers = 20;
    ngdp::SampleNetwork network(shape, smallArchives());
    std::string lost;
    for (const ngdp::MadeFile &file : network.build.files) {
        if (network.cdn.find(file.encodingKey)->place == ngdp::Place::LooseListed)
            lost = network.pathOf(file.encodingKey);
    }
    QVERIFY(!lost.empty());
    network.store.remove(lost);
    ngdp::NetworkServer server(network, {"", ""}); // both of the hosts say so
    const Run run = m_bed->run(command(server));
    QCOMPARE(run.code, 3);
    QVERIFY2(run.events(u"failed"_s).size() == 1, run.out);
    QCOMPARE(run.event(u"failed"_s).value(u"path"_s).toString(), QString::fromStdString(lost));
    QCOMPARE(run.event(u"failed"_s).value(u"kind"_s).toString(), u"NotFound"_s);
    QCOMPARE(run.event(u"summary"_s).value(u"unlisted"_s).toInt(), 20);
    QCOMPARE(differences(network.store), QStringList());
    const QStringList left = QDir(path({})).entryList({u"*.part"_s}, QDir::Dirs | QDir::Files | QDir::Hidden);
    QCOMPARE(left, QStringList()); // of the row that failed
}

void tst_Mirror::badUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("no folder") << QStringList{kProduct} << QByteArray("-o DIR");
    QTest::newRow("no product") << QStringList{u"-o"_s, u"m"_s} << QByteArray("no product");
    QTest::newRow("a key that was cut")
        << QStringList{kProduct + u":ekey=1234"_s, u"-o"_s, u"m"_s} << QByteArray("ekey");
    for (const char *shard : {"0/4", "5/4", "1", "1/0", "a/b", "-1/4"}) {
        QTest::addRow("shard %s", shard)
            << QStringList{kProduct, u"-o"_s, u"m"_s, u"--shard="_s + QString::fromLatin1(shard)}
            << QByteArray("K/N");
    }
    QTest::newRow("names that nobody needs")
        << QStringList{kProduct, u"-o"_s, u"m"_s, u"--listfile=/dev/null"_s}
        << QByteArray("name files of it");
    QTest::newRow("a manifest of another kind")
        << QStringList{kProduct, u"-o"_s, u"m"_s, u"--manifest=roots"_s} << QByteArray("--manifest");
    QTest::newRow("no mirror") << QStringList{u"--verify"_s, u"-o"_s, u"nothing"_s}
                               << QByteArray("no mirror");
}

void tst_Mirror::badUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, told);
    const Run run = m_bed->run(QStringList{u"mirror"_s} + arguments);
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(told), run.err);
}

SLUICE_TEST(tst_Mirror)
#include "tst_mirror.moc"
