#include "core/transfer/fetch/memorypressure.h"
#include "core/transfer/fetch/tuning.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace transfer;

class tst_MemoryPressure : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data();
    void parses();
    void readsThisMachine();
    void judges_data();
    void judges();
    void squeezesAndNeverGrows();
};

namespace {

constexpr quint64 kMiB = 1 << 20;

const QByteArray kPressure = "some avg10=12.50 avg60=3.01 avg300=0.70 total=482134\n"
                             "full avg10=7.25 avg60=1.00 avg300=0.10 total=120044\n";
const QByteArray kMemInfo = "MemTotal:       24683776 kB\n"
                            "MemFree:        18532208 kB\n"
                            "MemAvailable:   23360144 kB\n"
                            "Buffers:          512000 kB\n";

} // namespace

void tst_MemoryPressure::parses_data()
{
    QTest::addColumn<QByteArray>("pressure");
    QTest::addColumn<QByteArray>("memInfo");
    QTest::addColumn<std::optional<double>>("stalled");
    QTest::addColumn<std::optional<quint64>>("available");
    QTest::addColumn<std::optional<quint64>>("total");
    const std::optional<double> noShare;
    const std::optional<quint64> none;
    const auto row = [](const char *name, QByteArray pressure, QByteArray memInfo,
                        std::optional<double> stalled, std::optional<quint64> available,
                        std::optional<quint64> total) {
        QTest::newRow(name) << pressure << memInfo << stalled << available << total;
    };
    row("both", kPressure, kMemInfo, 12.5, 23360144ull * 1024, 24683776ull * 1024);
    row("a kernel without pressure", {}, kMemInfo, noShare, 23360144ull * 1024, 24683776ull * 1024);
    row("a kernel without MemAvailable", kPressure, "MemTotal: 1024 kB\nMemFree: 12 kB\n", 12.5, none, kMiB);
    row("nothing", {}, {}, noShare, none, none);
    row("cut short", "some avg10=", "MemAvailable:", noShare, none, none);
    row("no numbers", "some avg10=much avg60=0\n", "MemAvailable: some kB\n", noShare, none, none);
    row("without an end of line", "some avg10=0.00", "MemAvailable: 7", 0.0, 7 * 1024, none);
}

void tst_MemoryPressure::parses()
{
    QFETCH(QByteArray, pressure);
    QFETCH(QByteArray, memInfo);
    const MemoryReading reading = parseMemory(pressure, memInfo);
    QTEST(reading.stalled, "stalled");
    QTEST(reading.available, "available");
    QTEST(reading.total, "total");
}

/// What the system says makes sense, where it says anything.
void tst_MemoryPressure::readsThisMachine()
{
    const MemoryReading reading = readMemory();
#ifdef Q_OS_LINUX
    QVERIFY(reading.total);
#endif
    QVERIFY(reading.available <= reading.total);
    QVERIFY(reading.stalled.value_or(0) >= 0 && reading.stalled.value_or(0) <= 100);
}

void tst_MemoryPressure::judges_data()
{
    QTest::addColumn<MemoryReading>("reading");
    QTest::addColumn<MemoryPressure>("before");
    QTest::addColumn<MemoryPressure>("expected");
    const auto none = MemoryPressure::None;
    const auto high = MemoryPressure::High;
    const auto row = [](const char *name, MemoryReading reading, MemoryPressure before,
                        MemoryPressure expected) { QTest::newRow(name) << reading << before << expected; };
    const std::optional<double> unknown;
    row("nothing known", {}, none, none);
    row("nothing known any more", {}, high, none);
    row("at ease", {0.0, 20'000 * kMiB, 24'000 * kMiB}, none, none);
    row("waits begin", {5.0, 20'000 * kMiB, 24'000 * kMiB}, none, high);
    row("a few waits", {3.0, 20'000 * kMiB, 24'000 * kMiB}, none, none);
    row("a few waits still", {3.0, 20'000 * kMiB, 24'000 * kMiB}, high, high);
    row("hardly a wait any more", {0.5, 20'000 * kMiB, 24'000 * kMiB}, high, none);
    row("little left of much", {unknown, 255 * kMiB, 24'000 * kMiB}, none, high);
    row("not so little of much", {unknown, 300 * kMiB, 24'000 * kMiB}, none, none);
    row("not so little of much, still", {unknown, 300 * kMiB, 24'000 * kMiB}, high, high);
    row("enough of much again", {unknown, 600 * kMiB, 24'000 * kMiB}, high, none);
    row("little left of little", {unknown, 60 * kMiB, 1'000 * kMiB}, none, high);
    row("a tenth of little", {unknown, 100 * kMiB, 1'000 * kMiB}, none, none);
    row("a tenth of little, still", {unknown, 100 * kMiB, 1'000 * kMiB}, high, high);
    row("little left of who knows", {unknown, 100 * kMiB, {}}, none, high);
}

void tst_MemoryPressure::judges()
{
    QFETCH(MemoryReading, reading);
    QFETCH(MemoryPressure, before);
    QTEST(pressureAfter(before, reading), "expected");
}

void tst_MemoryPressure::squeezesAndNeverGrows()
{
    const Tuning usual;
    const Tuning less = squeezed(usual);
    QCOMPARE(less.connections, usual.connections / 2);
    QVERIFY(less.fetcher.readBuffer * 4 <= usual.fetcher.readBuffer);
    QVERIFY(less.limits.wholeEncoded * 4 <= usual.limits.wholeEncoded);
    QVERIFY(less.limits.wholeDecoded * 4 <= usual.limits.wholeDecoded);
    QVERIFY(less.limits.streamBuffer * 4 <= usual.limits.streamBuffer);
    QVERIFY(less.keptMemory * 4 <= usual.keptMemory);

    Tuning least;
    least.connections = 1;
    least.fetcher.readBuffer = 4096;
    least.limits = {4096, 4096, 4096, 4};
    least.keptMemory = 0;
    const Tuning same = squeezed(least);
    QCOMPARE(same.connections, 1);
    QCOMPARE(same.fetcher.readBuffer, 4096);
    QCOMPARE(same.limits.wholeEncoded, std::size_t(4096));
    QCOMPARE(same.limits.wholeDecoded, std::size_t(4096));
    QCOMPARE(same.limits.streamBuffer, std::size_t(4096));
    QCOMPARE(same.keptMemory, std::size_t(0));
}

SLUICE_TEST(tst_MemoryPressure)
#include "tst_memorypressure.moc"
