#include "core/catalog/objectloader.h"

#include "core/cache/objectcache.h"
#include "core/hex.h"
#include "core/tact/archiveindex.h"
#include "core/transfer/transferservices.h"
#include "tests/support/bytes.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using catalog::CdnObject;
using catalog::LoadWarning;
using catalog::ObjectLoader;
using core::ErrorKind;
using namespace std::chrono_literals;
using namespace support;
using Result = core::Result<QByteArray>;

namespace {

ngdp::BuildShape shape()
{
    ngdp::BuildShape shape;
    shape.files = ngdp::sampleFiles(300);
    return shape;
}

} // namespace

class tst_ObjectLoader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void everyKindComesAndStays();
    void askedTwiceFetchedOnce();
    void pieces();
    void otherHostsHaveWhatOneLacks_data();
    void otherHostsHaveWhatOneLacks();
    void missingEverywhere();
    void damagedEverywhere();
    void damagedCopies_data();
    void damagedCopies();
    void foldersServe();
    void offline();
    void hostsHaveTheirLimits();
    void fallbacksAreLeftAlone();
    void deletedMeanwhile();

private:
    ObjectLoader::Settings settings(const ngdp::NetworkServer &server) const;
    Result load(ObjectLoader &loader, const CdnObject &object);
    QList<CdnObject> objects() const;

    std::unique_ptr<ngdp::SampleNetwork> m_network;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<transfer::TransferServices> m_services;
    std::shared_ptr<cache::ObjectCache> m_cache;
    QList<LoadWarning> m_warnings;
};

void tst_ObjectLoader::initTestCase()
{
    m_network = std::make_unique<ngdp::SampleNetwork>(shape());
}

void tst_ObjectLoader::init()
{
    m_warnings.clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_services = std::make_unique<transfer::TransferServices>();
    transfer::Tuning tuning = m_services->tuning;
    tuning.retry.firstBackoff = 1ms;
    m_services->setTuning(tuning);
    m_cache = std::make_shared<cache::ObjectCache>(m_folder->filePath(QStringLiteral("cache")), 64 << 20);
}

ObjectLoader::Settings tst_ObjectLoader::settings(const ngdp::NetworkServer &server) const
{
    ObjectLoader::Settings settings;
    settings.hosts.folder = QStringLiteral("tpr/wow");
    for (std::size_t i = 0; i < server.hosts(); ++i) {
        QUrl base = const_cast<ngdp::NetworkServer &>(server).host(i).url("");
        base.setPath({});
        settings.hosts.hosts.append(
            {base, i == 0 ? catalog::CdnHost::Rank::Primary : catalog::CdnHost::Rank::Fallback, {}});
    }
    return settings;
}

