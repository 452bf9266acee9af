#include "core/transfer/fetch/headphase.h"
#include "core/transfer/fetch/jobphase.h"
#include "core/transfer/fetch/memorysink.h"
#include "core/transfer/fetch/multipartphase.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/bytes.h"
#include "tests/support/testmain.h"
#include "tests/transfer/servedreader.h"

#include <QTest>

using namespace transfer;
using core::ErrorKind;
using support::CannedReader;
using support::toBytes;

namespace {

constexpr std::size_t kChunk = 100;
constexpr std::size_t kChunks = 6;

support::BuiltObject built()
{
    return support::buildObject(support::payload(support::noise(7), kChunk * kChunks), kChunk, {});
}

/// An object, memory to write it to, and what the phases of a job have between them.
struct Bed
{
    explicit Bed(qint64 most = 1 << 20)
        : sink(std::make_shared<MemorySink>(most))
        , receiver({workspace, nullptr, {}, sink, counters, core::MissingKeys::Fail})
        , meter(counters, {})
        , body(receiver.writer(), meter, [this] { finished += receiver.writer().finished().take().size(); })
    {
    }

    support::BuiltObject object = built();
    std::shared_ptr<const blte::ChunkTable> table = std::make_shared<const blte::ChunkTable>(object.table);
    QByteArray bytes = toBytes(object.bytes);
    std::shared_ptr<Counters> counters = std::make_shared<Counters>();
    blte::Workspace workspace;
    std::shared_ptr<MemorySink> sink;
    ObjectReceiver receiver;
    RequestMeter meter;
    BodyPhase body;
    std::size_t finished = 0;

    /// Encoded bytes of these chunks.
    QByteArray encoded(std::size_t first, std::size_t end) const
    {
        const auto from = static_cast<qsizetype>((*table)[first].encodedOffset);
        const blte::Chunk &last = (*table)[end - 1];
        return bytes.mid(from, static_cast<qsizetype>(last.encodedOffset + last.encodedSize) - from);
    }
    void beginAt(ChunkRuns runs)
    {
        body.setTable(table);
        body.setRuns(std::move(runs));
    }
    QByteArray payload() const { return toBytes(object.payload); }
};

HeadOrder orderFor(const support::BuiltObject &object)
{
    HeadOrder order;
    order.encodingKey = object.encodingKey;
    order.firstRequest = 1 << 20;
    order.fetchOn = true;
    order.source.encodingKey = object.encodingKey;
    return order;
}

http::ResponseHead partialAnswer(qint64 complete)
{
    http::ResponseHead answer;
    answer.status = 206;
    answer.completeLength = complete;
    answer.last = complete - 1;
    answer.isPartial = true;
    return answer;
}

QByteArray part(const QByteArray &bytes, qint64 first, qint64 complete)
{
    return "\r\n--cut\r\nContent-Range: bytes " + QByteArray::number(first) + '-' +
           QByteArray::number(first + bytes.size() - 1) + '/' + QByteArray::number(complete) + "\r\n\r\n" +
           bytes;
}

} // namespace

/// The phases of a SegmentJob, without its sockets: whatever way an answer is cut, the same comes of it.
class tst_SegmentPhases : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMove();
    void headAndBodyCutAnywhere();
    void bodyGoesOnBehindWhatCame();
    void unwantedBytesArePassed();
    void partsCutAnywhere();
    void partsFailures_data();
    void partsFailures();
    void headAsksForMore();
    void doubtfulSize();
    void unprovableFileComesInOnePiece();
    void endOfAnAnswer();
};

