#include "core/http/stalltimer.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTest>
#include <thread>

using namespace std::chrono_literals;
using http::StallTimer;

class tst_StallTimer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isExhausted();
    void stops();
    void waitsOnceMoreAfterASuspension();
};

void tst_StallTimer::isExhausted()
{
    StallTimer patience;
    QSignalSpy exhausted(&patience, &StallTimer::exhausted);
    patience.start(10ms);
    QVERIFY(patience.isActive());
    QVERIFY(exhausted.wait());
    QVERIFY(!patience.isActive());
}

void tst_StallTimer::stops()
{
    StallTimer patience;
    QSignalSpy exhausted(&patience, &StallTimer::exhausted);
    patience.start(1ms);
    patience.stop();
    QVERIFY(!exhausted.wait(50));
}

// 57: a process that was stopped must not take the gap for the server's silence.
void tst_StallTimer::waitsOnceMoreAfterASuspension()
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

SLUICE_TEST(tst_StallTimer)
#include "tst_stalltimer.moc"
