#include "core/transfer/fetch/segmentjob.h"

#include "core/transfer/fetch/lane.h"
#include "core/transfer/fetch/memorysink.h"
#include "tests/support/bltebuilder.h"
#include "tests/support/bytes.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;
using core::ErrorKind;
using support::toBytes;

namespace {

constexpr std::size_t kChunk = 50'000;
constexpr std::size_t kChunks = 10;

support::BuiltObject built()
{
    return support::buildObject(support::payload(support::noise(5), kChunk * kChunks), kChunk, {});
}

} // namespace

/// One job on a lane, and what it tells.
class tst_SegmentJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void headAndChunksInOneAnswer();
    void headAlone();
    void goesOnBehindACut();
    void beginsADamagedChunkAnew();
    void holdsItsAnswer_data();
    void holdsItsAnswer();
    void keepsOnlyWhatItHasBegun();
    void stops();
    void otherVersion();

private:
    void makeJob(const std::shared_ptr<Sink> &sink);
    Route route() const;
    HeadOrder headOrder(bool fetchOn = true) const;
    void fetchHead(const HeadOrder &order);
    bool waitForEnds(qsizetype count)
    {
        return QTest::qWaitFor([&] { return m_ends.size() >= count; }, 20'000);
    }
    qint64 offsetOf(std::size_t chunk) const
    {
        return static_cast<qint64>(m_object.table[chunk].encodedOffset);
    }

    support::BuiltObject m_object = built();
    std::unique_ptr<support::FaultServer> m_server;
    std::unique_ptr<LanePool> m_lanes;
    std::shared_ptr<MemorySink> m_sink;
    std::shared_ptr<Counters> m_counters;
    SegmentJob *m_job = nullptr;
    QList<Head> m_heads;
    QList<JobEnd> m_ends;
    std::size_t m_finished = 0;
    int m_named = 0;
    int m_stopped = 0;
};

void tst_SegmentJob::init()
{
    m_server = std::make_unique<support::FaultServer>();
    m_server->serve("/object", toBytes(m_object.bytes));
    m_lanes = std::make_unique<LanePool>(1);
    m_sink = std::make_shared<MemorySink>(1 << 20);
    m_counters = std::make_shared<Counters>();
    m_heads.clear();
    m_ends.clear();
    m_finished = 0;
    m_named = m_stopped = 0;
    makeJob(m_sink);
}

void tst_SegmentJob::cleanup()
{
    m_job->deleteLater();
    m_lanes.reset();
}

void tst_SegmentJob::makeJob(const std::shared_ptr<Sink> &sink)
{
    SegmentJob::Config config;
    config.sink = sink;
    config.counters = m_counters;
    config.locked = core::MissingKeys::Fail;
    config.received = std::make_shared<std::atomic<qint64>>(0);
    m_job = new SegmentJob(m_lanes->leastBusy(), config);
    connect(m_job, &SegmentJob::headKnown, this, [this](const Head &head) { m_heads << head; });
    connect(m_job, &SegmentJob::ended, this, [this](const JobEnd &end) { m_ends << end; });
    connect(m_job, &SegmentJob::chunksFinished, this, [this](ChunkRun run, const QByteArray &modes) {
        QCOMPARE(modes, QByteArray(static_cast<qsizetype>(run.size()), 'N'));
        m_finished += run.size();
    });
    connect(m_job, &SegmentJob::nameAsked, this, [this] { ++m_named; });
    connect(m_job, &SegmentJob::stopped, this, [this] { ++m_stopped; });
}

Route tst_SegmentJob::route() const
{
    Route route;
    route.mirror = 0;
    route.url = m_server->url("/object");
    return route;
}

HeadOrder tst_SegmentJob::headOrder(bool fetchOn) const
{
    HeadOrder order;
    order.route = route();
    order.encodingKey = m_object.encodingKey;
    order.source.encodingKey = m_object.encodingKey;
    order.firstRequest = 1 << 20;
    order.fetchOn = fetchOn;
    return order;
}

void tst_SegmentJob::fetchHead(const HeadOrder &order)
{
    QMetaObject::invokeMethod(m_job, [job = m_job, order] { job->fetchHead(order); });
}

void tst_SegmentJob::headAndChunksInOneAnswer()
{
    fetchHead(headOrder());
    QVERIFY(waitForEnds(1));
    QVERIFY(m_ends[0].error.kind == ErrorKind::None);
    QCOMPARE(m_ends[0].bytes, static_cast<qint64>(m_object.bytes.size()));
    QVERIFY(m_ends[0].latency.has_value());
    QCOMPARE(m_heads.size(), 1);
    QVERIFY(m_heads[0].isPartial);
    QCOMPARE(m_heads[0].run, (ChunkRun{0, kChunks}));
    QCOMPARE(m_finished, kChunks);
    QCOMPARE(m_sink->take(), toBytes(m_object.payload));
    QCOMPARE(m_server->requests().size(), 1);
}

void tst_SegmentJob::headAlone()
{
    HeadOrder order = headOrder(false);
    order.firstRequest = 1000;
    fetchHead(order);
    QVERIFY(waitForEnds(1));
    QVERIFY(m_ends[0].error.kind == ErrorKind::None);
    QCOMPARE(m_heads.size(), 1);
    QVERIFY(m_heads[0].run.isEmpty());
    QCOMPARE(m_finished, std::size_t(0));
}