/// Which phase may follow which: a table of its own, so that a change of one is a change of both.
void tst_SegmentPhases::everyMove()
{
    using P = JobPhase;
    const QList<std::pair<P, P>> allowed{
        {P::Idle, P::Idle},      {P::Idle, P::Head},      {P::Idle, P::Body},      {P::Head, P::Idle},
        {P::Head, P::Held},      {P::Head, P::Body},      {P::Held, P::Idle},      {P::Held, P::Head},
        {P::Held, P::HeldAtEnd}, {P::HeldAtEnd, P::Idle}, {P::HeldAtEnd, P::Head}, {P::Body, P::Idle}};
    for (std::size_t from = 0; from < kJobPhaseCount; ++from) {
        for (std::size_t to = 0; to < kJobPhaseCount; ++to) {
            const std::pair move(static_cast<P>(from), static_cast<P>(to));
            QVERIFY2(canMove(move.first, move.second) == allowed.contains(move),
                     qPrintable(QStringLiteral("%1 to %2").arg(from).arg(to)));
        }
    }
}

void tst_SegmentPhases::headAndBodyCutAnywhere()
{
    const qint64 size = static_cast<qint64>(built().bytes.size());
    for (qint64 cut = 0; cut <= size; ++cut) {
        Bed bed;
        HeadPhase head(orderFor(bed.object), bed.receiver, bed.meter);
        Route route;
        CannedReader reader(bed.bytes, cut);
        reader.start(head.nextRequest(route));
        QVERIFY(head.begin(partialAnswer(size), reader.request(), route).has_value());
        while (!bed.receiver.isHeadKnown())
            QVERIFY(head.read(reader).has_value());
        QVERIFY(!head.mustAskOnce(partialAnswer(size), reader.request()));
        const Head known = head.describe(partialAnswer(size), route);
        QCOMPARE(known.run, (ChunkRun{0, kChunks}));
        QVERIFY(bed.receiver.note({}, head.snapshotFor(known)).has_value());
        bed.body.setTable(known.table);
        QVERIFY(bed.receiver.begin(known.run).has_value());
        while (!reader.isAtEnd())
            QVERIFY(bed.body.read(reader).has_value());
        QVERIFY(bed.receiver.writer().settle().has_value());
        QVERIFY(bed.receiver.writer().isComplete());
        QCOMPARE(bed.sink->take(), bed.payload());
        QCOMPARE(bed.counters->networkBytes.load(), size);
        QCOMPARE(bed.counters->refetchedBytes.load(), 0);
    }
}

/// An answer that broke costs nothing that came of it, wherever it broke.
void tst_SegmentPhases::bodyGoesOnBehindWhatCame()
{
    const QByteArray all = Bed().encoded(1, 5);
    for (qint64 cut = 0; cut <= all.size(); ++cut) {
        Bed bed;
        QVERIFY(bed.sink->begin({}, Sink::Snapshot::Now).has_value());
        bed.beginAt({{1, 3}, {3, 5}});
        Route route;
        route.base = 10;
        CannedReader first(all.left(cut), -1);
        qint64 asked = static_cast<qint64>((*bed.table)[1].encodedOffset);
        const auto readAll = [&](CannedReader &reader) {
            while (!reader.isAtEnd() || !bed.receiver.writer().isComplete()) {
                if (!bed.body.beginNextRun() || bed.receiver.writer().isComplete())
                    return;
                const auto got = bed.body.read(reader);
                if (!got || !*got)
                    return;
            }
        };
        QVERIFY(bed.body.beginNextRun().has_value());
        QCOMPARE(bed.body.nextRequest(route).first, route.base + asked);
        readAll(first);
        QVERIFY(bed.body.beginNextRun().has_value());
        if (!bed.receiver.writer().isComplete()) {
            asked += cut;
            QCOMPARE(bed.body.nextRequest(route).first, route.base + asked);
        }
        CannedReader second(all.mid(cut), -1);
        readAll(second);
        QVERIFY(bed.receiver.writer().settle().has_value());
        QVERIFY(bed.receiver.writer().isComplete() && bed.body.isLastRun());
        QCOMPARE(bed.sink->take().mid(kChunk, 4 * kChunk), bed.payload().mid(kChunk, 4 * kChunk));
        QCOMPARE(bed.counters->networkBytes.load(), all.size());
    }
}

