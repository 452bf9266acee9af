#include "core/catalog/encodinglookup.h"

#include "core/hex.h"
#include "tests/catalog/catalogbed.h"
#include "tests/support/ngdp/encodingwriter.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QTest>

using catalog::CdnObject;
using catalog::EncodingLookup;
using catalog::LoadWarning;
using catalog::ObjectLoader;
using core::ErrorKind;
using ngdp::ByteVector;
using ngdp::ObjectLayout;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace support;
using ContentKeys = QList<blte::ContentKey>;
using EncodingKeys = QList<blte::EncodingKey>;
using Found = core::Result<QList<std::optional<EncodingLookup::Encodings>>>;
using FoundObjects = core::Result<QList<std::optional<EncodingLookup::Encoded>>>;

namespace {

constexpr qint64 kPage = 4096;

blte::Digest digestOf(const std::string &text)
{
    return blte::md5({reinterpret_cast<const std::uint8_t *>(text.data()), text.size()});
}

/// Every seventh file has two objects; no two have the same sizes.
ngdp::EncodingTables tables(std::size_t files)
{
    ngdp::EncodingTables tables;
    tables.especs = {"b:{*=z}", "n"};
    for (std::size_t i = 0; i < files; ++i) {
        ngdp::EncodingFile file{digestOf("file " + std::to_string(i)), 1000 + i, {}};
        for (std::size_t k = 0; k < (i % 7 == 0 ? 2u : 1u); ++k) {
            const blte::Digest key = digestOf("object " + std::to_string(i) + '.' + std::to_string(k));
            file.encodingKeys.push_back(key);
            tables.objects.push_back({key, 500 + i, static_cast<std::uint32_t>(i % 2)});
        }
        tables.files.push_back(file);
    }
    return tables;
}

/// A manifest that a host may be asked for.
struct Manifest
{
    ByteVector bytes;
    blte::EncodingKey key;
    blte::ChunkTable table;
    ByteVector content;

    explicit Manifest(ByteVector decoded, const std::optional<ObjectLayout> &layout)
        : Manifest(ngdp::encoded(decoded, *layout), decoded)
    {
    }
    Manifest(const BuiltObject &object, ByteVector decoded)
        : bytes(object.bytes)
        , key(object.encodingKey)
        , table(object.table)
        , content(std::move(decoded))
    {
    }

    std::string name() const { return blte::toHex(key.digest); }
    std::string path() const
    {
        return "tpr/wow/data/" + name().substr(0, 2) + '/' + name().substr(2, 2) + '/' + name();
    }
    CdnObject object() const { return catalog::looseObject(key, {}, QStringLiteral("encoding manifest")); }
    ngdp::Store store() const
    {
        ngdp::Store store;
        store.put(path(), bytes);
        return store;
    }
    /// Where the content page that can have a key lies in the object, of one with the usual layout.
    qint64 contentPageAt(const blte::ContentKey &contentKey) const
    {
        const auto manifest = tact::EncodingManifest::open(content);
        const auto page = static_cast<qint64>(*manifest->contentIndex().pageOf(contentKey.digest));
        return static_cast<qint64>(table[3].encodedOffset) + 1 + page * kPage;
    }
};

Manifest made(const ngdp::EncodingTables &tables, const std::optional<ObjectLayout> &layout = {})
{
    const ngdp::WrittenEncoding written = ngdp::writeEncoding(tables);
    return Manifest(written.bytes, layout ? layout : written.layout);
}

ContentKeys contentKeys(const ngdp::EncodingTables &tables)
{
    ContentKeys keys;
    for (const ngdp::EncodingFile &file : tables.files)
        keys.append({file.contentKey});
    return keys;
}

EncodingKeys encodingKeys(const ngdp::EncodingTables &tables)
{
    EncodingKeys keys;
    for (const ngdp::EncodingObject &object : tables.objects)
        keys.append({object.key});
    return keys;
}

QString wrong(const core::Error &error)
{
    return core::name(error.kind) + u": " + error.detail;
}

} // namespace

