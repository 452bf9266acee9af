#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "ui/list/queueproxy.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QRandomGenerator>
#include <QTest>

using Column = ui::QueueModel::Column;

class tst_QueueProxy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        queue = std::make_unique<support::OwnQueue>(queue::Settings{});
        removals = std::make_unique<ui::PendingRemovals>(*queue);
        model = std::make_unique<ui::QueueModel>(*queue);
        proxy = std::make_unique<ui::QueueProxy>(*model, *removals);
    }
    void cleanup()
    {
        proxy.reset();
        model.reset();
        removals.reset();
        queue.reset();
    }

    void namesSortNaturally()
    {
        samples::addPlain(*queue, 12);
        proxy->sort(static_cast<int>(Column::Name), Qt::DescendingOrder);
        QCOMPARE(names().mid(0, 3), (QStringList{QStringLiteral("file 11"), QStringLiteral("file 10"),
                                                 QStringLiteral("file 9")}));
        proxy->sort(static_cast<int>(Column::Name), Qt::AscendingOrder);
        QCOMPARE(names().mid(0, 3),
                 (QStringList{QStringLiteral("file 0"), QStringLiteral("file 1"), QStringLiteral("file 2")}));
    }

    void equalRowsKeepTheQueuesOrder_data()
    {
        QTest::addColumn<Qt::SortOrder>("order");
        QTest::newRow("ascending") << Qt::AscendingOrder;
        QTest::newRow("descending") << Qt::DescendingOrder;
    }
    void equalRowsKeepTheQueuesOrder()
    {
        QFETCH(Qt::SortOrder, order);
        samples::addPlain(*queue, 30);
        const QStringList before = names();
        proxy->sort(static_cast<int>(Column::Size), order);
        QCOMPARE(names(), before);
    }

    void speedMovesNoRowUntilAskedAgain()
    {
        samples::addPlain(*queue, 3);
        for (int row = 0; row < 3; ++row)
            setSpeed(row, 100 * (row + 1));
        proxy->sort(static_cast<int>(Column::Speed), Qt::DescendingOrder);
        const QStringList sorted = names();
        QCOMPARE(sorted.first(), QStringLiteral("file 2"));
        setSpeed(0, 9999);
        Q_EMIT queue->itemsProgressed({0, 1, 2});
        QCOMPARE(names(), sorted);
        proxy->sort(static_cast<int>(Column::Speed), Qt::DescendingOrder);
        QCOMPARE(names().first(), QStringLiteral("file 0"));
    }

    void aChangeOfStateMovesTheRow()
    {
        samples::addPlain(*queue, 3);
        for (int row = 0; row < 3; ++row)
            setSpeed(row, 100 * (row + 1));
        proxy->sort(static_cast<int>(Column::Speed), Qt::DescendingOrder);
        samples::dress(*queue, 2, [](queue::Item &item) { item.state = transfer::State::Paused; });
        QTRY_COMPARE(names().last(), QStringLiteral("file 2"));
    }

    /// Whatever happens to the queue, the filter and the order: what is shown is what a plain sort would
    /// show.
    void showsWhatAPlainSortWould()
    {
        const QAbstractItemModelTester tester(proxy.get(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(7);
        for (int step = 0; step < 400; ++step) {
            const int change = random.bounded(9);
            const int row = queue->count() > 0 ? random.bounded(queue->count()) : 0;
            if (change == 0 || queue->count() < 5)
                samples::addPlain(*queue, random.bounded(1, 60), QStringLiteral("%1 f").arg(step));
            else if (change == 1)
                queue->remove(some(random), queue::Removal::KeepFiles);
            else if (change == 2)
                queue->move(some(random), row);
            else if (change == 3)
                proxy->setFilter(static_cast<ui::Filter>(random.bounded(ui::kFilterCount)));
            else if (change == 4)
                proxy->setText(random.bounded(2) == 0 ? QString() : QString::number(random.bounded(10)));
            else if (change == 5)
                sortBy(random);
            else if (change == 6)
                removals->begin(some(random), queue::Removal::KeepFiles);
            else if (change == 7)
                removals->undo();
            else
                dressSome(random);
            QCoreApplication::processEvents(); // the model tells of changes a turn later
            QCOMPARE(names(), expected());
        }
    }

    void whatIsSelectedStaysSelected_data()
    {
        QTest::addColumn<int>("every"); // which rows are selected
        QTest::newRow("all") << 1;
        QTest::newRow("every third") << 3;
    }
    /// Through filters and orders, as long as it is shown.
    void whatIsSelectedStaysSelected()
    {
        QFETCH(int, every);
        samples::addPlain(*queue, 1'200);
        for (int row = 0; row < queue->count(); row += 2)
            samples::dress(*queue, row, [](queue::Item &item) { item.state = transfer::State::Failed; });
        QCoreApplication::processEvents();
        QItemSelectionModel selection(proxy.get());
        QSet<queue::ItemId> wanted;
        for (int row = 0; row < proxy->rowCount(); row += every) {
            selection.select(proxy->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
            wanted.insert(proxy->idAt(row));
        }
        proxy->sort(static_cast<int>(Column::Name), Qt::DescendingOrder);
        QCOMPARE(selected(selection), wanted);
        proxy->setFilter(ui::Filter::Failed);
        wanted.removeIf([&](queue::ItemId id) { return queue->find(id)->state != transfer::State::Failed; });
        QCOMPARE(selected(selection), wanted);
        proxy->setFilter(ui::Filter::All);
        QCOMPARE(proxy->rowCount(), 1'200);
        QCOMPARE(selected(selection), wanted);
    }

    void tenThousandRowsSortAndFilterInTime()
    {
        samples::addPlain(*queue, 10'000);
        QElapsedTimer timer;
        timer.start();
        proxy->sort(static_cast<int>(Column::Name), Qt::DescendingOrder);
        proxy->setText(QStringLiteral("7"));
        proxy->setText({});
        proxy->setFilter(ui::Filter::Done);
        proxy->setFilter(ui::Filter::All);
        QCOMPARE(proxy->rowCount(), 10'000);
        QVERIFY2(timer.elapsed() < 5'000, qPrintable(QString::number(timer.elapsed())));
    }

private:
    QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < proxy->rowCount(); ++row)
            names << proxy->index(row, 0).data().toString();
        return names;
    }

    QSet<queue::ItemId> selected(const QItemSelectionModel &selection) const
    {
        QSet<queue::ItemId> ids;
        for (const QModelIndex &index : selection.selectedRows())
            ids.insert(proxy->id(index));
        return ids;
    }

    QList<queue::ItemId> some(QRandomGenerator &random) const
    {
        QList<queue::ItemId> ids;
        const int step = random.bounded(1, 6);
        for (int row = random.bounded(queue->count()); row < queue->count(); row += step)
            ids << queue->at(row).id;
        return ids;
    }

    void sortBy(QRandomGenerator &random)
    {
        const QList<int> columns{-1, static_cast<int>(Column::Name), static_cast<int>(Column::Size),
                                 static_cast<int>(Column::Host)};
        proxy->sort(columns[random.bounded(4)],
                    random.bounded(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
    }

    void dressSome(QRandomGenerator &random)
    {
        for (const queue::ItemId id : some(random)) {
            samples::dress(*queue, queue->rowOf(id), [&](queue::Item &item) {
                item.state = random.bounded(2) == 0 ? transfer::State::Failed : transfer::State::Paused;
                item.progress.decodedSize = random.bounded(5);
                item.name = QStringLiteral("renamed %1").arg(random.bounded(300));
            });
        }
    }

    QStringList expected() const
    {
        QList<int> rows;
        for (int row = 0; row < queue->count(); ++row) {
            const queue::Item &item = queue->at(row);
            const bool hasText = proxy->text().isEmpty() || item.name.contains(proxy->text()) ||
                                 item.folder.contains(proxy->text());
            if (matches(proxy->filter(), item) && !removals->contains(item.id) && hasText)
                rows << row;
        }
        QCollator collator(QLocale(QLocale::English));
        collator.setNumericMode(true);
        collator.setCaseSensitivity(Qt::CaseInsensitive);
        const auto isLess = [&](int a, int b) {
            const queue::Item &left = queue->at(a);
            const queue::Item &right = queue->at(b);
            if (proxy->sortColumn() == static_cast<int>(Column::Name))
                return collator.compare(left.name, right.name) < 0;
            return proxy->sortColumn() == static_cast<int>(Column::Size) &&
                   left.progress.decodedSize < right.progress.decodedSize;
        };
        std::stable_sort(rows.begin(), rows.end(), [&](int a, int b) {
            return proxy->sortOrder() == Qt::AscendingOrder ? isLess(a, b) : isLess(b, a);
        });
        QStringList names;
        for (const int row : std::as_const(rows))
            names << queue->at(row).displayName();
        return names;
    }

    void setSpeed(int row, qint64 speed)
    {
        auto &item = const_cast<queue::Item &>(queue->at(row));
        item.state = transfer::State::Downloading;
        item.progress.bytesPerSecond = speed;
    }

    std::unique_ptr<queue::Queue> queue;
    std::unique_ptr<ui::PendingRemovals> removals;
    std::unique_ptr<ui::QueueModel> model;
    std::unique_ptr<ui::QueueProxy> proxy;
};

SLUICE_GUI_TEST(tst_QueueProxy)
#include "tst_queueproxy.moc"