/// From a server without ranges all of the resource comes.
void tst_SegmentPhases::unwantedBytesArePassed()
{
    const QByteArray before(10, 'x');
    const qint64 size = static_cast<qint64>(built().bytes.size());
    for (qint64 cut = 0; cut <= before.size() + size; ++cut) {
        Bed bed;
        QVERIFY(bed.sink->begin({}, Sink::Snapshot::Now).has_value());
        bed.beginAt({{2, kChunks}});
        Route route;
        route.base = before.size();
        route.hasRanges = false;
        QVERIFY(bed.body.beginNextRun().has_value());
        QVERIFY(bed.body.nextRequest(route).isWhole());
        CannedReader reader(before + bed.bytes, cut);
        while (!reader.isAtEnd())
            QVERIFY(bed.body.read(reader).has_value());
        QVERIFY(bed.receiver.writer().isComplete());
        QCOMPARE(bed.counters->refetchedBytes.load(),
                 route.base + static_cast<qint64>((*bed.table)[2].encodedOffset));
        QCOMPARE(bed.sink->take().mid(2 * kChunk), bed.payload().mid(2 * kChunk));
    }
}

/// Three runs in one body, out of order, and one that nobody asked the writer for; one is left out.
void tst_SegmentPhases::partsCutAnywhere()
{
    const Bed sample;
    const qint64 complete = sample.bytes.size();
    const auto at = [&](std::size_t chunk) {
        return static_cast<qint64>((*sample.table)[chunk].encodedOffset);
    };
    const QByteArray answer = part(sample.encoded(4, 5), at(4), complete) +
                              part(sample.encoded(0, 1), at(0), complete) + "\r\n--cut--\r\nbehind";
    for (qint64 cut = 0; cut <= answer.size(); ++cut) {
        Bed bed;
        QVERIFY(bed.sink->begin({}, Sink::Snapshot::Now).has_value());
        bed.beginAt({{0, 1}, {2, 3}, {4, 5}});
        Route route;
        route.hasSeveralRanges = true;
        QVERIFY(bed.body.beginNextRun().has_value());
        const http::RangeRequest request = bed.body.nextRequest(route);
        QCOMPARE(request.ranges().size(), 3);
        http::ResponseHead head;
        head.boundary = "cut";
        MultipartPhase parts(head, request, route, bed.body, bed.meter);
        CannedReader reader(answer, cut);
        while (!reader.isAtEnd()) {
            const auto read = parts.read(reader);
            QVERIFY(read.has_value());
            QVERIFY(*read != MultipartPhase::Read::All);
        }
        QVERIFY(parts.finish() == http::MultipartFault::None);
        QCOMPARE(bed.finished, std::size_t(2));
        // What was left out comes next.
        bed.body.sortRuns();
        QVERIFY(bed.body.beginNextRun().has_value());
        route.hasSeveralRanges = false;
        QCOMPARE(bed.body.nextRequest(route).first, at(2));
        QCOMPARE(bed.sink->take().mid(4 * kChunk, kChunk), bed.payload().mid(4 * kChunk, kChunk));
    }
}

void tst_SegmentPhases::partsFailures_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("chunk");
    const Bed sample;
    const qint64 complete = sample.bytes.size();
    QByteArray damaged = sample.encoded(0, 1);
    damaged[damaged.size() - 1] = static_cast<char>(damaged.back() ^ 1);
    const auto first = static_cast<qint64>((*sample.table)[0].encodedOffset);
    QTest::newRow("damaged") << part(damaged, first, complete) << 0;
    QTest::newRow("not asked for") << part(sample.encoded(3, 4), 300, complete) << -1;
    QTest::newRow("no range") << QByteArray("\r\n--cut\r\nContent-Type: text/plain\r\n\r\nbytes") << -1;
}