class tst_EncodingLookup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void costs();
    void manyKeys();
    void layouts_data();
    void layouts();
    void keysThatAreNotThere();
    void askedTogether();
    void damagedAtOneHost_data();
    void damagedAtOneHost();
    void damagedAtAllHosts();
    void damagedInRangesOnly();
    void cutInsideAPage();
    void damagedInTheCache();
    void offline();
    void impossible_data();
    void impossible();
    void contradicting_data();
    void contradicting();
    void failsAndIsAskedAgain();
    void deletedMeanwhile();
    void real();

private:
    ObjectLoader &loaderFor(const ngdp::NetworkServer &server, bool isOffline = false);
    Found find(EncodingLookup &lookup, const ContentKeys &keys);
    FoundObjects find(EncodingLookup &lookup, const EncodingKeys &keys);

    std::unique_ptr<CatalogBed> m_bed;
    std::unique_ptr<ObjectLoader> m_loader;
};

void tst_EncodingLookup::init()
{
    m_loader.reset();
    m_bed = std::make_unique<CatalogBed>();
}

/// A new one, with the same cache.
ObjectLoader &tst_EncodingLookup::loaderFor(const ngdp::NetworkServer &server, bool isOffline)
{
    ObjectLoader::Settings settings;
    settings.isOffline = isOffline;
    settings.hosts.folder = QStringLiteral("tpr/wow");
    for (std::size_t i = 0; i < server.hosts(); ++i) {
        QUrl base = const_cast<ngdp::NetworkServer &>(server).host(i).url("");
        base.setPath({});
        settings.hosts.hosts.append(
            {base, i == 0 ? catalog::CdnHost::Rank::Primary : catalog::CdnHost::Rank::Fallback, {}});
    }
    m_loader = m_bed->loaderWith(settings);
    return *m_loader;
}

