#include "core/catalog/filepreview.h"

#include "core/blte/keystore.h"
#include "core/catalog/fileresolver.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/openproducts.h"
#include "tests/catalog/catalogbed.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QDirIterator>

using catalog::FileBeginning;
using catalog::FilePreview;
using core::ErrorKind;
using namespace Qt::StringLiterals;
using namespace support;
using Beginning = core::Result<FileBeginning>;

namespace {

constexpr std::size_t kMost = FilePreview::kMostBytes;
const blte::KeyName kKeyName{0x1122334455667788};
const blte::Key kKey{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

ByteVector somewhatRandom(std::size_t size, std::uint32_t seed)
{
    ByteVector bytes(size);
    for (auto &byte : bytes) {
        seed = seed * 1664525 + 1013904223;
        byte = static_cast<std::uint8_t>(seed >> 29);
    }
    return bytes;
}

ChunkStyle locked()
{
    ChunkStyle style = ngdp::kRaw;
    style.encryption = Encryption{kKeyName, kKey};
    return style;
}

ngdp::FileShape fileOf(const std::string &path, const ByteVector &content, const ngdp::ObjectLayout &layout)
{
    ngdp::FileShape file;
    file.path = path;
    file.content = content;
    file.layout = layout;
    return file;
}

/// Files of a TVFS, which has names and files of several objects.
ngdp::BuildShape shape()
{
    using ngdp::ObjectLayout;
    ngdp::ObjectLayout half = ObjectLayout::even(1000, ngdp::kRaw);
    half.runs = {{1000, 2, ngdp::kRaw}, {1000, 1, locked()}, {0, 1, ngdp::kRaw}};
    std::vector<ngdp::FileShape> files{
        fileOf("small.txt", somewhatRandom(300, 1), ObjectLayout::one(ngdp::kZlib)),
        fileOf("empty", {}, ObjectLayout::one(ngdp::kRaw)),
        fileOf("headerless", somewhatRandom(5000, 2), ObjectLayout::whole(ngdp::kZlib)),
        fileOf("large", somewhatRandom(5 << 20, 3), ObjectLayout::even(256 << 10, ngdp::kZlib)),
        fileOf("one chunk", somewhatRandom(3 << 20, 4), ObjectLayout::one(ngdp::kZlib)),
        fileOf("locked", somewhatRandom(4000, 5), ObjectLayout::one(locked())),
        fileOf("half", somewhatRandom(5000, 6), half),
        fileOf("spans", somewhatRandom(9000, 7), ObjectLayout::one(ngdp::kRaw)),
    };
    files.back().spans = 3;
    std::uint32_t id = 1;
    for (ngdp::FileShape &file : files)
        file.fileDataId = id++;
    ngdp::BuildShape shape;
    shape.root = ngdp::RootKind::None;
    shape.vfs = ngdp::VfsKind::Flat;
    shape.files = ngdp::listed(files);
    return shape;
}

} // namespace

/// The beginnings of files, from a whole made network.
class tst_FilePreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_network = std::make_unique<ngdp::SampleNetwork>(shape()); }
    void init();

    void beginnings_data();
    void beginnings();
    void costs();
    void lockedFiles();
    void damagedAtOneHost();
    void damagedEverywhere();
    void againFromTheCache();
    void wrongContent();
    void deletedMeanwhile();

private:
    const ByteVector &content(const QString &path);
    catalog::NamedBuild open();
    static catalog::SelectedFile find(const catalog::NamedBuild &build, const QString &path);
    static Beginning preview(const catalog::NamedBuild &build, const catalog::SelectedFile &file);
    void addKey();

    std::unique_ptr<ngdp::SampleNetwork> m_network;
    std::unique_ptr<ngdp::NetworkServer> m_server;
    std::unique_ptr<CatalogBed> m_bed;
    std::unique_ptr<catalog::OpenProducts> m_products;
    const ngdp::BuildShape m_shape = shape();
};

void tst_FilePreview::init()
{
    m_products.reset();
    m_bed = std::make_unique<CatalogBed>();
    m_server = std::make_unique<ngdp::NetworkServer>(*m_network, std::vector<std::string>{"", ""});
}