Result tst_ObjectLoader::load(ObjectLoader &loader, const CdnObject &object)
{
    std::optional<Result> result;
    const auto connection = connect(&loader, &ObjectLoader::warned, this,
                                    [this](const LoadWarning &warning) { m_warnings.append(warning); });
    loader.load(object, [&](const Result &r) { result = r; });
    const bool isAnswered = QTest::qWaitFor([&] { return result.has_value(); }, 20'000);
    disconnect(connection);
    return isAnswered ? *result : core::failure(ErrorKind::Internal, QStringLiteral("no answer"));
}

/// One of each kind: build config, index, a manifest by itself, a file in an archive.
QList<CdnObject> tst_ObjectLoader::objects() const
{
    const auto &encoding = m_network->build.manifests.at("encoding");
    const ngdp::MadeFile &file = m_network->build.files.at(1);
    const auto placed = m_network->cdn.find(file.encodingKey).value();
    const core::ByteRange slice{placed.offset, qint64{placed.offset} + placed.encodedSize - 1};
    return {catalog::configObject(m_network->build.config, QStringLiteral("build config")),
            catalog::indexObject(m_network->cdn.archives().front()),
            catalog::looseObject({encoding.encodingKey}, {}, QStringLiteral("encoding manifest")),
            catalog::archivedObject(placed.archive, slice, {file.encodingKey},
                                    blte::ContentKey{file.contentKey}, QStringLiteral("file"))};
}

void tst_ObjectLoader::everyKindComesAndStays()
{
    ngdp::NetworkServer server(*m_network);
    QList<QByteArray> first;
    {
        ObjectLoader loader(*m_services, m_cache, settings(server));
        for (const CdnObject &object : objects()) {
            const Result bytes = load(loader, object);
            QVERIFY2(bytes.has_value(), qPrintable(bytes ? QString() : bytes.error().detail));
            first << *bytes;
        }
        QCOMPARE(loader.figures().objects, 4);
        QCOMPARE(loader.figures().fromCache, 0);
        QCOMPARE(loader.figures().networkBytes, server.bytesServed());
    }
    QVERIFY(first[0].startsWith("# Build Configuration"));
    QVERIFY(first[2].startsWith("EN"));
    QCOMPARE(quint64(first[3].size()), m_network->build.files.at(1).size);
    server.clearLogs();
    ObjectLoader again(*m_services, m_cache, settings(server));
    for (int i = 0; i < 4; ++i)
        QCOMPARE(load(again, objects()[i]).value(), first[i]);
    QVERIFY(server.requests().isEmpty());
    QCOMPARE(again.figures().fromCache, 4);
    QVERIFY(m_warnings.isEmpty());
}

void tst_ObjectLoader::askedTwiceFetchedOnce()
{
    ngdp::NetworkServer server(*m_network);
    ObjectLoader loader(*m_services, m_cache, settings(server));
    int answers = 0;
    for (int i = 0; i < 5; ++i)
        loader.load(objects()[0], [&](const Result &bytes) { answers += bytes ? 1 : 0; });
    QTRY_COMPARE(answers, 5);
    QCOMPARE(server.requests().size(), 1);
}

void tst_ObjectLoader::pieces()
{
    ngdp::NetworkServer server(*m_network);
    const CdnObject index = objects()[1];
    const std::string path = m_network->cdn.pathOf("data", index.path.hash, ".index");
    const QByteArray whole = toBytes(m_network->store.bytes(path));
    const core::ByteRange footer{whole.size() - 28, whole.size() - 1};
    const auto isFooter = [&](QByteArrayView bytes) { return bytes == QByteArrayView(whole).last(28); };
    for (const qint64 wanted : {1, 0}) { // once from the host, once from the cache
        server.clearLogs();
        ObjectLoader loader(*m_services, m_cache, settings(server));
        std::optional<Result> piece;
        loader.loadRange(index, footer, isFooter, [&](const Result &bytes) { piece = bytes; });
        QTRY_VERIFY(piece.has_value());
        QCOMPARE(piece->value(), whole.last(28));
        QCOMPARE(server.requests().size(), wanted);
        QCOMPARE(server.bytesServed(), wanted * 28);
    }
}

void tst_ObjectLoader::otherHostsHaveWhatOneLacks_data()
{
    QTest::addColumn<int>("object");
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<bool>("isWorthAWarning");
    for (int i = 0; i < 4; ++i) {
        const QByteArray name = objects()[i].what.toLatin1();
        QTest::addRow("%s: 404", name.constData()) << i << fault::status(404) << false;
        QTest::addRow("%s: page", name.constData()) << i << fault::htmlPage() << true;
        Fault flipped;
        flipped.flipAt = i == 3 ? objects()[3].slice->last : 20;
        QTest::addRow("%s: damaged", name.constData()) << i << flipped << true;
    }
}

void tst_ObjectLoader::otherHostsHaveWhatOneLacks()
{
    QFETCH(int, object);
    QFETCH(Fault, fault);
    QFETCH(bool, isWorthAWarning);
    const CdnObject wanted = objects()[object];
    ngdp::NetworkServer server(*m_network, {"", "fallback=1"});
    const std::string path = tact::toPath(wanted.path);
    server.host(0).always("/tpr/wow/" + QByteArray::fromStdString(path), fault);
    ObjectLoader loader(*m_services, m_cache, settings(server));
    const Result bytes = load(loader, wanted);
    QVERIFY2(bytes.has_value(), qPrintable(bytes ? QString() : bytes.error().detail));
    QCOMPARE(m_warnings.isEmpty(), !isWorthAWarning);
    for (const LoadWarning &warning : std::as_const(m_warnings)) {
        QCOMPARE(warning.object, catalog::describe(wanted));
        QCOMPARE(warning.host, loader.hosts().hosts[0].name());
        QVERIFY(!warning.detail.isEmpty());
    }
}

void tst_ObjectLoader::missingEverywhere()
{
    ngdp::NetworkServer server(*m_network, {"", "fallback=1"});
    ObjectLoader loader(*m_services, m_cache, settings(server));
    blte::Digest nowhere{};
    nowhere.fill(7);
    const CdnObject object = catalog::looseObject({nowhere}, {}, QStringLiteral("root"));
    const Result bytes = load(loader, object);
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().kind, ErrorKind::NotFound);
    for (const auto &host : loader.hosts().hosts)
        QVERIFY2(bytes.error().detail.contains(host.name()), qPrintable(bytes.error().detail));
    QVERIFY2(bytes.error().detail.startsWith(QStringLiteral("root ") + core::hex(nowhere)),
             qPrintable(bytes.error().detail));
}

