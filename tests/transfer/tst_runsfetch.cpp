#include "core/transfer/fetch/runsfetch.h"

#include "core/transfer/fetch/memorysink.h"
#include "core/transfer/fetch/objectreceiver.h"
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
        support::buildObject(support::payload(support::noise(9), kChunk * kChunks), kChunk, {});
    return built;
}

qint64 offsetOf(std::size_t chunk)
{
    return static_cast<qint64>(chunk < kChunks ? object().table[chunk].encodedOffset : object().bytes.size());
}

/// A fetch of runs of one object, and the server that it asks.
struct RunsBed
{
    explicit RunsBed(qint64 cut = -1)
        : server(toBytes(object().bytes), cut)
    {
        std::ignore = sink->begin({}, Sink::Snapshot::Now);
        route.mirror = 1;
        route.url = kUrl;
    }

    RunsFetch::Result begin(ChunkRuns runs)
    {
        fetch.setRuns(table, std::move(runs));
        return goOn();
    }
    RunsFetch::Result goOn()
    {
        reader.begin(route);
        return told(fetch.ask());
    }
    /// What an owner does until the order is over, has failed, or waits for others.
    RunsFetch::Result run(RunsFetch::Result next)
    {
        while (next && *next != RunsFetch::Next::Done) {
            if (server.isAtEnd()) {
                next = told(fetch.ended());
                continue;
            }
            const bool wasCut = server.isBeforeCut();
            next = fetch.read();
            if (next && *next != RunsFetch::Next::ReadOn && server.isBeforeCut() == wasCut)
                return next;
        }
        return next;
    }
    bool isDone(const RunsFetch::Result &next) const { return next && *next == RunsFetch::Next::Done; }

    /// Decoded bytes of these chunks, and whether they are in their place.
    bool has(std::size_t first, std::size_t end)
    {
        if (written.isEmpty())
            written = sink->take();
        const auto from = static_cast<qsizetype>(first * kChunk);
        const auto size = static_cast<qsizetype>((end - first) * kChunk);
        return written.mid(from, size) == toBytes(object().payload).mid(from, size);
    }

    std::shared_ptr<const blte::ChunkTable> table = std::make_shared<const blte::ChunkTable>(object().table);
    ServedReader server;
    std::shared_ptr<Counters> counters = std::make_shared<Counters>();
    blte::Workspace workspace;
    std::shared_ptr<MemorySink> sink = std::make_shared<MemorySink>(1 << 20);
    ObjectReceiver receiver{{workspace, nullptr, {}, sink, counters, core::MissingKeys::Fail}};
    Route route;
    RouteReader reader{[this](const QUrl &) -> http::RangeReader & { return server; },
                       RequestMeter(counters, {})};
    std::size_t finished = 0;
    int nearEnds = 0;
    int wentOn = 0;
    RunsFetch fetch{reader, receiver.writer(),
                    RunsFetch::Hear{[this] { finished += receiver.writer().finished().take().size(); },
                                    [this] { ++nearEnds; }, [this] { ++wentOn; }}};
    QByteArray written;

private:
    /// An answer follows whatever was asked.
    RunsFetch::Result told(RunsFetch::Result next)
    {
        if (next && *next == RunsFetch::Next::Wait) {
            std::ignore = reader.answered(server.answer());
            fetch.answered();
        }
        return next;
    }
};

} // namespace

/// Runs over a route, without sockets: whatever way answers are cut, the same comes of it.
class tst_RunsFetch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneRequestAfterTheOther();
    void goesOnBehindAnyByte();
    void beginsADamagedChunkAnew();
    void onlyTheFirstOfSeveralRanges();
    void severalRangesRefused();
    void partsAndWhatTheyLeftOut();
    void withoutRanges();
    void waitsForPair();
    void goesOnWithWhatItAskedAhead();
    void tooLateToGoOn();
    void goesOnInItsAnswer_data();
    void goesOnInItsAnswer();
    void keepsOnlyWhatItHasBegun();
};

