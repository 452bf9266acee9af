#include "core/http/ratelimiter.h"

#include <QTest>
#include <atomic>
#include <thread>

using namespace std::chrono_literals;
using http::RateLimiter;
using Clock = RateLimiter::Clock;

class TestRateLimiter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unlimitedGivesAll();
    void holdsTheRate_data();
    void holdsTheRate();
    void savesNoMoreThanATenthOfASecond();
    void neverStarvesATinyRate();
    void takesBack();
    void followsANewRate();
    void ignoresAnEarlierClock();
    void sharedByThreads();
};

namespace {

// Any point far from the clock's zero.
constexpr Clock::time_point kStart{1h};

/// What is given within `time` to somebody who asks for `wanted` every `step`.
qint64 taken(RateLimiter &limiter, Clock::time_point from, Clock::duration time, Clock::duration step,
             qint64 wanted)
{
    qint64 sum = 0;
    for (auto now = from; now < from + time; now += step)
        sum += limiter.take(wanted, now);
    return sum;
}

} // namespace

void TestRateLimiter::unlimitedGivesAll()
{
    RateLimiter limiter;
    QCOMPARE(limiter.rate(), 0);
    QCOMPARE(limiter.take(qint64(1) << 40, kStart), qint64(1) << 40);
    QCOMPARE(limiter.take(0, kStart), 0);
    QCOMPARE(limiter.take(-5, kStart), 0);
}

void TestRateLimiter::holdsTheRate_data()
{
    QTest::addColumn<qint64>("rate");
    for (const qint64 rate : {1'000LL, 10'000LL, 1'000'000LL, 100'000'000LL, 10'000'000'000LL})
        QTest::addRow("%lld B/s", rate) << rate;
}

void TestRateLimiter::holdsTheRate()
{
    QFETCH(qint64, rate);
    RateLimiter limiter;
    limiter.setRate(rate);
    limiter.take(rate, kStart); // the first full bucket
    for (int window = 0; window < 10; ++window) {
        const qint64 sum = taken(limiter, kStart + window * 2s, 2s, RateLimiter::kPause, rate);
        QVERIFY2(std::abs(double(sum) / double(2 * rate) - 1) < 0.05, qPrintable(QString::number(sum)));
    }
}

void TestRateLimiter::savesNoMoreThanATenthOfASecond()
{
    RateLimiter limiter;
    limiter.setRate(1'000'000);
    QCOMPARE(limiter.take(1'000'000, kStart), 100'000);
    QCOMPARE(limiter.take(1'000'000, kStart), 0);
    QCOMPARE(limiter.take(1'000'000, kStart + 1h), 100'000);
}

void TestRateLimiter::neverStarvesATinyRate()
{
    RateLimiter limiter;
    limiter.setRate(3);
    limiter.take(100, kStart);
    const qint64 sum = taken(limiter, kStart, 100s, RateLimiter::kPause, 100);
    QVERIFY2(sum >= 290 && sum <= 301, qPrintable(QString::number(sum)));
}

void TestRateLimiter::takesBack()
{
    RateLimiter limiter;
    limiter.setRate(1'000);
    QCOMPARE(limiter.take(60, kStart), 60);
    limiter.giveBack(20);
    QCOMPARE(limiter.take(1'000, kStart), 60);
    limiter.giveBack(1'000'000); // never more than the bucket holds
    QCOMPARE(limiter.take(1'000, kStart), 100);
}

void TestRateLimiter::followsANewRate()
{
    RateLimiter limiter;
    limiter.setRate(1'000'000);
    QCOMPARE(limiter.take(1, kStart), 1);
    limiter.setRate(1'000);
    QCOMPARE(limiter.take(1'000'000, kStart), 100);
    limiter.setRate(0);
    QCOMPARE(limiter.take(1'000'000, kStart), 1'000'000);
    limiter.setRate(-7);
    QCOMPARE(limiter.rate(), 0);
}

void TestRateLimiter::ignoresAnEarlierClock()
{
    RateLimiter limiter;
    limiter.setRate(1'000);
    QCOMPARE(limiter.take(1'000, kStart), 100);
    QCOMPARE(limiter.take(1'000, kStart - 10s), 0);
    QCOMPARE(limiter.take(1'000, kStart + 50ms), 50);
}

void TestRateLimiter::sharedByThreads()
{
    RateLimiter limiter;
    limiter.setRate(1'000'000);
    std::atomic<qint64> sum = 0;
    const auto work = [&] {
        for (auto now = kStart; now < kStart + 2s; now += 1ms)
            sum += limiter.take(5'000, now);
    };
    std::thread first(work);
    std::thread second(work);
    first.join();
    second.join();
    // One bucket for both: the clock that is ahead fills it, the other finds it empty.
    QVERIFY2(sum <= 2'100'000, qPrintable(QString::number(sum)));
    QVERIFY2(sum >= 1'900'000, qPrintable(QString::number(sum)));
}

QTEST_GUILESS_MAIN(TestRateLimiter)
#include "tst_ratelimiter.moc"
