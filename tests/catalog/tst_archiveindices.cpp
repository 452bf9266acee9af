#include "core/catalog/archiveindices.h"

#include "core/catalog/indexmerging.h"
#include "tests/catalog/catalogbed.h"
#include "tests/support/testmain.h"

#include <QDirIterator>

using catalog::ArchiveIndices;
using catalog::KeyBeginning;
using catalog::ObjectPlace;
using core::ErrorKind;
using namespace Qt::StringLiterals;
using namespace support;
using Places = core::Result<ArchiveIndices::Places>;

namespace {

/// 4,000 files of about 300 bytes: 20 archives whose indices have two or more blocks.
ngdp::BuildShape shape()
{
    ngdp::BuildShape shape;
    shape.files = ngdp::sampleFiles(4000);
    return shape;
}

ngdp::CdnShape cdnShape()
{
    ngdp::CdnShape shape;
    shape.archiveSize = 200 << 10;
    return shape;
}

} // namespace

/// With IndexReader, BlockSearch and IndexMerging, which are its parts.
class tst_ArchiveIndices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_bed = std::make_unique<CatalogBed>(); }

    void fewKeysByBlocks();
    void manyKeysMerge();
    void keysThatBeginAlike();
    void looseAndUnknown();
    void withoutSizes();
    void wrongSizes();
    void damagedAtOneHost_data();
    void damagedAtOneHost();
    void anIndexIsMissing_data();
    void anIndexIsMissing();
    void allIndicesAreMissing();
    void damagedCache_data();
    void damagedCache();
    void offline();
    void noArchives();
    void anotherGroup();
    void deletedMeanwhile();

private:
    std::unique_ptr<ArchiveIndices> indicesWith(catalog::ObjectLoader &loader) const
    {
        return std::make_unique<ArchiveIndices>(loader, m_bed->objects, m_archives);
    }
    Places find(ArchiveIndices &indices, const QList<KeyBeginning> &keys) const
    {
        return answerOf<Places>([&](auto done) { indices.find(keys, done); });
    }
    KeyBeginning keyOf(std::size_t file) const
    {
        return toBytes(m_network->build.files.at(file).encodingKey);
    }
    QList<KeyBeginning> keysOf(std::size_t count) const
    {
        QList<KeyBeginning> keys;
        for (std::size_t i = 0; keys.size() < qsizetype(count); ++i) {
            if (placed(i).place == ngdp::Place::Archive)
                keys << keyOf(i);
        }
        return keys;
    }
    ngdp::PlacedObject placed(std::size_t file) const
    {
        return m_network->cdn.find(m_network->build.files.at(file).encodingKey).value();
    }
    std::string indexPath(const blte::Digest &archive) const
    {
        return m_network->cdn.pathOf("data", archive, ".index");
    }
    void verify(const ObjectPlace &place, const KeyBeginning &key) const;

    std::unique_ptr<ngdp::SampleNetwork> m_network;
    tact::ArchiveList m_archives;
    std::unique_ptr<CatalogBed> m_bed;
};

void tst_ArchiveIndices::initTestCase()
{
    m_network = std::make_unique<ngdp::SampleNetwork>(shape(), cdnShape());
    const auto &text = m_network->store.bytes(m_network->cdn.pathOf("config", m_network->cdnConfig));
    const auto config = tact::parseCdnConfig({reinterpret_cast<const char *>(text.data()), text.size()});
    QVERIFY(config.has_value());
    m_archives = config->data;
    QVERIFY(m_archives.archives.size() > 5 && m_archives.looseIndex && m_archives.group);
}

void tst_ArchiveIndices::verify(const ObjectPlace &place, const KeyBeginning &key) const
{
    QCOMPARE(toBytes(place.key.digest).left(key.size()), key);
    const auto real = m_network->cdn.find(place.key.digest).value();
    QCOMPARE(place.encodedSize(), qint64(real.encodedSize));
    QCOMPARE(place.archive.has_value(), real.place == ngdp::Place::Archive);
    if (place.archive) {
        QVERIFY(*place.archive == real.archive);
        QCOMPARE(place.slice.first, qint64(real.offset));
    }
}

