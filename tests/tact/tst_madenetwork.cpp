#include "core/tact/archiveindex.h"
#include "core/tact/cdnconfig.h"
#include "core/tact/encodingmanifest.h"
#include "core/tact/espec.h"
#include "core/tact/namehash.h"
#include "core/tact/versiontables.h"
#include "core/tact/wowroot.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"
#include "tests/tact/madenetworks.h"

#include <QTemporaryDir>

using namespace Qt::StringLiterals;

using namespace made;
using ngdp::Lack;

/// The networks that other tests work on: core/tact reads all of what support/ngdp writes.
class tst_MadeNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layouts_data();
    void layouts();
    void tables();
    void configs();
    void everyFileIsFound_data();
    void everyFileIsFound();
    void buildsShareArchives();
    void whatIsLacking();
    void armadillo();
    void largeEncoding();
    void folder();
    void realIndex();
    void realEncoding();
};

void tst_MadeNetwork::layouts_data()
{
    using ngdp::ObjectLayout;
    QTest::addColumn<ObjectLayout>("layout");
    QTest::addColumn<QString>("espec");
    QTest::addColumn<int>("chunks");
    ngdp::ChunkStyle quick = ngdp::kZlib;
    quick.zlibLevel = 6;
    QTest::newRow("raw") << ObjectLayout::whole(ngdp::kRaw) << u"n"_s << 1;
    QTest::newRow("zlib") << ObjectLayout::whole(ngdp::kZlib) << u"z"_s << 1;
    QTest::newRow("even") << ObjectLayout::even(300, quick) << u"b:{300*=z:6}"_s << 4;
    QTest::newRow("one") << ObjectLayout::one(ngdp::kRaw) << u"b:{*=n}"_s << 1;
    const ObjectLayout runs{{{22, 1, ngdp::kRaw}, {100, 3, ngdp::kZlib}, {0, 1, ngdp::kRaw}},
                            support::TableFormat::Normal};
    QTest::newRow("runs") << runs << u"b:{22=n,100*3=z,*=n}"_s << 5;
    QTest::newRow("more than there is")
        << ObjectLayout{{{5000, 1, ngdp::kRaw}, {0, 1, ngdp::kZlib}}, support::TableFormat::Normal}
        << u"b:{5000=n,*=z}"_s << 1;
}

void tst_MadeNetwork::layouts()
{
    QFETCH(ngdp::ObjectLayout, layout);
    const ByteVector content = support::payload(support::repetitive(1), 1000);
    const ngdp::BuiltObject object = ngdp::encoded(content, layout);
    QTEST(QString::fromStdString(ngdp::especOf(layout)), "espec");
    QTEST(int(object.table.size()), "chunks");
    QVERIFY(tact::parseEspec(ngdp::especOf(layout)));
    QVERIFY(decoded(object.bytes, object.encodingKey.digest) == content);
    const ngdp::BuiltObject empty = ngdp::encoded({}, layout);
    QVERIFY(decoded(empty.bytes, empty.encodingKey.digest).empty());
}

void tst_MadeNetwork::tables()
{
    const SampleNetwork network(shapeOf(10));
    ngdp::Store tables;
    ngdp::putTables(tables.putter(), {network.product}, {"http://h:80/?maxhosts=4", "https://g/?fallback=1"});
    const auto versions =
        tact::parseVersions(textOf(tables.bytes("v2/products/wow_classic_era/versions"))).value();
    QCOMPARE(versions.rows.size(), std::size_t{2});
    QVERIFY(versions.rows[1].region == "eu" && versions.rows[1].buildConfig == network.build.config);
    QVERIFY(versions.rows[0].cdnConfig == network.cdnConfig && !versions.rows[0].keyRing);
    const auto cdns = tact::parseCdns(textOf(tables.bytes("v2/products/wow_classic_era/cdns"))).value();
    QCOMPARE(cdns.rows.size(), std::size_t{2});
    QVERIFY(cdns.rows[0].folder == "tpr/wow" && cdns.rows[0].servers.size() == 2);
    QVERIFY(cdns.rows[0].servers[0].base == "http://h:80" && cdns.rows[0].servers[1].isFallback);
    const auto summary = tact::parseSummary(textOf(tables.bytes("v2/summary"))).value();
    QCOMPARE(summary.rows.size(), std::size_t{2});
    ngdp::Store older;
    ngdp::putTables(older.putter(), {network.product}, {}, ngdp::ServiceLayout::Port1119);
    QVERIFY(older.has("wow_classic_era/cdns") && older.objects().size() == 2);
}

