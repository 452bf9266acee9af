#include "tests/support/harness.h"

#include <QCryptographicHash>
#include <QTest>

using namespace support;
using transfer::Event;
using transfer::State;
using transfer::Verdict;

/// Whole downloads: from a source to the file on disk, and what the server saw of it.
class TestDownload : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void everyShape_data();
    void everyShape();
    void aSmallFileIsOneRequest();
    void aLargeFileIsFetchedOnceOverSeveralConnections();
    void aChunkDamagedOnceCostsTheSegmentsRemainder();
    void aChunkDamagedAlwaysComesFromTheOtherMirror();
    void brokenConnectionsGoOnWhereTheyBroke_data();
    void brokenConnectionsGoOnWhereTheyBroke();
    void pauseAndResumeFetchesNothingTwice();
    void aNewStartGoesOn();
    void aHugeChunkGoesOnInItsMiddle();
    void aServerWithoutRanges();
    void anUnknownLength();
    void notThereOnOneMirrorAndOnAll();
    void theUsersMirrorHasIt();
    void whatIsThereAlready();
    void lockedChunks();
    void aChangedFileBeginsAnew();
    void theServerNamesTheFile();

private:
    QTemporaryDir m_state;
};

namespace {

BuiltObject largeObject(std::size_t size = 12u << 20, std::size_t chunk = 128u << 10)
{
    return buildObject(payload(noise(7), size), chunk, {Encoding::Raw});
}

quint64 sum(const QList<Request> &requests)
{
    quint64 bytes = 0;
    for (const Request &request : requests)
        bytes += static_cast<quint64>(request.bodySent);
    return bytes;
}

} // namespace

void TestDownload::everyShape_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("chunk");
    QTest::addColumn<int>("encoding");
    QTest::addColumn<int>("format");
    for (const int size : {1, 1000, 700'000, 5'000'000}) {
        for (const auto encoding : {Encoding::Raw, Encoding::Zlib}) {
            for (const auto format :
                 {TableFormat::Normal, TableFormat::WithDecodedMd5, TableFormat::Headerless}) {
                const int chunk = format == TableFormat::Headerless ? size : 100'000;
                QTest::addRow("%d bytes, encoding %d, table %d", size, int(encoding), int(format))
                    << size << chunk << int(encoding) << int(format);
            }
        }
    }
}

void TestDownload::everyShape()
{
    QFETCH(int, size);
    QFETCH(int, chunk);
    QFETCH(int, encoding);
    QFETCH(int, format);
    Harness h;
    const BuiltObject object =
        buildObject(payload(repetitive(1), static_cast<std::size_t>(size)), static_cast<std::size_t>(chunk),
                    {static_cast<Encoding>(encoding)}, static_cast<TableFormat>(format));
    QVERIFY(h.fetch(h.source(h.publish(object))));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.last().verdict, Verdict::ChunksVerified);
    QCOMPARE(h.litter(), QStringList());

    core::Source known = h.source(h.publish(object));
    known.contentKey = object.contentKey;
    QVERIFY(h.fetch(known, QStringLiteral("second")));
    QCOMPARE(h.last().verdict, Verdict::Verified);
    QCOMPARE(h.last().md5.toStdString(), blte::toHex(object.contentKey.digest));

    // The same bytes as a slice of an archive, and as they are.
    const QByteArray around(12345, 'x');
    h.server.serve("/archive", around + toByteArray(object.bytes) + around);
    core::Source slice = h.source("/archive");
    slice.slice =
        core::ByteRange{around.size(), around.size() + static_cast<qint64>(object.bytes.size()) - 1};
    slice.encodingKey = object.encodingKey;
    QVERIFY(h.fetch(slice, QStringLiteral("sliced")));
    QCOMPARE(h.content(QStringLiteral("sliced")), toByteArray(object.payload));

    queue::Options raw;
    raw.form = queue::Form::Raw;
    QVERIFY(h.fetch(h.source(h.publish(object)), QStringLiteral("raw"), raw));
    QCOMPARE(h.content(QStringLiteral("raw")), toByteArray(object.bytes));
}