/// Nothing that came is fetched again.
void tst_SegmentJob::goesOnBehindACut()
{
    const qint64 cut = offsetOf(4) + 123;
    m_server->script("/object", {support::fault::closedAfter(cut)});
    fetchHead(headOrder());
    QVERIFY(waitForEnds(1));
    QVERIFY(m_ends[0].error.kind == ErrorKind::ConnectionLost);
    QVERIFY(m_ends[0].isStep);
    QCOMPARE(m_ends[0].chunk, -1);
    QMetaObject::invokeMethod(m_job, [job = m_job, route = route()] { job->continueRuns(route); });
    QVERIFY(waitForEnds(2));
    QVERIFY(m_ends[1].error.kind == ErrorKind::None);
    QCOMPARE(m_finished, kChunks);
    QCOMPARE(m_sink->take(), toBytes(m_object.payload));
    QCOMPARE(m_counters->networkBytes.load(), static_cast<qint64>(m_object.bytes.size()));
    QCOMPARE(m_counters->refetchedBytes.load(), 0);
}

void tst_SegmentJob::beginsADamagedChunkAnew()
{
    m_server->script("/object", {support::fault::bitFlipped(offsetOf(5) + 10)});
    fetchHead(headOrder());
    QVERIFY(waitForEnds(1));
    QVERIFY(m_ends[0].error.kind == ErrorKind::ChunkDigestWrong);
    QCOMPARE(m_ends[0].chunk, 5);
    QMetaObject::invokeMethod(m_job, [job = m_job, route = route()] { job->continueRuns(route); });
    QVERIFY(waitForEnds(2));
    QVERIFY(m_ends[1].error.kind == ErrorKind::None);
    QCOMPARE(m_server->requests().last().range(), "bytes=" + QByteArray::number(offsetOf(5)) + '-' +
                                                      QByteArray::number(m_object.bytes.size() - 1));
    QCOMPARE(m_sink->take(), toBytes(m_object.payload));
}

void tst_SegmentJob::holdsItsAnswer_data()
{
    QTest::addColumn<bool>("isEmpty");
    QTest::newRow("object") << false;
    QTest::newRow("empty file") << true;
}

/// Until somebody says where to.
void tst_SegmentJob::holdsItsAnswer()
{
    QFETCH(bool, isEmpty);
    m_job->deleteLater();
    makeJob(nullptr);
    HeadOrder order = headOrder();
    if (isEmpty) {
        m_server->serve("/empty", QByteArray());
        order.route.url = m_server->url("/empty");
        order.encodingKey.reset();
        order.source.encodingKey.reset();
    }
    fetchHead(order);
    QVERIFY(QTest::qWaitFor([&] { return m_named == 1; }, 20'000));
    QTest::qWait(50); // what must not happen has no end to wait for
    QVERIFY(m_heads.isEmpty() && m_ends.isEmpty());
    QMetaObject::invokeMethod(m_job,
                              [job = m_job, sink = std::shared_ptr<Sink>(m_sink)] { job->proceed(sink); });
    QVERIFY(waitForEnds(1));
    QVERIFY(m_ends[0].error.kind == ErrorKind::None);
    QCOMPARE(m_sink->take(), isEmpty ? QByteArray() : toBytes(m_object.payload));
    QCOMPARE(m_server->requests().size(), 1);
}

/// Others are faster: it gives back all but the chunk that it is at.
void tst_SegmentJob::keepsOnlyWhatItHasBegun()
{
    m_server->script("/object", {support::fault::stalledAfter(offsetOf(3) + 10)});
    fetchHead(headOrder());
    QVERIFY(QTest::qWaitFor([&] { return m_finished == 3; }, 20'000));
    QMetaObject::invokeMethod(m_job, &SegmentJob::abandonSlowRoute);
    QVERIFY(waitForEnds(1));
    QVERIFY(m_ends[0].error.kind == ErrorKind::Stalled);
    QVERIFY(m_ends[0].kept.has_value());
    QCOMPARE(*m_ends[0].kept, (ChunkRun{3, 4}));
    QMetaObject::invokeMethod(m_job, [job = m_job, route = route()] { job->continueRuns(route); });
    QVERIFY(waitForEnds(2));
    QVERIFY(m_ends[1].error.kind == ErrorKind::None);
    QCOMPARE(m_finished, std::size_t(4));
}

void tst_SegmentJob::stops()
{
    m_server->script("/object", {support::fault::stalledAfter(offsetOf(3) + 10)});
    fetchHead(headOrder());
    QVERIFY(QTest::qWaitFor([&] { return m_finished == 3; }, 20'000));
    QMetaObject::invokeMethod(m_job, &SegmentJob::stop);
    QVERIFY(QTest::qWaitFor([&] { return m_stopped == 1; }, 20'000));
    QVERIFY(m_ends.isEmpty());
}

void tst_SegmentJob::otherVersion()
{
    HeadOrder order = headOrder();
    order.route.version = FileVersion{QStringLiteral("127.0.0.1:1"), "\"one\"", {}};
    fetchHead(order);
    QVERIFY(waitForEnds(1));
    QVERIFY(m_ends[0].error.kind == ErrorKind::ContentChanged);
    QVERIFY(m_heads.isEmpty());
}

SLUICE_TEST(tst_SegmentJob)
#include "tst_segmentjob.moc"
