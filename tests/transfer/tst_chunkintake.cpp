#include "core/transfer/fetch/chunkintake.h"

#include "core/blte/digest.h"
#include "core/storage/partialopening.h"
#include "core/transfer/fetch/memorysink.h"
#include "core/transfer/fetch/partfilesink.h"
#include "core/transfer/routing/objectrecord.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/bytes.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

using namespace transfer;
using core::ErrorKind;
using Is = ChunkIntake::Is;
using support::toBytes;

namespace {

constexpr std::size_t kSize = 300;

support::ByteVector chunkPayload()
{
    return support::payload(support::repetitive(13), kSize);
}

/// Two chunks, of which the first is as the test wants it.
support::BuiltObject objectOf(const support::ChunkStyle &style)
{
    return support::buildObject({{chunkPayload(), style}, {chunkPayload(), {}}});
}

/// An intake over memory.
struct IntakeBed
{
    explicit IntakeBed(const support::BuiltObject &built, core::MissingKeys locked = core::MissingKeys::Fail)
        : object(built)
        , table(std::make_shared<const blte::ChunkTable>(built.table))
        , context{workspace, nullptr, {}, sink, counters, locked}
    {
        std::ignore = sink->begin({}, Sink::Snapshot::Now);
    }

    /// Encoded bytes of the first chunk.
    std::span<const std::uint8_t> encoded() const
    {
        return std::span<const std::uint8_t>(object.bytes)
            .subspan((*table)[0].encodedOffset, (*table)[0].encodedSize);
    }
    /// Gives them to the intake, which may take less at once.
    static ChunkIntake::Result give(ChunkIntake &intake, std::span<const std::uint8_t> bytes)
    {
        ChunkIntake::Result is = Is::Wants;
        while (is && *is == Is::Wants && !bytes.empty()) {
            const auto room = intake.prepare(bytes.size());
            std::copy_n(bytes.begin(), room.size(), room.begin());
            is = intake.commit(room.size());
            bytes = bytes.subspan(room.size());
        }
        return is;
    }

    support::BuiltObject object;
    std::shared_ptr<const blte::ChunkTable> table;
    blte::Workspace workspace;
    std::shared_ptr<MemorySink> sink = std::make_shared<MemorySink>(4 << 20);
    std::shared_ptr<Counters> counters = std::make_shared<Counters>();
    ChunkContext context;
};

} // namespace

/// One chunk: whatever way its bytes are cut, the same comes of it.
class tst_ChunkIntake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutAnywhere_data();
    void cutAnywhere();
    void damagedAnywhere();
    void plain();
    void unknownLength_data();
    void unknownLength();
    void empty();
    void forgets();
    void goesOnFromItsSpool_data();
    void goesOnFromItsSpool();
    void locked_data();
    void locked();
};

void tst_ChunkIntake::cutAnywhere_data()
{
    QTest::addColumn<support::ChunkStyle>("style");
    QTest::addColumn<bool>("streams");
    QTest::addColumn<char>("mode");
    QTest::newRow("N whole") << support::ChunkStyle{} << false << 'N';
    QTest::newRow("N streamed") << support::ChunkStyle{} << true << 'N';
    QTest::newRow("Z whole") << support::ChunkStyle{support::Encoding::Zlib} << false << 'Z';
    QTest::newRow("Z streamed") << support::ChunkStyle{support::Encoding::Zlib} << true << 'Z';
}

void tst_ChunkIntake::cutAnywhere()
{
    QFETCH(support::ChunkStyle, style);
    QFETCH(bool, streams);
    QFETCH(char, mode);
    const support::BuiltObject object = objectOf(style);
    const auto size = static_cast<std::size_t>(object.table[0].encodedSize);
    for (std::size_t cut = 0; cut <= size; ++cut) {
        IntakeBed bed(object);
        if (streams)
            bed.context.limits.wholeEncoded = 1;
        ChunkIntake intake(bed.context);
        QVERIFY(intake.begin(*bed.table, 0) == Is::Wants);
        auto is = bed.give(intake, bed.encoded().first(cut));
        QCOMPARE(intake.taken(), quint64(cut));
        QCOMPARE(bed.counters->encodedDone.load(), qint64(cut));
        if (cut < size) {
            QVERIFY(is && *is == Is::Wants);
            is = bed.give(intake, bed.encoded().subspan(cut));
        }
        QVERIFY(is && *is == (streams ? Is::Done : Is::Gathered));
        if (!streams) {
            QCOMPARE(toBytes(intake.gathered()), toBytes(bed.encoded()));
            is = intake.decode(blte::md5(intake.gathered()));
            QVERIFY(is && *is == Is::Done);
        }
        QCOMPARE(bed.counters->decodedDone.load(), 0);
        QVERIFY(intake.keep().has_value());
        QCOMPARE(bed.counters->decodedDone.load(), qint64(kSize));
        QCOMPARE(static_cast<char>(intake.mode()), mode);
        QVERIFY(!intake.locked());
        QCOMPARE(bed.sink->take().left(kSize), toBytes(chunkPayload()));
    }
}

