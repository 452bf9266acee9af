#include "core/blte/headerparser.h"
#include "core/tact/encodingmanifest.h"
#include "tests/support/tactobjects.h"
#include "tests/support/testmain.h"
#include "tests/tact/corpus.h"
#include "tests/tact/damage.h"

#include <QJsonArray>

using namespace tact;
using namespace corpus;
using namespace support;

/// The encoding manifest, whole and by pages.
class tst_EncodingManifest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void oneByPages();
    void especs();
    void pageThatEndsInARow();
    void cutEverywhere();
    void everyByteOfPagesCounts();
    void hostile_data();
    void hostile();
    void real();
    void realTruncated();
    void realAsServed();
};

namespace {

blte::ContentKey contentKey(std::uint64_t number)
{
    return {keyOf(number)};
}

blte::EncodingKey encodingKey(std::uint64_t number)
{
    return {keyOf(number)};
}

} // namespace

void tst_EncodingManifest::finds_data()
{
    QTest::addColumn<int>("file");
    QTest::newRow("first") << 0;
    QTest::newRow("second") << 1;
    QTest::newRow("in the middle") << 99;
    QTest::newRow("last") << 199;
}

void tst_EncodingManifest::finds()
{
    QFETCH(int, file);
    const auto i = static_cast<std::uint64_t>(file);
    const ByteVector bytes = madeEncoding(200);
    const auto manifest = EncodingManifest::open(bytes);
    QVERIFY2(manifest, manifest ? "" : manifest.error().text.c_str());
    const auto content = manifest->find(contentKey(2 * i + 2));
    QVERIFY(content && *content);
    QCOMPARE(quint64{(*content)->decodedSize}, quint64{1000 + i});
    QCOMPARE((*content)->encodings(), std::size_t{i % 3 == 0 ? 2u : 1u});
    QVERIFY((*content)->encodingKey(0) == encodingKey(10 * i + 5));
    const auto encoding = manifest->find((*content)->encodingKey((*content)->encodings() - 1));
    QVERIFY(encoding && *encoding);
    QCOMPARE(quint64{(*encoding)->encodedSize}, quint64{500 + i});
    QCOMPARE(quint64{(*encoding)->espec}, quint64{i % 2});
    for (const std::uint64_t absent : {std::uint64_t{0}, 2 * i + 1, std::uint64_t{1} << 60}) {
        const auto none = manifest->find(contentKey(absent));
        QVERIFY(none && !*none);
        const auto noEncoding = manifest->find(encodingKey(absent % 2 == 0 ? absent : 10 * i + 7));
        QVERIFY(noEncoding && !*noEncoding);
    }
}

/// With the header, the page index and one page, and nothing else.
void tst_EncodingManifest::oneByPages()
{
    const ByteVector bytes = madeEncoding(200);
    const auto cut = [&](std::uint64_t at, std::uint64_t size) {
        return ByteVector(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                          bytes.begin() + static_cast<std::ptrdiff_t>(at + size));
    };
    const auto header = readEncodingHeader(cut(0, EncodingHeader::kSize));
    QVERIFY(header);
    const auto index = EncodingPageIndex::read(cut(header->contentIndex.at, header->contentIndex.size));
    QVERIFY(index);
    QCOMPARE(index->pages() * header->contentPageSize, std::size_t{header->contentPages.size});
    const auto number = index->pageOf(keyOf(2 * 123 + 2));
    QVERIFY(number);
    ByteVector page =
        cut(header->contentPages.at + *number * header->contentPageSize, header->contentPageSize);
    QVERIFY(index->prove(*number, page));
    const auto entry = findContent(page, contentKey(2 * 123 + 2));
    QVERIFY(entry && *entry && (*entry)->decodedSize == 1123);
    QVERIFY(!index->prove(*number + 1, page));
    QVERIFY(!index->prove(1000, page));
    page.back() ^= 1;
    QVERIFY(!index->prove(*number, page));
}

void tst_EncodingManifest::especs()
{
    const ByteVector bytes = madeEncoding(2);
    const auto manifest = EncodingManifest::open(bytes);
    QVERIFY(manifest);
    const auto especs = manifest->especs();
    QVERIFY(especs);
    QCOMPARE(especs->size(), std::size_t{2});
    QCOMPARE(corpus::text(especs->at(0)), QStringLiteral("z"));
    QVERIFY(especs->at(1).starts_with("b:{*=e:{"));
    QVERIFY(especs->at(2).empty());
    QCOMPARE(corpus::text(manifest->ownEspec()), QStringLiteral("b:{22=n,*=z}"));
    const ByteVector open{'z', 0, 'n'};
    QVERIFY(!EspecTable::read(open));
    QCOMPARE(EspecTable::read({})->size(), std::size_t{0});
}

