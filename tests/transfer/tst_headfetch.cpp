#include "core/transfer/fetch/headfetch.h"

#include "core/transfer/fetch/memorysink.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/bytes.h"
#include "tests/support/testmain.h"
#include "tests/transfer/servedreader.h"

#include <QTest>

using namespace transfer;
using core::ErrorKind;
using support::ServedReader;
using support::toBytes;

namespace {

constexpr std::size_t kChunk = 100;
constexpr std::size_t kChunks = 6;
const QUrl kUrl(QStringLiteral("http://here/object"));

const support::BuiltObject &object()
{
    static const support::BuiltObject built =
        support::buildObject(support::payload(support::noise(11), kChunk * kChunks), kChunk, {});
    return built;
}

HeadOrder objectOrder(qint64 firstRequest)
{
    HeadOrder order;
    order.route.url = kUrl;
    order.encodingKey = object().encodingKey;
    order.source.encodingKey = object().encodingKey;
    order.firstRequest = firstRequest;
    order.fetchOn = true;
    return order;
}

/// Of a file that nothing is known about but its address.
HeadOrder fileOrder(qint64 firstRequest)
{
    HeadOrder order;
    order.route.url = kUrl;
    order.firstRequest = firstRequest;
    order.fetchOn = true;
    return order;
}

/// A head, and the server that it is asked of.
struct HeadBed
{
    HeadBed(const HeadOrder &order, const QByteArray &resource, qint64 cut = -1)
        : server(resource, cut)
        , fetch(order, reader, receiver)
    {
        reader.begin(order.route);
        fetch.ask();
    }

    /// What an owner does until the head is known, or it failed. `answer` is how the server sees it.
    HeadFetch::Result run()
    {
        HeadFetch::Result next = HeadFetch::Next::Wait;
        qsizetype answered = 0;
        while (next && *next != HeadFetch::Next::Known) {
            if (answered < server.requests.size()) {
                answered = server.requests.size();
                http::ResponseHead answer = server.answer();
                answer.etag = etag;
                if (!hasRanges) {
                    server.takeWhole(answer);
                    answer.isPartial = false;
                    answer.status = 200;
                    answer.last.reset();
                }
                std::ignore = reader.answered(answer);
                next = fetch.answered(HeadFetch::Into::Sink);
            } else {
                next = server.isAtEnd() ? fetch.ended() : fetch.read();
            }
        }
        return next;
    }

    ServedReader server;
    QByteArray etag;
    bool hasRanges = true;
    std::shared_ptr<Counters> counters = std::make_shared<Counters>();
    blte::Workspace workspace;
    std::shared_ptr<MemorySink> sink = std::make_shared<MemorySink>(1 << 20);
    ObjectReceiver receiver{{workspace, nullptr, {}, sink, counters, core::MissingKeys::Fail}};
    RouteReader reader{[this](const QUrl &) -> http::RangeReader & { return server; },
                       RequestMeter(counters, {})};
    HeadFetch fetch;
};

} // namespace

/// The head over a route, without sockets: whatever way its answers are cut, the same comes of it.
class tst_HeadFetch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutAnywhere_data();
    void cutAnywhere();
    void everyFirstRequest();
    void asksForAllAtOnce_data();
    void asksForAllAtOnce();
    void asksAgainForADoubtfulLength();
    void holdsWithoutASink();
    void headAloneIsNotHeld();
    void takesTheWhole();
    void nothingComes();
    void noObject();
};

void tst_HeadFetch::cutAnywhere_data()
{
    QTest::addColumn<qint64>("firstRequest");
    QTest::addColumn<qint64>("requests");
    QTest::newRow("with its chunks") << qint64(1 << 20) << qint64(1);
    QTest::newRow("in three requests") << qint64(5) << qint64(3);
}

void tst_HeadFetch::cutAnywhere()
{
    QFETCH(qint64, firstRequest);
    QFETCH(qint64, requests);
    const QByteArray bytes = toBytes(object().bytes);
    for (qint64 cut = 0; cut <= bytes.size(); ++cut) {
        HeadBed bed(objectOrder(firstRequest), bytes, cut);
        const auto next = bed.run();
        QVERIFY(next && *next == HeadFetch::Next::Known);
        QVERIFY(bed.server.requests.size() <= requests);
        const Head head = bed.fetch.describe();
        QCOMPARE(head.table->size(), kChunks);
        QCOMPARE(head.run.size(), firstRequest > bytes.size() ? kChunks : std::size_t(0));
        QCOMPARE(bed.reader.route().completeLength, std::optional<qint64>(bytes.size()));
        QVERIFY(bed.fetch.note(head).has_value());
        QCOMPARE(bed.counters->refetchedBytes.load(), 0);
        // Nothing that came is lost: what is behind the head goes into the chunks.
        QVERIFY(bed.receiver.begin({0, kChunks}).has_value());
        const QByteArray rest = bytes.mid(static_cast<qsizetype>(bed.receiver.writer().position()));
        QVERIFY(bed.receiver.writer()
                    .push({reinterpret_cast<const std::uint8_t *>(rest.data()),
                           static_cast<std::size_t>(rest.size())})
                    .has_value());
        QCOMPARE(bed.sink->take(), toBytes(object().payload));
    }
}