/// Nothing of a chunk that is decoded whole is written before it was proven.
void tst_ChunkIntake::damagedAnywhere()
{
    const support::BuiltObject object = objectOf({});
    const auto size = static_cast<std::size_t>(object.table[0].encodedSize);
    for (std::size_t at = 0; at < size; ++at) {
        IntakeBed bed(object);
        bed.object.bytes[object.table[0].encodedOffset + at] ^= 1;
        ChunkIntake intake(bed.context);
        QVERIFY(intake.begin(*bed.table, 0) == Is::Wants);
        QVERIFY(bed.give(intake, bed.encoded()) == Is::Gathered);
        const auto is = intake.decode(blte::md5(intake.gathered()));
        QVERIFY(!is && is.error().kind == ErrorKind::ChunkDigestWrong);
        QVERIFY(intake.drop().has_value());
        QCOMPARE(bed.counters->encodedDone.load(), 0);
        QVERIFY(bed.sink->take().isEmpty());
    }
}

void tst_ChunkIntake::plain()
{
    const QByteArray file(1000, 'p');
    for (qsizetype cut = 0; cut <= file.size(); ++cut) {
        IntakeBed bed(objectOf({}));
        const auto table = blte::ChunkTable::plain(1000, 1000);
        ChunkIntake intake(bed.context);
        QVERIFY(intake.begin(table, 0) == Is::Wants);
        const std::span bytes(reinterpret_cast<const std::uint8_t *>(file.data()), 1000);
        const auto is = bed.give(intake, bytes.first(static_cast<std::size_t>(cut)));
        QVERIFY(is == (cut == file.size() ? Is::Done : Is::Wants));
        QVERIFY(cut == file.size() ||
                bed.give(intake, bytes.subspan(static_cast<std::size_t>(cut))) == Is::Done);
        QVERIFY(intake.keep().has_value());
        QCOMPARE(bed.sink->take(), file);
    }
}

void tst_ChunkIntake::unknownLength_data()
{
    QTest::addColumn<int>("said");
    QTest::addColumn<bool>("isRight");
    QTest::newRow("nothing was said") << -1 << true;
    QTest::newRow("as was said") << 700 << true;
    QTest::newRow("otherwise") << 701 << false;
}

void tst_ChunkIntake::unknownLength()
{
    QFETCH(int, said);
    QFETCH(bool, isRight);
    IntakeBed bed(objectOf({}));
    if (said >= 0)
        bed.context.decodedSize = said;
    const auto table = blte::ChunkTable::plain(blte::kUnknownSize, blte::kUnknownSize);
    ChunkIntake intake(bed.context);
    QVERIFY(intake.begin(table, 0) == Is::Wants);
    const support::ByteVector bytes(700, 'u');
    QVERIFY(bed.give(intake, bytes) == Is::Wants);
    QVERIFY(intake.finish() == Is::Done);
    const auto kept = intake.keep();
    QCOMPARE(kept.has_value(), isRight);
    if (!isRight)
        QVERIFY(kept.error().kind == ErrorKind::LengthContradicts);
    else
        QCOMPARE(bed.sink->take(), QByteArray(700, 'u'));
}

void tst_ChunkIntake::empty()
{
    IntakeBed bed(
        support::buildObject({{chunkPayload(), {}}, {{}, {}, support::ByteVector{}}, {chunkPayload(), {}}}));
    ChunkIntake intake(bed.context);
    QVERIFY(intake.begin(*bed.table, 1) == Is::Done);
    QCOMPARE(intake.mode(), std::uint8_t(0));
    QVERIFY(intake.keep().has_value());
    QCOMPARE(bed.counters->decodedDone.load(), 0);
}

/// The next chunk begins with nothing of the one before.
void tst_ChunkIntake::forgets()
{
    IntakeBed bed(objectOf({}));
    ChunkIntake intake(bed.context);
    QVERIFY(intake.begin(*bed.table, 0) == Is::Wants);
    QVERIFY(bed.give(intake, bed.encoded().first(20)) == Is::Wants);
    intake.leave();
    QCOMPARE(bed.counters->encodedDone.load(), 0);
    QVERIFY(intake.begin(*bed.table, 0) == Is::Wants);
    QCOMPARE(intake.taken(), quint64(0));
    QVERIFY(bed.give(intake, bed.encoded()) == Is::Gathered);
    QVERIFY(intake.decode(blte::md5(intake.gathered())) == Is::Done);
    QVERIFY(intake.keep().has_value());
    QCOMPARE(bed.sink->take().left(kSize), toBytes(chunkPayload()));
}

void tst_ChunkIntake::goesOnFromItsSpool_data()
{
    QTest::addColumn<support::ChunkStyle>("style");
    QTest::newRow("its own spool") << support::ChunkStyle{};
    QTest::newRow("a file") << support::ChunkStyle{support::Encoding::Zlib, 0};
}