void tst_EncodingManifest::pageThatEndsInARow()
{
    const ByteVector page = ByteBuilder().big(3, 1).big(9, 5).bytes(keyOf(1)).bytes(keyOf(2)).done();
    ContentPage rows(page);
    QVERIFY(!rows.next());
    const auto end = rows.next();
    QVERIFY(end && !*end);
    QVERIFY(!findContent(page, contentKey(5)));
}

void tst_EncodingManifest::cutEverywhere()
{
    const ByteVector bytes = madeEncoding(20);
    const auto pagesEnd = readEncodingHeader(bytes)->encodingPages.end();
    damage::cutEverywhere(bytes, [&](const ByteVector &cut, std::size_t size) {
        QCOMPARE(EncodingManifest::open(cut).has_value(), size >= pagesEnd);
    });
}

void tst_EncodingManifest::everyByteOfPagesCounts()
{
    const ByteVector right = madeEncoding(20);
    const auto header = readEncodingHeader(right);
    damage::turnEveryByte(right, [&](const ByteVector &bytes, std::size_t at) {
        if (at < header->contentPages.at || at >= header->contentPages.end())
            return;
        const auto manifest = EncodingManifest::open(bytes);
        QVERIFY(manifest);
        QVERIFY(!manifest->find(contentKey(2)));
    });
}

void tst_EncodingManifest::hostile_data()
{
    QTest::addColumn<int>("at");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *name, int at, const QByteArray &bytes, FaultKind kind) {
        QTest::newRow(name) << at << bytes << int(kind);
    };
    row("magic", 0, "XX", FaultKind::NotThisFormat);
    row("version", 2, "\2", FaultKind::NotUnderstood);
    row("short keys", 3, "\x9", FaultKind::NotUnderstood);
    row("pages of no bytes", 5, QByteArray(2, '\0'), FaultKind::NotUnderstood);
    row("four billion pages", 9, "\xff\xff\xff\xff", FaultKind::CountImpossible);
    row("four billion other pages", 13, "\xff\xff\xff\xff", FaultKind::CountImpossible);
    row("four billion bytes of ESpecs", 18, "\xff\xff\xff\xff", FaultKind::CountImpossible);
    row("largest pages", 5, "\xff\xff", FaultKind::CountImpossible);
}

void tst_EncodingManifest::hostile()
{
    QFETCH(int, at);
    QFETCH(QByteArray, bytes);
    const ByteVector bent =
        damage::with(madeEncoding(20), static_cast<std::size_t>(at), ByteVector(bytes.begin(), bytes.end()));
    const auto manifest = EncodingManifest::open(bent);
    QVERIFY(!manifest);
    QTEST(int(manifest.error().kind), "kind");
    // Pages in the wrong order.
    const ByteVector two = madeEncoding(100);
    const auto header = readEncodingHeader(two);
    const auto first = static_cast<std::size_t>(header->contentIndex.at);
    const auto swapped = EncodingManifest::open(damage::with(two, first, ByteVector(16, 0xFF)));
    QCOMPARE(int(swapped.error().kind), int(FaultKind::OrderWrong));
}

