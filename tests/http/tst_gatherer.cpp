#include "client.h"
#include "core/http/gatherer.h"
#include "core/http/ratelimiter.h"

#include <QElapsedTimer>
#include <deque>

using namespace std::chrono_literals;
using namespace support;
using core::ErrorKind;
using http::Gatherer;
using http::RangeRequest;

class TestGatherer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neighboursShareARequest();
    void collectsWhileARequestIsUnderWay();
    void nobodyWaitsAlone();
    void whatGoesTogether_data();
    void whatGoesTogether();
    void refusedTogetherEachAsksAlone_data();
    void refusedTogetherEachAsksAlone();
    void failuresBeforeTheHeadAreEverybodys();
    void failuresInTheBodyAreThoseOfOne_data();
    void failuresInTheBodyAreThoseOfOne();
    void beyondTheEnd();
    void theLastMayBeCut();
    void whoWaitsMayGiveUp();
    void whoReadsMayGiveUp_data();
    void whoReadsMayGiveUp();
    void everybodyMayGiveUp();
    void readingIsTheBackPressure();
    void eachHasItsOwnLimiter();
    void readersStartAndGoInsideSignals();
};

namespace {

constexpr qint64 kSize = 12'000'000;
constexpr qint64 kSlice = 1'000;

/// Readers of one gatherer.
class Bed
{
public:
    explicit Bed(const http::Fetcher::Options &options = {})
        : gatherer(&manager, options)
    {
        server.serve("/x", patternResource(kSize));
    }

    Collector &add(http::RateLimiter *limiter = nullptr)
    {
        readers.push_back(gatherer.makeReader(limiter));
        Collector &collector = collectors.emplace_back();
        collector.attach(*readers.back());
        QObject::connect(readers.back().get(), &http::RangeReader::ended, &collector,
                         [this, index = int(collectors.size()) - 1] { order.append(index); });
        return collector;
    }

    RangeRequest slice(qint64 index) const { return range(index * kSlice, kSlice); }
    RangeRequest range(qint64 first, qint64 size) const
    {
        return {server.url("/x"), first, first + size - 1};
    }

    /// Starts `count` readers of slices next to each other.
    void start(int count)
    {
        for (int i = 0; i < count; ++i)
            add().start(slice(i));
    }

    bool waitForAll()
    {
        return QTest::qWaitFor([this] {
            return std::all_of(collectors.begin(), collectors.end(),
                               [](const auto &c) { return c.ends > 0; });
        });
    }

    /// Ended well, with the very bytes.
    bool isRight(int index, qint64 first, qint64 size = kSlice)
    {
        const Collector &c = collectors[static_cast<std::size_t>(index)];
        return c.ends == 1 && c.error.kind == ErrorKind::None && c.body == patternBytes(first, size) &&
               c.head && c.head->isPartial && c.head->last == first + size - 1 &&
               c.head->completeLength == kSize;
    }
    bool isRight(int index) { return isRight(index, index * kSlice); }

    /// Those that were asked for: "0-99 100-199".
    QByteArray ranges() const
    {
        QByteArrayList result;
        for (const Request &request : server.requests())
            result.append(request.range().mid(6));
        return result.join(' ');
    }

    FaultServer server;
    QNetworkAccessManager manager;
    Gatherer gatherer;
    std::deque<std::unique_ptr<http::RangeReader>> readers;
    std::deque<Collector> collectors;
    QList<int> order; ///< in which they ended
};

} // namespace

