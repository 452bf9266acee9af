#include "coalescerbed.h"

#include "tests/support/testmain.h"

using namespace std::chrono_literals;
using namespace support;
using core::ErrorKind;
using http::RangeCoalescer;
using http::RangeRequest;

/// What goes together in one request, and what its answer means for each reader.
class tst_RangeCoalescer : public QObject
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
};

void tst_RangeCoalescer::neighboursShareARequest()
{
    GathererBed bed;
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

void tst_RangeCoalescer::collectsWhileARequestIsUnderWay()
{
    GathererBed bed;
    bed.server.script("/x", {fault::delayed(100ms)});
    bed.add().start(bed.slice(0));
    QVERIFY(QTest::qWaitFor([&] { return bed.server.requests().size() == 1; }));
    for (int i = 1; i < 20; ++i)
        bed.add().start(bed.slice(i));
    QVERIFY(bed.waitForAll());
    QCOMPARE(bed.ranges(), "0-999 1000-19999");
    QVERIFY(!bed.readers.front()->isShared());
    for (int i = 0; i < 20; ++i)
        QVERIFY(bed.isRight(i));
    QCOMPARE(bed.server.connections(), 1);
}

void tst_RangeCoalescer::nobodyWaitsAlone()
{
    GathererBed bed;
    Collector &one = bed.add();
    for (int i = 0; i < 5; ++i) {
        QVERIFY(one.run(bed.slice(2 * i)));
        QVERIFY(bed.isRight(0, 2 * i * kSlice));
    }
    QCOMPARE(bed.server.requests().size(), 5);
}

void tst_RangeCoalescer::whatGoesTogether_data()
{
    QTest::addColumn<qint64>("first"); // of the second range; the one before it ends at 1,000
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QByteArray>("ranges");
    const auto row = [](const char *name, qint64 first, qint64 size, const QByteArray &ranges) {
        QTest::newRow(name) << first << size << ranges;
    };
    row("side by side", 2'000, 500, "1000-2499");
    row("a gap", 2'100, 500, "1000-2599");
    row("the largest gap", 2'000 + RangeCoalescer::kMostGap, 500, "1000-35267");
    row("a larger one", 2'001 + RangeCoalescer::kMostGap, 500, "1000-1999 34769-35268");
    row("one byte in common", 1'999, 500, "1000-1999 1999-2498");
    row("the same", 1'000, 1'000, "1000-1999 1000-1999");
    row("before it", 0, 1'000, "0-1999");
    row("just not too much", 2'000, RangeCoalescer::kMostTogether - 1'000, "1000-8389607");
    row("too much", 2'000, RangeCoalescer::kMostTogether - 999, "1000-1999 2000-8389608");
}

void tst_RangeCoalescer::whatGoesTogether()
{
    QFETCH(qint64, first);
    QFETCH(qint64, size);
    QFETCH(QByteArray, ranges);
    GathererBed bed;
    bed.add().start(bed.slice(1));
    bed.add().start(bed.range(first, size));
    QVERIFY(bed.waitForAll());
    QCOMPARE(bed.ranges(), ranges);
    QVERIFY(bed.isRight(0, 1'000));
    QVERIFY(bed.isRight(1, first, size));
    const bool isGap = !ranges.contains(' ') && first > 2'000;
    QCOMPARE(bed.readers[1]->bytesPassed(), isGap ? first - 2'000 : 0);
}

void tst_RangeCoalescer::refusedTogetherEachAsksAlone_data()
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

void tst_RangeCoalescer::refusedTogetherEachAsksAlone()
{
    QFETCH(Fault, fault);
    QFETCH(bool, fromTheStart);
    GathererBed bed;
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

void tst_RangeCoalescer::failuresBeforeTheHeadAreEverybodys()
{
    GathererBed bed;
    bed.server.script("/x", {fault::retryAfter(503, "7")});
    bed.start(5);
    QVERIFY(bed.waitForAll());
    QCOMPARE(bed.server.requests().size(), 1);
    for (const Collector &collector : bed.collectors) {
        QCOMPARE(collector.ends, 1);
        QCOMPARE(collector.error.kind, ErrorKind::ServerBusy);
        QCOMPARE(collector.refusal.retryAfter, 7s);
        QVERIFY(!collector.head);
    }
    for (int i = 0; i < 5; ++i)
        bed.collectors[static_cast<std::size_t>(i)].start(bed.slice(i));
    QVERIFY(bed.waitForAll());
    QCOMPARE(bed.server.requests().size(), 2);
    QVERIFY(bed.isRight(4));
}

void tst_RangeCoalescer::failuresInTheBodyAreThoseOfOne_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<ErrorKind>("kind");
    Fault shorter;
    shorter.asRange = "bytes=0-2499";
    QTest::newRow("closed") << fault::closedAfter(2'500) << ErrorKind::ConnectionLost;
    QTest::newRow("stalled") << fault::stalledAfter(2'500) << ErrorKind::Stalled;
    QTest::newRow("less than asked for, and says so") << shorter << ErrorKind::ConnectionLost;
}

void tst_RangeCoalescer::failuresInTheBodyAreThoseOfOne()
{
    QFETCH(Fault, fault);
    QFETCH(ErrorKind, kind);
    http::Fetcher::Options options;
    options.stallTimeout = kind == ErrorKind::Stalled ? 800ms : 30s;
    GathererBed bed(options);
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

void tst_RangeCoalescer::beyondTheEnd()
{
    GathererBed bed;
    bed.add().start(bed.range(kSize - 1'000, 1'000));
    bed.add().start(bed.range(kSize + 100, 1'000));
    QVERIFY(bed.waitForAll());
    QVERIFY(bed.isRight(0, kSize - 1'000));
    QCOMPARE(bed.collectors[1].error.kind, ErrorKind::WrongRange);
    QVERIFY(bed.collectors[1].body.isEmpty());
}

void tst_RangeCoalescer::theLastMayBeCut()
{
    GathererBed bed;
    bed.add().start(bed.range(kSize - 2'000, 1'500));
    bed.add().start(bed.range(kSize - 500, 1'000));
    QVERIFY(bed.waitForAll());
    QVERIFY(bed.isRight(0, kSize - 2'000, 1'500));
    QVERIFY(bed.isRight(1, kSize - 500, 500)); // as if it had asked alone
    QCOMPARE(bed.server.requests().size(), 1);
}

SLUICE_TEST(tst_RangeCoalescer)
#include "tst_rangecoalescer.moc"
