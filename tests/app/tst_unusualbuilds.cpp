#include "tests/app/appbed.h"
#include "tests/app/madefiles.h"
#include "tests/support/ngdp/networkserver.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Qt::StringLiterals;
using support::AppBed;
using support::hex;
using support::Run;

namespace {

const std::string kPath = "World/Zone005/tile_00005.adt";

ngdp::BuildShape wowShape()
{
    ngdp::BuildShape shape;
    shape.files = ngdp::sampleFiles(60);
    return shape;
}

/// A build as those of other games are: TVFS manifests, whose keys have 9 bytes, or of some games 16.
ngdp::BuildShape tvfsShape(ngdp::VfsKind vfs, std::size_t keySize = 9)
{
    ngdp::BuildShape shape = wowShape();
    shape.name = "fenris-12345";
    shape.product = "Fenris";
    shape.uid = "fenris";
    shape.root = ngdp::RootKind::None;
    shape.vfs = vfs;
    shape.vfsKeySize = keySize;
    return shape;
}

} // namespace

/// Builds that lack something, or are laid out as few are; tables as other hands write them.
class tst_UnusualBuilds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bed = std::make_unique<AppBed>(); }

    void keysOfVfs_data();
    void keysOfVfs();
    void keysThatBeginAlike();
    void rootIsMissing_data();
    void rootIsMissing();
    void spellingsOfTables_data();
    void spellingsOfTables();
    void staticBuild();
    void emptyFiles();
    void diablo3();

private:
    Run run(const QStringList &arguments, const QString &service) const
    {
        return m_bed->run(arguments + QStringList{u"--service"_s, service});
    }
    bool isThere(const QString &path, const ngdp::MadeFile &file) const
    {
        return support::isContentOf(m_bed->read(path), file);
    }

    std::unique_ptr<AppBed> m_bed;
};

void tst_UnusualBuilds::keysOfVfs_data()
{
    QTest::addColumn<int>("vfs");
    QTest::addColumn<int>("keySize");
    QTest::newRow("recipe 8: one manifest") << int(ngdp::VfsKind::Flat) << 9;
    QTest::newRow("recipe 8: a manifest a folder") << int(ngdp::VfsKind::Nested) << 9;
    QTest::newRow("12 bytes of a key") << int(ngdp::VfsKind::Nested) << 12;
    QTest::newRow("recipe 14: whole keys, one manifest") << int(ngdp::VfsKind::Flat) << 16;
    QTest::newRow("recipe 14: whole keys, a manifest a folder") << int(ngdp::VfsKind::Nested) << 16;
}

/// The manifest has the first bytes of each key, and the indices have the rest; or it has whole keys.
void tst_UnusualBuilds::keysOfVfs()
{
    QFETCH(int, vfs);
    QFETCH(int, keySize);
    const ngdp::SampleNetwork network(tvfsShape(ngdp::VfsKind(vfs), static_cast<std::size_t>(keySize)));
    ngdp::NetworkServer server(network);
    const ngdp::MadeFile &file = network.file(kPath);

    const Run listed = run({u"ls"_s, u"--json"_s, u"fenris:World/Zone005/"_s}, server.address());
    QVERIFY2(listed.code == 0 && listed.err.isEmpty(), QByteArray(listed.err + listed.out));
    QCOMPARE(listed.events().size(), 1);
    const QJsonObject line = listed.events().first();
    QCOMPARE(line.value(u"path"_s).toString(), QString::fromStdString(kPath));
    QCOMPARE(line.value(u"where"_s).toString(), u"archive"_s);
    QCOMPARE(line.value(u"ckey"_s).toString(), hex(file.contentKey));
    QCOMPARE(line.value(u"ekey"_s).toString(), hex(file.encodingKey));
    QCOMPARE(line.value(u"encodedSize"_s).toInteger(), qint64(file.encodedSize));

    const Run got =
        run({u"get"_s, u"--json"_s, u"fenris:"_s + QString::fromStdString(kPath)}, server.address());
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QVERIFY(isThere(QString::fromStdString(kPath), file));
    QCOMPARE(got.event(u"done"_s).value(u"verdict"_s).toString(), u"verified"_s);
    QVERIFY2(got.err.isEmpty(), got.err);
}

