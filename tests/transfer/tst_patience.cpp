#include "core/transfer/fetch/patience.h"

#include "core/http/ratelimiter.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using transfer::Patience;

/// How long a host is waited for where others have the same.
class tst_Patience : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ends_data();
    void ends();
    void limitsOfOursAreNoFault();
    void stopped();
};

namespace {

constexpr auto kTime = 50ms;
constexpr qint64 kEnough = Patience::kSlow * kTime.count() / 1000;

} // namespace

void tst_Patience::ends_data()
{
    QTest::addColumn<qint64>("bytes"); // that come at first
    QTest::addColumn<int>("times");    // that it waits
    QTest::newRow("nothing") << qint64(0) << 1;
    QTest::newRow("too little") << kEnough - 1 << 1;
    QTest::newRow("enough") << kEnough << 2;
    QTest::newRow("much") << kEnough * 100 << 2;
}

void tst_Patience::ends()
{
    QFETCH(qint64, bytes);
    QFETCH(int, times);
    Patience patience(kTime, nullptr);
    QSignalSpy ended(&patience, &Patience::ended);
    QElapsedTimer clock;
    clock.start();
    patience.start();
    patience.came(bytes);
    QTRY_COMPARE(ended.size(), 1);
    // Timers come up to a twentieth early.
    QVERIFY(clock.elapsed() >= (times * kTime.count()) - 5);
    QVERIFY(!patience.isActive());
}

void tst_Patience::limitsOfOursAreNoFault()
{
    http::RateLimiter limiter;
    limiter.setRate(1000);
    Patience patience(kTime, &limiter);
    QSignalSpy ended(&patience, &Patience::ended);
    limiter.take(1 << 20); // all that it has saved
    patience.start();
    QTest::qWait(static_cast<int>(kTime.count()) * 4);
    QVERIFY(patience.isActive());
    QCOMPARE(ended.size(), 0);
    limiter.setRate(0);
    QTRY_COMPARE(ended.size(), 1);
}

void tst_Patience::stopped()
{
    Patience patience(kTime, nullptr);
    QSignalSpy ended(&patience, &Patience::ended);
    patience.start();
    patience.stop();
    QTest::qWait(static_cast<int>(kTime.count()) * 3);
    QCOMPARE(ended.size(), 0);
}

SLUICE_TEST(tst_Patience)
#include "tst_patience.moc"
