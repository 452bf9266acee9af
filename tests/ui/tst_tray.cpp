#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "tests/ui/windowtest.h"
#include "ui/desktop/trayicon.h"
#include "ui/list/queueview.h"
#include "ui/window/actions.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using transfer::State;

/// The tray's words and menu, and the window that hides behind it.
class tst_Tray : public samples::WindowTest
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        WindowTest::init();
        window->show();
    }

    void says_data()
    {
        QTest::addColumn<ui::Overall>("overall");
        QTest::addColumn<QString>("text");
        QTest::addRow("idle") << ui::Overall{} << u"Sluice"_s;
        QTest::addRow("active") << ui::Overall{3, 5, 0.625, 11'200'000, 80, {}}
                                << u"Sluice\n3 active · 62 % · 11.2 MB/s · 1 min 20 s left"_s;
        QTest::addRow("waiting") << ui::Overall{0, 2, 0.5, 0, -1, {}} << u"Sluice\n2 waiting · 50 %"_s;
        QTest::addRow("metered") << ui::Overall{0, 2, 0.5, 0, -1, {core::ErrorKind::NetworkMetered, {}}}
                                 << u"Sluice\nThe connection is metered · 50 %"_s;
    }
    void says()
    {
        QFETCH(ui::Overall, overall);
        QTEST(ui::trayText(overall), "text");
    }

    /// What is done still counts until all is done: the bar never goes back because a file is finished.
    void overallIsOfTheWholeBatch()
    {
        samples::addPlain(*queue, 4);
        const auto set = [this](int row, State state, qint64 done) {
            samples::dress(*queue, row, [=](queue::Item &item) {
                item.state = state;
                item.intent = transfer::Intent::Run;
                item.progress.encodedDone = done;
                item.progress.encodedSize = 100;
            });
        };
        QCOMPARE(ui::overallOf(*queue).fraction, -1.0); // all are held
        set(0, State::Downloading, 50);
        set(1, State::Queued, 0);
        QCOMPARE(ui::overallOf(*queue).fraction, 0.25);
        set(0, State::Done, 100);
        QCOMPARE(ui::overallOf(*queue).fraction, 0.5);
        QCOMPARE(ui::overallOf(*queue).unfinished, 1);
        set(1, State::Done, 100);
        QCOMPARE(ui::overallOf(*queue).unfinished, 0);
        set(2, State::Downloading, 10); // a new batch
        QCOMPARE(ui::overallOf(*queue).fraction, 0.1);
    }

    void itsMenu()
    {
        ui::TrayIcon tray(window->actions(), *preferences);
        QSignalSpy wanted(&tray, &ui::TrayIcon::showWanted);
        tray.menu().defaultAction()->trigger();
        QCOMPARE(wanted.size(), 1);
        QVERIFY(tray.menu().actions().contains(window->actions().pauseAll));
        QVERIFY(tray.menu().actions().contains(window->actions().resumeAll));
        auto *limit = tray.menu().findChild<QMenu *>();
        Q_EMIT limit->aboutToShow();
        for (QAction *action : limit->actions()) {
            if (action->text() == u"2 MB/s"_s || action->text() == u"2.00 MB/s"_s)
                action->trigger();
        }
        QCOMPARE(preferences->queueSettings().bytesPerSecond, 2'000'000);
        QCOMPARE(queue->settings().bytesPerSecond, 2'000'000); // at once
        QSignalSpy quit(window.get(), &ui::MainWindow::quitWanted);
        tray.menu().actions().last()->trigger();
        QCOMPARE(quit.size(), 1);
    }

    void itsImageHasABar()
    {
        const QImage plain = ui::trayImage(-1.0).pixmap(32).toImage();
        const QImage half = ui::trayImage(0.5).pixmap(32).toImage();
        const QImage full = ui::trayImage(1.0).pixmap(32).toImage();
        const auto at = [](const QImage &image, double x) {
            return image.pixelColor(static_cast<int>(image.width() * x), image.height() * 9 / 10);
        };
        QVERIFY(plain != half && half != full);
        QVERIFY(at(half, 0.25).green() > 150 && at(half, 0.75).green() < 100);
        QVERIFY(at(full, 0.75).green() > 150);
    }

    void closingHidesWhereThereIsATray()
    {
        bool isThere = true;
        window->hideOnCloseIf([&] { return isThere; });
        window->openSettings(ui::SettingsDialog::Page::Folders);
        auto *dialog = window->findChild<ui::SettingsDialog *>();
        QSignalSpy away(window.get(), &ui::MainWindow::wentAway);
        QSignalSpy quit(window.get(), &ui::MainWindow::quitWanted);
        QVERIFY(!window->close());
        QVERIFY(!window->isVisible());
        QVERIFY(!dialog->isVisible()); // it would stand there alone
        QCOMPARE(away.size(), 1);
        QCOMPARE(quit.size(), 0);
        window->raiseAndActivate();
        QVERIFY(window->isVisible());
        isThere = false; // the panel is gone
        QVERIFY(window->close());
        QCOMPARE(quit.size(), 1);
    }

    void reveals()
    {
        const auto ids = samples::addPlain(*queue, 3);
        window->hide();
        window->reveal({ids.at(2)});
        QVERIFY(window->isVisible());
        QCOMPARE(window->findChild<ui::QueueView *>()->selectedIds(), QList{ids.at(2)});
    }
};

SLUICE_GUI_TEST(tst_Tray)
#include "tst_tray.moc"
