#include "tests/app/appbed.h"
#include "tests/app/madefiles.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <atomic>
#include <deque>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::hex;
using support::Run;

namespace {

ngdp::BuildShape shapeOf(const std::string &product, std::size_t files)
{
    ngdp::BuildShape shape;
    shape.uid = product;
    shape.files = ngdp::sampleFiles(files);
    return shape;
}

QString addressOf(support::FaultServer &host, const std::string &path)
{
    return host.url('/' + QByteArray::fromStdString(path)).toString();
}

/// Where a damaged file is cut, or has a bit that is wrong.
struct Damage
{
    enum class At { Start, FooterSize, Middle, Toc, Footer, End } at = At::Start;
    bool isCut = false;
    qsizetype plus = 0;
};

/// Of an index with one block: its blocks, what proves them, its footer.
constexpr qsizetype kToc = 4096;
constexpr qsizetype kFooter = 4120;
constexpr qsizetype kFooterSize = 28;

QByteArray damaged(QByteArray bytes, Damage damage)
{
    const qsizetype last = bytes.size() - 1;
    const auto in = [last](qsizetype wanted) { return wanted < last ? wanted : last / 2; };
    qsizetype at = 0;
    switch (damage.at) {
    case Damage::At::Start:
        break;
    case Damage::At::FooterSize:
        at = in(kFooterSize);
        break;
    case Damage::At::Middle:
        at = last / 2;
        break;
    case Damage::At::Toc:
        at = in(kToc);
        break;
    case Damage::At::Footer:
        at = in(kFooter);
        break;
    case Damage::At::End:
        at = last;
        break;
    }
    at += damage.plus;
    if (damage.isCut)
        return bytes.first(at);
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    return bytes;
}

/// All files below `folder`, of which there must be one at least.
qsizetype damageAll(const QString &folder, Damage damage)
{
    qsizetype count = 0;
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadWrite))
            return 0;
        const QByteArray bytes = damaged(file.readAll(), damage);
        count += file.resize(0) && file.seek(0) && file.write(bytes) == bytes.size() ? 1 : 0;
    }
    return count;
}

} // namespace

/// The program against whole made networks: several products, hosts of which some are ill, damaged caches.
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
    void damagedTablesInTheCache_data();
    void damagedTablesInTheCache();
    void damagedCache_data();
    void damagedCache();
    void aFileOutOfItsArchive();
    void illHosts_data();
    void illHosts();
    void cutLookUps();
    void productsOfOneName();
    void farSlice();
    void provenByItsName_data();
    void provenByItsName();
    void anArchivesAddress();
    void slowObject();
    void slowEverywhere();
    void stallsAndAnotherGoesOn();
    void fewRequestsASecond();
    void moreFilesThanRows();
    void anotherObjectThanNamed_data();
    void anotherObjectThanNamed();

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

void tst_Network::damagedTablesInTheCache_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("flipped");
    QTest::newRow("recipe 7: nothing left") << 0 << -1;
    QTest::newRow("recipe 7: cut after 27 bytes") << 27 << -1;
    QTest::newRow("recipe 7: without its last byte") << -2 << -1;
    QTest::newRow("recipe 7: a bit at its beginning") << -1 << 0;
    QTest::newRow("recipe 7: a bit in a row") << -1 << 200;
}