/// Tails and a block of each index until the key is found; asked again, nothing.
void tst_ArchiveIndices::fewKeysByBlocks()
{
    ngdp::NetworkServer server(*m_network, {"", ""});
    const auto loader = m_bed->loaderFor(server);
    const auto indices = indicesWith(*loader);
    const KeyBeginning key = keysOf(1).first();
    const Places places = find(*indices, {key});
    QVERIFY2(places.has_value(), places ? "" : qPrintable(places.error().detail));
    QCOMPARE(places->size(), 1);
    QCOMPARE(places->first().size(), 1);
    verify(places->first().first(), key);
    qint64 whole = 0;
    for (const tact::ArchiveRef &archive : m_archives.archives)
        whole += static_cast<qint64>(*archive.indexSize);
    QVERIFY2(server.bytesServed() < whole, qPrintable(QString::number(server.bytesServed())));

    server.clearLogs();
    QCOMPARE(find(*indices, {key}).value(), *places);
    const auto later = indicesWith(*loader);
    QCOMPARE(find(*later, {key}).value(), *places);
    QVERIFY(server.requests().isEmpty());
    QVERIFY2(m_bed->warnings.isEmpty(), qPrintable(m_bed->told()));
}

void tst_ArchiveIndices::manyKeysMerge()
{
    ngdp::NetworkServer server(*m_network, {"", ""});
    const auto loader = m_bed->loaderFor(server);
    QList<KeyBeginning> keys;
    for (std::size_t i = 0; i < m_network->build.files.size(); ++i)
        keys << keyOf(i);
    const auto indices = indicesWith(*loader);
    const Places places = find(*indices, keys);
    QVERIFY2(places.has_value(), places ? "" : qPrintable(places.error().detail));
    for (qsizetype i = 0; i < keys.size(); ++i) {
        QVERIFY(!(*places)[i].isEmpty());
        verify((*places)[i].first(), keys[i]);
    }
    QVERIFY2(m_bed->warnings.isEmpty(), qPrintable(m_bed->told())); // it is the group that the config names
    // Another run needs one file of the cache.
    server.clearLogs();
    const auto again = m_bed->loaderFor(server);
    const auto later = indicesWith(*again);
    QCOMPARE(find(*later, keysOf(1)).value().first().size(), 1);
    QVERIFY(server.requests().isEmpty());
    QCOMPARE(again->figures().fromCache, 0);
}

/// Nine bytes of each, as TVFS manifests have them.
void tst_ArchiveIndices::keysThatBeginAlike()
{
    ngdp::NetworkServer server(*m_network);
    const auto loader = m_bed->loaderFor(server);
    for (const std::size_t count : {1u, 300u}) {
        const auto indices = indicesWith(*loader);
        QList<KeyBeginning> keys = keysOf(count);
        for (KeyBeginning &key : keys)
            key.truncate(9);
        const Places places = find(*indices, keys);
        QVERIFY(places.has_value());
        for (qsizetype i = 0; i < keys.size(); ++i) {
            QCOMPARE((*places)[i].size(), 1);
            verify((*places)[i].first(), keys[i]);
        }
    }
}

void tst_ArchiveIndices::looseAndUnknown()
{
    ngdp::NetworkServer server(*m_network);
    const auto loader = m_bed->loaderFor(server);
    std::size_t loose = 0;
    while (placed(loose).place != ngdp::Place::LooseListed)
        ++loose;
    const QList<KeyBeginning> keys{keyOf(loose), KeyBeginning(16, 'x'), KeyBeginning(9, '\xff')};
    for (const std::size_t more : {0u, 300u}) {
        const auto indices = indicesWith(*loader);
        const Places places = find(*indices, keys + keysOf(more));
        QVERIFY(places.has_value());
        QCOMPARE((*places)[0].size(), 1);
        verify((*places)[0].first(), keys[0]);
        QVERIFY((*places)[1].isEmpty());
        QVERIFY((*places)[2].isEmpty());
    }
    QVERIFY2(m_bed->warnings.isEmpty(), qPrintable(m_bed->told()));
}

void tst_ArchiveIndices::withoutSizes()
{
    ngdp::NetworkServer server(*m_network);
    const auto loader = m_bed->loaderFor(server);
    for (tact::ArchiveRef &archive : m_archives.archives)
        archive.indexSize.reset();
    const auto indices = indicesWith(*loader);
    initTestCase();
    const KeyBeginning key = keysOf(1).first();
    const Places places = find(*indices, {key});
    QVERIFY(places.has_value());
    verify(places->first().first(), key);
}

