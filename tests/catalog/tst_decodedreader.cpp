#include "core/catalog/decodedreader.h"

#include "core/blte/keystore.h"
#include "tests/catalog/catalogbed.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/bytes.h"
#include "tests/support/testmain.h"

#include <QTest>

using catalog::DecodedRange;
using catalog::DecodedReader;
using catalog::ObjectLoader;
using core::ErrorKind;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace support;
using Result = core::Result<QByteArray>;

namespace {

ByteVector noise(std::size_t size, std::uint32_t seed)
{
    ByteVector bytes(size);
    for (auto &byte : bytes) {
        seed = seed * 1664525 + 1013904223;
        byte = static_cast<std::uint8_t>(seed >> 24);
    }
    return bytes;
}

/// Bytes that zlib makes neither smaller nor larger: in a chunk table, their chunk looks like one of mode N.
ByteVector incompressible()
{
    for (std::size_t zeros = 1; zeros < 200; ++zeros) {
        ByteVector bytes = noise(5000, 7);
        std::fill_n(bytes.begin(), zeros, std::uint8_t{0});
        if (encodeChunk(bytes, {Encoding::Zlib, 9, {}}, 0).size() == bytes.size() + 1)
            return bytes;
    }
    return {};
}

Encryption encryption()
{
    Encryption encryption;
    encryption.keyName = blte::KeyName{0x1122334455667788};
    encryption.key.fill(5);
    return encryption;
}

} // namespace

class tst_DecodedReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void chunksThatOnlyLookRaw();
    void encrypted_data();
    void encrypted();
    void longHeaders();
    void rangesBehindTheEnd_data();
    void rangesBehindTheEnd();
    void anotherObject();
    void keepsAChunkWhileItIsRead();

private:
    std::unique_ptr<DecodedReader> readerOf(const BuiltObject &object);
    Result read(DecodedReader &reader, DecodedRange range, const ObjectLoader::RangeProof &isProven = {});

    std::unique_ptr<CatalogBed> m_bed;
    std::unique_ptr<ngdp::NetworkServer> m_server;
    std::unique_ptr<ObjectLoader> m_loader;
};

void tst_DecodedReader::init()
{
    m_loader.reset();
    m_bed = std::make_unique<CatalogBed>();
}

/// Of an object that lies at a host under its encoding key.
std::unique_ptr<DecodedReader> tst_DecodedReader::readerOf(const BuiltObject &object)
{
    const auto wanted = catalog::looseObject(object.encodingKey, {}, u"manifest"_s);
    ngdp::Store store;
    store.put("tpr/wow/" + tact::toPath(wanted.path), object.bytes);
    m_loader.reset();
    m_server = std::make_unique<ngdp::NetworkServer>(store, std::vector<ngdp::Product>{});
    ObjectLoader::Settings settings;
    settings.hosts.folder = u"tpr/wow"_s;
    QUrl base = m_server->host().url("");
    base.setPath({});
    settings.hosts.hosts = {{base, catalog::CdnHost::Rank::Primary, {}}};
    m_loader = m_bed->loaderWith(settings);
    return std::make_unique<DecodedReader>(*m_loader, wanted);
}

