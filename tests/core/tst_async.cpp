#include "core/async.h"
#include "tests/support/testmain.h"

#include <QEventLoop>
#include <QTest>
#include <QThread>
#include <algorithm>
#include <atomic>
#include <memory>
#include <vector>

/// What other threads have to say: it arrives on the right one, in order, and only where somebody listens.
class tst_Async : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void answersInOrder();
    void nobodyListensAnyMore();
    void oneWakingForMany();
    void aCallMayRunAnEventLoop();

private:
    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<core::Mailbox> m_worker;
};

void tst_Async::init()
{
    m_thread = std::make_unique<QThread>();
    m_worker = std::make_unique<core::Mailbox>();
    m_worker->moveToThread(m_thread.get());
    m_thread->start();
}

void tst_Async::cleanup()
{
    m_thread->quit();
    m_thread->wait();
}

void tst_Async::answersInOrder()
{
    std::vector<int> answers;
    std::atomic<bool> isElsewhere = true;
    bool isHere = true;
    for (int i = 0; i < 100; ++i) {
        core::runOn(
            m_worker.get(),
            [this, i, &isElsewhere] {
                isElsewhere = isElsewhere && QThread::currentThread() == m_thread.get();
                return i;
            },
            this,
            [this, &answers, &isHere](int answer) {
                isHere = isHere && QThread::currentThread() == thread();
                answers.push_back(answer);
            });
    }
    QTRY_COMPARE(answers.size(), std::size_t(100));
    QVERIFY(std::is_sorted(answers.begin(), answers.end()));
    QVERIFY(isElsewhere && isHere);
}

void tst_Async::nobodyListensAnyMore()
{
    auto receiver = std::make_unique<QObject>();
    bool isCalled = false;
    bool isOver = false;
    core::runOn(
        m_worker.get(), [] { return 1; }, receiver.get(), [&](int) { isCalled = true; });
    core::runOn(
        m_worker.get(), [] { return 1; }, this, [&](int) { isOver = true; });
    receiver.reset();
    QTRY_VERIFY(isOver);
    QVERIFY(!isCalled);
}

void tst_Async::oneWakingForMany()
{
    class Counting : public core::Mailbox
    {
    public:
        int events = 0;

    protected:
        bool event(QEvent *event) override
        {
            ++events;
            return core::Mailbox::event(event);
        }
    } mailbox;
    int calls = 0;
    for (int i = 0; i < 1'000; ++i)
        mailbox.post([&] { ++calls; });
    QTRY_COMPARE(calls, 1'000);
    QVERIFY(mailbox.events <= 2);
}

/// The others do not wait for its end.
void tst_Async::aCallMayRunAnEventLoop()
{
    core::Mailbox mailbox;
    QEventLoop loop;
    std::vector<int> calls;
    mailbox.post([&] {
        loop.exec();
        calls.push_back(1);
    });
    mailbox.post([&] { calls.push_back(2); });
    mailbox.post([&] {
        calls.push_back(3);
        loop.quit();
    });
    QTRY_COMPARE(calls.size(), std::size_t(3));
    QCOMPARE(calls, (std::vector{2, 3, 1}));
}

SLUICE_TEST(tst_Async)
#include "tst_async.moc"
