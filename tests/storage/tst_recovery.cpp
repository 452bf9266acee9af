#include "partialfixture.h"

#include "core/storage/finished.h"
#include "core/storage/partpaths.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using core::ErrorKind;
using storage::PartialDownload;
using namespace fixture;

/// What is believed of files that an interrupted download left.
class tst_Recovery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void goesOnAfterKill();
    void doubtfulLeftovers_data();
    void doubtfulLeftovers();
    void damagedNotedBytesAreFetchedAgain();
    void aPartFileThatSomeoneWroteInto_data();
    void aPartFileThatSomeoneWroteInto();
    void closedInOrderAndChanged_data();
    void closedInOrderAndChanged();
    void aRecordOfSomebodyElse();
    void moreChunksThanProofs();
    void forgotten();
    void aPartFileThatWentAway();
    void endedBetweenRenameAndTidying();
    void lockedChunks();
    void brokenLockedChunk();
    void spoolsSurvive();
    void damagedSpoolIsCut();
    void storedBytesAreBelievedAsFarAsTheyAreThere();

private:
    QString folder() const { return m_dir->filePath(QStringLiteral("sub")); }
    QString target() const { return folder() + QStringLiteral("/file.bin"); }
    storage::FoundPartial open();
    storage::FoundPartial openBegun();

    std::unique_ptr<QTemporaryDir> m_dir;
};

void tst_Recovery::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

storage::FoundPartial tst_Recovery::open()
{
    auto found = storage::openPartial(m_dir->path(), target());
    if (found)
        return std::move(*found);
    qWarning("%s", problemOf(found).constData());
    return {};
}

storage::FoundPartial tst_Recovery::openBegun()
{
    auto found = open();
    if (found.partial && !found.partial->begin(recordOf()))
        found.partial.reset();
    return found;
}

void tst_Recovery::goesOnAfterKill()
{
    auto found = openBegun();
    QVERIFY_OK(finish(*found.partial, 2));
    found.partial->journal().addNetworkBytes(99);
    QVERIFY_OK(found.partial->checkpoint());
    QVERIFY_OK(finish(*found.partial, 5));
    found.partial.reset();

    found = open();
    QVERIFY(found.record);
    QCOMPARE(bitsOf(found.record->finished), QStringLiteral("00100100"));
    QCOMPARE(found.record->source, recordOf().source);
    QCOMPARE(found.record->networkBytes, quint64(99));
    QVERIFY_OK(finish(*found.partial, 6)); // without begin(): the table is the same
    found.partial.reset();
    QCOMPARE(bitsOf(open().record->finished), QStringLiteral("00100110"));
}

void tst_Recovery::doubtfulLeftovers_data()
{
    QTest::addColumn<QString>("damage");
    QTest::addColumn<bool>("setAside");
    QTest::newRow("part file gone") << QStringLiteral("part-gone") << false;
    QTest::newRow("part file cut") << QStringLiteral("part-cut") << false;
    QTest::newRow("record damaged") << QStringLiteral("record-damaged") << true;
    QTest::newRow("record empty") << QStringLiteral("record-empty") << true;
    QTest::newRow("record of a newer version") << QStringLiteral("record-newer") << true;
}

void tst_Recovery::doubtfulLeftovers()
{
    QFETCH(QString, damage);
    QFETCH(bool, setAside);
    auto found = openBegun();
    QVERIFY_OK(finish(*found.partial, 0));
    QVERIFY_OK(found.partial->openSpool(3));
    QVERIFY_OK(found.partial->checkpoint());
    found.partial.reset();
    const QString part = storage::partPath(target());
    const QString record = storage::recordPath(target());
    QByteArray bytes = contentsOf(record);
    if (damage == u"part-gone")
        QVERIFY(QFile::remove(part));
    else if (damage == u"part-cut")
        QVERIFY(QFile::resize(part, 7999));
    else if (damage == u"record-damaged")
        QVERIFY(putContents(record, bytes.replace(40, 1, "#")));
    else if (damage == u"record-newer")
        QVERIFY(putContents(record, bytes.replace(4, 1, "\x05")));
    else
        QVERIFY(putContents(record, {}));

    found = open();
    QVERIFY(found.partial);
    QVERIFY(!found.record);
    QVERIFY(found.spools.empty());
    QCOMPARE(QFileInfo(part).size(), 0);
    QCOMPARE(QFileInfo::exists(record + QStringLiteral(".bad")), setAside);
    QVERIFY(!QFileInfo::exists(storage::spoolPath(target(), 3)));
    QVERIFY_OK(found.partial->begin(recordOf()));
    for (quint32 chunk = 0; chunk < kChunks; ++chunk)
        QVERIFY_OK(finish(*found.partial, chunk));
    QVERIFY_OK(commit(found.partial));
    QCOMPARE(filesIn(folder()), QStringList{QStringLiteral("file.bin")});
}

