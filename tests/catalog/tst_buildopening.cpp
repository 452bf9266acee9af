#include "core/catalog/buildopening.h"

#include "core/blte/keystore.h"
#include "core/catalog/fileresolver.h"
#include "tests/catalog/catalogbed.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <algorithm>

using catalog::BuildOpening;
using catalog::BuildWish;
using catalog::FileResolver;
using catalog::ServiceEndpoint;
using core::ErrorKind;
using core::FileSelection;
using namespace Qt::StringLiterals;
using namespace support;
using Opened = core::Result<std::shared_ptr<catalog::OpenBuild>>;
using Resolved = core::Result<catalog::ResolvedFiles>;

namespace {

ngdp::BuildShape shape()
{
    ngdp::BuildShape shape;
    shape.files = ngdp::sampleFiles(300);
    shape.keyRing = {{blte::KeyName{0x1122334455667788}, blte::Key{1, 2, 3}}};
    return shape;
}

} // namespace

/// With ObjectFinder and FileResolver, which work on what was opened.
class tst_BuildOpening : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_network = std::make_unique<ngdp::SampleNetwork>(shape()); }
    void init() { m_bed = std::make_unique<CatalogBed>(); }

    void opens_data();
    void opens();
    void refuses_data();
    void refuses();
    void anOldBuild();
    void offline();
    void aMirrorsFolder();
    void onlyTheUsersHosts();
    void aTableWithoutServers();
    void damagedConfigs_data();
    void damagedConfigs();
    void noKeyRing();
    void armadillo();
    void armadilloInAFolder();
    void productConfig();
    void deletedMeanwhile();
    void treesOfSeveralWishes();

    void filesByKeys();
    void keysThatAreNotThere();
    void nowhereInAnIndex();
    void withoutEncodingManifest();

private:
    BuildOpening::Means means(ngdp::NetworkServer &server) const
    {
        return means(ServiceEndpoint{ServiceEndpoint::Layout::V2, QUrl(server.address())});
    }
    BuildOpening::Means means(const ServiceEndpoint &endpoint) const
    {
        catalog::VersionService::Settings service;
        service.endpoints = {endpoint};
        return {m_bed->services, m_bed->objects, m_bed->folder.filePath(u"builds.jsonl"_s), service, {}};
    }
    Opened open(const BuildOpening::Means &means, const QString &build = {}, const QString &region = {},
                std::optional<blte::Digest> cdnConfig = {}) const
    {
        BuildOpening opening(means, {u"wow_classic_era"_s, build, region, cdnConfig});
        connect(&opening, &BuildOpening::warned, this,
                [this](const catalog::LoadWarning &warning) { m_bed->warnings.append(warning); });
        return answerOf<Opened>([&](auto done) { opening.start(done); });
    }
    Resolved resolve(FileResolver &resolver, FileSelection::By by, const QList<blte::Digest> &keys) const
    {
        FileSelection selection;
        selection.by = by;
        selection.keys = keys;
        return answerOf<Resolved>([&](auto done) {
            resolver.resolve({u"wow_classic_era"_s, {}, {}, {}}, selection, done);
        });
    }
    void addKey(const std::string &name, const blte::Key &key)
    {
        auto keys = std::make_shared<blte::KeyStore>(*m_bed->services.keys);
        keys->insert(blte::ArmadilloKey{name, key});
        m_bed->services.keys = keys;
    }
    QString config() const { return core::hex(m_network->build.config); }
    std::string configPath(const blte::Digest &name) const { return m_network->cdn.pathOf("config", name); }

    std::unique_ptr<ngdp::SampleNetwork> m_network;
    std::unique_ptr<CatalogBed> m_bed;
};

