#include "core/queue/jobslots.h"
#include "tests/support/harness.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <algorithm>

using namespace std::chrono_literals;
using namespace support;
using transfer::Event;
using transfer::State;

/// Small slices of an archive that lie side by side: which of them share a place, and what that spares.
class tst_Slices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_DATA_HOME", m_state.path().toLocal8Bit()); }
    void aThousandAreFewRequests();
    void bytesBetweenThemCount();
    void oneDamagedChunkConcernsOneItem();
    void oneMayPauseWhileTheOthersGoOn();
    void oneStopsBeforeItsAnswer();
    void aLimitOfItsOwnHoldsUpNobodyElse();
    void theLimitOfAllHolds();
    void whoSharesAPlace_data();
    void whoSharesAPlace();
    void noMoreThanAPlaceHolds();
    void aPlaceIsOneConnection();

private:
    QTemporaryDir m_state;
};

namespace {

queue::Request requestFor(const Harness &h, const core::Source &source, const QString &name)
{
    queue::Request request;
    request.source = source;
    request.folder = h.folder();
    request.name = name;
    return request;
}

/// An archive, and the queue's rows for slices of it.
class Archive
{
public:
    explicit Archive(queue::Settings settings = {})
        : h(settings)
    {
    }

    void serve() { h.server.serve("/archive", bytes); }

    /// Adds a BLTE object behind `gap` other bytes, and what it is to become.
    void append(std::size_t size, qsizetype gap = 0)
    {
        bytes += QByteArray(gap, 'x');
        const auto seed = static_cast<std::uint64_t>(slices.size()) + 1;
        const BuiltObject object = buildObject(payload(noise(seed), size), size / 2, {Encoding::Zlib});
        const auto first = bytes.size();
        bytes += toByteArray(object.bytes);
        slices.append({first, bytes.size() - 1});
        keys.append(object.encodingKey);
        contents.append(toByteArray(object.payload));
    }

    queue::Request request(qsizetype i) const
    {
        core::Source source = h.source("/archive");
        source.slice = slices[i];
        source.encodingKey = keys[i];
        return requestFor(h, source, QString::number(i));
    }

    void addAll()
    {
        QList<queue::Request> requests;
        for (qsizetype i = 0; i < slices.size(); ++i)
            requests.append(request(i));
        ids = h.queue().add(requests);
    }

