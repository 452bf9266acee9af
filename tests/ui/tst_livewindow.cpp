#include "tests/support/harness.h"
#include "tests/support/testmain.h"
#include "ui/details/chunkmapwidget.h"
#include "ui/details/tableview.h"
#include "ui/list/queueview.h"
#include "ui/mainwindow.h"
#include "ui/preferences.h"

#include <QDir>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTest>

using transfer::State;

/// The window over real downloads.
class tst_LiveWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsADownloadFromStartToEnd()
    {
        support::Harness harness;
        QTemporaryDir home;
        ui::Preferences preferences(home.filePath(QStringLiteral("s.ini")));
        preferences.setDownloadFolder(harness.folder());
        ui::MainWindow window(harness.queue(), preferences);
        window.resize(1180, 780);
        window.show();

        window.addText(core::toLine(harness.source(publish(harness))));
        QTRY_COMPARE(harness.queue().count(), 1);
        const auto &item = harness.queue().at(0);
        auto *view = window.findChild<ui::QueueView *>();
        const auto progress = view->model()->index(0, static_cast<int>(ui::QueueModel::Column::Progress));
        QTRY_VERIFY(progress.data(ui::QueueModel::FractionRole).toDouble() > 0.3);
        QVERIFY(!view->model()
                     ->index(0, static_cast<int>(ui::QueueModel::Column::Speed))
                     .data()
                     .toString()
                     .isEmpty());

        auto *tabs = window.findChild<QTabWidget *>();
        tabs->setCurrentIndex(1);
        const auto maps = tabs->currentWidget()->findChildren<ui::ChunkMapWidget *>(); // one is of sets
        const auto isShown = [](const QWidget *widget) { return widget->isVisible(); };
        QTRY_VERIFY(std::any_of(maps.begin(), maps.end(), isShown));
        const ui::ChunkMapWidget *map = *std::find_if(maps.begin(), maps.end(), isShown);
        QTRY_VERIFY(!map->accessibleDescription().startsWith(QStringLiteral("0 done")));
        shoot(window, QStringLiteral("live-chunks"));
        tabs->setCurrentIndex(2);
        QTRY_COMPARE(tabs->currentWidget()->findChild<ui::TableView *>()->model()->rowCount(), 1);
        shoot(window, QStringLiteral("live-mirrors"));

        QTRY_COMPARE_WITH_TIMEOUT(item.state, State::Done, 30'000);
        QTRY_COMPARE(progress.data().toString(), QStringLiteral("Chunks verified"));
        tabs->setCurrentIndex(3);
        QTRY_VERIFY(tabs->currentWidget()->findChild<QPlainTextEdit *>()->toPlainText().contains(
            QStringLiteral("Done")));
        shoot(window, QStringLiteral("live-log"));
    }

    void pausesAndResumesByItsAction()
    {
        support::Harness harness;
        QTemporaryDir home;
        ui::Preferences preferences(home.filePath(QStringLiteral("s.ini")));
        preferences.setDownloadFolder(harness.folder());
        ui::MainWindow window(harness.queue(), preferences);
        window.show();
        window.addText(core::toLine(harness.source(publish(harness))));
        QTRY_COMPARE(harness.queue().count(), 1);
        const auto &item = harness.queue().at(0);
        QTRY_VERIFY(item.progress.encodedDone > 0);
        auto *toggle = window.findChild<QAction *>(QStringLiteral("toggle"));
        QTRY_VERIFY(toggle->isEnabled());
        auto *tabs = window.findChild<QTabWidget *>();
        tabs->setCurrentIndex(3);
        auto *log = tabs->currentWidget()->findChild<QPlainTextEdit *>();
        QTRY_VERIFY(!log->toPlainText().isEmpty());
        QTextCursor copied(log->document());
        copied.select(QTextCursor::LineUnderCursor);
        log->setTextCursor(copied);
        const QString line = copied.selectedText();
        toggle->trigger();
        QTRY_COMPARE(item.state, State::Paused);
        QTRY_VERIFY(log->toPlainText().contains(QStringLiteral("Paused")));
        QCOMPARE(log->textCursor().selectedText(), line); // while it grows
        toggle->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(item.state, State::Done, 30'000);
        QVERIFY(item.progress.refetchedBytes < item.progress.encodedSize / 2);
    }

private:
    /// A file of 6 MB that takes some seconds.
    static QByteArray publish(support::Harness &harness)
    {
        std::vector<support::ChunkSpec> chunks;
        for (int i = 0; i < 96; ++i)
            chunks.push_back({support::ByteVector(65'536, static_cast<std::uint8_t>(i)), {}});
        const QByteArray path = harness.publish(support::buildObject(chunks));
        harness.server.always(path, support::fault::limited(700'000));
        return path;
    }

    static void shoot(QWidget &window, const QString &name)
    {
        const QString folder = qEnvironmentVariable("SLUICE_SCREENSHOTS");
        if (folder.isEmpty())
            return;
        QTest::qWait(600);
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(window.grab().save(QStringLiteral("%1/%2.png").arg(folder, name)));
    }
};

SLUICE_GUI_TEST(tst_LiveWindow)
#include "tst_livewindow.moc"
