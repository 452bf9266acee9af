#include "tests/blte/decoding.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace blte;
using decoding::ByteVector;
using decoding::Path;
using support::ChunkPlan;
using support::Encoding;
using support::TableFormat;

/// The builder that other tests trust.
class tst_BlteBuilder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void payloadsAreFunctionsOfPosition();
    void fileAndMemoryAgree();
    void largeChunkStreams();
    void unwritableFile();
};

void tst_BlteBuilder::payloadsAreFunctionsOfPosition()
{
    for (const auto &source : {support::noise(1), support::repetitive(1)}) {
        const auto whole = support::payload(source, 300);
        for (std::size_t at = 0; at < whole.size(); at += 7) {
            ByteVector part(whole.size() - at);
            source(at, part);
            QVERIFY(std::equal(part.begin(), part.end(), whole.begin() + static_cast<std::ptrdiff_t>(at)));
        }
    }
    QVERIFY(support::payload(support::noise(1), 100) != support::payload(support::noise(2), 100));
}

void tst_BlteBuilder::fileAndMemoryAgree()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("object"));
    const auto source = support::repetitive(2);
    const auto payload = support::payload(source, 10'000);
    for (const auto format : {TableFormat::Normal, TableFormat::WithDecodedMd5}) {
        for (const auto encoding :
             {Encoding::Raw, Encoding::Zlib, Encoding::Lz4SubBlocks, Encoding::Nested}) {
            const support::ChunkStyle style{encoding, 6, decoding::encryption(8)};
            const auto written = support::writeObject(
                path.toStdString(), support::evenChunks(10'000, 3000, style), source, format);
            QVERIFY(written);
            const auto built = support::buildObject(payload, 3000, style, format);
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(decoding::toVector(file.readAll()) == built.bytes);
            QVERIFY(written->encodingKey == built.encodingKey);
            QVERIFY(written->contentKey == built.contentKey);
            QCOMPARE(written->table.encodedSize(), built.table.encodedSize());
        }
    }
}

void tst_BlteBuilder::largeChunkStreams()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("object"));
    constexpr std::uint32_t kLarge = 12u << 20;
    const std::vector<ChunkPlan> plan = {
        {1000, {}}, {kLarge, {Encoding::Zlib, 1, decoding::encryption(4)}}, {kLarge, {Encoding::Raw, 0, {}}}};
    const auto written = support::writeObject(path.toStdString(), plan, support::repetitive(3));
    QVERIFY(written);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(static_cast<std::uint64_t>(file.size()), written->table.encodedSize());
    StreamDecoder::Options options;
    options.expectation.encodingKey = written->encodingKey;
    const auto outcome = decoding::decode(decoding::toVector(file.readAll()), Path::Fast, options,
                                          decoding::keysFor(decoding::encryption(4)), 65536);
    QCOMPARE(outcome.result, QStringLiteral("ok"));
    QVERIFY(md5(outcome.decoded) == written->contentKey.digest);
}

void tst_BlteBuilder::unwritableFile()
{
    QVERIFY(!support::writeObject("/nowhere/at/all", support::evenChunks(10, 10, {}), support::noise(1)));
}

SLUICE_TEST(tst_BlteBuilder)
#include "tst_bltebuilder.moc"
