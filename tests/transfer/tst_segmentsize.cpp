#include "core/transfer/routing/segmentsize.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;
using namespace std::chrono_literals;

class tst_SegmentSize : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void size_data();
    void size();
    void theWaysEnd();
};

namespace {

constexpr quint64 kMiB = 1 << 20;

} // namespace

void tst_SegmentSize::size_data()
{
    QTest::addColumn<quint64>("missing");
    QTest::addColumn<double>("speed");
    QTest::addColumn<int>("latency"); // ms
    QTest::addColumn<quint64>("expected");
    QTest::newRow("nothing known, much missing") << 1024 * kMiB << 0.0 << 0 << 8 * kMiB;
    QTest::newRow("nothing known, some missing") << 20 * kMiB << 0.0 << 0 << 5 * kMiB / 2;
    QTest::newRow("nothing known, little missing") << kMiB << 0.0 << 0 << kMiB;
    QTest::newRow("near and fast") << 1024 * kMiB << 100e6 << 1 << 8 * kMiB;
    QTest::newRow("far and fast") << 4096 * kMiB << 20e6 << 200 << quint64(80'000'000);
    QTest::newRow("far and fast, at the end") << 20 * kMiB << 20e6 << 200 << 5 * kMiB;
    QTest::newRow("slow: the end in small pieces") << kMiB << 100e3 << 50 << kMiB / 4;
    QTest::newRow("slow: an equal share") << 8 * kMiB << 100e3 << 50 << kMiB;
    QTest::newRow("beyond all measure") << 100'000 * kMiB << 1e12 << 60'000 << 256 * kMiB;
    QTest::newRow("nothing missing") << quint64(0) << 1e6 << 50 << kMiB / 4;
}

void tst_SegmentSize::size()
{
    QFETCH(quint64, missing);
    QFETCH(double, speed);
    QFETCH(int, latency);
    QFETCH(quint64, expected);
    QCOMPARE(segmentSize(missing, 4, {speed, std::chrono::milliseconds(latency)}), expected);
}

/// Cutting a gibibyte until nothing is left: few requests, and the last ones short.
void tst_SegmentSize::theWaysEnd()
{
    const Pace pace{5e6, 50ms};
    quint64 missing = 1024 * kMiB;
    int requests = 0;
    quint64 last = 0;
    while (missing > 0) {
        last = std::min(missing, segmentSize(missing, 4, pace));
        missing -= last;
        ++requests;
    }
    QVERIFY2(requests < 150, qPrintable(QString::number(requests)));
    QVERIFY(last <= kMiB / 4);
}

SLUICE_TEST(tst_SegmentSize)
#include "tst_segmentsize.moc"
