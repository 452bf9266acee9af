#include "core/http/retrypolicy.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace std::chrono_literals;
using http::NetworkProfile;
using http::RetryPolicy;
using std::chrono::milliseconds;

class tst_RetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void presets();
    void backsOff_data();
    void backsOff();
    void retryAfterWins();
    void waitsWhenExhausted();
};

void tst_RetryPolicy::presets()
{
    QCOMPARE(RetryPolicy::preset(NetworkProfile::Standard).retriesPerMirror, 3);
    QCOMPARE(RetryPolicy::preset(NetworkProfile::Unreliable).retriesPerMirror, 5);
    QCOMPARE(RetryPolicy::preset(NetworkProfile::Stable).retriesPerMirror, 1);
}

void tst_RetryPolicy::backsOff_data()
{
    QTest::addColumn<NetworkProfile>("profile");
    QTest::addColumn<int>("attempt");
    QTest::addColumn<milliseconds>("most");

    QTest::newRow("standard 0") << NetworkProfile::Standard << 0 << 100ms;
    QTest::newRow("standard 1") << NetworkProfile::Standard << 1 << 200ms;
    QTest::newRow("standard 6") << NetworkProfile::Standard << 6 << 6400ms;
    QTest::newRow("standard 7: longest") << NetworkProfile::Standard << 7 << 10'000ms;
    QTest::newRow("standard 100000") << NetworkProfile::Standard << 100'000 << 10'000ms;
    QTest::newRow("standard -1") << NetworkProfile::Standard << -1 << 100ms;
    QTest::newRow("unreliable 0") << NetworkProfile::Unreliable << 0 << 50ms;
    QTest::newRow("unreliable 2") << NetworkProfile::Unreliable << 2 << 112ms;
    QTest::newRow("unreliable 50: longest") << NetworkProfile::Unreliable << 50 << 30'000ms;
    QTest::newRow("stable 0") << NetworkProfile::Stable << 0 << 500ms;
    QTest::newRow("stable 4: longest") << NetworkProfile::Stable << 4 << 5'000ms;
}

void tst_RetryPolicy::backsOff()
{
    QFETCH(NetworkProfile, profile);
    QFETCH(int, attempt);
    QFETCH(milliseconds, most);
    const RetryPolicy policy = RetryPolicy::preset(profile);
    QCOMPARE(policy.delay(attempt, 0.0).count(), 0);
    QCOMPARE(policy.delay(attempt, 1.0).count(), most.count());
    QVERIFY(std::abs(policy.delay(attempt, 0.5).count() - most.count() / 2) <= 1);
}

void tst_RetryPolicy::retryAfterWins()
{
    const RetryPolicy policy;
    QCOMPARE(policy.delay(0, 0.0, 3min).count(), milliseconds(3min).count());
    QCOMPARE(policy.delay(20, 1.0, 0ms).count(), 0);
}

void tst_RetryPolicy::waitsWhenExhausted()
{
    const QList<int> expected{5, 30, 120, 300, 300, 300};
    for (int round = 0; round < expected.size(); ++round)
        QCOMPARE(http::exhaustedDelay(round).count(), expected[round]);
    QCOMPARE(http::exhaustedDelay(1'000'000).count(), 300);
    QCOMPARE(http::exhaustedDelay(-1).count(), 5);
}

SLUICE_TEST(tst_RetryPolicy)
#include "tst_retrypolicy.moc"