void tst_BuildOpening::opens_data()
{
    QTest::addColumn<QString>("build");
    QTest::addColumn<QString>("region");
    QTest::addColumn<bool>("withCdnConfig");
    QTest::addColumn<int>("questions"); ///< to the version service
    QTest::newRow("the current one") << QString() << QString() << false << 2;
    QTest::newRow("of a region") << QString() << u"eu"_s << false << 2;
    QTest::newRow("version") << u"1.15.8.12345"_s << QString() << false << 2;
    QTest::newRow("config") << config() << QString() << false << 2;
    QTest::newRow("config and CDN config") << config() << QString() << true << 1;
}

void tst_BuildOpening::opens()
{
    QFETCH(QString, build);
    QFETCH(QString, region);
    QFETCH(bool, withCdnConfig);
    QFETCH(int, questions);
    ngdp::NetworkServer server(*m_network, {"", "fallback=1"});
    const auto opened = open(means(server), build, region,
                             withCdnConfig ? std::optional(m_network->cdnConfig) : std::nullopt);
    QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().detail));
    const catalog::Build &it = *(*opened)->build;
    QVERIFY(it.name == m_network->build.config && it.cdnName == m_network->cdnConfig);
    QCOMPARE(it.config.uid, "wow_classic_era");
    QCOMPARE(it.cdn.data.archives.size(), m_network->cdn.archives().size());
    QCOMPARE((*opened)->loader->hosts().folder, u"tpr/wow"_s);
    QCOMPARE(server.service().requests().size(), questions);
    QVERIFY2(m_bed->warnings.isEmpty(), qPrintable(m_bed->told()));
    if (!withCdnConfig)
        QVERIFY(m_bed->services.keys && m_bed->services.keys->find(blte::KeyName{0x1122334455667788}));
}

void tst_BuildOpening::refuses_data()
{
    QTest::addColumn<QString>("build");
    QTest::addColumn<QString>("region");
    QTest::addColumn<bool>("isUp");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("told");
    QTest::newRow("a region that is not there")
        << QString() << u"cn"_s << true << ErrorKind::BuildUnknown << u"us, eu"_s;
    QTest::newRow("a version nobody named")
        << u"9.9"_s << QString() << true << ErrorKind::BuildUnknown << u"1.15.8.12345"_s;
    QTest::newRow("a config that is nowhere") << u"00112233445566778899aabbccddeeff"_s << QString() << true
                                              << ErrorKind::NotFound << u"build config 00112233"_s;
    QTest::newRow("no service") << QString() << QString() << false << ErrorKind::BuildUnknown
                                << u"127.0.0.1"_s;
}

void tst_BuildOpening::refuses()
{
    QFETCH(QString, build);
    QFETCH(QString, region);
    QFETCH(bool, isUp);
    QFETCH(QString, told);
    ngdp::NetworkServer server(*m_network);
    if (!isUp)
        server.service().always("/", fault::status(404));
    auto how = means(server);
    if (!isUp)
        how.service.endpoints.first().base.setPath(u"/nowhere"_s);
    const auto opened = open(how, build, region);
    QVERIFY(!opened);
    QTEST(opened.error().kind, "kind");
    QVERIFY2(opened.error().detail.contains(told), qPrintable(opened.error().detail));
}

/// The service names another one meanwhile, and then nobody at all.
void tst_BuildOpening::anOldBuild()
{
    {
        ngdp::NetworkServer server(*m_network);
        QVERIFY(open(means(server)).has_value());
    }
    ngdp::Product product = m_network->product;
    product.builds.front().versionName = product.builds.back().versionName = "1.15.9.13000";
    product.builds.front().buildConfig = product.builds.back().buildConfig = std::string(32, 'a');
    product.sequenceNumber = 2;
    ngdp::NetworkServer server(m_network->store, {product});
    for (const QString &build : {u"1.15.8.12345"_s, config()}) {
        const auto opened = open(means(server), build);
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().detail));
        QVERIFY((*opened)->build->name == m_network->build.config);
    }
}

