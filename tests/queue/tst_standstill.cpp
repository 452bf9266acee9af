#include "core/queue/standstill.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <vector>

using queue::Standstill;
using namespace std::chrono_literals;

namespace {

constexpr Standstill::Clock::time_point kStart{1'000'000s};

/// One thing that happens, so long after the start.
struct Step
{
    enum class What { Begin, End, DiskEnd, Wait, Restarted, Forget };
    What what;
    std::chrono::milliseconds at{0};
    qint64 kept = 0;
};
using Steps = std::vector<Step>;

void apply(Standstill &standstill, const Step &step)
{
    const auto now = kStart + step.at;
    switch (step.what) {
    case Step::What::Begin:
        return standstill.begin(now);
    case Step::What::End:
        return standstill.end(step.kept, Standstill::Cause::Elsewhere, now);
    case Step::What::DiskEnd:
        return standstill.end(step.kept, Standstill::Cause::Disk, now);
    case Step::What::Wait:
        return standstill.wait(now);
    case Step::What::Restarted:
        return standstill.restarted();
    case Step::What::Forget:
        return standstill.forget();
    }
}

} // namespace

class tst_Standstill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void counts_data();
    void counts();
    void leavesTime();
};

void tst_Standstill::counts_data()
{
    using enum Step::What;
    QTest::addColumn<Steps>("steps");
    QTest::addColumn<int>("lasted"); // seconds, 100 s after the start
    QTest::addColumn<int>("rounds");
    QTest::newRow("nothing ever came") << Steps{{Begin, 0s}, {End, 30s, 0}, {Wait, 40s}} << 100 << 1;
    QTest::newRow("something came and stays") << Steps{{Begin, 0s}, {End, 30s, 500}, {Wait, 40s}} << 70 << 1;
    QTest::newRow("the same bytes again")
        << Steps{{Begin, 0s}, {End, 10s, 500}, {Wait, 20s},     {Begin, 20s}, {End, 30s, 500},
                 {Wait, 40s}, {Begin, 40s},    {End, 50s, 499}, {Wait, 60s}}
        << 90 << 3;
    QTest::newRow("one byte more") << Steps{{Begin, 0s},  {End, 10s, 500}, {Wait, 20s},
                                            {Begin, 20s}, {End, 30s, 501}, {Wait, 40s}}
                                   << 70 << 1;
    QTest::newRow("what the disk took last does not count")
        << Steps{{Begin, 0s},  {DiskEnd, 10s, 500}, {Wait, 20s},
                 {Begin, 20s}, {DiskEnd, 30s, 900}, {Wait, 40s}}
        << 90 << 2;
    QTest::newRow("until the disk failed it moved") << Steps{{Begin, 0s}, {DiskEnd, 60s, 500}} << 40 << 0;
    QTest::newRow("in the queue for a place")
        << Steps{{Begin, 0s}, {End, 10s, 0}, {Wait, 20s}, {Begin, 70s}} << 50 << 1;
    QTest::newRow("from the start again, with another file")
        << Steps{{Begin, 0s}, {End, 10s, 500}, {Wait, 20s}, {Begin, 20s}, {Restarted}, {End, 30s, 300}} << 70
        << 0;
    QTest::newRow("another file each time")
        << Steps{{Begin, 0s},  {End, 10s, 500}, {Restarted},    {Restarted},  {Restarted},
                 {Wait, 20s},  {Begin, 20s},    {End, 30s, 90}, {Restarted},  {Wait, 40s},
                 {Begin, 40s}, {End, 50s, 90},  {Wait, 60s},    {Begin, 60s}, {End, 70s, 90}}
        << 70 << 2;
    QTest::newRow("the user says: again")
        << Steps{{Begin, 0s}, {End, 10s, 500}, {Wait, 20s}, {Forget}, {Begin, 80s}} << 20 << 0;
}

void tst_Standstill::counts()
{
    QFETCH(Steps, steps);
    Standstill standstill;
    for (const Step &step : steps)
        apply(standstill, step);
    QTEST(static_cast<int>(standstill.lasted(kStart + 100s) / 1s), "lasted");
    QTEST(standstill.rounds(), "rounds");
    QVERIFY(!standstill.isTooLong(0s, kStart + 100h)); // no bound
    QVERIFY(standstill.isTooLong(standstill.lasted(kStart + 100s), kStart + 100s));
    QVERIFY(!standstill.isTooLong(standstill.lasted(kStart + 100s) + 1s, kStart + 100s));
}

void tst_Standstill::leavesTime()
{
    Standstill standstill;
    standstill.begin(kStart);
    QVERIFY(!standstill.left(0s, kStart));
    QCOMPARE(standstill.left(60s, kStart).value().count(), 60'000);
    QCOMPARE(standstill.left(60s, kStart + 20s).value().count(), 40'000);
    QCOMPARE(standstill.left(60s, kStart + 59s).value().count(), 5'000); // something can still be tried
    QCOMPARE(standstill.left(2s, kStart + 59s).value().count(), 2'000);
}

SLUICE_TEST(tst_Standstill)
#include "tst_standstill.moc"