QByteArray bytesOf(const ngdp::BuildShape &shape, const QString &path)
{
    for (std::size_t i = 0; i < shape.files.count; ++i) {
        const ngdp::FileShape file = shape.files.at(i);
        if (QString::fromStdString(file.path) == path)
            return toBytes(file.content);
    }
    return {};
}

catalog::NamedBuild tst_FilePreview::open()
{
    catalog::VersionService::Settings service;
    service.endpoints = {{catalog::ServiceEndpoint::Layout::V2, QUrl(m_server->address())}};
    catalog::TreeWishes wishes;
    wishes.manifest = catalog::NamingManifest::Tvfs;
    m_products = std::make_unique<catalog::OpenProducts>(
        catalog::BuildOpening::Means{
            m_bed->services, m_bed->objects, m_bed->folder.filePath(u"builds.jsonl"_s), service, {}},
        wishes);
    const auto build = answerOf<core::Result<catalog::NamedBuild>>([&](auto done) {
        m_products->openTree({u"wow_classic_era"_s, {}, {}, {}}, done);
    });
    return build.value_or(catalog::NamedBuild{});
}

catalog::SelectedFile tst_FilePreview::find(const catalog::NamedBuild &build, const QString &path)
{
    const auto found = catalog::select(build.tree.get(), core::FileSelection::ofPaths({path}), u"wow"_s);
    return found ? found->files.first() : catalog::SelectedFile();
}

Beginning tst_FilePreview::preview(const catalog::NamedBuild &build, const catalog::SelectedFile &file)
{
    FilePreview preview(build.build, file);
    return answerOf<Beginning>([&](auto done) { preview.start(done); });
}

void tst_FilePreview::addKey()
{
    auto keys = std::make_shared<blte::KeyStore>();
    keys->insert(kKeyName, kKey);
    m_bed->services.keys = keys;
}

void tst_FilePreview::beginnings_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path :
         {"small.txt", "empty", "headerless", "large", "one chunk", "locked", "half", "spans"})
        QTest::newRow(path) << QString::fromLatin1(path);
}

void tst_FilePreview::beginnings()
{
    QFETCH(QString, path);
    addKey();
    const catalog::NamedBuild build = open();
    QVERIFY2(build.tree, qPrintable(m_bed->told()));
    const QByteArray content = bytesOf(m_shape, path);
    const Beginning beginning = preview(build, find(build, path));
    QVERIFY2(beginning, qPrintable(beginning ? QString() : beginning.error().detail));
    QCOMPARE(beginning->size, content.size());
    QCOMPARE(beginning->bytes.size(), std::min<qsizetype>(content.size(), kMost));
    QVERIFY(beginning->bytes == content.first(beginning->bytes.size()));
    QCOMPARE(beginning->isWhole(), content.size() <= qsizetype(kMost));
    QCOMPARE(beginning->error.kind, ErrorKind::None);
    QCOMPARE(beginning->host.isEmpty(), content.isEmpty());
}

/// Of a large file only the chunks that are shown.
void tst_FilePreview::costs()
{
    const catalog::NamedBuild build = open();
    QVERIFY(build.tree);
    const catalog::SelectedFile file = find(build, u"large"_s);
    m_server->clearLogs();
    QVERIFY(preview(build, file));
    const ngdp::MadeFile &made = m_network->file("large");
    const qint64 served =
        m_server->bytesServed(QByteArray::fromStdString(m_network->pathOf(made.encodingKey)));
    QVERIFY2(served > 0 && served < qint64(made.encodedSize / 2), qPrintable(QString::number(served)));
}