/// Fetched again by itself; without a network the tables are not there, and only what is remembered is shown.
void tst_Network::damagedTablesInTheCache()
{
    QFETCH(int, size);
    QFETCH(int, flipped);
    const ngdp::SampleNetwork network(shapeOf("wow_classic_era", 10));
    ngdp::NetworkServer server(network);
    const QStringList command{u"builds"_s, u"wow_classic_era"_s, u"--region=eu"_s, u"--json"_s};
    const QString cache = m_bed->path(u"cache"_s);
    const QStringList inCache{u"--cache"_s, cache};
    const auto damage = [&] {
        int damaged = 0;
        QDirIterator files(cache, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadWrite))
                return 0;
            QByteArray bytes = file.readAll();
            if (!bytes.contains("BuildConfig!HEX"))
                continue;
            if (flipped >= 0)
                bytes[flipped] = char(bytes[flipped] ^ 1);
            else
                bytes = size >= 0 ? bytes.left(size) : bytes.chopped(1);
            damaged += file.resize(0) && file.seek(0) && file.write(bytes) == bytes.size() ? 1 : 0;
        }
        return damaged;
    };
    const auto buildsOf = [](const Run &run) {
        QStringList builds;
        for (const QJsonObject &line : run.events())
            builds += line.value(u"buildConfig"_s).toString();
        return builds;
    };
    const QStringList right{hex(network.build.config)};
    QCOMPARE(buildsOf(run(server, command, inCache)), right);
    QCOMPARE(damage(), 1);
    const Run offline = run(server, command, inCache + QStringList{u"--offline"_s});
    QCOMPARE(offline.code, 3);
    QVERIFY2(offline.err.contains("wow_classic_era"), offline.err);
    QCOMPARE(buildsOf(offline), right); // those that are remembered
    server.service().clearLog();
    const Run again = run(server, command, inCache);
    QCOMPARE(again.code, 0);
    QCOMPARE(buildsOf(again), right);
    QVERIFY(!server.service().requests().isEmpty());
}

void tst_Network::damagedCache_data()
{
    using At = Damage::At;
    QTest::addColumn<QStringList>("kinds"); ///< their folders in the cache
    QTest::addColumn<Damage>("damage");
    const std::pair<const char *, Damage> damages[]{
        {"nothing left", {At::Start, true}},       {"cut after 27 bytes", {At::FooterSize, true, -1}},
        {"cut in the middle", {At::Middle, true}}, {"without its last byte", {At::End, true}},
        {"a bit at its beginning", {At::Start}},   {"a bit in the middle", {At::Middle}},
        {"a bit at its end", {At::End}},
    };
    const std::pair<const char *, Damage> damagesOfIndices[]{
        {"cut after 28 bytes", {At::FooterSize, true}},
        {"cut behind its block", {At::Toc, true}},
        {"cut before its footer", {At::Footer, true}},
        {"a bit of what proves its block", {At::Toc, false, 3}},
        {"a bit in its footer", {At::Footer, false, 5}},
    };
    for (const auto &[name, damage] : damagesOfIndices)
        QTest::addRow("recipe 7: index, %s", name) << QStringList{u"index"_s, u"merged"_s} << damage;
    for (const QStringList &kinds :
         {QStringList{u"config"_s}, {u"index"_s, u"merged"_s}, {u"encoded"_s}, {u"decoded"_s}}) {
        for (const auto &[name, damage] : damages) {
            // The end of a merged index proves nothing that its blocks do not.
            if (damage.at != Damage::At::End || damage.isCut || !kinds.contains(u"merged"_s))
                QTest::addRow("recipe 7: %s, %s", qPrintable(kinds.first()), name) << kinds << damage;
        }
    }
}