void tst_BuildOpening::offline()
{
    {
        ngdp::NetworkServer server(*m_network);
        QVERIFY(open(means(server)).has_value());
    }
    ngdp::NetworkServer server(*m_network);
    auto how = means(server);
    how.service.isOffline = true;
    const auto opened = open(how);
    QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().detail));
    QVERIFY((*opened)->build->name == m_network->build.config);
    QVERIFY(server.requests().isEmpty() && server.service().requests().isEmpty());
}

void tst_BuildOpening::aMirrorsFolder()
{
    const QString folder = m_bed->folder.filePath(u"net"_s);
    const ngdp::Put put = ngdp::folderPut(folder.toStdString());
    for (const auto &[path, bytes] : m_network->store.objects())
        put(path, *bytes);
    ngdp::putTables(put, {m_network->product}, {});
    auto how = means(ServiceEndpoint{ServiceEndpoint::Layout::Folder, QUrl::fromLocalFile(folder)});
    for (const bool isOffline : {false, true}) {
        how.service.isOffline = isOffline;
        const auto opened = open(how);
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().detail));
        QCOMPARE((*opened)->loader->figures().networkBytes, 0);
    }
}

/// With both configs named, nobody else is needed; the bases end with the product's folder then.
void tst_BuildOpening::onlyTheUsersHosts()
{
    ngdp::NetworkServer server(*m_network);
    auto how = means(ServiceEndpoint{ServiceEndpoint::Layout::V2, QUrl(u"http://127.0.0.1:1"_s)});
    how.hosts.official = catalog::HostWishes::Official::LeftOut;
    how.hosts.own = {server.host().url("/tpr/wow")};
    const auto opened = open(how, config(), {}, m_network->cdnConfig);
    QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().detail));
    QVERIFY2(m_bed->warnings.isEmpty(), qPrintable(m_bed->told()));
}

/// As mirrors write it: the service has everything itself.
void tst_BuildOpening::aTableWithoutServers()
{
    FaultServer mirror;
    ngdp::Store all;
    for (const auto &[path, bytes] : m_network->store.objects())
        all.put(path, *bytes);
    ngdp::putTables(all.putter(), {m_network->product}, {});
    for (const auto &[path, bytes] : all.objects())
        mirror.serve('/' + QByteArray::fromStdString(path), toBytes(*bytes));
    const auto opened = open(means(ServiceEndpoint{ServiceEndpoint::Layout::V2, mirror.url("")}));
    QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().detail));
    QVERIFY((*opened)->build->name == m_network->build.config);
}

void tst_BuildOpening::damagedConfigs_data()
{
    QTest::addColumn<bool>("isBuildConfig");
    QTest::addColumn<bool>("everywhere");
    for (const bool isBuildConfig : {true, false}) {
        for (const bool everywhere : {false, true})
            QTest::addRow("%s, %s", isBuildConfig ? "build" : "CDN", everywhere ? "everywhere" : "one host")
                << isBuildConfig << everywhere;
    }
}

void tst_BuildOpening::damagedConfigs()
{
    QFETCH(bool, isBuildConfig);
    QFETCH(bool, everywhere);
    ngdp::NetworkServer server(*m_network, {"", ""});
    const blte::Digest name = isBuildConfig ? m_network->build.config : m_network->cdnConfig;
    Fault flipped;
    flipped.flipAt = 30;
    for (std::size_t host = 0; host < (everywhere ? 2u : 1u); ++host)
        server.host(host).always('/' + QByteArray::fromStdString(configPath(name)), flipped);
    const auto opened = open(means(server));
    QCOMPARE(opened.has_value(), !everywhere);
    if (everywhere)
        QVERIFY2(opened.error().detail.contains(core::hex(name)), qPrintable(opened.error().detail));
}

/// Files stay locked, and no more.
void tst_BuildOpening::noKeyRing()
{
    ngdp::NetworkServer server(*m_network);
    server.always(configPath(*m_network->build.keyRing), fault::status(404));
    QVERIFY(open(means(server)).has_value());
    QVERIFY2(m_bed->told().contains(u"key ring "_s + core::hex(*m_network->build.keyRing)),
             qPrintable(m_bed->told()));
}

