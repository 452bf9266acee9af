#include "core/queue/rows.h"
#include "tests/queue/madeitems.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTest>

using queue::Item;
using queue::ItemId;
using queue::Rows;
using support::madeItems;
using transfer::State;

/// What is counted and looked up by follows every change of a row, and what changed is told.
class tst_QueueRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void appends()
    {
        Rows rows;
        QSignalSpy inserted(&rows, &Rows::itemsInserted);
        QSignalSpy kept(&rows, &Rows::worthKeeping);
        rows.append(madeItems(1, 2));
        rows.append({});
        rows.append(madeItems(3, 3, State::Paused));
        QCOMPARE(inserted.count(), 2);
        QCOMPARE(inserted[1].toList(), (QVariantList{2, 4}));
        QCOMPARE(kept.count(), 5);
        QCOMPARE(rows.counts().all(), 5);
        QCOMPARE(rows.counts().inState(State::Paused), 3);
        QCOMPARE(rows.queued().count(), 2);
    }

    void storedRowsAreNotWorthKeepingAgain()
    {
        Rows rows;
        rows.append(madeItems(10, 1));
        QSignalSpy kept(&rows, &Rows::worthKeeping);
        queue::RowList::Items stored = madeItems(1, 3);
        for (std::size_t i = 0; i < stored.size(); ++i)
            stored[i]->position = static_cast<qint64>(i);
        rows.prepend(std::move(stored));
        QCOMPARE(kept.count(), 1);
        QCOMPARE(kept[0][0].value<ItemId>(), ItemId{10}); // it stands behind them now
        QCOMPARE(rows.queued().count(), 4);
    }

    void everyChangeOfState()
    {
        for (int from = 0; from < transfer::kStateCount; ++from) {
            for (int to = 0; to < transfer::kStateCount; ++to) {
                if (!transfer::canMove(State(from), State(to)))
                    continue;
                Rows rows;
                rows.append(madeItems(1, 3, State(from)));
                QSignalSpy changed(&rows, &Rows::itemChanged);
                rows.moveTo(*rows.find(ItemId{2}), State(to));
                QCOMPARE(changed.count(), 1);
                QCOMPARE(changed[0][0].toInt(), 1);
                QCOMPARE(rows.counts().inState(State(to)), from == to ? 3 : 1);
                QCOMPARE(rows.queued().count(), rows.counts().inState(State::Queued));
                QCOMPARE(rows.waiting().count(), rows.counts().inState(State::Waiting));
            }
        }
    }

    void aStateTakesItsFiguresAlong()
    {
        Rows rows;
        rows.append(madeItems(1, 1, State::Downloading));
        Item &item = *rows.find(ItemId{1});
        item.progress.bytesPerSecond = 5;
        item.waitingUntil = QDateTime::currentDateTime();
        rows.moveTo(item, State::Committing);
        QCOMPARE(item.progress.bytesPerSecond, 5);
        QVERIFY(!item.waitingUntil.isValid());
        item.waitingUntil = QDateTime::currentDateTime();
        rows.moveTo(item, State::Waiting);
        QCOMPARE(item.progress.bytesPerSecond, 0);
        QVERIFY(item.waitingUntil.isValid());
        QCOMPARE(rows.waiting().next()->second, ItemId{1});
    }

    void claimsFollowNamesAndEnds()
    {
        Rows rows;
        rows.append(madeItems(1, 1, State::Committing));
        const Item same = support::madeItem(9);
        Item wanted = same;
        wanted.name = QStringLiteral("file1");
        QCOMPARE(rows.claims().ask(wanted, true).answer, queue::Claims::Answer::Same);
        rows.moveTo(*rows.find(ItemId{1}), State::Done);
        QCOMPARE(rows.claims().ask(wanted, true).answer, queue::Claims::Answer::Free);
    }

    void removesRuns()
    {
        Rows rows;
        rows.append(madeItems(1, 10));
        QList<int> left;
        QStringList signalled;
        connect(&rows, &Rows::itemsAboutToBeRemoved, this, [&](int first, int last) {
            signalled << QStringLiteral("%1-%2 of %3").arg(first).arg(last).arg(rows.count());
        });
        QSignalSpy gone(&rows, &Rows::gone);
        rows.remove({ItemId{2}, ItemId{3}, ItemId{3}, ItemId{8}, ItemId{99}}, [&](const Item &item) {
            left << static_cast<int>(item.id);
            QVERIFY(rows.find(item.id)); // it is still there
        });
        QCOMPARE(signalled, (QStringList{QStringLiteral("7-7 of 10"), QStringLiteral("1-2 of 9")}));
        QCOMPARE(left, (QList<int>{8, 3, 2}));
        QCOMPARE(gone.count(), 3);
        QCOMPARE(rows.count(), 7);
        QCOMPARE(rows.counts().all(), 7);
        QCOMPARE(rows.queued().count(), 7);
    }

    void onlyMovedRowsAreWorthKeeping()
    {
        Rows rows;
        rows.append(madeItems(1, 1'000));
        QSignalSpy kept(&rows, &Rows::worthKeeping);
        QSignalSpy reordered(&rows, &Rows::itemsReordered);
        rows.move({ItemId{900}, ItemId{901}}, 3);
        QCOMPARE(kept.count(), 2);
        QCOMPARE(reordered.count(), 1);
        QCOMPARE(rows.rowOf(ItemId{900}), 3);
        const qint64 before = rows.at(2).position;
        QCOMPARE(rows.queued().next(before)->id, ItemId{900}); // it has its turn there, too
    }

    /// Positions that are handed on from row to row while the place is crowded.
    void theTurnsFollowACrowdedPlace()
    {
        Rows rows;
        rows.append(madeItems(1, 300));
        for (int i = 0; i < 100; ++i)
            rows.move({ItemId{300 - i}}, 1);
        QCOMPARE(rows.queued().count(), 300);
        qint64 position = queue::QueuedRows::kBeforeAll;
        for (int row = 0; row < rows.count(); ++row) {
            const Item *next = rows.queued().next(position);
            QVERIFY(next);
            QCOMPARE(next->id, rows.at(row).id);
            position = next->position;
        }
    }

    void progressIsCountedAndTold()
    {
        Rows rows;
        rows.append(madeItems(1, 3, State::Downloading));
        QSignalSpy progressed(&rows, &Rows::itemsProgressed);
        QSignalSpy kept(&rows, &Rows::worthKeeping);
        for (const int id : {3, 1}) {
            rows.find(ItemId{id})->progress.encodedSize = 100;
            rows.find(ItemId{id})->progress.encodedDone = 10;
        }
        rows.progressed({ItemId{3}, ItemId{1}, ItemId{99}});
        rows.progressed({});
        QCOMPARE(progressed.count(), 1);
        QCOMPARE(progressed[0][0].value<QList<int>>(), (QList<int>{0, 2}));
        QCOMPARE(rows.counts().batch().encodedDone, 20);
        QCOMPARE(kept.count(), 0);
    }

    void notes()
    {
        Rows rows;
        rows.append(madeItems(1, 1));
        QSignalSpy happened(&rows, &Rows::happened);
        rows.note(rows.at(0), {});
        QCOMPARE(happened.count(), 1);
        QCOMPARE(rows.log().events(ItemId{1}).size(), 1);
        rows.remove({ItemId{1}}, [](const Item &) {});
        QVERIFY(rows.log().events(ItemId{1}).isEmpty());
    }
};

SLUICE_TEST(tst_QueueRows)
#include "tst_queuerows.moc"
