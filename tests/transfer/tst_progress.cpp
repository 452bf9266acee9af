#include "core/transfer/progress.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;
using namespace std::chrono_literals;

class tst_Progress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void steadyRate();
    void forgetsOldPoints();
    void standstillAndClockSetBack();
    void fractionStaysWithinBounds();
};

namespace {

const RateEstimator::Clock::time_point kStart{1000h};

} // namespace

void tst_Progress::steadyRate()
{
    RateEstimator rate(5s);
    for (int i = 0; i <= 40; ++i)
        rate.sample(i * 250, kStart + i * 250ms);
    QCOMPARE(rate.bytesPerSecond(kStart + 10s), 1000);
}

void tst_Progress::forgetsOldPoints()
{
    RateEstimator rate(5s);
    for (int i = 0; i <= 20; ++i)
        rate.sample(i * 1'000'000, kStart + i * 1s);
    for (int i = 21; i <= 40; ++i)
        rate.sample(20'000'000, kStart + i * 1s);
    QCOMPARE(rate.bytesPerSecond(kStart + 40s), 0);
}

void tst_Progress::standstillAndClockSetBack()
{
    RateEstimator rate(5s);
    rate.sample(0, kStart);
    rate.sample(1000, kStart + 1s);
    QCOMPARE(rate.bytesPerSecond(kStart + 1h), 0);
    rate.sample(2000, kStart - 1h);
    QCOMPARE(rate.bytesPerSecond(kStart - 1h), 0);
    rate.sample(3000, kStart - 1h + 1s);
    QCOMPARE(rate.bytesPerSecond(kStart - 1h + 1s), 1000);
}

void tst_Progress::fractionStaysWithinBounds()
{
    Progress progress;
    QCOMPARE(progress.fraction(), -1.0);
    progress.encodedSize = 100;
    progress.encodedDone = 150;
    QCOMPARE(progress.fraction(), 1.0);
    progress.encodedDone = 50;
    progress.bytesPerSecond = 10;
    QCOMPARE(progress.fraction(), 0.5);
    QCOMPARE(progress.secondsLeft(), 5);
}

SLUICE_TEST(tst_Progress)
#include "tst_progress.moc"
