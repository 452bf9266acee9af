#include "partialfixture.h"

#include "core/storage/journalsnapshot.h"
#include "core/storage/partpaths.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using core::ErrorKind;
using storage::ChunkNote;
using storage::Note;
using storage::ResumeRecord;
using storage::SpoolNote;
using namespace fixture;

namespace {

const std::vector<Note> kNotes{ChunkNote{1, 0xdeadbeef, 1000, 1000, false},
                               SpoolNote{3, 0x12345678, 1ULL << 40}, ChunkNote{7, 5, 7000, 1000, true},
                               SpoolNote{3, 9, 77}, SpoolNote{6, 11, 78, 1ULL << 41}};
const storage::RestNote kRest{{1ULL << 60, 77, 1ULL << 63}};

ResumeRecord fullRecord()
{
    ResumeRecord record = recordOf();
    record.source.mirrors.append(QUrl(QStringLiteral("https://other:8443/x%20y?z=1")));
    record.source.encodingKey = blte::EncodingKey{{1, 2, 3}};
    record.source.slice = core::ByteRange{5, 5004};
    record.finished.setBit(2);
    record.locked.setBit(5);
    record.networkBytes = 1ULL << 50;
    record.partSize = 8000;
    record.part = {1ULL << 59, -5, 1ULL << 63};
    record.isRaw = true;
    record.proofs = {ChunkNote{2, 17, 2000, 1000, false}};
    return record;
}

QByteArray fullLog()
{
    QByteArray bytes = storage::snapshotBytes(fullRecord());
    const storage::Seal seal = storage::noteSeal(bytes);
    for (const Note &note : kNotes)
        bytes.append(storage::noteBytes(note, seal));
    return bytes;
}

/// How many of the notes were read, when these are the first ones and nothing else; -1 otherwise.
int trueNotes(const storage::JournalContent &content)
{
    std::size_t chunk = 0;
    std::size_t spool = 0;
    for (const Note &note : kNotes) {
        if (const auto *c = std::get_if<ChunkNote>(&note)) {
            if (chunk == content.chunks.size())
                break;
            if (content.chunks[chunk++] != *c)
                return -1;
        } else {
            if (spool == content.spools.size())
                break;
            if (content.spools[spool++] != std::get<SpoolNote>(note))
                return -1;
        }
    }
    const bool all = chunk == content.chunks.size() && spool == content.spools.size();
    return all ? int(chunk + spool) : -1;
}

} // namespace

class tst_ResumeRecord : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void cutAtEveryPosition();
    void everyBitFlipped();
    void hostileSizes();
    void notesOfAnotherSnapshot();
    void rest();
    void whoseItIs_data();
    void whoseItIs();
    void earlierVersions_data();
    void earlierVersions();
};