/// The key that is lacking, or is another one, is told.
void tst_BuildOpening::armadillo()
{
    ngdp::CdnShape cdn;
    cdn.armadillo = blte::Key{9, 8, 7};
    ngdp::SampleNetwork network(shape(), cdn);
    putProductConfig(network.store.putter(), network.product, {"WoW", "wowDevKey", {}, {}, {}, {}});
    ngdp::NetworkServer server(network);
    const auto locked = open(means(server));
    QVERIFY(!locked);
    QCOMPARE(core::name(locked.error().kind), core::name(ErrorKind::KeyMissing));
    QVERIFY2(locked.error().detail.contains(u"wowDevKey.ak"_s), qPrintable(locked.error().detail));
    QCOMPARE(server.requests("/tpr/wow/").size(), 0);

    addKey("WOWdevKEY", {1, 2, 3});
    const auto wrong = open(means(server));
    QVERIFY(!wrong);
    QCOMPARE(core::name(wrong.error().kind), core::name(ErrorKind::KeyWrong));
    QVERIFY2(wrong.error().detail.contains(u"wowDevKey"_s), qPrintable(wrong.error().detail));

    addKey("wowDevKey", *cdn.armadillo);
    m_bed->warnings.clear(); // of the key ring
    const auto opened = open(means(server));
    QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().detail));
    QCOMPARE((*opened)->build->config.uid, "wow_classic_era");
    QVERIFY(m_bed->services.keys->find(
        blte::KeyName{0x1122334455667788})); // of the ring, which is encrypted, too
    QVERIFY2(m_bed->warnings.isEmpty(), qPrintable(m_bed->told()));
    const core::Source source =
        (*opened)->loader->sourceOf(catalog::configObject(network.build.config, u"config"_s));
    QCOMPARE(source.armadillo, u"wowDevKey"_s);
}

/// A mirror on the disk has the objects as they were served.
void tst_BuildOpening::armadilloInAFolder()
{
    ngdp::CdnShape cdn;
    cdn.armadillo = blte::Key{9, 8, 7};
    ngdp::SampleNetwork network(shape(), cdn);
    const QString folder = m_bed->folder.filePath(u"net"_s);
    const ngdp::Put put = ngdp::folderPut(folder.toStdString());
    putProductConfig(put, network.product, {"WoW", "wowDevKey", {}, {}, {}, {}});
    for (const auto &[path, bytes] : network.store.objects())
        put(path, *bytes);
    ngdp::putTables(put, {network.product}, {});
    addKey("wowDevKey", *cdn.armadillo);
    catalog::OpenProducts products(
        means(ServiceEndpoint{ServiceEndpoint::Layout::Folder, QUrl::fromLocalFile(folder)}), {});
    FileResolver resolver(products);
    const ngdp::MadeFile &file = network.build.files.at(17);
    const Resolved files = resolve(resolver, FileSelection::By::ContentKey, {file.contentKey});
    QVERIFY2(files.has_value(), files ? "" : qPrintable(files.error().detail));
    QCOMPARE(files->files.size(), 1);
    QCOMPARE(files->files.first().source.armadillo, u"wowDevKey"_s);
    QVERIFY(files->files.first().source.mirrors.first().isLocalFile());
}