Result tst_DecodedReader::read(DecodedReader &reader, DecodedRange range,
                               const ObjectLoader::RangeProof &isProven)
{
    std::optional<Result> result;
    reader.read(range, isProven, [&](const Result &bytes) { result = bytes; });
    const bool isEarly = result.has_value();
    if (isEarly || !QTest::qWaitFor([&] { return result.has_value(); }, 20'000))
        return core::failure(ErrorKind::Internal, isEarly ? u"told within the call"_s : u"no answer"_s);
    return *result;
}

/// The table does not tell the mode: what is proven neither as it is nor by its host comes decoded.
void tst_DecodedReader::chunksThatOnlyLookRaw()
{
    const ByteVector content = incompressible();
    QVERIFY(!content.empty());
    const BuiltObject object = buildObject({{content, {Encoding::Zlib, 9, {}}, {}, {}}});
    QCOMPARE(object.table[0].encodedSize, object.table[0].decodedSize + 1);
    const QByteArray wanted = toBytes(blte::Bytes(content).subspan(1000, 100));
    const auto reader = readerOf(object);
    const Result bytes = read(*reader, {1000, 100}, [&](QByteArrayView found) { return found == wanted; });
    QVERIFY2(bytes, qPrintable(bytes ? QString() : bytes.error().detail));
    QCOMPARE(*bytes, wanted);
    QCOMPARE(m_bed->warnings.size(), 1);
    QVERIFY2(m_bed->told().contains(u"whole chunk"_s), qPrintable(m_bed->told()));
    // By the chunk's digest it is right at once.
    const auto again = readerOf(object);
    QCOMPARE(read(*again, {1000, 100}).value(), wanted);
    QCOMPARE(m_bed->warnings.size(), 1);
}

void tst_DecodedReader::encrypted_data()
{
    QTest::addColumn<bool>("hasKey");
    QTest::newRow("with its key") << true;
    QTest::newRow("without") << false;
}

void tst_DecodedReader::encrypted()
{
    QFETCH(bool, hasKey);
    const ByteVector content = noise(3000, 1);
    if (hasKey) {
        auto keys = std::make_shared<blte::KeyStore>();
        keys->insert(encryption().keyName, encryption().key);
        m_bed->services.keys = keys;
    }
    const BuiltObject object = buildObject({{content, {Encoding::Raw, 9, encryption()}, {}, {}}});
    const auto reader = readerOf(object);
    const Result bytes = read(*reader, {10, 20});
    QCOMPARE(bytes.has_value(), hasKey);
    if (hasKey) {
        QCOMPARE(*bytes, toBytes(blte::Bytes(content).subspan(10, 20)));
    } else {
        QCOMPARE(bytes.error().kind, ErrorKind::KeyMissing);
        QVERIFY(bytes.error().detail.startsWith(catalog::describe(reader->object())));
    }
}

/// More chunks than the first request brings: one request more, and any range over any chunks.
void tst_DecodedReader::longHeaders()
{
    const ByteVector content = noise(2000, 3);
    const BuiltObject object = buildObject(content, 100, {Encoding::Raw, 9, {}});
    const auto reader = readerOf(object);
    QVERIFY(!reader->decodedSize());
    QCOMPARE(read(*reader, {950, 10}).value(), toBytes(blte::Bytes(content).subspan(950, 10)));
    QCOMPARE(reader->decodedSize().value(), 2000u);
    QCOMPARE(m_server->requests().size(), 3);
    QCOMPARE(m_server->bytesServed(), 180 + qint64(object.table.headerSize()) + 101);
    for (std::size_t first = 0; first <= 2000; first += 130) {
        const std::size_t size = std::min<std::size_t>(2000 - first, 333);
        QCOMPARE(read(*reader, {first, size}).value(), toBytes(blte::Bytes(content).subspan(first, size)));
    }
}

void tst_DecodedReader::rangesBehindTheEnd_data()
{
    QTest::addColumn<bool>("isHeaderless");
    QTest::newRow("with a table") << false;
    QTest::newRow("headerless") << true;
}

void tst_DecodedReader::rangesBehindTheEnd()
{
    QFETCH(bool, isHeaderless);
    const BuiltObject object = buildObject(noise(500, 3), 500, {Encoding::Zlib, 9, {}},
                                           isHeaderless ? TableFormat::Headerless : TableFormat::Normal);
    const auto reader = readerOf(object);
    QCOMPARE(read(*reader, {490, 10}).value().size(), 10);
    for (const DecodedRange range : {DecodedRange{490, 11}, {501, 1}, {10, ~std::uint64_t{0}}}) {
        const Result bytes = read(*reader, range);
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().kind, ErrorKind::HeaderCorrupt);
        QVERIFY2(bytes.error().detail.contains(u"has 500 bytes"_s), qPrintable(bytes.error().detail));
    }
}

/// Nothing of it is asked for but its header.
void tst_DecodedReader::anotherObject()
{
    const BuiltObject object = buildObject(noise(500, 3), 500, {Encoding::Zlib, 9, {}});
    BuiltObject other = buildObject(noise(500, 4), 500, {Encoding::Zlib, 9, {}});
    other.encodingKey = object.encodingKey;
    const auto reader = readerOf(other);
    const Result bytes = read(*reader, {0, 22});
    QVERIFY(!bytes);
    QVERIFY2(bytes.error().detail.startsWith(catalog::describe(reader->object())),
             qPrintable(bytes.error().detail));
    const auto requests = m_server->requests();
    QVERIFY(std::all_of(requests.begin(), requests.end(),
                        [](const Request &request) { return request.range() == "bytes=0-179"; }));
}

/// Those who read ranges of one chunk, one after the other, fetch and decode it once.
void tst_DecodedReader::keepsAChunkWhileItIsRead()
{
    const ByteVector content = noise(5000, 3);
    const auto reader = readerOf(buildObject(content, 5000, {Encoding::Zlib, 9, {}}));
    QByteArray all;
    std::function<void()> next = [&] {
        reader->read({static_cast<std::uint64_t>(all.size()), 500}, [&](const Result &bytes) {
            all += bytes.value_or(QByteArray());
            if (bytes && all.size() < 5000)
                next();
        });
    };
    next();
    QTRY_COMPARE(all.size(), 5000);
    QCOMPARE(all, toBytes(content));
    QCOMPARE(m_loader->figures().objects, 2); // header and chunk
    QCOMPARE(m_loader->figures().fromCache, 0);
}

SLUICE_TEST(tst_DecodedReader)
#include "tst_decodedreader.moc"
