#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "ui/list/filtersidebar.h"
#include "ui/list/queueview.h"
#include "ui/mainwindow.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

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

/// The longest time in which the event loop did not come round.
class Watch : public QObject
{
public:
    Watch()
    {
        m_clock.start();
        connect(&m_timer, &QTimer::timeout, this,
                [this] { m_longest = std::max(m_longest, m_clock.restart()); });
        m_timer.start(0);
    }
    qint64 longest() const { return m_longest; }

    /// Not QTest's own waiting: that sleeps 10 ms in each round.
    static void run(std::chrono::milliseconds duration)
    {
        QEventLoop loop;
        QTimer::singleShot(duration, &loop, &QEventLoop::quit);
        loop.exec();
    }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
};

} // namespace

/// What the window costs with ten thousand downloads: run by hand on an optimised build, with SLUICE_SPEED
/// set; prints figures.
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
    static void fill(queue::Queue &queue)
    {
        for (int row = 0; row < kRows; ++row) {
            samples::dress(queue, row, [row](queue::Item &item) {
                item.progress.encodedSize = item.progress.decodedSize = 1'000'000 + row;
                item.progress.encodedDone = row;
                if (row < kActive)
                    item.state = transfer::State::Downloading;
                else if (row % 3 == 0)
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
};

SLUICE_GUI_TEST(tst_Speed)
#include "tst_speed.moc"