void tst_Recovery::damagedNotedBytesAreFetchedAgain()
{
    auto found = openBegun();
    QVERIFY_OK(finish(*found.partial, 1));
    QVERIFY_OK(found.partial->checkpoint());
    QVERIFY_OK(finish(*found.partial, 2));
    QVERIFY_OK(finish(*found.partial, 3));
    QVERIFY_OK(found.partial->part().write(2 * kChunkSize + 500, view("x")));
    found.partial.reset();
    QCOMPARE(bitsOf(open().record->finished), QStringLiteral("01010000"));
}

void tst_Recovery::aPartFileThatSomeoneWroteInto_data()
{
    QTest::addColumn<bool>("isChanged");
    QTest::addColumn<int>("hours"); // from now on, for the part file's time
    QTest::newRow("changed later") << true << 1;
    QTest::newRow("replaced by an older one") << true << -1;
    QTest::newRow("only looked at") << false << 1;
}

/// The record's own bits are held against the bytes, too, when the part file has another time.
void tst_Recovery::aPartFileThatSomeoneWroteInto()
{
    QFETCH(bool, isChanged);
    QFETCH(int, hours);
    auto found = openBegun();
    for (const quint32 chunk : {0u, 1u, 2u})
        QVERIFY_OK(finish(*found.partial, chunk));
    QVERIFY_OK(found.partial->checkpoint());
    found.partial.reset();
    QFile part(storage::partPath(target()));
    QVERIFY(part.open(QIODevice::ReadWrite));
    QVERIFY(part.seek(qint64(kChunkSize) + 10));
    if (isChanged)
        QCOMPARE(part.write("#"), 1);
    QVERIFY(part.flush());
    QVERIFY(part.setFileTime(QDateTime::currentDateTime().addSecs(hours * 3600),
                             QFileDevice::FileModificationTime));
    part.close();
    QCOMPARE(bitsOf(open().record->finished),
             isChanged ? QStringLiteral("10100000") : QStringLiteral("11100000"));
}

void tst_Recovery::closedInOrderAndChanged_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("expected");
    QTest::newRow("not at all") << QString() << QStringLiteral("11100000");
    QTest::newRow("at once") << QStringLiteral("write") << QStringLiteral("10100000");
    QTest::newRow("its time set back") << QStringLiteral("time") << QStringLiteral("10100000");
    QTest::newRow("replaced by a copy, its time kept")
        << QStringLiteral("copy") << QStringLiteral("10100000");
    QTest::newRow("looked at and touched") << QStringLiteral("touch") << QStringLiteral("11100000");
}

/// What it was known by when it was closed is noted: no moment is left at which a change is taken for ours.
void tst_Recovery::closedInOrderAndChanged()
{
    QFETCH(QString, change);
    QFETCH(QString, expected);
    auto found = openBegun();
    for (const quint32 chunk : {0u, 1u, 2u})
        QVERIFY_OK(finish(*found.partial, chunk));
    QVERIFY_OK(found.partial->checkpoint());
    found.partial->close();
    const QString path = storage::partPath(target());
    const QDateTime time = QFileInfo(path).lastModified();
    if (change == u"copy") {
        QVERIFY(QFile::rename(path, path + u'~') && QFile::copy(path + u'~', path));
        QVERIFY(QFile::remove(path + u'~'));
    }
    QFile part(path);
    QVERIFY(part.open(QIODevice::ReadWrite));
    if (!change.isEmpty() && change != u"touch")
        QVERIFY(part.seek(qint64(kChunkSize) + 10) && part.write("#") == 1 && part.flush());
    if (change == u"time" || change == u"copy")
        QVERIFY(part.setFileTime(time, QFileDevice::FileModificationTime));
    else if (change == u"touch")
        QVERIFY(part.setFileTime(time.addSecs(1), QFileDevice::FileModificationTime));
    part.close();
    found = open();
    QCOMPARE(bitsOf(found.record->finished), expected);
    QCOMPARE(found.doubt.kind == ErrorKind::PartFileChanged, expected != u"11100000");
    QCOMPARE(found.doubtful.count(true), 0);
}

