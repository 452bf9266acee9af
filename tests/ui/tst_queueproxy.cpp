#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "ui/background.h"
#include "ui/list/queueproxy.h"
#include "ui/list/queueview.h"

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

    void showsWhatAPlainSortWould_data()
    {
        QTest::addColumn<int>("sortedAtOnce");
        QTest::addColumn<bool>("waits"); // after each step, until what is under way is sorted
        QTest::newRow("at once") << 1'000'000 << true;
        QTest::newRow("elsewhere") << 0 << true;
        QTest::newRow("few at once") << 70 << true;
        QTest::newRow("elsewhere, never waited for") << 0 << false;
        QTest::newRow("few at once, never waited for") << 70 << false;
    }
    /// Whatever happens to the queue, the filter and the order: what is shown is what a plain sort would
    /// show. While rows are sorted elsewhere, it is the same rows.
    void showsWhatAPlainSortWould()
    {
        QFETCH(int, sortedAtOnce);
        QFETCH(bool, waits);
        proxy->order().setSortedAtOnce(sortedAtOnce);
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
                setText(random);
            else if (change == 5)
                sortBy(random);
            else if (change == 6)
                removals->begin(some(random), queue::Removal::KeepFiles);
            else if (change == 7)
                removals->undo();
            else
                dressSome(random);
            QCoreApplication::processEvents(); // the model tells of changes a turn later
            if (waits)
                QTRY_VERIFY(!proxy->order().isSorting());
            if (proxy->order().isSorting())
                QCOMPARE(inAnyOrder(names()), inAnyOrder(expected()));
            else
                QCOMPARE(names(), expected());
        }
        QTRY_VERIFY(!proxy->order().isSorting());
        QCOMPARE(names(), expected());
    }

    void aSortIsUnderWay_data()
    {
        using Step = std::function<void(tst_QueueProxy &)>;
        QTest::addColumn<Step>("step");
        const auto row = [](const char *name, const Step &step) { QTest::newRow(name) << step; };
        row("nothing", [](tst_QueueProxy &) {});
        row("rows are added", [](tst_QueueProxy &t) {
            samples::addPlain(*t.queue, 3, QStringLiteral("file 7"));
            samples::addPlain(*t.queue, 1, QStringLiteral("a"));
        });
        row("more are added than are there",
            [](tst_QueueProxy &t) { samples::addPlain(*t.queue, 200, QStringLiteral("file 3")); });
        row("rows are removed", [](tst_QueueProxy &t) { t.remove(t.ids(3, 9)); });
        row("all are removed", [](tst_QueueProxy &t) { t.remove(t.ids(0, kRows - 1)); });
        row("one is added and removed",
            [](tst_QueueProxy &t) { t.remove(samples::addPlain(*t.queue, 1, QStringLiteral("b"))); });
        row("a row gets another name", [](tst_QueueProxy &t) { t.rename(4, QStringLiteral("zebra")); });
        row("all get other names", [](tst_QueueProxy &t) {
            for (int i = 0; i < t.queue->count(); ++i)
                t.rename(i, QStringLiteral("name %1").arg(i % 10));
        });
        row("a row that changed is removed", [](tst_QueueProxy &t) {
            t.rename(4, QStringLiteral("zebra"));
            t.remove(t.ids(4, 4));
        });
        row("a state changes", [](tst_QueueProxy &t) {
            samples::dress(*t.queue, 5, [](queue::Item &item) { item.state = transfer::State::Failed; });
        });
        row("rows are moved", [](tst_QueueProxy &t) { t.queue->move(t.ids(20, 30), 2); });
        row("rows are moved and removed", [](tst_QueueProxy &t) {
            t.queue->move(t.ids(20, 30), 2);
            t.remove(t.ids(1, 3));
        });
        row("another filter", [](tst_QueueProxy &t) { t.proxy->setFilter(ui::Filter::Failed); });
        row("another text", [](tst_QueueProxy &t) { t.proxy->setText(QStringLiteral("7")); });
        row("rows are hidden",
            [](tst_QueueProxy &t) { t.removals->begin(t.ids(2, 8), queue::Removal::KeepFiles); });
        row("hidden ones are shown again", [](tst_QueueProxy &t) {
            t.removals->begin(t.ids(2, 8), queue::Removal::KeepFiles);
            QCoreApplication::processEvents();
            t.removals->undo();
        });
        row("the other way round",
            [](tst_QueueProxy &t) { t.proxy->sort(static_cast<int>(Column::Name), Qt::AscendingOrder); });
        row("the same once more",
            [](tst_QueueProxy &t) { t.proxy->sort(static_cast<int>(Column::Name), Qt::DescendingOrder); });
        row("another column",
            [](tst_QueueProxy &t) { t.proxy->sort(static_cast<int>(Column::Size), Qt::AscendingOrder); });
        row("the queue's order", [](tst_QueueProxy &t) { t.proxy->sort(-1); });
        row("the queue's order, and back", [](tst_QueueProxy &t) {
            t.proxy->sort(-1);
            t.proxy->sort(static_cast<int>(Column::Name), Qt::AscendingOrder);
        });
    }
    void aSortIsUnderWay()
    {
        QFETCH(std::function<void(tst_QueueProxy &)>, step);
        const QAbstractItemModelTester tester(proxy.get(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (const bool isSortedBefore : {false, true}) {
            proxy->sort(isSortedBefore ? static_cast<int>(Column::Size) : -1);
            remove(ids(0, queue->count() - 1));
            QTRY_COMPARE(queue->count(), 0);
            samples::addPlain(*queue, kRows);
            for (int row = 0; row < kRows; ++row) {
                samples::dress(*queue, row, [row](queue::Item &item) {
                    item.progress.decodedSize = row % 7;
                    item.state = row % 3 == 0 ? transfer::State::Failed : transfer::State::Paused;
                });
            }
            QCoreApplication::processEvents();
            QCOMPARE(names(), expected());
            proxy->order().setSortedAtOnce(5);
            const QPersistentModelIndex kept = proxy->index(11, 0);
            const queue::ItemId id = proxy->id(kept);
            proxy->sort(static_cast<int>(Column::Name), Qt::DescendingOrder);
            QVERIFY(proxy->order().isSorting());
            step(*this);
            QTRY_VERIFY(!proxy->order().isSorting());
            QCoreApplication::processEvents();
            QTRY_COMPARE(names(), expected());
            QCOMPARE(kept.isValid(), proxy->indexOf(queue->rowOf(id)).isValid());
            if (kept.isValid())
                QCOMPARE(proxy->id(kept), id);
            removals->finish();
            proxy->setFilter(ui::Filter::All);
            proxy->setText({});
            proxy->order().setSortedAtOnce(ui::RowOrder::kSortedAtOnce);
        }
    }

    /// What is sorted for it comes to nobody.
    void isGoneWhileItSorts()
    {
        samples::addPlain(*queue, kRows);
        proxy->order().setSortedAtOnce(0);
        proxy->sort(static_cast<int>(Column::Name), Qt::DescendingOrder);
        QVERIFY(proxy->order().isSorting());
        proxy.reset();
        model.reset();
        ui::backgroundPool().waitForDone();
        QCoreApplication::processEvents();
    }

    void aSpeedThatChangesWhileItIsSortedMovesNoRow()
    {
        samples::addPlain(*queue, 3);
        for (int row = 0; row < 3; ++row)
            setSpeed(row, 100 * (row + 1));
        proxy->order().setSortedAtOnce(0);
        proxy->sort(static_cast<int>(Column::Speed), Qt::DescendingOrder);
        setSpeed(0, 9999);
        samples::dress(*queue, 0, [](queue::Item &) {});
        QTRY_VERIFY(!proxy->order().isSorting());
        QCoreApplication::processEvents();
        QCOMPARE(names().first(), QStringLiteral("file 2"));
    }

    void theListShowsThatItIsSorted()
    {
        samples::addPlain(*queue, kRows);
        ui::QueueView view(*proxy);
        proxy->order().setSortedAtOnce(0);
        view.sortByColumn(static_cast<int>(Column::Name), Qt::DescendingOrder);
        QCOMPARE(view.header()->sortIndicatorSection(), static_cast<int>(Column::Name));
        QCOMPARE(view.viewport()->cursor().shape(), Qt::BusyCursor);
        QTRY_COMPARE(view.viewport()->cursor().shape(), Qt::ArrowCursor);
        QCOMPARE(names(), expected());
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
    static constexpr int kRows = 120;

    QList<queue::ItemId> ids(int first, int last) const
    {
        QList<queue::ItemId> ids;
        for (int row = first; row <= last; ++row)
            ids << queue->at(row).id;
        return ids;
    }

    void remove(const QList<queue::ItemId> &ids) { queue->remove(ids, queue::Removal::KeepFiles); }

    void rename(int row, const QString &name)
    {
        samples::dress(*queue, row, [&](queue::Item &item) { item.name = name; });
    }

    static QStringList inAnyOrder(QStringList names)
    {
        names.sort();
        return names;
    }

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

    /// Another one, a longer one, or none.
    void setText(QRandomGenerator &random)
    {
        const QString digit = QString::number(random.bounded(10));
        proxy->setText(std::array{QString(), digit, QString(proxy->text() + digit)}.at(random.bounded(3u)));
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
