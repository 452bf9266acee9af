#include "tests/app/appbed.h"
#include "tests/app/madefiles.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using support::addressOf;
using support::AppBed;
using support::hex;
using support::Run;
using support::shapeOf;

/// The program against whole made networks: several products and builds, services of which some are ill,
/// folders.
class tst_Network : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bed = std::make_unique<AppBed>(); }

    void severalProducts();
    void twoBuildsOfAProduct();
    void aFolderServes();
    void illServices_data();
    void illServices();
    void aFileOutOfItsArchive();
    void productsOfOneName();
    void provenByItsName_data();
    void provenByItsName();
    void anArchivesAddress();
    void aWholeBuild();

private:
    Run run(ngdp::NetworkServer &server, const QStringList &arguments, const QStringList &more = {}) const
    {
        return m_bed->run(arguments + QStringList{u"--service"_s, server.address()} + more);
    }

    std::unique_ptr<AppBed> m_bed;
};

void tst_Network::severalProducts()
{
    ngdp::Store store;
    ngdp::Cdn cdn({}, store.putter());
    std::vector<ngdp::Product> products;
    for (const char *code : {"wow", "wow_classic_era", "d4"}) {
        ngdp::Product product;
        product.code = code;
        product.sequenceNumber = 5 + products.size();
        const ngdp::MadeBuild build = ngdp::addBuild(cdn, shapeOf(code, 10 + products.size()));
        product.builds = {ngdp::versionsRow("us", build, cdn.seal())};
        products.push_back(product);
    }
    ngdp::NetworkServer server(store, products);
    const Run listed = run(server, {u"products"_s, u"--json"_s});
    QCOMPARE(listed.code, 0);
    QStringList seen;
    for (const QJsonObject &line : listed.events())
        seen += line.value(u"product"_s).toString() + u' ' + QString::number(line.value(u"seqn"_s).toInt());
    seen.sort();
    QCOMPARE(seen, (QStringList{u"d4 7"_s, u"wow 5"_s, u"wow_classic_era 6"_s}));
    const Run builds = run(server, {u"builds"_s, u"d4"_s, u"--json"_s});
    QCOMPARE(builds.events().size(), 1);
    QCOMPARE(builds.events().first().value(u"buildConfig"_s).toString(),
             QString::fromStdString(products[2].builds[0].buildConfig));
    QVERIFY(server.requests().isEmpty()); // nothing of the CDN is asked for that
}

/// The older one is remembered when the service names another.
void tst_Network::twoBuildsOfAProduct()
{
    ngdp::Store store;
    ngdp::Cdn cdn({}, store.putter());
    ngdp::Product product;
    const ngdp::MadeBuild first = ngdp::addBuild(cdn, shapeOf(product.code, 10));
    product.builds = {ngdp::versionsRow("us", first, cdn.seal())};
    {
        ngdp::NetworkServer before(store, {product});
        QCOMPARE(run(before, {u"builds"_s, u"wow_classic_era"_s}).code, 0);
    }
    const ngdp::MadeBuild second = ngdp::addBuild(cdn, shapeOf(product.code, 20));
    product.builds = {ngdp::versionsRow("us", second, cdn.seal())};
    product.sequenceNumber = 2;
    ngdp::NetworkServer after(store, {product});
    const Run builds = run(after, {u"builds"_s, u"wow_classic_era"_s, u"--json"_s});
    QMap<QString, bool> isCurrent;
    for (const QJsonObject &line : builds.events())
        isCurrent[line.value(u"buildConfig"_s).toString()] = line.value(u"current"_s).toBool();
    QCOMPARE(isCurrent, (QMap<QString, bool>{{hex(first.config), false}, {hex(second.config), true}}));
}

void tst_Network::aFolderServes()
{
    const ngdp::SampleNetwork network(shapeOf("wow_classic_era", 10));
    const ngdp::Put put = ngdp::folderPut(m_bed->path(u"net"_s).toStdString());
    for (const auto &[path, bytes] : network.store.objects())
        put(path, *bytes);
    ngdp::putTables(put, {network.product}, {});
    const Run builds = m_bed->run(
        {u"builds"_s, u"wow_classic_era"_s, u"--json"_s, u"--offline"_s, u"--service"_s, u"net"_s});
    QCOMPARE(builds.code, 0);
    QCOMPARE(builds.events().size(), 2);
    QCOMPARE(builds.events().first().value(u"cdnConfig"_s).toString(), hex(network.cdnConfig));
    const Run products = m_bed->run({u"products"_s, u"--json"_s, u"--service"_s, u"net"_s});
    QCOMPARE(products.events().first().value(u"product"_s).toString(), u"wow_classic_era"_s);
}