/// It is not needed, and its want is told.
void tst_BuildOpening::productConfig()
{
    ngdp::SampleNetwork network(shape());
    putProductConfig(network.store.putter(), network.product, {"WoW", {}, "World of Something", {}, {}, {}});
    const QByteArray name = QByteArray::fromStdString(network.product.builds.front().productConfig);
    ngdp::NetworkServer server(network);
    const QByteArray path = "/tpr/configs/data/" + name.left(2) + '/' + name.mid(2, 2) + '/' + name;
    server.host().always(path, fault::status(404));
    const auto without = open(means(server));
    server.host().always(path, fault::none());
    QVERIFY(without.has_value() && !(*without)->productConfig);
    QVERIFY2(m_bed->told().contains(QString::fromLatin1(name)), qPrintable(m_bed->told()));
    m_bed->warnings.clear();
    const auto opened = open(means(server));
    QVERIFY(opened.has_value() && (*opened)->productConfig);
    QCOMPARE((*opened)->productConfig->title, u"World of Something"_s);
    QVERIFY2(m_bed->warnings.isEmpty(), qPrintable(m_bed->told()));
}

void tst_BuildOpening::deletedMeanwhile()
{
    ngdp::NetworkServer server(*m_network);
    for (const int wait : {0, 1, 3, 10, 30}) {
        auto opening =
            std::make_unique<BuildOpening>(means(server), BuildWish{u"wow_classic_era"_s, {}, {}, {}});
        bool isTold = false;
        opening->start([&](const auto &) { isTold = true; });
        QTest::qWait(wait);
        const bool wasTold = isTold;
        opening.reset();
        QTest::qWait(20);
        QCOMPARE(isTold, wasTold);
    }
}

/// The build is opened once.
void tst_BuildOpening::treesOfSeveralWishes()
{
    ngdp::BuildShape localized;
    std::vector<ngdp::FileShape> files(4);
    for (std::uint32_t i = 0; i < files.size(); ++i) {
        files[i].path = "file" + std::to_string(i);
        files[i].content = {1, 2, 3, static_cast<std::uint8_t>(i)};
        files[i].fileDataId = i;
    }
    files[0].locales = 0x2;  // enUS
    files[1].locales = 0x20; // deDE
    files[2].tags = {"Windows", "x86_64", "enUS"};
    files[3].tags = {"OSX", "x86_64", "enUS"};
    localized.files = ngdp::listed(files);
    const ngdp::SampleNetwork network(localized);
    ngdp::NetworkServer server(network);
    catalog::OpenProducts products(means(server), {});
    using Named = core::Result<catalog::NamedBuild>;
    const auto filesOf = [&](const catalog::NamingWish &naming) {
        BuildWish wish{u"wow_classic_era"_s, {}, {}, {}};
        wish.naming = naming;
        const Named build = answerOf<Named>([&](auto done) { products.openTree(wish, done); });
        QStringList names;
        if (build && build->tree)
            build->tree->visit([&](const catalog::TreeFile &file) {
                names << (file.fileDataId ? QString::number(*file.fileDataId)
                                          : QString::fromStdString(std::string(file.path)));
            });
        names.sort();
        return names.join(u',');
    };
    using catalog::NamingManifest;
    QCOMPARE(filesOf({}), u"0,2,3"_s);
    QCOMPARE(filesOf({{}, u"deDE"_s, {}}), u"1,2,3"_s);
    QCOMPARE(filesOf({NamingManifest::Install, {}, {}}), u"file2"_s);
    QCOMPARE(filesOf({NamingManifest::Install, {}, tact::parseTagQuery("OSX")}), u"file3"_s);
    QCOMPARE(filesOf({{}, u"enUS"_s, {}}), u"0,2,3"_s);
    QCOMPARE(server.service().requests().size(), 2); // versions and cdns
}

