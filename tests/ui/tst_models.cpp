#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "ui/details/mirrorstab.h"
#include "ui/list/filtersidebar.h"
#include "ui/list/queueproxy.h"
#include "ui/list/rowbatch.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using Tester = QAbstractItemModelTester;
constexpr auto kQtTest = Tester::FailureReportingMode::QtTest;

class tst_Models : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void queueModelAndProxyAreSound()
    {
        support::OwnQueue queue({});
        ui::PendingRemovals removals(queue);
        ui::QueueModel model(queue);
        Tester modelTester(&model, kQtTest);
        ui::QueueProxy proxy(model, removals);
        Tester proxyTester(&proxy, kQtTest);
        proxy.sort(0);

        const auto ids = samples::addEveryState(queue);
        samples::addPlain(queue, 20);
        QCOMPARE(model.rowCount(), 31);
        QCOMPARE(proxy.rowCount(), 31);
        queue.move({ids.at(3), ids.at(8)}, 0);
        queue.move({ids.at(0)}, queue.count());
        QCOMPARE(model.item(0).id, ids.at(3));
        for (int filter = 0; filter < ui::kFilterCount; ++filter) {
            proxy.setFilter(static_cast<ui::Filter>(filter));
            QVERIFY(proxy.rowCount() > 0);
        }
        proxy.setFilter(ui::Filter::All);
        proxy.setText(QStringLiteral("file 1"));
        QCOMPARE(proxy.rowCount(), 11);
        queue.remove({ids.at(5), ids.at(6)}, queue::Removal::KeepFiles);
        QTRY_COMPARE(model.rowCount(), 29);
    }

    void everyCellOfEveryStateHasItsWords()
    {
        support::OwnQueue queue({});
        ui::QueueModel model(queue);
        samples::addEveryState(queue);
        const auto at = [&](int row, ui::QueueModel::Column column) {
            return model.index(row, static_cast<int>(column));
        };
        for (int row = 0; row < model.rowCount(); ++row) {
            QVERIFY(!at(row, ui::QueueModel::Column::Name).data().toString().isEmpty());
            QVERIFY(!at(row, ui::QueueModel::Column::Progress).data().toString().isEmpty());
            QVERIFY(!at(row, ui::QueueModel::Column::Progress).data(Qt::ToolTipRole).toString().isEmpty());
            const auto action = at(row, ui::QueueModel::Column::Action);
            const auto kind = static_cast<ui::RowAction>(action.data(ui::QueueModel::RowActionRole).toInt());
            QCOMPARE(action.data(Qt::AccessibleTextRole).toString().isEmpty(), kind == ui::RowAction::None);
            QCOMPARE(queue.at(row).state == transfer::State::Committing, kind == ui::RowAction::None);
        }
    }

    void persistentIndexesFollowTheirItems()
    {
        support::OwnQueue queue({});
        ui::QueueModel model(queue);
        const auto ids = samples::addPlain(queue, 10);
        const QPersistentModelIndex third = model.index(3, 1);
        queue.move({ids.at(3)}, 0);
        QCOMPARE(third.row(), 0);
        QCOMPARE(third.column(), 1);
        queue.move({ids.at(9)}, 0);
        QCOMPARE(third.row(), 1);
        queue.remove({ids.at(3)}, queue::Removal::KeepFiles);
        QTRY_VERIFY(!third.isValid());
    }

    void changesOfOneTurnAreBatched()
    {
        support::OwnQueue queue({});
        ui::QueueModel model(queue);
        samples::addPlain(queue, 100);
        QTest::qWait(1);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        for (int row = 99; row >= 0; --row) {
            if (row != 50)
                Q_EMIT queue.itemChanged(row);
        }
        QCOMPARE(changed.count(), 0);
        QTRY_COMPARE(changed.count(), 2);
        QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 49);
        QCOMPARE(changed.at(1).at(0).toModelIndex().row(), 51);

        changed.clear();
        Q_EMIT queue.itemsProgressed({7, 3, 4, 5});
        QCOMPARE(changed.count(), 2);
    }

    void changesBeforeAnInsertAreTold()
    {
        support::OwnQueue queue({});
        ui::QueueModel model(queue);
        const auto ids = samples::addPlain(queue, 3);
        QTest::qWait(1);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        Q_EMIT queue.itemChanged(2);
        queue.remove({ids.at(0)}, queue::Removal::KeepFiles);
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(changed.first().first().toModelIndex().row(), 2); // as it was before the removal
    }

    void sidebarCounts()
    {
        support::OwnQueue queue({});
        ui::PendingRemovals removals(queue);
        ui::Tally tally(queue, removals);
        ui::FilterModel model(tally);
        Tester tester(&model, kQtTest);
        const auto ids = samples::addEveryState(queue);
        QTRY_COMPARE(tally.count(ui::Filter::All), 11);
        tally.recount();
        QCOMPARE(tally.count(ui::Filter::Active), 3);
        QCOMPARE(tally.count(ui::Filter::Waiting), 2);
        QCOMPARE(tally.count(ui::Filter::Paused), 1);
        QCOMPARE(tally.count(ui::Filter::Done), 4);
        QCOMPARE(tally.count(ui::Filter::Failed), 1);
        QCOMPARE(tally.count(ui::Filter::Locked), 1);
        QCOMPARE(tally.missingKeys().size(), 2);
        QCOMPARE(model.index(6).data(ui::FilterModel::CountRole).toInt(), 1);
        removals.begin({ids.at(9)}, queue::Removal::KeepFiles);
        QCOMPARE(tally.count(ui::Filter::Locked), 0);
    }

    void mirrorModelIsSound()
    {
        ui::MirrorModel model;
        Tester tester(&model, kQtTest);
        queue::MirrorStatus busy;
        busy.host = QStringLiteral("a.example");
        busy.connections = 2;
        queue::MirrorStatus resting;
        resting.host = QStringLiteral("b.example");
        resting.failures = 1;
        resting.lastError = {core::ErrorKind::ServerBusy, QStringLiteral("503")};
        resting.blockedUntil = QDateTime::currentDateTimeUtc().addSecs(30);
        model.setMirrors({busy, resting});
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.index(1, 1).data().toString().contains(QStringLiteral("0:")));
        model.setMirrors({busy});
        model.setMirrors({});
        QCOMPARE(model.rowCount(), 0);
    }

    void ranges()
    {
        using Ranges = QList<std::pair<int, int>>;
        QCOMPARE(ui::contiguousRanges({}), Ranges{});
        QCOMPARE(ui::contiguousRanges({5, 3, 4, 4, 9}), (Ranges{{3, 5}, {9, 9}}));
    }
};

SLUICE_GUI_TEST(tst_Models)
#include "tst_models.moc"
