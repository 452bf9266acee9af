#include "core/http/ratelimiter.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <atomic>
#include <functional>
#include <numeric>
#include <thread>

using namespace std::chrono_literals;
using http::RateLimiter;
using Clock = RateLimiter::Clock;

class tst_RateLimiter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unlimitedGivesAll();
    void holdsTheRate_data();
    void holdsTheRate();
    void savesNoMoreThanATenthOfASecond();
    void givesNoCrumbs();
    void neverStarvesATinyRate();
    void takesBack();
    void followsANewRate();
    void tellsWhetherItHoldsBack();
    void ignoresAnEarlierClock();
    void sharedByThreads();
    void sharedFairly_data();
    void sharedFairly();
    void whatOneLeavesTheOthersGet();
    void parentsAllowToo();
    void equalSharesBelowAParent();
    void givesBackToTheParent();
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

void tst_RateLimiter::unlimitedGivesAll()
{
    RateLimiter limiter;
    QCOMPARE(limiter.rate(), 0);
    QCOMPARE(limiter.take(qint64(1) << 40, kStart), qint64(1) << 40);
    QCOMPARE(limiter.take(0, kStart), 0);
    QCOMPARE(limiter.take(-5, kStart), 0);
}

void tst_RateLimiter::holdsTheRate_data()
{
    QTest::addColumn<qint64>("rate");
    for (const qint64 rate : {1'000LL, 10'000LL, 1'000'000LL, 100'000'000LL, 10'000'000'000LL})
        QTest::addRow("%lld B/s", rate) << rate;
}

void tst_RateLimiter::holdsTheRate()
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

void tst_RateLimiter::savesNoMoreThanATenthOfASecond()
{
    RateLimiter limiter;
    limiter.setRate(1'000'000);
    QCOMPARE(limiter.take(1'000'000, kStart), 100'000);
    QCOMPARE(limiter.take(1'000'000, kStart), 0);
    QCOMPARE(limiter.take(1'000'000, kStart + 1h), 100'000);
}

/// Whoever reads as long as there is something must come to rest; who wants little gets it at once.
void tst_RateLimiter::givesNoCrumbs()
{
    RateLimiter limiter;
    limiter.setRate(1'000'000);
    limiter.take(1'000'000, kStart); // the first full bucket
    QCOMPARE(limiter.take(1'000'000, kStart + 1ms), 0);
    QCOMPARE(limiter.take(500, kStart + 1ms), 500);
    QVERIFY(limiter.take(1'000'000, kStart + 1ms + RateLimiter::kPause) >= 20'000);
}

void tst_RateLimiter::neverStarvesATinyRate()
{
    RateLimiter limiter;
    limiter.setRate(3);
    limiter.take(100, kStart);
    const qint64 sum = taken(limiter, kStart, 100s, RateLimiter::kPause, 100);
    QVERIFY2(sum >= 290 && sum <= 301, qPrintable(QString::number(sum)));
}

void tst_RateLimiter::takesBack()
{
    RateLimiter limiter;
    limiter.setRate(1'000);
    QCOMPARE(limiter.take(60, kStart), 60);
    limiter.giveBack(20);
    QCOMPARE(limiter.take(1'000, kStart), 60);
    limiter.giveBack(1'000'000); // never more than the bucket holds
    QCOMPARE(limiter.take(1'000, kStart), 100);
}

void tst_RateLimiter::tellsWhetherItHoldsBack()
{
    RateLimiter limiter;
    QVERIFY(limiter.hasSpare());
    limiter.setRate(1000);
    const RateLimiter::Clock::time_point now{std::chrono::hours(1)};
    std::ignore = limiter.take(10, now);
    QVERIFY(limiter.hasSpare());
    std::ignore = limiter.take(1000, now);
    QVERIFY(!limiter.hasSpare());
}

void tst_RateLimiter::followsANewRate()
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

void tst_RateLimiter::ignoresAnEarlierClock()
{
    RateLimiter limiter;
    limiter.setRate(1'000);
    QCOMPARE(limiter.take(1'000, kStart), 100);
    QCOMPARE(limiter.take(1'000, kStart - 10s), 0);
    QCOMPARE(limiter.take(1'000, kStart + 50ms), 50);
}

void tst_RateLimiter::sharedByThreads()
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

namespace {

/// `count` takers who are as greedy as the fetcher is: they take until they get nothing, then wait kPause.
/// Each began at another time, and taker i wants appetites[i] bytes per second at most (0: all it can get).
struct Crowd
{
    explicit Crowd(std::size_t count)
        : next(count)
        , sums(count)
        , appetites(count)
    {
        for (std::size_t i = 0; i < count; ++i)
            next[i] = kStart + RateLimiter::kPause * i * i / (count * count);
    }

    /// One millisecond.
    void run(Clock::time_point now, const std::function<qint64(std::size_t, qint64)> &take)
    {
        qint64 sum = 0;
        for (std::size_t i = 0; i < next.size(); ++i) {
            if (next[i] > now)
                continue;
            next[i] += RateLimiter::kPause;
            const auto wanted = appetites[i] > 0 ? appetites[i] * RateLimiter::kPause / 1s : qint64(64 << 10);
            qint64 got = 0;
            do {
                got = take(i, wanted);
                sums[i] += got;
                sum += got;
            } while (got > 0 && appetites[i] == 0);
        }
        all.push_back(sum);
    }

    /// The furthest that the sum of any two seconds after the first is from `rate`.
    double error(qint64 rate) const
    {
        double worst = 0;
        for (std::size_t from = 1000; from + 2000 <= all.size(); ++from) {
            const auto sum = std::accumulate(all.begin() + std::ptrdiff_t(from),
                                             all.begin() + std::ptrdiff_t(from) + 2000, qint64(0));
            worst = std::max(worst, std::abs(double(sum) / double(2 * rate) - 1));
        }
        return worst;
    }

    std::vector<Clock::time_point> next;
    std::vector<qint64> sums;
    std::vector<qint64> appetites;
    std::vector<qint64> all; ///< per millisecond
};

} // namespace

void tst_RateLimiter::sharedFairly_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<qint64>("rate");
    for (const int count : {1, 2, 3, 8, 40}) {
        for (const qint64 rate : {20'000LL, 1'000'000LL, 300'000'000LL})
            QTest::addRow("%d takers, %lld B/s", count, rate) << count << rate;
    }
}

void tst_RateLimiter::sharedFairly()
{
    QFETCH(int, count);
    QFETCH(qint64, rate);
    RateLimiter limiter;
    limiter.setRate(rate);
    limiter.take(rate, kStart); // the first full bucket
    Crowd crowd(static_cast<std::size_t>(count));
    for (auto now = kStart; now < kStart + 10s; now += 1ms)
        crowd.run(now,
                  [&](std::size_t i, qint64 wanted) { return limiter.take(wanted, now, &crowd.sums[i]); });
    for (const qint64 sum : crowd.sums) {
        const double share = double(sum) / (10.0 * double(rate) / count);
        QVERIFY2(std::abs(share - 1) < 0.1, qPrintable(QString::number(share)));
    }
    QVERIFY2(crowd.error(rate) <= 0.05, qPrintable(QString::number(crowd.error(rate))));
}

void tst_RateLimiter::whatOneLeavesTheOthersGet()
{
    RateLimiter limiter;
    limiter.setRate(1'000'000);
    Crowd crowd(4);
    crowd.appetites = {0, 100'000, 50'000, 0};
    for (auto now = kStart; now < kStart + 10s; now += 1ms)
        crowd.run(now,
                  [&](std::size_t i, qint64 wanted) { return limiter.take(wanted, now, &crowd.sums[i]); });
    QVERIFY2(crowd.error(1'000'000) <= 0.05, qPrintable(QString::number(crowd.error(1'000'000))));
    const std::vector<double> expected{4'250'000, 1'000'000, 500'000, 4'250'000};
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY2(std::abs(double(crowd.sums[i]) / expected[i] - 1) < 0.1,
                 qPrintable(QString::number(crowd.sums[i])));
}

void tst_RateLimiter::parentsAllowToo()
{
    RateLimiter parent;
    RateLimiter child(&parent);
    QCOMPARE(child.take(1'000'000, kStart), 1'000'000);
    parent.setRate(10'000);
    QCOMPARE(child.take(1'000'000, kStart), 1'000);
    QCOMPARE(child.take(1'000'000, kStart), 0);
    child.setRate(5'000);
    parent.setRate(1'000'000);
    QCOMPARE(child.take(1'000'000, kStart + 1s), 500);
    // What the parent refuses is not lost to the child.
    parent.setRate(1'000);
    QCOMPARE(parent.take(1'000, kStart + 2s), 100);
    QCOMPARE(child.take(1'000'000, kStart + 2s), 0);
    parent.setRate(0);
    QCOMPARE(child.take(1'000'000, kStart + 2s), 500);
}

/// One file with five connections, one with one, and one with a limit of its own.
void tst_RateLimiter::equalSharesBelowAParent()
{
    RateLimiter parent;
    parent.setRate(1'000'000);
    RateLimiter many(&parent);
    RateLimiter one(&parent);
    RateLimiter slow(&parent);
    slow.setRate(100'000);
    Crowd crowd(7);
    for (auto now = kStart; now < kStart + 10s; now += 1ms)
        crowd.run(now, [&](std::size_t i, qint64 wanted) {
            RateLimiter &limiter = i < 5 ? many : i == 5 ? one : slow;
            return limiter.take(wanted, now, &crowd.sums[i]);
        });
    QVERIFY2(crowd.error(1'000'000) <= 0.05, qPrintable(QString::number(crowd.error(1'000'000))));
    const qint64 ofMany = std::accumulate(crowd.sums.begin(), crowd.sums.begin() + 5, qint64(0));
    QVERIFY2(std::abs(double(ofMany) / 4'500'000 - 1) < 0.1, qPrintable(QString::number(ofMany)));
    QVERIFY2(std::abs(double(crowd.sums[5]) / 4'500'000 - 1) < 0.1,
             qPrintable(QString::number(crowd.sums[5])));
    QVERIFY2(std::abs(double(crowd.sums[6]) / 1'000'000 - 1) < 0.1,
             qPrintable(QString::number(crowd.sums[6])));
}

void tst_RateLimiter::givesBackToTheParent()
{
    RateLimiter parent;
    parent.setRate(1'000);
    RateLimiter child(&parent);
    child.setRate(1'000);
    QCOMPARE(child.take(100, kStart), 100);
    child.giveBack(60);
    QCOMPARE(child.take(100, kStart), 60);
    QCOMPARE(parent.take(100, kStart), 0);
}

SLUICE_TEST(tst_RateLimiter)
#include "tst_ratelimiter.moc"