/// Its bytes may be right: whoever knows digests may prove them, and until then the record stays as it is.
void tst_Recovery::aRecordOfSomebodyElse()
{
    auto found = openBegun();
    for (const quint32 chunk : {0u, 1u, 2u})
        QVERIFY_OK(finish(*found.partial, chunk));
    QVERIFY_OK(found.partial->journal().chunkFinished(lockedNoteOf(4)));
    auto spool = found.partial->openSpool(6);
    QVERIFY_OK((*spool)->append(view("abc")));
    QVERIFY_OK(found.partial->spoolGrown(6, **spool));
    QVERIFY_OK(found.partial->checkpoint());
    spool = {};
    QVERIFY_OK(found.partial->part().write(kChunkSize, view("#"))); // chunk 1 is damaged
    found.partial->close();
    found.partial.reset();
    const QByteArray theirs = contentsOf(storage::recordPath(target()));
    const QTemporaryDir other; // as if it were another user's, or another machine
    const QByteArray before = qgetenv("XDG_DATA_HOME");
    qputenv("XDG_DATA_HOME", other.path().toLocal8Bit());
    for (int i = 0; i < 2; ++i) {
        found = open();
        QVERIFY(found.record);
        QCOMPARE(found.doubt.kind, ErrorKind::RecordNotOurs);
        QCOMPARE(bitsOf(found.record->finished), QStringLiteral("00000000"));
        QCOMPARE(bitsOf(found.record->locked), QStringLiteral("00000000"));
        QCOMPARE(bitsOf(found.doubtful), QStringLiteral("10100000"));
        QVERIFY(found.spools.empty());
        found.partial->close();
        found.partial.reset();
        QCOMPARE(contentsOf(storage::recordPath(target())), theirs);
    }
    found = open();
    QVERIFY_OK(found.partial->journal().chunkFinished(noteOf(2))); // proven
    QVERIFY_OK(found.partial->checkpoint());
    found.partial.reset();
    found = open();
    QCOMPARE(found.doubt.kind, ErrorKind::None);
    QCOMPARE(bitsOf(found.record->finished), QStringLiteral("00100000"));
    if (before.isNull())
        qunsetenv("XDG_DATA_HOME");
    else
        qputenv("XDG_DATA_HOME", before);
}

/// Of so many chunks no proofs are kept: none of them is believed when somebody was at the part file.
void tst_Recovery::moreChunksThanProofs()
{
    constexpr quint32 kMany = storage::kMostProofs + 1;
    auto found = open();
    storage::ResumeRecord record = recordOf(kMany);
    record.decodedSize = kMany;
    QVERIFY_OK(found.partial->begin(record));
    QVERIFY_OK(found.partial->part().write(0, view(QByteArray(kMany, 'x'))));
    const quint32 crc = storage::crc32(view("x"));
    for (const quint32 chunk : {0u, 1u, kMany - 1})
        QVERIFY_OK(found.partial->journal().chunkFinished({chunk, crc, chunk, 1, false}));
    QVERIFY_OK(found.partial->checkpoint());
    found.partial->close();
    found.partial.reset();
    found = open();
    QCOMPARE(found.record->finished.count(true), 3);
    QCOMPARE(found.doubtful.count(true), 0);
    found.partial->close();
    found.partial.reset();
    QFile part(storage::partPath(target()));
    QVERIFY(part.open(QIODevice::ReadWrite) && part.write("#") == 1);
    part.close();
    found = open();
    QCOMPARE(found.doubt.kind, ErrorKind::PartFileChanged);
    QCOMPARE(found.record->finished.count(true), 0);
    QCOMPARE(found.doubtful.count(true), 3);
}