void TestDownload::aSmallFileIsOneRequest()
{
    Harness h;
    const BuiltObject object = buildObject(payload(noise(3), 900'000), 64 << 10, {Encoding::Raw});
    QVERIFY(h.fetch(h.source(h.publish(object))));
    QCOMPARE(h.server.requests().size(), 1);
    QCOMPARE(h.content(), toByteArray(object.payload));
}

void TestDownload::aLargeFileIsFetchedOnceOverSeveralConnections()
{
    Harness h;
    const BuiltObject object = largeObject(24u << 20);
    QVERIFY(h.fetch(h.source(h.publish(object))));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(sum(h.server.requests()), object.bytes.size());
    QVERIFY(h.server.mostConnections() > 1);
    QVERIFY(h.server.mostConnections() <= 4);
    QVERIFY2(h.server.requests().size() <= 24, qPrintable(QString::number(h.server.requests().size())));
}

void TestDownload::aChunkDamagedOnceCostsTheSegmentsRemainder()
{
    Harness h;
    const BuiltObject object = largeObject();
    const QByteArray path = h.publish(object);
    const auto damagedAt = static_cast<qint64>(object.table[40].encodedOffset + 100);
    std::atomic<bool> isDamaged{false};
    h.server.setRule([&](const Request &request) -> std::optional<Fault> {
        const auto bounds = request.range().mid(6).split('-');
        const bool covers = bounds[0].toLongLong() <= damagedAt && damagedAt <= bounds[1].toLongLong();
        return covers && !isDamaged.exchange(true) ? std::optional(fault::bitFlipped(damagedAt))
                                                   : std::nullopt;
    });
    QVERIFY(h.fetch(h.source(path)));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.happened(Event::Kind::ChunkRefetched), 1);
    // The bad chunk is fetched again to the end of its segment; what the server had sent of it is the loss.
    const quint64 twice = sum(h.server.requests()) - object.bytes.size();
    QVERIFY2(twice <= 4u << 20, qPrintable(QString::number(twice)));
}

void TestDownload::aChunkDamagedAlwaysComesFromTheOtherMirror()
{
    Harness h;
    const BuiltObject object = largeObject();
    const QByteArray path = h.publish(object);
    const auto damagedAt = static_cast<qint64>(object.table[70].encodedOffset + 5);
    h.server.setRule([&](const Request &request) -> std::optional<Fault> {
        return request.header("Host").startsWith("127") ? std::optional(fault::bitFlipped(damagedAt))
                                                        : std::nullopt;
    });
    QVERIFY(h.fetch(h.source(path, {QStringLiteral("127.0.0.1"), QStringLiteral("localhost")})));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QVERIFY(h.happened(Event::Kind::ChunkRefetched) <= 3);
}

void TestDownload::brokenConnectionsGoOnWhereTheyBroke_data()
{
    QTest::addColumn<QList<Fault>>("faults");
    QTest::newRow("reset") << QList{fault::resetAfter(300'000), fault::resetAfter(150'000)};
    QTest::newRow("closed early") << QList{fault::closedAfter(300'000), fault::closedAfter(1)};
    QTest::newRow("busy") << QList{fault::retryAfter(503, "0"), fault::status(500), fault::status(502)};
    QTest::newRow("wrong range") << QList{fault::none(), fault::shifted(10), fault::contentRange("garbage")};
    QTest::newRow("encoded") << QList{fault::none(), fault::labelled("gzip")};
}

void TestDownload::brokenConnectionsGoOnWhereTheyBroke()
{
    QFETCH(QList<Fault>, faults);
    queue::Settings settings;
    settings.network = http::NetworkProfile::Unreliable;
    Harness h(settings);
    const BuiltObject object = largeObject(5u << 20);
    const QByteArray path = h.publish(object);
    h.server.script(path, faults);
    QVERIFY(h.fetch(h.source(path)));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QVERIFY(h.happened(Event::Kind::Retry) >= 1);
    QCOMPARE(h.litter(), QStringList());
}

void TestDownload::pauseAndResumeFetchesNothingTwice()
{
    Harness h;
    const BuiltObject object = largeObject();
    const QByteArray path = h.publish(object);
    h.server.always(path, fault::limited(2'000'000));
    const queue::ItemId id = h.add(h.source(path));
    for (int i = 0; i < 3; ++i) {
        QVERIFY(h.waitFor(id, State::Downloading));
        const qint64 before = h.server.bytesServed();
        QTRY_VERIFY_WITH_TIMEOUT(h.server.bytesServed() > before + 1'000'000, 20'000);
        h.queue().hold({id});
        QVERIFY(h.waitFor(id, State::Paused));
        h.queue().run({id});
    }
    h.server.always(path, fault::none());
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.happened(Event::Kind::Resumed), 3);
    // Per pause and connection at most the chunk in flight and what was under way in buffers.
    const quint64 twice = sum(h.server.requests()) - object.bytes.size();
    QVERIFY2(twice <= 3u * 4u * (1u << 20), qPrintable(QString::number(twice)));
}

void TestDownload::aNewStartGoesOn()
{
    Harness h;
    const BuiltObject object = largeObject();
    const QByteArray path = h.publish(object);
    h.server.always(path, fault::limited(2'000'000));
    const queue::ItemId id = h.add(h.source(path));
    QVERIFY(h.waitFor(id, State::Downloading));
    QTRY_VERIFY_WITH_TIMEOUT(h.server.bytesServed() > 4'000'000, 20'000);
    h.restart();
    h.server.always(path, fault::none());
    const qint64 before = h.server.bytesServed();
    QVERIFY(h.fetch(h.source(path)));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.happened(Event::Kind::Resumed), 1);
    QVERIFY(h.server.bytesServed() - before < static_cast<qint64>(object.bytes.size()) - 2'000'000);
    QCOMPARE(h.litter(), QStringList());
}

void TestDownload::aHugeChunkGoesOnInItsMiddle()
{
    Harness h;
    const std::vector<std::uint8_t> bytes = payload(noise(9), 20u << 20);
    const BuiltObject object = buildObject(bytes, bytes.size(), {Encoding::Zlib});
    const QByteArray path = h.publish(object);
    h.server.always(path, fault::limited(8'000'000));
    const queue::ItemId id = h.add(h.source(path));
    QVERIFY(h.waitFor(id, State::Downloading));
    QTRY_VERIFY_WITH_TIMEOUT(h.server.bytesServed() > 6'000'000, 20'000);
    h.restart();
    h.server.always(path, fault::none());
    QVERIFY(h.fetch(h.source(path)));
    QCOMPARE(h.content(), toByteArray(object.payload));
    const quint64 twice = sum(h.server.requests()) - object.bytes.size();
    QVERIFY2(twice <= 2u << 20, qPrintable(QString::number(twice)));
    QCOMPARE(h.litter(), QStringList());
}

void TestDownload::aServerWithoutRanges()
{
    Harness h;
    const BuiltObject object = largeObject(5u << 20);
    const QByteArray path = h.publish(object);
    h.server.always(path, fault::rangeIgnored());
    QVERIFY(h.fetch(h.source(path)));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.server.requests().size(), 1);
    QVERIFY(h.queue().hostFacts().contains("\"ranges\":false"));
    h.server.serve("/plain", toByteArray(object.payload));
    h.server.always("/plain", fault::rangeIgnored());
    QVERIFY(h.fetch(h.source("/plain"), QStringLiteral("plain")));
    QCOMPARE(h.content(QStringLiteral("plain")), toByteArray(object.payload));
    QCOMPARE(h.last().verdict, Verdict::Unverified);
    QCOMPARE(h.server.requests().size(), 2);
    // It has learned it meanwhile.
    h.server.always(path, fault::none());
    QVERIFY(h.fetch(h.source(path), QStringLiteral("later")));
    QVERIFY(h.server.requests().size() > 3);
    QVERIFY(h.queue().hostFacts().contains("\"ranges\":true"));
}

void TestDownload::anUnknownLength()
{
    Harness h;
    const QByteArray body = toByteArray(payload(noise(4), 3'000'000));
    h.server.serve("/chunked", body);
    Fault unranged = fault::chunked();
    unranged.asRange = QByteArray("");
    h.server.always("/chunked", unranged);
    QVERIFY(h.fetch(h.source("/chunked")));
    QCOMPARE(h.content(), body);
    QCOMPARE(h.server.requests().size(), 1);
    QCOMPARE(h.last().verdict, Verdict::Unverified);
    QCOMPARE(h.last().progress.decodedSize, body.size());
}

void TestDownload::notThereOnOneMirrorAndOnAll()
{
    Harness h;
    const BuiltObject object = largeObject(3u << 20);
    const QByteArray path = h.publish(object);
    h.server.setRule([](const Request &request) -> std::optional<Fault> {
        return request.header("Host").startsWith("127") ? std::optional(fault::status(404)) : std::nullopt;
    });
    QVERIFY(h.fetch(h.source(path, {QStringLiteral("127.0.0.1"), QStringLiteral("localhost")})));
    QCOMPARE(h.content(), toByteArray(object.payload));

    h.server.setRule([](const Request &) { return std::optional(fault::status(404)); });
    const queue::ItemId both = h.add(
        h.source(path, {QStringLiteral("127.0.0.1"), QStringLiteral("localhost")}), QStringLiteral("both"));
    QVERIFY(h.waitFor(both, State::Failed));
    QCOMPARE(h.item(both).error.kind, core::ErrorKind::CdnExhausted);
    const queue::ItemId one = h.add(h.source(path), QStringLiteral("one"));
    QVERIFY(h.waitFor(one, State::Failed));
    QCOMPARE(h.item(one).error.kind, core::ErrorKind::NotFound);
}

void TestDownload::theUsersMirrorHasIt()
{
    Harness h;
    const BuiltObject object = largeObject(1u << 20);
    const QByteArray path = h.publish(object);
    FaultServer empty;
    core::Source source = h.source(path);
    source.mirrors = {empty.url(path)};
    queue::Settings settings;
    settings.mirrors = {QString::fromLatin1("http://127.0.0.1:%1").arg(h.server.port())};
    h.queue().setSettings(settings);
    QVERIFY(h.fetch(source));
    QCOMPARE(h.content(), toByteArray(object.payload));
    QCOMPARE(h.last().source.mirrors, source.mirrors); // another day the user may have others
    QCOMPARE(empty.requests().size(), 1);
}

void TestDownload::whatIsThereAlready()
{
    Harness h;
    const BuiltObject object = largeObject(3u << 20);
    const core::Source source = h.source(h.publish(object));
    QVERIFY(h.fetch(source));
    h.server.clearLog();

    // Finished before, and unchanged since: its receipt says so.
    QVERIFY(h.fetch(source));
    QCOMPARE(h.server.requests().size(), 0);
    QCOMPARE(h.last().verdict, Verdict::ChunksVerified);

    // Something else stands there: refused, renamed, overwritten, as ordered.
    QFile file(h.folder() + QStringLiteral("/file"));
    QVERIFY(file.open(QIODevice::Append));
    file.write("changed");
    file.close();
    QVERIFY(h.waitFor(h.add(source), State::Failed));
    QCOMPARE(h.last().error.kind, core::ErrorKind::TargetExists);
    QVERIFY(h.content().endsWith("changed"));
    h.queue().remove({h.last().id}, queue::Removal::KeepFiles);
    QVERIFY(h.fetch(source, QStringLiteral("file"), {.whenExists = queue::WhenExists::Rename}));
    QCOMPARE(h.last().name, QStringLiteral("file (1)"));
    QCOMPARE(h.content(QStringLiteral("file (1)")), toByteArray(object.payload));
    QVERIFY(h.fetch(source, QStringLiteral("file"), {.whenExists = queue::WhenExists::Overwrite}));
    QCOMPARE(h.content(), toByteArray(object.payload));

    // A content key proves what nobody remembers.
    core::Source known = source;
    known.contentKey = object.contentKey;
    QFile::rename(h.folder() + QStringLiteral("/file"), h.folder() + QStringLiteral("/moved"));
    h.server.clearLog();
    QVERIFY(h.fetch(known, QStringLiteral("moved")));
    QCOMPARE(h.server.requests().size(), 0);
    QCOMPARE(h.last().verdict, Verdict::Verified);
}

void TestDownload::lockedChunks()
{
    Harness h;
    const std::vector<std::uint8_t> part = payload(repetitive(5), 50'000);
    const Encryption lock{blte::KeyName{0x1234}, blte::Key{1, 2, 3}, {9, 8, 7, 6}};
    const BuiltObject object = buildObject(
        {{part, {Encoding::Zlib}, {}, {}}, {part, {Encoding::Zlib, 6, lock}, {}, {}}, {part, {}, {}, {}}});
    const core::Source source = h.source(h.publish(object));
    QVERIFY(h.fetch(source));
    QCOMPARE(h.last().verdict, Verdict::Incomplete);
    QCOMPARE(h.last().lockedChunks, 1);
    QCOMPARE(h.last().missingKeys, QList{lock.keyName});
    const QByteArray clear = toByteArray(part);
    QCOMPARE(h.content(), clear + QByteArray(clear.size(), '\0') + clear);

    QCOMPARE(h.litter(), (QStringList{QStringLiteral("file.part.chunk1"),
                                      QStringLiteral("file.part.resume")})); // for the day the key is there

    queue::Options strict;
    strict.missingKeys = queue::MissingKeys::Fail;
    const queue::ItemId id = h.add(source, QStringLiteral("strict"), strict);
    QVERIFY(h.waitFor(id, State::Failed));
    QCOMPARE(h.item(id).error.kind, core::ErrorKind::KeyMissing);
    auto keys = std::make_shared<blte::KeyStore>();
    keys->insert(lock.keyName, lock.key);
    h.queue().setKeys(keys);
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.content(QStringLiteral("strict")), clear + clear + clear);
    // The key unlocks the file that was finished without it, too.
    QTRY_COMPARE_WITH_TIMEOUT(h.queue().at(0).verdict, Verdict::ChunksVerified, 10'000);
    QCOMPARE(h.content(), clear + clear + clear);
    QCOMPARE(h.litter({QStringLiteral("file"), QStringLiteral("strict")}), QStringList());
    QVERIFY(h.queue().at(0).lockedChunks == 0);
}

void TestDownload::aChangedFileBeginsAnew()
{
    Harness h;
    const QByteArray first = toByteArray(payload(noise(1), 6'000'000));
    const QByteArray second = toByteArray(payload(noise(2), 6'000'000));
    Resource resource = resourceOf(first);
    resource.etag = "\"first\"";
    h.server.serve("/plain", resource);
    h.server.always("/plain", fault::limited(1'000'000));
    const queue::ItemId id = h.add(h.source("/plain"));
    QVERIFY(h.waitFor(id, State::Downloading));
    QTRY_VERIFY_WITH_TIMEOUT(h.server.bytesServed() > 2'000'000, 20'000);
    h.queue().hold({id});
    QVERIFY(h.waitFor(id, State::Paused));
    resource = resourceOf(second);
    resource.etag = "\"second\"";
    h.server.serve("/plain", resource);
    h.server.always("/plain", fault::none());
    h.queue().run({id});
    QVERIFY(h.waitFor(id, State::Done));
    QCOMPARE(h.content(), second);
    QCOMPARE(h.happened(Event::Kind::Restarted), 1);
}

void TestDownload::theServerNamesTheFile()
{
    Harness h;
    h.server.serve("/", "some bytes");
    Fault named;
    named.headers = {{"Content-Disposition", "attachment; filename=\"../named.bin\""}};
    h.server.always("/", named);
    QVERIFY(h.fetch(h.source("/"), QString()));
    QCOMPARE(h.last().name, QStringLiteral("named.bin"));
    QCOMPARE(h.content(QStringLiteral("named.bin")), QByteArray("some bytes"));
}

QTEST_GUILESS_MAIN(TestDownload)
#include "tst_download.moc"