/// Recipe 8: of two objects whose keys begin alike, the one of the size that the manifest tells.
void tst_UnusualBuilds::keysThatBeginAlike()
{
    ngdp::Store store;
    ngdp::Cdn cdn({}, store.putter());
    ngdp::Product product;
    product.code = "fenris";
    const ngdp::MadeBuild build = ngdp::addBuild(cdn, tvfsShape(ngdp::VfsKind::Flat));
    const auto file = std::find_if(build.files.begin(), build.files.end(),
                                   [](const ngdp::MadeFile &made) { return made.path == kPath; });
    QVERIFY(file != build.files.end());
    for (const std::uint8_t last : {std::uint8_t(0x00), std::uint8_t(0xFF)}) { // before it, and behind it
        support::BuiltObject twin = support::smallObject();
        twin.encodingKey.digest = file->encodingKey;
        std::fill(twin.encodingKey.digest.begin() + 9, twin.encodingKey.digest.end(), last);
        cdn.add(twin, ngdp::Place::Archive);
    }
    product.builds = {ngdp::versionsRow("us", build, cdn.seal())};
    ngdp::NetworkServer server(store, {product});
    const Run got =
        run({u"get"_s, u"--json"_s, u"fenris:"_s + QString::fromStdString(kPath)}, server.address());
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QVERIFY(isThere(QString::fromStdString(kPath), *file));
    QCOMPARE(got.event(u"summary"_s).value(u"networkBytes"_s).toInteger(), qint64(file->encodedSize));
}

void tst_UnusualBuilds::rootIsMissing_data()
{
    QTest::addColumn<int>("lack");
    QTest::addColumn<bool>("hasVfs");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("recipe 9: encoding lacks it, vfs-root names it")
        << int(ngdp::Lack::Encoding) << true << QByteArray("the root manifest that vfs-root names");
    QTest::newRow("recipe 9: encoding lacks it")
        << int(ngdp::Lack::Encoding) << false << QByteArray("the install manifest");
    QTest::newRow("recipe 9: no host has it") << int(ngdp::Lack::Object) << false << QByteArray("127.0.0.1");
}

/// Another manifest names the files, and that is told; files without a name there are found by their keys.
void tst_UnusualBuilds::rootIsMissing()
{
    QFETCH(int, lack);
    QFETCH(bool, hasVfs);
    QFETCH(QByteArray, told);
    ngdp::BuildShape shape = wowShape();
    shape.vfs = hasVfs ? ngdp::VfsKind::Flat : ngdp::VfsKind::None;
    shape.lacks["root"] = {ngdp::Lack(lack)};
    const ngdp::SampleNetwork network(shape);
    ngdp::NetworkServer server(network, {"", ""});
    const QByteArray root = hex(network.build.manifests.at("root").contentKey).toLatin1();

    // Only the first eight files are in the install manifest, each of them under some tags.
    const std::string path = "World/Zone000/tile_00000.adt";
    const QString source = u"wow_classic_era:"_s + (hasVfs ? u"fdid=1000"_s : QString::fromStdString(path));
    const Run got = run({u"get"_s, u"--json"_s, source}, server.address());
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QVERIFY(isThere(hasVfs ? u"unknown/1000"_s : QString::fromStdString(path), network.file(path)));
    const QList<QJsonObject> warnings = got.events(u"warning"_s);
    QCOMPARE(warnings.size(), 1);
    const QByteArray text = (warnings.first().value(u"object"_s).toString() + u' ' +
                             warnings.first().value(u"detail"_s).toString())
                                .toUtf8();
    QVERIFY2(text.contains(root) && text.contains(told), text);

    const ngdp::MadeFile &other = network.file("World/Zone050/tile_00050.adt");
    const Run byKey =
        run({u"get"_s, u"--json"_s, u"wow_classic_era:ckey="_s + hex(other.contentKey)}, server.address());
    QVERIFY2(byKey.code == 0, QByteArray(byKey.err + byKey.out));
    QVERIFY(isThere(u"unknown/"_s + hex(other.contentKey), other));
}