void tst_RunsFetch::oneRequestAfterTheOther()
{
    const qint64 all = offsetOf(1) - offsetOf(0) + offsetOf(4) - offsetOf(2) + offsetOf(6) - offsetOf(5);
    for (qint64 cut = 0; cut <= all; ++cut) {
        RunsBed bed(cut);
        QVERIFY(bed.isDone(bed.run(bed.begin({{0, 1}, {2, 4}, {5, 6}}))));
        QCOMPARE(bed.finished, std::size_t(4));
        QCOMPARE(bed.server.requests.size(), 3);
        QCOMPARE(bed.server.requests[1].first, offsetOf(2));
        QCOMPARE(*bed.server.requests[1].last, offsetOf(4) - 1);
        QCOMPARE(bed.counters->networkBytes.load(), all);
        QCOMPARE(bed.counters->refetchedBytes.load(), 0);
        QVERIFY(bed.has(0, 1) && bed.has(2, 4) && bed.has(5, 6));
    }
}

/// An answer that broke costs nothing that came of it.
void tst_RunsFetch::goesOnBehindAnyByte()
{
    const qint64 all = offsetOf(5) - offsetOf(1);
    for (qint64 cut = 0; cut < all; ++cut) {
        RunsBed bed;
        auto next = bed.begin({{1, 5}});
        bed.server.answerWith(toBytes(object().bytes).mid(offsetOf(1), cut));
        while (!bed.server.isAtEnd())
            QVERIFY(bed.fetch.read().has_value());
        const Trouble worst = bed.fetch.keepWhatCame({{ErrorKind::ConnectionLost, {}}, -1});
        QVERIFY(worst.error.kind == ErrorKind::ConnectionLost);
        bed.fetch.rest();
        JobEnd end;
        bed.fetch.report(end);
        QVERIFY(!end.kept && !end.severalRanges);
        next = bed.goOn();
        QCOMPARE(bed.server.requests.last().first, offsetOf(1) + cut);
        QVERIFY(bed.isDone(bed.run(next)));
        QCOMPARE(bed.finished, std::size_t(4));
        QCOMPARE(bed.counters->networkBytes.load(), all);
        QVERIFY(bed.has(1, 5));
    }
}

void tst_RunsFetch::beginsADamagedChunkAnew()
{
    for (qint64 at = offsetOf(1); at < offsetOf(2); ++at) {
        RunsBed bed;
        auto next = bed.begin({{0, 3}});
        QByteArray damaged = toBytes(object().bytes).mid(offsetOf(0));
        damaged[at - offsetOf(0)] = static_cast<char>(damaged[at - offsetOf(0)] ^ 1);
        bed.server.answerWith(damaged);
        next = bed.run(next);
        QVERIFY(!next.has_value());
        QVERIFY(next.error().error.kind == ErrorKind::ChunkDigestWrong);
        QCOMPARE(next.error().chunk, 1);
        std::ignore = bed.fetch.keepWhatCame(next.error());
        next = bed.goOn();
        QCOMPARE(bed.server.requests.last().first, offsetOf(1));
        QVERIFY(bed.isDone(bed.run(next)));
        QVERIFY(bed.has(0, 3));
    }
}

/// A server may answer the first range as if it were alone; others may fetch the rest.
void tst_RunsFetch::onlyTheFirstOfSeveralRanges()
{
    RunsBed bed;
    bed.route.hasSeveralRanges = true;
    const auto next = bed.begin({{0, 1}, {2, 3}});
    QCOMPARE(bed.server.requests[0].further.size(), 1);
    QVERIFY(bed.isDone(bed.run(next)));
    JobEnd end;
    bed.fetch.report(end);
    QCOMPARE(end.severalRanges, std::optional(false));
    QCOMPARE(end.kept, std::optional(ChunkRun{0, 1}));
    QCOMPARE(bed.finished, std::size_t(1));
    QCOMPARE(bed.server.requests.size(), 1);
    // And that is told once.
    JobEnd later;
    bed.fetch.report(later);
    QVERIFY(!later.severalRanges && !later.kept);
}

void tst_RunsFetch::severalRangesRefused()
{
    RunsBed bed;
    bed.route.hasSeveralRanges = true;
    bed.reader.begin(bed.route);
    bed.fetch.setRuns(bed.table, {{0, 1}, {2, 3}});
    QVERIFY(bed.fetch.ask().has_value());
    std::ignore = bed.fetch.keepWhatCame({{ErrorKind::RangeIgnored, {}}, -1});
    JobEnd end;
    bed.fetch.report(end);
    QCOMPARE(end.severalRanges, std::optional(false));
    QCOMPARE(end.kept, std::optional(ChunkRun{0, 1}));
}