void tst_EncodingManifest::real()
{
    const ByteVector content = corpus::bytes(QStringLiteral("encoding/16f5c65b940fffcb94d175188b6751d2"));
    NEEDS_SAMPLE(content);
    const QJsonObject expected =
        corpus::json(QStringLiteral("ngdp/encoding/0839b3317e50fc5f8da4c6a30a2d1162.expected.json"));
    const auto manifest = EncodingManifest::open(content);
    QVERIFY2(manifest, manifest ? "" : manifest.error().text.c_str());
    const QJsonObject layout = expected[u"layout"].toObject();
    QCOMPARE(qint64(manifest->header().contentPages.at), layout[u"cpages"][0].toInteger());
    QCOMPARE(qint64(manifest->header().encodingPages.at), layout[u"epages"][0].toInteger());
    QCOMPARE(corpus::text(manifest->ownEspec()), expected[u"own_espec"].toString());
    const auto especs = manifest->especs();
    QCOMPARE(int(especs->size()), expected[u"especs"].toInt());
    QCOMPARE(corpus::text(especs->at(0)), expected[u"espec0"].toString());
    const QJsonArray lookups = expected[u"lookups"].toArray();
    QVERIFY(!lookups.isEmpty());
    for (const QJsonValue &lookup : lookups) {
        const auto entry = manifest->find(blte::ContentKey{corpus::digest(lookup[u"ckey"].toString())});
        QVERIFY(entry);
        QCOMPARE(entry->has_value(), lookup[u"expect"].isUndefined());
        if (!*entry)
            continue;
        QCOMPARE(qint64((*entry)->decodedSize), lookup[u"decoded"].toInteger());
        QCOMPARE(hex((*entry)->encodingKey(0).digest), lookup[u"ekeys"][0].toString());
        const auto encoding = manifest->find((*entry)->encodingKey(0));
        QVERIFY(encoding && *encoding);
        QCOMPARE(qint64((*encoding)->encodedSize), lookup[u"encoded"][0].toInteger());
        QCOMPARE(corpus::text(especs->at((*encoding)->espec)), lookup[u"espec"][0].toString());
    }
    int rows = 0;
    ContentPage page(manifest->contentPage(0));
    for (auto row = page.next(); row && *row; row = page.next())
        ++rows;
    QCOMPARE(rows, expected[u"ckeys_present"].toInt());
}

/// Its pages are right, what lies behind the last of them is cut.
void tst_EncodingManifest::realTruncated()
{
    const ByteVector content = corpus::bytes(QStringLiteral("ngdp/encoding/wow_classic_era_truncated.bin"));
    NEEDS_SAMPLE(content);
    const auto manifest = EncodingManifest::open(content);
    QVERIFY2(manifest, manifest ? "" : manifest.error().text.c_str());
    QVERIFY(manifest->contentIndex().pages() > 0);
    for (std::size_t i = 0; i < manifest->contentIndex().pages(); ++i)
        QVERIFY(manifest->contentIndex().prove(i, manifest->contentPage(i)));
    QVERIFY(manifest->especs() && manifest->especs()->size() > 1);
}

/// As the CDN serves it, in seven chunks: header, ESpecs, content index, content pages, …. Of the chunks that
/// are not packed, any bytes can be had without the rest.
void tst_EncodingManifest::realAsServed()
{
    const ByteVector content =
        corpus::bytes(QStringLiteral("ngdp/encoding/0839b3317e50fc5f8da4c6a30a2d1162.blte"));
    NEEDS_SAMPLE(content);
    blte::HeaderParser parser;
    QVERIFY(parser.push(content) && parser.isComplete());
    const blte::ChunkTable table = parser.takeTable();
    QCOMPARE(hex(table.headerMd5()), QStringLiteral("0839b3317e50fc5f8da4c6a30a2d1162"));
    const auto cut = [&](std::size_t chunk, std::uint64_t at, std::uint64_t size) {
        constexpr std::uint64_t kMode = 1;
        return blte::Bytes(content).subspan(table[chunk].encodedOffset + kMode + at, size);
    };
    const auto header = readEncodingHeader(cut(0, 0, EncodingHeader::kSize));
    QVERIFY(header);
    QCOMPARE(quint64{table[3].decodedOffset}, quint64{header->contentPages.at});
    const auto index = EncodingPageIndex::read(cut(2, 0, header->contentIndex.size));
    QVERIFY(index);
    const blte::ContentKey key{corpus::digest(QStringLiteral("84ae5623796f5b54d13f3b2c90a43539"))};
    const auto number = index->pageOf(key.digest);
    QVERIFY(number);
    const blte::Bytes page = cut(3, *number * header->contentPageSize, header->contentPageSize);
    QVERIFY(index->prove(*number, page));
    const auto entry = findContent(page, key);
    QVERIFY(entry && *entry);
    QCOMPARE(quint64{(*entry)->decodedSize}, quint64{666272});
    QCOMPARE(hex((*entry)->encodingKey(0).digest), QStringLiteral("e2c3afeb214e115ad44b4ce6c5f87a9a"));
}

SLUICE_TEST(tst_EncodingManifest)
#include "tst_encodingmanifest.moc"
