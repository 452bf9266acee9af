#include "core/http/patience.h"

#include <QSignalSpy>
#include <QTest>
#include <thread>

using namespace std::chrono_literals;
using http::Patience;

class TestPatience : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isExhausted();
    void stops();
    void waitsOnceMoreAfterASuspension();
};

void TestPatience::isExhausted()
{
    Patience patience;
    QSignalSpy exhausted(&patience, &Patience::exhausted);
    patience.start(10ms);
    QVERIFY(patience.isActive());
    QVERIFY(exhausted.wait());
    QVERIFY(!patience.isActive());
}

void TestPatience::stops()
{
    Patience patience;
    QSignalSpy exhausted(&patience, &Patience::exhausted);
    patience.start(1ms);
    patience.stop();
    QVERIFY(!exhausted.wait(50));
}

// 57: a process that was stopped must not take the gap for the server's silence.
void TestPatience::waitsOnceMoreAfterASuspension()
{
    Patience patience;
    QSignalSpy exhausted(&patience, &Patience::exhausted);
    patience.start(20ms);
    std::this_thread::sleep_for(700ms); // stands for SIGSTOP
    QCoreApplication::processEvents();
    QCOMPARE(exhausted.count(), 0);
    QVERIFY(patience.isActive());
    QVERIFY(exhausted.wait());
}

QTEST_GUILESS_MAIN(TestPatience)
#include "tst_patience.moc"
