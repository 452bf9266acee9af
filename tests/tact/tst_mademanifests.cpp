#include "core/tact/diablo3root.h"
#include "core/tact/downloadmanifest.h"
#include "core/tact/encodingmanifest.h"
#include "core/tact/installmanifest.h"
#include "core/tact/rootkind.h"
#include "core/tact/sizemanifest.h"
#include "core/tact/textroots.h"
#include "core/tact/tvfs.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"
#include "tests/tact/madenetworks.h"

using namespace Qt::StringLiterals;
using namespace made;

namespace {

/// Path → content key, as hex.
using Names = std::map<std::string, std::string>;

Names expectedNames(const SampleNetwork &network)
{
    Names names;
    for (const ngdp::MadeFile &file : network.build.files)
        names[file.path] = blte::toHex(file.contentKey);
    return names;
}

tact::VisitNamedFile intoNames(Names &names)
{
    return [&names](std::string_view path, const blte::ContentKey &key) {
        names[std::string(path)] = blte::toHex(key.digest);
    };
}

std::string withSlashes(std::string_view path)
{
    std::string text(path);
    std::replace(text.begin(), text.end(), '\\', '/');
    return text;
}

/// Of all files of one span; those of a manifest in it are below its name.
void readTvfs(const SampleNetwork &network, const std::string &manifest, const std::string &below,
              Names &names)
{
    const ByteVector bytes = manifestOf(network, manifest);
    const auto tvfs = tact::Tvfs::open(bytes).value();
    const bool isGood =
        tvfs.visit([&](std::string_view path, std::uint32_t at) {
                const tact::TvfsFile file = tvfs.file(at).value();
                const tact::TvfsContainer container = tvfs.container(file.spans.front().container).value();
                for (const auto &[number, nested] : buildConfigOf(network).vfs) {
                    const blte::Bytes key(nested.encodingKey->digest);
                    if (number > 1 && std::equal(container.key.begin(), container.key.end(), key.begin())) {
                        readTvfs(network, "vfs-" + std::to_string(number), below + std::string(path) + '/',
                                 names);
                        return;
                    }
                }
                names[below + std::string(path)] = corpus::hex(container.contentKey).toStdString();
            })
            .has_value();
    QVERIFY(isGood);
}

} // namespace

/// Manifests of made networks other than WoW's root: core/tact reads them back.
class tst_MadeManifests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void install_data();
    void install();
    void download_data();
    void download();
    void sizes_data();
    void sizes();
    void tvfs_data();
    void tvfs();
    void severalSpans();
    void textRoots();
    void diablo3();
    void rootsToRecognise();
    void realInstall();
};

void tst_MadeManifests::install_data()
{
    QTest::addColumn<unsigned>("version");
    QTest::newRow("1") << 1u;
    QTest::newRow("2") << 2u;
}

void tst_MadeManifests::install()
{
    QFETCH(unsigned, version);
    ngdp::BuildShape shape = shapeOf(20);
    shape.installVersion = version;
    const SampleNetwork network(shape);
    const ByteVector bytes = manifestOf(network, "install");
    const auto manifest = tact::InstallManifest::open(bytes).value();
    QCOMPARE(manifest.version(), version);
    QCOMPARE(manifest.size(), std::size_t{8});
    const std::vector<tact::Tag> tags = manifest.tags();
    for (std::size_t i = 0; i < manifest.size(); ++i) {
        const tact::InstallEntry entry = manifest.entry(i);
        const ngdp::MadeFile &file = network.file(withSlashes(entry.path));
        QVERIFY(entry.key.digest == file.contentKey && entry.size == file.size);
        for (const tact::Tag &tag : tags)
            QCOMPARE(tag.has(i), std::count(file.tags.begin(), file.tags.end(), tag.name) > 0);
    }
    const tact::TagFilter filter(tags, tact::parseTagQuery("Windows,enUS"));
    QVERIFY(filter.unknown().empty() && filter.passes(0) && !filter.passes(1));
}

void tst_MadeManifests::download_data()
{
    QTest::addColumn<ngdp::DownloadShape>("shape");
    QTest::newRow("1") << ngdp::DownloadShape{1, ngdp::Checksums::Without, 0, 0};
    QTest::newRow("1, checksums") << ngdp::DownloadShape{1, ngdp::Checksums::With, 0, 0};
    QTest::newRow("2") << ngdp::DownloadShape{2, ngdp::Checksums::Without, 2, 0};
    QTest::newRow("3") << ngdp::DownloadShape{3, ngdp::Checksums::With, 1, -2};
}

