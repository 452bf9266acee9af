#include "core/transfer/fetch/answerbatch.h"

#include "tests/support/testmain.h"

#include <QSemaphore>
#include <QTest>

using namespace transfer;
using Batch = AnswerBatch<int>;

/// What one turn of a lane brought is told at once, on the other thread.
class tst_AnswerBatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneTurnIsToldOnce();
    void turnAfterTurn();
    void receiverIsGone();

private:
    LanePool m_lanes{1};
};

void tst_AnswerBatch::oneTurnIsToldOnce()
{
    Lane &lane = m_lanes.leastBusy();
    QObject receiver;
    QList<std::vector<int>> told;
    bool isHere = true;
    const auto batch = std::make_shared<Batch>(lane, &receiver, [&](const std::vector<int> &answers) {
        isHere = isHere && QThread::currentThread() == receiver.thread();
        told << answers;
    });
    lane.post([batch] {
        for (int i = 0; i < 100; ++i)
            batch->add(i);
    });
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.first().size(), 100u);
    QCOMPARE(told.first().front(), 0);
    QCOMPARE(told.first().back(), 99);
    QVERIFY(isHere);
}

void tst_AnswerBatch::turnAfterTurn()
{
    Lane &lane = m_lanes.leastBusy();
    QObject receiver;
    std::vector<int> all;
    const auto batch = std::make_shared<Batch>(lane, &receiver, [&](const std::vector<int> &answers) {
        all.insert(all.end(), answers.begin(), answers.end());
    });
    std::vector<int> wanted;
    for (int i = 0; i < 200; ++i) {
        lane.post([batch, i] { batch->add(i); });
        wanted.push_back(i);
    }
    QTRY_COMPARE(all, wanted); // none is lost, none comes twice
}

void tst_AnswerBatch::receiverIsGone()
{
    Lane &lane = m_lanes.leastBusy();
    auto receiver = std::make_unique<QObject>();
    bool isTold = false;
    auto batch =
        std::make_shared<Batch>(lane, receiver.get(), [&](const std::vector<int> &) { isTold = true; });
    QSemaphore isAdded;
    lane.post([batch, &isAdded] {
        batch->add(1);
        batch->add(2);
        isAdded.release();
    });
    isAdded.acquire();
    receiver.reset();
    lane.post([&isAdded] { isAdded.release(); }); // behind what tells
    isAdded.acquire();
    QCoreApplication::processEvents();
    QVERIFY(!isTold);
    const std::weak_ptr<Batch> left = std::exchange(batch, {});
    QTRY_VERIFY(left.expired()); // nothing holds it
}

SLUICE_TEST(tst_AnswerBatch)
#include "tst_answerbatch.moc"