void tst_Network::illServices_data()
{
    using namespace support::fault;
    QTest::addColumn<support::Fault>("fault");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("recipe 4: a web page") << htmlPage() << QByteArray("page");
    QTest::newRow("recipe 4: sent to a web page") << redirect("/login", 301) << QByteArray("page");
    support::Fault invalid;
    invalid.body = "Invalid";
    QTest::newRow("not a table") << invalid << QByteArray("127.0.0.1");
    support::Fault empty;
    empty.body = "Region!STRING:0|BuildConfig!HEX:16|CDNConfig!HEX:16\n## seqn = 9\n";
    QTest::newRow("a table without rows") << empty << QByteArray("127.0.0.1");
    QTest::newRow("500") << status(500) << QByteArray("127.0.0.1");
    QTest::newRow("404") << status(404) << QByteArray("127.0.0.1");
    QTest::newRow("cut") << closedAfter(0) << QByteArray("127.0.0.1");
    QTest::newRow("silent") << stalledAfter(0) << QByteArray("127.0.0.1");
}

/// The next service answers, and the one that failed is told by its name.
void tst_Network::illServices()
{
    QFETCH(support::Fault, fault);
    QFETCH(QByteArray, told);
    const ngdp::SampleNetwork network(shapeOf("wow_classic_era", 10));
    ngdp::NetworkServer ill(network);
    ngdp::NetworkServer sound(network);
    ill.service().always("/login", support::fault::htmlPage());
    ill.service().always("/v2/products/wow_classic_era/versions", fault);
    ill.service().always("/v2/summary", fault);
    QList<std::pair<QStringList, int>> commands{{{u"builds"_s, u"wow_classic_era"_s}, 2}};
    if (told == "page")
        commands << std::pair(QStringList{u"products"_s}, 1);
    for (const auto &[command, answers] : commands) {
        QElapsedTimer clock;
        clock.start();
        const Run asked = run(ill, command + QStringList{u"--json"_s}, {u"--service"_s, sound.address()});
        QVERIFY2(asked.code == 0, asked.err);
        QCOMPARE(asked.events().size(), answers);
        QVERIFY2(asked.err.contains(told), asked.err);
        QVERIFY2(asked.err.contains(QByteArray::number(ill.service().port())), asked.err);
        // Nobody waits for somebody to sign in while another service can answer.
        QVERIFY2(told != "page" || clock.elapsed() < 3'000, QByteArray::number(clock.elapsed()));
    }
}

void tst_Network::aFileOutOfItsArchive()
{
    const ngdp::SampleNetwork network(shapeOf("wow_classic_era", 50));
    ngdp::NetworkServer server(network);
    const ngdp::MadeFile &file = network.file("World/Zone009/tile_00009.adt"); // packed
    const auto placed = network.cdn.find(file.encodingKey);
    QVERIFY(placed && placed->place == ngdp::Place::Archive);
    const QString source = addressOf(server.host(), network.pathOf(file.encodingKey)) + u"#bytes="_s +
                           QString::number(placed->offset) + u'-' +
                           QString::number(placed->offset + placed->encodedSize - 1) + u"&ekey="_s +
                           hex(file.encodingKey) + u"&ckey="_s + hex(file.contentKey) + u"&name=a.adt"_s;
    const Run got = m_bed->run({u"get"_s, u"--json"_s, source});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QCOMPARE(got.event(u"done"_s).value(u"verdict"_s).toString(), u"verified"_s);
    QCOMPARE(m_bed->read(u"a.adt"_s).size(), qint64(file.size));
    QCOMPARE(server.bytesServed(), qint64(file.encodedSize));
}

/// Recipe 5: what two products call alike, each has for itself in the cache.
void tst_Network::productsOfOneName()
{
    const QStringList cache{u"--cache"_s, m_bed->path(u"cache"_s)};
    const auto fetched = [&](const std::string &folder) {
        ngdp::CdnShape shape;
        shape.folder = folder;
        ngdp::SampleNetwork network(shapeOf("wow_classic_era", 50), shape);
        network.product.path = folder;
        ngdp::NetworkServer server(network);
        const Run got = run(server,
                            {u"get"_s, u"--overwrite"_s, u"-o"_s, QString::fromStdString(folder),
                             u"wow_classic_era:fdid=1009"_s},
                            cache);
        QStringList paths;
        for (const support::Request &request : server.requests())
            paths << QString::fromLatin1(request.path).section(u'/', 3);
        paths.sort();
        return got.code == 0 ? paths : QStringList{QString::fromUtf8(got.err)};
    };
    const QStringList first = fetched("tpr/a");
    QVERIFY2(first.size() > 5, qPrintable(first.join(u'\n')));
    QCOMPARE(fetched("tpr/b"), first);
    QCOMPARE(fetched("tpr/a").size(), 1); // the file itself
}

void tst_Network::provenByItsName_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<bool>("isDamaged");
    for (const char *kind : {"index", "config", "patch", "patch manifest"}) {
        QTest::addRow("%s", kind) << QByteArray(kind) << false;
        QTest::addRow("%s, damaged", kind) << QByteArray(kind) << true;
    }
}

