#include "core/storage/partialopening.h"
#include "core/transfer/fetch/chunkwriter.h"
#include "core/transfer/fetch/partfilesink.h"
#include "core/transfer/routing/objectrecord.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

using transfer::ChunkWriter;

/// Of two small chunks the first waits for the second: what is kept when, and what a fault costs.
class tst_ChunkPairs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void firstWaitsForSecond();
    void settledWithoutSecond();
    void lastOfThree();
    void largeOnesDoNotWait();
    void damage_data();
    void damage();
    void lockedFirst();

private:
    void build(int chunks, std::size_t size = 1000, const support::ChunkStyle &first = {});
    bool push(std::size_t first, std::size_t end);
    QByteArray kept(std::size_t chunk);

    std::unique_ptr<QTemporaryDir> m_folder;
    support::BuiltObject m_object;
    std::shared_ptr<const blte::ChunkTable> m_table;
    std::shared_ptr<storage::PartialDownload> m_partial;
    std::shared_ptr<transfer::Counters> m_counters;
    blte::Workspace m_workspace;
    std::unique_ptr<ChunkWriter> m_intake;
    qint64 m_faultyChunk = -1;
};

void tst_ChunkPairs::init()
{
    m_intake.reset();
    m_partial.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_faultyChunk = -1;
}

/// An object of `chunks` chunks, the first in its own style, and an intake that wants all of it.
void tst_ChunkPairs::build(int chunks, std::size_t size, const support::ChunkStyle &first)
{
    std::vector<support::ChunkSpec> specs;
    for (int i = 0; i < chunks; ++i)
        specs.push_back({support::payload(support::noise(static_cast<std::uint64_t>(i)), size),
                         i == 0 ? first : support::ChunkStyle{}});
    m_object = support::buildObject(specs);
    m_table = std::make_shared<const blte::ChunkTable>(m_object.table);
    auto found = storage::openPartial(m_folder->path(), m_folder->filePath(QStringLiteral("file")));
    QVERIFY(found.has_value());
    m_partial = std::move(found->partial);
    QVERIFY(m_partial->begin(transfer::recordFor(*m_table, {}, {}, false)).has_value());
    m_counters = std::make_shared<transfer::Counters>();
    m_intake = std::make_unique<ChunkWriter>(
        ChunkWriter::Context{m_workspace,
                             nullptr,
                             {},
                             std::make_shared<transfer::PartFileSink>(m_partial),
                             m_counters,
                             core::MissingKeys::ZeroFill});
    QVERIFY(m_intake->begin(m_table, {0, m_table->size()}).has_value());
}

/// Gives the encoded bytes of these chunks to the intake.
bool tst_ChunkPairs::push(std::size_t first, std::size_t end)
{
    const auto from = (*m_table)[first].encodedOffset;
    const auto to = (*m_table)[end - 1].encodedOffset + (*m_table)[end - 1].encodedSize;
    const auto bytes = std::span<const std::uint8_t>(m_object.bytes).subspan(from, to - from);
    const auto ok = m_intake->push(bytes);
    if (!ok)
        m_faultyChunk = ok.error().chunk;
    return ok.has_value();
}

QByteArray tst_ChunkPairs::kept(std::size_t chunk)
{
    const blte::Chunk &entry = (*m_table)[chunk];
    QByteArray bytes(static_cast<qsizetype>(entry.decodedSize), '\0');
    const auto room = std::span(reinterpret_cast<std::uint8_t *>(bytes.data()), entry.decodedSize);
    return m_partial->part().read(entry.decodedOffset, room).has_value() ? bytes : QByteArray();
}

void tst_ChunkPairs::firstWaitsForSecond()
{
    build(2);
    QVERIFY(push(0, 1));
    QVERIFY(m_intake->isWaiting());
    QCOMPARE(m_partial->record().finished.count(true), 0);
    QCOMPARE(m_intake->position(), (*m_table)[1].encodedOffset);
    QVERIFY(push(1, 2));
    QVERIFY(m_intake->isComplete() && !m_intake->isWaiting());
    QCOMPARE(m_partial->record().finished.count(true), 2);
    QCOMPARE(kept(0) + kept(1), QByteArray(reinterpret_cast<const char *>(m_object.payload.data()), 2000));
}

void tst_ChunkPairs::settledWithoutSecond()
{
    build(2);
    QVERIFY(push(0, 1));
    const auto half = std::span<const std::uint8_t>(m_object.bytes).subspan((*m_table)[1].encodedOffset, 100);
    QVERIFY(m_intake->push(half).has_value());
    QVERIFY(m_intake->settle().has_value());
    QVERIFY(m_partial->record().finished.testBit(0));
    QCOMPARE(m_intake->finished().take().end, std::size_t(1));
    // The second goes on where it was.
    QCOMPARE(m_intake->position(), (*m_table)[1].encodedOffset + 100);
    const auto rest =
        std::span<const std::uint8_t>(m_object.bytes).subspan((*m_table)[1].encodedOffset + 100);
    QVERIFY(m_intake->push(rest).has_value());
    QVERIFY(m_intake->isComplete());
    QCOMPARE(kept(0) + kept(1), QByteArray(reinterpret_cast<const char *>(m_object.payload.data()), 2000));
}

void tst_ChunkPairs::lastOfThree()
{
    build(3);
    QVERIFY(push(0, 3));
    QVERIFY(m_intake->isComplete() && !m_intake->isWaiting());
    QCOMPARE(m_partial->record().finished.count(true), 3);
}

void tst_ChunkPairs::largeOnesDoNotWait()
{
    build(2, 600 << 10);
    QVERIFY(push(0, 1));
    QVERIFY(!m_intake->isWaiting());
    QVERIFY(m_partial->record().finished.testBit(0));
}

void tst_ChunkPairs::damage_data()
{
    QTest::addColumn<int>("chunk");
    QTest::addColumn<int>("kept");
    QTest::newRow("in the first") << 0 << 0;
    QTest::newRow("in the second") << 1 << 1;
}

/// What was right before it stays; the damaged chunk is where the network goes on.
void tst_ChunkPairs::damage()
{
    QFETCH(int, chunk);
    QFETCH(int, kept);
    build(2);
    const auto at = static_cast<std::size_t>(chunk);
    m_object.bytes[(*m_table)[at].encodedOffset + 10] ^= 1;
    QVERIFY(!push(0, 2));
    QCOMPARE(m_faultyChunk, chunk);
    QCOMPARE(m_partial->record().finished.count(true), kept);
    QVERIFY(m_intake->restartChunk().has_value());
    QCOMPARE(m_intake->position(), (*m_table)[at].encodedOffset);
    m_object.bytes[(*m_table)[at].encodedOffset + 10] ^= 1;
    QVERIFY(push(at, 2));
    QVERIFY(m_intake->isComplete());
    const auto all = static_cast<qint64>(m_table->encodedSize() - m_table->headerSize());
    QCOMPARE(m_counters->encodedDone.load(), all);
}

void tst_ChunkPairs::lockedFirst()
{
    support::ChunkStyle secret;
    secret.encryption = support::Encryption{};
    build(2, 1000, secret);
    QVERIFY(push(0, 2));
    QVERIFY(m_intake->isComplete());
    QVERIFY(m_partial->record().locked.testBit(0));
    QVERIFY(m_partial->record().finished.testBit(1));
    QCOMPARE(m_intake->finished().takeLocked().size(), std::size_t(1));
    QCOMPARE(kept(0), QByteArray(1000, '\0'));
}

SLUICE_TEST(tst_ChunkPairs)
#include "tst_chunkpairs.moc"
