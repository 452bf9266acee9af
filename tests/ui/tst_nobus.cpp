#include "tests/support/ownqueue.h"
#include "tests/support/testmain.h"
#include "tests/ui/samples.h"
#include "ui/desktop/meteredwatch.h"
#include "ui/desktop/notifier.h"
#include "ui/desktop/presence.h"
#include "ui/desktop/systemrequests.h"
#include "ui/mainwindow.h"
#include "ui/preferences.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A machine without any bus: nothing of the desktop is there, and nothing is the worse for it.
class tst_NoBus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all");
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/at/all");
        preferences.setIntentForNew(transfer::Intent::Hold);
    }

    void noticesBecomeBalloons()
    {
        support::OwnQueue items{queue::Settings{}};
        ui::Notifier notifier(items, preferences, ui::Notifier::Pace{10ms, 10ms});
        QSignalSpy balloon(&notifier, &ui::Notifier::balloonWanted);
        for (int i = 0; i < 3; ++i) {
            end(items, items.rowOf(samples::addPlain(items, 1, QString::number(i)).first()));
            QTRY_COMPARE(balloon.size(), i + 1);
        }
    }

    void nothingIsMeteredAndNothingStaysAwake()
    {
        support::OwnQueue items{queue::Settings{}};
        const ui::SystemRequests requests(items, preferences, 1ms);
        ui::SleepGuard guard;
        for (int i = 0; i < 20; ++i) {
            guard.hold(u"because"_s);
            QTest::qWait(i);
            guard.release();
        }
        const ui::MeteredWatch watch;
        QTest::qWait(50);
        QVERIFY(!watch.isMetered());
    }

    /// Without a tray, closing the window ends the program: nobody could bring the window back.
    void closingEnds()
    {
        support::OwnQueue items{queue::Settings{}};
        ui::MainWindow window(items, preferences);
        const ui::Presence presence(items, preferences, window);
        samples::addEveryState(items);
        window.show();
        QSignalSpy quit(&window, &ui::MainWindow::quitWanted);
        QSignalSpy away(&window, &ui::MainWindow::wentAway);
        QTest::qWait(50);
        QVERIFY(window.close());
        QCOMPARE(quit.size(), 1);
        QCOMPARE(away.size(), 0);
    }

private:
    static void end(queue::Queue &items, int row)
    {
        samples::dress(items, row, [](queue::Item &item) { item.state = transfer::State::Done; });
        transfer::Event event;
        event.kind = transfer::Event::Kind::Done;
        Q_EMIT items.happened(items.at(row).id, event);
    }

    QTemporaryDir folder;
    ui::Preferences preferences{folder.filePath(u"s.ini"_s)};
};

SLUICE_GUI_TEST(tst_NoBus)
#include "tst_nobus.moc"