void tst_Recovery::forgotten()
{
    auto found = openBegun();
    QVERIFY_OK(finish(*found.partial, 0));
    auto spool = found.partial->openSpool(3);
    QVERIFY_OK((*spool)->append(view("abc")));
    QVERIFY_OK(found.partial->spoolGrown(3, **spool));
    QVERIFY_OK(found.partial->checkpoint());
    spool = {};
    found.partial->close();
    found = open();
    QVERIFY_OK(found.partial->forget());
    const QStringList left = filesIn(folder());
    QCOMPARE(left.size(), 1); // the part file, by whatever name it has without a record
    QCOMPARE(QFileInfo(folder() + u'/' + left.first()).size(), 0);
    QVERIFY_OK(found.partial->begin(recordOf())); // even of the same table nothing is left
    QCOMPARE(bitsOf(found.partial->record().finished), QStringLiteral("00000000"));
    QCOMPARE((*found.partial->openSpool(3))->length(), quint64(0));
}

void tst_Recovery::aPartFileThatWentAway()
{
    auto found = openBegun();
    QVERIFY_OK(finish(*found.partial, 0));
    QVERIFY_OK(found.partial->checkpoint());
    QVERIFY(QFile::rename(storage::partPath(target()), m_dir->filePath(QStringLiteral("elsewhere"))));
    QVERIFY_OK(finish(*found.partial, 1));
    QVERIFY_FAILS(found.partial->checkpoint(), ErrorKind::PartFileChanged);
    QVERIFY(putContents(storage::partPath(target()), "somebody else's"));
    QVERIFY_FAILS(commit(found.partial), ErrorKind::PartFileChanged);
    QVERIFY(!QFileInfo::exists(target()));
}

void tst_Recovery::endedBetweenRenameAndTidying()
{
    auto found = openBegun();
    for (quint32 chunk = 0; chunk < kChunks; ++chunk)
        QVERIFY_OK(finish(*found.partial, chunk));
    const QByteArray record = contentsOf(storage::recordPath(target()));
    QVERIFY_OK(found.partial->prepareCommit());
    QVERIFY_OK(found.partial->syncPart());
    QVERIFY_OK(found.partial->place(core::WhenExists::Refuse));
    QVERIFY(QFileInfo::exists(target()) && QFileInfo::exists(storage::recordPath(target())));
    QVERIFY_OK(commit(found.partial)); // goes on where it stopped
    QVERIFY(!QFileInfo::exists(storage::recordPath(target())));
    QVERIFY(!storage::recordOfFinished(target()));
    QVERIFY(putContents(storage::recordPath(target()), record));
    QVERIFY(storage::recordOfFinished(target()));
    QVERIFY(putContents(storage::partPath(target()), "x"));
    QVERIFY(!storage::recordOfFinished(target()));
    QVERIFY(QFile::remove(storage::partPath(target())));
    QByteArray other = wholeContent();
    other[5500] = '#';
    QVERIFY(putContents(target(), other));
    QVERIFY(!storage::recordOfFinished(target()));
    QVERIFY_OK(storage::removeRecord(target()));
    QCOMPARE(filesIn(folder()), QStringList{QStringLiteral("file.bin")});
}

void tst_Recovery::lockedChunks()
{
    auto found = openBegun();
    QVERIFY_OK(found.partial->journal().chunkFinished(lockedNoteOf(4)));
    QVERIFY_OK(found.partial->journal().chunkFinished(lockedNoteOf(7)));
    found.partial.reset();
    found = open();
    QCOMPARE(bitsOf(found.record->locked), QStringLiteral("00001001"));
    QCOMPARE(bitsOf(found.record->finished), QStringLiteral("00000000"));
    QVERIFY_OK(found.partial->checkpoint());
    QVERIFY_OK(finish(*found.partial, 4)); // the key came
    found.partial.reset();
    found = open();
    QCOMPARE(bitsOf(found.record->locked), QStringLiteral("00000001"));
    QCOMPARE(bitsOf(found.record->finished), QStringLiteral("00001000"));
}