Found tst_EncodingLookup::find(EncodingLookup &lookup, const ContentKeys &keys)
{
    std::optional<Found> found;
    lookup.find(keys, [&](const Found &answer) { found = answer; });
    if (!QTest::qWaitFor([&] { return found.has_value(); }, 60'000))
        return core::failure(ErrorKind::Internal, QStringLiteral("no answer"));
    return *found;
}

FoundObjects tst_EncodingLookup::find(EncodingLookup &lookup, const EncodingKeys &keys)
{
    std::optional<FoundObjects> found;
    lookup.find(keys, [&](const FoundObjects &answer) { found = answer; });
    if (!QTest::qWaitFor([&] { return found.has_value(); }, 60'000))
        return core::failure(ErrorKind::Internal, QStringLiteral("no answer"));
    return *found;
}

/// Of a real-sized manifest: what a first key costs, a second one, and the same ones again.
void tst_EncodingLookup::costs()
{
    ngdp::BuildShape shape;
    shape.files = ngdp::sampleFiles(50);
    shape.strangers = 330'000;
    const ngdp::SampleNetwork network(shape);
    const ngdp::MadeManifest &manifest = network.build.manifests.at("encoding");
    QVERIFY(manifest.encodedSize > 20'000'000);
    const CdnObject object =
        catalog::looseObject({manifest.encodingKey}, {}, QStringLiteral("encoding manifest"));
    const ngdp::MadeFile &first = network.build.files[7];
    const ngdp::MadeFile &second = network.build.files[8];
    ngdp::NetworkServer server(network);
    for (const bool isCached : {false, true}) {
        EncodingLookup lookup(loaderFor(server), object);
        server.clearLogs();
        const Found one = find(lookup, ContentKeys{{first.contentKey}});
        QVERIFY2(one, qPrintable(one ? QString() : wrong(one.error())));
        QCOMPARE(one->at(0)->keys, EncodingKeys{{first.encodingKey}});
        QCOMPARE(quint64(one->at(0)->decodedSize), first.size);
        QVERIFY(server.requests().size() <= 4);
        QVERIFY(quint64(server.bytesServed()) < manifest.encodedSize / 100);
        QCOMPARE(server.requests().isEmpty(), isCached);

        server.clearLogs();
        const Found two = find(lookup, ContentKeys{{second.contentKey}});
        QCOMPARE(two->at(0)->keys, EncodingKeys{{second.encodingKey}});
        QCOMPARE(server.requests().size(), isCached ? 0 : 1);
        QCOMPARE(server.bytesServed(), isCached ? 0 : kPage);

        server.clearLogs();
        const FoundObjects encoded = find(lookup, EncodingKeys{{first.encodingKey}});
        QCOMPARE(quint64(encoded->at(0)->encodedSize), first.encodedSize);
        QCOMPARE(encoded->at(0)->espec.toStdString(), first.espec);
        QVERIFY(quint64(server.bytesServed()) < manifest.encodedSize / 100);
        QCOMPARE(server.requests().isEmpty(), isCached);
    }
    QVERIFY(m_bed->warnings.isEmpty());
}

/// The pages come in pieces, no page twice, and no more of the manifest than its content pages.
void tst_EncodingLookup::manyKeys()
{
    const auto files = tables(40'000);
    const Manifest manifest = made(files);
    ngdp::NetworkServer server(manifest.store(), {});
    EncodingLookup lookup(loaderFor(server), manifest.object());
    const ContentKeys keys = contentKeys(files);
    const Found found = find(lookup, keys);
    QVERIFY2(found, qPrintable(found ? QString() : wrong(found.error())));
    QCOMPARE(found->size(), keys.size());
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const ngdp::EncodingFile &file = files.files[static_cast<std::size_t>(i)];
        QVERIFY(found->at(i).has_value());
        QCOMPARE(quint64(found->at(i)->decodedSize), file.decodedSize);
        QCOMPARE(std::size_t(found->at(i)->keys.size()), file.encodingKeys.size());
        QCOMPARE(found->at(i)->keys.last().digest, file.encodingKeys.back());
    }
    const qint64 pages = qint64(manifest.table[3].decodedSize);
    QVERIFY(pages > 1'500'000);
    QCOMPARE(server.bytesServed(),
             180 + 23 + qint64(manifest.table[2].encodedSize) + pages); // header, 22 bytes, index, pages
    QCOMPARE(server.requests().size(), 3 + (pages + (1 << 20) - 1) / (1 << 20));
    // The same again, by another process: from the cache.
    server.clearLogs();
    EncodingLookup again(loaderFor(server), manifest.object());
    QVERIFY(find(again, keys).has_value());
    QVERIFY(server.requests().isEmpty());
}

void tst_EncodingLookup::layouts_data()
{
    QTest::addColumn<std::optional<ObjectLayout>>("layout");
    QTest::addColumn<bool>("isArchived");
    using ngdp::kRaw;
    using ngdp::kZlib;
    ObjectLayout table40 = ObjectLayout::even(4096, kZlib);
    table40.format = TableFormat::WithDecodedMd5;
    const std::vector<std::pair<const char *, std::optional<ObjectLayout>>> layouts = {
        {"as real ones are", {}},
        {"256K*=z", ObjectLayout::even(256 << 10, kZlib)},
        {"256K*=n", ObjectLayout::even(256 << 10, kRaw)},
        {"5000*=n", ObjectLayout::even(5000, kRaw)},
        {"5000*=z", ObjectLayout::even(5000, kZlib)},
        {"4096*=z, with decoded MD5s", table40},
        {"*=n", ObjectLayout::one(kRaw)},
        {"*=z", ObjectLayout::one(kZlib)},
        {"n", ObjectLayout::whole(kRaw)},
        {"z", ObjectLayout::whole(kZlib)},
    };
    for (const auto &[name, layout] : layouts) {
        QTest::addRow("%s", name) << layout << false;
        QTest::addRow("%s, in an archive", name) << layout << true;
    }
}

void tst_EncodingLookup::layouts()
{
    QFETCH(std::optional<ObjectLayout>, layout);
    QFETCH(bool, isArchived);
    const auto files = tables(1500);
    const Manifest manifest = made(files, layout);
    CdnObject object = manifest.object();
    ngdp::Store store = manifest.store();
    if (isArchived) {
        ByteVector archive(1000, 7);
        archive.insert(archive.end(), manifest.bytes.begin(), manifest.bytes.end());
        archive.resize(archive.size() + 500, 9);
        Manifest place = manifest; // of the archive
        place.key = {digestOf("archive")};
        store = {};
        store.put(place.path(), archive);
        const auto size = static_cast<qint64>(manifest.bytes.size());
        object =
            catalog::archivedObject(place.key.digest, {1000, 1000 + size - 1}, manifest.key, {}, object.what);
    }
    ngdp::NetworkServer server(store, {});
    EncodingLookup lookup(loaderFor(server), object);
    // Few keys by their pages, then all of them, and one that is asked for twice.
    for (const qsizetype count : {qsizetype{1}, qsizetype{1500}}) {
        ContentKeys keys = contentKeys(files).first(count);
        keys << keys.first() << blte::ContentKey{digestOf("nowhere")};
        const Found found = find(lookup, keys);
        QVERIFY2(found, qPrintable(found ? QString() : wrong(found.error())));
        QCOMPARE(found->size(), count + 2);
        for (qsizetype i = 0; i < count; ++i)
            QCOMPARE(quint64(found->at(i)->decodedSize),
                     files.files[static_cast<std::size_t>(i)].decodedSize);
        QCOMPARE(found->at(count)->keys, found->at(0)->keys);
        QVERIFY(!found->at(count + 1));
    }
    const FoundObjects encoded = find(lookup, encodingKeys(files));
    QVERIFY2(encoded, qPrintable(encoded ? QString() : wrong(encoded.error())));
    for (qsizetype i = 0; i < encoded->size(); ++i) {
        const ngdp::EncodingObject &expected = files.objects[static_cast<std::size_t>(i)];
        QCOMPARE(quint64(encoded->at(i)->encodedSize), expected.encodedSize);
        QCOMPARE(encoded->at(i)->espec.toStdString(), files.especs[expected.espec]);
    }
    QVERIFY(m_bed->warnings.isEmpty());
}

/// Below the first page, within one, behind the last; none at all; and of an empty manifest.
void tst_EncodingLookup::keysThatAreNotThere()
{
    const Manifest manifest = made(tables(500));
    ngdp::NetworkServer server(manifest.store(), {});
    EncodingLookup lookup(loaderFor(server), manifest.object());
    blte::Digest last{};
    last.fill(0xFF);
    const ContentKeys keys{{blte::Digest{}}, {digestOf("nowhere")}, {last}};
    QCOMPARE(find(lookup, ContentKeys{}).value().size(), 0);
    const Found found = find(lookup, keys);
    QCOMPARE(found.value().size(), 3);
    QVERIFY(std::none_of(found->begin(), found->end(), [](const auto &file) { return file.has_value(); }));
    server.clearLogs();
    const FoundObjects encoded = find(lookup, EncodingKeys{{digestOf("nowhere")}});
    QVERIFY(!encoded.value().at(0));
    QCOMPARE(server.requests().size(), 2); // index and page: nothing was found, so no ESpecs are read

    const Manifest empty = made(ngdp::EncodingTables{});
    ngdp::NetworkServer other(empty.store(), {});
    EncodingLookup inNothing(loaderFor(other), empty.object());
    QVERIFY(!find(inNothing, ContentKeys{{last}}).value().at(0));
}

void tst_EncodingLookup::askedTogether()
{
    const auto files = tables(500);
    const Manifest manifest = made(files);
    ngdp::NetworkServer server(manifest.store(), {});
    EncodingLookup lookup(loaderFor(server), manifest.object());
    int answers = 0;
    for (int i = 0; i < 20; ++i) {
        lookup.find(contentKeys(files).first(1),
                    [&](const Found &found) { answers += found && found->at(0) ? 1 : 0; });
        QCOMPARE(answers, 0);
    }
    QTRY_COMPARE(answers, 20);
    QCOMPARE(server.requests().size(), 4);
    server.clearLogs();
    for (int i = 0; i < 20; ++i) {
        lookup.find(encodingKeys(files).first(1),
                    [&](const FoundObjects &found) { answers += found && found->at(0) ? 1 : 0; });
    }
    QTRY_COMPARE(answers, 40);
    QCOMPARE(server.requests().size(), 3); // index, page, ESpecs
}

void tst_EncodingLookup::damagedAtOneHost_data()
{
    QTest::addColumn<int>("chunk");
    QTest::newRow("header") << -1;
    QTest::newRow("first bytes") << 0;
    QTest::newRow("index") << 2;
    QTest::newRow("page") << 3;
}

void tst_EncodingLookup::damagedAtOneHost()
{
    QFETCH(int, chunk);
    const auto files = tables(500);
    const Manifest manifest = made(files);
    const blte::ContentKey key{files.files[3].contentKey};
    ngdp::NetworkServer server(manifest.store(), {}, {"", "fallback=1"});
    qint64 at = 100;
    if (chunk == 3)
        at = manifest.contentPageAt(key) + 10;
    else if (chunk >= 0)
        at = static_cast<qint64>(manifest.table[static_cast<std::size_t>(chunk)].encodedOffset) + 5;
    server.host(0).always('/' + QByteArray::fromStdString(manifest.path()), fault::bitFlipped(at));
    ObjectLoader &loader = loaderFor(server);
    EncodingLookup lookup(loader, manifest.object());
    const Found found = find(lookup, ContentKeys{key});
    QVERIFY2(found, qPrintable(found ? QString() : wrong(found.error())));
    QCOMPARE(found->at(0)->keys.first().digest, files.files[3].encodingKeys.front());
    QVERIFY(!m_bed->warnings.isEmpty());
    QCOMPARE(m_bed->warnings[0].host, loader.hosts().hosts[0].name());
    QCOMPARE(m_bed->warnings[0].object, catalog::describe(manifest.object()));
}

void tst_EncodingLookup::damagedAtAllHosts()
{
    const auto files = tables(500);
    const Manifest manifest = made(files);
    const blte::ContentKey key{files.files[3].contentKey};
    ngdp::NetworkServer server(manifest.store(), {}, {"", "fallback=1"});
    const qint64 at = manifest.contentPageAt(key);
    server.always(manifest.path(), fault::bitFlipped(at + 10));
    ObjectLoader &loader = loaderFor(server);
    EncodingLookup lookup(loader, manifest.object());
    const Found found = find(lookup, ContentKeys{key});
    QVERIFY(!found);
    const QString &detail = found.error().detail;
    const qint64 page = (at - 1 - qint64(manifest.table[3].encodedOffset)) / kPage;
    QVERIFY2(detail.startsWith(QStringLiteral("content page %1: ").arg(page)), qPrintable(detail));
    QVERIFY2(detail.contains(catalog::describe(manifest.object())), qPrintable(detail));
    for (const auto &host : loader.hosts().hosts)
        QVERIFY2(detail.contains(host.name()), qPrintable(detail));
    QVERIFY2(detail.contains(QStringLiteral("damaged")), qPrintable(detail));
    // A page beside it is not concerned.
    const auto other = std::find_if(files.files.begin(), files.files.end(), [&](const auto &file) {
        return manifest.contentPageAt({file.contentKey}) != at;
    });
    QVERIFY(find(lookup, ContentKeys{{other->contentKey}}).value().at(0).has_value());
    QVERIFY(!lookup.errorFor({other->contentKey}));

    // Nor are any of those that come with it.
    EncodingLookup fresh(loader, manifest.object());
    const Found all = find(fresh, contentKeys(files));
    QVERIFY2(all, all ? "" : qPrintable(all.error().detail));
    for (qsizetype i = 0; i < all->size(); ++i) {
        const blte::ContentKey each{files.files[static_cast<std::size_t>(i)].contentKey};
        const bool isLost = manifest.contentPageAt(each) == at;
        QCOMPARE(all->at(i).has_value(), !isLost);
        const auto error = fresh.errorFor(each);
        QCOMPARE(error.has_value(), isLost);
        QVERIFY(!error || error->detail == detail);
    }
}

/// A server that serves small ranges wrongly: the whole chunk is right, and that is said.
void tst_EncodingLookup::damagedInRangesOnly()
{
    const auto files = tables(500);
    const Manifest manifest = made(files);
    const blte::ContentKey key{files.files[3].contentKey};
    ngdp::NetworkServer server(manifest.store(), {}, {"", "fallback=1"});
    const qint64 at = manifest.contentPageAt(key);
    const QByteArray range = "bytes=" + QByteArray::number(at) + '-' + QByteArray::number(at + kPage - 1);
    for (std::size_t i = 0; i < server.hosts(); ++i) {
        server.host(i).setRule([=](const Request &request) {
            return request.range() == range ? std::optional(fault::bitFlipped(at + 10)) : std::nullopt;
        });
    }
    EncodingLookup lookup(loaderFor(server), manifest.object());
    const Found found = find(lookup, ContentKeys{key});
    QVERIFY2(found, qPrintable(found ? QString() : wrong(found.error())));
    QCOMPARE(found->at(0)->keys.first().digest, files.files[3].encodingKeys.front());
    QVERIFY(std::any_of(m_bed->warnings.begin(), m_bed->warnings.end(), [](const LoadWarning &warning) {
        return warning.detail.contains(QStringLiteral("whole chunk"));
    }));
}

void tst_EncodingLookup::cutInsideAPage()
{
    const auto files = tables(500);
    const Manifest manifest = made(files);
    const blte::ContentKey key{files.files[3].contentKey};
    ngdp::NetworkServer server(manifest.store(), {});
    server.host().script('/' + QByteArray::fromStdString(manifest.path()),
                         {fault::resetAfter(50), fault::none(), fault::closedAfter(3), fault::none(),
                          fault::none(), fault::resetAfter(1000)});
    EncodingLookup lookup(loaderFor(server), manifest.object());
    const Found found = find(lookup, ContentKeys{key});
    QVERIFY2(found, qPrintable(found ? QString() : wrong(found.error())));
    QCOMPARE(found->at(0)->keys.first().digest, files.files[3].encodingKeys.front());
    QCOMPARE(server.requests().size(), 7);
}

/// Each copy that is damaged costs a warning and is fetched again, and nothing else is.
void tst_EncodingLookup::damagedInTheCache()
{
    const auto files = tables(500);
    const Manifest manifest = made(files);
    const ContentKeys key = contentKeys(files).first(1);
    ngdp::NetworkServer server(manifest.store(), {});
    {
        EncodingLookup lookup(loaderFor(server), manifest.object());
        QVERIFY(find(lookup, key).has_value());
    }
    QStringList copies;
    QDirIterator entries(m_bed->objects->folder(), {QString::fromStdString(manifest.name()) + u'*'},
                         QDir::Files, QDirIterator::Subdirectories);
    while (entries.hasNext())
        copies << entries.next();
    QCOMPARE(copies.size(), 4);
    for (const QString &copy : std::as_const(copies)) {
        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const char byte = file.peek(15)[14];
        file.seek(14);
        file.putChar(static_cast<char>(byte ^ 1));
        file.close();
        server.clearLogs();
        m_bed->warnings.clear();
        EncodingLookup lookup(loaderFor(server), manifest.object());
        const Found found = find(lookup, key);
        QVERIFY2(found, qPrintable(found ? QString() : wrong(found.error())));
        QCOMPARE(found->at(0)->keys.first().digest, files.files[0].encodingKeys.front());
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(m_bed->warnings.size(), 1);
        QVERIFY(m_bed->warnings[0].host.isEmpty());
    }
}

void tst_EncodingLookup::offline()
{
    const auto files = tables(500);
    const Manifest manifest = made(files);
    ngdp::NetworkServer server(manifest.store(), {});
    const ContentKeys known = contentKeys(files).first(1);
    {
        EncodingLookup lookup(loaderFor(server), manifest.object());
        QVERIFY(find(lookup, known).has_value());
    }
    server.clearLogs();
    EncodingLookup lookup(loaderFor(server, true), manifest.object());
    QCOMPARE(find(lookup, known).value().at(0)->keys.first().digest, files.files[0].encodingKeys.front());
    const qint64 page = manifest.contentPageAt(known.first());
    const auto other = std::find_if(files.files.begin(), files.files.end(), [&](const auto &file) {
        return manifest.contentPageAt({file.contentKey}) != page;
    });
    const Found unknown = find(lookup, ContentKeys{{other->contentKey}});
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, ErrorKind::NotFound);
    QVERIFY2(unknown.error().detail.contains(QStringLiteral("offline")), qPrintable(unknown.error().detail));
    QVERIFY(server.requests().isEmpty());
    QVERIFY(m_bed->warnings.isEmpty());
}

void tst_EncodingLookup::impossible_data()
{
    QTest::addColumn<ByteVector>("content");
    QTest::addColumn<int>("liar"); // the chunk whose decoded size is a lie
    QTest::addColumn<ErrorKind>("expected");
    const ByteVector right = ngdp::writeEncoding(tables(500)).bytes;
    const auto with = [&](std::size_t at, const ByteVector &bytes) {
        ByteVector content = right;
        std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(at));
        return content;
    };
    QTest::newRow("first chunk") << right << 0 << ErrorKind::HeaderCorrupt;
    QTest::newRow("second chunk") << right << 1 << ErrorKind::ObjectTooLarge;
    QTest::newRow("no manifest") << with(0, {'X'}) << -1 << ErrorKind::HeaderCorrupt;
    QTest::newRow("pages of 64 MiB") << with(5, {0xFF, 0xFF}) << -1 << ErrorKind::HeaderCorrupt;
    QTest::newRow("4 billion pages") << with(9, {0xFF, 0xFF, 0xFF, 0xFF}) << -1 << ErrorKind::HeaderCorrupt;
    QTest::newRow("one page more") << with(16, {static_cast<std::uint8_t>(right[16] + 1)}) << -1
                                   << ErrorKind::HeaderCorrupt;
    QTest::newRow("4 GiB of ESpecs") << with(18, {0xFF, 0xFF, 0xFF, 0xFF}) << -1 << ErrorKind::HeaderCorrupt;
    QTest::newRow("nothing") << ByteVector{} << -1 << ErrorKind::HeaderCorrupt;
    QTest::newRow("less than a header")
        << ByteVector(right.begin(), right.begin() + 21) << -1 << ErrorKind::HeaderCorrupt;
}

/// It is refused before anything of that size is asked for or allocated.
void tst_EncodingLookup::impossible()
{
    QFETCH(ByteVector, content);
    QFETCH(int, liar);
    QFETCH(ErrorKind, expected);
    const auto half = static_cast<std::ptrdiff_t>(std::min<std::size_t>(content.size(), 22));
    std::vector<ChunkSpec> chunks{{ByteVector(content.begin(), content.begin() + half), ngdp::kRaw, {}, {}},
                                  {ByteVector(content.begin() + half, content.end()), ngdp::kZlib, {}, {}}};
    if (liar >= 0)
        chunks[static_cast<std::size_t>(liar)].decodedSize = 0xFFFFFFF0;
    if (liar == 0)
        chunks[0].decodedSize = 100 << 20;
    const Manifest manifest(buildObject(chunks), content);
    ngdp::NetworkServer server(manifest.store(), {});
    EncodingLookup lookup(loaderFor(server), manifest.object());
    const Found found = find(lookup, ContentKeys{{digestOf("file 1")}});
    QVERIFY(!found);
    QVERIFY2(found.error().kind == expected, qPrintable(wrong(found.error())));
    QVERIFY2(found.error().detail.contains(catalog::describe(manifest.object())),
             qPrintable(found.error().detail));
    QVERIFY(server.bytesServed() <= 180 + 23);
}

void tst_EncodingLookup::contradicting_data()
{
    QTest::addColumn<qint64>("at"); // in the first content page
    QTest::addColumn<bool>("isProven");
    QTest::addColumn<QString>("expected");
    QTest::newRow("page and its MD5") << qint64{30} << false << u"damaged in the object itself"_s;
    QTest::newRow("first key") << qint64{6} << true << u"the key that the index names"_s;
    QTest::newRow("entry") << qint64{0} << true << u"ends inside an entry"_s;
}

/// The digests of its chunks are right, and it is wrong all the same: how it was made.
void tst_EncodingLookup::contradicting()
{
    QFETCH(qint64, at);
    QFETCH(bool, isProven);
    QFETCH(QString, expected);
    const auto files = tables(20);
    ngdp::WrittenEncoding written = ngdp::writeEncoding(files);
    const auto header = tact::readEncodingHeader(written.bytes);
    const std::size_t page = header->contentPages.at;
    written.bytes[page + static_cast<std::size_t>(at)] = 0xFF;
    if (isProven) {
        const blte::Digest md5 = blte::md5(blte::Bytes(written.bytes).subspan(page, kPage));
        std::copy(md5.begin(), md5.end(),
                  written.bytes.begin() + static_cast<std::ptrdiff_t>(header->contentIndex.at) + 16);
    }
    const Manifest manifest(written.bytes, written.layout);
    ngdp::NetworkServer server(manifest.store(), {});
    EncodingLookup lookup(loaderFor(server), manifest.object());
    blte::Digest last{};
    last.fill(0xFF);
    const Found found = find(lookup, ContentKeys{{last}});
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::StreamCorrupt);
    QVERIFY2(found.error().detail.contains(expected), qPrintable(found.error().detail));
    QVERIFY2(found.error().detail.startsWith(u"content page 0: "_s + catalog::describe(manifest.object())),
             qPrintable(found.error().detail));
}

/// What failed is not remembered.
void tst_EncodingLookup::failsAndIsAskedAgain()
{
    const auto files = tables(500);
    const Manifest manifest = made(files);
    ngdp::NetworkServer server(manifest.store(), {});
    const QByteArray path = '/' + QByteArray::fromStdString(manifest.path());
    EncodingLookup lookup(loaderFor(server), manifest.object());
    server.host().always(path, fault::status(404));
    const Found nowhere = find(lookup, contentKeys(files).first(1));
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().kind, ErrorKind::NotFound);
    server.host().always(path, fault::none());
    QVERIFY(find(lookup, contentKeys(files).first(1)).has_value());
    // No more than is needed was asked for meanwhile.
    QVERIFY(server.requests().size() <= 5);
}