void tst_FilePreview::lockedFiles()
{
    const catalog::NamedBuild build = open();
    QVERIFY(build.tree);
    const Beginning all = preview(build, find(build, u"locked"_s));
    QVERIFY(!all);
    QCOMPARE(all.error().kind, ErrorKind::KeyMissing);
    QVERIFY2(all.error().detail.contains(u"1122334455667788"_s), qPrintable(all.error().detail));
    // What is before a locked chunk is shown.
    const Beginning half = preview(build, find(build, u"half"_s));
    QVERIFY2(half, qPrintable(half ? QString() : half.error().detail));
    QCOMPARE(half->bytes, bytesOf(m_shape, u"half"_s).first(2000));
    QCOMPARE(half->size, 5000);
    QVERIFY(!half->isWhole());
    QCOMPARE(half->error.kind, ErrorKind::KeyMissing);
    QVERIFY2(half->error.detail.contains(u"1122334455667788"_s), qPrintable(half->error.detail));
    // Once there is the key, it is whole.
    addKey();
    QVERIFY(preview(build, find(build, u"half"_s))->isWhole());
}

void tst_FilePreview::damagedAtOneHost()
{
    const catalog::NamedBuild build = open();
    QVERIFY(build.tree);
    const std::string path = m_network->pathOf(m_network->file("small.txt").encodingKey);
    m_server->host(0).always('/' + QByteArray::fromStdString(path), fault::status(404));
    const Beginning beginning = preview(build, find(build, u"small.txt"_s));
    QVERIFY2(beginning, qPrintable(beginning ? QString() : beginning.error().detail));
    QCOMPARE(beginning->bytes, bytesOf(m_shape, u"small.txt"_s));
    QVERIFY2(m_server->host(1).url("").authority().contains(beginning->host), qPrintable(beginning->host));
}

void tst_FilePreview::damagedEverywhere()
{
    const catalog::NamedBuild build = open();
    QVERIFY(build.tree);
    const std::string path = m_network->pathOf(m_network->file("small.txt").encodingKey);
    m_server->always(path, fault::status(404));
    const Beginning beginning = preview(build, find(build, u"small.txt"_s));
    QVERIFY(!beginning);
    QCOMPARE(beginning.error().kind, ErrorKind::NotFound);
}

/// Nobody is asked twice, and nothing lies anywhere but in the cache.
void tst_FilePreview::againFromTheCache()
{
    const catalog::NamedBuild build = open();
    QVERIFY(build.tree);
    QVERIFY(preview(build, find(build, u"small.txt"_s)));
    m_server->clearLogs();
    const Beginning again = preview(build, find(build, u"small.txt"_s));
    QVERIFY(again && again->isWhole());
    QCOMPARE(again->host, QString());
    QCOMPARE(m_server->requests().size(), 0);
    QDirIterator files(m_bed->folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = QDir(m_bed->folder.path()).relativeFilePath(files.next());
        QVERIFY2(path.startsWith(u"cache/"_s) || path == u"builds.jsonl"_s, qPrintable(path));
    }
}

/// Its chunks are right, and decode to something else than the manifest says.
void tst_FilePreview::wrongContent()
{
    const catalog::NamedBuild build = open();
    QVERIFY(build.tree);
    catalog::SelectedFile file = find(build, u"small.txt"_s);
    QVERIFY(!file.encodingKey.isEmpty());
    file.contentKey = blte::ContentKey{{1, 2, 3}};
    const Beginning beginning = preview(build, file);
    QVERIFY(!beginning);
    QCOMPARE(beginning.error().kind, ErrorKind::ContentKeyWrong);
}

void tst_FilePreview::deletedMeanwhile()
{
    const catalog::NamedBuild build = open();
    QVERIFY(build.tree);
    const catalog::SelectedFile file = find(build, u"large"_s);
    for (const int wait : {0, 1, 3, 10, 30}) {
        auto preview = std::make_unique<FilePreview>(build.build, file);
        bool isTold = false;
        preview->start([&](const Beginning &) { isTold = true; });
        QTest::qWait(wait);
        const bool wasTold = isTold;
        preview.reset();
        QTest::qWait(20);
        QCOMPARE(isTold, wasTold);
    }
    // And by whoever is told.
    auto *const last = new FilePreview(build.build, file);
    bool isGone = false;
    connect(last, &QObject::destroyed, this, [&] { isGone = true; });
    last->start([&](const Beginning &) { delete last; });
    QTRY_VERIFY(isGone);
}

SLUICE_TEST(tst_FilePreview)
#include "tst_filepreview.moc"
