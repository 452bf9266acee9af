#include "tests/storage/systemcalls.h"
#include "tests/support/harness.h"
#include "tests/support/ownqueue.h"
#include "tests/ui/watchedapplication.h"
#include "ui/background.h"
#include "ui/mainwindow.h"
#include "ui/preferences.h"

#include <QDropEvent>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QUrl>
#include <atomic>
#include <cerrno>

using namespace std::chrono_literals;
using systemcalls::Call;
using transfer::State;
using watchdog::Hold;
using watchdog::WatchedApplication;

namespace {

/// One frame.
constexpr double kFrame = 16.0;
/// What a call to the disk takes here. Whoever waits for one, or for a lock that another holds meanwhile, is
/// asleep for so long: far longer than a loaded machine keeps anybody from running without saying so.
constexpr std::chrono::milliseconds kSlowCall{500};
constexpr double kAsleep = 350.0;
/// An unoptimised build, perhaps with sanitizers in it, counts its own work by a longer measure.
#ifdef QT_NO_DEBUG
constexpr double kSlack = 1.0;
#else
constexpr double kSlack = 8.0;
#endif

WatchedApplication &application()
{
    return *static_cast<WatchedApplication *>(QCoreApplication::instance());
}

} // namespace

/// Holds a clock to every event of the GUI thread while the disk is slow or full and the hands are full, too.
class tst_Watchdog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// The test is tested: a handler that sleeps is caught, one that merely lacks a processor is not.
    void catchesWhatBlocks()
    {
        application().takeWorst();
        QTimer::singleShot(0, this, [] { QThread::msleep(kSlowCall.count()); });
        QTest::qWait(20);
        const Hold hold = application().takeWorst();
        QVERIFY2(hold.blocked() > kAsleep, qPrintable(QString::number(hold.blocked())));
    }

    /// 3,000 links and ten lists in one drop, then once more what is there already.
    void whileFilesAreDropped()
    {
        begin();
        QMimeData mime;
        QString text;
        for (int i = 0; i < 3'000; ++i)
            text += QStringLiteral("http://127.0.0.1:9/files/a%1\n").arg(i);
        mime.setText(text);
        QList<QUrl> lists;
        for (int list = 0; list < 10; ++list) {
            QFile file(m_folder->filePath(QStringLiteral("list%1.txt").arg(list)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            for (int i = 0; i < 300; ++i)
                file.write(QStringLiteral("http://127.0.0.1:9/lists/l%1-%2\n").arg(list).arg(i).toUtf8());
            lists << QUrl::fromLocalFile(file.fileName());
        }
        QMimeData files;
        files.setUrls(lists);
        m_preferences->setIntentForNew(transfer::Intent::Hold);
        watch(
            [&] {
                for (const QMimeData *dropped : {&mime, &files, &mime})
                    drop(*dropped);
                QTRY_COMPARE_WITH_TIMEOUT(m_queue->count(), 6'000, 20'000);
                QTest::qWait(500); // counts, saves, bars
            },
            [](const Call &call) {
                if (call.name.contains("sync"))
                    QThread::msleep(kSlowCall.count());
                return 0;
            });
    }

    /// Every write of the download fails for want of room, after a while.
    void whileTheDiskIsFull()
    {
        begin();
        const auto id = download();
        watch(
            [&] {
                QTRY_COMPARE_WITH_TIMEOUT(m_queue->find(id)->state, State::Waiting, 60'000);
                QCOMPARE(m_queue->find(id)->error.kind, core::ErrorKind::DiskFull);
                QTest::qWait(300);
            },
            [](const Call &call) {
                if (!call.path.contains(".part") || call.name != "pwrite")
                    return 0;
                QThread::msleep(kSlowCall.count());
                return ENOSPC;
            });
    }

    /// Each sync of the database takes its time; rows are added, moved and removed meanwhile.
    void whileTheDatabaseIsSlow()
    {
        begin();
        std::atomic<int> slow = 0;
        watch(
            [&] {
                m_preferences->setIntentForNew(transfer::Intent::Hold);
                for (int round = 0; round < 6; ++round) {
                    m_window->addText(
                        QStringLiteral("http://127.0.0.1:9/%1\nhttp://127.0.0.1:9/x%1\n").arg(round));
                    QTRY_COMPARE_WITH_TIMEOUT(m_queue->count(), 2 + round, 20'000);
                    m_queue->move({m_queue->at(m_queue->count() - 1).id}, 0);
                    m_queue->remove({m_queue->at(0).id}, queue::Removal::DeletePartial);
                    QTest::qWait(100);
                }
                QTRY_VERIFY_WITH_TIMEOUT(slow > 2, 20'000);
            },
            [&slow](const Call &call) {
                if (!call.path.contains("queue.sqlite") || !call.name.contains("sync"))
                    return 0;
                ++slow;
                QThread::msleep(kSlowCall.count());
                return 0;
            });
    }

    /// As many folders do not answer as the background has threads; the window is painted meanwhile.
    void whileTheBackgroundWaits()
    {
        begin();
        watch([&] {
            for (int i = 0; i < 2 * ui::backgroundPool().maxThreadCount(); ++i) {
                ui::inBackground([] { return QThread::msleep(kSlowCall.count()), true; }, this, [](bool) {});
            }
            QTest::qWait(50);
            m_window->resize(m_window->size() + QSize(200, 100));
            QTest::qWait(300);
        });
    }

    void cleanup()
    {
        m_window.reset();
        m_queue.reset();
        m_preferences.reset();
    }

private:
    void begin()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_preferences = std::make_unique<ui::Preferences>(m_folder->filePath(QStringLiteral("s.ini")));
        m_preferences->setDownloadFolder(m_folder->path());
        m_queue = std::make_unique<support::OwnQueue>(m_preferences->queueSettings(),
                                                      m_folder->filePath(QStringLiteral("queue.sqlite")));
        m_window = std::make_unique<ui::MainWindow>(*m_queue, *m_preferences);
        m_window->show();
        m_queue->load();
        QTest::qWait(300);
    }

    /// A file of 6 MiB.
    queue::ItemId download()
    {
        const auto object = support::buildObject(support::payload(support::noise(1), 6 << 20), 64 * 1024, {});
        m_server.serve("/file", support::toByteArray(object.bytes));
        core::Source source;
        source.mirrors = {m_server.url("/file")};
        return m_queue
            ->add({queue::Request{
                source, m_folder->path(), QStringLiteral("file"), {}, transfer::Intent::Run, 0}})
            .first();
    }

    void drop(const QMimeData &mime)
    {
        QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QDropEvent event(QPointF(200, 200), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &event);
    }

    /// Runs `body` with an eye on every handler, and on who it is that touches the disk.
    void watch(const std::function<void()> &body, const systemcalls::Before &trouble = {})
    {
        const QThread *gui = QThread::currentThread();
        std::atomic<int> onGui = 0;
        {
            const systemcalls::Watch calls(QFile::encodeName(m_folder->path()), [&](const Call &call) {
                const bool isOurs = call.path.contains("queue.sqlite") || call.path.contains(".part");
                onGui += isOurs && QThread::currentThread() == gui ? 1 : 0;
                return trouble ? trouble(call) : 0;
            });
            application().takeWorst();
            body();
            QSignalSpy closed(m_queue.get(), &queue::Queue::closed);
            m_queue->close();
            QVERIFY(closed.wait(30'000));
            m_window.reset();
            m_queue.reset(); // its threads are gone before the eye on their calls is
        }
        const Hold worst = application().takeWorst();
        qInfo("worst handler: %.1f ms of its own (%.1f ms running, %.1f ms blocked), %.1f by the clock: %s; "
              "%.0f %% of what is allowed",
              worst.own(), worst.running, worst.blocked(), worst.wall, qPrintable(worst.what),
              100.0 * worst.own() / (kFrame * kSlack));
        QCOMPARE(onGui, 0);
        QVERIFY2(worst.blocked() < kAsleep, qPrintable(worst.what));
        QVERIFY2(worst.running < kFrame * kSlack, qPrintable(worst.what));
    }

    support::FaultServer m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ui::Preferences> m_preferences;
    std::unique_ptr<queue::Queue> m_queue;
    std::unique_ptr<ui::MainWindow> m_window;
};

int main(int argc, char *argv[])
{
    WatchedApplication app(argc, argv);
    tst_Watchdog test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_watchdog.moc"