void tst_UnusualBuilds::spellingsOfTables_data()
{
    QTest::addColumn<QByteArray>("folder"); ///< on the CDN
    QTest::addColumn<QByteArray>("path");   ///< in the table
    QTest::addColumn<QByteArray>("options");
    QTest::newRow("recipe 12: slash before")
        << QByteArray("tpr/wow") << QByteArray("/tpr/wow") << QByteArray("/?maxhosts=4");
    QTest::newRow("recipe 12: slash behind")
        << QByteArray("tpr/wow") << QByteArray("tpr/wow/") << QByteArray("/?maxhosts=4");
    QTest::newRow("recipe 12: case") << QByteArray("tpr/Hero-Live-a") << QByteArray("tpr/Hero-Live-a")
                                     << QByteArray("/");
    QTest::newRow("recipe 12: another folder") << QByteArray("anbs/Immortal-External-Event")
                                               << QByteArray("anbs/Immortal-External-Event") << QByteArray();
    QTest::newRow("recipe 12: no slash before the options")
        << QByteArray("tpr/wow") << QByteArray("tpr/wow") << QByteArray("?maxhosts=4&fallback=1");
}

/// Exactly one slash between the parts of an address, and the case as it is.
void tst_UnusualBuilds::spellingsOfTables()
{
    QFETCH(QByteArray, folder);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, options);
    ngdp::CdnShape shape;
    shape.folder = folder.toStdString();
    const ngdp::SampleNetwork network(wowShape(), shape);
    ngdp::NetworkServer server(network);
    ngdp::Product product = network.product;
    product.path = path.toStdString();
    QByteArray host = server.host().url("").toString().toUtf8();
    while (host.endsWith('/'))
        host.chop(1);
    ngdp::putTables(ngdp::folderPut(m_bed->path(u"tables"_s).toStdString()), {product},
                    {QByteArray(host + options).toStdString()});
    const Run got = run({u"get"_s, u"--json"_s, u"wow_classic_era:fdid=1005"_s}, m_bed->path(u"tables"_s));
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QVERIFY(isThere(u"unknown/1005"_s, network.file(kPath)));
    QVERIFY(!server.requests().isEmpty());
    for (const support::Request &request : server.requests())
        QVERIFY2(request.path.startsWith(QByteArray('/' + folder + '/')) && request.status < 300,
                 request.path);
}

/// Recipe 14: said for what it is, and not called damaged.
void tst_UnusualBuilds::staticBuild()
{
    ngdp::Store store;
    ngdp::Cdn cdn({}, store.putter());
    ngdp::Product product;
    product.code = "osi";
    ngdp::MadeBuild build = ngdp::addBuild(cdn, wowShape());
    build.config = cdn.addConfig("# Static Build Configuration\n\n"
                                 "root = 00112233445566778899aabbccddeeff\n"
                                 "vfs-root = 00112233445566778899aabbccddeeff\n"
                                 "key-layout-0 = 8 8 40 1\n"
                                 "build-name = 12345\n"
                                 "build-uid = osi\n");
    product.builds = {ngdp::versionsRow("us", build, cdn.seal())};
    ngdp::NetworkServer server(store, {product});
    for (const QString &command : {u"get"_s, u"ls"_s}) {
        const Run got = run({command, u"osi:Data/a.txt"_s}, server.address());
        QCOMPARE(got.code, 3);
        QVERIFY2(got.err.contains("static build (Steam)") && got.err.contains("nothing to fetch"), got.err);
        QVERIFY2(!got.err.contains("damaged") && !got.err.contains("corrupt"), got.err);
    }
}