void tst_ObjectLoader::damagedEverywhere()
{
    ngdp::NetworkServer server(*m_network, {"", "fallback=1"});
    const CdnObject index = objects()[1];
    Fault flipped;
    flipped.flipAt = 100;
    server.always(m_network->cdn.pathOf("data", index.path.hash, ".index"), flipped);
    ObjectLoader loader(*m_services, m_cache, settings(server));
    const Result bytes = load(loader, index);
    QVERIFY(!bytes);
    QVERIFY2(bytes.error().detail.contains(QStringLiteral("damaged")), qPrintable(bytes.error().detail));
    QVERIFY2(bytes.error().detail.startsWith(catalog::describe(index)), qPrintable(bytes.error().detail));
}

void tst_ObjectLoader::damagedCopies_data()
{
    QTest::addColumn<int>("object");
    QTest::addColumn<bool>("isCut");
    for (int i = 0; i < 4; ++i) {
        QTest::addRow("%d flipped", i) << i << false;
        QTest::addRow("%d cut", i) << i << true;
    }
}

void tst_ObjectLoader::damagedCopies()
{
    QFETCH(int, object);
    QFETCH(bool, isCut);
    const CdnObject wanted = objects()[object];
    ngdp::NetworkServer server(*m_network);
    ObjectLoader loader(*m_services, m_cache, settings(server));
    const QByteArray first = load(loader, wanted).value();
    const QString path = m_cache->folder() + u'/' +
                         cache::relativePath(catalog::entryKeyOf(wanted, QStringLiteral("tpr/wow")));
    QFile file(path);
    QVERIFY2(file.open(QIODevice::ReadWrite), qPrintable(path));
    QByteArray copy = file.readAll();
    if (isCut) {
        QVERIFY(file.resize(copy.size() - 1));
    } else {
        copy[10] = static_cast<char>(copy[10] ^ 1);
        file.seek(0);
        file.write(copy);
    }
    file.close();
    QCOMPARE(load(loader, wanted).value(), first);
    QCOMPARE(m_warnings.size(), 1);
    QVERIFY(m_warnings[0].host.isEmpty());
    QCOMPARE(load(loader, wanted).value(), first);
    QCOMPARE(m_warnings.size(), 1);
    // And without a network it is an error that says so.
    QVERIFY(file.resize(5));
    ObjectLoader::Settings offline = settings(server);
    offline.isOffline = true;
    ObjectLoader alone(*m_services, m_cache, offline);
    const Result bytes = load(alone, wanted);
    QVERIFY(!bytes);
    QCOMPARE(m_warnings.size(), 2);
}

