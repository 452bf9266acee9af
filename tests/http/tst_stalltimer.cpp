#include "core/http/stalltimer.h"

#include <QSignalSpy>
#include <QTest>
#include <thread>

using namespace std::chrono_literals;
using http::StallTimer;

class TestStallTimer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isExhausted();
    void stops();
    void waitsOnceMoreAfterASuspension();
};

void TestStallTimer::isExhausted()
{
    StallTimer patience;
    QSignalSpy exhausted(&patience, &StallTimer::exhausted);
    patience.start(10ms);
    QVERIFY(patience.isActive());
    QVERIFY(exhausted.wait());
    QVERIFY(!patience.isActive());
}

void TestStallTimer::stops()
{
    StallTimer patience;
    QSignalSpy exhausted(&patience, &StallTimer::exhausted);
    patience.start(1ms);
    patience.stop();
    QVERIFY(!exhausted.wait(50));
}

// 57: a process that was stopped must not take the gap for the server's silence.
void TestStallTimer::waitsOnceMoreAfterASuspension()
{
    StallTimer patience;
    QSignalSpy exhausted(&patience, &StallTimer::exhausted);
    patience.start(20ms);
    std::this_thread::sleep_for(700ms); // stands for SIGSTOP
    QCoreApplication::processEvents();
    QCOMPARE(exhausted.count(), 0);
    QVERIFY(patience.isActive());
    QVERIFY(exhausted.wait());
}

QTEST_GUILESS_MAIN(TestStallTimer)
#include "tst_stalltimer.moc"
