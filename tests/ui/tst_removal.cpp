#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "ui/list/pendingremovals.h"
#include "ui/list/queueproxy.h"
#include "ui/list/tally.h"

#include <QSignalSpy>
#include <QTemporaryDir>
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

    /// Added again it is not lost, and goes on as it was; the others go when the time is over.
    void whatIsAddedAgainStays()
    {
        support::OwnQueue queue({});
        ui::PendingRemovals removals(queue);
        const auto ids = samples::addPlain(queue, 3);
        queue.run({ids.at(0)});
        removals.begin(ids, queue::Removal::DeletePartial);
        QSignalSpy begun(&removals, &ui::PendingRemovals::begun);
        QCOMPARE(removals.keep({ids.at(0)}), 1);
        QCOMPARE(begun.takeFirst().first().toInt(), 2);
        QVERIFY(!removals.contains(ids.at(0)));
        QCOMPARE(queue.find(ids.at(0))->intent, transfer::Intent::Run);
        QCOMPARE(queue.find(ids.at(1))->intent, transfer::Intent::Hold);
        removals.commit();
        QTRY_COMPARE(queue.count(), 1);
        QCOMPARE(queue.at(0).id, ids.at(0));
        removals.begin({ids.at(0)}, queue::Removal::DeletePartial);
        QSignalSpy ended(&removals, &ui::PendingRemovals::ended);
        QCOMPARE(removals.keep({ids.at(0)}), 1);
        QCOMPARE(ended.count(), 1);
        QVERIFY(removals.isEmpty() && removals.hidden().isEmpty());
    }

    /// The file of a finished row that is to be deleted, which a row that came since has found there.
    void aFileThatIsWantedAgainIsNotDeleted()
    {
        const QTemporaryDir folder;
        support::OwnQueue queue({});
        ui::PendingRemovals removals(queue);
        queue::Request request;
        request.source.mirrors = {QUrl(QStringLiteral("http://127.0.0.1:1/x"))};
        request.folder = folder.path();
        request.name = QStringLiteral("x");
        request.intent = transfer::Intent::Hold;
        const auto old = queue.add({request}).first();
        QFile file(folder.filePath(QStringLiteral("x")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("bytes") == 5);
        file.close();
        samples::dress(queue, 0, [](queue::Item &item) { item.state = transfer::State::Done; });
        removals.begin({old}, queue::Removal::DeleteEverything);
        const auto fresh = queue.add({request}).first();
        QVERIFY(fresh != old);
        QCOMPARE(removals.keep({fresh}), 0);
        QVERIFY(removals.isEmpty());
        QCOMPARE(queue.count(), 1);
        QTest::qWait(100);
        QVERIFY(file.exists());
    }

    /// Other things happen meanwhile; what is added again stays, whoever quits leaves nothing.
    void veryManyGoInSlices()
    {
        support::OwnQueue queue({});
        ui::PendingRemovals removals(queue);
        ui::QueueModel model(queue);
        ui::QueueProxy proxy(model, removals);
        const ui::Tally tally(queue, removals);
        const int many = 3 * ui::PendingRemovals::kSlice;
        const auto ids = samples::addPlain(queue, many + 1);
        queue.run({ids.first()});
        removals.begin(ids.first(many), queue::Removal::DeletePartial);
        removals.commit();
        QCOMPARE(queue.count(), 2 * ui::PendingRemovals::kSlice + 1);
        QVERIFY(removals.isEmpty());
        QCOMPARE(proxy.rowCount(), 1);
        removals.undo(); // it is too late for that
        QCOMPARE(proxy.rowCount(), 1);
        QCOMPARE(removals.keep({ids.first()}), 1);
        QCOMPARE(queue.find(ids.first())->intent, transfer::Intent::Run);
        QCOMPARE(proxy.rowCount(), 2);
        QTRY_COMPARE(queue.count(), 2);
        QVERIFY(queue.find(ids.first()));
        QVERIFY(removals.hidden().isEmpty());
        QTRY_COMPARE(tally.count(ui::Filter::All), 2);

        const auto more = samples::addPlain(queue, many, QStringLiteral("more"));
        removals.begin(more, queue::Removal::DeletePartial);
        removals.begin({ids.first()}, queue::Removal::DeletePartial); // while the others go
        removals.finish();
        QCOMPARE(queue.count(), 1);
        QCOMPARE(queue.at(0).id, ids.last());
    }
};

SLUICE_GUI_TEST(tst_Removal)
#include "tst_removal.moc"
