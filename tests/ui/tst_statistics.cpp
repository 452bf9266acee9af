#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "tests/ui/windowtest.h"
#include "ui/details/speedgraph.h"
#include "ui/details/speedhistory.h"
#include "ui/window/actions.h"
#include "ui/window/statistics.h"
#include "ui/window/statisticsdialog.h"

#include <QComboBox>
#include <QTest>

/// Speeds of the past, and what was received of all time.
class tst_Statistics : public samples::WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void historyKeepsMeans()
    {
        ui::SpeedHistory history;
        QVERIFY(history.isEmpty());
        for (int second = 0; second < 12; ++second)
            history.add(second < 6 ? 600 : 0);
        QCOMPARE(history.points(0).size(), 12);
        QCOMPARE(history.points(0).first(), 600);
        QCOMPARE(history.points(1), (QList<qint64>{600, 0})); // of six seconds each
        history.add(60);
        QCOMPARE(history.points(1), (QList<qint64>{600, 0, 60})); // what is not whole yet
        for (int second = 0; second < 100'000; ++second)
            history.add(7);
        for (std::size_t range = 0; range < ui::SpeedHistory::kRanges.size(); ++range) {
            QCOMPARE(history.points(range).size(), ui::SpeedHistory::kRanges[range].points());
            QCOMPARE(history.points(range).first(), 7);
        }
    }

    void scale_data()
    {
        QTest::addColumn<qint64>("speed");
        QTest::addColumn<qint64>("top");
        for (const auto &[speed, top] :
             std::initializer_list<std::pair<qint64, qint64>>{{0, 4'000},
                                                              {4'000, 4'000},
                                                              {4'001, 8'000},
                                                              {1'000'001, 2'000'000},
                                                              {3'000'000, 4'000'000},
                                                              {8'000'001, 10'000'000},
                                                              {99'000'000, 100'000'000}})
            QTest::addRow("%lld", static_cast<long long>(speed)) << speed << top;
    }
    void scale()
    {
        QFETCH(qint64, speed);
        QFETCH(qint64, top);
        QCOMPARE(ui::SpeedGraph::scaleFor(speed), top);
    }

    void filesAreCountedOfAllTime()
    {
        auto statistics = std::make_unique<ui::Statistics>(*queue, *preferences);
        const auto ids = samples::addPlain(*queue, 2);
        transfer::Event done;
        done.kind = transfer::Event::Kind::Done;
        Q_EMIT queue->happened(ids[0], done);
        transfer::Event failed;
        failed.kind = transfer::Event::Kind::Failed;
        Q_EMIT queue->happened(ids[1], failed);
        transfer::SetFileEnd file;
        file.verdict = transfer::Verdict::Verified;
        transfer::SetFileEnd there = file;
        there.wasThere = true;
        Q_EMIT queue->filesEnded(ids[1], {file, there, transfer::SetFileEnd{}});
        QCOMPARE(statistics->ofRun().files, 2);
        QCOMPARE(statistics->ofAllTime().files, 2);
        statistics->save();
        const QDateTime since = statistics->since();
        statistics = std::make_unique<ui::Statistics>(*queue, *preferences);
        QCOMPARE(statistics->ofRun().files, 0);
        QCOMPARE(statistics->ofAllTime().files, 2);
        QCOMPARE(statistics->since().toSecsSinceEpoch(), since.toSecsSinceEpoch());
        statistics->forget();
        QCOMPARE(statistics->ofAllTime().files, 0);
        preferences->setState(QStringLiteral("statistics"), "{\"files\":-5}");
        QCOMPARE(ui::Statistics(*queue, *preferences).ofAllTime().files, 0);
    }

    void theDialogShowsThem()
    {
        window->actions().statistics->trigger();
        auto *dialog = window->findChild<ui::StatisticsDialog *>();
        QVERIFY(dialog);
        QVERIFY(!dialog->isModal()); // it stays open beside the window
        auto *graph = dialog->findChild<ui::SpeedGraph *>();
        QCOMPARE(graph->accessibleDescription(), QStringLiteral("Nothing was received yet."));
        graph->present({0, 2'000'000, 1'000'000}, 300, 1);
        QCOMPARE(graph->accessibleDescription(),
                 QStringLiteral("Now 1.00 MB/s, at most 2.00 MB/s, on average 1.00 MB/s"));
        dialog->findChild<QComboBox *>()->setCurrentIndex(3);
        window->actions().statistics->trigger(); // no second one
        QCOMPARE(window->findChildren<ui::StatisticsDialog *>().size(), 1);
    }
};

SLUICE_GUI_TEST(tst_Statistics)
#include "tst_statistics.moc"