/// Noticed before it is used, told in one line, and fetched again; without a network, named.
void tst_Network::damagedCache()
{
    QFETCH(QStringList, kinds);
    QFETCH(Damage, damage);
    const ngdp::SampleNetwork network(shapeOf("wow_classic_era", 50));
    ngdp::NetworkServer server(network);
    const QString cache = m_bed->path(u"cache"_s);
    const ngdp::MadeFile &wanted = network.file("World/Zone009/tile_00009.adt");
    const QStringList get{
        u"get"_s,     u"--json"_s, u"--overwrite"_s,
        u"--cache"_s, cache,       u"wow_classic_era:fdid="_s + QString::number(wanted.fileDataId)};
    QCOMPARE(run(server, get).code, 0);
    const QByteArray right = m_bed->read(u"unknown/1009"_s);
    QCOMPARE(right.size(), qint64(wanted.size));

    const auto damageKinds = [&] {
        qsizetype count = 0;
        for (const QString &kind : kinds)
            count += damageAll(cache + u'/' + kind, damage);
        return count;
    };
    const qsizetype count = damageKinds();
    QVERIFY(count >= kinds.size());
    server.clearLogs();
    const Run again = run(server, get);
    QVERIFY2(again.code == 0, QByteArray(again.err + again.out));
    QCOMPARE(m_bed->read(u"unknown/1009"_s), right);
    QCOMPARE(again.events(u"warning"_s).size(), count);
    QCOMPARE(server.requests().size(),
             kinds.contains(u"merged"_s) ? count : count + 1); // and the file itself

    if (damage.at == Damage::At::Toc || damage.at == Damage::At::Footer)
        return; // what follows is as at its other places
    QCOMPARE(damageKinds(), count);
    server.host().goDown();
    const Run alone = run(server, get, {u"--max-wait=1"_s});
    QVERIFY2(alone.code == 3, QByteArray(alone.err + alone.out));
    const QJsonObject failed = alone.event(u"failed"_s);
    const QString why = failed.value(u"detail"_s).toString();
    QVERIFY2(why.contains(u"127.0.0.1"_s) && why.contains(u"refused"_s), alone.out);
    QVERIFY2(failed.value(u"kind"_s) != u"NotInBuild"_s, alone.out);
    const QList<QJsonObject> told = alone.events(u"warning"_s);
    const bool isNamed = std::any_of(told.begin(), told.end(), [](const QJsonObject &warning) {
        return warning.value(u"detail"_s).toString().contains(u"damaged in the cache"_s);
    });
    QVERIFY2(isNamed, alone.out);
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

void tst_Network::illHosts_data()
{
    using namespace support::fault;
    QTest::addColumn<QList<support::Fault>>("faults");
    QTest::addColumn<bool>("isCut");
    QTest::newRow("recipe 2: 429 three times")
        << QList{retryAfter(429, "1"), retryAfter(429, "1"), retryAfter(429, "1")} << false;
    QTest::newRow("recipe 3: cut again and again")
        << QList{closedAfter(1500), closedAfter(1500), closedAfter(1500), closedAfter(1500)} << true;
    QTest::newRow("recipe 3: chunked and cut") << QList{chunkedCut(1500), chunkedCut(1500)} << true;
}

/// One host has an encoding manifest, and comes round in the end; nothing is fetched twice.
void tst_Network::illHosts()
{
    QFETCH(QList<support::Fault>, faults);
    QFETCH(bool, isCut);
    ngdp::BuildShape shape = shapeOf("wow_classic_era", 20);
    shape.strangers = 300;
    const ngdp::SampleNetwork network(shape);
    ngdp::NetworkServer server(network);
    const ngdp::MadeManifest &encoding = network.build.manifests.at("encoding");
    const std::string path = network.pathOfManifest("encoding");
    server.host().script('/' + QByteArray::fromStdString(path), faults);
    QElapsedTimer clock;
    clock.start();
    const Run got =
        m_bed->run({u"get"_s, u"--json"_s, u"--network=stable"_s, u"-c1"_s,
                    addressOf(server.host(), path) + u"#name=encoding&ckey="_s + hex(encoding.contentKey)});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QCOMPARE(got.event(u"done"_s).value(u"verdict"_s).toString(), u"verified"_s);
    QCOMPARE(m_bed->read(u"encoding"_s).size(), qint64(encoding.size));
    if (!isCut) { // nobody asked before the time had come
        QCOMPARE(server.requests().size(), faults.size() + 1);
        QVERIFY2(clock.elapsed() >= 1000 * faults.size(), QByteArray::number(clock.elapsed()));
        return;
    }
    qint64 reached = 0;
    for (const support::Request &request : server.requests()) {
        const QByteArray range = u"bytes=%1-"_s.arg(reached).toLatin1();
        QVERIFY2(request.range().startsWith(range), request.range());
        reached += request.bodySent;
    }
    QCOMPARE(reached, qint64(encoding.encodedSize));
}

/// Recipe 3: what is too short to be gone on with comes once more as a whole.
void tst_Network::cutLookUps()
{
    ngdp::BuildShape shape = shapeOf("wow_classic_era", 200);
    shape.strangers = 3000;
    const ngdp::SampleNetwork network(shape);
    ngdp::NetworkServer server(network);
    const QByteArray index =
        '/' + QByteArray::fromStdString(network.cdn.pathOf("data", network.cdn.archives().front(), ".index"));
    const QByteArray encoding = '/' + QByteArray::fromStdString(network.pathOfManifest("encoding"));
    QSet<QByteArray> seen; // used on the server's thread only
    server.host().setRule([&](const support::Request &request) -> std::optional<support::Fault> {
        const QByteArray asked = request.path == encoding ? request.path + request.range() : request.path;
        if ((request.path != index && request.path != encoding) || seen.contains(asked))
            return std::nullopt;
        seen.insert(asked);
        return support::fault::closedAfter(15);
    });
    const Run got = run(server, {u"get"_s, u"--json"_s, u"wow_classic_era:fdid=1009"_s});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QCOMPARE(got.event(u"done"_s).value(u"verdict"_s).toString(), u"verified"_s);
    QHash<QByteArray, int> asked;
    qint64 ofIndex = 0;
    for (const support::Request &request : server.requests()) {
        if (request.path == encoding)
            ++asked[request.range()];
        if (request.path == index)
            ofIndex += request.bodySent;
    }
    QVERIFY(asked.size() >= 2); // its table of chunks, a page of it
    for (auto it = asked.cbegin(); it != asked.cend(); ++it)
        QVERIFY2(it.value() == 2, it.key());
    const auto size = std::ssize(network.store.bytes(index.mid(1).toStdString()));
    QVERIFY2(ofIndex <= size + 15, QByteArray::number(ofIndex));
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

/// Recipe 5: a host that ignores ranges is left before it sends what lies before the slice.
void tst_Network::farSlice()
{
    ngdp::CdnShape large;
    large.archiveSize = 1 << 30;
    const ngdp::SampleNetwork network(shapeOf("wow_classic_era", 60'000), large);
    ngdp::NetworkServer server(network, {"", ""});
    const ngdp::MadeFile &file = network.build.files.at(59'990);
    const auto placed = network.cdn.find(file.encodingKey);
    QVERIFY(placed && placed->offset > 15'000'000);
    const std::string path = network.pathOf(file.encodingKey);
    server.host(0).always('/' + QByteArray::fromStdString(path), support::fault::rangeIgnored());
    const QString slice = u"#bytes="_s + QString::number(placed->offset) + u'-' +
                          QString::number(placed->offset + placed->encodedSize - 1) + u"&ekey="_s +
                          hex(file.encodingKey) + u"&name=a"_s;
    const Run got = m_bed->run({u"get"_s, u"--json"_s, addressOf(server.host(0), path) + slice, u"-m"_s,
                                server.host(1).url("").toString()});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QCOMPARE(m_bed->read(u"a"_s).size(), qint64(file.size));
    // The kernel's buffers take some megabytes before the host notices that nobody reads.
    QVERIFY2(server.bytesServed() < qint64{placed->offset}, QByteArray::number(server.bytesServed()));
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

/// Recipe 1: one request, for many times as long as a pause may be.
void tst_Network::slowObject()
{
    const support::BuiltObject object = support::smallObject();
    const QString address =
        m_bed->publish(object) + u"#ckey="_s + hex(object.contentKey.digest) + u"&name=a"_s;
    const qint64 perSecond = static_cast<qint64>(object.bytes.size()) / 4;
    m_bed->server.setRule([=](const support::Request &) { return support::fault::limited(perSecond); });
    QElapsedTimer clock;
    clock.start();
    const Run got =
        m_bed->run({u"get"_s, u"--json"_s, u"--stall-timeout=1"_s, u"--answer-timeout=1"_s, address});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QVERIFY2(clock.elapsed() > 3'000, QByteArray::number(clock.elapsed()));
    QCOMPARE(got.event(u"done"_s).value(u"verdict"_s).toString(), u"verified"_s);
    QCOMPARE(m_bed->read(u"a"_s), support::toBytes(object.payload));
    QCOMPARE(m_bed->server.requests().size(), 1);
}

/// Recipe 1: what comes without a pause may take as long as it likes.
void tst_Network::slowEverywhere()
{
    ngdp::BuildShape shape = shapeOf("wow_classic_era", 200);
    shape.strangers = 300;
    const ngdp::SampleNetwork network(shape);
    ngdp::NetworkServer server(network);
    const QStringList get{u"get"_s,
                          u"--json"_s,
                          u"--overwrite"_s,
                          u"--stall-timeout=1"_s,
                          u"--answer-timeout=1"_s,
                          u"wow_classic_era:fdid=1009"_s};
    QCOMPARE(run(server, get, {u"--cache"_s, m_bed->path(u"fast"_s)}).code, 0);
    const qsizetype requests = server.requests().size();
    server.clearLogs();
    server.host().setRule([](const support::Request &) { return support::fault::limited(6000); });
    const Run got = run(server, get, {u"--cache"_s, m_bed->path(u"slow"_s)});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QCOMPARE(got.event(u"done"_s).value(u"verdict"_s).toString(), u"verified"_s);
    QVERIFY2(got.events(u"retry"_s).isEmpty() && got.events(u"warning"_s).isEmpty(), got.out);
    QCOMPARE(server.requests().size(), requests);
}

/// Recipe 1: a host falls silent; the next one goes on at the byte that was reached.
void tst_Network::stallsAndAnotherGoesOn()
{
    ngdp::BuildShape shape = shapeOf("wow_classic_era", 20);
    shape.strangers = 300;
    const ngdp::SampleNetwork network(shape);
    ngdp::NetworkServer server(network, {"", ""});
    const ngdp::MadeManifest &encoding = network.build.manifests.at("encoding");
    const std::string path = network.pathOfManifest("encoding");
    server.host(0).always('/' + QByteArray::fromStdString(path), support::fault::stalledAfter(12'000));
    const Run got =
        m_bed->run({u"get"_s, u"--json"_s, u"-c1"_s, u"--stall-timeout=1"_s,
                    addressOf(server.host(0), path) + u"#name=encoding&ckey="_s + hex(encoding.contentKey),
                    u"-m"_s, server.host(1).url("").toString()});
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QCOMPARE(got.event(u"done"_s).value(u"verdict"_s).toString(), u"verified"_s);
    QVERIFY(!server.host(1).requests().isEmpty());
    QVERIFY2(server.bytesServed() < qint64(encoding.encodedSize) + 8192,
             QByteArray::number(server.bytesServed()));
}

/// Recipe 2: a host that refuses more than so many requests a second is left alone for as long as it says,
/// and asked less often from then on. (tst_HostLimits has the recipe with its own numbers.)
void tst_Network::fewRequestsASecond()
{
    constexpr qsizetype kMostASecond = 200;
    ngdp::CdnShape small;
    small.archiveSize = 500;
    const ngdp::SampleNetwork network(shapeOf("wow_classic_era", 2700), small);
    QVERIFY2(network.cdn.archives().size() >= 1270, QByteArray::number(network.cdn.archives().size()));
    ngdp::NetworkServer server(network);
    QElapsedTimer clock;
    clock.start();
    std::deque<qint64> answered; // in the second that has passed
    std::atomic<qsizetype> refused = 0;
    server.host().setRule([&](const support::Request &) -> std::optional<support::Fault> {
        while (!answered.empty() && answered.front() < clock.elapsed() - 1000)
            answered.pop_front();
        if (std::ssize(answered) >= kMostASecond) {
            ++refused;
            return support::fault::retryAfter(429, "1");
        }
        answered.push_back(clock.elapsed());
        return std::nullopt;
    });
    const Run listed = run(server, {u"ls"_s, u"-R"_s, u"--sizes"_s, u"--json"_s, u"wow_classic_era"_s});
    QVERIFY2(listed.code == 0, listed.err);
    QCOMPARE(listed.events().size(), 2700);
    for (const QJsonObject &line : listed.events())
        QVERIFY2(line.value(u"where"_s) != u"unknown"_s, QJsonDocument(line).toJson());
    QVERIFY(refused > 0);
    QVERIFY2(refused < server.requests().size() * 5 / 100,
             qPrintable(u"%1 of %2"_s.arg(refused.load()).arg(server.requests().size())));
    QVERIFY2(listed.err.count("waits for 127.0.0.1") == 1, listed.err);
}

/// They are looked up as the queue has room for them; an interruption costs nothing, and says how many are
/// left.
void tst_Network::moreFilesThanRows()
{
    const int files = 1300;
    const ngdp::SampleNetwork network(shapeOf("wow_classic_era", files));
    ngdp::NetworkServer server(network);
    m_bed->write(u"names.csv"_s, support::listfileOf(network.build));
    const QStringList command{
        u"get"_s,       u"wow_classic_era:"_s,     u"-o"_s,      u"out"_s,
        u"--json"_s,    u"--listfile=names.csv"_s, u"--cache"_s, m_bed->path(u"cache"_s),
        u"--service"_s, server.address()};
    const auto process = m_bed->process(command);
    process->start();
    QTRY_VERIFY_WITH_TIMEOUT(process->state() == QProcess::NotRunning || m_bed->files(u"out"_s).size() > 600,
                             60'000);
    process->terminate();
    const Run first = AppBed::finish(*process);
    const QJsonObject stopped = first.event(u"summary"_s);
    QVERIFY2(first.code == 130, first.err);
    QVERIFY(stopped.value(u"done"_s).toInt() > 500);
    QCOMPARE(stopped.value(u"done"_s).toInt() + stopped.value(u"unfinished"_s).toInt(), files);
    const Run second = m_bed->run(command);
    QVERIFY2(second.code == 0, second.err);
    QCOMPARE(second.event(u"summary"_s).value(u"done"_s).toInt(), files);
    QCOMPARE(second.events(u"added"_s).size(), files);
    for (const ngdp::MadeFile &file : network.build.files)
        QVERIFY(support::isContentOf(m_bed->read(u"out/"_s + QString::fromStdString(file.path)), file));
    QCOMPARE(m_bed->files(u"out"_s).size(), files);
    const qint64 network1 = stopped.value(u"networkBytes"_s).toInteger();
    const qint64 network2 = second.event(u"summary"_s).value(u"networkBytes"_s).toInteger();
    const Run third = m_bed->run(command);
    QCOMPARE(third.event(u"summary"_s).value(u"networkBytes"_s).toInteger(), 0);
    QVERIFY(network1 > 0 && network2 > 0);
    const Run named = m_bed->run(command + QStringList{u"-O"_s, u"one"_s});
    QCOMPARE(named.code, 3);
    const QByteArray told = named.out + named.err;
    QVERIFY2(told.contains("1300"), told);
}

void tst_Network::anotherObjectThanNamed_data()
{
    QTest::addColumn<bool>("isBlte");
    QTest::newRow("recipe 5: another object, and far larger") << true;
    QTest::newRow("recipe 5: any bytes, and far more") << false;
}

/// Refused by its first bytes, and not kept under the name of the file that was asked for.
void tst_Network::anotherObjectThanNamed()
{
    QFETCH(bool, isBlte);
    ngdp::SampleNetwork network(shapeOf("wow_classic_era", 200));
    const ngdp::MadeFile &file = network.file("World/Zone099/tile_00099.adt"); // loose
    support::ByteVector bytes = support::payload(support::noise(7), 20 << 20);
    if (isBlte)
        bytes = support::buildObject(bytes, 1 << 20, {support::Encoding::Raw, 6, {}}).bytes;
    network.store.put(network.pathOf(file.encodingKey), bytes);
    ngdp::NetworkServer server(network);
    const Run got = run(server, {u"get"_s, u"--json"_s, u"-o"_s, u"out"_s, u"wow_classic_era:fdid=1099"_s});
    QVERIFY2(got.code == 3, QByteArray(got.err + got.out));
    const QString told = got.event(u"failed"_s).value(u"detail"_s).toString();
    for (const QString &named : {u"127.0.0.1"_s, QString::number(bytes.size()),
                                 QString::number(file.encodedSize), hex(file.encodingKey)})
        QVERIFY2(told.contains(named), got.out);
    QCOMPARE(got.event(u"failed"_s).value(u"kind"_s).toString(), u"LengthContradicts"_s);
    QVERIFY2(m_bed->files(u"out"_s).isEmpty(), qPrintable(m_bed->files(u"out"_s).join(u' ')));
    QVERIFY2(server.bytesServed(QByteArray::fromStdString(blte::toHex(file.encodingKey))) < 8 << 20,
             QByteArray::number(server.bytesServed()));
}

SLUICE_TEST(tst_Network)
#include "tst_network.moc"