    const queue::Item &item(qsizetype i) { return h.item(ids[i]); }
    int inState(State state)
    {
        return static_cast<int>(
            std::count_if(ids.begin(), ids.end(), [&](auto id) { return h.item(id).state == state; }));
    }
    bool waitForDone(qsizetype count)
    {
        return QTest::qWaitFor([&] { return inState(State::Done) == count; }, 30'000);
    }
    bool isRight(qsizetype i) const { return h.content(QString::number(i)) == contents[i]; }
    bool allRight() const
    {
        for (qsizetype i = 0; i < slices.size(); ++i) {
            if (!isRight(i))
                return false;
        }
        return true;
    }
    qint64 networkBytes()
    {
        qint64 sum = 0;
        for (const queue::ItemId id : ids)
            sum += h.item(id).progress.networkBytes;
        return sum;
    }

    Harness h;
    QByteArray bytes;
    QList<core::ByteRange> slices;
    QList<blte::EncodingKey> keys;
    QList<QByteArray> contents;
    QList<queue::ItemId> ids;
};

queue::Settings jobs(int count)
{
    queue::Settings settings;
    settings.jobs = count;
    return settings;
}

/// Each answer takes its time, as over a long way: meanwhile others gather. And it closes its connection, so
/// that none is open which nobody uses.
void answerSlowly(FaultServer &server, std::chrono::milliseconds delay = 20ms)
{
    Fault fault = fault::closing();
    fault.delay = delay;
    server.always("/archive", fault);
}

} // namespace

void tst_Slices::aThousandAreFewRequests()
{
    Archive archive;
    for (int i = 0; i < 1'000; ++i)
        archive.append(2'000);
    archive.serve();
    answerSlowly(archive.h.server);
    archive.addAll();
    QVERIFY(archive.waitForDone(1'000));
    QVERIFY(archive.allRight());
    const auto requests = archive.h.server.requests().size();
    QVERIFY2(requests < 150, qPrintable(QString::number(requests)));
    QCOMPARE(archive.h.server.bytesServed(), archive.bytes.size());
    QCOMPARE(archive.networkBytes(), archive.bytes.size());
    QVERIFY(archive.h.server.mostConnections() <= 3);
}

void tst_Slices::bytesBetweenThemCount()
{
    Archive archive(jobs(1));
    for (int i = 0; i < 40; ++i)
        archive.append(2'000, i == 0 ? 0 : 1'000);
    archive.serve();
    answerSlowly(archive.h.server);
    archive.addAll();
    QVERIFY(archive.waitForDone(40));
    QVERIFY(archive.allRight());
    QVERIFY(archive.h.server.requests().size() < 20);
    QCOMPARE(archive.networkBytes(), archive.h.server.bytesServed());
}

void tst_Slices::oneDamagedChunkConcernsOneItem()
{
    Archive archive(jobs(1));
    for (int i = 0; i < 40; ++i)
        archive.append(8'000);
    archive.serve();
    // The first answer that has it; others gather while each takes its time.
    const qint64 bad = archive.slices[20].last - 10;
    std::atomic<bool> isOver = false;
    archive.h.server.setRule([&](const Request &request) -> std::optional<Fault> {
        QByteArray asked = request.range().replace('=', ' ');
        const auto range = http::parseContentRange(asked.append("/*"));
        const bool hasIt = range && range->range->first <= bad && bad <= range->range->last;
        return hasIt && !isOver.exchange(true) ? fault::bitFlipped(bad) : fault::delayed(20ms);
    });
    archive.addAll();
    QVERIFY(archive.waitForDone(40));
    QVERIFY(archive.allRight());
    for (qsizetype i = 0; i < 40; ++i)
        QCOMPARE(archive.item(i).progress.networkBytes > archive.slices[i].size(), i == 20);
    QVERIFY(archive.h.server.requests().size() < 20);
}

void tst_Slices::oneMayPauseWhileTheOthersGoOn()
{
    Archive archive(jobs(1));
    for (int i = 0; i < 30; ++i)
        archive.append(8'000);
    archive.serve();
    archive.h.server.always("/archive", fault::limited(200'000));
    archive.addAll();
    QVERIFY(QTest::qWaitFor([&] { return archive.inState(State::Done) >= 2; }, 30'000));
    archive.h.queue().hold({archive.ids[10]});
    QVERIFY(archive.waitForDone(29));
    QCOMPARE(archive.item(10).state, State::Paused);
    QVERIFY(!archive.isRight(10));
    archive.h.queue().run({archive.ids[10]});
    QVERIFY(archive.waitForDone(30));
    QVERIFY(archive.allRight());
}

/// What it leaves unread is more than is worth waiting for.
void tst_Slices::oneStopsBeforeItsAnswer()
{
    Archive archive(jobs(1));
    for (int i = 0; i < 6; ++i)
        archive.append(700'000);
    archive.serve();
    answerSlowly(archive.h.server, 300ms);
    archive.addAll();
    QVERIFY(QTest::qWaitFor([&] { return !archive.h.server.requests().isEmpty(); }, 30'000));
    archive.h.queue().hold({archive.ids[0], archive.ids[3]});
    QVERIFY(archive.waitForDone(4));
    QCOMPARE(archive.item(0).state, State::Paused);
    archive.h.queue().run({archive.ids[0], archive.ids[3]});
    QVERIFY(archive.waitForDone(6));
    QVERIFY(archive.allRight());
}

void tst_Slices::aLimitOfItsOwnHoldsUpNobodyElse()
{
    Archive archive(jobs(2));
    for (int i = 0; i < 20; ++i)
        archive.append(8'000);
    archive.serve();
    answerSlowly(archive.h.server, 100ms);
    archive.addAll();
    QVERIFY(QTest::qWaitFor([&] { return !archive.h.server.requests().isEmpty(); }, 30'000));
    archive.h.queue().setLimit({archive.ids[5]}, 1'000);
    QVERIFY(archive.waitForDone(19));
    QVERIFY(archive.item(5).state != State::Done);
    archive.h.queue().setLimit({archive.ids[5]}, 0);
    QVERIFY(archive.waitForDone(20));
    QVERIFY(archive.allRight());
}

void tst_Slices::theLimitOfAllHolds()
{
    queue::Settings settings;
    settings.bytesPerSecond = 200'000;
    Archive archive(settings);
    for (int i = 0; i < 30; ++i)
        archive.append(8'000);
    archive.serve();
    QElapsedTimer clock;
    clock.start();
    archive.addAll();
    QVERIFY(archive.waitForDone(30));
    // What comes in the first tenth of a second is free.
    QVERIFY(clock.elapsed() > 1000 * (archive.bytes.size() - 20'000) / 200'000 - 100);
    QVERIFY(archive.allRight());
}

void tst_Slices::whoSharesAPlace_data()
{
    QTest::addColumn<int>("jobs");
    QTest::addColumn<qsizetype>("gap");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("active"); // of ten slices
    QTest::newRow("side by side") << 1 << qsizetype(0) << 1'000 << 10;
    QTest::newRow("close") << 1 << qsizetype(http::RangeCoalescer::kMostGap) << 1'000 << 10;
    QTest::newRow("apart") << 2 << qsizetype(http::RangeCoalescer::kMostGap + 1) << 1'000 << 2;
    QTest::newRow("large") << 2 << qsizetype(0) << int(transfer::SmallObject::kLargest) + 1 << 2;
}

void tst_Slices::whoSharesAPlace()
{
    QFETCH(int, jobs);
    QFETCH(qsizetype, gap);
    QFETCH(int, size);
    QFETCH(int, active);
    Harness h(::jobs(jobs));
    h.server.serve("/archive", patternResource(100 << 20));
    h.server.always("/archive", fault::stalledAfter(0));
    QList<queue::Request> requests;
    for (int i = 0; i < 10; ++i) {
        core::Source source = h.source("/archive");
        const qint64 first = i * (size + gap);
        source.slice = core::ByteRange{first, first + size - 1};
        requests.append(requestFor(h, source, QString::number(i)));
    }
    h.queue().add(requests);
    QVERIFY(QTest::qWaitFor([&] { return !h.server.requests().isEmpty(); }, 30'000));
    QCOMPARE(h.queue().activeCount(), active);
}

void tst_Slices::noMoreThanAPlaceHolds()
{
    Harness h(jobs(2));
    h.server.serve("/archive", patternResource(100 << 20));
    h.server.serve("/other", patternResource(1'000));
    h.server.always("/archive", fault::stalledAfter(0));
    QList<queue::Request> requests;
    constexpr int kMany = 200;
    QVERIFY(kMany > 2 * queue::JobSlots::kMostFiles);
    for (qint64 i = 0; i < kMany; ++i) {
        core::Source source = h.source("/archive");
        source.slice = core::ByteRange{i * 1'000, i * 1'000 + 999};
        requests.append(requestFor(h, source, QString::number(i)));
    }
    requests.append(requestFor(h, h.source("/other"), QStringLiteral("other")));
    h.queue().add(requests);
    QVERIFY(QTest::qWaitFor([&] { return h.server.requests().size() == 2; }, 30'000));
    QCOMPARE(h.queue().activeCount(), 2 * queue::JobSlots::kMostFiles);
    QCOMPARE(h.queue().at(kMany - 1).state, State::Queued);
    QCOMPARE(h.queue().at(kMany).state, State::Queued); // it is not its turn
    h.server.always("/archive", fault::none());
    h.server.dropConnections();
    QVERIFY(QTest::qWaitFor([&] { return h.last().state == State::Done; }, 30'000));
}

void tst_Slices::aPlaceIsOneConnection()
{
    queue::Settings settings = jobs(8);
    settings.connectionsPerHost = 1;
    Archive archive(settings);
    for (int i = 0; i < 200; ++i)
        archive.append(1'000, i % 50 == 0 ? 100'000 : 0);
    archive.serve();
    answerSlowly(archive.h.server, 5ms);
    archive.addAll();
    QVERIFY(archive.waitForDone(200));
    QVERIFY(archive.allRight());
    QCOMPARE(archive.h.server.mostConnections(), 1);
}

SLUICE_TEST(tst_Slices)
#include "tst_slices.moc"