void tst_ResumeRecord::roundTrip_data()
{
    QTest::addColumn<int>("chunks");
    for (const int chunks : {0, 1, 7, 8, 9, 63, 64, 65, 100'000})
        QTest::addRow("%d chunks", chunks) << chunks;
}

void tst_ResumeRecord::roundTrip()
{
    QFETCH(int, chunks);
    ResumeRecord record = fullRecord();
    record.finished = QBitArray(chunks);
    record.locked = QBitArray(chunks);
    for (int i = 0; i < chunks; i += 3)
        record.finished.setBit(i);
    for (int i = 1; i < chunks; i += 5)
        record.locked.setBit(i);
    const auto content = storage::parseJournal(storage::snapshotBytes(record));
    QVERIFY_OK(content);
    QVERIFY(content->record == record);
    QVERIFY(content->chunks.empty() && content->spools.empty());
}

void tst_ResumeRecord::cutAtEveryPosition()
{
    const QByteArray whole = fullLog();
    const qsizetype snapshot = storage::snapshotBytes(fullRecord()).size();
    int most = 0;
    for (qsizetype size = 0; size <= whole.size(); ++size) {
        const auto content = storage::parseJournal(whole.left(size));
        QCOMPARE(content.has_value(), size >= snapshot);
        if (!content) {
            QCOMPARE(core::name(content.error().kind), core::name(ErrorKind::RecordUnreadable));
            continue;
        }
        QVERIFY(content->record == fullRecord());
        QVERIFY(trueNotes(*content) >= most);
        most = trueNotes(*content);
    }
    QCOMPARE(most, int(kNotes.size()));
}

void tst_ResumeRecord::everyBitFlipped()
{
    const QByteArray whole = fullLog();
    const qsizetype snapshot = storage::snapshotBytes(fullRecord()).size();
    for (qsizetype bit = 0; bit < whole.size() * 8; ++bit) {
        QByteArray bytes = whole;
        bytes[bit / 8] = char(bytes[bit / 8] ^ (1 << (bit % 8)));
        const auto content = storage::parseJournal(bytes);
        QCOMPARE(content.has_value(), bit / 8 >= snapshot);
        if (!content)
            continue;
        QVERIFY(content->record == fullRecord());
        QVERIFY(trueNotes(*content) >= 0 && trueNotes(*content) < int(kNotes.size()));
    }
}

/// Sizes that lie, under a CRC that is right: nothing is allocated for them.
void tst_ResumeRecord::hostileSizes()
{
    const QByteArray good = storage::snapshotBytes(fullRecord());
    for (qsizetype at = 16; at + 4 <= good.size(); ++at) {
        QByteArray bytes = good;
        bytes.replace(at, 4, QByteArray::fromHex("ffffff7f"));
        const quint32 crc = storage::crc32(view(bytes.mid(16)), storage::crc32(view(bytes.mid(4, 8))));
        for (int i = 0; i < 4; ++i)
            bytes[12 + i] = char((crc >> (8 * i)) & 0xff);
        const auto content = storage::parseJournal(bytes);
        if (content)
            QCOMPARE(content->record.finished.size(), content->record.locked.size());
        else
            QCOMPARE(core::name(content.error().kind), core::name(ErrorKind::RecordUnreadable));
    }
}

void tst_ResumeRecord::notesOfAnotherSnapshot()
{
    const QByteArray other = storage::snapshotBytes(recordOf());
    const auto content =
        storage::parseJournal(other + fullLog().mid(storage::snapshotBytes(fullRecord()).size()));
    QVERIFY_OK(content);
    QVERIFY(content->chunks.empty());
}

/// It says how the part file was left, as long as nothing was noted after it.
void tst_ResumeRecord::rest()
{
    const QByteArray snapshot = storage::snapshotBytes(fullRecord());
    const storage::Seal seal = storage::noteSeal(snapshot);
    const auto bytesOf = [&](const Note &note) {
        const storage::NoteBytes bytes = storage::noteBytes(note, seal);
        return QByteArray(bytes.constData(), bytes.size());
    };
    QVERIFY(storage::parseJournal(fullLog() + bytesOf(kRest))->rest == kRest);
    QVERIFY(!storage::parseJournal(fullLog())->rest);
    QVERIFY(!storage::parseJournal(snapshot + bytesOf(kRest) + bytesOf(kNotes[0]))->rest);
    const auto torn = storage::parseJournal(fullLog() + bytesOf(kRest).chopped(1));
    QVERIFY(torn && !torn->rest);
}

void tst_ResumeRecord::whoseItIs_data()
{
    QTest::addColumn<QString>("forgery");
    QTest::addColumn<bool>("isOurs");
    QTest::addColumn<int>("notes");
    QTest::newRow("ours") << QString() << true << int(kNotes.size());
    QTest::newRow("another user's") << QStringLiteral("user") << false << 0;
    QTest::newRow("one bit more, its CRC mended") << QStringLiteral("bit") << false << 0;
    QTest::newRow("the seal of another record") << QStringLiteral("seal") << false << 0;
    QTest::newRow("no seal") << QStringLiteral("zeros") << false << 0;
    QTest::newRow("ours, notes under another secret") << QStringLiteral("notes") << true << 0;
}

void tst_ResumeRecord::whoseItIs()
{
    QFETCH(QString, forgery);
    QFETCH(bool, isOurs);
    QFETCH(int, notes);
    const storage::Seal other("another user's secret");
    QByteArray snapshot = forgery == u"user" ? storage::snapshotBytes(fullRecord(), other)
                                             : storage::snapshotBytes(fullRecord());
    const qsizetype seal = snapshot.size() - storage::Seal::kSize;
    const qsizetype size = 16 + 4 + core::toLine(fullRecord().source).toUtf8().size(); // of the header
    if (forgery == u"bit")
        snapshot[size] = char(snapshot[size] ^ 1);
    else if (forgery == u"seal")
        snapshot.replace(seal, storage::Seal::kSize,
                         storage::snapshotBytes(recordOf()).right(storage::Seal::kSize));
    else if (forgery == u"zeros")
        snapshot.replace(seal, storage::Seal::kSize, QByteArray(storage::Seal::kSize, '\0'));
    const quint32 crc = storage::crc32(view(snapshot.mid(16)), storage::crc32(view(snapshot.mid(4, 8))));
    for (int i = 0; i < 4; ++i)
        snapshot[12 + i] = char((crc >> (8 * i)) & 0xff);
    const bool knowsSecret = forgery.isEmpty();
    const storage::Seal noteSeal =
        knowsSecret ? storage::noteSeal(snapshot) : storage::noteSeal(snapshot, other);
    for (const Note &note : kNotes)
        snapshot.append(storage::noteBytes(note, noteSeal));
    const auto content = storage::parseJournal(snapshot);
    QVERIFY_OK(content);
    QCOMPARE(content->isOurs, isOurs);
    QCOMPARE(trueNotes(*content), notes);
}

void tst_ResumeRecord::earlierVersions_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("1") << 1;
    QTest::newRow("2") << 2;
    QTest::newRow("3") << 3;
}

/// They sealed nothing: what they say is read, and is nobody's.
void tst_ResumeRecord::earlierVersions()
{
    QFETCH(int, version);
    const ResumeRecord record = fullRecord();
    QByteArray payload;
    QDataStream out(&payload, QIODevice::WriteOnly);
    out.setByteOrder(QDataStream::LittleEndian);
    const QByteArray line = core::toLine(record.source).toUtf8();
    out << quint32(line.size());
    out.writeRawData(line.constData(), int(line.size()));
    out << record.headerSize << record.encodedSize << record.decodedSize << record.networkBytes
        << record.partSize;
    out.writeRawData(reinterpret_cast<const char *>(record.tableDigest.data()), 16);
    out << quint32(kChunks);
    out.writeRawData(record.finished.bits(), 1);
    out.writeRawData(record.locked.bits(), 1);
    if (version > 1)
        out << qint64(77) << quint32(1) << quint32(2) << quint32(17) << quint64(2000) << quint64(1000);
    if (version > 2)
        out << quint32(1) << quint64(5) << quint32(6); // a key
    QByteArray head;
    QDataStream front(&head, QIODevice::WriteOnly);
    front.setByteOrder(QDataStream::LittleEndian);
    front << quint32(version) << quint32(payload.size());
    const quint32 crc = storage::crc32(view(payload), storage::crc32(view(head)));
    QByteArray note;
    QDataStream behind(&note, QIODevice::WriteOnly);
    behind.setByteOrder(QDataStream::LittleEndian);
    behind << quint8('C') << quint32(1) << quint32(0xdeadbeef) << quint64(1000) << quint64(1000) << quint8(0);
    behind << storage::crc32(view(note), crc);
    front << crc;
    const auto content = storage::parseJournal("SLUR" + head + payload + note);
    QVERIFY_OK(content);
    QVERIFY(!content->isOurs);
    QVERIFY(content->record.source == record.source);
    QCOMPARE(bitsOf(content->record.finished), bitsOf(record.finished));
    QCOMPARE(content->chunks, (std::vector<ChunkNote>{std::get<ChunkNote>(kNotes[0])}));
    QCOMPARE(content->record.part.modified, qint64(version > 1 ? 77 : 0));
}

SLUICE_TEST(tst_ResumeRecord)
#include "tst_resumerecord.moc"