void tst_RunsFetch::partsAndWhatTheyLeftOut()
{
    const auto part = [](std::size_t first, std::size_t end) -> QByteArray {
        const QByteArray bytes =
            toBytes(object().bytes).mid(offsetOf(first), offsetOf(end) - offsetOf(first));
        return "\r\n--cut\r\nContent-Range: bytes " + QByteArray::number(offsetOf(first)) + '-' +
               QByteArray::number(offsetOf(end) - 1) + '/' + QByteArray::number(object().bytes.size()) +
               "\r\n\r\n" + bytes;
    };
    const QByteArray body = part(4, 5) + part(0, 1) + "\r\n--cut--\r\n";
    for (qint64 cut = 0; cut <= body.size(); ++cut) {
        RunsBed bed(cut);
        bed.route.hasSeveralRanges = true;
        bed.reader.begin(bed.route);
        bed.fetch.setRuns(bed.table, {{0, 1}, {2, 3}, {4, 5}});
        QVERIFY(bed.fetch.ask().has_value());
        bed.server.answerWith(body);
        http::ResponseHead answer = bed.server.answer();
        answer.boundary = "cut";
        QVERIFY(bed.reader.answered(answer).has_value());
        bed.fetch.answered();
        QVERIFY(bed.isDone(bed.run(RunsFetch::Next::ReadOn)));
        QCOMPARE(bed.server.requests.size(), 2);
        QCOMPARE(bed.server.requests[1].first, offsetOf(2));
        QCOMPARE(*bed.server.requests[1].last, offsetOf(3) - 1);
        JobEnd end;
        bed.fetch.report(end);
        QCOMPARE(end.severalRanges, std::optional(true));
        QVERIFY(bed.has(0, 1) && bed.has(2, 3) && bed.has(4, 5));
    }
}

/// Everything comes, and is read only as far as it is wanted.
void tst_RunsFetch::withoutRanges()
{
    for (qint64 cut = 0; cut <= offsetOf(4); ++cut) {
        RunsBed bed(cut);
        bed.route.hasRanges = false;
        const auto next = bed.begin({{2, 4}});
        QVERIFY(bed.server.requests[0].isWhole());
        QVERIFY(bed.isDone(bed.run(next)));
        QVERIFY(!bed.server.isActive());
        QCOMPARE(bed.counters->networkBytes.load(), offsetOf(4));
        QCOMPARE(bed.counters->refetchedBytes.load(), offsetOf(2));
        QVERIFY(bed.has(2, 4));
    }
}

void tst_RunsFetch::waitsForPair()
{
    RunsBed bed(offsetOf(1) - offsetOf(0));
    QVERIFY(bed.begin({{0, 2}}).has_value());
    auto next = bed.fetch.read();
    QVERIFY(next && *next == RunsFetch::Next::ReadOn);
    next = bed.fetch.read();
    QVERIFY(next && *next == RunsFetch::Next::WaitForPair);
    QVERIFY(bed.isDone(bed.run(bed.fetch.read())));
}

/// The request is under way before the order is done, and counts for the one behind it.
void tst_RunsFetch::goesOnWithWhatItAskedAhead()
{
    RunsBed bed;
    bed.server.hasPipelining = true;
    auto next = bed.begin({{0, 2}});
    while (bed.nearEnds == 0)
        QVERIFY(bed.fetch.read().has_value());
    bed.fetch.goOnWith({bed.route, {4, 6}});
    QCOMPARE(bed.server.prefetched.size(), 1);
    QCOMPARE(bed.server.prefetched[0].first, offsetOf(4));
    QCOMPARE(*bed.server.prefetched[0].last, offsetOf(6) - 1);
    next = bed.run(RunsFetch::Next::ReadOn);
    QVERIFY(bed.isDone(next));
    QCOMPARE(bed.wentOn, 1);
    QCOMPARE(bed.nearEnds, 2); // of the order behind it, too
    QCOMPARE(bed.server.requests.size(), 2);
    QCOMPARE(bed.server.requests[1], bed.server.prefetched[0]);
    QVERIFY(bed.reader.meter().wasAhead());
    QVERIFY(bed.has(0, 2) && bed.has(4, 6));
}