void tst_Recovery::brokenLockedChunk()
{
    auto found = openBegun();
    QVERIFY_OK(found.partial->journal().chunkFinished(lockedNoteOf(4)));
    QVERIFY_OK(found.partial->part().write(4 * kChunkSize + 999, view("x")));
    found.partial.reset();
    QCOMPARE(bitsOf(open().record->locked), QStringLiteral("00000000"));
}

void tst_Recovery::spoolsSurvive()
{
    auto found = openBegun();
    auto spool = found.partial->openSpool(2);
    QVERIFY_OK(spool);
    QVERIFY_OK((*spool)->append(view("hello ")));
    QVERIFY_OK(found.partial->spoolGrown(2, **spool));
    QVERIFY_OK(found.partial->checkpoint());
    QVERIFY_OK((*spool)->append(view("world")));
    QVERIFY_OK(found.partial->spoolGrown(2, **spool));
    QVERIFY_OK((*spool)->append(view(" and more"))); // not noted
    spool = {};
    found.partial.reset();

    found = open();
    QCOMPARE(found.spools, (std::map<quint32, quint64>{{2, 11}}));
    QCOMPARE(contentsOf(storage::spoolPath(target(), 2)), QByteArray("hello world and more"));
    spool = found.partial->openSpool(2);
    QCOMPARE((*spool)->length(), quint64(11));
    QCOMPARE(contentsOf(storage::spoolPath(target(), 2)), QByteArray("hello world"));
    QVERIFY_OK(finish(*found.partial, 2));
    QVERIFY_OK(found.partial->spools().remove(2));
    QVERIFY(!QFileInfo::exists(storage::spoolPath(target(), 2)));
}

void tst_Recovery::damagedSpoolIsCut()
{
    auto found = openBegun();
    auto spool = found.partial->openSpool(2);
    for (int i = 0; i < 3; ++i) {
        QVERIFY_OK((*spool)->append(view("0123456789")));
        QVERIFY_OK(found.partial->spoolGrown(2, **spool));
    }
    spool = {};
    found.partial.reset();
    QVERIFY(putContents(storage::spoolPath(target(), 2), "01234567890123456789012345678#"));
    QCOMPARE(open().spools, (std::map<quint32, quint64>{{2, 20}}));
    QVERIFY(putContents(storage::spoolPath(target(), 2), "#"));
    QVERIFY(open().spools.empty());
    QVERIFY(!QFileInfo::exists(storage::spoolPath(target(), 2)));
}

void tst_Recovery::storedBytesAreBelievedAsFarAsTheyAreThere()
{
    auto found = openBegun();
    const quint64 offset = 2 * kChunkSize;
    {
        const auto spool = found.partial->openSpool(2, offset);
        QVERIFY_OK(spool);
        QVERIFY_OK((*spool)->append(view("N")));
        for (int i = 0; i < 3; ++i) {
            QVERIFY_OK(found.partial->part().write(offset + (*spool)->length() - 1, view("0123456789")));
            QVERIFY_OK((*spool)->append(view("0123456789")));
            QVERIFY_OK(found.partial->spoolGrown(2, **spool));
        }
    }
    found.partial.reset();
    QVERIFY(!QFileInfo::exists(storage::spoolPath(target(), 2)));
    found = open();
    QCOMPARE(found.spools, (std::map<quint32, quint64>{{2, 31}}));
    QCOMPARE((*found.partial->openSpool(2))->storedAt(), std::optional(offset));
    QVERIFY_OK(found.partial->part().write(offset + 25, view("#")));
    found.partial.reset();
    QVERIFY(open().spools.empty()); // the checkpoint of the last open() kept but the longest
    found = open();
    const auto anew = found.partial->openSpool(2); // and now it turns out not to be stored
    QCOMPARE((*anew)->length(), quint64(0));
    QVERIFY(!(*anew)->storedAt());
    QVERIFY_OK((*anew)->append(view("Zip")));
    QVERIFY_OK(found.partial->spoolGrown(2, **anew));
    found.partial.reset();
    QCOMPARE(open().spools, (std::map<quint32, quint64>{{2, 3}}));
}

SLUICE_TEST(tst_Recovery)
#include "tst_recovery.moc"
