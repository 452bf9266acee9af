#include "partialfixture.h"

#include "core/storage/partfile.h"

#include <QTemporaryDir>

using core::ErrorKind;
using storage::ChunkNote;
using storage::Note;
using storage::ResumeLog;
using storage::ResumeRecord;
using storage::SpoolNote;
using namespace fixture;

namespace {

const std::vector<Note> kNotes{ChunkNote{1, 0xdeadbeef, 1000, 1000, false},
                               SpoolNote{3, 0x12345678, 1ULL << 40}, ChunkNote{7, 5, 7000, 1000, true},
                               SpoolNote{3, 9, 77}, SpoolNote{6, 11, 78, 1ULL << 41}};

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
    return record;
}

QByteArray fullLog()
{
    QByteArray bytes = storage::snapshotBytes(fullRecord());
    const quint32 seed = storage::seedOf(bytes);
    for (const Note &note : kNotes)
        bytes.append(storage::noteBytes(note, seed));
    return bytes;
}

/// How many of the notes were read, when these are the first ones and nothing else; -1 otherwise.
int trueNotes(const ResumeLog::Content &content)
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
    void logOnDisk();
    void noteNeedsASnapshot();
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
    const auto content = storage::parseResumeLog(storage::snapshotBytes(record));
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
        const auto content = storage::parseResumeLog(whole.left(size));
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
        const auto content = storage::parseResumeLog(bytes);
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
        const auto content = storage::parseResumeLog(bytes);
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
        storage::parseResumeLog(other + fullLog().mid(storage::snapshotBytes(fullRecord()).size()));
    QVERIFY_OK(content);
    QVERIFY(content->chunks.empty());
}

void tst_ResumeRecord::logOnDisk()
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("x.resume"));
    ResumeLog log(path);
    QVERIFY_OK(log.load());
    QVERIFY(!log.load()->has_value());
    QVERIFY_OK(log.replace(fullRecord(), {SpoolNote{3, 9, 77}}));
    QVERIFY_OK(log.note(kNotes[0]));
    auto content = log.load();
    QVERIFY_OK(content);
    QVERIFY((*content)->record == fullRecord());
    QCOMPARE((*content)->spools.size(), std::size_t(1));
    QCOMPARE((*content)->chunks.size(), std::size_t(1));
    QVERIFY_OK(log.replace(recordOf(), {}));
    content = log.load();
    QVERIFY((*content)->record == recordOf());
    QVERIFY((*content)->chunks.empty());
    QCOMPARE(filesIn(dir.path()), QStringList{QStringLiteral("x.resume")});
    QVERIFY(putContents(path, QByteArray(100, 'x')));
    QVERIFY_FAILS(log.load(), ErrorKind::RecordUnreadable);
    QVERIFY_OK(log.setAside());
    QCOMPARE(filesIn(dir.path()), QStringList{QStringLiteral("x.resume.bad")});
    QVERIFY_OK(log.remove());
}

void tst_ResumeRecord::noteNeedsASnapshot()
{
    const QTemporaryDir dir;
    ResumeLog log(dir.filePath(QStringLiteral("x.resume")));
    QVERIFY(!log.isWritable());
    QVERIFY_FAILS(log.note(kNotes[0]), ErrorKind::Internal);
}

QTEST_GUILESS_MAIN(tst_ResumeRecord)
#include "tst_resumerecord.moc"