void tst_SegmentPhases::partsFailures()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, chunk);
    for (qint64 cut = 0; cut <= answer.size(); ++cut) {
        Bed bed;
        QVERIFY(bed.sink->begin({}, Sink::Snapshot::Now).has_value());
        bed.beginAt({{0, 1}, {2, 3}});
        Route route;
        route.hasSeveralRanges = true;
        QVERIFY(bed.body.beginNextRun().has_value());
        http::ResponseHead head;
        head.boundary = "cut";
        MultipartPhase parts(head, bed.body.nextRequest(route), route, bed.body, bed.meter);
        CannedReader reader(answer, cut);
        auto read = parts.read(reader);
        while (read && !reader.isAtEnd())
            read = parts.read(reader);
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().chunk, qint64(chunk));
    }
}

/// A table longer than the first request.
void tst_SegmentPhases::headAsksForMore()
{
    Bed bed;
    HeadOrder order = orderFor(bed.object);
    order.firstRequest = 20;
    HeadPhase head(order, bed.receiver, bed.meter);
    Route route;
    const http::RangeRequest first = head.nextRequest(route);
    QCOMPARE(*first.last, 19);
    QVERIFY(head.begin(partialAnswer(bed.bytes.size()), first, route).has_value());
    CannedReader reader(bed.bytes.left(20), -1);
    while (!reader.isAtEnd())
        QVERIFY(head.read(reader).has_value());
    QVERIFY(!bed.receiver.isHeadKnown());
    QVERIFY(head.ended(partialAnswer(bed.bytes.size()), route, 20) == HeadPhase::End::AskMore);
    const http::RangeRequest next = head.nextRequest(route);
    QCOMPARE(next.first, 20);
    QCOMPARE(*next.last, static_cast<qint64>(bed.table->headerSize()) - 1);
}

/// The length of the part is no length of the file until another part has said so.
void tst_SegmentPhases::doubtfulSize()
{
    Bed bed;
    HeadOrder order;
    order.firstRequest = 1000;
    HeadPhase head(order, bed.receiver, bed.meter);
    Route route;
    const auto first = head.begin(partialAnswer(1000), head.nextRequest(route), route);
    QVERIFY(first && *first == HeadPhase::Answer::AskAgain);
    const http::RangeRequest again = head.nextRequest(route);
    QCOMPARE(*again.last, 1000);
    const auto second = head.begin(partialAnswer(1001), again, route);
    QVERIFY(!second.has_value());
    QVERIFY(second.error().kind == ErrorKind::RangeIgnored);
}

void tst_SegmentPhases::unprovableFileComesInOnePiece()
{
    Bed bed;
    HeadOrder order;
    order.firstRequest = 100;
    order.fetchOn = true;
    HeadPhase head(order, bed.receiver, bed.meter);
    Route route;
    const http::RangeRequest asked = head.nextRequest(route);
    http::ResponseHead answer = partialAnswer(1000);
    answer.last = 99;
    QVERIFY(head.begin(answer, asked, route).has_value());
    CannedReader reader(QByteArray(100, 'a'), -1);
    QVERIFY(head.read(reader).has_value());
    QVERIFY(bed.receiver.isHeadKnown());
    QVERIFY(head.mustAskOnce(answer, asked));
    answer.etag = "\"strong\"";
    QVERIFY(!head.mustAskOnce(answer, asked));
    head.passOverRest();
    QVERIFY(!bed.receiver.head());
    QVERIFY(head.ended(answer, route, 100) == HeadPhase::End::AskOnce);
    head.askOnce(route);
    QVERIFY(head.nextRequest(route).isWhole());
}

void tst_SegmentPhases::endOfAnAnswer()
{
    Bed bed;
    HeadPhase head(orderFor(bed.object), bed.receiver, bed.meter);
    Route route;
    const qint64 size = bed.bytes.size();
    QVERIFY(head.begin(partialAnswer(size), head.nextRequest(route), route).has_value());
    QVERIFY(head.ended(partialAnswer(size), route, 0) == HeadPhase::End::Empty);
    QVERIFY(head.ended(partialAnswer(0), route, 0) == HeadPhase::End::Object);
    QVERIFY(head.ended({}, route, 0) == HeadPhase::End::Object);
}

SLUICE_TEST(tst_SegmentPhases)
#include "tst_segmentphases.moc"
