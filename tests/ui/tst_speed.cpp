#include "tests/catalog/sampletree.h"
#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"
#include "tests/ui/browsebed.h"
#include "tests/ui/samples.h"
#include "ui/browse/buildsession.h"
#include "ui/browse/filespage.h"
#include "ui/details/chunkmapwidget.h"
#include "ui/details/filesview.h"
#include "ui/list/filtersidebar.h"
#include "ui/list/queueview.h"
#include "ui/mainwindow.h"
#include "ui/window/actions.h"
#include "ui/window/undobar.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <ctime>

using namespace std::chrono_literals;

namespace {

constexpr int kRows = 10'000;
constexpr int kActive = 100;

/// Resident memory of this process in MiB.
double residentMiB()
{
    QFile statm(QStringLiteral("/proc/self/statm"));
    if (!statm.open(QIODevice::ReadOnly))
        return -1;
    return statm.readAll().split(' ').value(1).toDouble() * 4096 / (1 << 20);
}

/// The longest turn of the event loop, in the time that this thread had a processor: what others do on the
/// machine does not count.
class Watch : public QObject
{
public:
    Watch()
    {
        connect(&m_timer, &QTimer::timeout, this, &Watch::turn);
        m_timer.start(0);
    }
    qint64 longest() const { return m_longest / 1'000'000; }
    /// What happened up to here was one turn.
    void turn()
    {
        const qint64 now = processorTime();
        m_longest = std::max(m_longest, now - m_last);
        m_last = now;
    }

    /// Not QTest's own waiting: that sleeps 10 ms in each round.
    static void run(std::chrono::milliseconds duration)
    {
        QEventLoop loop;
        QTimer::singleShot(duration, &loop, &QEventLoop::quit);
        loop.exec();
    }

private:
    /// Nanoseconds.
    static qint64 processorTime()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
    }

    QTimer m_timer;
    qint64 m_last = processorTime();
    qint64 m_longest = 0;
};

} // namespace

