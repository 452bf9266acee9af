#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "ui/list/pendingremovals.h"
#include "ui/list/queueproxy.h"

#include <QSignalSpy>
#include <QTest>

class tst_Removal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hidesAtOnceAndUndoes()
    {
        support::OwnQueue queue({});
        ui::PendingRemovals removals(queue);
        ui::QueueModel model(queue);
        ui::QueueProxy proxy(model, removals);
        const auto ids = samples::addPlain(queue, 4);
        removals.begin({ids.at(1), ids.at(2)}, queue::Removal::DeletePartial);
        QCOMPARE(proxy.rowCount(), 2);
        QCOMPARE(queue.count(), 4);
        QVERIFY(removals.timeLeft() > std::chrono::seconds(8));
        QVERIFY(removals.timeLeft() <= ui::PendingRemovals::kTimeToUndo);
        removals.undo();
        QCOMPARE(proxy.rowCount(), 4);
        QVERIFY(removals.isEmpty());
    }

    void removesForRealWhenCommitted()
    {
        support::OwnQueue queue({});
        ui::PendingRemovals removals(queue);
        QSignalSpy ended(&removals, &ui::PendingRemovals::ended);
        const auto ids = samples::addPlain(queue, 3);
        removals.begin({ids.at(0)}, queue::Removal::KeepFiles);
        removals.commit();
        QTRY_COMPARE(queue.count(), 2);
        QCOMPARE(ended.count(), 1);
        QVERIFY(!removals.contains(ids.at(0)));
    }

    void theNextRemovalCommitsTheOneBefore()
    {
        support::OwnQueue queue({});
        ui::PendingRemovals removals(queue);
        const auto ids = samples::addPlain(queue, 3);
        removals.begin({ids.at(0)}, queue::Removal::KeepFiles);
        removals.begin({ids.at(1)}, queue::Removal::KeepFiles);
        QTRY_COMPARE(queue.count(), 2);
        removals.undo();
        QCOMPARE(queue.count(), 2);
        QVERIFY(queue.find(ids.at(1)));
    }

    void heldItemsRunAgainAfterUndo()
    {
        support::OwnQueue queue({});
        ui::PendingRemovals removals(queue);
        samples::addPlain(queue, 1);
        queue::Request request;
        request.source.mirrors = {QUrl(QStringLiteral("http://127.0.0.1:1/x"))};
        request.folder = QDir::tempPath() + QStringLiteral("/sluice-tst-removal");
        request.name = QStringLiteral("x");
        const auto id = queue.add({request}).first();
        removals.begin({id}, queue::Removal::DeletePartial);
        QCOMPARE(queue.find(id)->intent, transfer::Intent::Hold);
        removals.undo();
        QCOMPARE(queue.find(id)->intent, transfer::Intent::Run);
        queue.remove({id}, queue::Removal::DeleteEverything);
    }
};

SLUICE_GUI_TEST(tst_Removal)
#include "tst_removal.moc"