/// However little of it the first request is for, nothing of the head is asked for twice.
void tst_HeadFetch::everyFirstRequest()
{
    for (qint64 size = 1; size <= static_cast<qint64>(object().table.headerSize()) + 1; ++size) {
        HeadBed bed(objectOrder(size), toBytes(object().bytes));
        const auto next = bed.run();
        QVERIFY(next && *next == HeadFetch::Next::Known);
        qint64 end = 0;
        for (const http::RangeRequest &request : bed.server.requests) {
            QCOMPARE(request.first, end);
            end = *request.last + 1;
        }
        QCOMPARE(bed.counters->refetchedBytes.load(), 0);
    }
}

void tst_HeadFetch::asksForAllAtOnce_data()
{
    QTest::addColumn<QByteArray>("etag");
    QTest::addColumn<int>("requests");
    QTest::newRow("nothing tells versions apart") << QByteArray() << 2;
    QTest::newRow("a version") << QByteArray("\"one\"") << 1;
}

/// A file whose pieces could not be shown to belong together comes with one answer.
void tst_HeadFetch::asksForAllAtOnce()
{
    QFETCH(QByteArray, etag);
    QFETCH(int, requests);
    for (qint64 cut = 0; cut <= 1000; cut += 7) {
        HeadBed bed(fileOrder(100), QByteArray(1000, 'a'), cut);
        bed.etag = etag;
        const auto next = bed.run();
        QVERIFY(next && *next == HeadFetch::Next::Known);
        QCOMPARE(bed.server.requests.size(), requests);
        QCOMPARE(bed.server.requests.last().isWhole(), requests == 2);
        const Head head = bed.fetch.describe();
        QCOMPARE(head.isAll, requests == 2);
        QCOMPARE(bed.counters->refetchedBytes.load(), requests == 2 ? 100 : 0);
    }
}

/// The length of the part is no length of the file until another part has said so.
void tst_HeadFetch::asksAgainForADoubtfulLength()
{
    HeadBed bed(fileOrder(100), QByteArray(100, 'a'));
    QVERIFY(bed.reader.answered(bed.server.answer()).has_value());
    auto next = bed.fetch.answered(HeadFetch::Into::Sink);
    QVERIFY(next && *next == HeadFetch::Next::Wait);
    QCOMPARE(bed.server.requests.size(), 2);
    QCOMPARE(*bed.server.requests[1].last, 100);
    http::ResponseHead again = bed.server.answer();
    again.completeLength = 101;
    QVERIFY(bed.reader.answered(again).has_value());
    next = bed.fetch.answered(HeadFetch::Into::Sink);
    QVERIFY(!next.has_value());
    QVERIFY(next.error().error.kind == ErrorKind::RangeIgnored);
    QCOMPARE(next.error().chunk, -1);
}

void tst_HeadFetch::holdsWithoutASink()
{
    HeadBed bed(objectOrder(1 << 20), toBytes(object().bytes));
    QVERIFY(bed.reader.answered(bed.server.answer()).has_value());
    const auto next = bed.fetch.answered(HeadFetch::Into::Nothing);
    QVERIFY(next && *next == HeadFetch::Next::Hold);
    QCOMPARE(bed.server.bytesRead(), 0);
}

/// What is only looked at goes nowhere.
void tst_HeadFetch::headAloneIsNotHeld()
{
    HeadOrder order = objectOrder(1 << 20);
    order.fetchOn = false;
    HeadBed bed(order, toBytes(object().bytes));
    QVERIFY(bed.reader.answered(bed.server.answer()).has_value());
    auto next = bed.fetch.answered(HeadFetch::Into::Nothing);
    QVERIFY(next && *next == HeadFetch::Next::Wait);
    next = bed.run();
    QVERIFY(next && *next == HeadFetch::Next::Known);
    QVERIFY(bed.fetch.describe().run.isEmpty());
}

/// Where no other mirror has ranges, what comes for the beginning is taken to its end.
void tst_HeadFetch::takesTheWhole()
{
    HeadOrder order = objectOrder(10);
    order.route.isLastHope = true;
    HeadBed bed(order, toBytes(object().bytes));
    bed.hasRanges = false;
    const auto next = bed.run();
    QVERIFY(next && *next == HeadFetch::Next::Known);
    QVERIFY(!bed.reader.route().hasRanges);
    QCOMPARE(bed.fetch.describe().run, (ChunkRun{0, kChunks}));
    QCOMPARE(bed.server.takenWhole, 2); // once by the server itself
    QCOMPARE(bed.server.requests.size(), 1);
}

void tst_HeadFetch::nothingComes()
{
    HeadBed bed(objectOrder(100), toBytes(object().bytes));
    QVERIFY(bed.reader.answered(bed.server.answer()).has_value());
    QVERIFY(bed.fetch.answered(HeadFetch::Into::Sink).has_value());
    const auto next = bed.fetch.ended();
    QVERIFY(!next.has_value());
    QVERIFY(next.error().error.kind == ErrorKind::ConnectionLost);
}

void tst_HeadFetch::noObject()
{
    for (qint64 cut = 0; cut <= 50; ++cut) {
        HeadBed bed(objectOrder(100), QByteArray(50, 'x'), cut);
        const auto next = bed.run();
        QVERIFY(!next.has_value());
        QVERIFY(next.error().error.kind == ErrorKind::NotBlte);
    }
}

SLUICE_TEST(tst_HeadFetch)
#include "tst_headfetch.moc"