void tst_MadeNetwork::configs()
{
    ngdp::BuildShape shape = shapeOf(1000);
    shape.keyRing = {{blte::KeyName{0x1122334455667788}, blte::Key{9}}};
    const SampleNetwork network(shape, smallArchives());
    const tact::BuildConfig build = buildConfigOf(network);
    QVERIFY(build.warnings.count() == 0);
    QVERIFY(build.encoding.encodingKey->digest == network.build.manifests.at("encoding").encodingKey);
    QVERIFY(build.root.contentKey->digest == network.build.manifests.at("root").contentKey);
    const auto cdn =
        tact::parseCdnConfig(textOf(network.store.bytes(network.cdn.pathOf("config", network.cdnConfig))))
            .value();
    QVERIFY(cdn.warnings.count() == 0);
    QVERIFY(cdn.data.archives.size() > 5 && cdn.data.group && cdn.data.looseIndex);
    std::vector<ngdp::IndexRow> merged;
    for (std::size_t i = 0; i < cdn.data.archives.size(); ++i) {
        const blte::Digest name = cdn.data.archives[i].name;
        const ByteVector &bytes = network.store.bytes(network.cdn.pathOf("data", name, ".index"));
        QCOMPARE(quint64{*cdn.data.archives[i].indexSize}, quint64{bytes.size()});
        const auto index = tact::readArchiveIndex(bytes).value();
        QVERIFY(index.footer.name == name);
        QCOMPARE(quint64{index.archiveSize()},
                 quint64{network.store.bytes(network.cdn.pathOf("data", name)).size()});
        for (const tact::IndexEntry &entry : index.entries)
            merged.push_back({entry.key, entry.encodedSize, entry.offset, static_cast<std::uint32_t>(i)});
    }
    QVERIFY(ngdp::writeIndex(merged, {5}).name == *cdn.data.group);
    const auto loose = tact::readArchiveIndex(
        network.store.bytes(network.cdn.pathOf("data", cdn.data.looseIndex->name, ".index")));
    QVERIFY(loose && loose->entries.size() == 10 && !loose->footer.hasPlaces());
    const std::string ring =
        std::string(textOf(network.store.bytes(network.cdn.pathOf("config", *network.build.keyRing))));
    QVERIFY(ring == "key-8877665544332211 = 09000000000000000000000000000000\n");
}

void tst_MadeNetwork::everyFileIsFound_data()
{
    QTest::addColumn<int>("form");
    QTest::newRow("up to 8.1") << int(ngdp::WowRootForm::Old);
    QTest::newRow("from 8.2") << int(ngdp::WowRootForm::Named);
    QTest::newRow("version 1") << int(ngdp::WowRootForm::Version1);
    QTest::newRow("version 2") << int(ngdp::WowRootForm::Version2);
}