/// What a spool was noted to have is not fetched again by a later start.
void tst_ChunkIntake::goesOnFromItsSpool()
{
    QFETCH(support::ChunkStyle, style);
    const auto payload = support::payload(support::noise(4), 700 << 10);
    const auto object = support::buildObject(payload, payload.size(), style);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("file"));
    const blte::ChunkTable &table = object.table;
    const auto encoded =
        std::span<const std::uint8_t>(object.bytes).subspan(table[0].encodedOffset, table[0].encodedSize);
    blte::Workspace workspace;
    const auto counters = std::make_shared<Counters>();
    ChunkContext context{workspace, nullptr, {}, nullptr, counters};
    context.limits.wholeEncoded = 1000;
    {
        auto found = storage::openPartial(folder.path(), path);
        QVERIFY(found && found->partial->begin(recordFor(table, {}, {}, false)).has_value());
        context.sink = std::make_shared<PartFileSink>(found->partial);
        ChunkIntake intake(context);
        QVERIFY(intake.begin(table, 0) == Is::Wants);
        QVERIFY(IntakeBed::give(intake, encoded.first(600 << 10)) == Is::Wants);
        QVERIFY(found->partial->checkpoint().has_value());
        context.sink.reset();
    }
    auto found = storage::openPartial(folder.path(), path);
    QVERIFY(found.has_value());
    context.sink = std::make_shared<PartFileSink>(found->partial);
    counters->encodedDone = 0;
    ChunkIntake intake(context);
    QVERIFY(intake.begin(table, 0) == Is::Wants);
    QVERIFY(intake.taken() >= (512u << 10));
    QCOMPARE(counters->encodedDone.load(), static_cast<qint64>(intake.taken()));
    QVERIFY(IntakeBed::give(intake, encoded.subspan(intake.taken())) == Is::Done);
    QVERIFY(intake.keep().has_value());
    support::ByteVector there(payload.size());
    QVERIFY(found->partial->part().read(0, there).has_value());
    QVERIFY(there == payload);
    QVERIFY(!context.sink->hasSpool(0));
}

void tst_ChunkIntake::locked_data()
{
    QTest::addColumn<core::MissingKeys>("policy");
    QTest::addColumn<bool>("streams");
    QTest::addColumn<bool>("isSpooled");
    QTest::newRow("zeros") << core::MissingKeys::ZeroFill << false << false;
    QTest::newRow("zeros, streamed") << core::MissingKeys::ZeroFill << true << false;
    QTest::newRow("kept") << core::MissingKeys::Keep << false << true;
    QTest::newRow("kept, streamed") << core::MissingKeys::Keep << true << true;
}

/// Its key is missing: its place stays, and perhaps its encoded bytes until the key is there.
void tst_ChunkIntake::locked()
{
    QFETCH(core::MissingKeys, policy);
    QFETCH(bool, streams);
    QFETCH(bool, isSpooled);
    support::ChunkStyle style;
    style.encryption = support::Encryption{blte::KeyName{7}, {}, {1, 2, 3, 4}};
    const support::BuiltObject object = objectOf(style);
    const QTemporaryDir folder;
    auto opened = storage::openPartial(folder.path(), folder.filePath(QStringLiteral("file")));
    QVERIFY(opened && opened->partial->begin(recordFor(object.table, {}, {}, false)).has_value());
    IntakeBed bed(object, policy);
    bed.context.sink = std::make_shared<PartFileSink>(opened->partial);
    if (streams)
        bed.context.limits.wholeEncoded = 1;
    ChunkIntake intake(bed.context);
    QVERIFY(intake.begin(*bed.table, 0) == Is::Wants);
    auto is = bed.give(intake, bed.encoded());
    if (!streams) {
        QVERIFY(is == Is::Gathered);
        is = intake.decode(blte::md5(intake.gathered()));
    }
    QVERIFY(is == Is::Locked);
    QCOMPARE(intake.locked()->chunk, quint32(0));
    QVERIFY(intake.locked()->keyName == blte::KeyName{7} && !intake.locked()->isWrong);
    QVERIFY(intake.keep().has_value());
    QVERIFY(opened->partial->record().locked.testBit(0));
    QCOMPARE(bed.context.sink->hasSpool(0), isSpooled);
    // And with the key it comes out of the spool alone.
    if (!isSpooled)
        return;
    auto keys = std::make_shared<blte::KeyStore>();
    keys->insert(blte::KeyName{7}, style.encryption->key);
    bed.context.keys = keys;
    ChunkIntake later(bed.context);
    QVERIFY(later.begin(*bed.table, 0) == Is::Done);
    QVERIFY(later.keep().has_value());
    support::ByteVector there(kSize);
    QVERIFY(opened->partial->part().read(0, there).has_value());
    QVERIFY(there == chunkPayload());
}

SLUICE_TEST(tst_ChunkIntake)
#include "tst_chunkintake.moc"
