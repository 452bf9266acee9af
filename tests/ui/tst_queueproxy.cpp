#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "ui/list/queueproxy.h"

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