/// An install manifest names files without a byte, which no CDN has an object for.
void tst_UnusualBuilds::emptyFiles()
{
    ngdp::FileShape full;
    full.path = "Data/full.txt";
    full.content = support::payload(support::noise(1), 500);
    full.tags = {"Windows", "x86_64", "enUS"};
    ngdp::FileShape empty = full;
    empty.path = "Data\\empty.txt";
    empty.content.clear();
    empty.isEncoded = false;
    empty.place = ngdp::Place::Nowhere;
    ngdp::FileShape other = empty;
    other.path = "Data/also empty.txt";
    ngdp::BuildShape shape;
    shape.product = "Agent";
    shape.uid = "agent";
    shape.root = ngdp::RootKind::Token;
    shape.files = ngdp::listed({full, empty, other});
    ngdp::Store store;
    ngdp::Cdn cdn({}, store.putter());
    ngdp::Product product;
    product.code = "agent";
    const ngdp::MadeBuild build = ngdp::addBuild(cdn, shape);
    product.builds = {ngdp::versionsRow("us", build, cdn.seal())};
    ngdp::NetworkServer server(store, {product});

    const Run listed = run({u"ls"_s, u"--json"_s, u"agent:Data/"_s}, server.address());
    QVERIFY2(listed.code == 0 && listed.err.isEmpty(), listed.err);
    QHash<QString, qint64> sizes;
    for (const QJsonObject &line : listed.events())
        sizes[line.value(u"path"_s).toString()] = line.value(u"size"_s).toInteger(-1);
    const QHash<QString, qint64> right{
        {u"Data/full.txt"_s, 500}, {u"Data/empty.txt"_s, 0}, {u"Data/also empty.txt"_s, 0}};
    QCOMPARE(sizes, right);

    const Run got = run({u"get"_s, u"--json"_s, u"agent:Data/"_s}, server.address());
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    QCOMPARE(got.events(u"fileFinished"_s).size(), 3);
    for (const QJsonObject &done : got.events(u"done"_s) + got.events(u"fileFinished"_s))
        QCOMPARE(done.value(u"verdict"_s).toString(), u"verified"_s);
    for (auto it = right.cbegin(); it != right.cend(); ++it) {
        QVERIFY2(QFile::exists(m_bed->path(it.key())), qPrintable(it.key()));
        QCOMPARE(m_bed->read(it.key()).size(), it.value());
    }
    QVERIFY(server.requests(QByteArray::fromStdString(blte::toHex(blte::md5({})))).isEmpty());
    const Run verified = run({u"verify"_s, u"agent:Data/"_s}, server.address());
    QVERIFY2(verified.code == 0, QByteArray(verified.err + verified.out));
    const Run again =
        run({u"get"_s, u"--offline"_s, u"-o"_s, u"offline"_s, u"agent:Data/empty.txt"_s}, server.address());
    QVERIFY2(again.code == 0, again.err);
    QVERIFY(QFile::exists(m_bed->path(u"offline/Data/empty.txt"_s)));
}

/// Files with numbers get the names that a file of the build gives them.
void tst_UnusualBuilds::diablo3()
{
    constexpr std::uint32_t kSoundBank = 41;
    constexpr std::uint32_t kRecipe = 49;
    std::vector<ngdp::FileShape> files(4);
    for (std::size_t i = 0; i < files.size(); ++i) {
        files[i].content = support::payload(support::noise(i), 300 + i);
        files[i].fileDataId = static_cast<std::uint32_t>(100 + i);
    }
    files[0].path = "Base/SoundBank/bank.sbk";
    files[0].assetKind = kSoundBank;
    files[1].path = "Base/SoundBank/other.sbk";
    files[1].assetKind = kSoundBank;
    files[2].path = "Base/Recipe/sword.rcp";
    files[2].assetKind = kRecipe;
    files[3].path = "enUS/Data_D3/a.txt";
    ngdp::BuildShape shape;
    shape.name = "d3-12345";
    shape.product = "Diablo3";
    shape.uid = "d3";
    shape.root = ngdp::RootKind::Diablo3;
    shape.files = ngdp::listed(files);
    ngdp::Store store;
    ngdp::Cdn cdn({}, store.putter());
    ngdp::Product product;
    product.code = "d3";
    const ngdp::MadeBuild build = ngdp::addBuild(cdn, shape);
    product.builds = {ngdp::versionsRow("us", build, cdn.seal())};
    ngdp::NetworkServer server(store, {product});
    const Run listed = run({u"ls"_s, u"-R"_s, u"--json"_s, u"d3:"_s}, server.address());
    QVERIFY2(listed.code == 0, listed.err);
    QStringList paths;
    for (const QJsonObject &line : listed.events())
        paths << line.value(u"path"_s).toString();
    paths.removeAll(u"Base/CoreTOC.dat"_s);
    paths.sort();
    QCOMPARE(paths, (QStringList{u"Base/Recipe/sword.rcp"_s, u"Base/SoundBank/bank.sbk"_s,
                                 u"Base/SoundBank/other.sbk"_s, u"enUS/Data_D3/a.txt"_s}));
    const Run got = run({u"get"_s, u"--json"_s, u"d3:Base/**"_s}, server.address());
    QVERIFY2(got.code == 0, QByteArray(got.err + got.out));
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY(isThere(QString::fromStdString(files[i].path), build.files[i]));
}

SLUICE_TEST(tst_UnusualBuilds)
#include "tst_unusualbuilds.moc"