/// Path → root → encoding manifest → object.
void tst_MadeNetwork::everyFileIsFound()
{
    QFETCH(int, form);
    ngdp::BuildShape shape = shapeOf(1000);
    shape.wowRoot = static_cast<ngdp::WowRootForm>(form);
    const SampleNetwork network(shape, smallArchives());
    const ByteVector rootBytes = manifestOf(network, "root");
    const ByteVector encodingBytes = manifestOf(network, "encoding");
    const auto root = tact::WowRoot::open(rootBytes).value();
    const auto encoding = tact::EncodingManifest::open(encodingBytes).value();
    QCOMPARE(int(root.form()), form);
    QCOMPARE(QString::fromStdString(std::string(encoding.ownEspec())),
             QString::fromStdString(network.build.manifests.at("encoding").espec));
    std::map<std::uint64_t, tact::WowRootEntry> byName;
    tact::Warnings warnings;
    for (const tact::WowRootBlock &block : root.blocks())
        root.visit(
            block, [&](const tact::WowRootEntry &entry) { byName[*entry.nameHash] = entry; }, warnings);
    QCOMPARE(byName.size(), std::size_t{1000});
    for (std::size_t i = 0; i < network.build.files.size(); i += 7) {
        const ngdp::MadeFile &file = network.build.files[i];
        const tact::WowRootEntry &entry = byName.at(tact::nameHash(file.path));
        QVERIFY(entry.fileDataId == file.fileDataId && entry.key.digest == file.contentKey);
        const auto content = encoding.find(entry.key).value();
        QVERIFY(content && content->decodedSize == file.size);
        const blte::Digest key = content->encodingKey(0).digest;
        const auto object = encoding.find(blte::EncodingKey{key}).value();
        QVERIFY(object && object->encodedSize == file.encodedSize);
        QVERIFY(decoded(objectOf(network, key), key) == shape.files.at(i).content);
    }
}

void tst_MadeNetwork::buildsShareArchives()
{
    ngdp::Store store;
    ngdp::Cdn cdn(smallArchives(), store.putter());
    const ngdp::MadeBuild first = ngdp::addBuild(cdn, shapeOf(500));
    const blte::Digest firstConfig = cdn.seal();
    const std::size_t archives = cdn.archives().size();
    const std::size_t objects = cdn.objects();
    const ngdp::MadeBuild second = ngdp::addBuild(cdn, shapeOf(600));
    const blte::Digest secondConfig = cdn.seal();
    QVERIFY(first.config != second.config && firstConfig != secondConfig);
    QCOMPARE(cdn.objects(), objects + 100 + 4); // with root, encoding, download, size
    QVERIFY(cdn.archives().size() > archives);
    QVERIFY(cdn.find(second.files[3].encodingKey)->archive == cdn.find(first.files[3].encodingKey)->archive);
}

void tst_MadeNetwork::whatIsLacking()
{
    ngdp::BuildShape shape = shapeOf(10);
    shape.lacks = {{"root", {Lack::Encoding, Lack::Object}}, {"encoding", {Lack::Config}}};
    const SampleNetwork network(shape);
    const tact::BuildConfig build = buildConfigOf(network);
    QVERIFY(build.root.isNamed() && !build.encoding.isNamed());
    QVERIFY(objectOf(network, network.build.manifests.at("root").encodingKey).empty());
    const ByteVector bytes = manifestOf(network, "encoding");
    QVERIFY(!*tact::EncodingManifest::open(bytes)->find(*build.root.contentKey));
    ngdp::Store damaged = network.store;
    const std::string path = network.pathOfManifest("encoding");
    damaged.flip(path, 40);
    QVERIFY(damaged.bytes(path) != network.store.bytes(path));
    damaged.cut(path, 30);
    QCOMPARE(damaged.bytes(path).size(), std::size_t{30});
    damaged.remove(path);
    QVERIFY(!damaged.has(path) && network.store.has(path));
}

