#include "tests/app/appbed.h"
#include "tests/app/madefiles.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>
#include <atomic>
#include <deque>

using namespace Qt::StringLiterals;
using support::addressOf;
using support::AppBed;
using support::hex;
using support::Run;
using support::shapeOf;

/// The program against hosts that are slow, refuse, stall, cut, or send something else.
class tst_IllHosts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bed = std::make_unique<AppBed>(); }

    void illHosts_data();
    void illHosts();
    void cutLookUps();
    void farSlice();
    void slowObject();
    void slowEverywhere();
    void stallsAndAnotherGoesOn();
    void fewRequestsASecond();
    void anotherObjectThanNamed_data();
    void anotherObjectThanNamed();

private:
    Run run(ngdp::NetworkServer &server, const QStringList &arguments, const QStringList &more = {}) const
    {
        return m_bed->run(arguments + QStringList{u"--service"_s, server.address()} + more);
    }

    std::unique_ptr<AppBed> m_bed;
};

void tst_IllHosts::illHosts_data()
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
void tst_IllHosts::illHosts()
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
void tst_IllHosts::cutLookUps()
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

/// Recipe 5: a host that ignores ranges is left before it sends what lies before the slice.
void tst_IllHosts::farSlice()
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

/// Recipe 1: one request, for many times as long as a pause may be.
void tst_IllHosts::slowObject()
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
void tst_IllHosts::slowEverywhere()
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
void tst_IllHosts::stallsAndAnotherGoesOn()
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
void tst_IllHosts::fewRequestsASecond()
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

void tst_IllHosts::anotherObjectThanNamed_data()
{
    QTest::addColumn<bool>("isBlte");
    QTest::newRow("recipe 5: another object, and far larger") << true;
    QTest::newRow("recipe 5: any bytes, and far more") << false;
}

/// Refused by its first bytes, and not kept under the name of the file that was asked for.
void tst_IllHosts::anotherObjectThanNamed()
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

SLUICE_TEST(tst_IllHosts)
#include "tst_illhosts.moc"
