#include "coalescerbed.h"
#include "core/http/ratelimiter.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>

using namespace std::chrono_literals;
using namespace support;

/// Readers of one request: each reads at its own pace, under its own limit, and may go at any time.
class tst_CoalescedReaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoWaitsMayGiveUp();
    void whoReadsMayGiveUp_data();
    void whoReadsMayGiveUp();
    void everybodyMayGiveUp();
    void readingIsTheBackPressure();
    void eachHasItsOwnLimiter();
    void readersStartAndGoInsideSignals();
};

void tst_CoalescedReaders::whoWaitsMayGiveUp()
{
    GathererBed bed;
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

void tst_CoalescedReaders::whoReadsMayGiveUp_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<int>("requests");
    QTest::newRow("little is left") << qint64(100'000) << 1;
    QTest::newRow("much is left") << qint64(5'000'000) << 2;
}

void tst_CoalescedReaders::whoReadsMayGiveUp()
{
    QFETCH(qint64, size);
    QFETCH(int, requests);
    GathererBed bed;
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

void tst_CoalescedReaders::everybodyMayGiveUp()
{
    GathererBed bed;
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

void tst_CoalescedReaders::readingIsTheBackPressure()
{
    http::Fetcher::Options options;
    options.stallTimeout = 700ms;
    GathererBed bed(options);
    Collector &first = bed.add();
    first.isReading = false;
    first.start(bed.slice(0));
    constexpr qint64 kLarge = 50'000'000; // of which some MB come at once when the machine is busy
    bed.add().start(bed.range(kSlice, kLarge));
    QVERIFY(QTest::qWaitFor([&] { return first.readables > 0; }));
    QTest::qWait(1000); // nobody stalls who does not read, nor who waits for its turn
    QVERIFY(!bed.collectors[1].head);
    QCOMPARE(first.ends + bed.collectors[1].ends, 0);
    QVERIFY2(bed.server.bytesServed() < kLarge / 2, qPrintable(QString::number(bed.server.bytesServed())));
    first.isReading = true;
    bed.readers[0]->resume();
    QVERIFY(bed.waitForAll());
    QVERIFY(bed.isRight(0));
    QVERIFY(bed.isRight(1, kSlice, kLarge));
}

void tst_CoalescedReaders::eachHasItsOwnLimiter()
{
    http::RateLimiter limiter;
    limiter.setRate(200'000);
    GathererBed bed;
    QElapsedTimer clock;
    bed.add().start(bed.range(0, 500'000));
    bed.add(&limiter).start(bed.range(500'000, 100'000));
    bed.add().start(bed.range(600'000, 500'000));
    bed.add().start(bed.range(1'100'000, 1'000));
    QVERIFY(bed.collectors[0].waitForEnd());
    clock.start();
    bed.readers[0].reset();
    bed.readers[3]->abort();
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

void tst_CoalescedReaders::readersStartAndGoInsideSignals()
{
    GathererBed bed;
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

SLUICE_TEST(tst_CoalescedReaders)
#include "tst_coalescedreaders.moc"
