#include "core/transfer/fetch/chunkoutput.h"
#include "core/transfer/fetch/chunkspool.h"

#include "core/storage/crc32.h"
#include "core/storage/partialopening.h"
#include "core/transfer/fetch/memorysink.h"
#include "core/transfer/fetch/partfilesink.h"
#include "core/transfer/routing/objectrecord.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

using namespace transfer;

namespace {

/// Notes what it is told, and refuses from `most` bytes on.
class NotingSink final : public Sink
{
public:
    core::Result<void> begin(const storage::ResumeRecord &, Snapshot) override { return {}; }
    core::Result<void> write(quint64 offset, std::span<const std::uint8_t> bytes) override
    {
        if (offset + bytes.size() > most)
            return core::failure(core::ErrorKind::DiskFull, QString());
        written << std::pair(offset, QByteArray(reinterpret_cast<const char *>(bytes.data()),
                                                static_cast<qsizetype>(bytes.size())));
        return {};
    }
    core::Result<void> zero(quint64 offset, quint64 size) override
    {
        zeros << std::pair(offset, size);
        return {};
    }
    core::Result<void> chunkFinished(const storage::ChunkNote &) override { return {}; }
    core::Result<void> setDecodedSize(quint64) override { return {}; }

    quint64 most = 1000;
    QList<std::pair<quint64, QByteArray>> written;
    QList<std::pair<quint64, quint64>> zeros;
};

} // namespace

/// Both sides of a chunk: its decoded bytes to their place, its encoded ones to its spool.
class tst_ChunkSpool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void writesToItsPlace();
    void countsWhatIsInPlace();
    void tellsWhyNot();
    void zeros();
    void keepsAndReplays_data();
    void keepsAndReplays();
    void notesNowAndThen();
    void nothingWithoutSpools();
    void keepsALockedChunk();

private:
    void openSink();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<storage::PartialDownload> m_partial;
    std::shared_ptr<Sink> m_sink;
    support::BuiltObject m_object;
    blte::Workspace m_workspace;
};

void tst_ChunkSpool::init()
{
    m_sink.reset();
    m_partial.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_object = support::buildObject(support::payload(support::noise(1), 1000), 500, {});
    openSink();
    QVERIFY(m_partial->begin(recordFor(m_object.table, {}, {}, false)).has_value());
}

void tst_ChunkSpool::openSink()
{
    m_sink.reset();
    m_partial.reset();
    auto found = storage::openPartial(m_folder->path(), m_folder->filePath(QStringLiteral("file")));
    QVERIFY(found.has_value());
    m_partial = std::move(found->partial);
    m_sink = std::make_shared<PartFileSink>(m_partial);
}

void tst_ChunkSpool::writesToItsPlace()
{
    const auto noting = std::make_shared<NotingSink>();
    const std::shared_ptr<Sink> sink = noting;
    ChunkOutput output(sink);
    const support::ByteVector all = support::payload(support::noise(2), 60);
    for (std::size_t cut = 0; cut <= all.size(); ++cut) {
        noting->written.clear();
        output.begin(100);
        QVERIFY(output.write(std::span(all).first(cut)));
        QVERIFY(output.write(std::span(all).subspan(cut)));
        QCOMPARE(output.written(), quint64(60));
        QCOMPARE(output.crc(), storage::crc32(all));
        QCOMPARE(noting->written[0].first, quint64(100));
        QCOMPARE(noting->written[1].first, quint64(100 + cut));
    }
}

void tst_ChunkSpool::countsWhatIsInPlace()
{
    const auto noting = std::make_shared<NotingSink>();
    const std::shared_ptr<Sink> sink = noting;
    ChunkOutput output(sink);
    const support::ByteVector all = support::payload(support::noise(3), 60);
    output.begin(0);
    output.setBytes(ChunkOutput::Bytes::InPlace);
    QVERIFY(output.write(std::span(all).first(40)));
    output.setBytes(ChunkOutput::Bytes::Wanted);
    QVERIFY(output.write(std::span(all).subspan(40)));
    QCOMPARE(output.crc(), storage::crc32(all));
    QCOMPARE(noting->written.size(), 1);
    QCOMPARE(noting->written[0].first, quint64(40));
    // The next chunk is written.
    output.setBytes(ChunkOutput::Bytes::InPlace);
    output.begin(60);
    QVERIFY(output.write(all));
    QCOMPARE(noting->written.size(), 2);
}

void tst_ChunkSpool::tellsWhyNot()
{
    const auto noting = std::make_shared<NotingSink>();
    const std::shared_ptr<Sink> sink = noting;
    noting->most = 50;
    ChunkOutput output(sink);
    output.begin(0);
    QVERIFY(!output.write(support::ByteVector(60)));
    QVERIFY(output.error().kind == core::ErrorKind::DiskFull);
    QCOMPARE(output.written(), quint64(0));
}

