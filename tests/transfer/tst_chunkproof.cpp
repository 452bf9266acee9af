#include "core/storage/partialopening.h"
#include "core/transfer/chunkproof.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace transfer;

/// What can be proven of chunks that nobody of ours speaks for.
class tst_ChunkProof : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void proves_data();
    void proves();
};

namespace {

constexpr std::size_t kSize = 1000;

std::vector<std::uint8_t> contentOf(std::size_t chunk)
{
    std::vector<std::uint8_t> bytes(kSize);
    for (std::size_t i = 0; i < kSize; ++i)
        bytes[i] = static_cast<std::uint8_t>(1 + (i * 7 + chunk * 31) % 251);
    return bytes;
}

/// Chunks: 0 and 1 stored, 2 and 3 packed, of which nobody knows the decoded bytes but a table with their
/// MD5s.
blte::ChunkTable tableOf(bool hasDecoded)
{
    std::vector<blte::Chunk> chunks;
    std::vector<blte::Digest> decoded;
    for (std::size_t i = 0; i < 4; ++i) {
        std::vector<std::uint8_t> encoded = contentOf(i);
        decoded.push_back(blte::md5(encoded));
        encoded.insert(encoded.begin(), i < 2 ? 'N' : 'Z');
        blte::Chunk chunk;
        chunk.encodedSize = i < 2 ? kSize + 1 : 300;
        chunk.decodedSize = kSize;
        chunk.md5 = blte::md5(encoded);
        chunk.hasMd5 = true;
        chunk.encodedOffset = 108 + i * kSize;
        chunk.decodedOffset = i * kSize;
        chunks.push_back(chunk);
    }
    return blte::ChunkTable::fromHeader(108, hasDecoded ? 0x10 : 0x0f, {9}, chunks,
                                        hasDecoded ? decoded : std::vector<blte::Digest>());
}

QString textOf(const QBitArray &bits)
{
    QString text;
    for (qsizetype i = 0; i < bits.size(); ++i)
        text += bits.testBit(i) ? u'1' : u'0';
    return text;
}

} // namespace

void tst_ChunkProof::proves_data()
{
    QTest::addColumn<bool>("isPlain");
    QTest::addColumn<bool>("hasDecoded");
    QTest::addColumn<Evidence>("evidence");
    QTest::addColumn<int>("damaged"); // this chunk of the part file; -1: none
    QTest::addColumn<QString>("expected");
    using enum Evidence;
    QTest::newRow("stored chunks") << false << false << ChunkDigests << -1 << "1100";
    QTest::newRow("a stored chunk that is damaged") << false << false << ChunkDigests << 1 << "1000";
    QTest::newRow("MD5s of decoded bytes") << false << true << ChunkDigests << -1 << "1110";
    QTest::newRow("and one that is damaged") << false << true << ChunkDigests << 2 << "1100";
    QTest::newRow("a plain file") << true << false << ChunkDigests << -1 << "0000";
    QTest::newRow("a content key") << false << false << ContentKey << -1 << "1110";
    QTest::newRow("a content key, and what is wrong already") << false << false << ContentKey << 0 << "0110";
    QTest::newRow("a plain file with a content key") << true << false << ContentKey << -1 << "1110";
}

void tst_ChunkProof::proves()
{
    QFETCH(bool, isPlain);
    QFETCH(bool, hasDecoded);
    QFETCH(Evidence, evidence);
    QFETCH(int, damaged);
    QFETCH(QString, expected);
    const blte::ChunkTable table = isPlain ? blte::ChunkTable::plain(4 * kSize, kSize) : tableOf(hasDecoded);
    const QTemporaryDir folder;
    auto found = storage::openPartial(folder.path(), folder.filePath(QStringLiteral("file.bin")));
    QVERIFY(found);
    storage::ResumeRecord record;
    record.source.mirrors = {QUrl(QStringLiteral("http://host/file.bin"))};
    record.headerSize = table.headerSize();
    record.decodedSize = table.decodedSize();
    record.finished.resize(4);
    record.locked.resize(4);
    QVERIFY(found->partial->begin(record));
    for (int i = 0; i < 4; ++i) {
        std::vector<std::uint8_t> bytes = contentOf(static_cast<std::size_t>(i));
        if (i == damaged)
            bytes[500] ^= 1;
        QVERIFY(found->partial->part().write(static_cast<quint64>(i) * kSize, bytes));
    }
    QBitArray doubtful(4, true);
    doubtful.clearBit(3);
    const auto proven = proveChunks(*found->partial, table, doubtful, evidence);
    QVERIFY(proven);
    QCOMPARE(textOf(*proven), expected);
    QCOMPARE(textOf(found->partial->record().finished), expected);
}

SLUICE_TEST(tst_ChunkProof)
#include "tst_chunkproof.moc"