void tst_MadeManifests::download()
{
    QFETCH(ngdp::DownloadShape, shape);
    ngdp::BuildShape build;
    std::vector<ngdp::FileShape> files(3);
    for (std::size_t i = 0; i < files.size(); ++i) {
        files[i].path = "a" + std::to_string(i);
        files[i].content = ByteVector(i + 1, 7);
        files[i].priority = static_cast<int>(i) - 1;
        files[i].tags = {"OSX"};
    }
    build.files = ngdp::listed(files);
    build.download = shape;
    const SampleNetwork network(build);
    const ByteVector bytes = manifestOf(network, "download");
    const auto manifest = tact::DownloadManifest::open(bytes).value();
    QCOMPARE(manifest.version(), shape.version);
    QCOMPARE(manifest.size(), files.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
        const tact::DownloadEntry entry = manifest.entry(i);
        QVERIFY(entry.key.digest == network.build.files[i].encodingKey);
        QVERIFY(entry.encodedSize == network.build.files[i].encodedSize);
        QCOMPARE(entry.priority, files[i].priority);
        QCOMPARE(entry.checksum.has_value(), shape.checksums == ngdp::Checksums::With);
    }
    for (const tact::Tag &tag : manifest.tags())
        QCOMPARE(tag.has(1), tag.name == "OSX");
}

void tst_MadeManifests::sizes_data()
{
    install_data();
}

void tst_MadeManifests::sizes()
{
    QFETCH(unsigned, version);
    ngdp::BuildShape shape = shapeOf(20);
    shape.sizeVersion = version;
    const SampleNetwork network(shape);
    const ByteVector bytes = manifestOf(network, "size");
    const auto manifest = tact::SizeManifest::open(bytes).value();
    QCOMPARE(manifest.version(), version);
    QCOMPARE(manifest.size(), std::size_t{20});
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < manifest.size(); ++i) {
        const ngdp::MadeFile &file = network.build.files[i];
        QVERIFY(
            std::equal(manifest.entry(i).key.begin(), manifest.entry(i).key.end(), file.encodingKey.begin()));
        QVERIFY(manifest.entry(i).size == file.size);
        total += file.size;
    }
    QVERIFY(manifest.total() == total);
}

void tst_MadeManifests::tvfs_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("files");
    QTest::newRow("flat") << int(ngdp::VfsKind::Flat) << 20;
    QTest::newRow("many") << int(ngdp::VfsKind::Flat) << 3000; // offsets of three bytes
    QTest::newRow("nested") << int(ngdp::VfsKind::Nested) << 300;
}

void tst_MadeManifests::tvfs()
{
    QFETCH(int, kind);
    QFETCH(int, files);
    ngdp::BuildShape shape = shapeOf(static_cast<std::size_t>(files));
    shape.vfs = static_cast<ngdp::VfsKind>(kind);
    const SampleNetwork network(shape);
    QCOMPARE(buildConfigOf(network).vfs.size(), std::size_t{shape.vfs == ngdp::VfsKind::Nested ? 3u : 1u});
    Names names;
    readTvfs(network, "vfs-root", {}, names);
    Names expected = expectedNames(network);
    expected[".root"] = blte::toHex(network.build.manifests.at("root").contentKey);
    QCOMPARE(names.size(), expected.size());
    QVERIFY(names == expected);
}

void tst_MadeManifests::severalSpans()
{
    ngdp::FileShape file;
    file.path = "zone/base.xpak";
    file.content = support::payload(support::noise(1), 1000);
    file.spans = 3;
    ngdp::BuildShape shape;
    shape.files = ngdp::listed({file});
    shape.root = ngdp::RootKind::None;
    shape.vfs = ngdp::VfsKind::Flat;
    const SampleNetwork network(shape);
    QVERIFY(!buildConfigOf(network).root.isNamed());
    const ByteVector bytes = manifestOf(network, "vfs-root");
    const auto tvfs = tact::Tvfs::open(bytes).value();
    ByteVector content;
    QVERIFY(tvfs.visit([&](std::string_view, std::uint32_t at) {
        const tact::TvfsFile made = tvfs.file(at).value();
        for (const tact::TvfsSpan &span : made.spans) {
            const auto container = tvfs.container(span.container).value();
            blte::Digest key = network.build.files[0].encodingKey;
            for (const ngdp::MadeManifest &further : network.build.files[0].furtherSpans) {
                if (std::equal(container.contentKey.begin(), container.contentKey.end(),
                               further.contentKey.begin()))
                    key = further.encodingKey;
            }
            const ByteVector part = decoded(objectOf(network, key), key);
            QCOMPARE(part.size(), std::size_t{span.size});
            content.insert(content.end(), part.begin(), part.end());
        }
    }));
    QVERIFY(content == file.content);
}