void tst_EncodingLookup::deletedMeanwhile()
{
    const auto files = tables(500);
    const Manifest manifest = made(files);
    ngdp::NetworkServer server(manifest.store(), {});
    ObjectLoader &loader = loaderFor(server);
    int answers = 0;
    {
        EncodingLookup lookup(loader, manifest.object());
        lookup.find(contentKeys(files), [&](const Found &) { ++answers; });
        QTRY_VERIFY(!server.requests().isEmpty());
    }
    // By whoever is told, while others wait.
    auto lookup = std::make_unique<EncodingLookup>(loader, manifest.object());
    for (int i = 0; i < 3; ++i) {
        lookup->find(contentKeys(files), [&](const Found &) {
            ++answers;
            lookup.reset();
        });
    }
    QTRY_VERIFY(!lookup);
    EncodingLookup next(loader, manifest.object());
    QVERIFY(find(next, contentKeys(files)).has_value());
    QCOMPARE(answers, 1);
}

void tst_EncodingLookup::real()
{
    const auto name = u"ngdp/encoding/0839b3317e50fc5f8da4c6a30a2d1162"_s;
    const ByteVector bytes = corpus::bytes(name + u".blte"_s);
    NEEDS_SAMPLE(bytes);
    BuiltObject object;
    object.bytes = bytes;
    object.encodingKey = {corpus::digest(u"0839b3317e50fc5f8da4c6a30a2d1162"_s)};
    const Manifest manifest(object, {});
    ngdp::NetworkServer server(manifest.store(), {});
    EncodingLookup lookup(loaderFor(server), manifest.object());
    const QJsonArray lookups = corpus::json(name + u".expected.json"_s)[u"lookups"].toArray();
    QVERIFY(!lookups.isEmpty());
    for (const QJsonValue &expected : lookups) {
        const Found found = find(lookup, ContentKeys{{corpus::digest(expected[u"ckey"].toString())}});
        QVERIFY2(found, qPrintable(found ? QString() : wrong(found.error())));
        QCOMPARE(found->at(0).has_value(), expected[u"expect"].isUndefined());
        if (!found->at(0))
            continue;
        QCOMPARE(found->at(0)->decodedSize, expected[u"decoded"].toInteger());
        QCOMPARE(core::hex(found->at(0)->keys.first().digest), expected[u"ekeys"][0].toString());
        const FoundObjects encoded = find(lookup, found->at(0)->keys.first(1));
        QVERIFY2(encoded, qPrintable(encoded ? QString() : wrong(encoded.error())));
        QCOMPARE(encoded->at(0)->encodedSize, expected[u"encoded"][0].toInteger());
        QCOMPARE(encoded->at(0)->espec, expected[u"espec"][0].toString());
    }
    QVERIFY(m_bed->warnings.isEmpty());
}

SLUICE_TEST(tst_EncodingLookup)
#include "tst_encodinglookup.moc"