void tst_ObjectLoader::foldersServe()
{
    const std::filesystem::path folder = m_folder->filePath(QStringLiteral("mirror")).toStdString();
    const ngdp::Put put = ngdp::folderPut(folder);
    for (const auto &[path, bytes] : m_network->store.objects())
        put(path, *bytes);
    ngdp::NetworkServer server(*m_network);
    ObjectLoader::Settings own = settings(server);
    own.hosts.diskFolders = {QString::fromStdString(folder.string())};
    ObjectLoader loader(*m_services, m_cache, own);
    for (const CdnObject &object : objects())
        QVERIFY(load(loader, object).has_value());
    QVERIFY(server.requests().isEmpty());
    // So does a piece that its file is too short for, and it is not read at all.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("maxSize")));
    const qint64 size = QFile(catalog::filePathOf(own.hosts, own.hosts.diskFolders[0], objects()[1])).size();
    std::optional<Result> piece;
    loader.loadRange(
        objects()[1], {size + 10, size + 20}, [](QByteArrayView bytes) { return !bytes.isEmpty(); },
        [&](const Result &bytes) { piece = bytes; });
    QTRY_VERIFY(piece.has_value());
    QVERIFY(!*piece);
    server.clearLogs();
    // A damaged file there costs a warning, and the hosts are asked.
    const QString path = catalog::filePathOf(own.hosts, own.hosts.diskFolders[0], objects()[0]);
    QVERIFY(QFile::resize(path, 10));
    ObjectLoader second(*m_services, m_cache, own);
    QVERIFY(load(second, objects()[0]).has_value());
    QCOMPARE(m_warnings.size(), 1);
    QCOMPARE(m_warnings[0].host, own.hosts.diskFolders[0]);
    QCOMPARE(server.requests().size(), 1);
}

void tst_ObjectLoader::offline()
{
    ngdp::NetworkServer server(*m_network);
    ObjectLoader::Settings alone = settings(server);
    alone.isOffline = true;
    ObjectLoader loader(*m_services, m_cache, alone);
    const Result bytes = load(loader, objects()[0]);
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().kind, ErrorKind::NotFound);
    QVERIFY(server.requests().isEmpty());
}

/// What `cdns` says holds for everything that is fetched from there.
void tst_ObjectLoader::hostsHaveTheirLimits()
{
    ngdp::NetworkServer server(*m_network, {"", "fallback=1"});
    auto limited = settings(server);
    limited.hosts.hosts[0].mostConnections = 2;
    const ObjectLoader loader(*m_services, m_cache, limited);
    transfer::HostPool &pool = m_services->hosts;
    const auto taken = [&](const QString &host) {
        int connections = 0;
        for (; pool.isFree(host) && connections < 100; ++connections)
            pool.acquire(host);
        return connections;
    };
    QCOMPARE(taken(limited.hosts.hosts[0].name()), 2);
    QVERIFY(taken(limited.hosts.hosts[1].name()) > 2);
}

/// Whatever is known to be better of them, also by those who take an object as a file or a piece of it.
void tst_ObjectLoader::fallbacksAreLeftAlone()
{
    ngdp::NetworkServer server(*m_network, {"", "fallback=1"});
    ObjectLoader loader(*m_services, m_cache, settings(server));
    transfer::Outcome bad;
    bad.error.kind = ErrorKind::ServerBusy;
    bad.refusal.status = 503;
    m_services->hosts.learn(loader.hosts().hosts[0].name(), bad);
    for (const CdnObject &object : objects())
        QVERIFY(load(loader, object).has_value());
    std::optional<Result> piece;
    loader.loadRange(
        objects()[1], {0, 9}, [](QByteArrayView) { return true; },
        [&](const Result &bytes) { piece = bytes; });
    QTRY_VERIFY(piece.has_value());
    QCOMPARE(piece->value().size(), 10);
    QVERIFY(!server.host(0).requests().isEmpty());
    QVERIFY(server.host(1).requests().isEmpty());
}

void tst_ObjectLoader::deletedMeanwhile()
{
    ngdp::NetworkServer server(*m_network);
    bool isAnswered = false;
    {
        ObjectLoader loader(*m_services, m_cache, settings(server));
        for (const CdnObject &object : objects())
            loader.load(object, [&](const Result &) { isAnswered = true; });
    }
    // Whoever is about to be told of something has been told by then.
    ObjectLoader loader(*m_services, m_cache, settings(server));
    QVERIFY(load(loader, objects()[0]).has_value());
    QVERIFY(!isAnswered);
}

SLUICE_TEST(tst_ObjectLoader)
#include "tst_objectloader.moc"