void tst_BuildOpening::filesByKeys()
{
    ngdp::NetworkServer server(*m_network, {"", ""});
    catalog::OpenProducts products(means(server), {});
    FileResolver resolver(products);
    for (const auto by : {FileSelection::By::ContentKey, FileSelection::By::EncodingKey}) {
        const bool isContent = by == FileSelection::By::ContentKey;
        QList<blte::Digest> keys;
        for (const std::size_t i : {1u, 9u, 99u}) { // in an archive, packed, loose
            const ngdp::MadeFile &file = m_network->build.files.at(i);
            keys << (isContent ? file.contentKey : file.encodingKey);
        }
        const Resolved files = resolve(resolver, by, keys);
        QVERIFY2(files.has_value(), files ? "" : qPrintable(files.error().detail));
        QCOMPARE(files->files.size(), 3);
        QVERIFY(files->lost.isEmpty());
        for (const std::size_t number : {1u, 9u, 99u}) {
            const ngdp::MadeFile &file = m_network->build.files.at(number);
            const QString name = u"unknown/"_s + core::hex(isContent ? file.contentKey : file.encodingKey);
            const auto found = std::find_if(files->files.begin(), files->files.end(),
                                            [&](const auto &it) { return it.source.name == name; });
            QVERIFY(found != files->files.end());
            const core::Source &source = found->source;
            QCOMPARE(source.mirrors.size(), 2);
            QVERIFY(source.encodingKey && source.encodingKey->digest == file.encodingKey);
            QCOMPARE(source.slice.has_value(), number != 99);
            QCOMPARE(source.contentKey.has_value(), isContent);
            QCOMPARE('/' + QByteArray::fromStdString(m_network->pathOf(file.encodingKey)),
                     source.mirrors.first().path().toUtf8());
            if (isContent)
                QCOMPARE(source.decodedSize, qint64(file.size));
        }
    }
    QVERIFY(products.networkBytes() > 0);
}

void tst_BuildOpening::keysThatAreNotThere()
{
    ngdp::NetworkServer server(*m_network);
    catalog::OpenProducts products(means(server), {});
    FileResolver resolver(products);
    const blte::Digest nobody{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    const blte::Digest known = m_network->build.files.at(1).contentKey;
    const Resolved files = resolve(resolver, FileSelection::By::ContentKey, {nobody, known});
    QVERIFY(files.has_value());
    QCOMPARE(files->files.size(), 1);
    QCOMPARE(files->lost.size(), 1);
    QCOMPARE(files->lost.first().name, u"unknown/"_s + core::hex(nobody));
    QCOMPARE(core::name(files->lost.first().error.kind), core::name(ErrorKind::NotInBuild));
    QVERIFY(files->lost.first().error.detail.contains(
        core::hex(m_network->build.manifests.at("encoding").encodingKey)));
}

/// It may lie by itself all the same.
void tst_BuildOpening::nowhereInAnIndex()
{
    ngdp::NetworkServer server(*m_network);
    catalog::OpenProducts products(means(server), {});
    FileResolver resolver(products);
    const blte::Digest key{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    const Resolved files = resolve(resolver, FileSelection::By::EncodingKey, {key});
    QVERIFY(files.has_value() && files->files.size() == 1);
    QVERIFY(files->files.first().source.mirrors.first().path().endsWith(u"/data/01/02/"_s + core::hex(key)));
    QVERIFY(!files->files.first().source.slice);
}

void tst_BuildOpening::withoutEncodingManifest()
{
    ngdp::BuildShape lacking = shape();
    lacking.lacks["encoding"] = {ngdp::Lack::Config};
    const ngdp::SampleNetwork network(lacking);
    ngdp::NetworkServer server(network);
    catalog::OpenProducts products(means(server), {});
    FileResolver resolver(products);
    const blte::Digest content = network.build.files.at(1).contentKey;
    const Resolved byContent = resolve(resolver, FileSelection::By::ContentKey, {content});
    QVERIFY(byContent.has_value() && byContent->files.isEmpty());
    QVERIFY(byContent->lost.first().error.detail.contains(u"names no encoding manifest"_s));
    const blte::Digest key = network.build.files.at(1).encodingKey;
    const Resolved byKey = resolve(resolver, FileSelection::By::EncodingKey, {key});
    QVERIFY(byKey.has_value() && byKey->files.size() == 1);
    QVERIFY(byKey->files.first().source.slice.has_value());
}

SLUICE_TEST(tst_BuildOpening)
#include "tst_buildopening.moc"