void tst_ChunkSpool::zeros()
{
    const auto noting = std::make_shared<NotingSink>();
    const std::shared_ptr<Sink> sink = noting;
    ChunkOutput output(sink);
    output.begin(20);
    QVERIFY(output.write(support::ByteVector(30, 7))); // what a wrong key gave
    QVERIFY(output.zero(50).has_value());
    QCOMPARE(noting->zeros, (QList<std::pair<quint64, quint64>>{{20, 50}}));
    QCOMPARE(output.written(), quint64(50));
    QCOMPARE(output.crc(), quint32(0));
}

void tst_ChunkSpool::keepsAndReplays_data()
{
    QTest::addColumn<char>("mode");
    QTest::addColumn<bool>("isInPlace");
    QTest::newRow("stored") << 'N' << true;
    QTest::newRow("packed") << 'Z' << false;
}

/// A later start reads what an earlier one kept; what is finished has no spool.
void tst_ChunkSpool::keepsAndReplays()
{
    QFETCH(char, mode);
    QFETCH(bool, isInPlace);
    support::ByteVector bytes(400 << 10, 'x');
    bytes[0] = static_cast<std::uint8_t>(mode);
    {
        ChunkSpool spool(m_sink);
        spool.begin(m_object.table, 0);
        QCOMPARE(*spool.beginReplay(), quint64(0));
        QVERIFY(spool.append(bytes).has_value());
        // Of a stored chunk all but the mode byte is where it belongs.
        QVERIFY(m_sink->write(0, std::span(bytes).subspan(1)).has_value());
        QVERIFY(spool.note().has_value());
        QVERIFY(m_partial->checkpoint().has_value());
    }
    openSink();
    ChunkSpool spool(m_sink);
    spool.begin(m_object.table, 0);
    const auto length = spool.beginReplay();
    QVERIFY(length && *length == bytes.size());
    QCOMPARE(spool.isInPlace(), isInPlace);
    support::ByteVector again(bytes.size());
    std::size_t got = 0;
    while (got < again.size()) {
        const auto read = spool.read(got, std::span(again).subspan(got));
        QVERIFY(read && *read > 0);
        got += static_cast<std::size_t>(*read);
    }
    QVERIFY(again == bytes);
    spool.endReplay();
    QVERIFY(spool.end(ChunkSpool::After::Drop).has_value());
    QVERIFY(!m_sink->hasSpool(0));
}

void tst_ChunkSpool::notesNowAndThen()
{
    ChunkSpool spool(m_sink);
    spool.begin(m_object.table, 0);
    const support::ByteVector bytes(100 << 10, 'Z');
    QVERIFY(spool.append(bytes).has_value());
    QVERIFY(spool.note().has_value());
    QVERIFY(!m_sink->hasSpool(0)); // so little is not worth it
    QVERIFY(spool.append(bytes).has_value());
    QVERIFY(spool.append(bytes).has_value());
    QVERIFY(spool.note().has_value());
    QVERIFY(m_sink->hasSpool(0));
    QVERIFY(spool.drop().has_value());
    QVERIFY(!m_sink->hasSpool(0));
}

void tst_ChunkSpool::nothingWithoutSpools()
{
    const std::shared_ptr<Sink> sink = std::make_shared<MemorySink>(1 << 20);
    ChunkSpool spool(sink);
    blte::Limits streaming;
    streaming.wholeEncoded = 1;
    blte::ChunkDecoder decoder(m_workspace, nullptr, streaming);
    ChunkOutput output(sink);
    decoder.begin(m_object.table, 0, output);
    spool.begin(m_object.table, 0);
    QCOMPARE(*spool.beginReplay(), quint64(0));
    QVERIFY(!spool.wants(decoder));
    QVERIFY(spool.keep(support::ByteVector(10)).has_value());
    QVERIFY(spool.end(ChunkSpool::After::Drop).has_value());
    // Where there are some, a chunk that streams is worth it, and one that is decoded whole is not.
    ChunkSpool other(m_sink);
    other.begin(m_object.table, 0);
    QVERIFY(other.wants(decoder));
    blte::ChunkDecoder whole(m_workspace, nullptr);
    whole.begin(m_object.table, 0, output);
    QVERIFY(!other.wants(whole));
}

void tst_ChunkSpool::keepsALockedChunk()
{
    ChunkSpool spool(m_sink);
    const support::ByteVector bytes(10, 'E');
    spool.begin(m_object.table, 0);
    QVERIFY(spool.keep(bytes).has_value());
    QVERIFY(spool.end(ChunkSpool::After::Keep).has_value());
    QVERIFY(m_sink->hasSpool(0));
    // Read back it is not kept once more.
    spool.begin(m_object.table, 0);
    QCOMPARE(*spool.beginReplay(), quint64(10));
    QVERIFY(spool.keep(bytes).has_value());
    spool.endReplay();
    QVERIFY(spool.end(ChunkSpool::After::Keep).has_value());
    spool.begin(m_object.table, 0);
    QCOMPARE(*spool.beginReplay(), quint64(10));
}

SLUICE_TEST(tst_ChunkSpool)
#include "tst_chunkspool.moc"