void TestGatherer::neighboursShareARequest()
{
    Bed bed;
    for (int i = 0; i < 10; ++i)
        bed.add();
    for (const int i : {7, 3, 0, 9, 1, 8, 2, 6, 5, 4})
        bed.collectors[static_cast<std::size_t>(i)].start(bed.slice(i));
    QVERIFY(bed.server.requests().isEmpty());
    QVERIFY(bed.waitForAll());
    QCOMPARE(bed.ranges(), "0-9999");
    for (int i = 0; i < 10; ++i) {
        QVERIFY(bed.isRight(i));
        QVERIFY(bed.readers[static_cast<std::size_t>(i)]->isShared());
        QCOMPARE(bed.readers[static_cast<std::size_t>(i)]->bytesRead(), kSlice);
    }
    QCOMPARE(bed.order, QList<int>({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
    QCOMPARE(bed.server.connections(), 1);
}

void TestGatherer::collectsWhileARequestIsUnderWay()
{
    Bed bed;
    bed.server.script("/x", {fault::delayed(100ms)});
    bed.add().start(bed.slice(0));
    QVERIFY(QTest::qWaitFor([&] { return bed.server.requests().size() == 1; }));
    for (int i = 1; i < 50; ++i)
        bed.add().start(bed.slice(i));
    QVERIFY(bed.waitForAll());
    QCOMPARE(bed.ranges(), "0-999 1000-49999");
    QVERIFY(!bed.readers.front()->isShared());
    for (int i = 0; i < 50; ++i)
        QVERIFY(bed.isRight(i));
    QCOMPARE(bed.server.connections(), 1);
}

void TestGatherer::nobodyWaitsAlone()
{
    Bed bed;
    Collector &one = bed.add();
    for (int i = 0; i < 5; ++i) {
        QVERIFY(one.run(bed.slice(2 * i)));
        QVERIFY(bed.isRight(0, 2 * i * kSlice));
    }
    QCOMPARE(bed.server.requests().size(), 5);
}

void TestGatherer::whatGoesTogether_data()
{
    QTest::addColumn<qint64>("first"); // of the second range; the one before it ends at 1,000
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QByteArray>("ranges");
    const auto row = [](const char *name, qint64 first, qint64 size, const QByteArray &ranges) {
        QTest::newRow(name) << first << size << ranges;
    };
    row("side by side", 2'000, 500, "1000-2499");
    row("a gap", 2'100, 500, "1000-2599");
    row("the largest gap", 2'000 + Gatherer::kMostGap, 500, "1000-35267");
    row("a larger one", 2'001 + Gatherer::kMostGap, 500, "1000-1999 34769-35268");
    row("one byte in common", 1'999, 500, "1000-1999 1999-2498");
    row("the same", 1'000, 1'000, "1000-1999 1000-1999");
    row("before it", 0, 1'000, "0-1999");
    row("just not too much", 2'000, Gatherer::kMostTogether - 1'000, "1000-8389607");
    row("too much", 2'000, Gatherer::kMostTogether - 999, "1000-1999 2000-8389608");
}

void TestGatherer::whatGoesTogether()
{
    QFETCH(qint64, first);
    QFETCH(qint64, size);
    QFETCH(QByteArray, ranges);
    Bed bed;
    bed.add().start(bed.slice(1));
    bed.add().start(bed.range(first, size));
    QVERIFY(bed.waitForAll());
    QCOMPARE(bed.ranges(), ranges);
    QVERIFY(bed.isRight(0, 1'000));
    QVERIFY(bed.isRight(1, first, size));
    const bool isGap = !ranges.contains(' ') && first > 2'000;
    QCOMPARE(bed.readers[1]->bytesPassed(), isGap ? first - 2'000 : 0);
}

void TestGatherer::refusedTogetherEachAsksAlone_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<bool>("fromTheStart");
    QTest::newRow("the whole from the start") << fault::rangeIgnored() << true;
    QTest::newRow("the whole") << fault::rangeIgnored() << false;
    QTest::newRow("another range") << fault::shifted(100) << false;
    QTest::newRow("no range") << fault::contentRange({}) << false;
    QTest::newRow("nonsense for a range") << fault::contentRange("bytes 5-3/x") << false;
    QTest::newRow("parts") << fault::multipart("bytes=1000-2999") << false;
    QTest::newRow("no such range") << fault::unsatisfied() << false;
    QTest::newRow("another length") << fault::otherTotal(kSize + 1, "1000-3999") << false;
}

void TestGatherer::refusedTogetherEachAsksAlone()
{
    QFETCH(Fault, fault);
    QFETCH(bool, fromTheStart);
    Bed bed;
    bed.server.script("/x", {fault});
    const int from = fromTheStart ? 0 : 1;
    for (int i = 0; i < 3; ++i) {
        RangeRequest request = bed.slice(from + i);
        request.completeLength = kSize;
        bed.add().start(request);
    }
    QVERIFY(bed.waitForAll());
    QCOMPARE(bed.server.requests().size(), 4);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(bed.isRight(i, (from + i) * kSlice));
        QVERIFY(!bed.readers[static_cast<std::size_t>(i)]->isShared());
    }
    // And so it stays.
    bed.collectors[0].start(bed.slice(4));
    bed.collectors[1].start(bed.slice(5));
    QVERIFY(bed.waitForAll());
    QCOMPARE(bed.server.requests().size(), 6);
}

void TestGatherer::failuresBeforeTheHeadAreEverybodys()
{
    Bed bed;
    bed.server.script("/x", {fault::retryAfter(503, "7")});
    bed.start(5);
    QVERIFY(bed.waitForAll());
    QCOMPARE(bed.server.requests().size(), 1);
    for (const Collector &collector : bed.collectors) {
        QCOMPARE(collector.ends, 1);
        QCOMPARE(collector.error.kind, ErrorKind::ServerBusy);
        QCOMPARE(collector.retryAfter, 7s);
        QVERIFY(!collector.head);
    }
    for (int i = 0; i < 5; ++i)
        bed.collectors[static_cast<std::size_t>(i)].start(bed.slice(i));
    QVERIFY(bed.waitForAll());
    QCOMPARE(bed.server.requests().size(), 2);
    QVERIFY(bed.isRight(4));
}

void TestGatherer::failuresInTheBodyAreThoseOfOne_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<ErrorKind>("kind");
    Fault shorter;
    shorter.asRange = "bytes=0-2499";
    QTest::newRow("closed") << fault::closedAfter(2'500) << ErrorKind::ConnectionLost;
    QTest::newRow("stalled") << fault::stalledAfter(2'500) << ErrorKind::Stalled;
    QTest::newRow("less than asked for, and says so") << shorter << ErrorKind::ConnectionLost;
}

void TestGatherer::failuresInTheBodyAreThoseOfOne()
{
    QFETCH(Fault, fault);
    QFETCH(ErrorKind, kind);
    http::Fetcher::Options options;
    options.stallTimeout = 200ms;
    Bed bed(options);
    bed.server.script("/x", {fault});
    bed.start(6);
    QVERIFY(bed.waitForAll());
    // Qt may ask once more by itself when a connection is closed, and throws that answer away.
    QCOMPARE(bed.ranges().replace("0-5999 0-5999", "0-5999"), "0-5999 3000-5999");
    for (const int i : {0, 1, 3, 4, 5})
        QVERIFY2(bed.isRight(i), qPrintable(QString::number(i)));
    QCOMPARE(bed.collectors[2].error.kind, kind);
    QVERIFY(bed.collectors[2].body == patternBytes(2'000, 500));
}

void TestGatherer::beyondTheEnd()
{
    Bed bed;
    bed.add().start(bed.range(kSize - 1'000, 1'000));
    bed.add().start(bed.range(kSize + 100, 1'000));
    QVERIFY(bed.waitForAll());
    QVERIFY(bed.isRight(0, kSize - 1'000));
    QCOMPARE(bed.collectors[1].error.kind, ErrorKind::WrongRange);
    QVERIFY(bed.collectors[1].body.isEmpty());
}

void TestGatherer::theLastMayBeCut()
{
    Bed bed;
    bed.add().start(bed.range(kSize - 2'000, 1'500));
    bed.add().start(bed.range(kSize - 500, 1'000));
    QVERIFY(bed.waitForAll());
    QVERIFY(bed.isRight(0, kSize - 2'000, 1'500));
    QVERIFY(bed.isRight(1, kSize - 500, 500)); // as if it had asked alone
    QCOMPARE(bed.server.requests().size(), 1);
}

void TestGatherer::whoWaitsMayGiveUp()
{
    Bed bed;
    bed.server.script("/x", {fault::delayed(50ms)});
    bed.start(6);
    QVERIFY(QTest::qWaitFor([&] { return bed.server.requests().size() == 1; }));
    for (const std::size_t i : {0u, 3u, 5u})
        bed.readers[i]->abort();
    QVERIFY(QTest::qWaitFor([&] { return bed.order.size() == 3; }));
    for (const int i : {1, 2, 4})
        QVERIFY(bed.isRight(i));
    QCOMPARE(bed.readers[1]->bytesPassed(), kSlice);
    QCOMPARE(bed.server.requests().size(), 1);
    bed.collectors[3].start(bed.slice(3));
    QVERIFY(bed.collectors[3].waitForEnd());
    QVERIFY(bed.isRight(3));
}

void TestGatherer::whoReadsMayGiveUp_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<int>("requests");
    QTest::newRow("little is left") << qint64(100'000) << 1;
    QTest::newRow("much is left") << qint64(5'000'000) << 2;
}

void TestGatherer::whoReadsMayGiveUp()
{
    QFETCH(qint64, size);
    QFETCH(int, requests);
    Bed bed;
    bed.add().start(bed.slice(0));
    Collector &quitter = bed.add();
    quitter.isReading = false;
    QObject::connect(bed.readers[1].get(), &http::RangeReader::readable, &quitter, [&] {
        quitter.buffer.resize(100);
        bed.readers[1]->read(quitter.buffer);
        bed.readers[1]->abort();
    });
    quitter.start(bed.range(kSlice, size));
    bed.add().start(bed.range(kSlice + size, kSlice));
    QVERIFY(QTest::qWaitFor([&] { return bed.order.size() == 2; }));
    QVERIFY(bed.isRight(0));
    QVERIFY(bed.isRight(2, kSlice + size));
    QCOMPARE(quitter.ends, 0);
    QCOMPARE(bed.server.requests().size(), requests);
}

void TestGatherer::everybodyMayGiveUp()
{
    Bed bed;
    bed.server.script("/x", {fault::stalledAfter(0), fault::stalledAfter(500)});
    bed.start(3);
    QVERIFY(QTest::qWaitFor([&] { return bed.server.requests().size() == 1; }));
    for (const auto &reader : bed.readers)
        reader->abort();
    for (int i = 0; i < 3; ++i)
        bed.collectors[static_cast<std::size_t>(i)].start(bed.slice(i));
    QVERIFY(QTest::qWaitFor([&] { return bed.collectors[0].body.size() == 500; }));
    for (const auto &reader : bed.readers)
        reader->abort();
    for (int i = 0; i < 3; ++i)
        bed.collectors[static_cast<std::size_t>(i)].start(bed.slice(i));
    QVERIFY(bed.waitForAll());
    for (int i = 0; i < 3; ++i)
        QVERIFY(bed.isRight(i));
    QCOMPARE(bed.server.requests().size(), 3);
}

void TestGatherer::readingIsTheBackPressure()
{
    http::Fetcher::Options options;
    options.stallTimeout = 300ms;
    Bed bed(options);
    Collector &first = bed.add();
    first.isReading = false;
    first.start(bed.slice(0));
    bed.add().start(bed.range(kSlice, 5'000'000));
    QVERIFY(QTest::qWaitFor([&] { return first.readables > 0; }));
    QTest::qWait(500); // nobody stalls who does not read, nor who waits for its turn
    QVERIFY(!bed.collectors[1].head);
    QCOMPARE(first.ends + bed.collectors[1].ends, 0);
    QVERIFY(bed.server.bytesServed() < 5'000'000);
    first.isReading = true;
    bed.readers[0]->resume();
    QVERIFY(bed.waitForAll());
    QVERIFY(bed.isRight(0));
    QVERIFY(bed.isRight(1, kSlice, 5'000'000));
}

void TestGatherer::eachHasItsOwnLimiter()
{
    http::RateLimiter limiter;
    limiter.setRate(200'000);
    Bed bed;
    QElapsedTimer clock;
    bed.add().start(bed.range(0, 500'000));
    bed.add(&limiter).start(bed.range(500'000, 100'000));
    bed.add().start(bed.range(600'000, 500'000));
    QVERIFY(bed.collectors[0].waitForEnd());
    clock.start();
    QVERIFY(bed.collectors[1].waitForEnd());
    QVERIFY(clock.elapsed() > 300); // 100,000 bytes, of which a tenth of a second's worth comes at once
    clock.start();
    QVERIFY(bed.collectors[2].waitForEnd());
    QVERIFY(clock.elapsed() < 2'000); // 2.5 s under that limit
    QVERIFY(bed.isRight(0, 0, 500'000));
    QVERIFY(bed.isRight(1, 500'000, 100'000));
    QVERIFY(bed.isRight(2, 600'000, 500'000));
    QCOMPARE(bed.server.requests().size(), 1);
}

void TestGatherer::readersStartAndGoInsideSignals()
{
    Bed bed;
    bed.start(4);
    int again = 0;
    QObject::connect(bed.readers[0].get(), &http::RangeReader::ended, &bed.collectors[0], [&] {
        bed.readers[2].reset();
        if (++again < 3)
            bed.collectors[0].start(bed.slice(10 * again));
    });
    QObject::connect(bed.readers[1].get(), &http::RangeReader::headReceived, &bed.collectors[1],
                     [&] { bed.readers[1]->abort(); });
    QVERIFY(QTest::qWaitFor([&] { return again == 3 && bed.collectors[3].ends == 1; }));
    QVERIFY(bed.isRight(0, 20 * kSlice));
    QVERIFY(bed.isRight(3));
    QCOMPARE(bed.collectors[1].ends + bed.collectors[2].ends, 0);
}

QTEST_GUILESS_MAIN(TestGatherer)
#include "tst_gatherer.moc"