/// The config is a hint: the name decides.
void tst_ArchiveIndices::wrongSizes()
{
    ngdp::NetworkServer server(*m_network);
    const auto loader = m_bed->loaderFor(server);
    for (tact::ArchiveRef &archive : m_archives.archives)
        archive.indexSize = *archive.indexSize + 4120;
    const auto indices = indicesWith(*loader);
    initTestCase();
    const KeyBeginning key = keysOf(1).first();
    const Places places = find(*indices, {key});
    QVERIFY2(places.has_value(), places ? "" : qPrintable(places.error().detail));
    verify(places->first().first(), key);
}

void tst_ArchiveIndices::damagedAtOneHost_data()
{
    QTest::addColumn<int>("flipAt"); ///< from the end, of every index
    QTest::addColumn<int>("keys");
    for (const int keys : {1, 300}) {
        QTest::addRow("footer, %d keys", keys) << 5 << keys;
        QTest::addRow("contents, %d keys", keys) << 40 << keys;
        QTest::addRow("block, %d keys", keys) << 4000 << keys;
    }
}

void tst_ArchiveIndices::damagedAtOneHost()
{
    QFETCH(int, flipAt);
    QFETCH(int, keys);
    ngdp::NetworkServer server(*m_network, {"", ""});
    for (const tact::ArchiveRef &archive : m_archives.archives) {
        Fault flipped;
        flipped.flipAt = static_cast<qint64>(*archive.indexSize) - flipAt;
        server.host(0).always('/' + QByteArray::fromStdString(indexPath(archive.name)), flipped);
    }
    const auto loader = m_bed->loaderFor(server);
    const auto indices = indicesWith(*loader);
    const QList<KeyBeginning> wanted = keysOf(static_cast<std::size_t>(keys));
    const Places places = find(*indices, wanted);
    QVERIFY2(places.has_value(), places ? "" : qPrintable(places.error().detail));
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        QVERIFY2(!(*places)[i].isEmpty(), qPrintable(m_bed->told()));
        verify((*places)[i].first(), wanted[i]);
    }
}

void tst_ArchiveIndices::anIndexIsMissing_data()
{
    QTest::addColumn<int>("keys");
    QTest::newRow("blocks") << 1;
    QTest::newRow("merged") << 300;
}

/// What the others have is found all the same, and it is told which one lacks.
void tst_ArchiveIndices::anIndexIsMissing()
{
    QFETCH(int, keys);
    ngdp::NetworkServer server(*m_network, {"", ""});
    const blte::Digest lacking = m_archives.archives.front().name;
    server.always(indexPath(lacking), fault::status(404));
    QList<KeyBeginning> wanted;
    std::size_t lost = 0;
    for (std::size_t i = 0; wanted.size() < keys; ++i) {
        if (placed(i).place == ngdp::Place::Archive && placed(i).archive != lacking)
            wanted << keyOf(i);
    }
    while (placed(lost).place != ngdp::Place::Archive || placed(lost).archive != lacking)
        ++lost;
    const auto loader = m_bed->loaderFor(server);
    const auto indices = indicesWith(*loader);
    Places places = find(*indices, wanted + QList{keyOf(lost)});
    QVERIFY2(places.has_value(), places ? "" : qPrintable(places.error().detail));
    for (qsizetype i = 0; i < wanted.size(); ++i)
        QCOMPARE((*places)[i].size(), 1);
    QVERIFY(places->last().isEmpty());
    QVERIFY2(m_bed->told().contains(core::hex(lacking)), qPrintable(m_bed->told()));
    // What came of it does not stand for all of them: once the index is there, the key is found.
    ngdp::NetworkServer whole(*m_network);
    const auto wholeLoader = m_bed->loaderFor(whole);
    const auto later = indicesWith(*wholeLoader);
    places = find(*later, wanted + QList{keyOf(lost)});
    QVERIFY(places.has_value());
    QCOMPARE(places->last().size(), 1);
}

void tst_ArchiveIndices::allIndicesAreMissing()
{
    ngdp::NetworkServer server(*m_network);
    for (const tact::ArchiveRef &archive : m_archives.archives)
        server.always(indexPath(archive.name), fault::status(404));
    for (const std::size_t keys : {1u, 300u}) {
        const auto loader = m_bed->loaderFor(server);
        const auto indices = indicesWith(*loader);
        const Places places = find(*indices, keysOf(keys));
        QVERIFY(!places);
        QCOMPARE(core::name(places.error().kind), core::name(ErrorKind::NotFound));
    }
}