/// What is no object of `data/` has its proof in its own name, and is kept as it was served.
void tst_Network::provenByItsName()
{
    QFETCH(QByteArray, kind);
    QFETCH(bool, isDamaged);
    ngdp::BuildShape shape = shapeOf("wow_classic_era", 150);
    shape.patched = 120;
    ngdp::SampleNetwork network(shape);
    support::ByteVector patch = support::payload(support::noise(3), 5000);
    const std::string_view magic = "ZBSDIFF1";
    std::copy(magic.begin(), magic.end(), patch.begin());
    network.cdn.addPatch(blte::md5(patch), patch);
    const ngdp::Cdn &cdn = network.cdn;
    const std::string path = kind == "index"    ? cdn.pathOf("data", cdn.archives().front(), ".index")
                             : kind == "config" ? cdn.pathOf("config", network.cdnConfig)
                             : kind == "patch"  ? cdn.pathOf("patch", blte::md5(patch))
                                                : cdn.pathOf("patch", *network.build.patchManifest);
    if (isDamaged)
        network.store.flip(path, network.store.bytes(path).size() / 2);
    ngdp::NetworkServer server(network);
    const Run got = m_bed->run({u"get"_s, u"--json"_s, addressOf(server.host(), path) + u"#name=a"_s});
    if (isDamaged) {
        QCOMPARE(got.code, 3);
        QVERIFY(m_bed->read(u"a"_s).isEmpty());
        return;
    }
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QCOMPARE(got.event(u"done"_s).value(u"verdict"_s).toString(), u"verified"_s);
    QCOMPARE(m_bed->read(u"a"_s), support::toBytes(network.store.bytes(path)));
    const QString name = QString::fromStdString(path.substr(path.rfind('/') + 1));
    QVERIFY(QFile::rename(m_bed->path(u"a"_s), m_bed->path(name)));
    const Run verified = m_bed->run({u"verify"_s, name});
    QVERIFY2(verified.code == 0, QByteArray(verified.err + verified.out));
}

/// It looks like that of an object; the message says what to do, and --raw takes it as it is.
void tst_Network::anArchivesAddress()
{
    const ngdp::SampleNetwork network(shapeOf("wow_classic_era", 50));
    ngdp::NetworkServer server(network);
    const std::string path = network.cdn.pathOf("data", network.cdn.archives().front());
    const QString address = addressOf(server.host(), path) + u"#name=a"_s;
    const Run refused = m_bed->run({u"get"_s, address});
    QCOMPARE(refused.code, 3);
    QVERIFY2(refused.err.contains("--raw") && refused.err.contains("#bytes="), refused.err);
    const Run got = m_bed->run({u"get"_s, u"--raw"_s, address});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QCOMPARE(m_bed->read(u"a"_s), support::toBytes(network.store.bytes(path)));
}

/// A whole build is one row; an interruption costs nothing.
void tst_Network::aWholeBuild()
{
    const int files = 1300;
    const ngdp::SampleNetwork network(shapeOf("wow_classic_era", files));
    ngdp::NetworkServer server(network);
    m_bed->write(u"names.csv"_s, support::listfileOf(network.build));
    const QStringList command{
        u"get"_s,       u"wow_classic_era:"_s,     u"-o"_s,      u"out"_s,
        u"--json"_s,    u"--listfile=names.csv"_s, u"--cache"_s, m_bed->path(u"cache"_s),
        u"--service"_s, server.address()};
    server.host().setRule([](const support::Request &request) -> std::optional<support::Fault> {
        return request.path.contains("/data/") && !request.path.endsWith(".index")
                   ? std::optional(support::fault::limited(100'000))
                   : std::nullopt;
    });
    const auto process = m_bed->process(command);
    process->start();
    QTRY_VERIFY_WITH_TIMEOUT(process->state() == QProcess::NotRunning || m_bed->files(u"out"_s).size() > 100,
                             60'000);
    process->terminate();
    const Run first = AppBed::finish(*process);
    const QJsonObject stopped = first.event(u"summary"_s);
    QVERIFY2(first.code == 130, first.err);
    QCOMPARE(stopped.value(u"unfinished"_s).toInt(), 1);
    const int before = stopped.value(u"filesOfSets"_s).toInt();
    QVERIFY(before > 50);
    server.host().setRule({});
    const Run second = m_bed->run(command);
    QVERIFY2(second.code == 0, second.err);
    QCOMPARE(second.event(u"summary"_s).value(u"done"_s).toInt(), 1);
    QCOMPARE(second.event(u"summary"_s).value(u"filesOfSets"_s).toInt(), files - before);
    QCOMPARE(second.events(u"added"_s).size(), 1);
    for (const ngdp::MadeFile &file : network.build.files)
        QVERIFY(support::isContentOf(m_bed->read(u"out/"_s + QString::fromStdString(file.path)), file));
    QCOMPARE(m_bed->files(u"out"_s).size(), files);
    const Run third = m_bed->run(command);
    QCOMPARE(third.event(u"summary"_s).value(u"networkBytes"_s).toInteger(), 0);
    const Run named = m_bed->run(command + QStringList{u"-O"_s, u"one"_s});
    QCOMPARE(named.code, 3);
    const QByteArray told = named.out + named.err;
    QVERIFY2(told.contains("1300"), told);
}

SLUICE_TEST(tst_Network)
#include "tst_network.moc"