/// Decrypted by offset, as a client does it.
void tst_MadeNetwork::armadillo()
{
    ngdp::CdnShape shape;
    shape.armadillo = blte::Key{1, 2, 3};
    SampleNetwork locked(shapeOf(10), shape);
    const SampleNetwork open(shapeOf(10));
    QVERIFY(locked.build.config == open.build.config && locked.cdnConfig == open.cdnConfig);
    const std::string path = open.cdn.pathOf("config", open.build.config);
    QVERIFY(locked.store.bytes(path) != open.store.bytes(path));
    QCOMPARE(locked.store.bytes(path).size(), open.store.bytes(path).size());
    ngdp::putProductConfig(locked.store.putter(), locked.product, {"fenris", "fenris2Dev", {}, {}, {}, {}});
    for (const ngdp::VersionsRow &row : locked.product.builds)
        QCOMPARE(row.productConfig.size(), std::size_t{32});
}

void tst_MadeNetwork::largeEncoding()
{
    ngdp::BuildShape shape = shapeOf(100);
    shape.strangers = 10'000;
    const SampleNetwork network(shape);
    QVERIFY(network.build.manifests.at("encoding").encodedSize > 640'000);
    const ByteVector bytes = manifestOf(network, "encoding");
    const auto manifest = tact::EncodingManifest::open(bytes).value();
    for (std::size_t i = 0; i < manifest.contentIndex().pages(); ++i)
        QVERIFY(manifest.contentIndex().prove(i, manifest.contentPage(i)));
}

void tst_MadeNetwork::folder()
{
    const QTemporaryDir folder;
    const ngdp::Put put = ngdp::folderPut(folder.path().toStdString());
    ngdp::Cdn cdn(smallArchives(), put);
    const ngdp::MadeBuild build = ngdp::addBuild(cdn, shapeOf(300));
    const SampleNetwork same(shapeOf(300), smallArchives());
    cdn.seal();
    for (const auto &[path, bytes] : same.store.objects()) {
        QFile file(folder.filePath(QString::fromStdString(path)));
        QVERIFY2(file.open(QIODevice::ReadOnly), path.c_str());
        const QByteArray content = file.readAll();
        QVERIFY(std::equal(bytes->begin(), bytes->end(), content.begin(), content.end(),
                           [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); }));
    }
}

/// From its rows the same bytes come out again.
void tst_MadeNetwork::realIndex()
{
    const ByteVector real = corpus::bytes(u"ngdp/index/00b79cc0eebdd26437c7e92e57ac7f5c.index"_s);
    NEEDS_SAMPLE(real);
    std::vector<ngdp::IndexRow> rows;
    QVERIFY(tact::visitArchiveIndex(real, [&](const tact::IndexEntry &entry) {
        rows.push_back({entry.key, entry.encodedSize, entry.offset, 0});
    }));
    const ngdp::WrittenIndex made = ngdp::writeIndex(rows);
    QVERIFY(made.bytes == real);
    QCOMPARE(corpus::hex(made.name), u"00b79cc0eebdd26437c7e92e57ac7f5c"_s);
}

/// Packed again by its own ESpec, a manifest has its real encoding key.
void tst_MadeNetwork::realEncoding()
{
    const ByteVector object = corpus::bytes(u"ngdp/encoding/0839b3317e50fc5f8da4c6a30a2d1162.blte"_s);
    NEEDS_SAMPLE(object);
    const ByteVector content = decoded(object, corpus::digest(u"0839b3317e50fc5f8da4c6a30a2d1162"_s));
    const auto manifest = tact::EncodingManifest::open(content).value();
    ngdp::ObjectLayout layout;
    const tact::Espec espec = tact::parseEspec(manifest.ownEspec()).value();
    for (const tact::Espec::Part &part : espec.parts)
        layout.runs.push_back(
            {part.size, 1, part.spec.mode == tact::Espec::Mode::Raw ? ngdp::kRaw : ngdp::kZlib});
    QCOMPARE(corpus::text(ngdp::especOf(layout)), corpus::text(manifest.ownEspec()));
    QVERIFY(ngdp::encoded(content, layout).bytes == object);
}

SLUICE_TEST(tst_MadeNetwork)
#include "tst_madenetwork.moc"