/// What the window costs with ten thousand downloads: run by hand on an optimised build, with SLUICE_SPEED=1,
/// or 2 for a hundred thousand, too; prints figures.
class tst_Speed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("SLUICE_SPEED"))
            QSKIP("SLUICE_SPEED is not set");
    }

    void add()
    {
        QTemporaryDir folder;
        ui::Preferences preferences(folder.filePath(QStringLiteral("s.ini")));
        preferences.setDownloadFolder(folder.path());
        preferences.setIntentForNew(transfer::Intent::Hold);
        support::OwnQueue queue(preferences.queueSettings(), folder.filePath(QStringLiteral("queue.sqlite")));
        queue.load();
        ui::MainWindow window(queue, preferences);
        window.resize(1180, 780);
        window.show();
        QTest::qWait(300);
        QStringList lines;
        for (int i = 0; i < kRows; ++i)
            lines << QStringLiteral("http://cdn%1.example/tpr/wow/data/%2").arg(i % 5).arg(i);
        const Watch watch;
        QElapsedTimer clock;
        clock.start();
        window.addText(lines.join(u'\n'));
        while (queue.count() < kRows && clock.elapsed() < 10'000)
            QCoreApplication::processEvents();
        QCOMPARE(queue.count(), kRows);
        qInfo("add 10,000: %lld ms, longest turn %lld ms", clock.elapsed(), watch.longest());
        Watch::run(1500ms);
        qInfo("and saved: longest turn %lld ms; resident %.1f MiB", watch.longest(), residentMiB());
    }

    void stalls_data()
    {
        QTest::addColumn<int>("rows");
        QTest::newRow("10,000") << 10'000;
        if (qEnvironmentVariableIntValue("SLUICE_SPEED") > 1)
            QTest::newRow("100,000") << 100'000;
    }
    /// The longest time in which the window did nothing else, for each thing that people do to many rows.
    void stalls()
    {
        QFETCH(int, rows);
        QTemporaryDir folder;
        ui::Preferences preferences(folder.filePath(QStringLiteral("s.ini")));
        support::OwnQueue queue(preferences.queueSettings(), folder.filePath(QStringLiteral("queue.sqlite")));
        queue.holdStarts(); // what is measured is the window, not the network
        queue.load();
        ui::MainWindow window(queue, preferences);
        window.resize(1180, 780);
        window.show();
        samples::addPlain(queue, rows);
        Watch::run(1s);
        fill(queue, rows);
        Watch::run(rows / 10 * 1ms);
        auto *view = window.findChild<ui::QueueView *>();
        auto *sidebar = window.findChild<ui::FilterSidebar *>();
        const ui::Actions &actions = window.actions();
        stall("select all", [&] { actions.selectAll->trigger(); });
        stall("pause all", [&] { actions.pauseAll->trigger(); });
        stall("resume all", [&] { actions.resumeAll->trigger(); });
        for (const auto column : {ui::QueueModel::Column::Name, ui::QueueModel::Column::Size,
                                  ui::QueueModel::Column::Host, ui::QueueModel::Column::Name}) {
            stall("sort", [&] { view->sortByColumn(static_cast<int>(column), Qt::DescendingOrder); });
        }
        stall("pause all, sorted", [&] { actions.pauseAll->trigger(); });
        stall("resume all, sorted", [&] { actions.resumeAll->trigger(); });
        stall("sort as queued", [&] { view->sortByColumn(-1, Qt::AscendingOrder); });
        for (const ui::Filter filter : {ui::Filter::Done, ui::Filter::Failed, ui::Filter::All})
            stall("filter", [&] { sidebar->setFilter(filter); });
        auto *proxy = qobject_cast<ui::QueueProxy *>(view->model());
        for (const auto &text : {QStringLiteral("7"), QStringLiteral("77"), QString()})
            stall("text", [&] { proxy->setText(text); });
        view->verticalScrollBar()->setValue(0);
        stall("scroll", [&] {
            for (int step = 0; step < 40; ++step) {
                view->verticalScrollBar()->setValue(step * 997);
                QCoreApplication::processEvents();
                m_watch->turn();
            }
        });
        view->selectAll();
        Watch::run(300ms); // the actions follow the selection
        stall("remove all", [&] { actions.remove->trigger(); });
        QCOMPARE(proxy->rowCount(), 0);
        stall("undo", [&] { actions.undo->trigger(); });
        QCOMPARE(proxy->rowCount(), rows);
        Watch::run(300ms);
        actions.remove->trigger();
        stall("removed for good", [&] {
            window.findChild<ui::UndoBar *>()->findChildren<QToolButton *>().last()->click();
            while (queue.count() > 0) {
                QCoreApplication::processEvents();
                m_watch->turn();
            }
        });
    }

    void files_data()
    {
        QTest::addColumn<int>("files");
        QTest::newRow("20,000") << 20'000;
        if (qEnvironmentVariableIntValue("SLUICE_SPEED") > 1)
            QTest::newRow("1,000,000") << 1'000'000;
    }
    /// Likewise, for the files of a set.
    void files()
    {
        QFETCH(int, files);
        transfer::SetView view{std::make_shared<const core::SetPlan>(samples::setPlan(files)), {}, {}, {}, 1};
        view.states.resize(static_cast<std::size_t>(files), transfer::SetFileStatus::Missing);
        view.counts[0] = files;
        ui::FileSnapshot snapshot;
        snapshot.view = std::make_shared<const transfer::SetView>(view);
        ui::FileModel model(snapshot);
        ui::FilesView table(model);
        ui::ChunkMapWidget map(snapshot, QStringLiteral("map"));
        for (QWidget *widget : {static_cast<QWidget *>(&table), static_cast<QWidget *>(&map)}) {
            widget->resize(900, 400);
            widget->show();
        }
        QElapsedTimer clock;
        clock.start();
        auto byPath = ui::arranged(view, {});
        qInfo("by path, on another thread: %lld ms", clock.restart());
        auto bySize = ui::arranged(view, {.sortedBy = ui::SetFileColumn::Size});
        qInfo("by size, on another thread: %lld ms", clock.restart());
        auto words = ui::arranged(view, {.words = QStringLiteral("er 3/ 77")});
        qInfo("words, on another thread: %lld ms", clock.restart());
        stall("open", [&] { model.arrange(byPath); });
        stall("tick", [&] {
            for (std::size_t file = 0; file < view.states.size(); file += 97)
                view.states[file] = transfer::SetFileStatus::Done;
            snapshot.view = std::make_shared<const transfer::SetView>(view);
            model.refresh();
            map.refresh();
        });
        table.selectRow(files / 2);
        stall("sort", [&] { model.arrange(bySize); });
        stall("filter", [&] { model.arrange(words); });
        stall("all again", [&] { model.arrange(byPath); });
        stall("select all", [&] { table.selectAll(); });
        stall("scroll", [&] {
            for (int step = 0; step < 40; ++step) {
                table.verticalScrollBar()->setValue(step * (files / 41));
                QCoreApplication::processEvents();
                m_watch->turn();
            }
        });
    }

    /// The files of a build, a million of them, as somebody looks through them.
    void browse()
    {
        samples::BrowseBed bed;
        ui::BuildSession session(bed.access());
        session.open({QStringLiteral("wow_classic_era"), {}, {}, {}});
        QTRY_COMPARE(session.state(), ui::BuildSession::State::Ready);
        std::vector<SampleTree::File> files;
        for (std::uint32_t i = 0; i < 1'000'000; ++i) {
            const std::string number = std::to_string(i);
            files.push_back(
                {"World/Maps/Zone" + std::to_string(i % 20'000) + "/tile_" + number + ".adt", i, i});
        }
        QElapsedTimer clock;
        clock.start();
        const double before = residentMiB();
        const auto index = std::make_shared<const catalog::TreeIndex>(SampleTree(std::move(files)));
        qInfo("index: %lld ms, %.0f MiB", clock.elapsed(), residentMiB() - before);
        ui::FilesPage page(session.build(), index, session.access().means.services);
        page.resize(1180, 780);
        stall("show", [&] { page.show(); });
        auto *search = page.findChild<QLineEdit *>();
        auto *found = page.findChild<QTableView *>();
        for (const char key : {'t', 'i', 'l', 'e', '_', '9', '9'})
            stall("type", [&] { QTest::keyClick(search, key); });
        for (const auto &text :
             {QStringLiteral("zone 77"), QStringLiteral("zone1/tile"), QStringLiteral("*.adt"),
              QStringLiteral("maps/*/tile_7?.adt"), QStringLiteral("12345")}) {
            clock.start();
            QSignalSpy answered(found->model(), &QAbstractItemModel::modelReset);
            search->setText(text);
            QVERIFY(!answered.isEmpty() || answered.wait());
            qInfo("%-20s answered in %lld ms: %d", qPrintable(text), clock.elapsed(),
                  found->model()->rowCount());
        }
        search->setText(QStringLiteral("adt"));
        Watch::run(500ms);
        stall("scroll", [&] {
            for (int step = 0; step < 40; ++step) {
                found->verticalScrollBar()->setValue(step * 20'011);
                QCoreApplication::processEvents();
                m_watch->turn();
            }
        });
        stall("sort", [&] { found->sortByColumn(1, Qt::DescendingOrder); });
        auto *tree = page.findChild<QTreeView *>();
        search->clear();
        Watch::run(300ms);
        stall("check all",
              [&] { tree->model()->setData(tree->model()->index(0, 0), Qt::Checked, Qt::CheckStateRole); });
        stall("open a folder of folders", [&] { tree->expandToDepth(1); });
        qInfo("resident %.0f MiB", residentMiB());
    }

    void work()
    {
        QTemporaryDir folder;
        ui::Preferences preferences(folder.filePath(QStringLiteral("s.ini")));
        support::OwnQueue queue(preferences.queueSettings());
        ui::MainWindow window(queue, preferences);
        window.resize(1180, 780);
        window.show();
        samples::addPlain(queue, kRows);
        QTest::qWait(300);
        fill(queue);
        QTest::qWait(300);
        auto *view = window.findChild<ui::QueueView *>();
        for (const int column : {-1, static_cast<int>(ui::QueueModel::Column::Speed)}) {
            view->sortByColumn(column, Qt::DescendingOrder);
            updateAndScroll(queue, *view, column < 0 ? "in queue order" : "by speed");
        }
        view->sortByColumn(-1, Qt::AscendingOrder);
        filters(window, *view);
        sorts(*view);
    }

private:
    void stall(const char *what, const std::function<void()> &act)
    {
        Watch watch;
        m_watch = &watch;
        act();
        Watch::run(1500ms);
        m_watch = nullptr;
        qInfo("%-20s %4lld ms", what, watch.longest());
    }

    static void fill(queue::Queue &queue, int rows = kRows)
    {
        for (int row = 0; row < rows; ++row) {
            samples::dress(queue, row, [row](queue::Item &item) {
                item.progress.encodedSize = item.progress.decodedSize = 1'000'000 + row;
                item.progress.encodedDone = row;
                if (row < kActive) {
                    item.intent = transfer::Intent::Run;
                    item.state = transfer::State::Downloading;
                } else if (row % 3 == 0)
                    item.state = transfer::State::Done;
                else if (row % 7 == 0)
                    item.state = transfer::State::Failed;
            });
        }
    }

    static void updateAndScroll(queue::Queue &queue, ui::QueueView &view, const char *how)
    {
        QList<int> rows;
        for (int row = 0; row < kActive; ++row)
            rows << row;
        qint64 worst = 0;
        qint64 all = 0;
        constexpr int kFrames = 200;
        for (int frame = 0; frame < kFrames; ++frame) {
            QElapsedTimer clock;
            clock.start();
            for (const int row : rows)
                const_cast<queue::Item &>(queue.at(row)).progress.bytesPerSecond += 1000 + row;
            Q_EMIT queue.itemsProgressed(rows);
            view.verticalScrollBar()->setValue(frame * 37 % std::max(1, view.verticalScrollBar()->maximum()));
            QCoreApplication::processEvents();
            worst = std::max(worst, clock.nsecsElapsed());
            all += clock.nsecsElapsed();
        }
        qInfo("frame %s: %.2f ms, worst %.2f ms", how, double(all) / 1e6 / kFrames, double(worst) / 1e6);
    }

    static void filters(ui::MainWindow &window, ui::QueueView &view)
    {
        auto *sidebar = window.findChild<ui::FilterSidebar *>();
        for (const ui::Filter filter : {ui::Filter::Done, ui::Filter::Failed, ui::Filter::All}) {
            QElapsedTimer clock;
            clock.start();
            sidebar->setFilter(filter);
            QCoreApplication::processEvents();
            view.viewport()->repaint();
            qInfo("filter %d: %.1f ms, %d rows", static_cast<int>(filter), double(clock.nsecsElapsed()) / 1e6,
                  view.model()->rowCount());
        }
        auto *proxy = qobject_cast<ui::QueueProxy *>(view.model());
        for (const auto &text : {QStringLiteral("7"), QStringLiteral("77"), QString()}) {
            QElapsedTimer clock;
            clock.start();
            proxy->setText(text);
            QCoreApplication::processEvents();
            view.viewport()->repaint();
            qInfo("text \"%s\": %.1f ms, %d rows", qPrintable(text), double(clock.nsecsElapsed()) / 1e6,
                  proxy->rowCount());
        }
    }

    static void sorts(ui::QueueView &view)
    {
        for (const auto column : {ui::QueueModel::Column::Name, ui::QueueModel::Column::Size}) {
            QElapsedTimer clock;
            clock.start();
            view.sortByColumn(static_cast<int>(column), Qt::DescendingOrder);
            QCoreApplication::processEvents();
            qInfo("sort by column %d: %.1f ms", static_cast<int>(column), double(clock.nsecsElapsed()) / 1e6);
        }
    }

    Watch *m_watch = nullptr; ///< while something is measured
};

SLUICE_GUI_TEST(tst_Speed)
#include "tst_speed.moc"