/// Nothing is asked for on a request that has ended, elsewhere, or behind an order that was given up.
void tst_RunsFetch::tooLateToGoOn()
{
    RunsBed bed;
    QVERIFY(bed.begin({{0, 1}}).has_value());
    Route elsewhere = bed.route;
    elsewhere.url = QUrl(QStringLiteral("http://elsewhere/object"));
    bed.fetch.goOnWith({elsewhere, {2, 3}});
    QVERIFY(bed.server.prefetched.isEmpty());
    bed.fetch.goOnWith({bed.route, {2, 3}});
    QCOMPARE(bed.server.prefetched.size(), 1);
    bed.fetch.rest();
    QVERIFY(bed.isDone(bed.run(RunsFetch::Next::ReadOn)));
    QCOMPARE(bed.wentOn, 0);
    bed.server.abort();
    bed.fetch.goOnWith({bed.route, {2, 3}});
    QCOMPARE(bed.server.prefetched.size(), 1);
}

void tst_RunsFetch::goesOnInItsAnswer_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("end");
    QTest::addColumn<int>("requests");
    QTest::newRow("just behind") << 2 << 4 << 1;
    QTest::newRow("to its end") << 2 << 6 << 1;
    QTest::newRow("further behind") << 4 << 6 << 2;
    QTest::newRow("nothing") << 0 << 0 << 1;
}

/// The head's answer brings everything: it waits at the end of its run until somebody says what it goes on
/// with.
void tst_RunsFetch::goesOnInItsAnswer()
{
    QFETCH(int, first);
    QFETCH(int, end);
    QFETCH(int, requests);
    const ChunkRun run{static_cast<std::size_t>(first), static_cast<std::size_t>(end)};
    for (qint64 cut = 0; cut <= offsetOf(6); ++cut) {
        RunsBed bed(cut);
        bed.reader.begin(bed.route);
        http::RangeRequest request = requestOver(bed.route);
        request.isOpenRange = true;
        bed.reader.send(request);
        QVERIFY(bed.reader.answered(bed.server.answer()).has_value());
        Head head;
        head.table = bed.table;
        head.isOpen = true;
        bed.fetch.followHead(head);
        QVERIFY(bed.receiver.writer().begin(bed.table, {0, 2}).has_value());
        std::vector<std::uint8_t> header(static_cast<std::size_t>(offsetOf(0)));
        for (std::size_t read = 0; read < header.size();)
            read += static_cast<std::size_t>(bed.server.read(std::span(header).subspan(read)));
        while (!bed.receiver.writer().isComplete())
            QVERIFY(bed.fetch.read().has_value());
        const auto waits = bed.fetch.read();
        QVERIFY(waits && *waits == RunsFetch::Next::Wait);
        const auto stillWaits = bed.fetch.read();
        QVERIFY(stillWaits && *stillWaits == RunsFetch::Next::Wait);
        QCOMPARE(bed.nearEnds, 1);
        bed.fetch.goOnWith({bed.route, run});
        QCOMPARE(bed.server.resumed, 1);
        auto next = bed.fetch.read();
        if (next && *next == RunsFetch::Next::Wait)
            QVERIFY(bed.reader.answered(bed.server.answer()).has_value());
        // The end of the order is near, and what its answer goes on with then is nothing.
        while (next && *next != RunsFetch::Next::Done) {
            next = bed.server.isAtEnd() ? bed.fetch.ended() : bed.fetch.read();
            if (bed.receiver.writer().isComplete())
                bed.fetch.goOnWith({bed.route, {}});
        }
        QVERIFY(bed.isDone(next));
        QCOMPARE(bed.server.requests.size(), requests);
        QCOMPARE(bed.wentOn, run.isEmpty() ? 0 : 1);
        QVERIFY(bed.has(0, 2) && bed.has(run.first, run.end));
    }
}

/// Others are faster: what is not begun is theirs.
void tst_RunsFetch::keepsOnlyWhatItHasBegun()
{
    RunsBed bed(offsetOf(2) - offsetOf(1) + 10);
    QVERIFY(bed.begin({{1, 4}, {5, 6}}).has_value());
    while (bed.server.isBeforeCut())
        QVERIFY(bed.fetch.read().has_value());
    bed.fetch.keepOnlyBegun();
    std::ignore = bed.fetch.keepWhatCame({{ErrorKind::Stalled, {}}, -1});
    JobEnd end;
    bed.fetch.report(end);
    QVERIFY(end.kept.has_value());
    QCOMPARE(end.kept->end, std::size_t(3));
    QVERIFY(bed.isDone(bed.run(bed.goOn())));
    QCOMPARE(bed.finished, std::size_t(2));
    QVERIFY(bed.has(1, 3));
}

SLUICE_TEST(tst_RunsFetch)
#include "tst_runsfetch.moc"