void tst_MadeManifests::textRoots()
{
    for (const auto kind : {ngdp::RootKind::StarCraft, ngdp::RootKind::Overwatch}) {
        ngdp::BuildShape shape = shapeOf(20);
        shape.root = kind;
        const SampleNetwork network(shape);
        const ByteVector bytes = manifestOf(network, "root");
        Names names;
        tact::Warnings warnings;
        const bool isStarCraft = kind == ngdp::RootKind::StarCraft;
        QVERIFY(tact::recogniseRoot(bytes) ==
                (isStarCraft ? tact::RootKind::StarCraft : tact::RootKind::Overwatch));
        if (isStarCraft)
            tact::visitStarCraftRoot(textOf(bytes), intoNames(names), warnings);
        else
            QVERIFY(tact::visitOverwatchRoot(textOf(bytes), intoNames(names), warnings));
        QVERIFY(warnings.count() == 0 && names == expectedNames(network));
    }
}

void tst_MadeManifests::diablo3()
{
    ngdp::BuildShape shape = shapeOf(20);
    shape.root = ngdp::RootKind::Diablo3;
    const SampleNetwork network(shape);
    const ByteVector bytes = manifestOf(network, "root");
    const ByteVector encodingBytes = manifestOf(network, "encoding");
    const auto encoding = tact::EncodingManifest::open(encodingBytes).value();
    QVERIFY(tact::recogniseRoot(bytes) == tact::RootKind::Diablo3);
    Names names;
    QVERIFY(tact::visitDiablo3Root(bytes, [&](const tact::Diablo3Entry &folder) {
        const blte::Digest key = encoding.find(folder.key).value()->encodingKey(0).digest;
        const ByteVector object = decoded(objectOf(network, key), key);
        QVERIFY(tact::visitDiablo3Folder(object, [&](const tact::Diablo3Entry &file) {
            names[std::string(folder.name) + '/' + std::string(file.name)] = blte::toHex(file.key.digest);
        }));
    }));
    QVERIFY(names == expectedNames(network));
}

void tst_MadeManifests::rootsToRecognise()
{
    ngdp::BuildShape shape = shapeOf(2);
    shape.root = ngdp::RootKind::Mndx;
    QVERIFY(tact::recogniseRoot(manifestOf(SampleNetwork(shape), "root")) == tact::RootKind::Mndx);
    shape.root = ngdp::RootKind::Token;
    QVERIFY(tact::recogniseRoot(manifestOf(SampleNetwork(shape), "root")) == tact::RootKind::None);
}

/// Packed again as install manifests are, it has its real encoding key.
void tst_MadeManifests::realInstall()
{
    const ByteVector object = corpus::bytes(u"ngdp/install/314436cc1adeed58d203bf32402cc1bc.blte"_s);
    NEEDS_SAMPLE(object);
    const ByteVector content = decoded(object, corpus::digest(u"314436cc1adeed58d203bf32402cc1bc"_s));
    const auto manifest = tact::InstallManifest::open(content).value();
    std::vector<ngdp::TagKind> kinds;
    for (const tact::Tag &tag : manifest.tags())
        kinds.push_back({std::string(tag.name), tag.type});
    std::vector<ngdp::TaggedObject> objects;
    for (std::size_t i = 0; i < manifest.size(); ++i) {
        ngdp::TaggedObject made;
        made.path = std::string(manifest.entry(i).path);
        made.contentKey = manifest.entry(i).key.digest;
        made.size = manifest.entry(i).size;
        for (const tact::Tag &tag : manifest.tags()) {
            if (tag.has(i))
                made.tags.emplace_back(tag.name);
        }
        objects.push_back(made);
    }
    const ngdp::WrittenManifest made = ngdp::writeInstall(1, objects, kinds);
    // Some of the real bits stand beyond the last entry.
    QCOMPARE(made.bytes.size(), content.size());
    std::size_t others = 0;
    for (std::size_t i = 0; i < content.size(); ++i)
        others += made.bytes[i] != content[i] ? 1u : 0u;
    QVERIFY(others <= kinds.size());
    QVERIFY(ngdp::encoded(content, made.layout).bytes == object);
}

SLUICE_TEST(tst_MadeManifests)
#include "tst_mademanifests.moc"