/// What lies in the cache is a claim.
void tst_ArchiveIndices::damagedCache_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("keys");
    QTest::addColumn<int>("at"); ///< the byte that rots; -1: the last one is cut off
    for (const int at : {0, 27, 28, 4096, 4120, -1}) {
        QTest::addRow("pieces, %d", at) << u"index"_s << 1 << at;
        QTest::addRow("merged, %d", at) << u"merged"_s << 300 << at;
    }
}

void tst_ArchiveIndices::damagedCache()
{
    QFETCH(QString, kind);
    QFETCH(int, keys);
    QFETCH(int, at);
    ngdp::NetworkServer server(*m_network);
    const QList<KeyBeginning> wanted = keysOf(static_cast<std::size_t>(keys));
    {
        const auto loader = m_bed->loaderFor(server);
        const auto indices = indicesWith(*loader);
        QVERIFY(find(*indices, wanted).has_value());
    }
    int damaged = 0;
    QDirIterator entries(m_bed->objects->folder() + u'/' + kind, QDir::Files, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        QFile file(entries.next());
        if (file.size() <= at)
            continue;
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        if (at < 0)
            bytes.chop(1);
        else
            bytes[at] = static_cast<char>(~bytes[at]);
        file.resize(0);
        file.seek(0);
        file.write(bytes);
        ++damaged;
    }
    const auto loader = m_bed->loaderFor(server);
    const auto indices = indicesWith(*loader);
    const Places places = find(*indices, wanted);
    QVERIFY2(places.has_value(), places ? "" : qPrintable(places.error().detail));
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        QVERIFY(!(*places)[i].isEmpty());
        verify((*places)[i].first(), wanted[i]);
    }
    if (kind == u"index")
        QCOMPARE(m_bed->warnings.isEmpty(), damaged == 0);
}

void tst_ArchiveIndices::offline()
{
    ngdp::NetworkServer server(*m_network);
    const QList<KeyBeginning> wanted = keysOf(1);
    {
        const auto loader = m_bed->loaderFor(server);
        QVERIFY(find(*indicesWith(*loader), wanted).has_value());
    }
    const auto loader = m_bed->offlineLoader();
    const auto indices = indicesWith(*loader);
    const Places places = find(*indices, wanted);
    QVERIFY2(places.has_value(), places ? "" : qPrintable(places.error().detail));
    QCOMPARE(places->first().size(), 1);
}

void tst_ArchiveIndices::noArchives()
{
    const auto loader = m_bed->offlineLoader();
    ArchiveIndices indices(*loader, m_bed->objects, {});
    const Places places = find(indices, {KeyBeginning(16, 'x')});
    QVERIFY(places.has_value());
    QVERIFY(places->first().isEmpty());
}

/// The config names another group: found is what is there, and it is told.
void tst_ArchiveIndices::anotherGroup()
{
    ngdp::NetworkServer server(*m_network);
    const auto loader = m_bed->loaderFor(server);
    m_archives.group = blte::Digest{1, 2, 3};
    const auto indices = indicesWith(*loader);
    initTestCase();
    QVERIFY(find(*indices, keysOf(300)).has_value());
    QVERIFY2(m_bed->told().contains(u"archive group 010203"_s), qPrintable(m_bed->told()));
}

void tst_ArchiveIndices::deletedMeanwhile()
{
    ngdp::NetworkServer server(*m_network);
    for (const tact::ArchiveRef &archive : m_archives.archives)
        server.always(indexPath(archive.name), fault::delayed(std::chrono::seconds(60)));
    for (const std::size_t keys : {1u, 300u}) {
        const auto loader = m_bed->loaderFor(server);
        auto indices = indicesWith(*loader);
        indices->find(keysOf(keys), [](const auto &) { QFAIL("somebody was told"); });
        QTRY_VERIFY(!server.requests().isEmpty());
        indices.reset();
        QTest::qWait(50);
        server.clearLogs();
    }
}

SLUICE_TEST(tst_ArchiveIndices)
#include "tst_archiveindices.moc"
